// SPDX-License-Identifier: Apache-2.0
// palermo study check | lint: what can be known before a run, and whether a file of evidence holds a bare number.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/study_verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/publish/lint.hpp"
#include "palermo/study/heads.hpp"
#include "palermo/study/inputs.hpp"

namespace palermo::cli {
namespace {

using core::Value;

Value warnings(const std::vector<study::HeadNotice>& notices) {
  Value all(Value::Array{});
  for (const study::HeadNotice& notice : notices) {
    Value columns(Value::Array{});
    for (const std::string& column : notice.not_understood) columns.push(column);
    Value warning;
    warning.set("source", notice.source);
    warning.set("code", notice.empty ? "empty" : "not_understood");
    warning.set("columns", std::move(columns));
    all.push(std::move(warning));
  }
  return all;
}

int check(Context& context, const std::string& path) {
  const auto inputs = study::load_inputs(path, context.data_folder());
  if (!inputs) return context.fail(inputs.error());
  const auto notices = study::check_heads(*inputs);
  if (!notices) return context.fail(notices.error());
  const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  if (context.json()) {
    Value value;
    value.set("format", "palermo-study-check/1");
    value.set("study", inputs->study.id);
    value.set("sources", count(inputs->study.sources.size()));
    value.set("definitions", count(inputs->plan.findings.size()));
    value.set("readings", count(inputs->study.readings.size()));
    value.set("warnings", warnings(*notices));
    return context.print_json(value);
  }
  std::string text = context.text("study.check_done", {{"sources", count(inputs->study.sources.size())},
                                                       {"definitions", count(inputs->plan.findings.size())},
                                                       {"readings", count(inputs->study.readings.size())}});
  for (const study::HeadNotice& notice : *notices)
    text += "\n" + (notice.empty ? context.text("study.check_empty", {{"source", notice.source}})
                                 : context.text("study.check_not_understood", {{"source", notice.source}, {"columns", intake::joined(notice.not_understood)}}));
  return context.print(text);
}

core::Result<std::int64_t> lint_file(const std::string& path) {
  PALERMO_TRY(const std::string text, core::read_file(path));
  PALERMO_TRY(const Value document, core::parse_json(text, path));
  PALERMO_CHECK_DONE(publish::lint_evidence(document));
  return static_cast<std::int64_t>(document["numbers"].items().size());
}

int lint(Context& context, const std::string& path) {
  const auto numbers = lint_file(path);
  if (!numbers) return context.fail(numbers.error());
  if (context.json()) {
    Value value;
    value.set("format", "palermo-study-lint/1");
    value.set("numbers", *numbers);
    return context.print_json(value);
  }
  return context.print(context.text("study.lint_done", {{"numbers", *numbers}}));
}

}  // namespace

void add_study_check(CLI::App& family, Context& context) {
  auto path = std::make_shared<std::string>();
  CLI::App& verb = add_verb(family, context, "study.check", "palermo study check data/demo/study.yaml",
                            [&context, path] { return check(context, *path); });
  verb.add_option("STUDY", *path, context.text("verb.study.run.study"))->required();
}

void add_study_lint(CLI::App& family, Context& context) {
  auto path = std::make_shared<std::string>();
  CLI::App& verb = add_verb(family, context, "study.lint", "palermo study lint evidence/outside/evidence.json",
                            [&context, path] { return lint(context, *path); });
  verb.add_option("FILE", *path, context.text("verb.study.lint.file"))->required();
}

void add_study_verbs(CLI::App& app, Context& context) {
  CLI::App& family = add_family(app, context, "study");
  add_study_run(family, context);
  add_study_check(family, context);
  add_study_lint(family, context);
}

}  // namespace palermo::cli
