// SPDX-License-Identifier: Apache-2.0
// palermo estimate covariates FILE.csv: one row a person, lists and declared properties; log-linear with strata, and two lists doubly robust.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include "palermo/cli/context.hpp"
#include "palermo/cli/estimate_files.hpp"
#include "palermo/cli/estimate_routes.hpp"
#include "palermo/cli/estimate_verbs.hpp"
#include "palermo/cli/estimate_words.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/plain_text.hpp"
#include "palermo/core/table.hpp"
#include "palermo/estimate/diagnosis.hpp"
#include "palermo/estimate/doubly_robust.hpp"
#include "palermo/estimate/reshape.hpp"
#include "palermo/estimate/selection.hpp"
#include "palermo/estimate/strata.hpp"

namespace palermo::cli {
namespace {

using core::Catalogue;
using core::Value;
using estimate::CovariateColumn;

struct CovariatesCall {
  std::string file;
  std::vector<std::string> lists, categories, numbers;
  std::uint64_t seed = 1;
};

// By strata of one covariate, or of all together; or why not.
struct ByStrata {
  std::string covariates;
  std::optional<estimate::StrataFit> fit;
  std::string reason;  // the code of an error
};

struct ByPair {
  std::string first, second;
  std::optional<estimate::DoublyRobustEstimate> estimate;
  std::string reason;
};

struct CovariatesAnswer {
  core::InputFile input;
  estimate::CovariateTable table;
  std::uint64_t seed = 1;
  std::string model;                             // stepwise, covariates not looked at
  std::optional<estimate::LogLinearFit> plain;
  std::vector<ByStrata> strata;
  std::vector<ByPair> pairs;

