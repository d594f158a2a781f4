// SPDX-License-Identifier: Apache-2.0
// palermo law explain FILE CASE --law ID: how one finding follows from the law and the facts, step by step.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/law/explain.hpp"

namespace palermo::cli {
namespace {

struct ExplainCall {
  std::string file, case_id, law;
};

int run_explain(Context& context, const ExplainCall& call) {
  const auto desk = open_desk(context, call.file);
  if (!desk) return context.fail(desk.error());
  const auto stated =
      std::find_if(desk->cases.begin(), desk->cases.end(), [&](const law::Case& c) { return c.id == call.case_id; });
  if (stated == desk->cases.end())
    return context.fail(core::Error{kUnknownCase, {.file = call.file}, {{"case", call.case_id}}});
  const auto id = desk->corpus.resolve(call.law);
  if (!id) return context.fail(id.error());
  const auto findings = checked_findings(desk->corpus, *stated, {*id});
  if (!findings) return context.fail(findings.error());
  if (!context.json())
    return context.print(law::explain(findings->front(), desk->corpus.vocabulary(), context.catalogue()));
  core::Value answer;
  answer.set("format", "palermo-law-explain/1");
  answer.set("finding", law::to_value(findings->front(), desk->corpus.vocabulary()));
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
