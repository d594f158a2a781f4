// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/batch_schedule.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace palermo::law {
namespace {

using Operand = std::uint16_t;
constexpr Operand kNowhere = std::numeric_limits<Operand>::max();

Op wide(Graph::Kind kind, std::size_t operands) {
  static constexpr std::array<Op, 3> any{Op::any2, Op::any3, Op::any4}, all{Op::all2, Op::all3, Op::all4};
  return (kind == Graph::Kind::any ? any : all)[operands - 2];
}

// Emits nodes depth first; a register is free again after the last use of what it holds.
class Scheduler {
 public:
  Scheduler(const Graph& graph, std::size_t inputs) : graph_(graph), inputs_(inputs), uses_(graph.steps().size()),
                                                      place_(graph.steps().size(), kNowhere) {}

  Schedule run(std::span<const GraphNode> outputs) {
    plan_.input_used.resize(inputs_);
    for (const GraphNode node : outputs) count_uses(node);
    for (const GraphNode node : outputs) {
      if (output_place_.try_emplace(node, static_cast<Operand>(inputs_ + output_place_.size())).second) ++uses_[node];
    }
    first_register_ = inputs_ + output_place_.size();
    for (const GraphNode node : outputs) {
      emit(node);
      finish(node);
      plan_.output_of.push_back(output_place_.at(node));
    }
    plan_.outputs = output_place_.size();
    if (first_register_ + plan_.registers >= kNowhere) return {};
    return std::move(plan_);
  }

 private:
  void count_uses(GraphNode node) {
    if (uses_[node]++ > 0) return;
    for (const GraphNode in : graph_.steps()[node].in) count_uses(in);
  }

  // Outputs that are inputs or constants, or that were computed in a register, get their own plane.
  void finish(GraphNode node) {
    const Operand out = output_place_.at(node);
    if (place_[node] == out) return;
    if (node == kZero || node == kOne) {
      plan_.code.push_back({node == kZero ? Op::zeros : Op::ones, out, {}});
    } else {
      plan_.code.push_back({Op::copy, out, {place_[node]}});
    }
    place_[node] = out;
  }

  void emit(GraphNode node) {
    if (place_[node] != kNowhere || node == kZero) return;
    const Graph::Step& step = graph_.steps()[node];
    switch (step.kind) {
      case Graph::Kind::constant: emit_ones(node); break;
      case Graph::Kind::input: emit_input(node, step.input); break;
      case Graph::Kind::without: emit_without(node, step); break;
      case Graph::Kind::any:
      case Graph::Kind::all: emit_wide(node, step); break;
    }
  }

  void emit_ones(GraphNode node) {
    place_[node] = target(node);
    plan_.code.push_back({Op::ones, place_[node], {}});
  }

  void emit_input(GraphNode node, std::uint32_t slot) {
    place_[node] = static_cast<Operand>(slot);
    plan_.input_used[slot] = true;
  }

  void emit_without(GraphNode node, const Graph::Step& step) {
    emit(step.in[0]);
    emit(step.in[1]);
    const Instruction code{Op::without, 0, {place_[step.in[0]], place_[step.in[1]]}};
    release(step.in[0]);
    release(step.in[1]);
    place_[node] = target(node);
    plan_.code.push_back(code);
    plan_.code.back().out = place_[node];
  }

  // Four operands an instruction: the sum so far and three more.
  void emit_wide(GraphNode node, const Graph::Step& step) {
    Operand sum = kNowhere;
    for (std::size_t next = 0; next < step.in.size();) {
      std::size_t width = 0;
      Instruction code;
      if (sum != kNowhere) code.in[width++] = sum;
      const std::size_t first = next;
      for (; next < step.in.size() && width < code.in.size(); ++next) {
        emit(step.in[next]);
        code.in[width++] = place_[step.in[next]];
      }
      for (std::size_t i = first; i < next; ++i) release(step.in[i]);
      if (sum == kNowhere) sum = target(node);
      code.op = wide(step.kind, width);
      code.out = sum;
      plan_.code.push_back(code);
    }
    place_[node] = sum;
  }

  Operand target(GraphNode node) {
    if (const auto output = output_place_.find(node); output != output_place_.end()) return output->second;
    if (free_.empty()) return static_cast<Operand>(std::min<std::size_t>(first_register_ + plan_.registers++, kNowhere));
    const Operand place = free_.back();
    free_.pop_back();
    return place;
  }

  void release(GraphNode node) {
    if (--uses_[node] == 0 && place_[node] >= first_register_) free_.push_back(place_[node]);
  }

  const Graph& graph_;
  std::size_t inputs_, first_register_ = 0;
  std::vector<std::uint32_t> uses_;
  std::vector<Operand> place_, free_;
  std::map<GraphNode, Operand> output_place_;
  Schedule plan_;
};

}  // namespace

Schedule schedule(const Graph& graph, std::span<const GraphNode> outputs, std::size_t inputs) {
  return Scheduler(graph, inputs).run(outputs);
}

}  // namespace palermo::law
