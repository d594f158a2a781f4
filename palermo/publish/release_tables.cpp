// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/release_tables.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "palermo/estimate/gaussian.hpp"
#include "palermo/privacy/kanon_synthesis.hpp"
#include "palermo/privacy/marginal.hpp"
#include "palermo/privacy/shown_interval.hpp"
#include "palermo/publish/release_cells.hpp"

namespace palermo::publish {
namespace {

using core::Result;
using privacy::Codebook;
using privacy::Level;

constexpr std::uint64_t kShares = 1'000'000;  // rho is divided in millionths

}  // namespace

double two_sided_quantile(double confidence) { return estimate::gaussian_quantile((1 + confidence) / 2); }

privacy::Rho cost_of_a_table(const ReleasePlan& plan, privacy::Rho total) {
  if (plan.tables.empty()) return {};
  const privacy::Rho all = plan.microdata ? total.share(static_cast<std::uint64_t>(plan.tables_share * static_cast<double>(kShares)), kShares) : total;
  return all.share(1, plan.tables.size());
}

namespace {

// Counts are shown from minimum_shown on, rounded to whole people.
double shown_from(const ReleasePlan& plan) { return static_cast<double>(plan.minimum_shown) - 0.5; }

void add_counts(const ReleasePlan& plan, const privacy::NoisyMarginal& noisy, std::vector<ReleaseCount>& counts) {
  const double sigma = std::sqrt(noisy.sigma2().to_double());
  std::vector<Level> levels(noisy.columns().size(), 0);
  std::size_t cell = 0;
  do {
    const auto value = static_cast<double>(noisy.cells()[cell++]);
    if (!possible(*plan.codebook, noisy.columns(), levels)) continue;
    ReleaseCount count = named(*plan.codebook, noisy.columns(), levels);
    count.people = std::max<std::int64_t>(0, static_cast<std::int64_t>(value));
    const privacy::CountInterval interval = privacy::interval_of({.value = value, .standard_error = sigma, .least_shown = shown_from(plan)}, plan.confidence);
    count.least = interval.least;
    count.most = interval.most;
    count.standard_error = sigma;
    counts.push_back(std::move(count));
  } while (next_cell(levels, noisy.shape()));
}

privacy::PriorTable prior_of(const privacy::NoisyMarginal& noisy) {
  return {.columns = noisy.columns(), .people = {noisy.cells().begin(), noisy.cells().end()}, .variance = noisy.sigma2().to_double()};
}

ReleaseCount shown(const Codebook& codebook, const privacy::PublishedCount& from) {
  ReleaseCount count = named(codebook, from.columns, from.levels);
  count.people = std::max<std::int64_t>(0, std::llround(from.people));
  count.least = from.least;
  count.most = std::max(from.least, from.most);
  count.standard_error = from.standard_error;
  return count;
}

// Fills in how many rows have the values of each count: one pass over the rows for each set of columns.
void count_rows(const Codebook& codebook, const privacy::CodedRows& rows, std::vector<ReleaseCount>& counts) {
  std::map<std::vector<std::string>, std::map<std::vector<std::string>, std::int64_t>> found;
  for (const ReleaseCount& count : counts) found.try_emplace(count.columns);
  for (auto& [columns, cells] : found) {
    std::map<std::vector<Level>, std::int64_t> by_level;
    const std::vector<std::size_t> places = places_of(codebook, columns);
    std::vector<Level> levels(places.size());
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      for (std::size_t i = 0; i < places.size(); ++i) levels[i] = rows.columns[places[i]][row];
      ++by_level[levels];
    }
    for (const auto& [cell, number] : by_level) cells.emplace(named(codebook, places, cell).values, number);
  }
  for (ReleaseCount& count : counts) {
    const auto& cells = found.at(count.columns);
    const auto at = cells.find(count.values);
    count.rows = at == cells.end() ? 0 : at->second;
  }
}

// D31: a nationality that few rows have is not named.
void hide_rare_nationalities(const ReleasePlan& plan, privacy::CodedRows& rows) {
  for (const std::string& name : plan.nationality) {
    const std::size_t column = *plan.codebook->find(name);
    const privacy::CodebookColumn& of = plan.codebook->columns[column];
    std::vector<std::int64_t> number(of.size(), 0);
    for (const Level level : rows.columns[column]) ++number[level];
    // A closed circle's combinations stay shared when a value goes, not when another takes its place.
    const Level instead = of.other && plan.is_dp() ? *of.other : of.unknown();
    for (Level& level : rows.columns[column])
      if (number[level] < plan.minimum_shown && !(of.missing && level == *of.missing)) level = instead;
  }
}

}  // namespace

