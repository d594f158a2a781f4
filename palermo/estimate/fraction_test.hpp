// SPDX-License-Identifier: Apache-2.0
// For tests: existence and identifiability once more, in exact fractions and by another road than palermo/estimate/existence.cpp.
//
// Existence as a linear programme in the cells, not in the coefficients: is there z with A'z = 0, z >= 1 on cells with count zero, any sign
// on seen ones? Phase one of the simplex method with Bland's rule. Rank by elimination. Slow, and for tables of few cells.
#pragma once

#include <utility>
#include <vector>

#include "palermo/estimate/existence.hpp"

namespace palermo::estimate {

__extension__ typedef __int128 Exact;

class Fraction {
 public:
  Fraction(Exact top = 0, Exact bottom = 1) : top_(top), bottom_(bottom) {  // NOLINT: numbers are fractions
    Exact a = top_ < 0 ? -top_ : top_, b = bottom_ < 0 ? -bottom_ : bottom_;
    while (b != 0) a = std::exchange(b, a % b);
    if (a == 0) a = 1;
    if (bottom_ < 0) a = -a;
    top_ /= a;
    bottom_ /= a;
  }
  friend Fraction operator+(const Fraction& x, const Fraction& y) { return {x.top_ * y.bottom_ + y.top_ * x.bottom_, x.bottom_ * y.bottom_}; }
  friend Fraction operator-(const Fraction& x, const Fraction& y) { return {x.top_ * y.bottom_ - y.top_ * x.bottom_, x.bottom_ * y.bottom_}; }
  friend Fraction operator*(const Fraction& x, const Fraction& y) { return {x.top_ * y.top_, x.bottom_ * y.bottom_}; }
  friend Fraction operator/(const Fraction& x, const Fraction& y) { return {x.top_ * y.bottom_, x.bottom_ * y.top_}; }
  [[nodiscard]] int sign() const { return top_ > 0 ? 1 : top_ < 0 ? -1 : 0; }

 private:
  Exact top_, bottom_;
};

using FractionRows = std::vector<std::vector<Fraction>>;

inline std::size_t exact_rank(FractionRows rows) {
  std::size_t rank = 0;
  for (std::size_t column = 0; !rows.empty() && column < rows[0].size() && rank < rows.size(); ++column) {
    std::size_t pivot = rank;
    while (pivot < rows.size() && rows[pivot][column].sign() == 0) ++pivot;
    if (pivot == rows.size()) continue;
    std::swap(rows[pivot], rows[rank]);
    for (std::size_t i = rank + 1; i < rows.size(); ++i) {
      const Fraction factor = rows[i][column] / rows[rank][column];
      for (std::size_t j = column; j < rows[i].size(); ++j) rows[i][j] = rows[i][j] - factor * rows[rank][j];
    }
    ++rank;
  }
  return rank;
}

// Is there u >= 0 with M u = b, b >= 0? rows: M with b as the last column.
inline bool exact_feasible(FractionRows rows) {
  if (rows.empty()) return true;
  const std::size_t height = rows.size(), width = rows[0].size() - 1;
  std::vector<std::size_t> basis(height);  // width + i: the artificial variable of row i
  for (std::size_t i = 0; i < height; ++i) basis[i] = width + i;
  while (true) {
    // Gains: sums of the rows whose basic variable is still artificial.
    std::size_t entering = width;
    for (std::size_t j = 0; j < width && entering == width; ++j) {
      Fraction gain;
      for (std::size_t i = 0; i < height; ++i)
        if (basis[i] >= width) gain = gain + rows[i][j];
      if (gain.sign() > 0) entering = j;
    }
    if (entering == width) break;
    std::size_t leaving = height;
    for (std::size_t i = 0; i < height; ++i) {
      if (rows[i][entering].sign() <= 0) continue;
      if (leaving == height) {
        leaving = i;
        continue;
      }
      const int order = (rows[i][width] / rows[i][entering] - rows[leaving][width] / rows[leaving][entering]).sign();
      if (order < 0 || (order == 0 && basis[i] < basis[leaving])) leaving = i;
    }
    const Fraction pivot = rows[leaving][entering];
    for (Fraction& value : rows[leaving]) value = value / pivot;
    for (std::size_t i = 0; i < height; ++i) {
      if (i == leaving || rows[i][entering].sign() == 0) continue;
      const Fraction factor = rows[i][entering];
      for (std::size_t j = 0; j <= width; ++j) rows[i][j] = rows[i][j] - factor * rows[leaving][j];
    }
    basis[leaving] = entering;
  }
  for (std::size_t i = 0; i < height; ++i)
    if (basis[i] >= width && rows[i][width].sign() != 0) return false;
  return true;
}

inline ModelStatus exact_status(const FinitePart& part, const HistorySet& seen) {
  std::vector<History> terms, cells;
  part.terms.for_each([&](History term) { terms.push_back(term); });
  part.cells.for_each([&](History cell) { cells.push_back(cell); });
  FractionRows design;
  for (const History cell : cells) {
    std::vector<Fraction>& row = design.emplace_back();
    for (const History term : terms) row.emplace_back((term & cell) == term ? 1 : 0);
  }
  // z = 1 + u on cells with count zero, z = u - v on seen ones: sum of a z = 0 becomes M u = -(sum of a over zero cells).
  FractionRows programme;
  for (const History term : terms) {
    std::vector<Fraction>& row = programme.emplace_back();
    Exact wanted = 0;
    for (const History cell : cells) {
      const Exact a = (term & cell) == term ? 1 : 0;
      row.emplace_back(-a);
      if (seen.contains(cell)) row.emplace_back(a);
      else wanted += a;
    }
    row.emplace_back(wanted);
  }
  const bool exists = exact_feasible(programme), identified = exact_rank(design) == terms.size();
  return static_cast<ModelStatus>((exists ? 0 : 1) + (identified ? 0 : 2));
}

}  // namespace palermo::estimate
