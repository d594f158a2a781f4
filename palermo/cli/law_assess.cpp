// SPDX-License-Identifier: Apache-2.0
// palermo law assess FILE: what each law says of each case. With --json each finding carries its derivation.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_reasoning.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/law/explain.hpp"

namespace palermo::cli {
namespace {

struct AssessCall {
  std::string file;
  std::vector<std::string> laws;
  bool not_raised = false;
};

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string note_of(const Context& context, const law::Finding& finding) {
  if (!finding.subject.refused.empty())
    return context.text("law.assess.refused", {{"refused", finding.subject.refused}, {"cite", finding.subject.cite}});
  if (finding.version.empty()) return "";
  return context.text(finding.outcome == finding.as_encoded ? "law.assess.note" : "law.assess.note_to_check",
                      {{"version", finding.version},
                       {"mark", context.text("law.mark." + std::string(word(finding.mark)))},
                       {"as_encoded", law::outcome_text(finding.as_encoded, context.catalogue())}});
}

std::string table_of(const Context& context, const law::Case& stated, const std::vector<law::Finding>& findings) {
  std::size_t id_width = 0, outcome_width = 0;
  for (const law::Finding& f : findings) {
    id_width = std::max(id_width, f.id.text().size());
    outcome_width = std::max(outcome_width, law::outcome_text(f.outcome, context.catalogue()).size());
  }
  std::string text = context.text("law.assess.case", {{"case", stated.id}, {"title", stated.title}});
  for (const law::Finding& f : findings)
    text += "\n" + context.text("law.assess.row",
                                {{"finding", padded(f.id.text(), id_width)},
                                 {"outcome", padded(law::outcome_text(f.outcome, context.catalogue()), outcome_width)},
                                 {"note", note_of(context, f)}});
  return text;
}

int run_assess(Context& context, const AssessCall& call) {
  auto desk = open_desk(context, call.file);
  if (!desk) return context.fail(desk.error());
  const auto ids = findings_wanted(desk->corpus, call.laws);
  if (!ids) return context.fail(ids.error());
  std::string text;
  core::Value list{core::Value::Array{}};
  for (law::Case& stated : desk->cases) {
    if (call.not_raised) stated.exceptions_not_raised = true;
    const auto findings = checked_findings(desk->corpus, stated, *ids);
    if (!findings) return context.fail(findings.error());
    if (context.json())
      for (const law::Finding& f : *findings) list.push(law::to_value(f, desk->corpus.vocabulary()));
    else
      text += table_of(context, stated, *findings) + "\n\n";
  }
  if (context.json()) {
    core::Value answer = inside_answer("palermo-law-assess/1");
    answer.set("findings", std::move(list));
    return context.print_json(answer);
  }
  const auto cases = static_cast<std::int64_t>(desk->cases.size());
  return print_inside(context, text + context.text("law.assess.summary", {{"cases", cases},
                                                                          {"findings", cases * static_cast<std::int64_t>(ids->size())}}));
}

}  // namespace

void add_law_assess(CLI::App& family, Context& context) {
  auto call = std::make_shared<AssessCall>();
  CLI::App& verb = add_verb(family, context, "law.assess",
                            "palermo law assess tests/scenarios/tip-protocol.yaml --law un.tip-protocol",
                            [&context, call] { return run_assess(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.law.file"))->required();
  verb.add_option("--law", call->laws, context.text("verb.law.law"))->type_name("ID");
  verb.add_flag("--not-raised", call->not_raised, context.text("verb.law.not_raised"));
  say_not_for_release(verb, context);
}

}  // namespace palermo::cli
