// SPDX-License-Identifier: Apache-2.0
// palermo estimate change FIRST.csv SECOND.csv: how many more or fewer people there are in the second period.
#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <set>

#include "palermo/cli/context.hpp"
#include "palermo/cli/estimate_files.hpp"
#include "palermo/cli/estimate_routes.hpp"
#include "palermo/cli/estimate_verbs.hpp"
#include "palermo/cli/estimate_words.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/plain_text.hpp"
#include "palermo/core/table.hpp"
#include "palermo/estimate/change.hpp"
#include "palermo/estimate/diagnosis.hpp"
#include "palermo/estimate/reshape.hpp"

namespace palermo::cli {
namespace {

using core::Catalogue;
using core::Value;

struct ChangeCall {
  std::string first, second;
  estimate::ChangeOptions options;
};

struct Period {
  core::InputFile input;
  estimate::HistoryCounts counts;
  std::set<int> years;  // of the table; empty where it has none
};

struct ChangeAnswer {
  Period first, second;
  std::vector<int> shared_years;
  estimate::ChangeOptions options;
  estimate::ChangeReport report;
};

core::Result<Period> read_period(const std::string& path, const std::vector<estimate::Rule>& rules) {
  PALERMO_TRY(RouteFile file, read_route_file(path));
  PALERMO_TRY(const core::CaptureTable table, core::CaptureTable::parse_csv(file.text, file.input.name));
  Period period{std::move(file.input), estimate::in_order_of_names(estimate::HistoryCounts(table)), {}};
  for (const core::CaptureCell& cell : table.cells())
    if (cell.year != 0) period.years.insert(cell.year);
  const estimate::FirstLook first = estimate::look(period.counts, rules);
  if (first.verdict.refused) {
    core::Error error = refusal_of(first.verdict);
    error.place.file = period.input.name;
    return core::fail(std::move(error));
  }
  return period;
}

core::Result<ChangeAnswer> answered(Context& context, const ChangeCall& call) {
  PALERMO_TRY(const std::vector<estimate::Rule> rules, read_verdict_rules(context.data_folder()));
  PALERMO_TRY(Period first, read_period(call.first, rules));
  PALERMO_TRY(Period second, read_period(call.second, rules));
  PALERMO_TRY(estimate::ChangeReport report, estimate::estimate_change(first.counts, second.counts, call.options, context.progress()));
  std::vector<int> shared;
  std::ranges::set_intersection(first.years, second.years, std::back_inserter(shared));
  if (!shared.empty()) report.notes.push_back(estimate::ChangeNote::periods_overlap);
  if (first.years.empty() || second.years.empty()) report.notes.push_back(estimate::ChangeNote::periods_unknown);
  return ChangeAnswer{std::move(first), std::move(second), std::move(shared), call.options, std::move(report)};
}

template <class Years>
Value years_value(const Years& years) {
  Value all(Value::Array{});
  for (const int year : years) all.push(year);
  return all;
}

Value way_value(const estimate::ChangeEstimate& one) {
  Value value;
  value.set("way", word(one.way));
  value.set("first_model", one.first_model);
  value.set("second_model", one.second_model);
  value.set("first", number_value(one.first));
  value.set("second", number_value(one.second));
  value.set("ratio", estimate_value(one.ratio, one.ratio_interval));
  value.set("difference", estimate_value(one.difference, one.difference_interval));
  value.set("interval_kind", one.bca ? "bca_selection_inside" : "bootstrap_percentile");
  value.set("failed", one.failed);
  return value;
}

Value document_of(const ChangeAnswer& answer) {
  Value value, ways(Value::Array{}), lists(Value::Array{});
  value.set("not for release", true);
  value.set("format", "palermo-estimate-change/1");
  value.set("inputs", Value(Value::Array{core::to_value(answer.first.input), core::to_value(answer.second.input)}));
  value.set("seed", std::to_string(answer.options.seed));
  value.set("level", answer.options.level);
  value.set("replicates", answer.options.replicates);
  value.set("n", Value(Value::Array{answer.first.counts.observed(), answer.second.counts.observed()}));
  value.set("first_years", years_value(answer.first.years));
  value.set("second_years", years_value(answer.second.years));
  value.set("shared_years", years_value(answer.shared_years));
  for (const estimate::ChangeEstimate& one : answer.report.ways) ways.push(way_value(one));
  value.set("ways", std::move(ways));
  for (const estimate::ListChange& one : answer.report.lists) {
    Value list;
    list.set("name", one.name);
    list.set("people", Value(Value::Array{one.first, one.second}));
    list.set("chance", Value(Value::Array{number_value(one.first_chance), number_value(one.second_chance)}));
    lists.push(std::move(list));
  }
  value.set("lists", std::move(lists));
  value.set("notes", note_words(answer.report.notes));
  return value;
}

std::string ratio_text(double ratio, const estimate::Limits& limits, const Catalogue& catalogue) {
  return catalogue.text("estimate.range", {{"point", fmt::format("{:.2f}", ratio)}, {"lo", fmt::format("{:.2f}", limits.lo)}, {"hi", fmt::format("{:.2f}", limits.hi)}});
}

// Two figures, with its sign.
std::string signed_people(double people, const Catalogue& catalogue) {
  return (people < 0 ? "−" : "") + people_text(std::fabs(people), catalogue);
}

std::string text_of(const ChangeAnswer& answer, const Catalogue& catalogue) {
  core::Table ways{catalogue.text("estimate.change.ways"),
                   {{catalogue.text("estimate.change.way")}, {catalogue.text("estimate.change.first"), true}, {catalogue.text("estimate.change.second"), true},
                    {catalogue.text("estimate.change.ratio"), true}, {catalogue.text("estimate.change.difference"), true}, {catalogue.text("estimate.model")}},
                   {}};
  for (const estimate::ChangeEstimate& one : answer.report.ways)
    ways.rows.push_back({catalogue.text("estimate.change." + std::string(word(one.way))), people_text(one.first, catalogue), people_text(one.second, catalogue),
                         ratio_text(one.ratio, one.ratio_interval, catalogue),
                         catalogue.text("estimate.range", {{"point", signed_people(one.difference, catalogue)}, {"lo", signed_people(one.difference_interval.lo, catalogue)},
                                                           {"hi", signed_people(one.difference_interval.hi, catalogue)}}),
                         core::one_line(one.first_model == one.second_model ? one.first_model : one.first_model + " / " + one.second_model)});
  core::Table lists{catalogue.text("estimate.change.lists"),
                    {{catalogue.text("estimate.list")}, {catalogue.text("estimate.change.first"), true}, {catalogue.text("estimate.change.second"), true},
                     {catalogue.text("estimate.change.first_chance"), true}, {catalogue.text("estimate.change.second_chance"), true}},
                    {}};
  for (const estimate::ListChange& one : answer.report.lists)
    lists.rows.push_back({core::one_line(one.name), catalogue.number(one.first), catalogue.number(one.second), percent_text(one.first_chance, catalogue),
                          percent_text(one.second_chance, catalogue)});
  return catalogue.text("estimate.change.sentence", {{"first", answer.first.counts.observed()}, {"second", answer.second.counts.observed()}}) + "\n" +
         note_lines(answer.report.notes, "estimate.change.note.", catalogue) + "\n" + core::to_plain_text(ways) + "\n" + core::to_plain_text(lists) + "\n" +
         catalogue.text("estimate.change.closing", {{"seed", std::to_string(answer.options.seed)}});
}

int run_change(Context& context, const ChangeCall& call) {
  const auto answer = answered(context, call);
  if (!answer) return context.fail(answer.error());
  return context.json() ? context.print_json(document_of(*answer)) : context.print(text_of(*answer, context.catalogue()));
}

}  // namespace

void add_estimate_change(CLI::App& family, Context& context) {
  auto call = std::make_shared<ChangeCall>();
  CLI::App& verb = add_verb(family, context, "estimate.change", "palermo estimate change data/demo/estimate/routes/first.csv data/demo/estimate/routes/second.csv",
                            [&context, call] { return run_change(context, *call); });
  verb.add_option("FIRST", call->first, context.text("verb.estimate.change.first"))->required();
  verb.add_option("SECOND", call->second, context.text("verb.estimate.change.second"))->required();
  verb.add_option("--replicates", call->options.replicates, context.text("verb.estimate.change.replicates"))->option_text("N")->check(CLI::Range(20, 100000))->capture_default_str();
  verb.add_option("--seed", call->options.seed, context.text("verb.estimate.seed"))->option_text("S")->capture_default_str();
  verb.add_option("--threads", call->options.threads, context.text("verb.estimate.threads"))->option_text("N")->check(CLI::Range(0, 1024))->capture_default_str();
}

}  // namespace palermo::cli
