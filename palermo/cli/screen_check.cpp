// SPDX-License-Identifier: Apache-2.0
// palermo screen check FILE: what to mend in a pack before anybody hears it. Ends with 1 when there is something.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/screen_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/readability.hpp"
#include "palermo/screen/questionnaire.hpp"

namespace palermo::cli {
namespace {

constexpr int kExitProblems = 1;  // the question was answered, and the answer is no

core::Result<std::vector<screen::Problem>> problems_of(const Context& context, const std::string& file) {
  PALERMO_TRY(const screen::Common common, screen::load_common(context.data_folder() + "/screen"));
  PALERMO_TRY(const std::string text, core::read_file(file, core::kHandWritten));
  PALERMO_TRY(const core::Value document, core::parse_yaml(text, file));
  PALERMO_TRY(const screen::Pack pack, screen::parse_pack(document));
  if (const auto made = screen::Questionnaire::make(common, pack); !made) return core::fail(made.error());
  return screen::lint_pack(pack);
}

std::string sentence(const Context& context, const screen::Problem& problem) {
  return context.text("screen.check." + problem.rule,
                      {{"grade", fmt::format("{:.1f}", problem.grade)}, {"highest", fmt::format("{:.1f}", core::kHighestGrade)}});
}

core::Value answer_of(const Context& context, const std::string& file, const std::vector<screen::Problem>& problems) {
  core::Value list{core::Value::Array{}};
  for (const screen::Problem& problem : problems) {
    core::Value one;
    one.set("rule", problem.rule);
    one.set("id", problem.id);
    one.set("line", problem.place.line);
    one.set("says", sentence(context, problem));
    list.push(std::move(one));
  }
  core::Value answer;
  answer.set("format", "palermo-screen-check/1");
  answer.set("file", file);
  answer.set("problems", std::move(list));
  return answer;
}

int run_check(Context& context, const std::string& file) {
  const auto problems = problems_of(context, file);
  if (!problems) return context.fail(problems.error());
  std::string text = problems->empty() ? context.text("screen.check.clean", {{"file", file}}) : "";
  for (const screen::Problem& problem : *problems)
    text += context.text("screen.check.problem", {{"file", file}, {"line", std::to_string(problem.place.line)}, {"id", problem.id}, {"what", sentence(context, problem)}}) + "\n";
  if (context.json())
    context.print_json(answer_of(context, file, *problems));
  else
    context.print(text);
  return problems->empty() ? 0 : kExitProblems;
}

}  // namespace

void add_screen_check(CLI::App& family, Context& context) {
  auto file = std::make_shared<std::string>();
  CLI::App& verb = add_verb(family, context, "screen.check", "palermo screen check data/screen/ilo11.yaml", [&context, file] { return run_check(context, *file); });
  verb.add_option("FILE", *file, context.text("verb.screen.check.file"))->required();
}

}  // namespace palermo::cli
