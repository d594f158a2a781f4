// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/diff.hpp"

#include <gmock/gmock.h>

#include "palermo/compare/diff_expression.hpp"
#include "palermo/law/law_test.hpp"

namespace palermo::compare {
namespace {

using law::Outcome;
using law::testing::describe;
using law::testing::law_folder;
using law::testing::project_corpus;
using law::testing::read;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

law::Corpus corpus_of(const std::string& text) {
  auto corpus = law::Corpus::parse({"vocabulary.yaml", read(law_folder() / "vocabulary.yaml")}, {{"law.yaml", text}});
  if (!corpus) ADD_FAILURE() << describe(corpus.error()) << "\n" << text;
  return corpus ? std::move(*corpus) : law::Corpus{};
}

// Two versions of one law, each given by what stands in it.
law::Corpus two_versions(const std::string& first, const std::string& second) {
  return corpus_of("format: palermo-law/1\nid: t.1\ntitle: T\njurisdiction: X\nmark: verified\nversions:\n"
                   "  - id: a\n    in_force: {from: 2000-01-01, to: 2010-01-01}\n" + first +
                   "  - id: b\n    in_force: {from: 2010-01-01}\n" + second);
}

std::string offence(const std::string& elements, const std::string& rest = "") {
  return "    offences:\n      - id: o\n        cite: art. 1\n        elements: [" + elements + "]\n" + rest;
}

const std::string kRecruit = "{id: act, cite: c, expr: act.recruit}";
std::string means(const std::string& expr, const std::string& more = "") { return ", {id: means, cite: c, expr: " + expr + more + "}"; }

std::vector<Difference> differences_of(const law::Corpus& corpus) {
  const auto a = find_edition(corpus, "t.1@a"), b = find_edition(corpus, "t.1@b");
  if (!a || !b) return {};
  std::vector<Difference> found = differences(*a, *b);
  std::erase_if(found, [](const Difference& d) { return d.what == "in_force"; });
  return found;
}

// "rule element o/means", one a difference.
std::vector<std::string> told(const law::Corpus& corpus) {
  std::vector<std::string> lines;
  for (const Difference& d : differences_of(corpus)) lines.push_back(std::string(word(d.change)) + " " + d.what + " " + d.id);
  return lines;
}

TEST(Diff, the_order_of_operands_is_no_change) {
  EXPECT_THAT(told(two_versions(offence(kRecruit + means("{any: [means.force, {not: {all: [means.threat, means.fraud]}}]}")),
                                offence(kRecruit + means("{any: [{not: {all: [means.fraud, means.threat]}}, means.force]}")))),
              IsEmpty());
}

TEST(Diff, a_rule_that_reads_otherwise_is_a_change_of_the_rule) {
  const law::Corpus corpus = two_versions(offence(kRecruit + means("{any: [means.force, means.threat]}")), offence(kRecruit + means("means.force")));
  EXPECT_THAT(told(corpus), ElementsAre("rule element o/means"));
  const Difference d = differences_of(corpus).front();
  ASSERT_EQ(d.fields.size(), 1u);
  EXPECT_EQ(d.fields.front().before, "{any: [means.force, means.threat]}");
  EXPECT_EQ(d.fields.front().after, "means.force");
}

TEST(Diff, words_and_marks_are_told_apart_from_rules) {
  EXPECT_THAT(told(two_versions(offence("{id: act, cite: c, says: Recruits., expr: act.recruit}"),
                                offence("{id: act, cite: c, says: Recruits somebody., mark: secondary, expr: act.recruit}"))),
              ElementsAre("words element o/act"));
}

TEST(Diff, what_is_new_and_what_is_gone) {
  const std::string waiver = ", not_required_if: {cite: c, expr: {lt: [person.age, 18]}}";
  EXPECT_THAT(told(two_versions(offence(kRecruit + means("means.force")),
                                offence(kRecruit + means("means.force", waiver), "        exceptions: [{id: family, cite: c, expr: actor.close_family_of_person}]\n"))),
              ElementsAre("added waiver o/means/not_required_if", "added exception o/family"));
  EXPECT_THAT(told(two_versions(offence(kRecruit + means("means.force")), offence(kRecruit))), ElementsAre("removed element o/means"));
}

TEST(Diff, of_a_new_offence_the_parts_are_not_listed) {
  EXPECT_THAT(told(two_versions("    offences: [{id: p, cite: c, elements: [{id: e, cite: c, expr: act.sell}]}]\n", offence(kRecruit))),
              ElementsAre("added offence o", "removed offence p"));
}

TEST(Diff, a_rule_that_changed_through_a_definition_names_it) {
  const auto with = [](const std::string& age) {
    return "    definitions: [{id: child, cite: c, expr: {lt: [person.age, " + age + "]}}]\n" + offence(kRecruit + means("{ref: child}"));
  };
  const law::Corpus corpus = two_versions(with("16"), with("18"));
  EXPECT_THAT(told(corpus), ElementsAre("rule definition child", "rule element o/means"));
  EXPECT_THAT(differences_of(corpus).back().through, ElementsAre("child"));
  EXPECT_THAT(differences_of(corpus).back().fields, IsEmpty());
}

TEST(Diff, a_weaker_modality_is_a_change_of_the_rule_and_another_sentence_is_not) {
  const auto article = [](const std::string& modality, const std::string& says) {
    return "    articles: [{cite: art. 8, kind: duty, who: state_party, modality: " + modality + ", says: " + says + "}]\n";
  };
  EXPECT_THAT(told(two_versions(article("shall", "Do it."), article("shall_consider", "Do it."))), ElementsAre("rule article art. 8"));
  EXPECT_THAT(told(two_versions(article("shall", "Do it."), article("shall", "Do that."))), ElementsAre("words article art. 8"));
}

TEST(Diff, a_version_does_not_differ_from_itself) {
  for (const law::Law& law : project_corpus().laws()) {
    const auto edition = find_edition(project_corpus(), law.id);
    ASSERT_TRUE(edition);
    EXPECT_THAT(differences(*edition, *edition), IsEmpty()) << law.id;
  }
}

std::vector<law::Case> stories_of(const std::string& text) {
  const auto document = core::parse_yaml("format: palermo-cases/1\ncases:\n" + text, "stories.yaml");
  auto cases = document ? law::parse_cases(*document, project_corpus().vocabulary()) : core::fail(document.error());
  if (!cases) ADD_FAILURE() << describe(cases.error());
  return cases ? *cases : std::vector<law::Case>{};
}

TEST(Diff, a_story_that_comes_out_otherwise_names_the_part_that_made_it) {
  const law::Corpus corpus = two_versions(offence(kRecruit), offence(kRecruit, "        exceptions: [{id: family, cite: art. 2, expr: actor.close_family_of_person}, {id: other, cite: art. 3, expr: actor.humanitarian_only}]\n"));
  const auto a = find_edition(corpus, "t.1@a"), b = find_edition(corpus, "t.1@b");
  ASSERT_TRUE(a && b);
  const auto diff = outcome_changes(*a, *b, stories_of("  - {id: s, title: S, date: 1990, facts: {is_true: [act.recruit, actor.close_family_of_person], closed: [actor]}}\n"
                                                       "  - {id: n, title: N, facts: {is_true: [act.recruit], closed: [actor]}}\n"
                                                       "  - {id: m, title: M, subject: person_moved}\n"));
  ASSERT_TRUE(diff) << describe(diff.error());
  EXPECT_EQ(diff->asked, 2);
  EXPECT_EQ(diff->refused, 1);
  ASSERT_EQ(diff->changes.size(), 1u);
  EXPECT_EQ(diff->changes.front().case_id, "s");
  EXPECT_EQ(diff->changes.front().before, Outcome::yes);
  EXPECT_EQ(diff->changes.front().after, Outcome::no);
  ASSERT_EQ(diff->changes.front().because.size(), 1u);
  EXPECT_EQ(diff->changes.front().because.front().id, "family");
}

TEST(Diff, the_directive_of_2024_newly_names_surrogacy_adoption_and_marriage) {
  const auto a = find_edition(project_corpus(), "eu.2011-36@2011"), b = find_edition(project_corpus(), "eu.2011-36@2024");
  ASSERT_TRUE(a && b);
  const std::string facts = "is_true: [actor.intentional, act.recruit, means.force, purpose.forced_marriage], closed: [act, means, purpose]";
  const auto diff = outcome_changes(*a, *b, stories_of("  - {id: marriage, title: M, facts: {values: {person.age: 30}, " + facts + "}}\n"));
  ASSERT_TRUE(diff) << describe(diff.error());
  ASSERT_EQ(diff->changes.size(), 1u);
  EXPECT_NE(diff->changes.front().before, Outcome::yes);
  EXPECT_EQ(diff->changes.front().after, Outcome::yes);
}

}  // namespace
}  // namespace palermo::compare
