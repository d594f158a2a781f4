// SPDX-License-Identifier: Apache-2.0
// palermo law compile THEME --state XX --date DAY: the norms on one theme, binding and soft apart, numbered sources.
#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_day.hpp"
#include "palermo/cli/law_state.hpp"
#include "palermo/cli/law_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/output.hpp"
#include "palermo/observatory/compilation.hpp"
#include "palermo/study/corpus_files.hpp"
#include "palermo/study/inputs.hpp"
#include "palermo/treaty/answer.hpp"

namespace palermo::cli {
namespace {

constexpr core::ErrorKind kPageExists{"observatory.file_exists", core::Exit::usage};

struct CompileCall {
  std::string theme, state, date, html;
  bool replace = false;
};

struct Treaties {
  treaty::Table table;
  std::string participant;  // the State as the table writes it
};

core::Result<Treaties> load(const Context& context, const core::Countries& countries, const std::string& state) {
  for (const char* file : {"treaties/instruments.yaml", "treaties/status.csv"})
    PALERMO_CHECK_DONE(study::check_data_folder(context.data_folder(), file));
  const std::string folder = context.data_folder() + "/treaties/";
  PALERMO_TRY(const std::string instruments, core::read_file(folder + "instruments.yaml", core::kHandWritten));
  PALERMO_TRY(const std::string status, core::read_file(folder + "status.csv", core::kHandWritten));
  Treaties treaties;
  PALERMO_TRY(treaties.table, treaty::Table::parse(instruments, status));
  const core::Country* country = countries.find(state);
  treaties.participant = country ? country->alpha3 : state;
  return treaties;
}

// The list of those whom an instrument binds, or is open to.
std::string circle_text(const Context& context, const treaty::Table& table, const treaty::Circle& circle) {
  return context.text("observatory.compile.circle",
                      {{"says", circle.says},
                       {"mark", context.text("treaty.mark." + std::string(word(circle.mark)))},
                       {"source", table.sources().at(circle.source).name}});
}

std::string source_text(const Context& context, const treaty::Table& table, const treaty::Instrument& instrument,
                        const treaty::Standing& standing) {
  if (instrument.binds) return circle_text(context, table, *instrument.binds);
  if (standing.not_open()) return circle_text(context, table, *instrument.open_to);
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
  const std::string source = source_text(context, treaties.table, **found, *standing);
  const std::string only_for = standing->row ? standing->row->only_for : "";
  using observatory::Bound;
  const Bound bound = standing->not_open()                     ? Bound::not_open
                      : standing->bound == treaty::Answer::yes ? Bound::yes
                      : standing->bound == treaty::Answer::no  ? Bound::no
                                                               : Bound::unknown;
  return {bound, source, standing->why, only_for};
}

// The page for a browser or for paper; nothing when no file is asked for.
core::Done write_html(const Context& context, const CompileCall& call, const observatory::Page& page) {
  if (call.html.empty()) return {};
  if (!call.replace && std::filesystem::exists(call.html))
    return core::fail(kPageExists, {.file = call.html}, {{"file", call.html}});
  return core::write_file(call.html, to_html(page, context.catalogue(), false));
}

int run_compile(Context& context, const CompileCall& call) {
  const auto day = one_day(call.date);
  if (!day) return context.fail(day.error());
  const auto corpus = study::load_corpus(context.data_folder() + "/law");
  if (!corpus) return context.fail(corpus.error());
  const auto countries = study::load_countries(context.data_folder());
  if (!countries) return context.fail(countries.error());
  const auto state = state_code(*countries, *corpus, call.state);
  if (!state) return context.fail(state.error());
  const auto treaties = load(context, *countries, *state);
  if (!treaties) return context.fail(treaties.error());
  const auto standing = [&](const std::string& instrument) {
    return standing_in(context, *treaties, instrument, *day);
  };
  const auto found =
      observatory::compile(*corpus, {.theme = call.theme, .state = *state, .day = *day, .standing = standing});
  if (!found) return context.fail(found.error());
  const observatory::Page page = observatory::compilation_page(*found, context.catalogue());
  if (const core::Done written = write_html(context, call, page); !written) return context.fail(written.error());
  if (context.json()) return context.print_json(observatory::to_value(*found));
  if (!call.html.empty()) return context.print(context.text("observatory.page_written", {{"file", call.html}}));
  return context.print(to_text(page));
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
  verb.add_option("--html", call->html, context.text("verb.law.page.html"))->type_name("FILE");
  verb.add_flag("--replace", call->replace, context.text("verb.law.page.replace"));
}

}  // namespace palermo::cli
