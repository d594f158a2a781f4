// SPDX-License-Identifier: Apache-2.0
// Whom the laws that we hold catch, held against the Smuggling Protocol. Claims about encodings of texts, not about courts.
#include "palermo/compare/archetypes.hpp"

#include <gmock/gmock.h>

#include "palermo/compare/check.hpp"
#include "palermo/law/law_test.hpp"

namespace palermo::compare {
namespace {

using law::testing::describe;
using law::testing::law_folder;
using law::testing::project_corpus;
using law::testing::read;

const std::vector<law::Case>& stories() {
  static const std::vector<law::Case> cases = [] {
    const auto document = core::parse_yaml(read(law_folder() / "scenarios" / "archetypes.yaml"), "archetypes.yaml");
    auto parsed = document ? law::parse_cases(*document, project_corpus().vocabulary()) : core::fail(document.error());
    if (!parsed) ADD_FAILURE() << describe(parsed.error());
    return parsed ? *parsed : std::vector<law::Case>{};
  }();
  return cases;
}

Edition edition_of(std::string_view name) {
  const auto edition = find_edition(project_corpus(), name);
  if (!edition) ADD_FAILURE() << describe(edition.error());
  return edition ? *edition : Edition{};
}

const law::Case& story(std::string_view id) {
  const auto at = std::find_if(stories().begin(), stories().end(), [&](const law::Case& c) { return c.id == id; });
  EXPECT_NE(at, stories().end()) << id;
  return *at;
}

// Not for stories about the person moved.
Reach reach(std::string_view law, std::string_view id) {
  const auto found = reach_of(edition_of(law), story(id));
  if (!found) ADD_FAILURE() << describe(found.error());
  return found ? *found : Reach{};
}

ArchetypeRow against_protocol(std::string_view law, std::string_view id) {
  const auto rows = compare_archetypes(edition_of(law), edition_of("un.som-protocol"), {story(id)}, reach_of_moved_within({}));
  if (!rows) ADD_FAILURE() << describe(rows.error());
  return rows ? rows->front() : ArchetypeRow{};
}

TEST(Archetypes, three_laws_newly_catch_the_unpaid_helper_and_the_relative_at_the_border) {
  for (const std::string law : {"ch.116", "fr.L823-1", "nl.197a"})
    for (const std::string id : {"unpaid_helper.entry", "relative.entry"}) {
      const ArchetypeRow row = against_protocol(law, id);
      EXPECT_TRUE(row.newly_caught()) << law << " " << id << " " << word(row.draft.caught) << " " << word(row.against->caught);
      ASSERT_EQ(row.against->hinges.size(), 1u) << law << " " << id;
      EXPECT_EQ(row.against->offence, "smuggling");
      EXPECT_EQ(row.against->hinges.front().id, "material_benefit");
    }
}

TEST(Archetypes, france_exempts_family_for_a_stay_and_switzerland_does_not) {
  const Reach france = reach("fr.L823-1", "relative.stay");
  EXPECT_EQ(france.caught, Caught::no);
  ASSERT_EQ(france.hinges.size(), 1u);
  EXPECT_EQ(france.hinges.front().kind, Hinge::Kind::exception);
  EXPECT_EQ(france.hinges.front().id, "family");
  EXPECT_EQ(reach("ch.116", "relative.stay").caught, Caught::yes);
}

TEST(Archetypes, germany_does_not_catch_who_helps_one_person_once_for_nothing) {
  const Reach germany = reach("de.96-entry", "unpaid_helper.entry");
  EXPECT_EQ(germany.caught, Caught::no);
  ASSERT_EQ(germany.hinges.size(), 1u);
  EXPECT_EQ(germany.hinges.front().id, "benefit_or_repetition");
}

TEST(Archetypes, the_protocols_catch_the_paid_smuggler_and_the_trafficker_and_nobody_else) {
  for (const law::Case& one : stories()) {
    if (one.subject == law::Role::person_moved) continue;
    const bool smuggler = one.id.starts_with("paid_smuggler."), trafficker = one.id.starts_with("trafficker.");
    EXPECT_EQ(reach("un.som-protocol", one.id).caught == Caught::yes, smuggler) << one.id;
    EXPECT_EQ(reach("un.tip-protocol", one.id).caught == Caught::yes, trafficker) << one.id;
  }
}

TEST(Archetypes, a_carrier_in_good_faith_is_left_open_where_no_mental_element_is_encoded) {
  const Reach swiss = reach("ch.116", "carrier.checked_papers");
  EXPECT_EQ(swiss.caught, Caught::open);
  ASSERT_EQ(swiss.hinges.size(), 1u);
  EXPECT_EQ(swiss.hinges.front().kind, Hinge::Kind::mental_element);
  EXPECT_EQ(reach("nl.197a", "carrier.checked_papers").caught, Caught::no);  // it asks for knowledge
}

TEST(Archetypes, of_the_person_moved_nothing_is_found_and_the_text_is_asked) {
  const auto refused = reach_of(edition_of("un.som-protocol"), story("migrant_herself.entry"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind.code, "law.person_moved_is_not_a_subject");
  for (const std::string id : {"migrant_herself.entry", "migrant_herself.false_passport"}) {
    const ArchetypeRow row = against_protocol("ch.116", id);
    EXPECT_EQ(row.draft.caught, Caught::no) << id;
    EXPECT_EQ(row.against->caught, Caught::no) << id;
  }
  const ArchetypeRow row = against_protocol("ch.116", "migrant_herself.entry");
  ASSERT_EQ(row.draft.hinges.size(), 1u);
  EXPECT_EQ(row.draft.hinges.front().id, "object_of_conduct");
}

TEST(Archetypes, a_law_without_the_exception_could_reach_her) {
  const auto corpus = law::Corpus::parse({"vocabulary.yaml", read(law_folder() / "vocabulary.yaml")},
                                         {{"draft.yaml", "format: palermo-law/1\nid: t.1\ntitle: T\njurisdiction: X\nversions:\n  - id: v\n    offences:\n"
                                                         "      - {id: o, cite: c, elements: [{id: e, cite: c, expr: {all: [movement.border_crossed, facilitation.procured_entry]}}]}\n"}});
  ASSERT_TRUE(corpus) << describe(corpus.error());
  const auto edition = find_edition(*corpus, "t.1");
  ASSERT_TRUE(edition);
  const auto found = reach_of_moved(*edition, story("migrant_herself.entry"));
  ASSERT_TRUE(found) << describe(found.error());
  EXPECT_EQ(found->caught, Caught::yes);
}

TEST(Archetypes, a_trafficking_law_is_not_new_because_a_smuggling_treaty_knows_no_trafficking) {
  const ArchetypeRow row = against_protocol("un.tip-protocol", "trafficker.adult");
  EXPECT_EQ(row.draft.caught, Caught::yes);
  EXPECT_EQ(row.against->caught, Caught::no);
  EXPECT_FALSE(row.newly_caught());
}

TEST(Archetypes, the_day_of_a_story_does_not_matter) {
  // Niger's law was repealed before the day of the stories; the version is applied as it stands.
  EXPECT_NE(reach("ne.2015-36", "paid_smuggler.entry").caught, Caught::no);
}

TEST(Archetypes, an_edition_is_named_by_its_version_and_else_the_latest) {
  EXPECT_EQ(edition_of("eu.2011-36@2011").version->id, "2011");
  EXPECT_EQ(edition_of("eu.2011-36").version->id, "2024");
  const auto unknown = find_edition(project_corpus(), "eu.2011-36@1999");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind.code, "compare.unknown_version");
  EXPECT_EQ(find_edition(project_corpus(), "nowhere").error().kind.code, "compare.unknown_law");
}

}  // namespace
}  // namespace palermo::compare
