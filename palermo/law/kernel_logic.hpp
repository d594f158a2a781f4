// SPDX-License-Identifier: Apache-2.0
// Straight-line programs over planes: a list of operations, each over a whole block, no branches on data.
//
// Operands are positions in a table of planes (inputs, scratch, outputs). An operation may write over one of its own
// operands; planes are whole lanes and either equal or apart.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "palermo/law/kernel.hpp"
#include "palermo/law/planes.hpp"

namespace palermo::law {

enum class Op : std::uint8_t {
  any2, any3, any4,  // or of 2, 3, 4 planes
  all2, all3, all4,  // and
  without,           // the first and not the second
  copy,
  zeros, ones,
};

struct Instruction {
  Op op = Op::zeros;
  std::uint16_t out = 0;
  std::array<std::uint16_t, 4> in{};

  bool operator==(const Instruction&) const = default;
};

// Runs `code` over the first `words` words (whole lanes) of the planes in `table`.
void execute(std::span<const Instruction> code, Word* const* table, std::size_t words, Level level = best_level());

}  // namespace palermo::law
