// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/survey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace palermo::privacy {
namespace {

// Within the budget, but not within the allowance of this release.
tl::unexpected<core::Error> gone(Rho asked, Rho left) {
  return core::fail(kBudgetGone, {}, {{"asked", fmt::format("{:.6f}", asked.to_double())}, {"left", fmt::format("{:.6f}", left.to_double())}});
}

std::vector<std::size_t> indices(const ColumnSet& columns) { return {columns.begin(), columns.end()}; }

// Adds a table by the codebook's levels up to coarse ones.
MeasuredTable coarsened(const MeasuredTable& table, const CoarseColumns& columns) {
  std::size_t cells = 1;
  for (const int column : table.columns) cells *= columns[static_cast<std::size_t>(column)].size();
  MeasuredTable coarse{table.columns, std::vector<double>(cells, 0), table.variance, std::vector<double>(cells, 0)};
  std::vector<std::size_t> level(table.columns.size(), 0);
  for (std::size_t cell = 0; cell < table.values.size(); ++cell) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < level.size(); ++i) {
      const CoarseColumn& column = columns[static_cast<std::size_t>(table.columns[i])];
      at = at * column.size() + column.coarse_of[level[i]];
    }
    coarse.values[at] += table.values[cell];
    coarse.variances[at] += table.variance_at(cell);
    for (std::size_t i = level.size(); i-- > 0;) {
      if (++level[i] < columns[static_cast<std::size_t>(table.columns[i])].coarse_of.size()) break;
      level[i] = 0;
    }
  }
  return coarse;
}

}  // namespace

Survey::Survey(const PersonTable& table, Budget& budget, Randomness& randomness, std::optional<Rho> allowance)
    : table_(&table), budget_(budget), randomness_(randomness), before_(budget.spent()),
      allowed_(allowance ? std::min(*allowance, budget.left()) : budget.left()), columns_(fine_columns(table.codebook())) {}

Rho Survey::left() const { return allowed_ - spent() - aside_; }

core::Result<const ExactMarginal*> Survey::counted(const ColumnSet& columns) {
  auto found = exact_.find(columns);
  if (found == exact_.end()) {
    PALERMO_TRY(ExactMarginal exact, count(coarse_ ? *coarse_ : *table_, indices(columns)));
    found = exact_.emplace(columns, std::move(exact)).first;
  }
  return &found->second;
}

core::Done Survey::measure(const ColumnSet& columns, Rho rho) {
  if (rho.units() == 0 || rho > left()) return gone(rho, left());
  PALERMO_TRY(const ExactMarginal* exact, counted(columns));
  PALERMO_TRY(const NoisyMarginal noisy, palermo::privacy::measure(*exact, gaussian_variance(rho), budget_, randomness_));
  tables_.push_back({columns, {noisy.cells().begin(), noisy.cells().end()}, noisy.sigma2().to_double()});
  return {};
}

core::Result<std::size_t> Survey::choose(std::span<const Proposal> proposals, core::Rational epsilon) {
  if (Rho::of_exponential(epsilon) > left()) return gone(Rho::of_exponential(epsilon), left());
  std::vector<Candidate> candidates;
  for (const Proposal& proposal : proposals) {
    PALERMO_TRY(const ExactMarginal* exact, counted(proposal.columns));
    Candidate candidate{exact, {}, proposal.weight, std::llround(proposal.penalty)};
    candidate.expected.reserve(proposal.expected->size());
    for (const double people : *proposal.expected) candidate.expected.push_back(std::llround(people));
    candidates.push_back(std::move(candidate));
  }
  return select(candidates, epsilon, budget_, randomness_);
}

core::Result<std::vector<NoisyDistance>> Survey::distances(std::span<const std::vector<ToldTable>> lists, Rho rho) {
  aside_ = Rho();
  std::vector<NoisyDistance> answers;
  for (const std::vector<ToldTable>& list : lists) {
    if (rho.units() == 0 || rho > left()) return gone(rho, left());
    PALERMO_TRY(const NoisyDistance answer, measure_distance(*table_, list, gaussian_variance(rho), budget_, randomness_));
    answers.push_back(answer);
  }
  return answers;
}

void Survey::coarsen() {
  std::vector<MeasuredTable> one_way(columns_.size());
  for (const MeasuredTable& table : tables_)
    if (table.columns.size() == 1) one_way[static_cast<std::size_t>(table.columns[0])] = table;
  columns_ = coarse_columns(table_->codebook(), one_way);
  for (MeasuredTable& table : tables_)
    if (table.columns.size() == 1) table = coarse_one_way(table, columns_[static_cast<std::size_t>(table.columns[0])]);
  for (const MeasuredTable& table : waiting_) tables_.push_back(coarsened(table, columns_));
  waiting_.clear();
  coarse_.emplace(coarse_table(*table_, columns_));
  exact_.clear();
}

void Survey::add_prior(MeasuredTable table) { waiting_.push_back(std::move(table)); }

bool Survey::has(const ColumnSet& columns) const {
  return std::any_of(tables_.begin(), tables_.end(), [&](const MeasuredTable& table) { return table.columns == columns; });
}

double Survey::people() const {
  double weights = 0, sum = 0;
  for (const MeasuredTable& table : tables_) {
    double variance = 0;
    for (std::size_t i = 0; i < table.values.size(); ++i) variance += table.variance_at(i);
    weights += 1 / variance;
    sum += std::accumulate(table.values.begin(), table.values.end(), 0.0) / variance;
  }
  return weights > 0 ? sum / weights : 0;
}

}  // namespace palermo::privacy
