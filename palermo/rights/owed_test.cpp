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
