// SPDX-License-Identifier: Apache-2.0
// LinearSystem: the vectors x with lower ≤ x ≤ upper and row.lower ≤ Σ factor · x ≤ row.upper; and the least of a cost over them.
//
// The room's one window on CLP (COIN-OR), whose headers stay in linear_program.cpp. Bounds may be ±kNoBound. Solving again after
// another cost or other bounds starts from the last answer. Deterministic. Not thread-safe.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace palermo::privacy {

inline constexpr double kNoBound = std::numeric_limits<double>::infinity();

struct LinearRow {
  std::vector<int> variables;
  std::vector<double> factors;  // one a variable
  double lower = 0, upper = 0;
};

struct Bounds {
  double lower = 0, upper = kNoBound;
};

struct LinearAnswer {
  enum class Kind : std::uint8_t { found, impossible, unbounded, gave_up };
  Kind kind = Kind::gave_up;
  double cost = 0;           // when found
  std::vector<double> x;     // when found: a corner
};

class LinearSystem {
 public:
  LinearSystem(std::span<const Bounds> variables, std::span<const LinearRow> rows);
  LinearSystem(LinearSystem&&) noexcept;
  LinearSystem& operator=(LinearSystem&&) noexcept;
  ~LinearSystem();

  void set_bounds(std::size_t variable, Bounds bounds);
  // Least cost · x. `cost` has one number a variable.
  [[nodiscard]] LinearAnswer least(std::span<const double> cost);

 private:
  struct Solver;
  std::unique_ptr<Solver> solver_;
};

}  // namespace palermo::privacy
