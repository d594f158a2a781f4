// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/estimate_words.hpp"

#include <fmt/format.h>

#include <cmath>

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

}  // namespace

double two_figures(double value) {
  if (value == 0 || !std::isfinite(value)) return value;
  const double step = std::pow(10.0, std::floor(std::log10(std::fabs(value))) - 1);
  return std::round(value / step) * step;
}

std::string people_text(double people, const Catalogue& catalogue) {
  constexpr double kTooManyToWrite = 1e15;
  if (!(people < kTooManyToWrite)) return catalogue.text("estimate.no_end");
  return catalogue.number(std::llround(two_figures(people)));
}

std::string range_text(double estimate, const estimate::Limits& interval, const Catalogue& catalogue) {
  return catalogue.text("estimate.range", {{"point", people_text(estimate, catalogue)}, {"lo", people_text(interval.lo, catalogue)}, {"hi", people_text(interval.hi, catalogue)}});
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

Table methods_table(const std::vector<estimate::MethodResult>& methods, const Catalogue& catalogue) {
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
    const std::string interval = catalogue.text("estimate.from_to", {{"lo", people_text(one.interval.lo, catalogue)}, {"hi", people_text(one.interval.hi, catalogue)}});
    table.rows.push_back({name, people_text(*one.estimate, catalogue), interval, catalogue.text("estimate.kind." + one.interval_kind), core::one_line(one.model),
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
    const estimate::Limits wald = one.wald(ranking.observed);
    table.rows.push_back({model, status, parameters, fmt::format("{:.2f}", one.log_likelihood), fmt::format("{:.2f}", one.aic), fmt::format("{:.2f}", one.bic),
                          people_text(one.estimate, catalogue),
                          catalogue.text("estimate.from_to", {{"lo", people_text(wald.lo, catalogue)}, {"hi", people_text(wald.hi, catalogue)}})});
  }
  return table;
}

std::string measured_text(const estimate::Fired& fired, const Catalogue& catalogue) {
  const estimate::Rule& rule = fired.rule;
  const std::string what = catalogue.text("estimate.measure." + rule.measure);
  if (fired.missing) return catalogue.text("estimate.not_measured", {{"what", what}});
  const bool below = rule.fires == estimate::Fires::below;
  return catalogue.text(below ? "estimate.measured_below" : "estimate.measured_above",
                        {{"what", what}, {"measured", fmt::format("{:.3g}", fired.measured)}, {"threshold", fmt::format("{:.3g}", rule.threshold)}});
}

}  // namespace palermo::cli
