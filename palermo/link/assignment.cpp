// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/assignment.hpp"

#include <algorithm>
#include <limits>

namespace palermo::link {
namespace {

// Rows <= columns. Cost of a pair is minus its gain; u and v are the potentials of rows and columns, counted from 1.
class Paths {
 public:
  Paths(std::size_t rows, std::size_t columns, std::span<const double> weights, bool turned)
      : rows_(rows), columns_(columns), weights_(weights), turned_(turned), u_(rows + 1), v_(columns + 1), row_of_(columns + 1) {
    for (std::size_t row = 1; row <= rows; ++row) add(row);
  }
  [[nodiscard]] std::size_t row_of(std::size_t column) const { return row_of_[column]; }

 private:
  [[nodiscard]] double cost(std::size_t row, std::size_t column) const {
    const std::size_t at = turned_ ? (column - 1) * rows_ + (row - 1) : (row - 1) * columns_ + (column - 1);
    return -std::max(0.0, weights_[at]);
  }

  void add(std::size_t row) {
    constexpr double far = std::numeric_limits<double>::infinity();
    std::vector<double> distance(columns_ + 1, far);
    std::vector<std::size_t> from(columns_ + 1);
    std::vector<bool> done(columns_ + 1);
    std::size_t column = 0;
    row_of_[0] = row;
    do {
      done[column] = true;
      const std::size_t here = row_of_[column];
      double step = far;
      std::size_t nearest = 0;
      for (std::size_t j = 1; j <= columns_; ++j) {
        if (done[j]) continue;
        const double reduced = cost(here, j) - u_[here] - v_[j];
        if (reduced < distance[j]) {
          distance[j] = reduced;
          from[j] = column;
        }
        if (distance[j] < step) {
          step = distance[j];
          nearest = j;
        }
      }
      for (std::size_t j = 0; j <= columns_; ++j) {
        if (done[j]) {
          u_[row_of_[j]] += step;
          v_[j] -= step;
        } else {
          distance[j] -= step;
        }
      }
      column = nearest;
    } while (row_of_[column] != 0);
    for (; column != 0; column = from[column]) row_of_[column] = row_of_[from[column]];
  }

  std::size_t rows_, columns_;
  std::span<const double> weights_;
  bool turned_;
  std::vector<double> u_, v_;
  std::vector<std::size_t> row_of_;
};

}  // namespace

std::vector<std::optional<std::uint32_t>> best_assignment(std::size_t rows, std::size_t columns, std::span<const double> weights) {
  const bool turned = rows > columns;
  const Paths paths(std::min(rows, columns), std::max(rows, columns), weights, turned);
  std::vector<std::optional<std::uint32_t>> column_of(rows);
  for (std::size_t j = 1; j <= std::max(rows, columns); ++j) {
    if (paths.row_of(j) == 0) continue;
    const std::size_t row = (turned ? j : paths.row_of(j)) - 1;
    const std::size_t column = (turned ? paths.row_of(j) : j) - 1;
    if (weights[row * columns + column] > 0) column_of[row] = static_cast<std::uint32_t>(column);
  }
  return column_of;
}

}  // namespace palermo::link
