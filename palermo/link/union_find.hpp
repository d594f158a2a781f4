// SPDX-License-Identifier: Apache-2.0
// UnionFind: sets of things that were joined. The smallest thing of a set speaks for it.
#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

namespace palermo::link {

class UnionFind {
 public:
  explicit UnionFind(std::size_t things) : parent_(things) { std::iota(parent_.begin(), parent_.end(), 0U); }

  [[nodiscard]] std::uint32_t find(std::uint32_t thing) {
    while (parent_[thing] != thing) thing = parent_[thing] = parent_[parent_[thing]];
    return thing;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    if (a < b) parent_[b] = a;
    if (b < a) parent_[a] = b;
  }
  void leave(std::uint32_t thing) { parent_[thing] = thing; }  // only when every thing of its set leaves
  void reset(std::size_t things) {
    parent_.resize(things);
    std::iota(parent_.begin(), parent_.end(), 0U);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

}  // namespace palermo::link
