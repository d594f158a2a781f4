// SPDX-License-Identifier: Apache-2.0
// palermo estimate scaleup SURVEY.csv --groups GROUPS.yaml: how many are in a hidden group, from what people say of whom they know.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <optional>

#include "palermo/cli/context.hpp"
#include "palermo/cli/estimate_routes.hpp"
#include "palermo/cli/estimate_verbs.hpp"
#include "palermo/cli/estimate_words.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/plain_text.hpp"
#include "palermo/core/table.hpp"
#include "palermo/estimate/scale_up.hpp"

namespace palermo::cli {
namespace {

using core::Catalogue;
using core::Value;

struct ScaleUpCall {
  std::string survey, groups, members;
  estimate::ScaleUpOptions options;
};

struct ScaleUpAnswer {
  core::InputFile survey, groups;
  std::optional<core::InputFile> members;
  estimate::SurveyGroups given;
  estimate::ScaleUpOptions options;
  estimate::ScaleUpReport report;
};

core::Result<ScaleUpAnswer> answered(Context& context, const ScaleUpCall& call) {
  PALERMO_TRY(RouteFile groups_file, read_route_file(call.groups));
  PALERMO_TRY(const Value document, core::parse_yaml(groups_file.text, groups_file.input.name));
  PALERMO_TRY(estimate::SurveyGroups groups, estimate::parse_groups(document));
  PALERMO_TRY(RouteFile survey, read_route_file(call.survey));
  PALERMO_TRY(const auto asked, estimate::parse_survey(survey.text, survey.input.name, estimate::SurveyOf::everybody, groups));
  std::vector<estimate::SurveyAnswer> members;
  std::optional<core::InputFile> of_members;
  if (!call.members.empty()) {
    PALERMO_TRY(RouteFile file, read_route_file(call.members));
    PALERMO_TRY(members, estimate::parse_survey(file.text, file.input.name, estimate::SurveyOf::members, groups));
    of_members = std::move(file.input);
  }
  PALERMO_TRY(estimate::ScaleUpReport report, estimate::scale_up(groups, asked, members, call.options, context.progress()));
  return ScaleUpAnswer{std::move(survey.input), std::move(groups_file.input), std::move(of_members), std::move(groups), call.options, std::move(report)};
}

Value maybe(const std::optional<estimate::ScaledUp>& one) { return one ? estimate_value(one->estimate, one->interval) : Value(); }

Value document_of(const ScaleUpAnswer& answer) {
  const estimate::ScaleUpReport& report = answer.report;
  Value value, inputs(Value::Array{}), checks(Value::Array{});
  inputs.push(core::to_value(answer.survey));
  inputs.push(core::to_value(answer.groups));
  if (answer.members) inputs.push(core::to_value(*answer.members));
  value.set("not for release", true);
  value.set("format", "palermo-estimate-scaleup/1");
  value.set("inputs", std::move(inputs));
  value.set("seed", std::to_string(answer.options.seed));
  value.set("level", answer.options.level);
  value.set("replicates", answer.options.replicates);
  value.set("population", answer.given.population);
  value.set("respondents", static_cast<std::int64_t>(report.respondents));
  value.set("members", static_cast<std::int64_t>(report.members));
  value.set("clusters", static_cast<std::int64_t>(report.clusters));
  value.set("reports", report.reports);
  value.set("mean_degree", report.mean_degree);
  value.set("visibility", report.members > 0 ? number_value(report.visibility) : Value());
  value.set("transmission", answer.given.transmission);
  value.set("degree_ratio", answer.given.degree_ratio);
  value.set("basic", maybe(report.basic));
  value.set("adjusted", maybe(report.adjusted));
  value.set("generalised", maybe(report.generalised));
  for (const estimate::KnownGroupCheck& one : report.checks) {
    Value check;
    check.set("name", one.name);
    check.set("people", one.people);
    check.set("estimate", number_value(one.estimate));
    checks.push(std::move(check));
  }
  value.set("known_groups", std::move(checks));
  value.set("notes", note_words(report.notes));
  return value;
}

std::string text_of(const ScaleUpAnswer& answer, const Catalogue& catalogue) {
  const estimate::ScaleUpReport& report = answer.report;
  core::Table table{catalogue.text("estimate.methods"), {{catalogue.text("estimate.method")}, {catalogue.text("estimate.people"), true}}, {}};
  const auto row = [&](const char* method, const std::optional<estimate::ScaledUp>& one) {
    table.rows.push_back({catalogue.text(std::string("estimate.scaleup.") + method), one ? range_text(one->estimate, one->interval, catalogue) : "–"});
  };
  row("basic", report.basic);
  row("adjusted", report.adjusted);
  row("generalised", report.generalised);
  core::Table checks{catalogue.text("estimate.scaleup.checks"),
                     {{catalogue.text("estimate.scaleup.group")}, {catalogue.text("estimate.scaleup.true_size"), true}, {catalogue.text("estimate.scaleup.from_others"), true}},
                     {}};
  for (const estimate::KnownGroupCheck& one : report.checks)
    checks.rows.push_back({core::one_line(one.name), people_text(one.people, catalogue), one.estimate == one.estimate ? people_text(one.estimate, catalogue) : "–"});
  std::string text = catalogue.text("estimate.scaleup.sentence", {{"respondents", static_cast<std::int64_t>(report.respondents)}, {"reports", report.reports},
                                                                  {"degree", people_text(report.mean_degree, catalogue)},
                                                                  {"members", static_cast<std::int64_t>(report.members)}}) + "\n";
  text += note_lines(report.notes, "estimate.scaleup.note.", catalogue) + "\n" + core::to_plain_text(table);
  if (!report.generalised) text += catalogue.text("estimate.scaleup.no_members") + "\n";
  return text + "\n" + core::to_plain_text(checks) + "\n" + catalogue.text("estimate.scaleup.closing", {{"seed", std::to_string(answer.options.seed)}});
}

int run_scaleup(Context& context, const ScaleUpCall& call) {
  const auto answer = answered(context, call);
  if (!answer) return context.fail(answer.error());
  return context.json() ? context.print_json(document_of(*answer)) : context.print(text_of(*answer, context.catalogue()));
}

}  // namespace

void add_estimate_scaleup(CLI::App& family, Context& context) {
  auto call = std::make_shared<ScaleUpCall>();
  CLI::App& verb = add_verb(family, context, "estimate.scaleup",
                            "palermo estimate scaleup data/demo/estimate/routes/survey.csv --groups data/demo/estimate/routes/groups.yaml --members "
                            "data/demo/estimate/routes/members.csv",
                            [&context, call] { return run_scaleup(context, *call); });
  verb.add_option("SURVEY", call->survey, context.text("verb.estimate.scaleup.survey"))->required();
  verb.add_option("--groups", call->groups, context.text("verb.estimate.scaleup.groups"))->option_text("FILE")->required();
  verb.add_option("--members", call->members, context.text("verb.estimate.scaleup.members"))->option_text("FILE");
  verb.add_option("--replicates", call->options.replicates, context.text("verb.estimate.scaleup.replicates"))->option_text("N")->check(CLI::Range(20, 100000))->capture_default_str();
  verb.add_option("--seed", call->options.seed, context.text("verb.estimate.seed"))->option_text("S")->capture_default_str();
  verb.add_option("--threads", call->options.threads, context.text("verb.estimate.threads"))->option_text("N")->check(CLI::Range(0, 1024))->capture_default_str();
}

}  // namespace palermo::cli
