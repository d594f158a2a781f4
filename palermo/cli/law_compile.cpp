// SPDX-License-Identifier: Apache-2.0
// palermo law compile THEME --state XX --date DAY: the norms on one theme, binding and soft apart, numbered sources.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_day.hpp"
#include "palermo/cli/law_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/observatory/compilation.hpp"
#include "palermo/study/corpus_files.hpp"
#include "palermo/study/inputs.hpp"
#include "palermo/treaty/answer.hpp"

namespace palermo::cli {
namespace {

struct CompileCall {
  std::string theme, state, date;
};

struct Treaties {
  treaty::Table table;
  std::string participant;  // the State as the table writes it
};

core::Result<Treaties> load(const Context& context, const std::string& state) {
  const std::string folder = context.data_folder() + "/treaties/";
  PALERMO_TRY(const std::string instruments, core::read_file(folder + "instruments.yaml", core::kHandWritten));
  PALERMO_TRY(const std::string status, core::read_file(folder + "status.csv", core::kHandWritten));
  Treaties treaties;
  PALERMO_TRY(treaties.table, treaty::Table::parse(instruments, status));
  PALERMO_TRY(const core::Countries countries, study::load_countries(context.data_folder()));
  const core::Country* country = countries.find(state);
  treaties.participant = country ? country->alpha3 : state;
  return treaties;
}

std::string source_text(const Context& context, const treaty::Table& table, const treaty::Standing& standing) {
  if (!standing.row) return "";
  const auto source = table.sources().find(standing.row->source);
  return context.text("observatory.compile.row",
                      {{"kind", context.text("treaty.kind." + std::string(word(standing.row->kind)))},
                       {"deposit", standing.deposit.text()},
                       {"bound_from", standing.bound_from.known() ? standing.bound_from.text() : "?"},
                       {"mark", context.text("treaty.mark." + std::string(word(standing.row->mark)))},
                       {"source", source == table.sources().end() ? standing.row->source : source->second.name}});
}

// What the treaty table knows; an instrument that is not in it, or a State that it does not know, stays unknown.
observatory::Standing standing_in(const Context& context, const Treaties& treaties, const std::string& instrument,
                                  core::Day day) {
  const auto found = treaties.table.find(instrument);
  if (!found) return {};
  const auto standing = treaty::standing(treaties.table, **found, treaties.participant, day);
  if (!standing) return {};
  const std::string source = source_text(context, treaties.table, *standing);
  if (standing->bound == treaty::Answer::yes) return {observatory::Bound::yes, source, ""};
  if (standing->bound == treaty::Answer::no) return {observatory::Bound::no, source, ""};
  return {observatory::Bound::unknown, source, ""};
}

std::string upper(std::string code) {
  std::transform(code.begin(), code.end(), code.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return code;
}

int run_compile(Context& context, const CompileCall& call) {
  const auto day = one_day(call.date);
  if (!day) return context.fail(day.error());
  const auto corpus = study::load_corpus(context.data_folder() + "/law");
  if (!corpus) return context.fail(corpus.error());
  const std::string state = upper(call.state);
  const auto treaties = load(context, state);
  if (!treaties) return context.fail(treaties.error());
  const auto standing = [&](const std::string& instrument) {
    return standing_in(context, *treaties, instrument, *day);
  };
  const auto found =
      observatory::compile(*corpus, {.theme = call.theme, .state = state, .day = *day, .standing = standing});
  if (!found) return context.fail(found.error());
  if (context.json()) return context.print_json(observatory::to_value(*found));
  return context.print(to_text(observatory::compilation_page(*found, context.catalogue())));
}

}  // namespace

void add_law_compile(CLI::App& family, Context& context) {
  auto call = std::make_shared<CompileCall>();
  CLI::App& verb =
      add_verb(family, context, "law.compile", "palermo law compile residence --state DE --date 2024-05-31",
               [&context, call] { return run_compile(context, *call); });
  verb.add_option("THEME", call->theme, context.text("verb.law.compile.theme"))->required();
  verb.add_option("--state", call->state, context.text("verb.law.compile.state"))->type_name("XX")->required();
  verb.add_option("--date", call->date, context.text("verb.law.compile.date"))->type_name("DAY")->required();
}

}  // namespace palermo::cli
