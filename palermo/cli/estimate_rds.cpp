// SPDX-License-Identifier: Apache-2.0
// palermo estimate rds FILE.csv: shares of a hidden group from people who recruited one another, and its size where a service counted.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <optional>

#include "palermo/cli/context.hpp"
#include "palermo/cli/estimate_routes.hpp"
#include "palermo/cli/estimate_verbs.hpp"
#include "palermo/cli/estimate_words.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/plain_text.hpp"
#include "palermo/core/table.hpp"
#include "palermo/estimate/recruitment.hpp"

namespace palermo::cli {
namespace {

using core::Catalogue;
using core::Value;

// --service is TRAIT=COUNT, TRAIT a column of the file.
inline constexpr core::ErrorKind kBadService{"estimate.bad_service", core::Exit::usage};

struct RdsCall {
  std::string file;
  std::vector<std::string> services;
  estimate::RdsOptions options;
};

struct ServiceSize {
  std::string trait;
  double counted = 0;
  std::optional<estimate::Multiplied> people;  // nothing where the trait has no share
};

struct RdsAnswer {
  core::InputFile input;
  estimate::RdsOptions options;
  estimate::RdsReport report;
  std::vector<ServiceSize> sizes;

  [[nodiscard]] bool says_something() const {
    return std::ranges::any_of(report.shares, [](const estimate::TraitShare& one) { return one.refusal == estimate::RdsRefusal::none; });
  }
};

core::Result<ServiceSize> size_by(const std::string& service, const estimate::RdsReport& report) {
  const std::size_t equals = service.rfind('=');
  const std::string trait = service.substr(0, equals);
  const auto found = std::ranges::find(report.shares, trait, &estimate::TraitShare::trait);
  ServiceSize size{.trait = trait, .people = {}};
  const char* end = service.data() + service.size();
  if (equals == std::string::npos || found == report.shares.end()) return core::fail(kBadService);
  const auto [at, error] = std::from_chars(service.data() + equals + 1, end, size.counted);
  if (error != std::errc() || at != end || !(size.counted > 0)) return core::fail(kBadService);
  if (found->refusal == estimate::RdsRefusal::none) size.people = estimate::multiply(*found, size.counted);
  return size;
}

core::Result<RdsAnswer> answered(Context& context, const RdsCall& call) {
  PALERMO_TRY(RouteFile file, read_route_file(call.file));
  PALERMO_TRY(const estimate::RecruitmentSample sample, estimate::RecruitmentSample::parse_csv(file.text, file.input.name));
  PALERMO_TRY(estimate::RdsReport report, estimate::estimate_recruitment(sample, call.options, context.progress()));
  RdsAnswer answer{std::move(file.input), call.options, std::move(report), {}};
  for (const std::string& service : call.services) {
    PALERMO_TRY(ServiceSize size, size_by(service, answer.report));
    answer.sizes.push_back(std::move(size));
  }
  return answer;
}

Value share_value(const estimate::TraitShare& one) {
  Value value, waves(Value::Array{});
  const bool has = one.refusal == estimate::RdsRefusal::none;
  value.set("trait", one.trait);
  value.set("with", one.with);
  value.set("without", one.without);
  value.set("unknown", one.unknown);
  value.set("refused", has ? Value() : Value(word(one.refusal)));
  value.set("plain", has ? Value(one.plain) : Value());
  value.set("rds_ii", has ? estimate_value(one.share, one.interval) : Value());
  value.set("successive", one.successive ? estimate_value(*one.successive, one.successive_interval) : Value());
  value.set("design_effect", has ? number_value(one.design_effect) : Value());
  for (const double share : one.by_wave) waves.push(number_value(share));
  value.set("by_wave", std::move(waves));
  value.set("across", one.across);
  value.set("across_by_chance", one.across_by_chance);
  value.set("notes", note_words(one.notes));
  return value;
}

Value document_of(const RdsAnswer& answer) {
  const estimate::RdsReport& report = answer.report;
  Value value, traits(Value::Array{}), sizes(Value::Array{});
  value.set("not for release", true);
  value.set("format", "palermo-estimate-rds/1");
  value.set("input", core::to_value(answer.input));
  value.set("seed", std::to_string(answer.options.seed));
  value.set("level", answer.options.level);
  value.set("replicates", answer.options.replicates);
  value.set("people", report.people);
  value.set("seeds", report.seeds);
  value.set("chains", report.chains);
  value.set("recruited", report.recruited);
  value.set("waves", report.waves);
  value.set("largest_chain", report.largest_chain);
  value.set("without_degree", report.without_degree);
  value.set("mean_degree", report.mean_degree);
  value.set("mean_degree_of_group", report.mean_degree_of_group);
  value.set("group", answer.options.group ? Value(*answer.options.group) : Value());
  value.set("notes", note_words(report.notes));
  for (const estimate::TraitShare& one : report.shares) traits.push(share_value(one));
  value.set("traits", std::move(traits));
  for (const ServiceSize& one : answer.sizes) {
    Value size = one.people ? estimate_value(one.people->estimate, one.people->interval) : Value(Value::Object{{"estimate", Value()}, {"interval", Value()}});
    size.set("trait", one.trait);
    size.set("counted", one.counted);
    sizes.push(std::move(size));
  }
  value.set("sizes", std::move(sizes));
  return value;
}

core::Table shares_table(const RdsAnswer& answer, const Catalogue& catalogue) {
  core::Table table{catalogue.text("estimate.rds.shares"),
                    {{catalogue.text("estimate.rds.trait")}, {catalogue.text("estimate.rds.plain"), true}, {catalogue.text("estimate.rds.volz"), true},
                     {catalogue.text("estimate.rds.successive"), true}, {catalogue.text("estimate.rds.design_effect"), true}, {catalogue.text("estimate.remark")}},
                    {}};
  for (const estimate::TraitShare& one : answer.report.shares) {
    const std::string trait = core::one_line(one.trait);
    if (one.refusal != estimate::RdsRefusal::none) {
      table.rows.push_back({trait, "–", "–", "–", "–", catalogue.text("estimate.rds.refused." + std::string(word(one.refusal)))});
      continue;
    }
    std::string remarks;
    for (const estimate::RdsNote note : one.notes) remarks += (remarks.empty() ? "" : "; ") + catalogue.text("estimate.rds.note." + std::string(word(note)));
    table.rows.push_back({trait, percent_text(one.plain, catalogue), percent_range(one.share, one.interval, catalogue),
                          one.successive ? percent_range(*one.successive, one.successive_interval, catalogue) : "–", factor_text(one.design_effect), remarks});
  }
  return table;
}

std::string text_of(const RdsAnswer& answer, const Catalogue& catalogue) {
  const estimate::RdsReport& report = answer.report;
  std::string text = catalogue.text("estimate.rds.sentence", {{"people", std::int64_t{report.people}}, {"seeds", std::int64_t{report.seeds}},
                                                              {"waves", std::int64_t{report.waves}}, {"largest", std::int64_t{report.largest_chain}}}) + "\n";
  text += note_lines(report.notes, "estimate.rds.note.", catalogue);
  text += "\n" + core::to_plain_text(shares_table(answer, catalogue)) + "\n";
  if (!answer.options.group) text += catalogue.text("estimate.rds.no_group") + "\n";
  for (const ServiceSize& one : answer.sizes) {
    const std::string trait = core::one_line(one.trait);
    text += one.people ? catalogue.text("estimate.rds.size", {{"trait", trait}, {"counted", catalogue.number(std::llround(one.counted))},
                                                              {"range", range_text(one.people->estimate, one.people->interval, catalogue)}})
                       : catalogue.text("estimate.rds.no_size", {{"trait", trait}});
    text += "\n";
  }
  return text + "\n" + catalogue.text("estimate.rds.closing", {{"seed", std::to_string(answer.options.seed)}});
}

int run_rds(Context& context, const RdsCall& call) {
  const auto answer = answered(context, call);
  if (!answer) return context.fail(answer.error());
  const int printed = context.json() ? context.print_json(document_of(*answer)) : context.print(text_of(*answer, context.catalogue()));
  if (answer->says_something()) return printed;
  const core::Error error{kNothingToSay, {}, {}};
  return context.json() ? exit_code(error) : context.fail(error);
}

}  // namespace

void add_estimate_rds(CLI::App& family, Context& context) {
  auto call = std::make_shared<RdsCall>();
  CLI::App& verb = add_verb(family, context, "estimate.rds", "palermo estimate rds data/demo/estimate/routes/rds.csv --group 900 --service used_helpline=246",
                            [&context, call] { return run_rds(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.estimate.rds.file"))->required();
  verb.add_option("--group", call->options.group, context.text("verb.estimate.rds.group"))->option_text("N")->check(CLI::PositiveNumber);
  verb.add_option("--service", call->services, context.text("verb.estimate.rds.service"))->option_text("TRAIT=COUNT");
  verb.add_option("--replicates", call->options.replicates, context.text("verb.estimate.rds.replicates"))->option_text("N")->check(CLI::Range(20, 100000))->capture_default_str();
  verb.add_option("--seed", call->options.seed, context.text("verb.estimate.seed"))->option_text("S")->capture_default_str();
  verb.add_option("--threads", call->options.threads, context.text("verb.estimate.threads"))->option_text("N")->check(CLI::Range(0, 1024))->capture_default_str();
}

}  // namespace palermo::cli
