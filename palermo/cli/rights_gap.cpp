// SPDX-License-Identifier: Apache-2.0
// palermo rights gap FILE CASE --state XX --date DAY: needs that no instrument covers, and the models that are proposed.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_reasoning.hpp"
#include "palermo/cli/rights_desk.hpp"
#include "palermo/cli/rights_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/rights/gaps.hpp"

namespace palermo::cli {
namespace {

core::Result<std::vector<rights::Need>> load_needs(const Context& context, const RightsDesk& desk) {
  PALERMO_TRY(const core::Value document, read_data(context, "rights/gaps.yaml"));
  PALERMO_TRY(const core::Value entitlements, read_data(context, "rights/entitlements.yaml"));
  return rights::parse_needs(document, entitlements, desk.catalogue, desk.corpus);
}

int run_gap(Context& context, const RightsCall& call) {
  const auto desk = open_rights(context, call);
  if (!desk) return context.fail(desk.error());
  const auto needs = load_needs(context, *desk);
  if (!needs) return context.fail(needs.error());
  const auto known = rights::gaps(*needs, desk->catalogue, desk->corpus, desk->question(rights::Assume::as_recorded));
  if (!known) return context.fail(known.error());
  const rights::Told of{desk->catalogue, desk->corpus};
  const std::string day = core::PartialDate{{desk->day, desk->day}}.text();
  if (!context.json()) {
    const std::string title = context.text("rights.gap.title", {{"case", desk->stated.id}, {"state", desk->state_name}, {"day", day}});
    return print_inside(context, title + rights::gaps_text(*known, of, context.catalogue()) + "\n\n" + context.text("rights.gap.foot") + "\n");
  }
  core::Value answer = inside_answer("palermo-rights-gap/1"), list{core::Value::Array{}};
  for (const rights::NeedKnown& one : *known) list.push(rights::to_value(one, of));
  answer.set("case", desk->stated.id);
  answer.set("state", desk->state);
  answer.set("date", day);
  answer.set("needs", std::move(list));
  return context.print_json(answer);
}

}  // namespace

void add_rights_gap(CLI::App& family, Context& context) {
  auto call = std::make_shared<RightsCall>();
  CLI::App& verb = add_verb(family, context, "rights.gap", "palermo rights gap tests/scenarios/rights.yaml RG-29-the-sea-took-the-fields --state DE --date 2024-03-01",
                            [&context, call] { return run_gap(context, *call); });
  add_rights_options(verb, context, *call);
  say_not_for_release(verb, context);
}

}  // namespace palermo::cli
