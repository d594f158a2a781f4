// SPDX-License-Identifier: Apache-2.0
// The JSON answer of `palermo estimate mse`: docs/formats/estimate-mse.schema.json.
#include <array>
#include <cmath>

#include "palermo/cli/estimate_report.hpp"
#include "palermo/cli/estimate_words.hpp"

namespace palermo::cli {
namespace {

using core::Value;

constexpr std::size_t kModelsInAnswer = 50;

std::int64_t count(std::size_t n) { return static_cast<std::int64_t>(n); }
Value maybe(const std::optional<double>& number) { return number ? number_value(*number) : Value(); }
Value empty_array() { return Value(Value::Array{}); }

Value names_value(const std::vector<std::string>& names) {
  Value all = empty_array();
  for (const std::string& name : names) all.push(name);
  return all;
}

Value verdict_value(const EstimateOutcome& outcome) {
  static constexpr std::array<const char*, 3> kEffects{"lower_bound", "not_usable", "refuse"};
  Value value, rules = empty_array();
  value.set("value", word(outcome.verdict().value));
  for (const estimate::Fired& fired : outcome.verdict().fired) {
    Value one;
    one.set("id", fired.rule.id);
    one.set("effect", kEffects[static_cast<std::size_t>(fired.rule.effect)]);
    one.set("measure", fired.rule.measure);
    one.set("measured", fired.missing ? Value() : number_value(fired.measured));
    one.set("threshold", fired.rule.threshold);
    one.set("reason", fired.rule.reason);
    one.set("helps", fired.rule.helps);
    one.set("lists", names_value(fired.lists));
    rules.push(std::move(one));
  }
  value.set("rules", std::move(rules));
  return value;
}

Value method_values(const std::vector<estimate::MethodResult>& methods) {
  Value all = empty_array();
  for (const estimate::MethodResult& one : methods) {
    Value entry, notes = empty_array();
    entry.set("method", one.method);
    entry.set("estimate", maybe(one.estimate));
    entry.set("interval", one.estimate ? interval_value(one.interval) : Value());
    entry.set("interval_kind", one.estimate ? Value(one.interval_kind) : Value());
    if (one.percentile) entry.set("percentile", interval_value(*one.percentile));
    if (one.monte_carlo_error) entry.set("monte_carlo_error", interval_value(*one.monte_carlo_error));
    entry.set("level", one.level);
    entry.set("model", one.model);
    entry.set("seconds", std::round(one.seconds * 1e4) / 1e4);
    for (const estimate::Note note : one.notes) notes.push(word(note));
    entry.set("notes", std::move(notes));
    if (!one.reason.empty()) entry.set("reason", one.reason);
    all.push(std::move(entry));
  }
  return all;
}

Value overlap_value(const estimate::OverlapReport& overlap) {
  const auto name = [&](int list) { return overlap.lists[static_cast<std::size_t>(list)].name; };
  Value value, lists = empty_array(), pairs = empty_array(), nested = empty_array(), identical = empty_array(), exactly = empty_array();
  for (const estimate::ListOverlap& one : overlap.lists) {
    Value entry;
    entry.set("name", one.name);
    entry.set("people", one.people);
    entry.set("only_here", one.only_here);
    lists.push(std::move(entry));
  }
  for (const estimate::PairOverlap& pair : overlap.pairs) {
    Value entry;
    entry.set("lists", names_value({name(pair.a), name(pair.b)}));
    entry.set("people", pair.both);
    pairs.push(std::move(entry));
  }
  for (const estimate::NestedLists& pair : overlap.nested) nested.push(names_value({name(pair.inner), name(pair.outer)}));
  for (const estimate::PairOverlap& pair : overlap.identical) identical.push(names_value({name(pair.a), name(pair.b)}));
  for (std::size_t k = 1; k < overlap.on_exactly.size(); ++k) exactly.push(overlap.on_exactly[k]);
  value.set("lists", std::move(lists));
  value.set("on_several", overlap.on_several);
  value.set("on_three", overlap.on_three);
  value.set("on_exactly", std::move(exactly));
  value.set("pairs", std::move(pairs));
  value.set("empty_triples", count(overlap.empty_triples));
  value.set("triples", count(overlap.triples.size()));
  value.set("nested", std::move(nested));
  value.set("identical", std::move(identical));
  return value;
}

Value ways_value(const estimate::TwoWays& ways) {
  Value value;
  value.set("stepwise", maybe(ways.stepwise));
  value.set("best_bic_pairs", maybe(ways.best_bic));
  return value;
}

Value simulated_value(const estimate::Simulated& people) {
  if (people.runs == 0) return {};
  return Value(Value::Array{Value(people.low), Value(people.middle), Value(people.high)});
}

void add_lists(Value& value, const estimate::ListSensitivity& lists, const std::vector<std::string>& names) {
  const auto name = [&](int list) { return names[static_cast<std::size_t>(list)]; };
  Value dropped = empty_array(), merged = empty_array(), truth = empty_array();
  for (const estimate::DroppedList& one : lists.dropped) {
    Value entry = ways_value(one.people);
    entry.set("without", name(one.list));
    entry.set("observed", one.observed);
    dropped.push(std::move(entry));
  }
  for (const estimate::MergedPair& one : lists.merged) {
    Value entry = ways_value(one.people);
    entry.set("lists", names_value({name(one.a), name(one.b)}));
    merged.push(std::move(entry));
  }
  for (const estimate::ListAsTruth& one : lists.as_truth) {
    Value entry = ways_value(one.people);
    entry.set("list", name(one.list));
    entry.set("known", one.known);
    entry.set("seen", one.seen);
    entry.set("log_ratio", maybe(one.log_ratio));
    truth.push(std::move(entry));
  }
  value.set("drop_each_list", std::move(dropped));
  value.set("merge_each_pair", std::move(merged));
  value.set("each_list_as_truth", std::move(truth));
}

void add_stability(Value& value, const estimate::Diagnosis& diagnosis, const std::vector<std::string>& names) {
  static constexpr std::array<const char*, 4> kPlans{"as_it_is", "more_people", "longer_list", "another_list"};
  Value trajectory = empty_array(), linkage = empty_array(), plans = empty_array();
  for (const estimate::TrajectoryPoint& point : diagnosis.trajectory) {
    Value entry;
    entry.set("share", point.share);
    entry.set("people", simulated_value(point.people));
    trajectory.push(std::move(entry));
  }
  for (const estimate::LinkageErrorPoint& point : diagnosis.linkage) {
    Value entry;
    entry.set("missed", point.missed);
    entry.set("wrong", point.wrong);
    entry.set("people", simulated_value(point.people));
    linkage.push(std::move(entry));
  }
  for (const estimate::PlanWidth& plan : diagnosis.plans) {
    Value entry;
    entry.set("plan", kPlans[static_cast<std::size_t>(plan.plan)]);
    if (plan.list >= 0) entry.set("list", names[static_cast<std::size_t>(plan.list)]);
    entry.set("width", maybe(plan.width));
    plans.push(std::move(entry));
  }
  value.set("trajectory", std::move(trajectory));
  value.set("linkage_errors", std::move(linkage));
  value.set("plans", std::move(plans));
}

Value dependence_value(const estimate::Dependence& dependence) {
  Value value;
  value.set("p_positive", dependence.p_positive);
  value.set("p_negative", dependence.p_negative);
  value.set("p_any", dependence.p_any);
  value.set("tau", maybe(dependence.tau));
  value.set("estimate", maybe(dependence.shared_estimate));
  value.set("interval", dependence.shared_interval ? interval_value(*dependence.shared_interval) : Value());
  return value;
}

Value widths_value(const estimate::WidthParts& widths) {
  Value value;
  value.set("estimate", widths.middle);
  value.set("interval", interval_value(widths.interval));
  value.set("sampling", widths.sampling);
  value.set("model", widths.with_models ? Value(widths.model) : Value());
  value.set("linkage", widths.tables > 1 ? Value(widths.linkage) : Value());
  value.set("tables", count(widths.tables));
  value.set("tables_without_estimate", count(widths.failed));
  return value;
}

Value referrals_value(const estimate::ReferralReport& report, const std::vector<std::string>& names) {
  static constexpr std::array<const char*, 4> kWays{"as_recorded", "set_aside", "pair_forced", "offset"};
  const auto name = [&](int list) { return names[static_cast<std::size_t>(list)]; };
  Value value, pairs = empty_array(), estimates = empty_array();
  for (const estimate::ReferralDependence& one : report.pairs) {
    Value entry;
    entry.set("from", name(one.referral.from));
    entry.set("to", name(one.referral.to));
    entry.set("count", one.referral.count);
    entry.set("on_both", one.overlap);
    entry.set("odds_ratio_before", maybe(one.odds_before));
    entry.set("odds_ratio_explained", number_value(one.explained));
    entry.set("odds_ratio_left", maybe(one.odds_left));
    pairs.push(std::move(entry));
  }
  for (const estimate::ReferralEstimate& one : report.estimates) {
    Value entry;
    entry.set("way", kWays[static_cast<std::size_t>(one.way)]);
    entry.set("selected", one.selected);
    entry.set("estimate", maybe(one.estimate));
    entry.set("interval", one.estimate ? interval_value(one.interval) : Value());
    estimates.push(std::move(entry));
  }
  value.set("set_aside", report.set_aside);
  value.set("pairs", std::move(pairs));
  value.set("estimates", std::move(estimates));
  return value;
}

Value strata_value(const estimate::StrataFit& strata) {
  Value all = empty_array();
  for (const estimate::StratumEstimate& one : strata.strata) {
    Value entry;
    entry.set("stratum", one.name);
    entry.set("observed", one.observed);
    entry.set("estimate", number_value(one.estimate));
    entry.set("interval", interval_value({one.lower, one.upper}));
    all.push(std::move(entry));
  }
  return all;
}

// Chapman for each pair of lists, and what an odds ratio of a half or of two between them would make of Lincoln-Petersen.
Value pairs_value(const std::vector<estimate::PairEstimate>& pairs, const std::vector<std::string>& names) {
  Value all = empty_array();
  for (const estimate::PairEstimate& one : pairs) {
    Value entry = Value(Value::Object{});
    entry.set("lists", names_value({names[static_cast<std::size_t>(one.a)], names[static_cast<std::size_t>(one.b)]}));
    entry.set("on_both", one.on_both);
    entry.set("chapman", number_value(one.chapman));
    entry.set("interval", interval_value(one.interval));
    entry.set("odds_ratio_half", number_value(estimate::with_odds_ratio(one, 0.5)));
    entry.set("odds_ratio_two", number_value(estimate::with_odds_ratio(one, 2)));
    all.push(std::move(entry));
  }
  return all;
}

Value deltas_value(const std::vector<estimate::DecomposablePosterior>& deltas) {
  Value all = empty_array();
  for (const estimate::DecomposablePosterior& one : deltas) {
    Value entry;
    entry.set("delta", one.delta);
    entry.set("estimate", number_value(one.median));
    entry.set("interval", interval_value({one.lower, one.upper}));
    entry.set("nearly_all_seen", one.nearly_all_seen);
    all.push(std::move(entry));
  }
  return all;
}

Value measures_value(const EstimateOutcome& outcome) {
  Value value(Value::Object{});
  for (const auto& [measure, number] : outcome.all ? outcome.all->diagnosis.measures : outcome.first.measures) value.set(measure, number_value(number));
  return value;
}

Value diagnosis_value(const EstimateOutcome& outcome) {
  Value value;
  value.set("overlap", overlap_value(outcome.overlap()));
  value.set("measures", measures_value(outcome));
  value.set("lists_not_stated", names_value(outcome.statements.unstated));
  value.set("strata_added_up", count(outcome.table.strata));
  if (!outcome.all) return value;
  const estimate::Diagnosis& diagnosis = outcome.all->diagnosis;
  if (outcome.all->at_least) value.set("at_least", number_value(*outcome.all->at_least));
  if (diagnosis.dependence) value.set("dependence", dependence_value(*diagnosis.dependence));
  if (diagnosis.bounds) {
    value.set("chao_alike", Value(Value::Array{number_value(diagnosis.bounds->alike.interval.lo), number_value(diagnosis.bounds->alike.estimate),
                                               number_value(diagnosis.bounds->alike.interval.hi)}));
  }
  if (diagnosis.ranking) {
    const estimate::Limits spread = diagnosis.ranking->spread(estimate::kBicUnits);
    value.set("models_within_10_bic", count(diagnosis.ranking->within(estimate::kBicUnits)));
    value.set("models_spread", interval_value(spread));
    value.set("models", model_values(*diagnosis.ranking, outcome.names(), kModelsInAnswer));
  }
  if (diagnosis.lists) add_lists(value, *diagnosis.lists, outcome.names());
  add_stability(value, diagnosis, outcome.names());
  Value xi = empty_array();
  for (const estimate::XiEstimate& one : outcome.all->xi) {
    Value entry;
    entry.set("xi", one.xi);
    entry.set("estimate", one.estimate);
    entry.set("interval", interval_value(one.interval));
    xi.push(std::move(entry));
  }
  value.set("xi", std::move(xi));
  value.set("pairs", pairs_value(diagnosis.pairs, outcome.names()));
  if (outcome.all->profile) {
    Value profile;
    profile.set("estimate", number_value(outcome.all->profile->estimate));
    profile.set("interval", interval_value(outcome.all->profile->interval));
    value.set("stepwise_profile", std::move(profile));
  }
  if (!outcome.all->deltas.empty()) value.set("decomposable_by_delta", deltas_value(outcome.all->deltas));
  if (diagnosis.widths) value.set("width", widths_value(*diagnosis.widths));
  if (outcome.all->strata) value.set("strata", strata_value(*outcome.all->strata));
  if (outcome.all->referrals) value.set("referrals", referrals_value(*outcome.all->referrals, outcome.names()));
  return value;
}

}  // namespace

Value estimate_answer(const EstimateOutcome& outcome) {
  Value value;
  value.set("not for release", true);
  value.set("format", "palermo-estimate-mse/1");
  value.set("input", core::to_value(outcome.table.input));
  value.set("seed", std::to_string(outcome.seed));
  value.set("n", outcome.overlap().observed);
  value.set("verdict", verdict_value(outcome));
  value.set("methods", outcome.all ? method_values(outcome.all->methods) : empty_array());
  value.set("diagnosis", diagnosis_value(outcome));
  return value;
}

}  // namespace palermo::cli
