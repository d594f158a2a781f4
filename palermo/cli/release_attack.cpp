// SPDX-License-Identifier: Apache-2.0
// palermo release attack: singling out, linkability, inference and homogeneity, on the holder's own cases or on simulated ones.
//
// Needs the rows that went into the release and people held out of it, so nobody can turn it on a file that somebody else published; it
// refuses besides (exit 3, U2) without a declaration of whose rows these are, where the case files are marked as synthetic, and where the
// synthetic rows bear another publisher's mark. Prints shares only: no row, no value, no guess.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <optional>

#include "palermo/cli/release_case_tables.hpp"
#include "palermo/cli/release_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/table.hpp"
#include "palermo/privacy/homogeneity.hpp"
#include "palermo/privacy/inference.hpp"
#include "palermo/privacy/linkability.hpp"
#include "palermo/privacy/singling_out.hpp"

namespace palermo::cli {
namespace {

using core::Result;
using core::Value;
using privacy::AttackResult;

constexpr core::ErrorKind kUndeclared{"privacy.attack_undeclared", core::Exit::refused, "U2"};
constexpr core::ErrorKind kPublished{"privacy.attack_published", core::Exit::refused, "U2"};  // place: the file
constexpr core::ErrorKind kNothingToAttack{"privacy.nothing_to_attack", core::Exit::usage};
constexpr core::ErrorKind kSamePeople{"privacy.attack_same_people", core::Exit::usage};  // place: the file

struct AttackCall {
  std::string real, control, synthetic, codebook, out, declared;
  std::vector<std::string> known, secrets;
  std::size_t columns = 4;
  privacy::AttackOptions options{.tries = 500};
};

// One line of the answer. `column`: the secret or the target, where there is one; `columns`: of a guess.
struct Attacked {
  std::string attack;
  std::optional<std::size_t> column;
  std::size_t columns = 0;
  AttackResult result;
};

struct AttackAnswer {
  CaseTables tables;
  std::vector<Attacked> attacks;
};

core::Done allowed(const AttackCall& call, const CaseTables& tables) {
  const std::vector<std::string> files = {call.real, call.control, call.synthetic};
  for (std::size_t file = 0; file < files.size(); ++file)
    if (tables.tables[file].mark == RowMark::foreign || (file < 2 && tables.tables[file].mark != RowMark::none)) return core::fail(kPublished, {.file = files[file]});
  // The risk is what the attack gains on people of the release beyond people who are not in it: of the same people nothing, whatever is known of them.
  if (tables.tables[0].rows.columns == tables.tables[1].rows.columns) return core::fail(kSamePeople, {.file = call.control});
  return {};
}

std::vector<std::size_t> columns_from(std::size_t begin, std::size_t end) {
  std::vector<std::size_t> columns(end - begin);
  std::iota(columns.begin(), columns.end(), begin);
  return columns;
}

std::vector<std::size_t> without(std::vector<std::size_t> columns, std::size_t column) {
  std::erase(columns, column);
  return columns;
}

Result<std::vector<Attacked>> run_all(Context& context, const AttackCall& call, const CaseTables& tables) {
  const privacy::AttackTables attacked{.original = tables.view(0), .control = tables.view(1), .synthetic = tables.view(2)};
  const std::size_t columns = tables.codebook->columns.size();
  if (!is_sound(attacked) || columns < 2) return core::fail(kNothingToAttack);
  PALERMO_TRY(std::vector<std::size_t> known, columns_named(*tables.codebook, call.known));
  PALERMO_TRY(std::vector<std::size_t> secrets, columns_named(*tables.codebook, call.secrets));
  if (known.empty()) known = columns_from(0, columns);
  if (secrets.empty()) secrets = columns_from(0, columns);
  std::vector<Attacked> results;
  for (const std::size_t length : {std::size_t{1}, std::clamp<std::size_t>(call.columns, 2, columns)})
    results.push_back({.attack = "singling_out", .column = {}, .columns = length, .result = single_out(attacked, length, call.options)});
  results.push_back({.attack = "linkability", .column = {}, .columns = columns, .result = link_halves(attacked, columns_from(0, columns / 2), columns_from(columns / 2, columns), call.options)});
  for (const std::size_t secret : secrets) {
    if (context.progress().cancelled()) return core::fail(core::kCancelled);
    const std::vector<std::size_t> others = without(known, secret);
    if (others.empty()) continue;
    results.push_back({.attack = "inference", .column = secret, .columns = others.size(), .result = infer(attacked, others, secret, call.options)});
    results.push_back({.attack = "homogeneity", .column = secret, .columns = others.size(), .result = homogeneity_of(attacked, others, secret, call.options).disclosed});
  }
  return results;
}

Result<AttackAnswer> answered(Context& context, const AttackCall& call) {
  if (call.declared.empty()) return core::fail(kUndeclared);
  AttackAnswer answer;
  PALERMO_TRY(answer.tables, read_case_tables(context, call.codebook, {{.path = call.real}, {.path = call.control}, {.path = call.synthetic, .synthetic = true}}));
  PALERMO_CHECK_DONE(allowed(call, answer.tables));
  PALERMO_TRY(answer.attacks, run_all(context, call, answer.tables));
  return answer;
}

Value value_of(const privacy::Rate& rate) {
  Value value;
  value.set("successes", rate.successes);
  value.set("tries", rate.tries);
  value.set("rate", rate.rate);
  value.set("half_width", rate.half_width);
  return value;
}

Value document_of(const AttackAnswer& answer, const AttackCall& call) {
  Value document, attacks(Value::Array{});
  document.set("not for release", true);
  document.set("format", "palermo-release-attack/1");
  document.set("standing", "internal");
  document.set("declared", call.declared);
  document.set("seed", static_cast<std::int64_t>(call.options.seed));
  for (const Attacked& one : answer.attacks) {
    Value value;
    value.set("attack", one.attack);
    value.set("column", one.column ? Value(answer.tables.codebook->columns[*one.column].name) : Value());
    value.set("columns", static_cast<std::int64_t>(one.columns));
    value.set("main", value_of(one.result.main));
    value.set("control", value_of(one.result.control));
    value.set("naive", value_of(one.result.naive));
    value.set("risk", one.result.risk);
    value.set("low", one.result.low);
    value.set("high", one.result.high);
    value.set("better_than_guessing", one.result.better_than_guessing);
    attacks.push(std::move(value));
  }
  document.set("attacks", std::move(attacks));
  return document;
}

std::string text_of(const AttackAnswer& answer, const Context& context) {
  core::Table table;
  table.caption = context.text("release.attack.caption");
  for (const char* column : {"attack", "main", "control", "naive", "risk"}) table.columns.push_back({context.text(std::string("release.attack.column.") + column), !table.columns.empty()});
  const auto percent = [](const privacy::Rate& rate) { return rate.tries > 0 ? fmt::format("{:.1f} %", 100 * rate.rate) : std::string("–"); };
  for (const Attacked& one : answer.attacks) {
    const std::string column = one.column ? answer.tables.codebook->columns[*one.column].name : "";
    const AttackResult& found = one.result;
    table.rows.push_back({context.text("release.attack.row." + one.attack, {{"columns", static_cast<std::int64_t>(one.columns)}, {"column", column}}), percent(found.main), percent(found.control),
                          percent(found.naive),
                          found.better_than_guessing ? fmt::format("{:.1f} % ({:.1f}–{:.1f})", 100 * found.risk, 100 * found.low, 100 * found.high) : context.text("release.attack.says_nothing")});
  }
  return core::to_plain_text(table) + "\n" + context.text("release.attack.meaning") + "\n" + context.text("release.internal") + "\n";
}

int run_attack(Context& context, const AttackCall& call) {
  const auto answer = answered(context, call);
  if (!answer) return context.fail(answer.error());
  const Value document = document_of(*answer, call);
  if (!call.out.empty())
    if (const auto written = core::write_files({{call.out, core::to_json(document, -1) + "\n"}}, {.mode = 0600}); !written) return context.fail(written.error());
  return context.json() ? context.print_json(document) : context.print(text_of(*answer, context));
}

}  // namespace

void add_release_attack(CLI::App& family, Context& context) {
  auto call = std::make_shared<AttackCall>();
  CLI::App& verb = add_verb(family, context, "release.attack",
                            "palermo release attack --declare simulated --real data/demo/release/cases.csv.gz --control data/demo/attack/control.csv.gz --synthetic "
                            "data/demo/attack/synthetic.csv.gz --codebook data/demo/attack/codebook.yaml --secret isForcedLabour",
                            [&context, call] { return run_attack(context, *call); });
  const auto text = [&](std::string_view name) { return context.text("verb.release.attack." + std::string(name)); };
  verb.add_option("--declare", call->declared, text("declare"))->option_text("WHOSE")->check(CLI::IsMember({"simulated", "own-cases"}));
  verb.add_option("--real", call->real, context.text("verb.release.real"))->type_name("FILE")->required();
  verb.add_option("--control", call->control, text("control"))->type_name("FILE")->required();
  verb.add_option("--synthetic", call->synthetic, context.text("verb.release.synthetic"))->type_name("FILE")->required();
  verb.add_option("--codebook", call->codebook, context.text("verb.release.codebook"))->type_name("FILE");
  verb.add_option("--known", call->known, text("known"))->option_text("COLUMNS")->delimiter(',');
  verb.add_option("--secret", call->secrets, text("secret"))->option_text("COLUMNS")->delimiter(',');
  verb.add_option("--columns", call->columns, text("columns"))->option_text("N")->check(CLI::Range(2, 20))->capture_default_str();
  verb.add_option("--tries", call->options.tries, text("tries"))->option_text("N")->check(CLI::Range(10, 100000))->capture_default_str();
  verb.add_option("--seed", call->options.seed, text("seed"))->option_text("N")->capture_default_str();
  verb.add_option("--out", call->out, context.text("verb.release.inside_out"))->type_name("FILE");
}

}  // namespace palermo::cli
