// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/clerks.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>

namespace palermo::link {
namespace {

constexpr double kNormal95 = 1.959963984540054;
constexpr double kLeastError = 0.005, kMostError = 0.25;  // of a clerk, whatever the sample says
constexpr std::array<std::string_view, kPairLabels> kWords{"same", "different", "unsure"};

using Shares = std::array<std::array<double, kPairLabels>, kPairLabels>;

// Variance of kappa times n (1 - P_e)^2: [fleiss1969].
double spread(const Shares& p, const std::array<double, kPairLabels>& rows, const std::array<double, kPairLabels>& columns, double kappa, double by_chance) {
  double sum = 0;
  for (std::size_t i = 0; i < kPairLabels; ++i)
    for (std::size_t j = 0; j < kPairLabels; ++j) {
      const double term = i == j ? 1 - (rows[i] + columns[i]) * (1 - kappa) : (1 - kappa) * (columns[i] + rows[j]);
      sum += p[i][j] * term * term;
    }
  const double mean = kappa - by_chance * (1 - kappa);
  return std::max(0.0, sum - mean * mean);
}

}  // namespace

std::string_view to_word(PairLabel label) { return kWords[static_cast<std::size_t>(label)]; }

std::optional<PairLabel> pair_label_of(std::string_view word) {
  std::string lower;
  for (const char c : word) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto at = std::ranges::find(kWords, std::string_view(lower));
  if (at == kWords.end()) return std::nullopt;
  return static_cast<PairLabel>(at - kWords.begin());
}

ShareInterval wilson(double successes, double n) {
  const double p = successes / n, z2 = kNormal95 * kNormal95;
  const double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = kNormal95 / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  // The share itself lies within, also where rounding says otherwise (all or none).
  return {std::max(0.0, std::min(p, middle - half)), std::min(1.0, std::max(p, middle + half))};
}

ClerkAgreement agreement_of(std::span<const PairLabel> first, std::span<const PairLabel> second) {
  assert(first.size() == second.size() && !first.empty());
  ClerkAgreement out;
  out.pairs = static_cast<std::int64_t>(first.size());
  const auto n = static_cast<double>(out.pairs);
  Shares p{};
  std::array<double, kPairLabels> rows{}, columns{};
  for (std::size_t k = 0; k < first.size(); ++k) {
    const auto i = static_cast<std::size_t>(first[k]), j = static_cast<std::size_t>(second[k]);
    ++out.table[i][j];
    if (i == j) ++out.alike;
    p[i][j] += 1 / n;
    rows[i] += 1 / n;
    columns[j] += 1 / n;
  }
  out.raw = static_cast<double>(out.alike) / n;
  out.raw_interval = wilson(static_cast<double>(out.alike), n);
  double by_chance = 0;
  for (std::size_t i = 0; i < kPairLabels; ++i) by_chance += rows[i] * columns[i];
  constexpr double kNothingElse = 1e-12;
  if (1 - by_chance < kNothingElse) return out;
  const double kappa = (out.raw - by_chance) / (1 - by_chance);
  out.kappa = kappa;
  out.kappa_error = std::sqrt(spread(p, rows, columns, kappa, by_chance) / n) / (1 - by_chance);
  out.kappa_interval = {std::max(-1.0, kappa - kNormal95 * out.kappa_error), std::min(1.0, kappa + kNormal95 * out.kappa_error)};
  return out;
}

double label_certainty(const ClerkAgreement& agreement) {
  const double differ = static_cast<double>(agreement.pairs - agreement.alike + 1) / static_cast<double>(agreement.pairs + 2);
  const double error = differ >= 0.5 ? kMostError : (1 - std::sqrt(1 - 2 * differ)) / 2;
  return 1 - std::clamp(error, kLeastError, kMostError);
}

double agreed_certainty(double certainty) {
  const double error = 1 - certainty;
  return 1 - std::max(kLeastError, error * error / (error * error + certainty * certainty));
}

}  // namespace palermo::link
