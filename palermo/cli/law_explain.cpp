// SPDX-License-Identifier: Apache-2.0
// palermo law explain FILE CASE --law ID: how one finding follows from the law and the facts, step by step, and what a case split makes
// of it when it is unknown.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_reasoning.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/law/explain.hpp"
#include "palermo/law/reasoning_text.hpp"

namespace palermo::cli {
namespace {

struct ExplainCall {
  std::string file, case_id, law;
};

std::string page_of(const Context& context, const law::Vocabulary& vocabulary, const law::Completion& found) {
  std::string text = law::explain(found.finding, vocabulary, context.catalogue());
  if (found.finding.outcome != law::Outcome::unknown) return text;
  text += "\n\n" + law::completion_text(found, vocabulary, context.catalogue());
  return found.certificate ? text + law::certificate_text(*found.certificate, vocabulary, context.catalogue()) : text;
}

int run_explain(Context& context, const ExplainCall& call) {
  const auto desk = open_desk(context, call.file);
  if (!desk) return context.fail(desk.error());
  const auto stated = find_case(*desk, call.file, call.case_id);
  if (!stated) return context.fail(stated.error());
  const auto id = desk->corpus.resolve(call.law);
  if (!id) return context.fail(id.error());
  const auto found = law::complete(desk->corpus, **stated, *id);
  if (!found) return context.fail(found.error());
  if (const auto accepted = accept(desk->corpus, **stated, *found); !accepted) return context.fail(accepted.error());
  const law::Vocabulary& vocabulary = desk->corpus.vocabulary();
  if (!context.json()) return context.print(page_of(context, vocabulary, *found));
  core::Value answer;
  answer.set("format", "palermo-law-explain/1");
  answer.set("finding", law::to_value(found->finding, vocabulary));
  answer.set("completion", law::to_value(*found, vocabulary));
  return context.print_json(answer);
}

}  // namespace

void add_law_explain(CLI::App& family, Context& context) {
  auto call = std::make_shared<ExplainCall>();
  CLI::App& verb =
      add_verb(family, context, "law.explain",
               "palermo law explain tests/scenarios/tip-protocol.yaml TIP-3a-act-recruit --law un.tip-protocol",
               [&context, call] { return run_explain(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.law.file"))->required();
  verb.add_option("CASE", call->case_id, context.text("verb.law.case"))->required();
  verb.add_option("--law", call->law, context.text("verb.law.explain.law"))->type_name("ID")->required();
}

}  // namespace palermo::cli
