// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/any_case_test.hpp"

namespace palermo::rights::testing {
namespace {

TEST(Owed, the_shared_cases_are_owed_what_they_expect) {
  const std::filesystem::path path = std::filesystem::path(PALERMO_SHARED_DIR) / "data" / "law" / "cases.yaml";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "the shared cases are not here";
  const auto document = core::parse_yaml(law::testing::read(path), "cases.yaml");
  ASSERT_TRUE(document);
  const auto cases = law::parse_cases(*document, corpus().vocabulary());
  ASSERT_TRUE(cases);
  int expected = 0;
  for (std::size_t i = 0; i < cases->size(); ++i) {
    const core::Value& rights = (*document)["cases"].items()[i]["rights"];
    for (const core::Value& id : rights["due"].items()) {
      const auto all = owed(catalogue(), corpus(), {.stated = (*cases)[i], .day = *(*cases)[i].date.days.min, .assume = Assume::as_recorded, .force = parties(rights["parties"])});
      ASSERT_TRUE(all);
      const Owed& one = of(*all, id.as_text());
      EXPECT_THAT(word(one.standing), AnyOf("due", "on_event")) << (*cases)[i].id << " " << id.as_text() << "\n" << tell(one);
      EXPECT_THAT(word(one.force), AnyOf("binding", "soft")) << (*cases)[i].id << " " << id.as_text() << "\n" << tell(one);
      ++expected;
    }
  }
  std::cout << expected << " expectations\n";
  EXPECT_EQ(expected, 36);
}

std::optional<std::vector<Owed>> owed_in(const law::Case& stated, Assume assume = Assume::as_recorded) {
  auto found = owed(catalogue(), corpus(), {.stated = stated, .day = *stated.date.days.min, .assume = assume, .force = by_everything});
  if (!found) return std::nullopt;  // contradictory facts
  return std::move(*found);
}

TEST(Rights, D15_no_service_has_cooperation_status_or_the_wish_to_return_among_its_inputs) {
  int services = 0, barred = 0;
  for (const Entitlement& entitlement : catalogue().entitlements()) {
    if (entitlement.kind != Class::service) continue;
    ++services;
    for (const Ground& ground : entitlement.grounds)
      for (const law::FactId fact : inputs(ground, corpus()))
        EXPECT_FALSE(barred_from_services(corpus().vocabulary()[fact])) << entitlement.id << " " << corpus().vocabulary()[fact].id;
  }
  for (const law::FactDef& fact : corpus().vocabulary().facts()) barred += barred_from_services(fact);
  EXPECT_GE(services, 15);
  EXPECT_GE(barred, 25);
}

TEST(Rights, D15_a_catalogue_that_makes_a_service_conditional_is_refused) {
  const std::string whole = law::testing::read(std::filesystem::path(PALERMO_SOURCE_DIR) / "data/rights/entitlements.yaml");
  for (const std::string fact : {"proceedings.person_cooperates", "movement.stay_requirements_met", "return.person_wishes"}) {
    std::string text = whole;
    const std::string before = "when: need.urgent_medical_care";
    text.replace(text.find(before), before.size(), "when: {all: [need.urgent_medical_care, " + fact + "]}");
    const auto refused = Catalogue::parse(*core::parse_yaml(text, "rights.yaml"), corpus());
    ASSERT_FALSE(refused) << fact;
    EXPECT_EQ(refused.error().kind.code, "rights.conditional_service");
    EXPECT_EQ(refused.error().kind.rule, "D15");
    EXPECT_EQ(refused.error().kind.exit, core::Exit::refused);
  }
}

RC_GTEST_PROP(Rights, D15_services_do_not_change_when_cooperation_status_or_the_wish_to_return_do, ()) {
  const law::Case stated = any_case();
  law::Case other = stated;
  const law::Vocabulary& words = corpus().vocabulary();
  std::erase_if(other.statements, [&](const law::Statement& s) { return barred_from_services(words[s.fact]); });
  for (law::FactId fact = 0; fact < words.facts().size(); ++fact)
    if (barred_from_services(words[fact]) && *rc::gen::arbitrary<bool>()) other.statements.push_back({fact, *rc::gen::arbitrary<bool>() ? law::Truth::yes : law::Truth::no, ""});
  const auto before = owed_in(stated), after = owed_in(other);  // implied facts of other kinds may contradict: then there is nothing to compare
  RC_PRE(before && after);
  for (std::size_t i = 0; i < before->size(); ++i) {
    if ((*before)[i].entitlement->kind != Class::service) continue;
    RC_ASSERT((*before)[i].standing == (*after)[i].standing);
  }
}

TEST(Rights, D16_something_is_owed_without_any_finding_and_without_any_fact) {
  const std::vector<Owed> all = owed_to("date: 2024-05-01");
  for (const std::string_view id : {"AN03", "AN04", "AN05", "AN06"}) EXPECT_EQ(of(all, id).standing, Standing::due) << id;
  EXPECT_EQ(of(all, "AN01").standing, Standing::on_event);
  EXPECT_EQ(of(all, "SM11").standing, Standing::open) << "nobody asked whether a doctor is needed";
}

RC_GTEST_PROP(Rights, D19_not_trafficked_never_removes_what_everybody_is_owed, ()) {
  const law::Case stated = any_case();
  const auto with = owed_in(stated, Assume::with_finding), without = owed_in(stated, Assume::without_finding);
  RC_PRE(with && without);
  for (std::size_t i = 0; i < with->size(); ++i)
    for (std::size_t g = 0; g < (*with)[i].grounds.size(); ++g) {
      const OwedGround &found = (*with)[i].grounds[g], &not_found = (*without)[i].grounds[g];
      if (found.ground->from == From::anybody) RC_ASSERT(found.standing == not_found.standing);
      RC_ASSERT(found.standing <= not_found.standing);  // a finding brings, and never takes
    }
  RC_ASSERT(of(*without, "AN03").standing == Standing::due);  // review and remedy
}

RC_GTEST_PROP(Rights, what_is_owed_stays_owed_when_an_unknown_is_settled_but_for_presumptions, ()) {
  law::Case stated = any_case();
  const auto before = owed_in(stated);
  RC_PRE(before.has_value());
  const auto fact = *rc::gen::inRange<law::FactId>(0, static_cast<law::FactId>(corpus().vocabulary().facts().size()));
  RC_PRE(!corpus().vocabulary()[fact].number);
  for (const law::Statement& s : stated.statements) RC_PRE(s.fact != fact);
  stated.statements.push_back({fact, *rc::gen::arbitrary<bool>() ? law::Truth::yes : law::Truth::no, ""});
  const auto after = owed_in(stated);
  RC_PRE(after.has_value());
  for (std::size_t i = 0; i < before->size(); ++i)
    for (std::size_t g = 0; g < (*before)[i].grounds.size(); ++g)
      if ((*before)[i].grounds[g].standing == Standing::due && (*before)[i].grounds[g].presumed.empty())
        RC_ASSERT((*after)[i].grounds[g].standing == Standing::due);
}

TEST(Presumptions, a_person_who_may_be_a_child_is_owed_what_a_child_is_owed_until_the_age_is_verified) {
  const std::string body = "date: 2024-05-01\nfacts: {values: {person.age.min: 15, person.age.max: 20}, is_true: [authority.detained_person]}";
  const Owed& held = of(owed_to(body), "CH05");
  EXPECT_EQ(held.standing, Standing::due);
  EXPECT_EQ(held.grounds.front().presumed, "child");
  const Owed& of_age = of(owed_to("date: 2024-05-01\nfacts: {values: {person.age: 20}, is_true: [authority.detained_person]}"), "CH05");
  EXPECT_EQ(of_age.standing, Standing::not_triggered);
  const Owed& child = of(owed_to("date: 2024-05-01\nfacts: {values: {person.age: 15}, is_true: [authority.detained_person]}"), "CH05");
  EXPECT_EQ(child.standing, Standing::due);
  EXPECT_EQ(child.grounds.front().presumed, "") << "known, not presumed";
}

TEST(Owed, what_children_are_owed_is_not_to_be_checked_for_an_adult_even_by_articles_that_nobody_read) {
  for (const Owed& one : owed_to("date: 2024-05-01\nfacts: {values: {person.age: 34}}"))
    if (one.entitlement->id.starts_with("CH") || one.entitlement->id == "ST03") {
      EXPECT_EQ(one.standing, Standing::not_triggered) << tell(one);
    }
}

OwedGround by_law(const Owed& one, std::string_view law) {
  for (const OwedGround& ground : one.grounds)
    if (ground.ground->law == law) return ground;
  ADD_FAILURE() << one.entitlement->id << " has no ground in " << law;
  return one.grounds.front();
}

TEST(MigrantWorkers, what_the_convention_on_them_grants_is_not_owed_to_citizens_of_the_state_of_the_work) {
  const std::string facts = "date: 2024-05-01\nfacts: {is_true: [work.worked, work.wages_due, work.papers_held, purpose.forced_labour, return.considered";
  const std::vector<Owed> citizen = owed_to(facts + ", person.national_of_dest]}"), foreigner = owed_to(facts + "], is_false: [person.national_of_dest]}");
  for (const std::string_view id : {"MW01", "MW02", "MW03", "MW04"}) {
    const Owed one = of(citizen, id);
    for (const OwedGround& ground : one.grounds) {
      EXPECT_TRUE(ground.ground->law != "un.icrmw" || ground.standing == Standing::not_triggered) << id << " " << ground.ground->cite << ", read or not";
    }
  }
  EXPECT_EQ(of(citizen, "MW01").standing, Standing::not_triggered);
  for (const std::string_view id : {"MW01", "MW02", "MW03", "MW04"}) {
    EXPECT_EQ(of(foreigner, id).standing, Standing::due) << id;
    EXPECT_EQ(by_law(of(foreigner, id), "un.icrmw").presumed, "") << id;
  }
  EXPECT_EQ(of(citizen, "MW09").standing, Standing::due) << "fair pay is for every worker";
}

TEST(MigrantWorkers, where_nobody_asked_about_citizenship_it_is_presumed_and_the_question_stands_beside) {
  const std::vector<Owed> all = owed_to("date: 2024-05-01\nfacts: {is_true: [work.worked, work.wages_due, work.papers_held]}");
  for (const std::string_view id : {"MW01", "MW02", "MW03", "MW04"}) {
    const OwedGround ground = by_law(of(all, id), "un.icrmw");
    EXPECT_EQ(ground.presumed, "foreign_worker") << id;
    EXPECT_TRUE(ground.supposed) << id;
    EXPECT_FALSE(ground.firm()) << id << ": nothing supposed is firm";
    ASSERT_EQ(ground.missing.size(), 1U) << id;
    EXPECT_EQ(corpus().vocabulary()[ground.missing.front()].id, "person.national_of_dest") << id;
  }
  EXPECT_EQ(of(all, "MW05").standing, Standing::open) << "for the Convention on migrant workers alone";
  EXPECT_EQ(by_law(of(all, "RF06"), "un.iccpr").standing, Standing::open);
}

TEST(MigrantWorkers, nobody_becomes_one_by_presumption) {
  const law::Case stated = law::testing::case_of(corpus(), "date: 2024-05-01\nfacts: {is_true: [work.worked]}");
  const auto all = categories(catalogue(), corpus(), stated);
  ASSERT_TRUE(all);
  for (const CategoryKnown& known : *all)
    EXPECT_TRUE(known.category->id != "migrant_worker" || known.is == law::Truth::unknown);
}

TEST(Presumptions, what_a_presumption_stands_for_stays_a_question) {
  const std::vector<Owed> all = owed_to("date: 2024-05-01\nfacts: {values: {person.age.min: 15, person.age.max: 20}, is_true: [authority.detained_person]}");
  const OwedGround held = of(all, "CH05").grounds.front();
  EXPECT_FALSE(held.supposed) << "CETS 197 art. 10(3) makes it";
  ASSERT_EQ(held.missing.size(), 1U);
  EXPECT_EQ(corpus().vocabulary()[held.missing.front()].id, "person.age");
}

TEST(Grounds, carry_the_limits_of_the_article_that_they_make_apply) {
  const std::vector<Owed> all = owed_to("date: 2024-05-01\nfacts: {is_true: [person.seeks_asylum, movement.stay_requirements_met, person.came_directly_from_danger, person.reported_without_delay, return.considered, authority.detained_person]}");
  for (const std::string_view id : {"RF03", "RF06"}) {
    const OwedGround applied = by_law(of(all, id), "un.refugees1967");
    ASSERT_TRUE(applied.applied) << id;
    EXPECT_FALSE(applied.firm()) << id << ": the Convention has a limit here";
  }
  EXPECT_TRUE(by_law(of(all, "RF01"), "un.refugees1967").firm());
  for (const Entitlement& entitlement : catalogue().entitlements())
    for (const Ground& ground : entitlement.grounds)
      EXPECT_TRUE(ground.law != "un.refugees1967" || ground.applies_law == "un.refugees1951") << entitlement.id;
}

TEST(Grounds, a_standard_is_none_before_it_was_made) {
  const std::string facts = "\nfacts: {is_true: [situation.crisis_abroad]}";
  EXPECT_EQ(of(owed_to("date: 2015-12-31" + facts), "CR03").force, Force::not_binding);
  EXPECT_EQ(of(owed_to("date: 2016-01-01" + facts), "CR03").force, Force::soft);
}

TEST(Grounds, a_reading_has_a_mark_of_its_own_that_only_lowers) {
  int readings = 0;
  for (const Owed& one : owed_to("date: 2024-05-01"))
    for (const OwedGround& ground : one.grounds) {
      if (ground.ground->reading.empty()) continue;
      ++readings;
      EXPECT_GE(ground.mark(), ground.article->mark) << one.entitlement->id;
      EXPECT_FALSE(ground.firm()) << one.entitlement->id << " " << ground.ground->cite;
    }
  EXPECT_EQ(readings, 4) << "no article of the Covenant says that it bars a return";
}

TEST(Grounds, the_articles_that_a_lawyer_missed_stand) {
  const auto has = [](std::string_view id, std::string_view law, std::string_view cite) {
    const auto& grounds = catalogue().find(id)->grounds;
    return std::any_of(grounds.begin(), grounds.end(), [&](const Ground& g) { return g.law == law && g.cite == cite; });
  };
  EXPECT_TRUE(has("WT02", "un.crc-opsc", "art. 8(1)(a)"));
  EXPECT_TRUE(has("CH07", "ilo.c182", "art. 7(2)(b)"));
  EXPECT_TRUE(has("CH06", "eu.2011-36", "art. 14(1), second sentence"));
  EXPECT_TRUE(has("RF06", "un.refugees1967", "art. I(1)"));
  const auto article = [](std::string_view law, std::string_view cite, std::string_view day) { return find_article(*corpus().find(law), cite, *core::parse_date(day)->days.min); };
  for (const char* day : {"2020-01-01", "2025-01-01"}) EXPECT_EQ(article("eu.2011-36", "art. 11(3)", day)->limits, std::vector<std::string>{"domestic_law"}) << day;
  for (const char* cite : {"art. 6(1)", "art. 7", "art. 9", "art. 11(1)"})
    EXPECT_NE(article("un.icescr", cite, "2020-01-01")->qualifier.find("art. 2(3)"), std::string::npos) << cite << ": developing countries and those who are not nationals";
}

TEST(Deadlines, stand_as_dates_where_the_article_has_a_number_and_the_first_day_is_known) {
  const law::Case stated = law::testing::case_of(corpus(), "date: 2024-05-01\nfacts: {is_true: [authority.reasonable_grounds_victim], is_false: [person.national_of_dest]}");
  const auto with = [&](std::map<std::string, core::PartialDate> clocks) {
    auto all = owed(catalogue(), corpus(), {.stated = stated, .day = 20000, .assume = Assume::as_recorded, .force = by_everything, .clocks = std::move(clocks)});
    return of(*all, "VT02").grounds.front().deadline.text();
  };
  EXPECT_EQ(with({{"reasonable_grounds", *core::parse_date("2025-03-01")}}), "2025-03-31");
  EXPECT_EQ(with({{"reasonable_grounds", *core::parse_date("2025-03")}}), "2025-03-31..2025-04");
  EXPECT_EQ(with({}), "unknown") << "no day is invented";
}

TEST(Marks, an_article_that_nobody_read_excludes_nobody) {
  const std::vector<Owed> all = owed_to("date: 2024-05-01\nfacts: {is_false: [work.worked]}");
  EXPECT_EQ(of(all, "MW05").standing, Standing::to_check) << "C143 art. 9(1) was not read";
  EXPECT_EQ(of(all, "MW01").standing, Standing::open);
}

TEST(Categories, one_that_is_open_is_named_with_what_would_tell) {
  const law::Case stated = law::testing::case_of(corpus(), "date: 2024-05-01\nfacts: {values: {person.age: 30}, is_false: [person.seeks_asylum, movement.entry_requirements_met]}");
  const auto all = categories(catalogue(), corpus(), stated);
  ASSERT_TRUE(all);
  int open = 0;
  for (const CategoryKnown& known : *all) {
    open += known.is == law::Truth::unknown;
    EXPECT_EQ(known.is == law::Truth::unknown, !known.missing.empty()) << known.category->id;
  }
  EXPECT_EQ((*all)[0].is, law::Truth::no) << "not a child";
  EXPECT_EQ(open, 6);
}

}  // namespace
}  // namespace palermo::rights::testing
