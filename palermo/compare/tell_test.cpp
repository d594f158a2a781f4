// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/tell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "palermo/compare/matrix.hpp"
#include "palermo/law/law_test.hpp"
#include "palermo/core/cancelled_test.hpp"

namespace palermo::compare {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using law::testing::project_corpus;

Comparison compared(std::string_view a, std::string_view b) {
  auto found = compare(*find_side(project_corpus(), a), *find_side(project_corpus(), b), {.time_limit_ms = 60'000});
  return found ? *found : Comparison{};
}

TEST(Story, every_fact_that_an_offence_mentions_can_be_told_both_ways) {
  const core::Catalogue catalogue;
  for (const law::Law& law : project_corpus().laws())
    for (const law::Version& version : law.versions)
      for (const law::Offence& offence : version.offences) {
        const auto side = find_side(project_corpus(), law.id + "@" + version.id + "#" + offence.id);
        ASSERT_TRUE(side);
        for (const law::FactId fact : side->mentions.facts) {
          const std::string key = "compare.story." + project_corpus().vocabulary()[fact].id;
          EXPECT_TRUE(catalogue.has(key) && catalogue.has(key + ".not")) << key;
        }
        for (const auto& [number, bounds] : side->mentions.bounds)
          EXPECT_TRUE(catalogue.has("compare.story." + project_corpus().vocabulary()[number].id));
      }
}

TEST(Story, tells_a_case_in_the_words_of_a_person) {
  const core::Catalogue catalogue;
  const Comparison found = compared("ch.116", "un.som-protocol");
  std::string told;
  for (const Gap& gap : found.gaps)
    if (gap.direction == Direction::a_not_b && gap.offence == "smuggling" && gap.parts.front().id == "material_benefit")
      told = story(found, gap, catalogue);
  EXPECT_EQ(told,
            "The actor brought about the entry into the country. A border was crossed. The person is not a citizen of the country. "
            "The entry was not in line with the rules. No money or other material benefit was sought.");
}

TEST(Story, names_the_ages_for_which_it_holds) {
  const core::Catalogue catalogue;
  EXPECT_THAT(to_text(compared("de.stgb232", "un.tip-protocol"), catalogue), HasSubstr("any age from 18 to 20 does"));
  EXPECT_THAT(to_text(compared("vn.pc150-151", "vn.law53-2"), catalogue), HasSubstr("any age from 16 to 17 does"));
}

TEST(Story, leaves_out_an_age_that_makes_no_difference) {
  const core::Catalogue catalogue;
  const Comparison found = compared("un.tip-protocol", "in.bns143");
  for (const Gap& gap : found.gaps)
    if (gap.alternative && project_corpus().vocabulary()[*gap.alternative].id == "means.abuse_of_vulnerability" && gap.sure()) {
      EXPECT_THAT(story(found, gap, catalogue), Not(HasSubstr("years old")));
    }
}

TEST(Story, an_equality_says_on_how_much_reading_it_rests) {
  const core::Catalogue catalogue;
  const Comparison found = compared("un.tip-protocol", "asean.actip");
  ASSERT_EQ(law::weaker(found.a.mentions.mark, found.b.mentions.mark), law::Mark::unverified);
  EXPECT_THAT(to_text(found, catalogue), HasSubstr("are equal: each covers what the other covers, however their open terms are read. "
                                                   "Weakest mark of what this rests on: not verified."));
}

// Two laws over the project's vocabulary, compared.
std::string told_of(const std::string& a, const std::string& b) {
  const auto law = [](const std::string& id, const std::string& elements) {
    return "format: palermo-law/1\nid: " + id + "\ntitle: T\njurisdiction: X\nmark: V\nversions:\n  - id: v\n    offences: [{id: o, cite: x, elements: [" +
           elements + "]}]\n";
  };
  const auto corpus = law::Corpus::parse({"vocabulary.yaml", law::testing::read(law::testing::law_folder() / "vocabulary.yaml")},
                                         {{"a.yaml", law("a", a)}, {"b.yaml", law("b", b)}});
  if (!corpus) ADD_FAILURE() << law::testing::describe(corpus.error());
  if (!corpus) return "";
  const auto found = compare(*find_side(*corpus, "a"), *find_side(*corpus, "b"), {.time_limit_ms = 60'000});
  return found ? to_text(*found, core::Catalogue()) : law::testing::describe(found.error());
}

TEST(Story, does_not_say_what_follows_from_what_it_says) {
  const std::string told = told_of("{id: act, cite: x, expr: act.recruit}, {id: aim, cite: x, expr: purpose.debt_bondage}",
                                   "{id: act, cite: x, expr: act.recruit}, {id: aim, cite: x, expr: purpose.slavery_like}, "
                                   "{id: gain, cite: x, expr: {any: [benefit.received_or_promised, benefit.sought]}}");
  EXPECT_THAT(told, HasSubstr("Surely: The actor recruited the person. The aim was that the person would work off a debt that is not fairly counted or "
                              "has no limit. No money or other material benefit was sought.\n"))
      << "debt bondage is a practice like slavery, and what was not sought was not taken as a price";
}

TEST(Story, says_what_the_other_file_leaves_out) {
  const core::Catalogue catalogue;
  EXPECT_THAT(to_text(compared("un.som-protocol", "gb.25"), catalogue),
              HasSubstr("Left out of the encoding of gb.25 (s. 25(1), attempted breach; general part), so that the text may cover it: The actor began"));
}

TEST(Story, says_that_another_reader_would_see_no_gap) {
  const core::Catalogue catalogue;
  EXPECT_THAT(to_text(compared("us.7102-11", "un.tip-protocol"), catalogue),
              HasSubstr("Unless one takes it that this is so as well: The actor took the person over from someone else, or on arrival."));
}

TEST(Story, no_text_goes_round_the_catalogue) {
  const core::Catalogue catalogue;
  for (const auto& [a, b] : {std::pair{"un.tip-protocol", "us.7102-11"}, {"fr.L823-1", "un.som-protocol"}, {"un.som-protocol", "gb.25"},
                            {"un.tip-protocol", "asean.actip"}})
    EXPECT_THAT(to_text(compared(a, b), catalogue), Not(HasSubstr("⟦")));
}

TEST(Matrix, does_not_depend_on_the_number_of_threads_and_mirrors) {
  core::Silence silence;
  const auto one = matrix(project_corpus(), {.time_limit_ms = 60'000, .threads = 1}, silence);
  const auto two = matrix(project_corpus(), {.time_limit_ms = 60'000, .threads = 2}, silence);
  ASSERT_TRUE(one && two);
  EXPECT_EQ(core::to_json(to_value(*one)), core::to_json(to_value(*two)));
  for (const ThemeMatrix& theme : *one) {
    EXPECT_GE(theme.sides.size(), 5U);
    for (std::size_t row = 0; row < theme.sides.size(); ++row)
      for (std::size_t column = 0; column < theme.sides.size(); ++column)
        EXPECT_EQ(theme.at(row, column).relation, mirrored(theme.at(column, row).relation));
  }
}

TEST(Matrix, says_what_a_comparison_of_two_says) {
  core::Silence silence;
  const auto themes = matrix(project_corpus(), {.time_limit_ms = 60'000, .threads = 2}, silence);
  ASSERT_TRUE(themes);
  const ThemeMatrix& trafficking = themes->front();
  for (std::size_t row = 0; row < trafficking.sides.size(); ++row)
    for (std::size_t column = 0; column < trafficking.sides.size(); ++column)
      if (trafficking.sides[row].edition.law->id == "un.tip-protocol" && trafficking.sides[column].edition.law->id == "asean.actip") {
        EXPECT_EQ(trafficking.at(row, column).relation, Relation::equal);
      }
}

// Of most pairs something is sure though the whole is not.
TEST(Matrix, of_a_pair_that_is_not_decided_it_shows_the_half_that_is) {
  core::Silence silence;
  const auto themes = matrix(project_corpus(), {.time_limit_ms = 60'000, .threads = 2}, silence);
  ASSERT_TRUE(themes);
  const std::string text = to_text(*themes, core::Catalogue("en"));
  for (const char* sign : {">?", "<?", ">=", "<="}) EXPECT_THAT(text.substr(0, text.rfind("=  equal")), HasSubstr(sign));
}

TEST(Matrix, stops_when_it_is_asked_to) {
  core::Cancelled cancelled;
  const auto themes = matrix(project_corpus(), {}, cancelled);
  ASSERT_FALSE(themes);
  EXPECT_EQ(themes.error().kind.code, core::kCancelled.code);
}

TEST(Matrix, what_the_time_limit_leaves_over_is_not_decided_and_is_no_error) {
  core::Silence silence;
  const core::Catalogue catalogue;
  const auto themes = matrix(project_corpus(), {.time_limit_ms = 0, .threads = 2}, silence);
  ASSERT_TRUE(themes);
  EXPECT_EQ(themes->front().at(0, 1).relation, Relation::not_decided);
  EXPECT_FALSE(to_value(*themes)["complete"].as_bool());
  EXPECT_THAT(to_text(*themes, catalogue), HasSubstr("some pairs were not decided"));
}

}  // namespace
}  // namespace palermo::compare
