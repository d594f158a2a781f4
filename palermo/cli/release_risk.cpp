// SPDX-License-Identifier: Apache-2.0
// palermo release risk CASES: who stands out in a file, and which columns make her stand out.
//
// Classes over all columns (k), combinations that few people share, minimal uniques by column, and what classes tell of a column that was
// not shown (l, t). Names columns and counts people; shows no value and no row. Exact: not for release (SAFEGUARDS D29).
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "palermo/cli/release_case_tables.hpp"
#include "palermo/cli/release_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/table.hpp"
#include "palermo/privacy/diversity.hpp"
#include "palermo/privacy/k_anonymity.hpp"
#include "palermo/privacy/minimal_uniques.hpp"

namespace palermo::cli {
namespace {

using core::Result;
using core::Value;

struct RiskCall {
  std::string cases, codebook;
  std::vector<std::string> sensitive;
  std::int64_t k = 10;
  int longest = 3;
};

struct Sensitive {
  std::size_t column = 0;
  privacy::Diversity diversity;
};

struct RiskAnswer {
  CaseTables tables;
  privacy::ClassReport classes;
  std::vector<privacy::RareCombinations> rare;
  privacy::UniquesReport uniques;
  std::vector<Sensitive> sensitive;
  [[nodiscard]] const std::string& name(std::size_t column) const { return tables.codebook->columns[column].name; }
};

Result<RiskAnswer> answered(Context& context, const RiskCall& call) {
  RiskAnswer answer;
  PALERMO_TRY(answer.tables, read_case_tables(context, call.codebook, {{.path = call.cases}}));
  const privacy::CodedColumns table = answer.tables.view(0);
  PALERMO_TRY(answer.classes, privacy::classes_of(table));
  PALERMO_TRY(answer.rare, privacy::rare_combinations(table, call.k, call.longest, context.progress()));
  PALERMO_TRY(answer.uniques, privacy::minimal_uniques(table, call.longest, context.progress()));
  PALERMO_TRY(const std::vector<std::size_t> sensitive, columns_named(*answer.tables.codebook, call.sensitive));
  for (const std::size_t column : sensitive) {
    std::vector<std::size_t> known;
    for (std::size_t c = 0; c < table.columns(); ++c)
      if (c != column) known.push_back(c);
    answer.sensitive.push_back({.column = column, .diversity = privacy::diversity_of(table, known, column)});
  }
  return answer;
}

// The columns, the riskiest first.
std::vector<std::size_t> by_risk(const privacy::UniquesReport& uniques) {
  std::vector<std::size_t> columns(uniques.column_share.size());
  for (std::size_t c = 0; c < columns.size(); ++c) columns[c] = c;
  std::ranges::stable_sort(columns, [&](std::size_t a, std::size_t b) { return uniques.column_share[a] > uniques.column_share[b]; });
  return columns;
}

Value value_of(const privacy::ClassReport& classes) {
  Value value;
  value.set("people", classes.people);
  value.set("classes", classes.classes);
  value.set("smallest", classes.smallest);
  value.set("unique", classes.unique);
  value.set("below_3", classes.below3);
  value.set("below_5", classes.below5);
  value.set("below_11", classes.below11);
  return value;
}

Value value_of(const privacy::RareCombinations& rare) {
  Value value;
  value.set("length", rare.length);
  value.set("combinations", rare.combinations);
  value.set("rare", rare.rare);
  value.set("unique", rare.unique);
  value.set("smallest", rare.smallest);
  return value;
}

Value value_of(const Sensitive& one, const std::string& name) {
  Value value;
  value.set("column", name);
  value.set("distinct", one.diversity.distinct);
  value.set("entropy", one.diversity.entropy);
  value.set("recursive", one.diversity.recursive);
  value.set("closeness", one.diversity.closeness);
  value.set("settled", one.diversity.settled);
  return value;
}

Value document_of(const RiskAnswer& answer, const RiskCall& call) {
  Value document, rare(Value::Array{}), columns(Value::Array{}), by_size(Value::Array{}), sensitive(Value::Array{});
  document.set("not for release", true);
  document.set("format", "palermo-release-risk/1");
  document.set("standing", "internal");
  document.set("k", call.k);
  document.set("classes", value_of(answer.classes));
  for (const privacy::RareCombinations& one : answer.rare) rare.push(value_of(one));
  document.set("combinations", std::move(rare));
  document.set("people_with_minimal_uniques", answer.uniques.people);
  for (const std::int64_t count : answer.uniques.by_size) by_size.push(count);
  document.set("minimal_uniques", std::move(by_size));
  for (const std::size_t c : by_risk(answer.uniques)) {
    Value column;
    column.set("column", answer.name(c));
    column.set("share", answer.uniques.column_share[c]);
    column.set("people", answer.uniques.column_people[c]);
    columns.push(std::move(column));
  }
  document.set("columns", std::move(columns));
  for (const Sensitive& one : answer.sensitive) sensitive.push(value_of(one, answer.name(one.column)));
  document.set("sensitive", std::move(sensitive));
  return document;
}

class RiskText {
 public:
  RiskText(const RiskAnswer& answer, const RiskCall& call, const Context& context) : answer_(answer), call_(call), context_(context) {}

