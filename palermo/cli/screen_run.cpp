// SPDX-License-Identifier: Apache-2.0
// palermo screen run PACK: what is owed, needs and next steps, from no answer, some answers or all.
//
// Nothing is written unless --out or --html names a file, and nothing at all when somebody stops (q, end of input, Ctrl-C).
#include <CLI/CLI.hpp>
#include <unistd.h>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/interrupt.hpp"
#include "palermo/cli/page_file.hpp"
#include "palermo/cli/screen_ask.hpp"
#include "palermo/cli/screen_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/output.hpp"
#include "palermo/screen/answers_file.hpp"
#include "palermo/screen/show.hpp"

namespace palermo::cli {
namespace {

constexpr core::ErrorKind kSameFile{"screen.same_file", core::Exit::usage};
constexpr core::ErrorKind kAskJson{"screen.ask_json", core::Exit::usage};
constexpr unsigned kForOwnerOnly = 0600;

struct RunCall {
  std::string pack, answers, language, out, html;
  bool ask = false, no_reading = false, replace = false;
};

core::Done may_start(const screen::Pack& pack, const RunCall& call, std::string_view language) {
  PALERMO_CHECK_DONE(screen::may_run(pack, language, !call.no_reading));
  if (call.language.empty() || pack.audio.contains(call.language)) return {};
  std::string known;
  for (const auto& audio : pack.audio) known += (known.empty() ? "" : ", ") + audio.first;
  return core::fail(kScreenLanguage, {}, {{"languages", known}});
}

// The language asked for, else the reader's where the pack has it, else English.
std::string language_of(const Context& context, const RunCall& call, const screen::Pack& pack) {
  if (!call.language.empty()) return call.language;
  const std::string& reader = context.catalogue().language();
  return pack.audio.contains(reader) ? reader : "en";
}

core::Result<screen::Answers> read_answers(const RunCall& call, const screen::Questionnaire& questionnaire) {
  if (call.answers.empty()) return questionnaire.nothing_asked();
  PALERMO_TRY(const std::string text, core::read_file(call.answers, core::kHandWritten));
  PALERMO_TRY(const core::Value document, core::parse_yaml(text, call.answers));
  return screen::parse_answers(document, questionnaire);
}

bool asks(const Context& context, const RunCall& call) {
  if (call.ask) return true;
  return call.answers.empty() && !context.json() && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1;
}

// Before any question is asked.
core::Done may_write_files(const RunCall& call) {
  for (const std::string* file : {&call.out, &call.html}) {
    PALERMO_CHECK_DONE(not_an_input(*file, {call.answers}));
    PALERMO_CHECK_DONE(may_write(*file, call.replace));
  }
  if (!call.out.empty() && !call.html.empty() && core::is_same_file(call.out, call.html)) return core::fail(kSameFile, {.file = call.out}, {{"file", call.out}});
  return {};
}

// Both or none.
core::Done write_files(const RunCall& call, const core::Value& answer, const observatory::Page& page, const core::Catalogue& catalogue) {
  const std::string json = core::to_json(answer) + "\n", html = to_html(page, catalogue, false);
  std::vector<core::FileToWrite> files;
  if (!call.out.empty()) files.push_back({call.out, json});
  if (!call.html.empty()) files.push_back({call.html, html});
  return core::write_files(files, {.mode = kForOwnerOnly, .replace = call.replace});
}

int show_result(Context& context, const RunCall& call, const screen::Questionnaire& questionnaire, const screen::Answers& answers,
                std::string_view language) {
  const core::Value answer = screen::run_answer(questionnaire, answers, language, context.catalogue());
  const observatory::Page page = run_page(questionnaire, answers, language, context.catalogue());
  if (const auto written = write_files(call, answer, page, context.catalogue()); !written) return context.fail(written.error());
  if (context.json()) return context.print_json(answer);
  context.print(to_text(page));
  if (!call.out.empty()) context.note(context.text("screen.run.written", {{"file", call.out}}));
  if (!call.html.empty()) context.note(context.text("screen.run.page_written", {{"file", call.html}}));
  return 0;
}

int run_run(Context& context, const RunCall& call) {
  if (call.ask && context.json()) return context.fail(core::Error{kAskJson, {}, {}});
  if (const auto free = may_write_files(call); !free) return context.fail(free.error());
  const auto library = open_library(context);
  if (!library) return context.fail(library.error());
  const auto pack = library->find(call.pack);
  if (!pack) return context.fail(pack.error());
  const std::string language = language_of(context, call, **pack);
  if (const auto fit = may_start(**pack, call, language); !fit) return context.fail(fit.error());
  const auto questionnaire = screen::Questionnaire::make(library->common, **pack);
  if (!questionnaire) return context.fail(questionnaire.error());
  if (!asks(context, call)) {
    const auto answers = read_answers(call, *questionnaire);
    if (!answers) return context.fail(answers.error());
    return show_result(context, call, *questionnaire, *answers, language);
  }
  const auto answers = ask_one_by_one(context, *questionnaire, language, typed_lines());
  if (interrupted()) return context.fail(core::Error{core::kCancelled, {}, {}});
  if (answers) return show_result(context, call, *questionnaire, *answers, language);
  return context.print("\n" + to_text(stopped_page(*questionnaire, context.catalogue())));
}

}  // namespace

void add_screen_run(CLI::App& family, Context& context) {
  auto call = std::make_shared<RunCall>();
  CLI::App& verb = add_verb(family, context, "screen.run", "palermo screen run ilo11 --answers tests/screen/some.yaml",
                            [&context, call] { return run_run(context, *call); });
  verb.add_option("PACK", call->pack, context.text("verb.screen.pack"))->required();
  CLI::Option& answers = *verb.add_option("--answers", call->answers, context.text("verb.screen.run.answers"));
  answers.type_name("FILE");
  verb.add_flag("--ask", call->ask, context.text("verb.screen.run.ask"))->excludes(&answers);
  verb.add_option("--language", call->language, context.text("verb.screen.run.language"))->type_name("LANG");
  verb.add_flag("--no-reading", call->no_reading, context.text("verb.screen.run.no_reading"));
  verb.add_option("--out", call->out, context.text("verb.screen.run.out"))->type_name("FILE");
  verb.add_option("--html", call->html, context.text("verb.screen.html"))->type_name("FILE");
  verb.add_flag("--replace", call->replace, context.text("verb.screen.replace"));
}

}  // namespace palermo::cli
