// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/marginal.hpp"

#include <algorithm>
#include <cstdlib>

#include "palermo/privacy/exponential_mechanism.hpp"
#include "palermo/privacy/marginal_score.hpp"

namespace palermo::privacy {
namespace {

bool sound(const Candidate& candidate) {
  constexpr std::int64_t kMost = std::int64_t{1} << 40;
  const auto near = [](std::int64_t x) { return x >= -kMost && x <= kMost; };
  return candidate.exact != nullptr && candidate.expected.size() == candidate.exact->size() && candidate.weight >= 1 &&
         candidate.weight <= (std::uint64_t{1} << 20) && near(candidate.penalty) && std::ranges::all_of(candidate.expected, near);
}

bool sound_variance(core::Rational sigma2) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 20;
  return !sigma2.is_zero() && sigma2.denominator() <= kMost && sigma2 <= core::Rational(kMost, 1);
}

std::string label_of(const Codebook& codebook, std::span<const std::size_t> columns) {
  std::string label;
  for (const std::size_t column : columns) label += (label.empty() ? "" : " × ") + codebook.columns[column].name;
  return label.empty() ? "total" : label;
}

}  // namespace

core::Result<ExactMarginal> count(const PersonTable& table, std::vector<std::size_t> columns) {
  const Codebook& codebook = table.codebook();
  std::ranges::sort(columns);
  const auto [first, last] = std::ranges::unique(columns);
  columns.erase(first, last);
  if (!columns.empty() && columns.back() >= codebook.columns.size()) std::abort();
  const std::uint64_t cells = codebook.cells(columns);
  if (cells > kMostCells) return core::fail(kTooManyCells, {.field = label_of(codebook, columns)}, {{"most", std::to_string(kMostCells)}});
  ExactMarginal exact;
  exact.label_ = label_of(codebook, columns);
  for (const std::size_t column : columns) exact.shape_.push_back(codebook.columns[column].size());
  exact.cells_.assign(cells, 0);
  const CodedRows& rows = table.inside_rows();
  std::vector<std::uint32_t> cell(rows.rows(), 0);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::vector<Level>& coded = rows.columns[columns[i]];
    const auto levels = static_cast<std::uint32_t>(exact.shape_[i]);
    for (std::size_t row = 0; row < coded.size(); ++row) cell[row] = cell[row] * levels + coded[row];
  }
  for (const std::uint32_t at : cell) ++exact.cells_[at];
  exact.columns_ = std::move(columns);
  return exact;
}

core::Result<NoisyMarginal> measure(const ExactMarginal& exact, core::Rational sigma2, Budget& budget, Randomness& randomness) {
  if (!sound_variance(sigma2)) return core::fail(kBadScale);
  PALERMO_CHECK_DONE(budget.spend(Rho::of_gaussian(sigma2), "measure " + exact.label()));
  NoisyMarginal noisy;
  noisy.columns_ = exact.columns_;
  noisy.shape_ = exact.shape_;
  noisy.sigma2_ = sigma2;
  noisy.mark_ = randomness.mark();
  noisy.cells_.reserve(exact.cells_.size());
  for (const std::uint32_t people : exact.cells_)
    noisy.cells_.push_back(static_cast<std::int64_t>(people) + core::discrete_gaussian(sigma2, randomness));
  return noisy;
}

core::Result<NoisyDistance> measure_distance(const PersonTable& table, std::span<const ToldTable> told, core::Rational sigma2, Budget& budget,
                                             Randomness& randomness) {
  if (told.empty()) return core::fail(kNoCandidates);
  if (!sound_variance(sigma2)) return core::fail(kBadScale);
  PALERMO_CHECK_DONE(budget.spend(Rho::of_gaussian(sigma2), "measure distance"));
  std::vector<std::int64_t> each;
  for (const ToldTable& one : told) {
    PALERMO_TRY(const ExactMarginal exact, count(table, one.columns));
    if (one.people.size() != exact.cells_.size()) return core::fail(kBadScale);
    each.push_back(marginal_score(exact.cells_, one.people, 1, 0));
  }
  return NoisyDistance{mean_distance(each) + core::discrete_gaussian(sigma2, randomness), sigma2};
}

core::Result<std::size_t> select(std::span<const Candidate> candidates, core::Rational epsilon, Budget& budget, Randomness& randomness) {
  if (candidates.empty()) return core::fail(kNoCandidates);
  if (epsilon.is_zero() || !std::ranges::all_of(candidates, sound)) return core::fail(kBadScale);
  PALERMO_CHECK_DONE(budget.spend(Rho::of_exponential(epsilon), "select"));
  std::vector<std::int64_t> scores;
  std::uint64_t sensitivity = 0;
  for (const Candidate& candidate : candidates) {
    scores.push_back(marginal_score(candidate.exact->cells_, candidate.expected, candidate.weight, candidate.penalty));
    sensitivity = std::max(sensitivity, candidate.weight);
  }
  return exponential_mechanism(scores, sensitivity, epsilon, randomness);
}

}  // namespace palermo::privacy
