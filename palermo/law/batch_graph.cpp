// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/batch_graph.hpp"

#include <algorithm>

namespace palermo::law {

Graph::Graph() { steps_.resize(2); }

GraphNode Graph::make(Step step) {
  const auto [at, is_new] = index_.try_emplace(step, static_cast<GraphNode>(steps_.size()));
  if (is_new) steps_.push_back(std::move(step));
  return at->second;
}

GraphNode Graph::input(std::uint32_t slot) { return make({Kind::input, {}, slot}); }

GraphNode Graph::combine(Kind kind, std::vector<GraphNode> of, GraphNode neutral, GraphNode absorbing) {
  std::sort(of.begin(), of.end());
  of.erase(std::unique(of.begin(), of.end()), of.end());
  std::erase(of, neutral);
  if (std::find(of.begin(), of.end(), absorbing) != of.end()) return absorbing;
  if (of.empty()) return neutral;
  return of.size() == 1 ? of.front() : make({kind, std::move(of), 0});
}

GraphNode Graph::any(std::vector<GraphNode> of) { return combine(Kind::any, std::move(of), kZero, kOne); }
GraphNode Graph::all(std::vector<GraphNode> of) { return combine(Kind::all, std::move(of), kOne, kZero); }

GraphNode Graph::without(GraphNode a, GraphNode b) {
  if (a == kZero || b == kOne || a == b) return kZero;
  if (b == kZero) return a;
  if (steps_[b].kind == Kind::all && std::count(steps_[b].in.begin(), steps_[b].in.end(), a) > 0) {
    std::vector<GraphNode> rest = steps_[b].in;  // a and not (a and c) is a and not c
    std::erase(rest, a);
    return without(a, all(std::move(rest)));
  }
  return make({Kind::without, {a, b}, 0});
}

GraphNode Graph::at_least(std::int64_t n, std::span<const GraphNode> of) {
  if (n <= 0) return kOne;
  if (n > static_cast<std::int64_t>(of.size())) return kZero;
  std::vector<GraphNode> reached(static_cast<std::size_t>(n) + 1, kZero);  // reached[j]: at least j of those seen so far
  reached[0] = kOne;
  for (const GraphNode next : of) {
    for (std::size_t j = reached.size() - 1; j > 0; --j) reached[j] = any({reached[j], all({reached[j - 1], next})});
  }
  return reached.back();
}

}  // namespace palermo::law
