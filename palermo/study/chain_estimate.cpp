// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/chain_estimate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "palermo/core/bytes.hpp"
#include "palermo/estimate/all_methods.hpp"
#include "palermo/estimate/reshape.hpp"
#include "palermo/study/width.hpp"

namespace palermo::study {
namespace {

using core::Done;
using core::Result;
using estimate::HistoryCounts;
using publish::ChainEstimate;
using publish::ChainTable;
using publish::ChainVerdict;

constexpr int kIndependenceReplicates = 299, kStabilityRuns = 20;

HistoryCounts counts_of(const std::vector<std::string>& lists, const HistoryMap& table) {
  std::vector<std::int64_t> counts(std::size_t{1} << lists.size());
  for (const auto& [history, people] : table) counts[history] = people;
  return estimate::in_order_of_names(HistoryCounts(lists, std::move(counts)));
}

std::vector<HistoryCounts> drawn(const LinkedTables& tables, const LinkedTable& table, std::int64_t most) {
  const std::size_t used = std::min(table.draws.size(), static_cast<std::size_t>(most));
  std::vector<HistoryCounts> counts;
  for (std::size_t i = 0; i < used; ++i) counts.push_back(counts_of(tables.lists, table.draws[i * table.draws.size() / used]));
  return counts;
}

ChainVerdict verdict_of(const estimate::Verdict& verdict) {
  if (verdict.refused) return ChainVerdict::not_usable;
  return verdict.value == estimate::Usable::yes ? ChainVerdict::usable
         : verdict.value == estimate::Usable::lower_bound ? ChainVerdict::lower_bound : ChainVerdict::not_usable;
}

// One table estimated and judged.
struct Judged {
  ChainTable table;
  Spread spread;
  std::vector<estimate::Fired> fired;
};

// The people seen in each draw: what stands where there is no estimate.
void take_seen(Judged& judged, const std::vector<HistoryCounts>& draws) {
  double mean = 0, square = 0, least = std::numeric_limits<double>::infinity();
  for (const HistoryCounts& draw : draws) {
    const double seen = std::log(static_cast<double>(draw.observed()));
    least = std::min(least, static_cast<double>(draw.observed()));
    mean += seen / static_cast<double>(draws.size());
    square += seen * seen / static_cast<double>(draws.size());
  }
  judged.spread.seen = 0;
  judged.spread.middle = least == 0 ? -std::numeric_limits<double>::infinity() : mean;
  judged.spread.linkage = least == 0 ? 0 : std::max(0.0, square - mean * mean);
  judged.table.lo = judged.table.middle = judged.table.hi = std::exp(judged.spread.middle);
  judged.table.linkage = judged.spread.linkage;
}

void take_widths(Judged& judged, const estimate::WidthParts& widths, const std::vector<HistoryCounts>& draws) {
  judged.table.estimated = true;
  judged.table.lo = widths.interval.lo;
  judged.table.middle = widths.middle;
  judged.table.hi = widths.interval.hi;
  judged.table.linkage = widths.linkage;
  judged.table.model = widths.model;
  judged.table.chance = widths.sampling;
  std::int64_t least = draws.front().observed();
  for (const HistoryCounts& draw : draws) least = std::min(least, draw.observed());
  judged.spread = {std::log(widths.middle), static_cast<double>(least), widths.linkage, widths.model, widths.sampling};
}

Result<Judged> judge_table(const LinkedTables& tables, const LinkedTable& table, const std::vector<estimate::Rule>& rules,
                           const EstimateSettings& settings, core::Progress& progress) {
  Judged judged;
  judged.table.reading = table.reading;
  judged.table.possible = table.bound == Bound::possible;
  const HistoryCounts point = counts_of(tables.lists, table.point);
  const std::vector<HistoryCounts> draws = drawn(tables, table, settings.tables);
  judged.table.seen = point.observed();
  take_seen(judged, draws);
  const estimate::FirstLook first = estimate::look(point, rules);
  judged.fired = first.verdict.fired;
  if (first.verdict.refused) return judged;
  estimate::AllOptions options;
  options.seed = settings.seed;
  options.replicates = static_cast<int>(settings.replicates);
  options.bayesian = false;
  options.diagnosis.independence_replicates = kIndependenceReplicates;
  options.diagnosis.runs = kStabilityRuns;
  options.diagnosis.with_plans = false;
  options.diagnosis.with_linkage = false;
  PALERMO_TRY(const estimate::AllMethods all, run_all_methods(point, {.referrals = {}, .drawn = draws, .stratified = {}}, rules, options, progress));
  judged.fired = all.verdict.fired;
  judged.table.verdict = verdict_of(all.verdict);
  if (judged.table.verdict == ChainVerdict::not_usable) return judged;
  if (!all.diagnosis.widths) judged.table.verdict = ChainVerdict::not_usable;
  else take_widths(judged, *all.diagnosis.widths, draws);
  return judged;
}

void add_rules(ChainEstimate& into, const Judged& judged) {
  for (const estimate::Fired& fired : judged.fired)
    into.rules.push_back({fired.rule.id, fired.rule.reason, judged.table.reading, judged.table.possible});
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
      least = std::min(least, judged.table.lo);
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
  std::vector<std::pair<const LinkedTable*, Judged>> known;
  for (const LinkedTable& table : tables.tables) {
    const auto same = std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.first->point == table.point && one.first->draws == table.draws; });
    Judged judged;
    if (same != known.end()) {
      judged = same->second;
    } else {
      PALERMO_TRY(judged, judge_table(tables, table, rules, settings, progress));
      known.emplace_back(&table, judged);
    }
    judged.table.reading = table.reading;
    judged.table.possible = table.bound == Bound::possible;
    by_definition[table.definition].push_back(std::move(judged));
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
