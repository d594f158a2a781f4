// SPDX-License-Identifier: Apache-2.0
// All decomposable graphs on K lists, each as the sum of margins by which its likelihood factorises.
//
// A graph has an edge where two lists may depend on each other given the rest. It is decomposable when it can be taken
// apart by removing, one after the other, a list whose neighbours are all neighbours of each other; removing list v with
// neighbours S adds the margin S + v and takes the margin S away. What is left after cancelling are the cliques (+1) and the
// separators (minus their multiplicity); the empty margin is a separator too, so the signs of a graph always sum to 0.
// Numbers of graphs: 1, 2, 8, 61, 822, 18,154, 617,675 for K = 1 ... 7 (OEIS A058862).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "palermo/estimate/history_counts.hpp"

namespace palermo::estimate {

struct MarginTerm {
  std::uint8_t margin = 0;  // bit mask of lists; 0 is the empty margin
  std::int8_t sign = 0;     // +1 for a clique, -m for a separator that stands m times
};

class DecomposableGraphs {
 public:
  static constexpr int kMostLists = 7;

  // lists from 1 to kMostLists. Seven lists take about a second and 10 MB.
  explicit DecomposableGraphs(int lists);

  [[nodiscard]] int lists() const { return lists_; }
  [[nodiscard]] std::size_t size() const { return edges_.size(); }
  // Bit e is set when the e-th pair is joined; pairs in the order (0,1), (0,2), (1,2), (0,3), ...
  [[nodiscard]] std::uint32_t edges(std::size_t graph) const { return edges_[graph]; }
  [[nodiscard]] std::span<const MarginTerm> terms(std::size_t graph) const {
    return {terms_.data() + start_[graph], start_[graph + 1] - start_[graph]};
  }
  [[nodiscard]] std::vector<History> cliques(std::size_t graph) const;

 private:
  void add_if_decomposable(std::uint32_t edges);
  int lists_;
  std::vector<std::uint32_t> edges_;
  std::vector<std::uint32_t> start_{0};
  std::vector<MarginTerm> terms_;
};

}  // namespace palermo::estimate
