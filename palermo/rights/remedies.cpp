// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/remedies.hpp"

#include <algorithm>

#include "palermo/law/evaluator.hpp"
#include "palermo/rights/conditions.hpp"
#include "palermo/rights/missing.hpp"

namespace palermo::rights {

using core::Reader;
using core::Value;
using law::FactId;
using law::Truth;

namespace {

constexpr std::string_view kKinds[] = {"criminal_compensation", "civil_claim", "wage_claim", "complaint", "consular", "treaty_body", "crime_victim"};
constexpr std::string_view kLimitations[] = {"national", "procedure", "none"};
constexpr std::string_view kStandings[] = {"open", "facts_missing", "not_open"};
static_assert(std::size(kKinds) == kRemedyKinds);

template <class Enum, std::size_t N>
Enum meant(const std::string& text, const std::string_view (&words)[N]) {
  return static_cast<Enum>(std::find(std::begin(words), std::end(words), text) - std::begin(words));
}

template <std::size_t N>
std::vector<std::string> list(const std::string_view (&words)[N]) {
  return {std::begin(words), std::end(words)};
}

// The mark of the article in the last version that has it; nothing: no law has it.
std::optional<law::Mark> mark_of(const law::Corpus& corpus, const std::string& law, const std::string& cite) {
  std::optional<law::Mark> mark;
  if (const law::Law* found = corpus.find(law))
    for (const law::Version& version : found->versions)
      for (const law::Article& article : version.articles)
        if (article.cite == cite) mark = article.mark;
  return mark;
}

class Parser {
 public:
  Parser(const law::Corpus& corpus, Conditions conditions) : corpus_(corpus), conditions_(std::move(conditions)) {}

  // The route, and what of it is an entitlement, for the catalogue.
  core::Result<Remedy> remedy(const Value& value, Value& entitlement) {
    Reader reader(value, "remedy");
    Remedy made;
    made.id = reader.text("id");
    made.says = reader.text("says");
    made.kind = meant<RemedyKind>(reader.choice("kind", list(kKinds), "complaint"), kKinds);
    made.limitation = meant<Limitation>(reader.choice("limitation", list(kLimitations), "national"), kLimitations);
    made.care = reader.optional_text("care").value_or("");
    made.keep = reader.texts("keep");
    made.ask_whom = reader.texts("ask_whom");
    const Value* conditions = reader.array("conditions");
    for (const char* key : {"from", "whom", "when", "event", "clock", "grounds"}) reader.ignore(key);
    PALERMO_CHECK_DONE(reader.finish());
    for (const Value& item : conditions ? conditions->items() : Value::Array{}) {
      PALERMO_TRY(RemedyCondition one, condition(item, made.id));
      made.conditions.push_back(std::move(one));
    }
    entitlement = Value(Value::Object{});
    entitlement.set_place(value.place());
    for (const char* key : {"id", "says", "from", "whom", "when", "event", "clock", "grounds"})
      if (const Value* part = value.find(key)) entitlement.set(key, *part);
    entitlement.set("class", "remedy");
    return made;
  }

  core::Done unconditional(const Remedy& remedy, const std::set<FactId>& facts, const core::Place& at) const {
    for (const FactId fact : facts)
      if (const law::FactDef& input = corpus_.vocabulary()[fact]; barred_from_remedies(input))
        return core::fail(kConditionalRemedy, at, {{"remedy", remedy.id}, {"fact", input.id}});
    return {};
  }

