// SPDX-License-Identifier: Apache-2.0
// palermo rights conflicts FILE CASE --state XX --date DAY: practices that stand against what the person is owed.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_reasoning.hpp"
#include "palermo/cli/rights_desk.hpp"
#include "palermo/cli/rights_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/rights/owed_text.hpp"

namespace palermo::cli {

using rights::Conflict;

namespace {

std::string text_of(const Context& context, const RightsDesk& desk, const std::vector<Conflict>& found) {
  const std::string title = context.text("rights.conflicts.title", {{"case", desk.stated.id}, {"state", desk.state_name}, {"day", core::PartialDate{{desk.day, desk.day}}.text()}});
  const std::string none = found.empty() ? "\n\n" + context.text("rights.conflicts.none") : "";
  return title + none + conflicts_text(context, desk, found) + "\n\n" + context.text("rights.list.foot") + "\n";
}

int run_conflicts(Context& context, const RightsCall& call) {
  const auto desk = open_rights(context, call);
  if (!desk) return context.fail(desk.error());
  const auto found = rights::conflicts(desk->practices, desk->catalogue, desk->corpus, desk->question(rights::Assume::as_recorded));
  if (!found) return context.fail(found.error());
  if (!context.json()) return print_inside(context, text_of(context, *desk, *found));
  core::Value answer = inside_answer("palermo-rights-conflicts/1"), list{core::Value::Array{}};
  for (const Conflict& one : *found) list.push(to_value(*desk, one));
  answer.set("case", desk->stated.id);
  answer.set("state", desk->state);
  answer.set("date", core::PartialDate{{desk->day, desk->day}}.text());
  answer.set("conflicts", std::move(list));
  return context.print_json(answer);
}

}  // namespace

std::string conflicts_text(const Context& context, const RightsDesk& desk, const std::vector<Conflict>& found) {
  const rights::Told of{desk.catalogue, desk.corpus};
  std::string text;
  const rights::Practice* last = nullptr;
  for (const Conflict& one : found) {
    if (one.practice != last) text += "\n\n" + context.text("rights.conflicts.practice", {{"id", one.practice->id}, {"says", one.practice->says}});
    last = one.practice;
    text += "\n  " + context.text("rights.conflicts.grade." + std::string(word(one.grade)), {{"entitlement", one.against->entitlement}, {"says", one.owed.entitlement->says}});
    text += "\n      " + rights::ground_text(one.ground(), of, context.catalogue());
    if (!one.against->tension.empty()) text += "\n      " + context.text("rights.conflicts.leaves_room", {{"tension", one.against->tension}});
    if (!one.missing.empty()) text += "\n      " + context.text("rights.list.ask") + rights::questions_text(one.missing, of, context.catalogue());
  }
  return text;
}

core::Value to_value(const RightsDesk& desk, const Conflict& one) {
  core::Value value, missing{core::Value::Array{}};
  value.set("practice", one.practice->id);
  value.set("says", one.practice->says);
  value.set("entitlement", one.against->entitlement);
  value.set("grade", word(one.grade));
  value.set("ground", rights::to_value(one.ground(), {desk.catalogue, desk.corpus}));
  if (!one.against->tension.empty()) value.set("leaves_room", one.against->tension);
  for (const law::FactId fact : one.missing) missing.push(desk.corpus.vocabulary()[fact].id);
  value.set("missing", std::move(missing));
  return value;
}

void add_rights_conflicts(CLI::App& family, Context& context) {
  auto call = std::make_shared<RightsCall>();
  CLI::App& verb = add_verb(family, context, "rights.conflicts", "palermo rights conflicts tests/scenarios/tip-protocol.yaml TIP-3a-act-recruit --state DE --date 2020-05-01",
                            [&context, call] { return run_conflicts(context, *call); });
  add_rights_options(verb, context, *call);
  say_not_for_release(verb, context);
}

}  // namespace palermo::cli