  [[nodiscard]] std::string text() const {
    const privacy::ClassReport& c = answer_.classes;
    std::string out = said("classes", {{"people", c.people}, {"classes", c.classes}, {"smallest", c.smallest}, {"unique", c.unique}, {"below", c.below11}}) + "\n\n";
    out += core::to_plain_text(combinations()) + "\n" + core::to_plain_text(columns()) + "\n";
    for (const Sensitive& one : answer_.sensitive)
      out += said("sensitive", {{"column", answer_.name(one.column)}, {"settled", one.diversity.settled}, {"distinct", one.diversity.distinct}, {"closeness", fmt::format("{:.2f}", one.diversity.closeness)}}) + "\n";
    return out + said("meaning") + "\n" + context_.text("release.internal") + "\n";
  }

 private:
  [[nodiscard]] std::string said(const std::string& key, const std::vector<core::Arg>& args = {}) const { return context_.text("release.risk." + key, args); }
  [[nodiscard]] std::string number(std::int64_t n) const { return context_.catalogue().number(n); }

  [[nodiscard]] core::Table combinations() const {
    core::Table table;
    table.caption = said("combinations");
    table.columns = {{said("column.length"), false}, {said("column.combinations"), true}, {said("column.rare", {{"k", call_.k}}), true}, {said("column.unique"), true}};
    for (const privacy::RareCombinations& one : answer_.rare) table.rows.push_back({std::to_string(one.length), number(one.combinations), number(one.rare), number(one.unique)});
    return table;
  }
  [[nodiscard]] core::Table columns() const {
    core::Table table;
    table.caption = said("columns", {{"people", answer_.uniques.people}});
    table.columns = {{said("column.column"), false}, {said("column.share"), true}, {said("column.people"), true}};
    for (const std::size_t c : by_risk(answer_.uniques))
      table.rows.push_back({answer_.name(c), fmt::format("{:.1f} %", 100 * answer_.uniques.column_share[c]), number(answer_.uniques.column_people[c])});
    return table;
  }

  const RiskAnswer& answer_;
  const RiskCall& call_;
  const Context& context_;
};

int run_risk(Context& context, const RiskCall& call) {
  const auto answer = answered(context, call);
  if (!answer) return context.fail(answer.error());
  return context.json() ? context.print_json(document_of(*answer, call)) : context.print(RiskText(*answer, call, context).text());
}

}  // namespace

void add_release_risk(CLI::App& family, Context& context) {
  auto call = std::make_shared<RiskCall>();
  CLI::App& verb = add_verb(family, context, "release.risk", "palermo release risk data/demo/release/cases.csv.gz --codebook data/demo/attack/codebook.yaml --sensitive isForcedLabour",
                            [&context, call] { return run_risk(context, *call); });
  const auto text = [&](std::string_view name) { return context.text("verb.release.risk." + std::string(name)); };
  verb.add_option("CASES", call->cases, text("cases"))->required();
  verb.add_option("--codebook", call->codebook, context.text("verb.release.codebook"))->type_name("FILE");
  verb.add_option("--k", call->k, text("k"))->option_text("N")->check(CLI::Range(2, 1000))->capture_default_str();
  verb.add_option("--length", call->longest, text("length"))->option_text("N")->check(CLI::Range(1, 5))->capture_default_str();
  verb.add_option("--sensitive", call->sensitive, text("sensitive"))->option_text("COLUMNS")->delimiter(',');
}

}  // namespace palermo::cli
