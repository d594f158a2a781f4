// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/estimate_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "palermo/cli/estimate_routes.hpp"
#include "palermo/core/plain_text.hpp"

namespace palermo::cli {
namespace {

using core::Catalogue;
using core::Table;
using core::Value;

std::int64_t count(std::size_t n) { return static_cast<std::int64_t>(n); }

std::string notes_text(const estimate::MethodResult& method, const Catalogue& catalogue) {
  std::string text;
  if (!method.estimate) return catalogue.text(method.reason == estimate::kChainsApart.code ? "estimate.chains_did_not_meet" : "estimate.no_estimate_here");
  for (const estimate::Note note : method.notes)
    text += (text.empty() ? "" : "; ") + catalogue.text("estimate.note." + std::string(word(note)));
  return text;
}

Value list_values(const std::vector<std::string>& lists) {
  Value all(Value::Array{});
  for (const std::string& list : lists) all.push(list);
  return all;
}

// The lists of each term of two lists or more: generators alone say the model.
Value term_values(const estimate::Hierarchy& model, const std::vector<std::string>& names) {
  Value all(Value::Array{});
  for (const estimate::History term : model.generators()) {
    std::vector<std::string> lists;
    for (std::size_t i = 0; i < names.size(); ++i)
      if ((term >> i & 1U) != 0) lists.push_back(names[i]);
    all.push(list_values(lists));
  }
  return all;
}

// A measure in its own unit: people and lists are whole, probabilities and shares have two figures, factors three; a mean of logarithms is told as the factor it is of.
std::string measure_text(std::string_view measure, double value, const Catalogue& catalogue) {
  if (measure.starts_with("p_")) return probability_text(value, catalogue);
  if (measure == "truth_bias") return factor_text(std::exp(value));
  if (measure == "replicates_failed" || measure == "linkage_share") return percent_text(value, catalogue);
  if (measure.ends_with("_factor")) return fmt::format("{:.3g}", value);  // three: thresholds are as fine as 1.15
  return catalogue.number(std::llround(value));
}

}  // namespace

double two_figures(double value) {
  if (value == 0 || !std::isfinite(value)) return value;
  const double step = std::pow(10.0, std::floor(std::log10(std::fabs(value))) - 1);
  return std::round(value / step) * step;
}

std::string people_text(double people, const Catalogue& catalogue, std::int64_t seen) {
  constexpr double kTooManyToWrite = 1e15;
  if (!(people < kTooManyToWrite)) return catalogue.text("estimate.no_end");
  return catalogue.number(std::max<std::int64_t>(seen, std::llround(two_figures(people))));
}

std::string range_text(double estimate, const estimate::Limits& interval, const Catalogue& catalogue, std::int64_t seen) {
  return catalogue.text("estimate.range", {{"point", people_text(estimate, catalogue, seen)},
                                           {"lo", people_text(interval.lo, catalogue, seen)},
                                           {"hi", people_text(interval.hi, catalogue, seen)}});
}

std::string interval_text(const estimate::Limits& interval, const Catalogue& catalogue, std::int64_t seen) {
  return catalogue.text("estimate.from_to", {{"lo", people_text(interval.lo, catalogue, seen)}, {"hi", people_text(interval.hi, catalogue, seen)}});
}

std::string probability_text(double p, const Catalogue& catalogue) {
  constexpr double kLeast = 0.001;  // of 999 tables drawn none was as extreme: no smaller value can be told from this one
  return p <= kLeast ? catalogue.text("estimate.p_at_most", {{"p", factor_text(kLeast)}}) : factor_text(p);
}

std::string spread_text(const estimate::Simulated& people, const Catalogue& catalogue) {
  if (people.runs == 0) return "–";
  return people.low == people.high ? people_text(people.middle, catalogue) : range_text(people.middle, {people.low, people.high}, catalogue);
}

std::string factor_text(double factor) { return fmt::format("{:.2g}", factor); }

Value number_value(double value) { return std::isfinite(value) ? Value(value) : Value(); }

Value interval_value(const estimate::Limits& interval) { return Value(Value::Array{number_value(interval.lo), number_value(interval.hi)}); }

Value model_values(const estimate::ModelRanking& ranking, const std::vector<std::string>& names, std::size_t most) {
  Value all(Value::Array{});
  for (const estimate::RankedModel& one : ranking.models) {
    if (all.items().size() >= most) break;
    const bool fine = one.status == estimate::ModelStatus::fine;
    Value entry;
    entry.set("model", one.model.text(names));
    entry.set("terms", term_values(one.model, names));
    entry.set("status", static_cast<std::int64_t>(one.status));
    entry.set("parameters", count(one.parameters));
    entry.set("loglik", fine ? number_value(one.log_likelihood) : Value());
    entry.set("aic", fine ? number_value(one.aic) : Value());
    entry.set("bic", fine ? number_value(one.bic) : Value());
    entry.set("estimate", fine ? number_value(one.estimate) : Value());
    entry.set("interval", fine ? interval_value(one.wald(ranking.observed)) : Value());
    all.push(std::move(entry));
  }
  return all;
}

Table methods_table(const std::vector<estimate::MethodResult>& methods, const Catalogue& catalogue, std::int64_t seen) {
  Table table{catalogue.text("estimate.methods"),
              {{catalogue.text("estimate.method")}, {catalogue.text("estimate.people"), true}, {catalogue.text("estimate.interval"), true},
               {catalogue.text("estimate.kind")}, {catalogue.text("estimate.model")}, {catalogue.text("estimate.remark")}},
              {}};
  for (const estimate::MethodResult& one : methods) {
    const std::string name = catalogue.text("estimate.method." + one.method);
    if (!one.estimate) {
      table.rows.push_back({name, "–", "–", "", "", notes_text(one, catalogue)});
      continue;
    }
    table.rows.push_back({name, people_text(*one.estimate, catalogue, seen), interval_text(one.interval, catalogue, seen), catalogue.text("estimate.kind." + one.interval_kind), core::one_line(one.model),
                          notes_text(one, catalogue)});
  }
  return table;
}

Table models_table(const estimate::ModelRanking& ranking, const std::vector<std::string>& names, std::size_t most, const Catalogue& catalogue) {
  Table table{catalogue.text("estimate.models"),
              {{catalogue.text("estimate.model_only")}, {catalogue.text("estimate.status")}, {catalogue.text("estimate.parameters"), true},
               {catalogue.text("estimate.log_likelihood"), true}, {"AIC", true}, {"BIC", true}, {catalogue.text("estimate.people"), true},
               {catalogue.text("estimate.interval"), true}},
              {}};
  for (const estimate::RankedModel& one : ranking.models) {
    if (table.rows.size() >= most) break;
    const std::string model = core::one_line(one.model.text(names)), parameters = catalogue.number(count(one.parameters));
    const std::string status = catalogue.text("estimate.status." + std::to_string(static_cast<int>(one.status)));
    if (one.status != estimate::ModelStatus::fine) {
      table.rows.push_back({model, status, parameters, "–", "–", "–", "–", "–"});
      continue;
    }
    table.rows.push_back({model, status, parameters, fmt::format("{:.2f}", one.log_likelihood), fmt::format("{:.2f}", one.aic), fmt::format("{:.2f}", one.bic),
                          people_text(one.estimate, catalogue, ranking.observed), interval_text(one.wald(ranking.observed), catalogue, ranking.observed)});
  }
  return table;
}

std::string measured_text(const estimate::Fired& fired, const Catalogue& catalogue) {
  const estimate::Rule& rule = fired.rule;
  const std::string what = catalogue.text("estimate.measure." + rule.measure);
  if (fired.missing) return catalogue.text("estimate.not_measured", {{"what", what}});
  const bool below = rule.fires == estimate::Fires::below;
  return catalogue.text(below ? "estimate.measured_below" : "estimate.measured_above",
                        {{"what", what}, {"measured", measure_text(rule.measure, fired.measured, catalogue)}, {"threshold", measure_text(rule.measure, rule.threshold, catalogue)}});
}

}  // namespace palermo::cli
