// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/linear_program.hpp"

#include <ClpSimplex.hpp>
#include <CoinPackedMatrix.hpp>

#include <cassert>

namespace palermo::privacy {
namespace {

double clp_bound(double bound) { return bound == kNoBound ? COIN_DBL_MAX : bound == -kNoBound ? -COIN_DBL_MAX : bound; }

LinearAnswer::Kind kind_of(int status) {
  switch (status) {
    case 0: return LinearAnswer::Kind::found;
    case 1: return LinearAnswer::Kind::impossible;
    case 2: return LinearAnswer::Kind::unbounded;
    default: return LinearAnswer::Kind::gave_up;
  }
}

}  // namespace

struct LinearSystem::Solver {
  ClpSimplex simplex;
};

LinearSystem::LinearSystem(std::span<const Bounds> variables, std::span<const LinearRow> rows) : solver_(std::make_unique<Solver>()) {
  CoinPackedMatrix matrix(false, 0, 0);
  matrix.setDimensions(0, static_cast<int>(variables.size()));
  std::vector<double> row_lower, row_upper, lower, upper;
  for (const LinearRow& row : rows) {
    assert(row.variables.size() == row.factors.size());
    matrix.appendRow(static_cast<int>(row.variables.size()), row.variables.data(), row.factors.data());
    row_lower.push_back(clp_bound(row.lower));
    row_upper.push_back(clp_bound(row.upper));
  }
  for (const Bounds& bounds : variables) {
    lower.push_back(clp_bound(bounds.lower));
    upper.push_back(clp_bound(bounds.upper));
  }
  const std::vector<double> no_cost(variables.size(), 0.0);
  solver_->simplex.setLogLevel(0);
  solver_->simplex.loadProblem(matrix, lower.data(), upper.data(), no_cost.data(), row_lower.data(), row_upper.data());
}

LinearSystem::LinearSystem(LinearSystem&&) noexcept = default;
LinearSystem& LinearSystem::operator=(LinearSystem&&) noexcept = default;
LinearSystem::~LinearSystem() = default;

void LinearSystem::set_bounds(std::size_t variable, Bounds bounds) {
  solver_->simplex.setColumnBounds(static_cast<int>(variable), clp_bound(bounds.lower), clp_bound(bounds.upper));
}

LinearAnswer LinearSystem::least(std::span<const double> cost) {
  ClpSimplex& simplex = solver_->simplex;
  assert(static_cast<int>(cost.size()) == simplex.numberColumns());
  for (std::size_t i = 0; i < cost.size(); ++i) simplex.setObjectiveCoefficient(static_cast<int>(i), cost[i]);
  simplex.primal();
  LinearAnswer answer{.kind = kind_of(simplex.status()), .cost = 0, .x = {}};
  if (answer.kind != LinearAnswer::Kind::found) return answer;
  answer.cost = simplex.objectiveValue();
  answer.x.assign(simplex.primalColumnSolution(), simplex.primalColumnSolution() + cost.size());
  return answer;
}

}  // namespace palermo::privacy
