// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/synthesis.hpp"

#include <algorithm>
#include <cmath>

#include "palermo/privacy/aim.hpp"
#include "palermo/privacy/normal.hpp"
#include "palermo/privacy/pair_error.hpp"
#include "palermo/privacy/published_counts.hpp"
#include "palermo/privacy/rounding_sampler.hpp"
#include "palermo/privacy/settle.hpp"
#include "palermo/privacy/support_filter.hpp"

namespace palermo::privacy {
namespace {

constexpr double kMostPeople = 1e8;

std::vector<ColumnSet> starred_triples(const Codebook& codebook) {
  std::vector<int> starred;
  for (std::size_t c = 0; c < codebook.columns.size(); ++c)
    if (codebook.columns[c].starred) starred.push_back(static_cast<int>(c));
  std::vector<ColumnSet> triples;
  for (std::size_t i = 0; i < starred.size(); ++i)
    for (std::size_t j = i + 1; j < starred.size(); ++j)
      for (std::size_t k = j + 1; k < starred.size(); ++k) triples.push_back({starred[i], starred[j], starred[k]});
  return triples;
}

// The model without and with the support filter, and what the rows are drawn from.
struct Fitted {
  GraphicalModel model;
  std::vector<std::vector<double>> expected;  // of all pairs
  Support support;
};

std::vector<ForbiddenCells> both(std::span<const ForbiddenCells> rules, std::span<const ForbiddenCells> pairs) {
  std::vector<ForbiddenCells> all(pairs.begin(), pairs.end());
  for (const ForbiddenCells& one : rules)
    if (one.columns.size() != 2) all.push_back(one);  // those of pairs are in the support already
  return all;
}

// A measured pair that did not fit the tree: its supported cells, brought to the model's one-way tables.
std::vector<double> table_beside(const MeasuredTable& table, const ForbiddenCells& possible, const std::vector<double>& modelled, std::size_t across) {
  std::vector<double> people(table.values.size(), 0);
  for (std::size_t i = 0; i < people.size(); ++i) people[i] = possible.possible[i] ? std::max(table.values[i], 0.01) : 0;
  const std::size_t down = people.size() / across;
  for (int round = 0; round < 40; ++round) {
    for (std::size_t i = 0; i < down; ++i) {
      double now = 0, aim = 0;
      for (std::size_t j = 0; j < across; ++j) now += people[i * across + j], aim += modelled[i * across + j];
      for (std::size_t j = 0; j < across && now > 0; ++j) people[i * across + j] *= aim / now;
    }
    for (std::size_t j = 0; j < across; ++j) {
      double now = 0, aim = 0;
      for (std::size_t i = 0; i < down; ++i) now += people[i * across + j], aim += modelled[i * across + j];
      for (std::size_t i = 0; i < down && now > 0; ++i) people[i * across + j] *= aim / now;
    }
  }
  return people;
}

core::Result<Fitted> fit(const Survey& survey, std::span<const ForbiddenCells> zeros, const SelectionOptions& selection, const SupportOptions& support) {
  std::vector<std::size_t> left_out;
  const std::vector<MeasuredTable> tables = tables_that_fit(survey, zeros, selection.most_cells, &left_out);
  std::vector<ColumnSet> held;
  for (const ForbiddenCells& one : zeros) held.push_back(one.columns);
  Fitted fitted;
  PALERMO_TRY(fitted.model, fit_survey(survey, tables, zeros, held, {}));
  fitted.expected = fitted.model.pairs();
  SupportRule rule{.fabricated = support.fabricated};
  if (!support.on) rule = {.fabricated = 1, .least = 0};
  fitted.support = find_support(survey.columns(), survey.tables(), fitted.expected, zeros, rule);
  const std::vector<ForbiddenCells> possible = both(zeros, fitted.support.pairs);
  if (support.on) {
    auto again = fit_survey(survey, tables, possible, held, {}, fitted.model.potentials());
    if (again) {  // else the supported pairs leave no whole row, and settling alone must do
      fitted.model = std::move(*again);
      fitted.expected = fitted.model.pairs();
    }
  }
  const std::size_t columns = survey.columns().size();
  for (const std::size_t t : left_out) {
    const MeasuredTable& table = survey.tables()[t];
    if (table.columns.size() != 2) continue;
    const auto b = static_cast<std::size_t>(table.columns[1]);
    const std::size_t pair = pair_index(static_cast<std::size_t>(table.columns[0]), b, columns);
    fitted.expected[pair] = table_beside(table, fitted.support.pairs[pair], fitted.expected[pair], survey.columns()[b].size());
  }
  return fitted;
}

// Rules too wide for the model are kept here: a row that breaks one gets the first allowed level, missing before others.
void obey_rules(const Codebook& codebook, CodedRows& rows) {
  std::vector<Level> row(codebook.columns.size());
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    for (std::size_t c = 0; c < row.size(); ++c) row[c] = rows.columns[c][r];
    for (std::size_t round = 0; round <= codebook.rules.size(); ++round)
      for (const Rule& rule : codebook.rules) {
        if (!rule.broken_by(row)) continue;
        for (const Condition& allowed : rule.then) {
          if (allowed.holds(row[allowed.column])) continue;
          const auto& missing = codebook.columns[allowed.column].missing;
          row[allowed.column] = missing && allowed.holds(*missing) ? *missing : allowed.levels.front();
        }
      }
    for (std::size_t c = 0; c < row.size(); ++c) rows.columns[c][r] = row[c];
  }
}

CodedRows shown_rows(const CodedRows& coarse, const CoarseColumns& columns) {
  CodedRows rows;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    std::vector<Level> levels;
    levels.reserve(coarse.rows());
    for (const Level level : coarse.columns[c]) levels.push_back(columns[c].shown[level]);
    rows.columns.push_back(std::move(levels));
  }
  return rows;
}

}  // namespace

