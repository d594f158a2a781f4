// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/ridge_logit.hpp"

#include <cmath>

#include "palermo/estimate/positive_matrix.hpp"

namespace palermo::estimate {
namespace {

constexpr int kMostSteps = 50;
constexpr double kSettled = 1e-8;    // largest step
constexpr double kFreeRidge = 1e-6;  // of the intercept, so that one-sided data have an answer

double objective(std::span<const LogitRow> rows, std::span<const double> b, double ridge) {
  double sum = -0.5 * kFreeRidge * b[0] * b[0];
  for (std::size_t j = 1; j < b.size(); ++j) sum -= 0.5 * ridge * b[j] * b[j];
  for (const LogitRow& row : rows) {
    double eta = 0;
    for (std::size_t j = 0; j < b.size(); ++j) eta += row.x[j] * b[j];
    const double log_rest = -(eta > 0 ? eta + std::log1p(std::exp(-eta)) : std::log1p(std::exp(eta)));  // log(1 - p)
    sum += row.yes * (eta + log_rest) + row.no * log_rest;
  }
  return sum;
}

}  // namespace

double logit_chance(std::span<const double> x, std::span<const double> coefficients) {
  double eta = 0;
  for (std::size_t j = 0; j < coefficients.size(); ++j) eta += x[j] * coefficients[j];
  return 1 / (1 + std::exp(-eta));
}

std::vector<double> fit_ridge_logit(std::span<const LogitRow> rows, std::size_t columns, double ridge) {
  std::vector<double> b(columns);
  double now = objective(rows, b, ridge);
  for (int step = 0; step < kMostSteps; ++step) {
    std::vector<double> information(columns * columns), move(columns);
    for (const LogitRow& row : rows) {
      const double people = row.yes + row.no, p = logit_chance(row.x, b);
      for (std::size_t i = 0; i < columns; ++i) {
        move[i] += row.x[i] * (row.yes - people * p);
        for (std::size_t j = 0; j <= i; ++j) information[i * columns + j] += people * p * (1 - p) * row.x[i] * row.x[j];
      }
    }
    for (std::size_t i = 0; i < columns; ++i) {
      const double penalty = i == 0 ? kFreeRidge : ridge;
      move[i] -= penalty * b[i];
      information[i * columns + i] += penalty;
    }
    const auto factor = PositiveMatrix::factorise(std::move(information), columns, 0);
    if (!factor) return b;
    factor->solve(move);
    double largest = 0, length = 1;
    for (; length > 1e-6; length /= 2) {
      std::vector<double> tried = b;
      largest = 0;
      for (std::size_t j = 0; j < columns; ++j) {
        tried[j] += length * move[j];
        largest = std::max(largest, std::fabs(length * move[j]));
      }
      const double then = objective(rows, tried, ridge);
      if (then < now) continue;
      b = std::move(tried);
      now = then;
      break;
    }
    if (largest < kSettled || length <= 1e-6) break;
  }
  return b;
}

}  // namespace palermo::estimate
