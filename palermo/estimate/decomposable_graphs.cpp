// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/decomposable_graphs.hpp"

#include <array>

namespace palermo::estimate {
namespace {

using Neighbours = std::array<std::uint32_t, DecomposableGraphs::kMostLists>;  // by list, a bit mask

Neighbours neighbours_of(int lists, std::uint32_t edges) {
  Neighbours near{};
  int edge = 0;
  for (int b = 1; b < lists; ++b)
    for (int a = 0; a < b; ++a, ++edge)
      if ((edges >> edge & 1U) != 0) {
        near[static_cast<std::size_t>(a)] |= 1U << b;
        near[static_cast<std::size_t>(b)] |= 1U << a;
      }
  return near;
}

bool all_joined(const Neighbours& near, std::uint32_t among) {
  for (std::uint32_t left = among; left != 0; left &= left - 1) {
    const int list = __builtin_ctz(left);
    if ((among & ~near[static_cast<std::size_t>(list)]) != (1U << list)) return false;
  }
  return true;
}

// A list of `remaining` whose remaining neighbours are all joined, or -1.
int removable(const Neighbours& near, std::uint32_t remaining) {
  for (std::uint32_t left = remaining; left != 0; left &= left - 1) {
    const int list = __builtin_ctz(left);
    if (all_joined(near, near[static_cast<std::size_t>(list)] & remaining)) return list;
  }
  return -1;
}

}  // namespace

DecomposableGraphs::DecomposableGraphs(int lists) : lists_(lists) {
  const int pairs = lists * (lists - 1) / 2;
  for (std::uint32_t edges = 0; edges < (1U << pairs); ++edges) add_if_decomposable(edges);
}

void DecomposableGraphs::add_if_decomposable(std::uint32_t edges) {
  const Neighbours near = neighbours_of(lists_, edges);
  std::array<std::int8_t, 1U << kMostLists> sign{};
  std::array<std::uint8_t, 2 * kMostLists> touched{};
  std::size_t used = 0;
  for (std::uint32_t remaining = (1U << lists_) - 1; remaining != 0;) {
    const int list = removable(near, remaining);
    if (list < 0) return;
    const std::uint32_t separator = near[static_cast<std::size_t>(list)] & remaining;
    const std::uint32_t clique = separator | 1U << list;
    ++sign[clique];
    --sign[separator];
    touched[used++] = static_cast<std::uint8_t>(clique);
    touched[used++] = static_cast<std::uint8_t>(separator);
    remaining &= ~(1U << list);
  }
  for (std::size_t i = 0; i < used; ++i) {
    if (sign[touched[i]] == 0) continue;
    terms_.push_back({touched[i], sign[touched[i]]});
    sign[touched[i]] = 0;  // a margin is written once
  }
  edges_.push_back(edges);
  start_.push_back(static_cast<std::uint32_t>(terms_.size()));
}

std::vector<History> DecomposableGraphs::cliques(std::size_t graph) const {
  std::vector<History> found;
  for (const MarginTerm& term : terms(graph))
    if (term.sign > 0) found.push_back(term.margin);
  return found;
}

}  // namespace palermo::estimate
