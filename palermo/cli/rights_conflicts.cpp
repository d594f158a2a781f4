// SPDX-License-Identifier: Apache-2.0
// palermo rights conflicts FILE CASE --state XX --date DAY: practices that stand against what the person is owed.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <set>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_reasoning.hpp"
#include "palermo/cli/rights_desk.hpp"
#include "palermo/cli/rights_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/rights/owed_text.hpp"

namespace palermo::cli {

using rights::Conflict;

namespace {

// What is known of a practice comes first, then what is asked; one question stands under all that it would settle, and is put once.
class Writer {
 public:
  Writer(const Context& context, const RightsDesk& desk) : context_(context), of_{desk.catalogue, desk.corpus}, state_(desk.state_name) {}

  std::string practice(const std::vector<Conflict>& found) {
    const rights::Practice& practice = *found.front().practice;
    std::string text = "\n\n" + context_.text("rights.conflicts.practice", {{"id", practice.id}, {"says", practice.says}});
    std::vector<std::vector<law::FactId>> asked;
    for (const Conflict& one : found)
      if (one.grade != rights::Grade::question)
        text += entry(one);
      else if (std::find(asked.begin(), asked.end(), one.missing) == asked.end())
        asked.push_back(one.missing);
    for (const std::vector<law::FactId>& missing : asked) {
      for (const Conflict& one : found)
        if (one.grade == rights::Grade::question && one.missing == missing) text += entry(one);
      text += questions(missing);
    }
    return text;
  }

 private:
  std::string entry(const Conflict& one) const {
    std::string text = "\n  " + context_.text("rights.conflicts.grade." + std::string(word(one.grade)), {{"entitlement", one.against->entitlement}, {"says", one.owed.entitlement->says}});
    text += "\n      " + rights::ground_text(one.ground(), of_, context_.catalogue()) + rights::presumed_text({&one.ground()}, "\n      ", of_, context_.catalogue());
    if (one.grade == rights::Grade::breach) text += "\n      " + context_.text("rights.conflicts.by", {{"who", bearer(one.ground())}});
    for (const std::size_t other : one.also) text += "\n      " + context_.text("rights.conflicts.also", {{"ground", rights::ground_text(one.owed.grounds[other], of_, context_.catalogue())}});
    if (!one.against->tension.empty()) text += "\n      " + context_.text("rights.conflicts.leaves_room", {{"tension", one.against->tension}});
    return text;
  }

  // The State of the case by its name, another duty-bearer in words.
  std::string bearer(const rights::OwedGround& ground) const {
    constexpr std::string_view kElsewhere[] = {"state_of_origin", "requested_state", "sending_state", "flag_state", "coastal_state", "any_person", "employer", "agency", "master", "carrier", "consular_officer", "international_body"};
    const std::string who(ground.bearer());
    const bool here = std::find(std::begin(kElsewhere), std::end(kElsewhere), who) == std::end(kElsewhere);
    return here ? state_ : context_.text("observatory.who." + who);
  }

  std::string questions(const std::vector<law::FactId>& missing) {
    std::vector<law::FactId> fresh;
    std::string before;
    for (const law::FactId fact : missing)
      if (put_.insert(fact).second)
        fresh.push_back(fact);
      else
        before += (before.empty() ? "" : ", ") + of_.corpus.vocabulary()[fact].id;
    std::string text;
    if (!fresh.empty()) text += "\n      " + context_.text("rights.list.ask") + rights::questions_text(fresh, of_, context_.catalogue());
    if (!before.empty()) text += "\n      " + context_.text("rights.conflicts.asked_above", {{"facts", before}});
    return text;
  }

  const Context& context_;
  rights::Told of_;
  std::string state_;
  std::set<law::FactId> put_;  // what was asked already
};

std::string text_of(const Context& context, const RightsDesk& desk, const std::vector<Conflict>& found) {
  const std::string title = context.text("rights.conflicts.title", {{"case", desk.stated.id}, {"state", desk.state_name}, {"day", core::PartialDate{{desk.day, desk.day}}.text()}});
  const std::string none = found.empty() ? "\n\n" + context.text("rights.conflicts.none") : "";
  return title + none + conflicts_text(context, desk, found) + "\n\n" + context.text("rights.list.foot") + "\n";
}

// Each fact that a question wants, once, with all that it would help to settle.
core::Value questions_value(const RightsDesk& desk, const std::vector<Conflict>& found) {
  std::vector<std::pair<law::FactId, core::Value>> asked;
  for (const Conflict& one : found)
    for (const law::FactId fact : one.missing) {
      auto at = std::find_if(asked.begin(), asked.end(), [&](const auto& other) { return other.first == fact; });
      if (at == asked.end()) at = asked.insert(asked.end(), {fact, core::Value(core::Value::Array{})});
      at->second.push(one.practice->id + " " + one.against->entitlement);
    }
  core::Value list{core::Value::Array{}};
  for (auto& [fact, settles] : asked) {
    core::Value value;
    value.set("fact", desk.corpus.vocabulary()[fact].id);
    value.set("settles", std::move(settles));
    list.push(std::move(value));
  }
  return list;
}

int run_conflicts(Context& context, const RightsCall& call) {
  const auto desk = open_rights(context, call);
  if (!desk) return context.fail(desk.error());
  const auto found = rights::conflicts(desk->practices, desk->catalogue, desk->corpus, desk->question(rights::Assume::as_recorded));
  if (!found) return context.fail(found.error());
  if (!context.json()) return print_inside(context, text_of(context, *desk, *found));
  core::Value answer = inside_answer("palermo-rights-conflicts/1"), list{core::Value::Array{}};
  for (const Conflict& one : *found) list.push(to_value(*desk, one));
  answer.set("questions", questions_value(*desk, *found));
  answer.set("case", desk->stated.id);
  answer.set("state", desk->state);
  answer.set("date", core::PartialDate{{desk->day, desk->day}}.text());
  answer.set("conflicts", std::move(list));
  return context.print_json(answer);
}

}  // namespace

std::string conflicts_text(const Context& context, const RightsDesk& desk, const std::vector<Conflict>& found) {
  Writer writer(context, desk);
  std::string text;
  for (std::size_t from = 0; from < found.size();) {
    std::size_t to = from;
    while (to < found.size() && found[to].practice == found[from].practice) ++to;
    text += writer.practice({found.begin() + static_cast<std::ptrdiff_t>(from), found.begin() + static_cast<std::ptrdiff_t>(to)});
    from = to;
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
  core::Value also{core::Value::Array{}};
  for (const std::size_t other : one.also) also.push(rights::to_value(one.owed.grounds[other], {desk.catalogue, desk.corpus}));
  value.set("also", std::move(also));
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