// Shuffled columns of the rows are off by what the people's own would be and, at most, by the errors of both columns: two errors of one.
PairError::Verdict PairError::verdict() const {
  const double z = normal_quantile(0.95) * standard_error;
  if (apart - 2 * columns - rows > std::sqrt(6.0) * z) return Verdict::better;
  return apart - rows > std::sqrt(2.0) * z ? Verdict::unclear : Verdict::no_better;
}

core::Result<Synthesis> synthesise(const PersonTable& table, const SynthesisOptions& options, Budget& budget, Randomness& randomness,
                                   core::Progress& progress) {
  Survey survey(table, budget, randomness, options.allowance);
  const Codebook& codebook = table.codebook();
  SelectionOptions selection;
  selection.triples = starred_triples(codebook);
  for (const PriorTable& prior : options.prior)
    survey.add_prior({{prior.columns.begin(), prior.columns.end()}, prior.people, prior.variance});
  PALERMO_CHECK_DONE(survey_people(survey, selection));
  selection = sized_for(std::move(selection), survey.people(), survey.allowed());
  const Rho aside = codebook.columns.size() > 1 ? Rho::down(selection.verdict * survey.allowed().to_double()) : Rho();
  PALERMO_CHECK_DONE(survey_columns(survey, codebook, selection));
  survey.set_aside(aside);
  const std::vector<ForbiddenCells> zeros = structural_zeros(codebook, survey.columns());
  PALERMO_CHECK_DONE(options.mechanism == Mechanism::aim ? survey_aim(survey, zeros, selection, progress) : survey_mst(survey, zeros, selection, progress));
  const double people = std::round(survey.people());
  if (!(people >= 1 && people <= kMostPeople)) return core::fail(kTooFewPeople);
  if (progress.cancelled()) return core::fail(core::kCancelled);
  PALERMO_TRY(const Fitted fitted, fit(survey, zeros, selection, options.support));
  core::Stream stream(randomness.next(), "privacy.rows");
  CodedRows rows = sample_rounded(fitted.model, static_cast<std::size_t>(people), stream);
  static_cast<void>(settle(rows, survey.columns(), fitted.expected, fitted.support.pairs, zeros, {}, stream));
  Synthesis made;
  made.counts = published_counts(survey, rows, options.confidence, options.least_shown);
  for (const MeasuredTable& one : survey.tables())
    made.measured.push_back({{one.columns.begin(), one.columns.end()}, one.values.size(), std::sqrt(one.variance)});
  made.rows = shown_rows(rows, survey.columns());
  obey_rules(codebook, made.rows);
  PALERMO_TRY(made.error, measure_pair_error(survey, codebook, made.rows, aside));
  made.support = fitted.support.report;
  made.spent = survey.spent();
  made.mark = survey.mark();
  return made;
}

}  // namespace palermo::privacy
