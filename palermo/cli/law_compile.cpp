// SPDX-License-Identifier: Apache-2.0
// palermo law compile THEME --state XX --date DAY: the norms on one theme, binding and soft apart, numbered sources.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_day.hpp"
#include "palermo/cli/law_state.hpp"
#include "palermo/cli/law_treaties.hpp"
#include "palermo/cli/law_verbs.hpp"
#include "palermo/cli/page_file.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/study/corpus_files.hpp"
#include "palermo/study/inputs.hpp"

namespace palermo::cli {
namespace {

struct CompileCall {
  std::string theme, state, date, html;
  bool replace = false;
};

int run_compile(Context& context, const CompileCall& call) {
  const auto day = one_day(call.date);
  if (!day) return context.fail(day.error());
  const auto corpus = study::load_corpus(context.data_folder() + "/law");
  if (!corpus) return context.fail(corpus.error());
  const auto countries = study::load_countries(context.data_folder());
  if (!countries) return context.fail(countries.error());
  const auto state = state_code(*countries, *corpus, call.state);
  if (!state) return context.fail(state.error());
  const auto treaties = load_treaty_table(context);
  if (!treaties) return context.fail(treaties.error());
  const auto standing = [&, participant = participant_code(*countries, *state)](const std::string& instrument) {
    return standing_in(context, *treaties, participant, instrument, *day);
  };
  const auto found =
      observatory::compile(*corpus, {.theme = call.theme, .state = *state, .day = *day, .standing = standing});
  if (!found) return context.fail(found.error());
  const observatory::Page page = observatory::compilation_page(*found, context.catalogue());
  if (const core::Done written = write_page(context, page, call.html, call.replace); !written)
    return context.fail(written.error());
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
