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

std::string page_of(const Context& context, const law::Vocabulary& vocabulary, const law::Completion& found) {
  std::string text = law::explain(found.finding, vocabulary, context.catalogue());
  if (found.finding.outcome != law::Outcome::unknown) return text;
  text += "\n\n" + law::completion_text(found, vocabulary, context.catalogue());
  if (found.certificate) return text + law::certificate_text(*found.certificate, vocabulary, context.catalogue());
  const bool facts_help = found.how == law::How::both_ways || found.how == law::How::too_many;
  return facts_help ? text + " " + context.text("law.explain.ask") : text;
}

int run_explain(Context& context, const CaseCall& call) {
  const auto desk = open_case(context, call);
  if (!desk) return context.fail(desk.error());
  const auto found = law::complete(desk->corpus, desk->stated, desk->ids.front());
  if (!found) return context.fail(found.error());
  if (const auto accepted = accept(desk->corpus, desk->stated, *found); !accepted) return context.fail(accepted.error());
  const law::Vocabulary& vocabulary = desk->corpus.vocabulary();
  if (!context.json()) return print_inside(context, page_of(context, vocabulary, *found));
  core::Value answer = inside_answer("palermo-law-explain/1");
  answer.set("finding", law::to_value(found->finding, vocabulary));
  answer.set("completion", law::to_value(*found, vocabulary));
  return context.print_json(answer);
}

}  // namespace

void add_law_explain(CLI::App& family, Context& context) {
  auto call = std::make_shared<CaseCall>();
  call->one_finding = true;
  CLI::App& verb =
      add_verb(family, context, "law.explain",
               "palermo law explain tests/scenarios/tip-protocol.yaml TIP-3a-act-recruit --law un.tip-protocol",
               [&context, call] { return run_explain(context, *call); });
  add_case_options(verb, context, *call);
}

}  // namespace palermo::cli
