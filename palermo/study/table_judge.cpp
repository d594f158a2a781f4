// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/table_judge.hpp"

#include <algorithm>

#include "palermo/estimate/all_methods.hpp"
#include "palermo/estimate/linkage_draws.hpp"

namespace palermo::study {
namespace {

using core::Result;
using publish::ChainVerdict;

constexpr int kIndependenceReplicates = 299, kStabilityRuns = 20;

ChainVerdict verdict_of(const estimate::Verdict& verdict) {
  if (verdict.refused) return ChainVerdict::not_usable;
  return verdict.value == estimate::Usable::yes ? ChainVerdict::usable
         : verdict.value == estimate::Usable::lower_bound ? ChainVerdict::lower_bound : ChainVerdict::not_usable;
}

using Places = std::vector<std::optional<int>>;

// By name, those on which somebody is.
Places places_of(const std::vector<std::string>& lists, const HistoryMap& table) {
  std::uint32_t captures = 0;
  for (const auto& [history, people] : table) captures |= history;
  std::vector<std::size_t> order;
  for (std::size_t list = 0; list < lists.size(); ++list)
    if (captures >> list & 1) order.push_back(list);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lists[a] < lists[b]; });
  Places places(lists.size());
  for (std::size_t i = 0; i < order.size(); ++i) places[order[i]] = static_cast<int>(i);
  return places;
}

estimate::History moved(const Places& places, std::uint32_t history) {
  estimate::History at = 0;
  for (std::size_t list = 0; list < places.size(); ++list)
    if (places[list] && (history >> list & 1)) at |= 1U << *places[list];
  return at;
}

estimate::HistoryCounts counts_of(const std::vector<std::string>& lists, const Places& places, const HistoryMap& table) {
  std::vector<std::string> names(static_cast<std::size_t>(std::count_if(places.begin(), places.end(), [](const auto& place) { return place.has_value(); })));
  for (std::size_t list = 0; list < lists.size(); ++list)
    if (places[list]) names[static_cast<std::size_t>(*places[list])] = lists[list];
  std::vector<std::int64_t> counts(std::size_t{1} << names.size());
  for (const auto& [history, people] : table) counts[moved(places, history)] += people;
  counts[0] = 0;
  return estimate::HistoryCounts(std::move(names), std::move(counts));
}

// Cancelling is looked at between tables.
Result<std::vector<std::optional<DrawnEstimate>>> each_draw(const std::vector<estimate::HistoryCounts>& draws, core::Progress& progress) {
  std::vector<std::optional<DrawnEstimate>> found;
  for (const estimate::HistoryCounts& draw : draws) {
    if (progress.cancelled()) return core::fail(core::kCancelled);
    core::Silence silence;
    const auto parts = estimate::parts_of_width({draw}, estimate::kUsualLevel, 1, silence);
    found.push_back(parts ? std::optional(DrawnEstimate{parts->middle, parts->model}) : std::nullopt);
  }
  return found;
}

}  // namespace

Result<JudgedTable> TableJudge::look(const HistoryMap& point, const std::vector<HistoryMap>& draws, core::Progress& progress) const {
  const Places places = places_of(lists_, point);
  JudgedTable judged{.point = counts_of(lists_, places, point), .place = places, .fired = {}, .at_least = {}, .draws = {}, .model = {}};
  const estimate::FirstLook first = estimate::look(judged.point, rules_);
  judged.fired = first.verdict.fired;
  if (first.verdict.refused) return judged;
  estimate::AllOptions options;
  options.seed = settings_.seed;
  options.replicates = static_cast<int>(settings_.replicates);
  options.bayesian = false;
  options.diagnosis.independence_replicates = kIndependenceReplicates;
  options.diagnosis.runs = kStabilityRuns;
  options.diagnosis.with_plans = false;
  options.diagnosis.with_linkage = false;
  std::vector<estimate::HistoryCounts> drawn;
  for (const HistoryMap& draw : draws) drawn.push_back(counts_of(lists_, places, draw));
  PALERMO_TRY(const estimate::AllMethods all, run_all_methods(judged.point, {.referrals = {}, .drawn = drawn, .stratified = {}}, rules_, options, progress));
  judged.fired = all.verdict.fired;
  judged.verdict = verdict_of(all.verdict);
  judged.at_least = all.at_least;
  if (judged.verdict == ChainVerdict::not_usable) return judged;
  PALERMO_TRY(judged.draws, each_draw(drawn, progress));
  core::Silence silence;
  const auto ranking = estimate::rank_models(judged.point, {.order = 2, .threads = 1}, silence);
  const bool estimated = ranking && std::any_of(judged.draws.begin(), judged.draws.end(), [](const auto& one) { return one.has_value(); });
  if (estimated) judged.model = ranking->best().model;
  else judged.verdict = ChainVerdict::not_usable;
  return judged;
}

estimate::History in_table(const JudgedTable& judged, std::uint32_t history) { return moved(judged.place, history); }

Result<const JudgedTable*> TableJudge::judge(const HistoryMap& point, const std::vector<HistoryMap>& draws, core::Progress& progress) {
  for (const Known& one : known_)
    if (one.point == point && one.draws == draws) return &one.judged;
  PALERMO_TRY(JudgedTable judged, look(point, draws, progress));
  known_.push_back({point, draws, std::move(judged)});
  return &known_.back().judged;
}

}  // namespace palermo::study
