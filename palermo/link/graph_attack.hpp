// SPDX-License-Identifier: Apache-2.0
// Graph matching: which node of one similarity graph is which of another? Part of attack.hpp, which says how.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace palermo::link {

// Nodes are different values; similarities in [0, 1], row by row.
struct SimilarityGraph {
  std::vector<float> similarity;      // size() squared; the diagonal is not read
  std::vector<std::uint32_t> kind;    // nodes of unlike kinds are never matched (which fields are there at all)
  std::vector<float> times;           // share of the records that have this value
  std::vector<float> bits;            // bits set

  [[nodiscard]] std::size_t size() const { return kind.size(); }
  [[nodiscard]] const float* row(std::size_t node) const { return similarity.data() + node * size(); }
};

inline constexpr std::size_t kNoNode = static_cast<std::size_t>(-1);

// For each node of `hidden` the likeliest of `known`, kNoNode where none is of its kind.
[[nodiscard]] std::vector<std::size_t> match_graphs(const SimilarityGraph& hidden, const SimilarityGraph& known, int threads);

}  // namespace palermo::link
