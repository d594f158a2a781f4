// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/conflicts.hpp"

#include <algorithm>

#include "palermo/law/evaluator.hpp"
#include "palermo/rights/conditions.hpp"
#include "palermo/rights/listed.hpp"
#include "palermo/rights/missing.hpp"

namespace palermo::rights {

using core::Reader;
using core::Value;
using law::FactId;
using law::Truth;

namespace {

// How a practice names a ground: "un.crc art. 37(b)", or a standard by its source.
std::string name_of(const Ground& ground) { return ground.soft.empty() ? ground.law + " " + ground.cite : ground.cite; }

core::Result<Against> parse_against(const Value& value, const Conditions& conditions, const Catalogue& catalogue) {
  Reader reader(value, "against");
  Against made{.entitlement = reader.text("entitlement"), .tension = reader.optional_text("tension").value_or(""), .cites = reader.texts("cites"), .when = {}};
  const Value* when = reader.any("when");
  PALERMO_CHECK_DONE(reader.finish());
  const Entitlement* entitlement = catalogue.find(made.entitlement);
  if (!entitlement) return core::fail(kUnknownEntitlement, value.place(), {{"entitlement", made.entitlement}});
  for (const std::string& cite : made.cites)
    if (std::none_of(entitlement->grounds.begin(), entitlement->grounds.end(), [&](const Ground& ground) { return name_of(ground) == cite; }))
      return core::fail(kUnknownArticle, value.place(), {{"law", made.entitlement}, {"cite", cite}});
  if (when) {
    PALERMO_TRY(made.when, conditions.read(*when));
  }
  return made;
}

core::Result<Practice> parse_practice(const Value& value, const Conditions& conditions, const Catalogue& catalogue) {
  Practice made;
  Reader reader(value, "practice");
  made.id = reader.text("id");
  made.says = reader.text("says");
  const Value* when = reader.any("when");
  const Value* unless = reader.any("unless");
  const Value* against = reader.array("against");
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_TRY(made.when, conditions.read(when ? *when : Value{}));
  if (unless) {
    PALERMO_TRY(made.unless, conditions.read(*unless));
  }
  for (const Value& item : against ? against->items() : Value::Array{}) {
    PALERMO_TRY(Against one, parse_against(item, conditions, catalogue));
    made.against.push_back(std::move(one));
  }
  return made;
}

bool forbidden_by(const Against& against, const Ground& ground) {
  return against.cites.empty() || std::find(against.cites.begin(), against.cites.end(), name_of(ground)) != against.cites.end();
}

// How a practice weighs against one ground. What is owed on an event is owed here: the practice is the event, or brings it about.
std::optional<Grade> weigh(const OwedGround& ground) {
  const bool holds = ground.standing == Standing::due || ground.standing == Standing::on_event;
  if (ground.force.force == Force::not_binding || ground.standing == Standing::not_triggered) return std::nullopt;
  const bool unread = ground.article && (ground.mark() != law::Mark::verified || ground.force.mark == law::Mark::unverified);
  if (!holds || unread || ground.supposed || ground.force.force == Force::unknown) return Grade::question;
  return ground.firm() ? Grade::breach : Grade::tension;
}

class Judge {
 public:
  Judge(const law::Corpus& corpus, const Question& question, const law::FactBase& facts)
      : corpus_(corpus), evaluator_(corpus, question.stated, facts) {}

  [[nodiscard]] Truth truth(const std::optional<law::Expression>& e, std::set<FactId>& missing) const {
    if (!e) return Truth::yes;
    const law::Node node = evaluator_.expression(*e, nobody_);
    unknown_facts(node, corpus_.vocabulary(), missing);
    return static_cast<Truth>(node.value);
  }

  // The conflict, if the practice is known and something is owed that it stands against.
  [[nodiscard]] std::optional<Conflict> conflict(const Practice& practice, const Against& against, const std::vector<Owed>& all) const {
    std::set<FactId> missing;
    const Truth against_it = truth(against.when, missing);
    if (truth(practice.when, missing) != Truth::yes || against_it == Truth::no) return std::nullopt;
    const Truth set_aside = practice.unless ? truth(practice.unless, missing) : Truth::no;
    if (set_aside == Truth::yes) return std::nullopt;
    Conflict found;
    found.practice = &practice;
    found.against = &against;
    found.owed = *std::find_if(all.begin(), all.end(), [&](const Owed& one) { return one.entitlement->id == against.entitlement; });
    bool weighs = false;
    std::vector<std::size_t> holding;
    for (std::size_t i = 0; i < found.owed.grounds.size(); ++i) {
      const auto grade = weigh(found.owed.grounds[i]);
      if (!grade || !forbidden_by(against, *found.owed.grounds[i].ground)) continue;
      if (*grade != Grade::question) holding.push_back(i);
      if (weighs && *grade >= found.grade) continue;
      weighs = true;
      found.heaviest = i;
      found.grade = *grade;
    }
    if (!weighs) return std::nullopt;
    if (found.grade == Grade::breach && !against.tension.empty()) found.grade = Grade::tension;
    if (set_aside == Truth::unknown || against_it == Truth::unknown) found.grade = Grade::question;
    if (found.grade == Grade::question) {
      missing.insert(found.ground().missing.begin(), found.ground().missing.end());
      found.missing.assign(missing.begin(), missing.end());
    } else {
      for (const std::size_t i : holding)
        if (i != found.heaviest) found.also.push_back(i);
    }
    return found;
  }

 private:
  const law::Corpus& corpus_;
  law::Evaluator evaluator_;
  law::Law nobody_;
};

// A practice stands against an entitlement once, by what weighs most.
void keep(std::vector<Conflict>& found, Conflict one) {
  const auto same = std::find_if(found.begin(), found.end(), [&](const Conflict& other) {
    return other.practice == one.practice && other.owed.entitlement == one.owed.entitlement;
  });
  if (same == found.end())
    found.push_back(std::move(one));
  else if (one.grade < same->grade)
    *same = std::move(one);
}

}  // namespace

std::string_view word(Grade grade) {
  constexpr std::string_view kWords[] = {"breach", "tension", "question"};
  return kWords[static_cast<std::size_t>(grade)];
}

core::Result<std::vector<Practice>> parse_practices(const Value& document, const Catalogue& catalogue, const law::Corpus& corpus) {
  Reader reader(document, "practices");
  (void)reader.choice("format", {"palermo-practices/1"}, "");
  (void)reader.choice("uses", {"palermo-vocabulary/1"}, "palermo-vocabulary/1");
  const Value* named = reader.object("conditions");
  const Value* list = reader.array("practices");
  PALERMO_CHECK_DONE(reader.finish());
  Conditions conditions(corpus.vocabulary());
  PALERMO_CHECK_DONE(conditions.name_all(named));
  return read_listed<Practice>(list, [&](const Value& item) { return parse_practice(item, conditions, catalogue); });
}

core::Result<std::vector<Conflict>> conflicts(const std::vector<Practice>& practices, const Catalogue& catalogue, const law::Corpus& corpus,
                                              const Question& question) {
  PALERMO_TRY(const std::vector<Owed> all, owed(catalogue, corpus, question));
  PALERMO_TRY(const law::FactBase facts, law::FactBase::derive(question.stated, corpus.vocabulary()));
  const Judge judge(corpus, question, facts);
  std::vector<Conflict> found;
  for (const Practice& practice : practices)
    for (const Against& against : practice.against)
      if (auto one = judge.conflict(practice, against, all)) keep(found, std::move(*one));
  return found;
}

}  // namespace palermo::rights
