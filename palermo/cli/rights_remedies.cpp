// SPDX-License-Identifier: Apache-2.0
// palermo rights remedies FILE CASE --state XX --date DAY: the ways to compensation, pay, a review and help that are open.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_reasoning.hpp"
#include "palermo/cli/rights_desk.hpp"
#include "palermo/cli/rights_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/rights/remedies.hpp"

namespace palermo::cli {
namespace {

// The practices that the file of remedies names, as far as they stand against something.
core::Result<std::vector<rights::Conflict>> in_the_way(RightsDesk& desk, const rights::Remedies& remedies) {
  std::erase_if(desk.practices, [&](const rights::Practice& practice) {
    return std::find(remedies.practices().begin(), remedies.practices().end(), practice.id) == remedies.practices().end();
  });
  return rights::conflicts(desk.practices, desk.catalogue, desk.corpus, desk.question(rights::Assume::as_recorded));
}

int run_remedies(Context& context, const RightsCall& call) {
  auto desk = open_rights(context, call);
  if (!desk) return context.fail(desk.error());
  const auto remedies = load_remedies(context, desk->corpus);
  if (!remedies) return context.fail(remedies.error());
  const auto routes = rights::routes(*remedies, desk->corpus, desk->question(rights::Assume::as_recorded));
  if (!routes) return context.fail(routes.error());
  const auto conflicts = in_the_way(*desk, *remedies);
  if (!conflicts) return context.fail(conflicts.error());
  const rights::Told of{remedies->catalogue(), desk->corpus};
  const std::string day = core::PartialDate{{desk->day, desk->day}}.text();
  if (!context.json()) {
    std::string text = context.text("rights.remedies.title", {{"case", desk->stated.id}, {"state", desk->state_name}, {"day", day}});
    text += rights::remedies_text(*routes, of, context.catalogue());
    if (!conflicts->empty()) text += "\n\n" + context.text("rights.remedies.in_the_way") + conflicts_text(context, *desk, *conflicts);
    return print_inside(context, text + "\n\n" + context.text("rights.remedies.foot") + "\n");
  }
  core::Value answer = inside_answer("palermo-rights-remedies/1"), list{core::Value::Array{}}, practices{core::Value::Array{}};
  for (const rights::RouteKnown& route : *routes) list.push(rights::to_value(route, of));
  for (const rights::Conflict& one : *conflicts) practices.push(to_value(*desk, one));
  answer.set("case", desk->stated.id);
  answer.set("state", desk->state);
  answer.set("date", day);
  answer.set("remedies", std::move(list));
  answer.set("conflicts", std::move(practices));
  return context.print_json(answer);
}

}  // namespace

void add_rights_remedies(CLI::App& family, Context& context) {
  auto call = std::make_shared<RightsCall>();
  CLI::App& verb = add_verb(family, context, "rights.remedies", "palermo rights remedies tests/scenarios/rights.yaml RG-17-left-without-wages --state DE --date 2024-03-01",
                            [&context, call] { return run_remedies(context, *call); });
  add_rights_options(verb, context, *call);
  say_not_for_release(verb, context);
}

}  // namespace palermo::cli