 private:
  core::Result<RemedyCondition> condition(const Value& value, const std::string& id) {
    Reader reader(value, "condition");
    RemedyCondition made;
    made.says = reader.text("says");
    made.ask = reader.optional_text("ask").value_or("");
    made.law = reader.optional_text("law").value_or("");
    made.cite = reader.optional_text("cite").value_or("");
    made.mark = law::read_mark(reader, law::Mark::verified);
    const Value* when = reader.any("when");
    PALERMO_CHECK_DONE(reader.finish());
    if (!when && made.ask.empty()) return core::fail(core::kMissingKey, value.place(), {{"key", "when"}, {"what", "condition"}});
    if (when) {
      PALERMO_TRY(made.when, conditions_.read(*when));
    }
    if (!made.law.empty()) {
      const auto mark = mark_of(corpus_, made.law, made.cite);
      if (!mark) return core::fail(kUnknownArticle, value.place(), {{"law", made.law}, {"cite", made.cite}});
      made.mark = *mark;
    } else if (made.when) {
      std::set<FactId> facts;
      mentioned(*made.when, corpus_, facts);
      PALERMO_CHECK_DONE(unconditional({.id = id, .says = {}, .care = {}, .conditions = {}, .keep = {}, .ask_whom = {}}, facts, value.place()));
    }
    return made;
  }

  const law::Corpus& corpus_;
  Conditions conditions_;
};

Truth truth(law::Outcome outcome) { return outcome == law::Outcome::not_in_force ? Truth::unknown : static_cast<Truth>(outcome); }

bool bound(const OwedGround& ground) { return ground.force.force == Force::binding || ground.force.force == Force::soft; }

// Whether the grounds open the route; of a treaty body, only a treaty that may bind.
Truth triggered(RouteKnown& route) {
  const std::vector<OwedGround>& grounds = route.owed.grounds;
  const auto any = [&](auto what) { return std::any_of(grounds.begin(), grounds.end(), what); };
  if (any([](const OwedGround& g) { return bound(g) && g.standing == Standing::due; })) return Truth::yes;
  const bool body = route.remedy->kind == RemedyKind::treaty_body;
  if (body && !grounds.empty() && !any([](const OwedGround& g) { return g.force.force != Force::not_binding; })) {
    route.not_a_party = true;
    return Truth::no;
  }
  // An article that nobody has read excludes nobody; nor does it open anything in a State that it does not bind.
  const auto may_open = [](const OwedGround& g) {
    return g.standing != Standing::not_triggered && (g.standing != Standing::to_check || g.force.force != Force::not_binding);
  };
  if (!grounds.empty() && !any(may_open)) return Truth::no;
  route.ask_own_law = !body && !any([](const OwedGround& g) { return bound(g) && g.standing != Standing::not_triggered; });
  return Truth::unknown;
}

class Reckoner {
 public:
  Reckoner(const law::Corpus& corpus, const Question& question, const law::FactBase& facts)
      : corpus_(corpus), evaluator_(corpus, question.stated, facts) {}

  RouteKnown route(const Remedy& remedy, Owed owed) const {
    RouteKnown known;
    known.remedy = &remedy;
    known.owed = std::move(owed);
    const Truth by_grounds = triggered(known);
    Truth all = by_grounds;
    std::set<FactId> missing;
    for (const RemedyCondition& condition : remedy.conditions) {
      ConditionKnown one = met(condition);
      missing.insert(one.missing.begin(), one.missing.end());
      // An article that nobody has read excludes nobody.
      const bool unread = one.is == Truth::no && condition.mark != law::Mark::verified;
      all = law::both(all, unread ? Truth::unknown : one.is);
      known.conditions.push_back(std::move(one));
    }
    known.standing = all == Truth::yes ? RouteStanding::open : all == Truth::no ? RouteStanding::not_open : RouteStanding::facts_missing;
    if (all != Truth::unknown) {
      known.ask_own_law = false;
      return known;
    }
    for (const OwedGround& ground : known.owed.grounds) {
      if (by_grounds != Truth::unknown || (ground.force.force == Force::not_binding && !known.ask_own_law)) continue;
      missing.insert(ground.missing.begin(), ground.missing.end());
      missing.insert(ground.events.begin(), ground.events.end());
    }
    known.missing.assign(missing.begin(), missing.end());
    return known;
  }

