// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/owed.hpp"

#include <algorithm>
#include <chrono>
#include <initializer_list>

#include "palermo/law/evaluate.hpp"
#include "palermo/law/evaluator.hpp"
#include "palermo/rights/missing.hpp"

namespace palermo::rights {

using law::FactId;
using law::Node;
using law::Outcome;
using law::Truth;

namespace {

constexpr std::string_view kStandings[] = {"due", "on_event", "open", "to_check", "not_triggered"};
constexpr std::string_view kForces[] = {"binding", "soft", "unknown", "not_binding", "elsewhere"};

Truth truth(Outcome outcome) { return outcome == Outcome::not_in_force ? Truth::unknown : static_cast<Truth>(outcome); }

// One way to see the case: as it is, or with a presumption.
class View {
 public:
  static core::Result<View> of(const law::Corpus& corpus, law::Case stated, Assume assume) {
    View view(corpus, std::move(stated));
    PALERMO_TRY(view.facts_, law::FactBase::derive(view.stated_, corpus.vocabulary()));
    PALERMO_TRY(view.grounds_, view.reasonable_grounds(assume));
    view.found_ = assume == Assume::as_recorded ? view.fact("authority.identified_as_victim") : assume == Assume::with_finding ? Truth::yes : Truth::no;
    return view;
  }

  [[nodiscard]] Truth from(From whom) const {
    return whom == From::anybody ? Truth::yes : whom == From::reasonable_grounds ? grounds_ : found_;
  }
  [[nodiscard]] Node node(const law::Expression& e) const { return law::Evaluator(*corpus_, stated_, *facts_).expression(e, nobodys_law()); }
  [[nodiscard]] Truth truth_of(const law::Expression& e) const { return truth(node(e).value); }
  [[nodiscard]] Truth fact(FactId id) const { return facts_->fact(id).truth; }
  [[nodiscard]] Truth fact(std::string_view name) const {
    const auto id = corpus_->vocabulary().find(name);
    return id ? fact(*id) : Truth::unknown;
  }

 private:
  View(const law::Corpus& corpus, law::Case stated) : corpus_(&corpus), stated_(std::move(stated)) {}

  static const law::Law& nobodys_law() {
    static const law::Law none;
    return none;
  }

  // What an authority found, or what the facts say themselves. Facts that are no trafficking leave the question to the authorities.
  core::Result<Truth> reasonable_grounds(Assume assume) const {
    if (assume != Assume::as_recorded) return assume == Assume::with_finding ? Truth::yes : Truth::no;
    Truth known = law::either(fact("authority.reasonable_grounds_victim"), fact("authority.identified_as_victim"));
    for (const std::string_view id : kTrafficking) {
      const auto finding = corpus_->resolve(id);
      if (!finding || stated_.subject == law::Role::person_moved) continue;
      PALERMO_TRY(const law::Finding found, law::assess(*corpus_, stated_, *finding, *facts_));
      known = law::either(known, truth(found.outcome));
    }
    return known;
  }

