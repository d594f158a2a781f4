// SPDX-License-Identifier: Apache-2.0
// palermo law what-if FILE CASE --set FACT=VALUE: what would be found if something were otherwise, before and after.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_reasoning.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/law/explain.hpp"
#include "palermo/law/what_if.hpp"

namespace palermo::cli {
namespace {

struct WhatIfCall {
  std::string file, case_id;
  std::vector<std::string> laws, settings;
};

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string finding_text(const Context& context, const law::FindingChange& change) {
  const auto outcome = [&](law::Outcome value) { return law::outcome_text(value, context.catalogue()); };
  const bool same = change.before.outcome == change.after.outcome;
  std::string text = context.text(same ? "law.what_if.same" : "law.what_if.changed", {{"finding", change.before.finding.id.text()},
                                                                                   {"before", outcome(change.before.outcome)},
                                                                                   {"after", outcome(change.after.outcome)}});
  for (const law::PartChange& part : change.parts)
    text += "\n" + context.text(part.id.empty() ? "law.what_if.waiver" : "law.what_if.part",
                                {{"id", part.id},
                                 {"cite", part.cite},
                                 {"says", part.says},
                                 {"before", outcome(part.before)},
                                 {"after", outcome(part.after)}});
  return text;
}

std::string page_of(const Context& context, const WhatIfCall& call, const law::WhatIf& found) {
  std::string text = context.text("law.what_if.title", {{"case", call.case_id}, {"settings", joined(call.settings)}});
  if (!found.replaced.empty()) text += "\n" + context.text("law.what_if.replaced", {{"what", joined(found.replaced)}});
  std::int64_t untouched = 0;
  for (const law::FindingChange& change : found.findings) {
    const bool touched = !change.parts.empty() || change.before.outcome != change.after.outcome;
    if (touched || !call.laws.empty())
      text += "\n" + finding_text(context, change);
    else
      ++untouched;
  }
  if (untouched > 0) text += "\n" + context.text("law.what_if.untouched", {{"count", untouched}});
  return text + "\n\n" + context.text("law.what_if.summary");
}

int run_what_if(Context& context, const WhatIfCall& call) {
  const auto desk = open_desk(context, call.file);
  if (!desk) return context.fail(desk.error());
  const auto stated = find_case(*desk, call.file, call.case_id);
  if (!stated) return context.fail(stated.error());
  const auto ids = findings_wanted(desk->corpus, call.laws);
  if (!ids) return context.fail(ids.error());
  std::vector<law::Supposed> all;
  for (const std::string& setting : call.settings) {
    auto supposed = law::parse_supposed(setting, desk->corpus);
    if (!supposed) return context.fail(supposed.error());
    all.push_back(std::move(*supposed));
  }
  const auto found = law::what_if(desk->corpus, **stated, *ids, all);
  if (!found) return context.fail(found.error());
  std::vector<std::string> replaced;
  const auto other = law::supposing(**stated, all, desk->corpus.vocabulary(), replaced);
  if (!other) return context.fail(other.error());
  for (const law::FindingChange& change : found->findings) {
    auto accepted = accept(desk->corpus, **stated, change.before);
    if (accepted) accepted = accept(desk->corpus, *other, change.after);
    if (!accepted) return context.fail(accepted.error());
  }
  if (!context.json()) return context.print(page_of(context, call, *found));
  core::Value answer;
  answer.set("format", "palermo-law-what-if/1");
  answer.set("case", call.case_id);
  core::Value settings{core::Value::Array{}};
  for (const std::string& setting : call.settings) settings.push(setting);
  answer.set("settings", std::move(settings));
  const core::Value value = law::to_value(*found);
  answer.set("replaced", value["replaced"]);
  answer.set("findings", value["findings"]);
  return context.print_json(answer);
}

}  // namespace

void add_law_what_if(CLI::App& family, Context& context) {
  auto call = std::make_shared<WhatIfCall>();
  CLI::App& verb = add_verb(family, context, "law.what-if",
                            "palermo law what-if tests/scenarios/reasoning.yaml RSN-adult-no-means --law un.tip-protocol --set person.age=17",
                            [&context, call] { return run_what_if(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.law.file"))->required();
  verb.add_option("CASE", call->case_id, context.text("verb.law.case"))->required();
  verb.add_option("--law", call->laws, context.text("verb.law.law"))->type_name("ID");
  verb.add_option("--set", call->settings, context.text("verb.law.what-if.set"))->type_name("FACT=VALUE")->required();
}

}  // namespace palermo::cli
