// SPDX-License-Identifier: Apache-2.0
// Routes to a remedy, told: as text for whoever advises the person, and as values of palermo-rights-remedies/1.
#include <algorithm>

#include "palermo/rights/remedies.hpp"

namespace palermo::rights {

using core::Value;

namespace {

std::string mark_text(law::Mark mark, const core::Catalogue& messages) { return messages.text("law.mark." + std::string(law::word(mark))); }

std::string condition_text(const ConditionKnown& known, const core::Catalogue& messages) {
  const RemedyCondition& condition = *known.condition;
  std::string text = messages.text("rights.remedies.condition." + std::string(law::word(known.is)), {{"says", condition.says}});
  if (!condition.law.empty())
    text += " " + messages.text("rights.remedies.condition_of", {{"law", condition.law}, {"cite", condition.cite}, {"mark", mark_text(condition.mark, messages)}});
  else if (condition.mark != law::Mark::verified)
    text += " " + messages.text("rights.remedies.condition_mark", {{"mark", mark_text(condition.mark, messages)}});
  if (known.is == law::Truth::unknown && !condition.ask.empty()) text += "\n        " + condition.ask;
  return text;
}

// What opens the route, or might; what does not bind the State is shown only when there is nothing else.
bool shown(const OwedGround& ground, const RouteKnown& route) {
  if (ground.standing == Standing::not_triggered) return false;
  if (route.standing == RouteStanding::open) return ground.standing == Standing::due && ground.force.force != Force::not_binding;
  return ground.force.force != Force::not_binding || route.ask_own_law;
}

std::string list_text(std::string_view key, const std::vector<std::string>& items, const core::Catalogue& messages) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : "; ") + item;
  return text.empty() ? "" : "\n      " + messages.text(key, {{"items", text}});
}

std::string route_text(const RouteKnown& route, const Told& of, const core::Catalogue& messages) {
  const Remedy& remedy = *route.remedy;
  std::string text = "\n  " + messages.text("rights.remedies.route", {{"id", remedy.id},
                                                                       {"says", remedy.says},
                                                                       {"kind", messages.text("rights.remedies.kind." + std::string(word(remedy.kind)))}});
  if (route.not_a_party) text += "\n      " + messages.text("rights.remedies.not_a_party");
  for (const ConditionKnown& condition : route.conditions)
    if (route.standing != RouteStanding::not_open || condition.is == law::Truth::no) text += "\n      " + condition_text(condition, messages);
  if (route.standing == RouteStanding::not_open) return text;
  std::vector<const OwedGround*> grounds;
  for (const OwedGround& ground : route.owed.grounds)
    if (shown(ground, route)) grounds.push_back(&ground);
  for (const OwedGround* ground : grounds) text += "\n      " + ground_text(*ground, of, messages);
  text += presumed_text(grounds, "\n      ", of, messages);
  if (route.ask_own_law) text += "\n      " + messages.text("rights.remedies.ask_own_law");
  if (!route.missing.empty()) text += "\n      " + messages.text("rights.list.ask") + questions_text(route.missing, of, messages);
  text += "\n      " + messages.text("rights.remedies.limitation." + std::string(word(remedy.limitation)));
  text += list_text("rights.remedies.keep", remedy.keep, messages) + list_text("rights.remedies.ask_whom", remedy.ask_whom, messages);
  return remedy.care.empty() ? text : text + "\n      " + messages.text("rights.remedies.care", {{"care", remedy.care}});
}

Value names(const std::vector<law::FactId>& facts, const Told& of) {
  Value list{Value::Array{}};
  for (const law::FactId fact : facts) list.push(of.corpus.vocabulary()[fact].id);
  return list;
}

Value texts(const std::vector<std::string>& items) {
  Value list{Value::Array{}};
  for (const std::string& item : items) list.push(item);
  return list;
}

Value to_value(const ConditionKnown& known, const Told& of) {
  const RemedyCondition& condition = *known.condition;
  Value value;
  value.set("says", condition.says);
  value.set("is", law::word(known.is));
  if (!condition.law.empty()) {
    value.set("law", condition.law);
    value.set("cite", condition.cite);
  }
  value.set("mark", law::word(condition.mark));
  if (!condition.ask.empty()) value.set("ask", condition.ask);
  value.set("missing", names(known.missing, of));
  return value;
}

}  // namespace

std::string remedies_text(const std::vector<RouteKnown>& routes, const Told& of, const core::Catalogue& messages) {
  std::string text;
  for (const RouteStanding shelf : {RouteStanding::open, RouteStanding::facts_missing, RouteStanding::not_open}) {
    std::string entries;
    for (const RouteKnown& route : routes)
      if (route.standing == shelf) entries += route_text(route, of, messages);
    if (!entries.empty()) text += "\n\n" + messages.text("rights.remedies.shelf." + std::string(word(shelf))) + entries;
  }
  return text;
}

Value to_value(const RouteKnown& route, const Told& of) {
  const Remedy& remedy = *route.remedy;
  Value value, grounds{Value::Array{}}, conditions{Value::Array{}};
  value.set("id", remedy.id);
  value.set("kind", word(remedy.kind));
  value.set("says", remedy.says);
  value.set("standing", word(route.standing));
  for (const OwedGround& ground : route.owed.grounds) grounds.push(to_value(ground, of));
  value.set("grounds", std::move(grounds));
  for (const ConditionKnown& condition : route.conditions) conditions.push(to_value(condition, of));
  value.set("conditions", std::move(conditions));
  value.set("missing", names(route.missing, of));
  value.set("ask_own_law", route.ask_own_law);
  value.set("not_a_party", route.not_a_party);
  value.set("limitation", word(remedy.limitation));
  value.set("keep", texts(remedy.keep));
  value.set("ask_whom", texts(remedy.ask_whom));
  if (!remedy.care.empty()) value.set("care", remedy.care);
  return value;
}

}  // namespace palermo::rights
