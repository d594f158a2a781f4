// SPDX-License-Identifier: Apache-2.0
// palermo rights list FILE CASE --state XX --date DAY: what the person is owed, by whom, how strongly, until when.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_reasoning.hpp"
#include "palermo/cli/rights_desk.hpp"
#include "palermo/cli/rights_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/rights/owed_text.hpp"

namespace palermo::cli {
namespace {

core::Result<rights::OwedList> list_of(const RightsDesk& desk) {
  using rights::Assume;
  rights::OwedList list{.case_id = desk.stated.id, .state = desk.state, .state_name = desk.state_name, .day = desk.day, .now = {}, .without = {}, .with = {}, .categories = {}};
  PALERMO_TRY(list.now, rights::owed(desk.catalogue, desk.corpus, desk.question(Assume::as_recorded)));
  PALERMO_TRY(list.without, rights::owed(desk.catalogue, desk.corpus, desk.question(Assume::without_finding)));
  PALERMO_TRY(list.with, rights::owed(desk.catalogue, desk.corpus, desk.question(Assume::with_finding)));
  PALERMO_TRY(list.categories, rights::categories(desk.catalogue, desk.corpus, desk.stated));
  return list;
}

int run_list(Context& context, const RightsCall& call) {
  const auto desk = open_rights(context, call);
  if (!desk) return context.fail(desk.error());
  const auto list = list_of(*desk);
  if (!list) return context.fail(list.error());
  tell_beyond_table(context, *desk);
  const rights::Told of{desk->catalogue, desk->corpus};
  if (!context.json()) return print_inside(context, rights::owed_text(*list, of, context.catalogue()));
  core::Value answer = inside_answer("palermo-rights-list/1");
  const core::Value told = rights::to_value(*list, of);  // named, so that it outlives the loop
  for (const auto& [key, value] : told.members()) answer.set(key, value);
  return context.print_json(answer);
}

}  // namespace

void add_rights_list(CLI::App& family, Context& context) {
  auto call = std::make_shared<RightsCall>();
  CLI::App& verb = add_verb(family, context, "rights.list", "palermo rights list tests/scenarios/tip-protocol.yaml TIP-3a-act-recruit --state DE --date 2020-05-01",
                            [&context, call] { return run_list(context, *call); });
  add_rights_options(verb, context, *call);
  say_not_for_release(verb, context);
}

}  // namespace palermo::cli
