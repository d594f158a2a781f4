// SPDX-License-Identifier: Apache-2.0
// Numbers that nothing can have, and lists that nobody reads: refused where they stand, whatever the file says around them.
#include "palermo/law/bounds.hpp"

#include "palermo/law/article.hpp"
#include "palermo/law/reasoning_test.hpp"

namespace palermo::law::testing {
namespace {

std::string said(const core::Error& error) {
  const auto found = error.args.find("found");
  return std::string(error.kind.code) + (found == error.args.end() ? "" : " " + found->second) + " line " + std::to_string(error.place.line);
}

std::string case_error(const std::string& body) {
  const auto cases = parse_cases(*core::parse_yaml("format: palermo-cases/1\ncases:\n  - id: A\n    title: a\n    " + body + "\n", "f"), project_corpus().vocabulary());
  return cases ? "" : said(cases.error());
}

std::string law_error(const std::string& expression) {
  const auto corpus = Corpus::parse({"vocabulary.yaml", read(law_folder() / "vocabulary.yaml")},
                                    {{"small.yaml", "format: palermo-law/1\nid: small\ntitle: Small\njurisdiction: INT\nversions:\n  - id: a\n    offences:\n"
                                                    "      - id: o\n        cite: art. 1\n        elements:\n          - {id: e, cite: art. 1, expr: " + expression + "}\n"}});
  return corpus ? "" : said(corpus.error());
}

TEST(Bounds, an_age_in_a_case_is_between_0_and_150_years) {
  const auto age = [](const std::string& number) { return case_error("facts: {values: {person.age: " + number + "}}"); };
  for (const std::string right : {"0", "17", "150"}) EXPECT_EQ(age(right), "") << right;
  EXPECT_EQ(age("-1"), "law.number_out_of_range below line 5");
  EXPECT_EQ(age("151"), "law.number_out_of_range above line 5");
  EXPECT_EQ(age("17.5"), "law.number_out_of_range fraction line 5");
  EXPECT_EQ(case_error("facts: {values: {person.age.min: -1}}"), "law.number_out_of_range below line 5");
  EXPECT_EQ(age("old"), "law.not_a_number line 5");
  EXPECT_EQ(age("17 or 19"), "law.not_a_number line 5");
}

TEST(Bounds, a_number_that_no_machine_word_holds_is_too_large_and_nothing_else) {
  EXPECT_EQ(case_error("facts: {values: {group.members: 9223372036854775807}}"), "law.number_out_of_range above line 5");
  EXPECT_EQ(case_error("facts: {values: {group.members: 99999999999999999999}}"), "law.number_out_of_range above line 5");
  EXPECT_EQ(case_error("facts: {values: {group.members.max: -99999999999999999999}}"), "law.number_out_of_range below line 5");
  EXPECT_EQ(case_error("facts: {values: {group.members: 1000000000}}"), "");
}

TEST(Bounds, of_a_change_are_those_of_the_case) {
  EXPECT_EQ(case_error("changes: [{on: 2024-01-01, kind: became_known, says: b, values: {person.age: -3}}]"), "law.number_out_of_range below line 5");
}

TEST(Bounds, a_law_compares_an_age_with_an_age) {
  for (const std::string right : {"{lt: [person.age, 18]}", "{ge: [person.age, 0]}", "{ge: [group.members, 3]}"}) EXPECT_EQ(law_error(right), "") << right;
  EXPECT_EQ(law_error("{lt: [person.age, -18]}"), "law.number_out_of_range below line 11");
  EXPECT_EQ(law_error("{ge: [person.age, 1800]}"), "law.number_out_of_range above line 11");
  EXPECT_EQ(law_error("{lt: [person.age, -9223372036854775808]}"), "law.number_out_of_range below line 11");
  EXPECT_EQ(law_error("{lt: [group.members, 99999999999999999999]}"), "law.number_out_of_range above line 11");
  EXPECT_EQ(law_error("{lt: [person.age, old]}"), "law.bad_expression line 11");
}

std::string penalty_error(const std::string& text) {
  const core::Value value = *core::parse_yaml("{cite: art. 6, " + text + "}", "f");
  const auto penalty = parse_penalty(value, Mark::verified);
  return penalty ? "" : said(penalty.error());
}

TEST(Bounds, a_penalty_has_its_least_before_its_most_and_neither_is_negative) {
  for (const std::string right : {"min_months: 0, max_months: 0", "min_months: 60", "max_months: 180, min_months: null", "life: true"})
    EXPECT_EQ(penalty_error(right), "") << right;
  EXPECT_EQ(penalty_error("min_months: 60, max_months: 12"), "law.penalty_turned_round line 1");
  EXPECT_EQ(penalty_error("min_months: -60"), "law.number_out_of_range below line 1");
  EXPECT_EQ(penalty_error("max_months: 99999"), "law.number_out_of_range above line 1");
  EXPECT_EQ(penalty_error("max_months: many"), "schema.wrong_type line 1");
}

std::string deadline_error(const std::string& deadline) {
  const core::Value value = *core::parse_yaml("{cite: art. 8, says: s, kind: duty, modality: shall, deadline: " + deadline + "}", "f");
  const auto article = parse_article(value, Clauses{}, Mark::verified);
  return article ? "" : said(article.error());
}

TEST(Bounds, a_deadline_is_one_number_of_days_or_months_from_zero) {
  for (const std::string right : {"{within_days: 0}", "{at_least_days: 30, from: x}", "{within_months: 1}", "without delay"}) EXPECT_EQ(deadline_error(right), "") << right;
  EXPECT_EQ(deadline_error("{within_days: -5}"), "law.number_out_of_range below line 1");
  EXPECT_EQ(deadline_error("{within_months: 99999}"), "law.number_out_of_range above line 1");
  EXPECT_EQ(deadline_error("{within_days: 15, within_months: 1}"), "law.two_deadlines line 1");
}

std::string readings(std::size_t count) {
  std::string text = "readings: [";
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "{id: r" : ", {id: r") + std::to_string(i) + ", says: x}";
  return text + "]";
}

TEST(Bounds, more_declared_readings_than_anybody_can_weigh_are_refused_with_the_limit) {
  EXPECT_EQ(case_error(readings(kMostReadings)), "");
  EXPECT_EQ(case_error(readings(kMostReadings + 1)), "law.too_many 1001 line 5");
}

TEST(Bounds, more_dated_changes_than_a_file_can_have_are_refused_with_the_limit) {
  const auto changes = [](std::size_t count) {
    std::string text = "changes: [";
    for (std::size_t i = 0; i < count; ++i) text += std::string(i == 0 ? "" : ", ") + "{on: 2024-01-01, kind: became_known, says: x}";
    return text + "]";
  };
  EXPECT_EQ(case_error(changes(kMostChanges)), "");
  EXPECT_EQ(case_error(changes(kMostChanges + 1)), "law.too_many 1001 line 5");
}

TEST(Bounds, readings_at_the_head_of_a_file_count_for_each_of_its_cases) {
  const auto error = [](std::size_t cases) {
    std::string text = "format: palermo-cases/1\n" + readings(500) + "\ncases:\n";
    for (std::size_t i = 0; i < cases; ++i) text += "  - {id: C" + std::to_string(i) + ", title: t}\n";
    const auto parsed = parse_cases(*core::parse_yaml(text, "f"), project_corpus().vocabulary());
    return parsed ? "" : said(parsed.error());
  };
  EXPECT_EQ(error(100), "");
  EXPECT_EQ(error(101), "law.too_many 50500 line 4");
}

TEST(Bounds, thousands_of_answers_to_open_terms_are_held_against_each_other_in_one_go) {
  Case stated;
  for (int i = 0; i < 20000; ++i) stated.answers.push_back({"small", "term" + std::to_string(i), Truth::yes, "by", "reason"});
  EXPECT_TRUE(FactBase::derive(stated, project_corpus().vocabulary()));
  stated.answers.push_back({"small", "term0", Truth::no, "by", "reason"});
  EXPECT_FALSE(FactBase::derive(stated, project_corpus().vocabulary()));
  EXPECT_TRUE(find_contradiction(stated, project_corpus().vocabulary()));
}

}  // namespace
}  // namespace palermo::law::testing
