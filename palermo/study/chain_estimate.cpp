// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/chain_estimate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "palermo/core/bytes.hpp"
#include "palermo/estimate/gaussian.hpp"
#include "palermo/estimate/loglinear_fit.hpp"
#include "palermo/study/chance.hpp"
#include "palermo/study/table_judge.hpp"
#include "palermo/study/width.hpp"

namespace palermo::study {
namespace {

using core::Result;
using publish::ChainEstimate;
using publish::ChainTable;
using publish::ChainVerdict;

// One reading and bound of a definition, estimated and judged.
struct Judged {
  ChainTable table;
  Spread spread;
  std::vector<estimate::Fired> fired;
  double at_least = std::numeric_limits<double>::infinity();  // the smallest lower end of the methods that hold
};

// The partitions that the estimate goes through, evenly taken.
std::vector<const OwnTable*> drawn(const LinkedTable& table, std::int64_t most) {
  const std::size_t used = std::min(table.draws.size(), static_cast<std::size_t>(most));
  std::vector<const OwnTable*> draws;
  for (std::size_t i = 0; i < used; ++i) draws.push_back(&table.draws[i * table.draws.size() / used]);
  return draws;
}

std::vector<HistoryMap> captures(const std::vector<const OwnTable*>& draws, Capture capture) {
  std::vector<HistoryMap> tables;
  for (const OwnTable* draw : draws) tables.push_back(capture_table(draw->people, capture));
  return tables;
}

// Mean and variance of the logarithms; of one there is no variance.
struct Logs {
  double mean = 0, variance = 0;
};
Logs logs_of(const std::vector<double>& values) {
  Logs logs;
  for (const double value : values) logs.mean += std::log(value) / static_cast<double>(values.size());
  if (values.size() > 1)
    for (const double value : values) logs.variance += std::pow(std::log(value) - logs.mean, 2) / static_cast<double>(values.size() - 1);
  return logs;
}

// The people of whom the joined facts are certain: they stand where there is no estimate, and no end lies below them.
void take_seen(Judged& judged, const std::vector<const OwnTable*>& draws) {
  std::vector<double> seen;
  for (const OwnTable* draw : draws) seen.push_back(static_cast<double>(draw->certain));
  const double least = *std::min_element(seen.begin(), seen.end());
  judged.spread = {-std::numeric_limits<double>::infinity(), least, 0, 0, 0};
  if (least > 0) {
    const Logs logs = logs_of(seen);
    judged.spread = {logs.mean, least, logs.variance, 0, 0};
  }
  judged.table.lo = judged.table.middle = judged.table.hi = std::exp(judged.spread.middle);
  judged.table.linkage = judged.spread.linkage;
}

// Variances of log N, and the middle of log N over the draws.
void take_estimate(Judged& judged, const Logs& logs, double model, double chance) {
  judged.spread = {logs.mean, judged.spread.seen, logs.variance, model, chance};
  const double half = estimate::gaussian_quantile((1 + estimate::kUsualLevel) / 2) * std::sqrt(logs.variance + model + chance);
  judged.table.estimated = true;
  judged.table.lo = std::max(judged.spread.seen, std::exp(logs.mean - half));
  judged.table.middle = std::exp(logs.mean);
  judged.table.hi = std::max(judged.spread.seen, std::exp(logs.mean + half));
  judged.table.linkage = logs.variance;
  judged.table.model = model;
  judged.table.chance = chance;
}

// Widens the model's part until the interval reaches `end`: what a table that holds from one side only may be quoted at.
void reach(Judged& judged, double end) {
  const double z = estimate::gaussian_quantile((1 + estimate::kUsualLevel) / 2);
  const double half = (std::log(std::max(1.0, end)) - judged.spread.middle) / z;
  const double others = judged.spread.linkage + judged.spread.chance;
  if (judged.spread.model + others >= half * half) return;
  const Spread spread = judged.spread;
  take_estimate(judged, {spread.middle, spread.linkage}, half * half - others, spread.chance);
}

// A bound without a number after all: the model or its chance could not be had.
void withdraw(Judged& judged) { judged.table.verdict = ChainVerdict::not_usable; }

class Bounds {
 public:
  Bounds(const LinkedTables& tables, const std::vector<estimate::Rule>& rules, const EstimateSettings& settings)
      : judge_(tables.lists, rules, settings), settings_(settings) {}

