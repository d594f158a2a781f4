// SPDX-License-Identifier: Apache-2.0
// A symmetric positive definite matrix, factorised: for Newton steps with some tens of columns. Inside this room only.
#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace palermo::estimate {

class PositiveMatrix {
 public:
  // values: size x size, row by row; the lower triangle is read. Nothing when it is not positive definite: a pivot is below
  // `tolerance` times the entry that it came from.
  [[nodiscard]] static std::optional<PositiveMatrix> factorise(std::vector<double> values, std::size_t size, double tolerance = 1e-11) {
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t j = 0; j <= i; ++j) {
        const double entry = values[i * size + j];
        double sum = entry;
        for (std::size_t k = 0; k < j; ++k) sum -= values[i * size + k] * values[j * size + k];
        if (i == j && !(sum > tolerance * entry)) return std::nullopt;
        values[i * size + j] = i == j ? std::sqrt(sum) : sum / values[j * size + j];
      }
    return PositiveMatrix(std::move(values), size);
  }

  // Solves A x = b in place.
  void solve(std::span<double> b) const {
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t k = 0; k < i; ++k) b[i] -= factor_[i * size_ + k] * b[k];
      b[i] /= factor_[i * size_ + i];
    }
    for (std::size_t i = size_; i-- > 0;) {
      for (std::size_t k = i + 1; k < size_; ++k) b[i] -= factor_[k * size_ + i] * b[k];
      b[i] /= factor_[i * size_ + i];
    }
  }

 private:
  PositiveMatrix(std::vector<double> factor, std::size_t size) : factor_(std::move(factor)), size_(size) {}
  std::vector<double> factor_;
  std::size_t size_;
};

}  // namespace palermo::estimate
