// SPDX-License-Identifier: Apache-2.0
// From a graph to straight-line code: only what the outputs need, in an order that keeps few planes alive.
#pragma once

#include <span>
#include <vector>

#include "palermo/law/batch_graph.hpp"
#include "palermo/law/kernel_logic.hpp"

namespace palermo::law {

// Operands of `code`: 0 .. inputs - 1 are the inputs, then the outputs, then `registers` planes of scratch.
struct Schedule {
  std::vector<Instruction> code;
  std::vector<std::uint16_t> output_of;  // by requested output: its operand; equal outputs share one
  std::size_t outputs = 0;               // distinct output planes
  std::size_t registers = 0;
  std::vector<bool> input_used;          // by input slot
};

// Errors: none; a program that needs more than 65,535 operands gives an empty `output_of`.
[[nodiscard]] Schedule schedule(const Graph& graph, std::span<const GraphNode> outputs, std::size_t inputs);

}  // namespace palermo::law