  Result<Judged> certain(const LinkedTable& table, core::Progress& progress) {
    const auto draws = drawn(table, settings_.tables);
    PALERMO_TRY(const JudgedTable* shown, judge(table, draws, Capture::shown, progress));
    Judged judged = begin(table, draws, Capture::shown);
    judged.table.verdict = shown->verdict;
    judged.fired = shown->fired;
    judged.at_least = shown->at_least.value_or(judged.at_least);
    if (shown->verdict == ChainVerdict::not_usable) return judged;
    std::vector<double> people;
    double model = 0;
    for (const auto& draw : shown->draws)
      if (draw) people.push_back(draw->people), model += draw->model;
    const double chance = chance_of(shown->point, *shown->model, settings_.seed) / std::pow(std::exp(logs_of(people).mean), 2);
    if (!std::isfinite(chance)) return withdraw(judged), judged;
    take_estimate(judged, logs_of(people), model / static_cast<double>(people.size()), chance);
    if (shown->verdict != ChainVerdict::usable && shown->at_least) reach(judged, *shown->at_least);
    return judged;
  }

  Result<Judged> possible(const LinkedTable& table, core::Progress& progress) {
    const auto draws = drawn(table, settings_.tables);
    PALERMO_TRY(const JudgedTable* listed, judge(table, draws, Capture::listed, progress));
    Judged judged = begin(table, draws, Capture::excluded);
    judged.table.verdict = listed->verdict;
    judged.fired = listed->fired;
    if (listed->verdict != ChainVerdict::usable) return judged;  // no upper end without all of them from above
    PALERMO_TRY(const JudgedTable* excluded, judge(table, draws, Capture::excluded, progress));
    if (excluded->verdict == ChainVerdict::not_usable) {  // those excluded are needed from below alone
      judged.table.verdict = ChainVerdict::not_usable;
      judged.fired = excluded->fired;
      return judged;
    }
    take_difference(judged, table, *listed, *excluded);
    return judged;
  }

 private:
  Result<const JudgedTable*> judge(const LinkedTable& table, const std::vector<const OwnTable*>& draws, Capture capture, core::Progress& progress) {
    return judge_.judge(capture_table(table.point.people, capture), captures(draws, capture), progress);
  }

  static Judged begin(const LinkedTable& table, const std::vector<const OwnTable*>& draws, Capture capture) {
    Judged judged;
    judged.table.reading = table.reading;
    judged.table.possible = capture == Capture::excluded;
    judged.table.seen = judged.table.possible ? table.point.possible : table.point.certain;
    judged.table.contradicted = contradicted(table.point.people);
    judged.table.unnoticed = expected_unnoticed(table.point.people, capture);
    take_seen(judged, draws);
    return judged;
  }

  // All less those excluded, on each draw. Models of the two tables are chosen apart: their variances add up.
  void take_difference(Judged& judged, const LinkedTable& table, const JudgedTable& listed, const JudgedTable& excluded) const {
    std::vector<double> people, all_people;
    double model = 0;
    for (std::size_t i = 0; i < listed.draws.size(); ++i) {
      const auto &all = listed.draws[i], &out = excluded.draws[i];
      if (!all || !out) continue;
      all_people.push_back(all->people);
      people.push_back(std::max({1.0, judged.spread.seen, all->people - out->people}));
      model += (all->people * all->people * all->model + out->people * out->people * out->model) / (people.back() * people.back());
    }
    if (people.empty()) return withdraw(judged);
    std::map<std::pair<estimate::History, estimate::History>, std::int64_t> people_by;  // in the tables' order of lists, not the study's
    for (const auto& [own, count] : table.point.people)
      people_by[{in_table(listed, own.on), own.contradicted() ? 0 : in_table(excluded, own.excludes)}] += count;
    std::vector<JointCell> cells;
    for (const auto& [histories, count] : people_by) cells.push_back({histories.first, histories.second, count});
    const double chance = chance_of_difference(cells, *listed.model, *excluded.model, settings_.seed) / std::pow(std::exp(logs_of(people).mean), 2);
    if (!std::isfinite(chance)) return withdraw(judged);
    take_estimate(judged, logs_of(people), model / static_cast<double>(people.size()), chance);
    if (excluded.verdict != ChainVerdict::usable && excluded.at_least) reach(judged, std::exp(logs_of(all_people).mean) - *excluded.at_least);
  }