  const law::Corpus* corpus_;
  law::Case stated_;
  std::optional<law::FactBase> facts_;
  Truth grounds_ = Truth::unknown, found_ = Truth::unknown;
};

struct Seen {
  Standing standing = Standing::not_triggered;
  std::vector<FactId> events, missing;
};

using Conditions = std::initializer_list<const std::optional<law::Expression>*>;

// Whether `from` and the conditions hold; of what is unknown, the facts that would tell.
Truth holds(const View& view, From from, Conditions conditions, const law::Vocabulary& vocabulary, std::vector<FactId>& missing) {
  std::set<FactId> asked;
  Truth known = view.from(from);
  if (known == Truth::unknown)
    if (const auto fact = vocabulary.find(from == From::finding ? "authority.identified_as_victim" : "authority.reasonable_grounds_victim"))
      asked.insert(*fact);
  for (const auto* condition : conditions) {
    if (!*condition) continue;
    const Node node = view.node(**condition);
    unknown_facts(node, vocabulary, asked);
    known = law::both(known, truth(node.value));
  }
  if (known == Truth::unknown) missing.assign(asked.begin(), asked.end());
  return known;
}

Seen see(const View& view, const Ground& ground, bool read, const law::Vocabulary& vocabulary) {
  Seen seen;
  const Truth known = holds(view, ground.from, {&ground.whom, &ground.when}, vocabulary, seen.missing);
  if (known != Truth::yes) {
    const bool sure = read || (ground.whom && view.truth_of(*ground.whom) == Truth::no);
    seen.standing = known == Truth::unknown ? Standing::open : sure ? Standing::not_triggered : Standing::to_check;
    return seen;
  }
  for (const FactId event : ground.events)
    if (view.fact(event) != Truth::yes) seen.events.push_back(event);
  seen.standing = seen.events.empty() ? Standing::due : Standing::on_event;
  return seen;
}

core::Day after_months(core::Day day, std::int64_t months) {
  using namespace std::chrono;
  const year_month_day date{sys_days{days{day}}};
  const year_month then = year_month{date.year(), date.month()} + std::chrono::months{months};
  const year_month_day_last last{then.year(), month_day_last{then.month()}};
  return static_cast<core::Day>(sys_days{then / std::min(date.day(), last.day())}.time_since_epoch().count());
}

// The last day of a period of the article, counted from what is known of the clock.
core::PartialDate deadline(const law::Deadline& rule, const core::PartialDate& clock) {
  using Kind = law::Deadline::Kind;
  if (!clock.known() || rule.kind == Kind::none || rule.kind == Kind::standard) return {};
  const auto moved = [&](core::Day day) { return rule.kind == Kind::within_months ? after_months(day, rule.count) : day + static_cast<core::Day>(rule.count); };
  core::PartialDate last;
  if (clock.days.min) last.days.min = moved(*clock.days.min);
  if (clock.days.max) last.days.max = moved(*clock.days.max);
  return last;
}

bool read_and_binding(const OwedGround& ground) {
  return ground.mark() == law::Mark::verified && ground.force.force == Force::binding && ground.force.mark != law::Mark::unverified;
}

// By a limit, or by a softer verb than shall.
bool softened(const OwedGround& ground) {
  const bool limited = !ground.article->limits.empty() || (ground.applied && !ground.applied->limits.empty());
  return limited || (ground.article->modality != law::Modality::shall && ground.article->modality != law::Modality::shall_not);
}

// Before a better force comes a better standing; what does not oblige at all comes last.
int rank(const OwedGround& ground) {
  const int force = ground.force.force == Force::binding ? 0 : ground.force.force == Force::soft ? 1 : ground.force.force == Force::unknown ? 2 : 3;
  const bool obliges = ground.force.force != Force::not_binding;
  return (obliges ? 0 : 100) + 10 * static_cast<int>(ground.standing) + force;
}

// As recorded, then one for each presumption that holds: while there are reasons for it and nothing shows that it is wrong.
using Views = std::vector<std::pair<const Presumption*, View>>;  // nullptr: none

core::Result<Views> views_of(const Catalogue& catalogue, const law::Corpus& corpus, const law::Case& stated, Assume assume) {
  Views views;
  PALERMO_TRY(View plain, View::of(corpus, stated, assume));
  views.emplace_back(nullptr, std::move(plain));
  for (const Presumption& presumption : catalogue.presumptions()) {
    const View& recorded = views.front().second;
    if (recorded.truth_of(presumption.reasons) != Truth::yes || recorded.truth_of(presumption.unless) == Truth::yes) continue;
    law::Case supposed = stated;
    supposed.statements.insert(supposed.statements.end(), presumption.statements.begin(), presumption.statements.end());
    supposed.numbers.insert(supposed.numbers.end(), presumption.numbers.begin(), presumption.numbers.end());
    PALERMO_TRY(View view, View::of(corpus, std::move(supposed), assume));
    views.emplace_back(&presumption, std::move(view));
  }
  return views;
}

class Reckoner {
 public:
  Reckoner(const law::Corpus& corpus, const Question& question, const Views& views) : corpus_(corpus), question_(question), views_(views) {}

  Owed owed_one(const Entitlement& entitlement) const {
    Owed owed;
    owed.entitlement = &entitlement;
    for (const Ground& ground : entitlement.grounds) {
      OwedGround made = owed_by(ground);
      if (made.force.force != Force::elsewhere) owed.grounds.push_back(std::move(made));
    }
    const auto best = std::min_element(owed.grounds.begin(), owed.grounds.end(), [](const OwedGround& a, const OwedGround& b) { return rank(a) < rank(b); });
    if (best == owed.grounds.end()) return owed;
    owed.standing = best->standing;
    owed.force = best->force.force;
    return owed;
  }