 private:
  ConditionKnown met(const RemedyCondition& condition) const {
    ConditionKnown known;
    known.condition = &condition;
    if (!condition.when) return known;
    const law::Node node = evaluator_.expression(*condition.when, nobody_);
    known.is = truth(node.value);
    std::set<FactId> missing;
    unknown_facts(node, corpus_.vocabulary(), missing);
    known.missing.assign(missing.begin(), missing.end());
    return known;
  }

  const law::Corpus& corpus_;
  law::Evaluator evaluator_;
  law::Law nobody_;
};

}  // namespace

std::string_view word(RemedyKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view word(Limitation limitation) { return kLimitations[static_cast<std::size_t>(limitation)]; }
std::string_view word(RouteStanding standing) { return kStandings[static_cast<std::size_t>(standing)]; }

bool barred_from_remedies(const law::FactDef& fact) {
  // What may be asked: a refugee, a stateless person, a foreigner before the own consulate; what authorities did, or think of.
  constexpr std::string_view kWidens[] = {"person.national_of_dest", "person.seeks_asylum", "situation.", "authority.", "return.considered"};
  const bool widens = std::any_of(std::begin(kWidens), std::end(kWidens), [&](std::string_view name) { return fact.id.starts_with(name); });
  return barred_from_services(fact) && !widens;
}

core::Result<Value> conditions_of_both(const Value& document, const Value& rights) {
  Value both{Value::Object{}};
  for (const Value* file : {&rights, &document})
    for (const auto& [name, meaning] : (*file)["conditions"].members()) {
      if (both.find(name)) return core::fail(kTwice, meaning.place(), {{"id", name}});
      both.set(name, meaning);
    }
  return both;
}

core::Result<Remedies> Remedies::parse(const Value& document, const Value& rights, const law::Corpus& corpus) {
  Reader reader(document, "remedies");
  (void)reader.choice("format", {"palermo-remedies/1"}, "");
  (void)reader.choice("uses", {"palermo-vocabulary/1"}, "palermo-vocabulary/1");
  reader.ignore("conditions");
  Remedies made;
  made.practices_ = reader.texts("practices");
  const Value* items = reader.array("remedies");
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_TRY(const Value named, conditions_of_both(document, rights));
  Conditions conditions(corpus.vocabulary());
  PALERMO_CHECK_DONE(conditions.name_all(&named));
  Parser parser(corpus, std::move(conditions));
  Value entitlements{Value::Array{}};
  for (const Value& item : items ? items->items() : Value::Array{}) {
    Value entitlement;
    PALERMO_TRY(Remedy one, parser.remedy(item, entitlement));
    made.routes_.push_back(std::move(one));
    entitlements.push(std::move(entitlement));
  }
  Value as_rights{Value::Object{}};
  as_rights.set("format", "palermo-rights/1");
  for (const char* key : {"clocks", "short_names", "presumptions"})
    if (const Value* part = rights.find(key)) as_rights.set(key, *part);
  as_rights.set("conditions", named);
  as_rights.set("entitlements", std::move(entitlements));
  PALERMO_TRY(made.catalogue_, Catalogue::parse(as_rights, corpus));
  for (std::size_t i = 0; i < made.routes_.size(); ++i)
    for (const Ground& ground : made.catalogue_.entitlements()[i].grounds)
      PALERMO_CHECK_DONE(parser.unconditional(made.routes_[i], inputs(ground, corpus), items->items()[i].place()));
  return made;
}

core::Result<std::vector<RouteKnown>> routes(const Remedies& remedies, const law::Corpus& corpus, const Question& question) {
  PALERMO_TRY(std::vector<Owed> all, owed(remedies.catalogue(), corpus, question));
  PALERMO_TRY(const law::FactBase facts, law::FactBase::derive(question.stated, corpus.vocabulary()));
  const Reckoner reckoner(corpus, question, facts);
  std::vector<RouteKnown> known;
  for (std::size_t i = 0; i < all.size(); ++i) known.push_back(reckoner.route(remedies.routes()[i], std::move(all[i])));
  return known;
}

}  // namespace palermo::rights