  TableJudge judge_;
  const EstimateSettings& settings_;
};

void add_rules(ChainEstimate& into, const Judged& judged) {
  for (const estimate::Fired& fired : judged.fired) {
    const publish::ChainRule rule{fired.rule.id, fired.rule.reason, judged.table.reading, judged.table.possible};
    if (std::find(into.rules.begin(), into.rules.end(), rule) == into.rules.end()) into.rules.push_back(rule);  // two tables of a bound
  }
}

// The tables of one definition put together.
ChainEstimate put_together(std::size_t definition, const std::vector<Judged>& all) {
  ChainEstimate estimate;
  estimate.definition = definition;
  std::vector<Spread> spreads;
  bool above = true, below = true;
  double least = std::numeric_limits<double>::infinity();
  for (const Judged& judged : all) {
    estimate.tables.push_back(judged.table);
    spreads.push_back(judged.spread);
    if (judged.table.possible) {
      above = above && judged.table.verdict == ChainVerdict::usable;
    } else {
      below = below && judged.table.verdict != ChainVerdict::not_usable;
      least = std::min({least, judged.table.lo, std::max(judged.spread.seen, judged.at_least)});
    }
  }
  estimate.verdict = above ? ChainVerdict::usable : below ? ChainVerdict::lower_bound : ChainVerdict::not_usable;
  if (above) {
    const Width width = width_of(spreads, estimate::kUsualLevel);
    estimate.lo = width.lo;
    estimate.hi = width.hi;
    estimate.shares = width.shares;
    return estimate;
  }
  if (below) estimate.lo = least;
  for (const Judged& judged : all)
    if (judged.table.possible ? judged.table.verdict != ChainVerdict::usable : !below && judged.table.verdict == ChainVerdict::not_usable)
      add_rules(estimate, judged);
  return estimate;
}

}  // namespace

Result<std::vector<ChainEstimate>> estimate_chain(const LinkedTables& tables, const std::vector<estimate::Rule>& rules,
                                                  const EstimateSettings& settings, core::Progress& progress) {
  std::map<std::size_t, std::vector<Judged>> by_definition;
  Bounds bounds(tables, rules, settings);
  for (const LinkedTable& table : tables.tables) {
    auto& all = by_definition[table.definition];
    PALERMO_TRY(Judged certain, bounds.certain(table, progress));
    all.push_back(std::move(certain));
    PALERMO_TRY(Judged possible, bounds.possible(table, progress));
    all.push_back(std::move(possible));
  }
  std::vector<ChainEstimate> estimates;
  for (const auto& [definition, all] : by_definition) estimates.push_back(put_together(definition, all));
  return estimates;
}

Result<VerdictRules> load_verdict_rules(const std::string& data_folder) {
  PALERMO_TRY(const std::string text, core::read_file(data_folder + "/estimate/verdict.yaml", core::kHandWritten));
  PALERMO_TRY(const core::Value document, core::parse_yaml(text, "verdict.yaml"));
  PALERMO_TRY(auto rules, estimate::parse_rules(document));
  return VerdictRules{std::move(rules), core::sha256_hex(text)};
}

}  // namespace palermo::study