  OwedGround owed_by(const Ground& ground) const {
    OwedGround made;
    made.ground = &ground;
    const bool there = !ground.since.days.min || *ground.since.days.min <= question_.day;
    made.force = {.force = there ? Force::soft : Force::not_binding, .since = {}, .mark = ground.mark};
    if (const law::Law* law = ground.soft.empty() ? corpus_.find(ground.law) : nullptr) {
      made.article = find_article(*law, ground.cite, question_.day);
      if (const law::Law* applied = corpus_.find(ground.applies_law)) made.applied = find_article(*applied, ground.applies_cite, question_.day);
      made.force = made.article ? force(*law, made.bearer()) : question_.force(*law);
    }
    const bool read = made.mark() == law::Mark::verified;
    for (const auto& [presumption, view] : views_) {
      if (presumption && !presumption->acts_on(ground)) continue;
      const Seen seen = see(view, ground, read, corpus_.vocabulary());
      if (presumption && seen.standing >= made.standing) continue;  // it is not needed
      made.standing = seen.standing;
      made.events = seen.events;
      if (!presumption || seen.standing == Standing::open) made.missing = seen.missing;  // what is presumed stays a question
      if (!presumption) continue;
      made.presumed = presumption->id;
      made.supposed = presumption->cites.empty();
    }
    const auto clock = question_.clocks.find(ground.clock);
    if (made.article && clock != question_.clocks.end()) made.deadline = deadline(made.article->deadline, clock->second);
    return made;
  }

  // Of the State that owes it: acceptance and papers are owed by the State of origin, rescue by that of a ship whose flag nobody told.
  [[nodiscard]] InForce force(const law::Law& law, std::string_view who) const {
    InForce here = question_.force(law);
    if (who == "flag_state" || who == "master") return here.force == Force::elsewhere ? here : InForce{};
    if (who != "state_of_origin" && who != "requested_state" && who != "sending_state") return here;
    return question_.force_of_origin ? question_.force_of_origin(law) : InForce{};
  }

  const law::Corpus& corpus_;
  const Question& question_;
  const Views& views_;
};

}  // namespace

std::string_view word(Standing standing) { return kStandings[static_cast<std::size_t>(standing)]; }
std::string_view word(Force force) { return kForces[static_cast<std::size_t>(force)]; }

law::Mark OwedGround::mark() const {
  if (!article) return ground->mark;
  const law::Mark text = applied ? law::weaker(article->mark, applied->mark) : article->mark;
  return ground->reading.empty() ? text : law::weaker(text, ground->mark);
}

bool OwedGround::firm() const {
  return article && read_and_binding(*this) && !supposed && !softened(*this);
}

bool OwedGround::leaves_room() const {
  if (!article) return force.force == Force::soft;
  return read_and_binding(*this) && !supposed && softened(*this);
}

std::string_view OwedGround::bearer() const { return ground->by_origin ? "state_of_origin" : article ? std::string_view(article->who) : "state_party"; }

std::vector<const OwedGround*> Owed::carrying() const {
  std::vector<const OwedGround*> found;
  for (const OwedGround& ground : grounds)
    if (ground.standing == standing && ground.force.force == force) found.push_back(&ground);
  return found;
}

const law::Version* version_on(const law::Law& law, core::Day day) {
  const auto found = std::find_if(law.versions.begin(), law.versions.end(), [&](const law::Version& v) { return v.in_force.contains(day); });
  return found == law.versions.end() ? nullptr : &*found;
}

const law::Article* find_article(const law::Law& law, std::string_view cite, core::Day day) {
  const law::Article* found = nullptr;
  const law::Version* of_the_day = version_on(law, day);
  bool settled = false;
  for (const law::Version& version : law.versions)
    for (const law::Article& article : version.articles)
      if (article.cite == cite && !settled) {
        found = &article;
        settled = &version == of_the_day;
      }
  return found;
}

core::Result<std::vector<Owed>> owed(const Catalogue& catalogue, const law::Corpus& corpus, const Question& question) {
  PALERMO_TRY(const Views views, views_of(catalogue, corpus, question.stated, question.assume));
  const Reckoner reckoner(corpus, question, views);
  std::vector<Owed> all;
  for (const Entitlement& entitlement : catalogue.entitlements()) all.push_back(reckoner.owed_one(entitlement));
  return all;
}

core::Result<std::vector<CategoryKnown>> categories(const Catalogue& catalogue, const law::Corpus& corpus, const law::Case& stated) {
  PALERMO_TRY(const Views views, views_of(catalogue, corpus, stated, Assume::as_recorded));
  std::vector<CategoryKnown> all;
  for (const Category& category : catalogue.categories()) {
    CategoryKnown known;
    known.category = &category;
    for (const auto& [presumption, view] : views)
      if (known.is == Truth::unknown && (!presumption || presumption->laws.empty())) known.is = holds(view, category.from, {&category.when}, corpus.vocabulary(), known.missing);
    if (known.is != Truth::unknown) known.missing.clear();
    all.push_back(std::move(known));
  }
  return all;
}

}  // namespace palermo::rights