Result<ReleaseContent> make_private(const ReleasePlan& plan, const privacy::PersonTable& people, privacy::Budget& budget, privacy::Randomness& randomness,
                                    core::Progress& progress) {
  ReleaseContent content;
  const privacy::Rho cost = cost_of_a_table(plan, budget.left());
  privacy::SynthesisOptions options;
  std::vector<ReleaseCount> own;
  for (const std::vector<std::string>& table : plan.tables) {
    if (progress.cancelled()) return core::fail(core::kCancelled);
    PALERMO_TRY(const privacy::ExactMarginal exact, privacy::count(people, places_of(*plan.codebook, table)));
    PALERMO_TRY(const privacy::NoisyMarginal noisy, privacy::measure(exact, privacy::gaussian_variance(cost), budget, randomness));
    add_counts(plan, noisy, own);
    options.prior.push_back(prior_of(noisy));
    content.measured.push_back({noisy.columns(), noisy.cells().size(), std::sqrt(noisy.sigma2().to_double())});
    content.mark = privacy::joined(content.mark, noisy.mark());
  }
  std::set<std::pair<std::vector<std::string>, std::vector<std::string>>> told;
  if (plan.microdata) {
    options.mechanism = plan.mode == Mode::dp_fast ? privacy::Mechanism::mst : privacy::Mechanism::aim;
    options.confidence = plan.confidence;
    options.least_shown = shown_from(plan);
    PALERMO_TRY(privacy::Synthesis made, privacy::synthesise(people, options, budget, randomness, progress));
    for (const privacy::PublishedCount& count : made.counts) {
      content.counts.push_back(shown(*plan.codebook, count));
      told.emplace(content.counts.back().columns, content.counts.back().values);
    }
    for (privacy::MeasuredInfo& info : made.measured)  // the plan's tables stand there already
      if (std::ranges::find(options.prior, info.columns, &privacy::PriorTable::columns) == options.prior.end()) content.measured.push_back(std::move(info));
    content.support = made.support;
    content.pair_error = made.error;
    content.rows = std::move(made.rows);
    hide_rare_nationalities(plan, content.rows);
    content.mark = privacy::joined(content.mark, made.mark);
  }
  for (ReleaseCount& count : own) {
    if (told.contains({count.columns, count.values})) continue;  // the synthesis tells it from all tables together
    content.counts.push_back(std::move(count));
  }
  if (plan.microdata) count_rows(*plan.codebook, content.rows, content.counts);
  content.spent = budget.spent();
  return content;
}

Result<ReleaseContent> make_closed_circle(const ReleasePlan& plan, const privacy::PersonTable& people, privacy::Randomness& randomness, core::Progress& progress) {
  const privacy::CodedRows& exact = people.inside_rows();
  privacy::CodedColumns real;
  for (std::size_t c = 0; c < exact.columns.size(); ++c) {
    real.values.emplace_back(exact.columns[c]);
    real.sizes.push_back(static_cast<int>(plan.codebook->columns[c].size()));
    real.empty.push_back(static_cast<int>(*plan.codebook->columns[c].missing));
  }
  PALERMO_TRY(privacy::CodedTable made, privacy::kanon_rows(real, {.k = plan.minimum_shown, .seed = randomness.next()}, progress));
  ReleaseContent content;
  content.rows.columns = std::move(made.values);
  hide_rare_nationalities(plan, content.rows);
  content.mark = randomness.mark();
  return content;
}

}  // namespace palermo::publish
