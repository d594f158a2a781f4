// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/claim.hpp"

#include <algorithm>

#include "palermo/rights/conditions.hpp"

namespace palermo::rights {

using core::Reader;
using core::Value;

namespace {

core::Result<law::FactId> claim_fact(const std::string& name, const Value& at, const law::Vocabulary& vocabulary) {
  const auto fact = vocabulary.find(name);
  if (!fact) return core::fail(law::kUnknownFact, at.place(), {{"fact", name}});
  if (withheld_in_claim(vocabulary[*fact])) return core::fail(kClaimWithheld, at.place(), {{"fact", name}});
  return *fact;
}

core::Result<ClaimKind> parse_kind(const Value& value, const Catalogue& catalogue, const std::vector<Practice>& practices, const law::Corpus& corpus) {
  ClaimKind made;
  Reader reader(value, "claim");
  made.id = reader.text("id");
  made.says = reader.text("says");
  made.entitlements = reader.texts("entitlements");
  const std::vector<std::string> facts = reader.texts("facts");
  made.documents = reader.texts("documents");
  made.blanks = reader.texts("blanks");
  made.practices = reader.texts("practices");
  PALERMO_CHECK_DONE(reader.finish());
  for (const std::string& id : made.entitlements)
    if (!catalogue.find(id)) return core::fail(kUnknownEntitlement, value.place(), {{"entitlement", id}});
  for (const std::string& id : made.practices)
    if (std::none_of(practices.begin(), practices.end(), [&](const Practice& p) { return p.id == id; })) return core::fail(kUnknownCondition, value.place(), {{"condition", id}});
  for (const std::string& name : facts) {
    PALERMO_TRY(const law::FactId fact, claim_fact(name, value, corpus.vocabulary()));
    made.facts.push_back(fact);
  }
  return made;
}

// As if nothing were known of the person: its place in the pack is the same for everybody.
Owed whoever_it_is(Owed one) {
  std::erase_if(one.grounds, [](const OwedGround& ground) { return ground.force.force == Force::not_binding; });
  one.standing = Standing::to_check;
  one.force = Force::not_binding;
  for (OwedGround& ground : one.grounds) {
    ground.standing = Standing::to_check;
    ground.events.clear();
    ground.missing.clear();
    ground.presumed.clear();
    ground.supposed = false;
    one.force = std::min(one.force, ground.force.force);
  }
  return one;
}

// The expression, as if no fact were known that a claim may not hold: it is the same for everybody whose work and harm are the same.
law::Truth without_status(const law::Expression& e, const law::FactBase& facts, const law::Corpus& corpus) {
  using Kind = law::Expression::Kind;
  using law::Truth;
  if (e.kind == Kind::fact) return withheld_in_claim(corpus.vocabulary()[e.fact]) ? Truth::unknown : facts.fact(e.fact).truth;
  if (e.kind == Kind::negation) {
    const Truth inner = without_status(e.items.front(), facts, corpus);
    return inner == Truth::unknown ? inner : inner == Truth::yes ? Truth::no : Truth::yes;
  }
  if (e.kind != Kind::any && e.kind != Kind::all) return Truth::unknown;
  Truth found = e.kind == Kind::all ? Truth::yes : Truth::no;
  for (const law::Expression& item : e.items) {
    const Truth one = without_status(item, facts, corpus);
    found = e.kind == Kind::all ? law::both(found, one) : law::either(found, one);
  }
  return found;
}

// Whether it may be owed, by facts that a claim may hold.
bool may_stand(const Entitlement& entitlement, const law::FactBase& facts, const law::Corpus& corpus) {
  return std::any_of(entitlement.grounds.begin(), entitlement.grounds.end(),
                     [&](const Ground& ground) { return !ground.when || without_status(*ground.when, facts, corpus) != law::Truth::no; });  // whom: a status
}

// Whether anything is owed or open by facts that a claim may hold.
bool fill(Claim& claim, const std::vector<Owed>& all, const law::FactBase& facts, const law::Corpus& corpus) {
  bool stands = false;
  for (const std::string& id : claim.kind->entitlements) {
    const auto one = std::find_if(all.begin(), all.end(), [&](const Owed& o) { return o.entitlement->id == id; });
    if (tells_status(*one->entitlement, corpus)) {
      Owed open = whoever_it_is(*one);
      if (open.force == Force::not_binding) continue;
      stands |= may_stand(*one->entitlement, facts, corpus);
      claim.open.push_back(std::move(open));
    } else if (one->force != Force::not_binding && one->standing != Standing::not_triggered) {
      (one->standing <= Standing::on_event ? claim.owed : claim.open).push_back(*one);
      stands = true;
    }
  }
  return stands;
}

}  // namespace

core::Result<std::vector<ClaimKind>> parse_claims(const Value& document, const Catalogue& catalogue, const std::vector<Practice>& practices, const law::Corpus& corpus) {
  Reader reader(document, "claims");
  (void)reader.choice("format", {"palermo-claims/1"}, "");
  (void)reader.choice("uses", {"palermo-vocabulary/1"}, "palermo-vocabulary/1");
  const Value* list = reader.array("claims");
  PALERMO_CHECK_DONE(reader.finish());
  std::vector<ClaimKind> kinds;
  for (const Value& item : list ? list->items() : Value::Array{}) {
    PALERMO_TRY(ClaimKind kind, parse_kind(item, catalogue, practices, corpus));
    if (std::any_of(kinds.begin(), kinds.end(), [&](const ClaimKind& k) { return k.id == kind.id; })) return core::fail(kTwice, item.place(), {{"id", kind.id}});
    kinds.push_back(std::move(kind));
  }
  return kinds;
}

bool withheld_in_claim(const law::FactDef& fact) {
  // Who was put in danger or exploited "on the way" was brought by somebody: these two tell of the journey as they are asked.
  return barred_from_services(fact) || fact.id.starts_with("facilitation.") || fact.id == "danger.life_or_safety_endangered" || fact.id == "danger.exploitation_of_migrant";
}

bool tells_status(const Entitlement& entitlement, const law::Corpus& corpus) {
  std::set<law::FactId> facts;
  for (const Ground& ground : entitlement.grounds) {
    facts.insert(ground.events.begin(), ground.events.end());
    for (const auto* condition : {&ground.whom, &ground.when})
      if (*condition) mentioned(**condition, corpus, facts);
  }
  return std::any_of(facts.begin(), facts.end(), [&](law::FactId fact) { return withheld_in_claim(corpus.vocabulary()[fact]); });
}

std::vector<Claim> claims(const std::vector<ClaimKind>& kinds, const std::vector<Owed>& all, const std::vector<Conflict>& conflicts, const law::FactBase& facts,
                          const law::Corpus& corpus) {
  std::vector<Claim> made;
  for (const ClaimKind& kind : kinds) {
    Claim claim{.kind = &kind, .owed = {}, .open = {}, .facts = {}, .against = {}};
    if (!fill(claim, all, facts, corpus)) continue;
    for (const law::FactId fact : kind.facts) claim.facts.push_back({fact, facts.fact(fact).truth});
    for (const Conflict& one : conflicts) {
      const bool of_the_kind = std::find(kind.practices.begin(), kind.practices.end(), one.practice->id) != kind.practices.end();
      if (of_the_kind && !tells_status(*one.owed.entitlement, corpus)) claim.against.push_back(&one);
    }
    made.push_back(std::move(claim));
  }
  return made;
}

}  // namespace palermo::rights
