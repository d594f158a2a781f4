// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/remedies.hpp"

#include "palermo/rights/any_case_test.hpp"
#include "palermo/rights/remedies_test.hpp"

namespace palermo::rights::testing {
namespace {

using ::testing::Contains;
using ::testing::IsSupersetOf;
using ::testing::Not;

std::vector<RouteKnown> routes_of(const std::string& facts, const ForceOf& force = by_everything) {
  const law::Case stated = law::testing::case_of(corpus(), "date: 2024-05-01\nfacts: {" + facts + "}");
  auto found = routes(remedies(), corpus(), {.stated = stated, .day = 19844, .assume = Assume::as_recorded, .force = force});
  if (!found) ADD_FAILURE() << describe(found.error());
  return found ? std::move(*found) : std::vector<RouteKnown>{};
}

const RouteKnown& of(const std::vector<RouteKnown>& all, std::string_view id) {
  static const RouteKnown none;
  for (const RouteKnown& one : all)
    if (one.remedy->id == id) return one;
  ADD_FAILURE() << "no route " << id;
  return none;
}

InForce by_nothing(const law::Law&) { return {Force::not_binding, {}, law::Mark::verified}; }
InForce nobody_knows(const law::Law&) { return {Force::unknown, {}, law::Mark::verified}; }

std::set<std::string> finding_facts() { return {"authority.reasonable_grounds_victim", "authority.identified_as_victim"}; }

// Every fact on which the route depends, through its grounds or its conditions.
std::set<std::string> depends_on(std::size_t i, bool of_anybody_alone) {
  std::set<law::FactId> facts;
  for (const Ground& ground : remedies().catalogue().entitlements()[i].grounds) {
    if (of_anybody_alone && ground.from != From::anybody) continue;
    const auto more = inputs(ground, corpus());
    facts.insert(more.begin(), more.end());
  }
  for (const RemedyCondition& condition : remedies().routes()[i].conditions)
    if (condition.when) mentioned(*condition.when, corpus(), facts);
  std::set<std::string> names;
  for (const law::FactId fact : facts) names.insert(corpus().vocabulary()[fact].id);
  return names;
}

TEST(Remedies, a_ransom_on_the_way_opens_a_route_and_a_civil_claim_without_any_finding) {
  const std::string facts = "is_true: [facilitation.procured_transit, harm.extortion, harm.violence], is_false: [authority.reasonable_grounds_victim, authority.identified_as_victim], closed: [act, means, purpose]";
  EXPECT_THAT(open_routes(routes_of(facts)), IsSupersetOf({"RM03", "RM06", "RM10"}));
  const auto of_the_protocol = [](const law::Law& law) { return InForce{law.id == "un.tip-protocol" ? Force::binding : Force::elsewhere, {}, law::Mark::verified}; };
  EXPECT_EQ(of(routes_of(facts, of_the_protocol), "RM01").standing, RouteStanding::not_open);
  EXPECT_EQ(of(routes_of(facts), "RM01").standing, RouteStanding::facts_missing) << "an article that nobody has read excludes nobody";
}

TEST(Remedies, D19_each_kind_of_route_is_there_for_smuggled_people_without_a_finding_of_trafficking) {
  std::set<RemedyKind> reachable;
  for (std::size_t i = 0; i < remedies().routes().size(); ++i) {
    const std::set<std::string> facts = depends_on(i, true);
    const auto& grounds = remedies().catalogue().entitlements()[i].grounds;
    const bool anybody = std::any_of(grounds.begin(), grounds.end(), [](const Ground& g) { return g.from == From::anybody; });
    for (const std::string& finding : finding_facts()) EXPECT_THAT(facts, Not(Contains(finding))) << remedies().routes()[i].id;
    if (anybody) reachable.insert(remedies().routes()[i].kind);
  }
  EXPECT_EQ(reachable.size(), kRemedyKinds);
}

TEST(Remedies, D15_no_route_depends_on_cooperation_the_wish_to_return_entry_or_stay) {
  int looked = 0;
  for (std::size_t i = 0; i < remedies().routes().size(); ++i)
    for (const std::string& name : depends_on(i, false)) {
      EXPECT_FALSE(barred_from_remedies(corpus().vocabulary()[*corpus().vocabulary().find(name)])) << remedies().routes()[i].id << " " << name;
      ++looked;
    }
  EXPECT_GE(looked, 30);
  for (const char* barred : {"proceedings.person_cooperates", "return.person_wishes", "movement.stay_requirements_met", "movement.entry_requirements_met"})
    EXPECT_TRUE(barred_from_remedies(corpus().vocabulary()[*corpus().vocabulary().find(barred)])) << barred;
}

TEST(Remedies, D15_a_file_that_makes_a_route_conditional_is_refused_unless_an_article_says_so) {
  const auto with = [](const std::string& condition) {
    const std::string text = "format: palermo-remedies/1\nremedies:\n  - {id: X1, kind: wage_claim, says: Pay., conditions: [{says: It depends., when: " + condition +
                             "}], grounds: [{law: un.iccpr, cite: \"art. 14(1)\"}]}\n";
    return Remedies::parse(*core::parse_yaml(text, "x.yaml"), rights_document(), corpus());
  };
  for (const std::string fact : {"proceedings.person_cooperates", "movement.stay_requirements_met", "return.person_wishes"}) {
    const auto refused = with(fact);
    ASSERT_FALSE(refused) << fact;
    EXPECT_EQ(refused.error().kind.code, "rights.conditional_remedy");
    EXPECT_EQ(refused.error().kind.rule, "D15");
    EXPECT_EQ(refused.error().kind.exit, core::Exit::refused);
    EXPECT_TRUE(with(fact + ", law: fr.ceseda, cite: \"art. L. 425-1\"")) << fact;
  }
  EXPECT_TRUE(with("work.wages_due"));
}

RC_GTEST_PROP(Remedies, D19_a_finding_adds_routes_and_takes_none_away, ()) {
  law::Case stated = any_case();
  const auto with = routes(remedies(), corpus(), {.stated = stated, .day = *stated.date.days.min, .assume = Assume::with_finding, .force = by_everything});
  const auto without = routes(remedies(), corpus(), {.stated = stated, .day = *stated.date.days.min, .assume = Assume::without_finding, .force = by_everything});
  RC_PRE(with && without);
  for (std::size_t i = 0; i < with->size(); ++i) RC_ASSERT((*with)[i].standing <= (*without)[i].standing);
}

RC_GTEST_PROP(Remedies, D19_routes_of_smuggled_people_who_were_hurt_are_open_whatever_any_finding_says, ()) {
  law::Case stated = any_case();
  const auto set = [&](std::string_view name, law::Truth truth) {
    const law::FactId fact = *corpus().vocabulary().find(name);
    std::erase_if(stated.statements, [&](const law::Statement& s) { return s.fact == fact; });
    stated.statements.push_back({fact, truth, ""});
  };
  set("facilitation.procured_entry", law::Truth::yes);
  set(*rc::gen::element<std::string>("harm.violence", "harm.extortion", "harm.abandoned", "danger.life_or_safety_endangered"), law::Truth::yes);
  for (const std::string& finding : finding_facts()) set(finding, law::Truth::no);
  for (const char* status : {"proceedings.person_cooperates", "movement.entry_requirements_met", "movement.stay_requirements_met"})
    if (*rc::gen::arbitrary<bool>()) set(status, *rc::gen::arbitrary<bool>() ? law::Truth::yes : law::Truth::no);
  const auto known = routes(remedies(), corpus(), {.stated = stated, .day = *stated.date.days.min, .assume = Assume::without_finding, .force = by_everything});
  RC_PRE(known.has_value());
  for (const std::string_view id : {"RM03", "RM06", "RM10"}) RC_ASSERT(of(*known, id).standing == RouteStanding::open);
}

RC_GTEST_PROP(Remedies, an_open_route_stays_open_and_a_closed_one_closed_when_an_unknown_is_settled, ()) {
  law::Case stated = any_case();
  std::erase_if(stated.numbers, [](const law::NumberStatement&) { return true; });  // without presumptions, which fall
  std::erase_if(stated.statements, [](const law::Statement& s) {
    const std::string& id = corpus().vocabulary()[s.fact].id;
    return id == "authority.age_doubted" || id == "authority.treated_as_adult";
  });
  stated.statements.push_back({*corpus().vocabulary().find("person.national_of_dest"), law::Truth::no, ""});
  without_contradictions(stated);
  RC_PRE(std::any_of(stated.statements.begin(), stated.statements.end(), [](const law::Statement& s) { return corpus().vocabulary()[s.fact].id == "person.national_of_dest"; }));
  const auto before = routes(remedies(), corpus(), {.stated = stated, .day = *stated.date.days.min, .assume = Assume::as_recorded, .force = by_everything});
  RC_PRE(before.has_value());
  const auto fact = *rc::gen::inRange<law::FactId>(0, static_cast<law::FactId>(corpus().vocabulary().facts().size()));
  const std::string& id = corpus().vocabulary()[fact].id;
  RC_PRE(!corpus().vocabulary()[fact].number && id != "authority.age_doubted" && id != "authority.treated_as_adult");
  for (const law::Statement& s : stated.statements) RC_PRE(s.fact != fact);
  stated.statements.push_back({fact, *rc::gen::arbitrary<bool>() ? law::Truth::yes : law::Truth::no, ""});
  const auto after = routes(remedies(), corpus(), {.stated = stated, .day = *stated.date.days.min, .assume = Assume::as_recorded, .force = by_everything});
  RC_PRE(after.has_value());
  for (std::size_t i = 0; i < before->size(); ++i)
    if ((*before)[i].standing != RouteStanding::facts_missing) RC_ASSERT((*after)[i].standing == (*before)[i].standing);
}

TEST(Remedies, a_state_that_is_not_bound_closes_no_route_but_one_to_a_treaty_body) {
  const std::string facts = "is_true: [work.worked, work.wages_due, work.fee_charged]";
  for (const RouteKnown& route : routes_of(facts, by_nothing)) {
    const bool body = route.remedy->kind == RemedyKind::treaty_body;
    EXPECT_EQ(body, route.not_a_party) << route.remedy->id;
    EXPECT_TRUE(!body || route.standing == RouteStanding::not_open) << route.remedy->id;
    EXPECT_NE(route.standing, RouteStanding::open) << route.remedy->id;
  }
  const auto none = routes_of(facts, by_nothing);
  for (const char* id : {"RM04", "RM05"}) {
    EXPECT_EQ(of(none, id).standing, RouteStanding::facts_missing) << id;
    EXPECT_TRUE(of(none, id).ask_own_law) << id;
  }
  const auto perhaps = routes_of(facts, nobody_knows);
  EXPECT_EQ(of(perhaps, "TB01").standing, RouteStanding::facts_missing);
  EXPECT_FALSE(of(perhaps, "TB01").ask_own_law) << "no law of a State opens a way to a committee";
  EXPECT_TRUE(of(perhaps, "RM04").ask_own_law);
}

TEST(Remedies, a_treaty_body_is_never_open_since_nobody_here_knows_what_the_state_accepted) {
  for (const RouteKnown& route : routes_of("is_true: [work.worked, person.woman_or_girl, harm.violence], is_false: [person.national_of_dest], values: {person.age: 16}")) {
    if (route.remedy->kind != RemedyKind::treaty_body) continue;
    EXPECT_EQ(route.standing, RouteStanding::facts_missing) << route.remedy->id;
    EXPECT_FALSE(route.conditions.empty()) << route.remedy->id;
  }
}

TEST(Remedies, an_article_that_nobody_read_opens_nothing_where_its_instrument_does_not_bind) {
  const std::string facts = "is_false: [authority.reasonable_grounds_victim, authority.identified_as_victim], closed: [act, means, purpose]";
  const auto of_two = [](const law::Law& law) { return InForce{law.id == "un.tip-protocol" || law.id == "coe.cets197" ? Force::binding : Force::not_binding, {}, law::Mark::verified}; };
  EXPECT_EQ(of(routes_of(facts, of_two), "RM01").standing, RouteStanding::not_open);
}

TEST(Remedies, what_is_missing_is_asked_and_nothing_else) {
  const auto nothing_known = routes_of("");
  const RouteKnown& wages = of(nothing_known, "RM04");
  EXPECT_EQ(wages.standing, RouteStanding::facts_missing);
  ASSERT_EQ(wages.missing.size(), 1u);
  EXPECT_EQ(corpus().vocabulary()[wages.missing.front()].id, "work.wages_due");
  EXPECT_EQ(of(routes_of("is_false: [work.wages_due]"), "RM04").standing, RouteStanding::not_open);
}

TEST(Remedies, every_route_says_what_to_keep_and_whom_to_ask) {
  EXPECT_GE(remedies().routes().size(), 15u);
  for (const Remedy& route : remedies().routes()) {
    EXPECT_FALSE(route.keep.empty()) << route.id;
    EXPECT_FALSE(route.ask_whom.empty()) << route.id;
  }
}

}  // namespace
}  // namespace palermo::rights::testing
