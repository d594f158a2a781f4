// SPDX-License-Identifier: Apache-2.0
// Graph: what is to be computed, as and, or, and-not over input planes; each thing once.
//
// Nodes are hash-consed: asking twice for the same operation on the same nodes gives the same node, so what two laws share
// is computed once. Constants are folded on the way in. Operands come before their node.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace palermo::law {

using GraphNode = std::uint32_t;  // index into Graph::steps()

inline constexpr GraphNode kZero = 0;  // no record
inline constexpr GraphNode kOne = 1;   // every record

// A three-valued thing of the compiler: where it is certainly true, certainly false.
struct Known {
  GraphNode yes = kZero, no = kZero;
};
[[nodiscard]] inline Known negate(Known a) { return {a.no, a.yes}; }

class Graph {
 public:
  enum class Kind : std::uint8_t { constant, input, any, all, without };
  struct Step {
    Kind kind = Kind::constant;
    std::vector<GraphNode> in;    // any, all: sorted, at least two; without: the first and not the second
    std::uint32_t input = 0;  // input: its slot

    auto operator<=>(const Step&) const = default;
  };

  Graph();
  [[nodiscard]] GraphNode input(std::uint32_t slot);
  [[nodiscard]] GraphNode any(std::vector<GraphNode> of);
  [[nodiscard]] GraphNode all(std::vector<GraphNode> of);
  [[nodiscard]] GraphNode without(GraphNode a, GraphNode b);
  // At least n of the nodes, by counting up one node after the other.
  [[nodiscard]] GraphNode at_least(std::int64_t n, std::span<const GraphNode> of);

  // Gives every input its final slot; no node is made afterwards.
  template <class F>
  void renumber_inputs(F slot_of) {
    index_.clear();
    for (Step& step : steps_) {
      if (step.kind == Kind::input) step.input = slot_of(step.input);
    }
  }

  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }

 private:
  GraphNode make(Step step);
  GraphNode combine(Kind kind, std::vector<GraphNode> of, GraphNode neutral, GraphNode absorbing);

  std::vector<Step> steps_;
  std::map<Step, GraphNode> index_;
};

}  // namespace palermo::law
