// SPDX-License-Identifier: Apache-2.0
// palermo link attack LIST.csv: what share of one's own list would a reader of its keyed filters recover without the key?
//
// Prints shares only, and writes no file. See palermo/link/attack.hpp.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

#include "palermo/cli/link_files.hpp"
#include "palermo/cli/link_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/table.hpp"
#include "palermo/link/attack.hpp"

namespace palermo::cli {
namespace {

using link::Recovered;

constexpr core::ErrorKind kSeveralLists{"link.several_lists", core::Exit::usage};

struct AttackCall {
  LinkCall lists;
  link::AttackOptions options;
};

core::Result<link::AttackReport> answer(Context& context, const AttackCall& call) {
  PALERMO_TRY(const LinkLists lists, read_lists(context, call.lists));
  if (lists.records.lists.size() > 1) return core::fail(kSeveralLists);
  link::AttackOptions options = call.options;
  options.threads = call.lists.threads;
  return link::attack_own_list(lists.records, options, context.progress());
}

std::string field_word(const Recovered& one) { return one.field ? std::string(link::word(*one.field)) : "whole_record"; }

bool same_row(const Recovered& a, const Recovered& b) { return a.attack == b.attack && a.field == b.field; }

// A row an attack and field, a column a known share.
core::Table table_of(const link::AttackReport& report, const link::AttackOptions& options, const Context& context) {
  core::Table table;
  table.caption = context.text("link.attack.caption");
  for (const char* column : {"attack", "field", "records"}) table.columns.push_back({context.text(std::string("link.attack.column.") + column), table.columns.size() == 2});
  for (const int percent : options.known_percent) table.columns.push_back({context.text("link.attack.column.known", {{"percent", percent}}), true});
  for (std::size_t i = 0; i < report.recovered.size(); ++i) {
    const Recovered& one = report.recovered[i];
    if (i == 0 || !same_row(one, report.recovered[i - 1]))
      table.rows.push_back({context.text("link.attack.attack", {{"attack", std::string(link::word(one.attack))}}), context.text("link.attack.field", {{"field", field_word(one)}}),
                            context.catalogue().number(one.records)});
    table.rows.back().push_back(fmt::format("{:.1f} % ({:.1f} %)", 100 * one.share, 100 * one.share_of_known));
  }
  return table;
}

std::string text_of(const link::AttackReport& report, const link::AttackOptions& options, const Context& context) {
  return context.text("link.attack.head", {{"records", report.records}, {"drawn", report.drawn}}) + "\n\n" + core::to_plain_text(table_of(report, options, context)) + "\n" +
         context.text("link.attack.meaning") + "\n" + context.text("link.attack.notice") + "\n";
}

core::Value value_of(const link::AttackReport& report, const link::AttackOptions& options) {
  core::Value document;
  document.set("not for release", true);
  document.set("format", "palermo-link-attack/1");
  document.set("records", report.records);
  document.set("drawn", report.drawn);
  document.set("balanced", options.hardening.balanced);
  document.set("salted_by_year", options.hardening.salted_by_year);
  core::Value all(core::Value::Array{});
  for (const Recovered& one : report.recovered) {
    core::Value row;
    row.set("attack", std::string(link::word(one.attack)));
    row.set("field", field_word(one));
    row.set("known_percent", one.known_percent);
    row.set("records", one.records);
    row.set("share", one.share);
    row.set("share_of_known", one.share_of_known);
    all.push(std::move(row));
  }
  document.set("recovered", std::move(all));
  return document;
}

int run_attack(Context& context, const AttackCall& call) {
  const auto report = answer(context, call);
  if (!report) return context.fail(report.error());
  if (context.json()) return context.print_json(value_of(*report, call.options));
  return context.print(text_of(*report, call.options, context));
}

}  // namespace

void add_link_attack(CLI::App& family, Context& context) {
  auto call = std::make_shared<AttackCall>();
  CLI::App& verb = add_verb(family, context, "link.attack", "palermo link attack data/demo/lists/shelter.csv", [&context, call] { return run_attack(context, *call); });
  add_list_options(verb, context, call->lists);
  verb.add_flag("--balanced", call->options.hardening.balanced, context.text("verb.link.attack.balanced"));
  verb.add_flag("--salted-by-year", call->options.hardening.salted_by_year, context.text("verb.link.attack.salted_by_year"));
  verb.add_option("--known", call->options.known_percent, context.text("verb.link.attack.known"))->option_text("PERCENT")->delimiter(',')->expected(1, 10)->check(CLI::Range(1, 100));
  verb.add_option("--drawn", call->options.at_most, context.text("verb.link.attack.drawn"))->option_text("N")->check(CLI::Range(1, 5000));
  verb.add_option("--seed", call->options.seed, context.text("verb.link.attack.seed"))->type_name("N");
}

}  // namespace palermo::cli