  [[nodiscard]] bool says_something() const {
    return std::ranges::any_of(strata, [](const ByStrata& one) { return one.fit.has_value(); }) ||
           std::ranges::any_of(pairs, [](const ByPair& one) { return one.estimate.has_value(); });
  }
};

// "age=5": the column age, rounded to fives; "age": to ones.
CovariateColumn number_column(const std::string& word) {
  CovariateColumn column{word.substr(0, word.find('=')), CovariateColumn::Kind::number, 1};
  if (const std::size_t equals = word.find('='); equals != std::string::npos) {
    const char* end = word.data() + word.size();
    const auto [at, error] = std::from_chars(word.data() + equals + 1, end, column.step);
    if (error != std::errc() || at != end) column.step = 0;  // refused by CovariateTable
  }
  return column;
}

std::vector<CovariateColumn> declared(const CovariatesCall& call) {
  std::vector<CovariateColumn> columns;
  for (const std::string& name : call.categories) columns.push_back({name, CovariateColumn::Kind::category, 1});
  for (const std::string& word : call.numbers) columns.push_back(number_column(word));
  return columns;
}

ByStrata by_strata(const estimate::CovariateTable& table, const std::vector<std::string>& covariates, const std::vector<estimate::History>& terms) {
  ByStrata one;
  for (const std::string& name : covariates) one.covariates += (one.covariates.empty() ? "" : " × ") + name;
  const auto strata = table.by_stratum(covariates);
  auto fit = strata ? estimate::fit_strata(*strata, {.terms = terms}) : core::Result<estimate::StrataFit>(core::fail(strata.error()));
  if (fit) one.fit = std::move(*fit);
  else one.reason = fit.error().kind.code;
  return one;
}

std::vector<ByPair> by_pairs(const estimate::CovariateTable& table, std::uint64_t seed) {
  std::vector<ByPair> pairs;
  for (std::size_t a = 0; a < table.lists().size(); ++a)
    for (std::size_t b = a + 1; b < table.lists().size(); ++b) {
      ByPair one{table.lists()[a], table.lists()[b], {}, {}};
      const auto estimate = estimate::doubly_robust(table, {.first = a, .second = b, .seed = seed});
      if (estimate) one.estimate = *estimate;
      else one.reason = estimate.error().kind.code;
      pairs.push_back(std::move(one));
    }
  return pairs;
}

core::Result<CovariatesAnswer> answered(const CovariatesCall& call) {
  PALERMO_TRY(RouteFile file, read_route_file(call.file));
  std::vector<std::string> lists = call.lists;
  std::ranges::sort(lists);
  PALERMO_TRY(estimate::CovariateTable table, estimate::CovariateTable::parse_csv(file.text, file.input.name, lists, declared(call)));
  PALERMO_TRY(const core::CaptureTable pooled, table.by_stratum({}));
  const estimate::HistoryCounts counts(pooled);
  CovariatesAnswer answer{.input = std::move(file.input), .table = std::move(table), .seed = call.seed, .model = {}, .plain = {}, .strata = {}, .pairs = {}};
  std::vector<estimate::History> terms;
  if (auto chosen = estimate::select_stepwise(counts)) {
    for (const estimate::SelectionStep& step : chosen->steps) terms.push_back(step.added);
    answer.model = chosen->fit.model.text(counts.names());
    answer.plain = std::move(chosen->fit);
  }
  std::vector<std::string> all;
  for (const estimate::Covariate& covariate : answer.table.covariates()) {
    answer.strata.push_back(by_strata(answer.table, {covariate.column.name}, terms));
    all.push_back(covariate.column.name);
  }
  if (all.size() > 1) answer.strata.push_back(by_strata(answer.table, all, terms));
  answer.pairs = by_pairs(answer.table, call.seed);
  return answer;
}

Value strata_value(const ByStrata& one) {
  Value value, strata(Value::Array{});
  value.set("covariates", one.covariates);
  value.set("estimate", one.fit ? number_value(one.fit->total.estimate) : Value());
  value.set("interval", one.fit ? interval_value({one.fit->total.lower, one.fit->total.upper}) : Value());
  value.set("bic", one.fit ? number_value(one.fit->bic) : Value());
  if (one.fit)
    for (const estimate::StratumEstimate& stratum : one.fit->strata) {
      Value entry = estimate_value(stratum.estimate, {stratum.lower, stratum.upper});
      entry.set("stratum", stratum.name);
      entry.set("observed", stratum.observed);
      strata.push(std::move(entry));
    }
  value.set("strata", std::move(strata));
  if (!one.reason.empty()) value.set("reason", one.reason);
  return value;
}

Value pair_value(const ByPair& one) {
  Value value;
  value.set("lists", Value(Value::Array{one.first, one.second}));
  value.set("estimate", one.estimate ? number_value(one.estimate->estimate) : Value());
  value.set("interval", one.estimate ? interval_value({one.estimate->lower, one.estimate->upper}) : Value());
  if (one.estimate) {
    value.set("without_covariates", number_value(one.estimate->without_covariates));
    value.set("on_either", one.estimate->on_either);
    value.set("on_both", one.estimate->on_both);
    value.set("least_on_both_chance", number_value(one.estimate->least_on_both_chance));
    value.set("clipped", number_value(one.estimate->clipped));
    value.set("split_spread", number_value(one.estimate->split_spread));
  }
  if (!one.reason.empty()) value.set("reason", one.reason);
  return value;
}

Value document_of(const CovariatesAnswer& answer) {
  Value value, covariates(Value::Array{}), strata(Value::Array{}), pairs(Value::Array{});
  value.set("not for release", true);
  value.set("format", "palermo-estimate-covariates/1");
  value.set("input", core::to_value(answer.input));
  value.set("seed", std::to_string(answer.seed));
  value.set("level", estimate::kUsualLevel);
  value.set("n", answer.table.observed());
  for (const estimate::Covariate& one : answer.table.covariates()) {
    Value covariate;
    covariate.set("name", one.column.name);
    covariate.set("levels", static_cast<std::int64_t>(one.levels.size()));
    covariates.push(std::move(covariate));
  }
  value.set("covariates", std::move(covariates));
  value.set("without_covariates", answer.plain ? estimate_value(answer.plain->estimate, estimate::wald_interval(*answer.plain)) : Value());
  value.set("model", answer.model);
  for (const ByStrata& one : answer.strata) strata.push(strata_value(one));
  value.set("by_strata", std::move(strata));
  for (const ByPair& one : answer.pairs) pairs.push(pair_value(one));
  value.set("doubly_robust", std::move(pairs));
  return value;
}

std::string text_of(const CovariatesAnswer& answer, const Catalogue& catalogue) {
  core::Table table{catalogue.text("estimate.methods"), {{catalogue.text("estimate.method")}, {catalogue.text("estimate.people"), true}, {catalogue.text("estimate.remark")}}, {}};
  const std::string none = catalogue.text("estimate.no_estimate_here");
  table.rows.push_back({catalogue.text("estimate.covariates.without"),
                        answer.plain ? range_text(answer.plain->estimate, estimate::wald_interval(*answer.plain), catalogue) : "–", answer.plain ? core::one_line(answer.model) : none});
  for (const ByStrata& one : answer.strata)
    table.rows.push_back({catalogue.text("estimate.covariates.by", {{"covariates", core::one_line(one.covariates)}}),
                          one.fit ? range_text(one.fit->total.estimate, {one.fit->total.lower, one.fit->total.upper}, catalogue) : "–",
                          one.fit ? catalogue.text("estimate.covariates.conditional") : none});
  core::Table pairs{catalogue.text("estimate.covariates.pairs"),
                    {{catalogue.text("estimate.pair")}, {catalogue.text("estimate.on_both"), true}, {catalogue.text("estimate.covariates.robust"), true},
                     {catalogue.text("estimate.covariates.plain"), true}, {catalogue.text("estimate.remark")}},
                    {}};
  for (const ByPair& one : answer.pairs) {
    const std::string name = core::one_line(one.first) + ", " + core::one_line(one.second);
    if (!one.estimate) {
      pairs.rows.push_back({name, "–", "–", "–", none});
      continue;
    }
    constexpr double kHardly = 0.01;
    pairs.rows.push_back({name, catalogue.number(one.estimate->on_both), range_text(one.estimate->estimate, {one.estimate->lower, one.estimate->upper}, catalogue),
                          people_text(one.estimate->without_covariates, catalogue),
                          one.estimate->least_on_both_chance < kHardly ? catalogue.text("estimate.covariates.clipped") : ""});
  }
  std::string text = catalogue.text("estimate.covariates.sentence", {{"n", answer.table.observed()}, {"covariates", static_cast<std::int64_t>(answer.table.covariates().size())}}) + "\n\n";
  text += core::to_plain_text(table) + "\n" + core::to_plain_text(pairs);
  for (const ByStrata& one : answer.strata)
    if (one.fit && one.covariates.find(" × ") == std::string::npos) text += "\n" + core::one_line(one.covariates) + "\n" + core::to_plain_text(strata_table(*one.fit, catalogue));
  return text + "\n" + catalogue.text("estimate.covariates.closing", {{"seed", std::to_string(answer.seed)}});
}

int run_covariates(Context& context, const CovariatesCall& call) {
  const auto answer = answered(call);
  if (!answer) return context.fail(answer.error());
  const int printed = context.json() ? context.print_json(document_of(*answer)) : context.print(text_of(*answer, context.catalogue()));
  if (answer->says_something()) return printed;
  const core::Error error{kNothingToSay, {}, {}};
  return context.json() ? exit_code(error) : context.fail(error);
}

}  // namespace

void add_estimate_covariates(CLI::App& family, Context& context) {
  auto call = std::make_shared<CovariatesCall>();
  CLI::App& verb = add_verb(family, context, "estimate.covariates",
                            "palermo estimate covariates data/demo/estimate/routes/people.csv --list helpline --list police --list shelter --category region --number age=5",
                            [&context, call] { return run_covariates(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.estimate.covariates.file"))->required();
  verb.add_option("--list", call->lists, context.text("verb.estimate.covariates.list"))->option_text("NAME")->required();
  verb.add_option("--category", call->categories, context.text("verb.estimate.covariates.category"))->option_text("NAME");
  verb.add_option("--number", call->numbers, context.text("verb.estimate.covariates.number"))->option_text("NAME=STEP");
  verb.add_option("--seed", call->seed, context.text("verb.estimate.seed"))->option_text("S")->capture_default_str();
}

}  // namespace palermo::cli
