// SPDX-License-Identifier: Apache-2.0
// Sides as formulas of one solver. A question is either sure (A as narrow as its text allows, B as broad) or possible (each open
// term one atom, the same in both laws). Inside this room only.
#pragma once

#include <vector>

#include "palermo/compare/side.hpp"
#include "palermo/compare/solver.hpp"

namespace palermo::compare {

// Holds where the part does not stand in the way of its rule.
[[nodiscard]] Formula holds(Solver& solver, const Part& part, Reading reading);

struct RuleFormulas {
  std::vector<Formula> parts;  // each holds
  std::vector<bool> act;       // which parts cannot hold without any conduct
  Formula acts;                // those hold
  Formula whole;               // all hold
};

// One side under one reading.
struct SideFormulas {
  std::vector<RuleFormulas> rules;
  Formula covered;  // some rule holds
};

// Something of what the side leaves out of its encoding is so: whether the law reaches it, nobody can say from the file.
[[nodiscard]] Formula touches_left_out(Solver& solver, const Side& side);

[[nodiscard]] core::Result<SideFormulas> formulas(Solver& solver, const Side& side, Reading reading);

}  // namespace palermo::compare
