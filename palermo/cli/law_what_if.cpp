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
  CaseCall about;
  std::vector<std::string> settings;
};

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

// An element that is not asked for has not been met: its value is not shown as if it had.
std::string part_text(const Context& context, const law::PartChange& part) {
  const auto value = [&](law::Outcome outcome, bool not_asked) {
    return not_asked ? context.text("law.what_if.not_asked") : law::outcome_text(outcome, context.catalogue());
  };
  return context.text("law.what_if." + std::string(word(part.part)), {{"id", part.id},
                                                                     {"cite", part.cite},
                                                                     {"says", part.says},
                                                                     {"has_says", part.says.empty() ? "no" : "yes"},
                                                                     {"was", std::string(word(part.before))},
                                                                     {"is", std::string(word(part.after))},
                                                                     {"before", value(part.before, part.not_asked_before)},
                                                                     {"after", value(part.after, part.not_asked_after)}});
}

std::string finding_text(const Context& context, const law::FindingChange& change) {
  const auto outcome = [&](law::Outcome value) { return law::outcome_text(value, context.catalogue()); };
  const bool same = change.before.outcome == change.after.outcome;
  std::string text = context.text(same ? "law.what_if.same" : "law.what_if.changed", {{"finding", change.before.finding.id.text()},
                                                                                   {"before", outcome(change.before.outcome)},
                                                                                   {"after", outcome(change.after.outcome)}});
  for (const law::PartChange& part : change.parts) text += "\n" + part_text(context, part);
  return text;
}

std::string page_of(const Context& context, const WhatIfCall& call, const law::WhatIf& found) {
  std::string text = context.text("law.what_if.title", {{"case", call.about.case_id}, {"settings", joined(call.settings)}});
  if (!found.replaced.empty()) text += "\n" + context.text("law.what_if.replaced", {{"what", joined(found.replaced)}});
  std::int64_t untouched = 0;
  for (const law::FindingChange& change : found.findings) {
    const bool touched = !change.parts.empty() || change.before.outcome != change.after.outcome;
    if (touched || !call.about.laws.empty())
      text += "\n" + finding_text(context, change);
    else
      ++untouched;
  }
  if (untouched > 0) text += "\n" + context.text("law.what_if.untouched", {{"count", untouched}});
  return text + "\n\n" + context.text("law.what_if.summary");
}

int run_what_if(Context& context, const WhatIfCall& call) {
  const auto desk = open_case(context, call.about);
  if (!desk) return context.fail(desk.error());
  std::vector<law::Supposed> all;
  for (const std::string& setting : call.settings) {
    auto supposed = law::parse_supposed(setting, desk->corpus);
    if (!supposed) return context.fail(supposed.error());
    all.push_back(std::move(*supposed));
  }
  const auto found = law::what_if(desk->corpus, desk->stated, desk->ids, all, accept_each(desk->corpus));
  if (!found) return context.fail(found.error());
  if (!context.json()) return print_inside(context, page_of(context, call, *found));
  core::Value answer = inside_answer("palermo-law-what-if/1");
  answer.set("case", call.about.case_id);
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
  add_case_options(verb, context, call->about);
  verb.add_option("--set", call->settings, context.text("verb.law.what-if.set"))->type_name("FACT=VALUE")->required();
}

}  // namespace palermo::cli
