// SPDX-License-Identifier: Apache-2.0
// What a case split may say, and what it must leave unknown.
#include "palermo/law/reasoning_test.hpp"

namespace palermo::law::testing {
namespace {

TEST(Completion, what_comes_out_the_same_either_way_is_said) {
  const Corpus corpus = corpus_of("{any: [{all: [act.recruit, means.threat]}, {all: [act.recruit, {not: means.threat}]}]}");
  EXPECT_EQ(outcome_of(corpus, case_of(corpus, "date: 2024\nfacts: {is_true: [act.recruit]}"), "small"), "unknown");
  EXPECT_EQ(completed_text(corpus, case_of(corpus, "date: 2024\nfacts: {is_true: [act.recruit]}"), "small"), "true, by_case_split");
  EXPECT_EQ(completed_text(corpus, case_of(corpus, "date: 2024"), "small"), "unknown, both_ways");
  const Corpus never = corpus_of("{all: [means.threat, {not: means.threat}, act.recruit]}");
  EXPECT_EQ(completed_text(never, case_of(never, "date: 2024"), "small"), "false, by_case_split");
}

TEST(Completion, a_merged_positive_holds_in_each_of_its_ways_even_across_two_parts_of_a_text) {
  const Corpus corpus = corpus_of("{any: [{all: [act.recruit, purpose.labour]}, {all: [act.transport, benefit.sought]}]}");
  const Case stated = case_of(corpus, "date: 2024\nfacts: {is_true: [purpose.labour, benefit.sought], one_of: [[act.recruit, act.transport]]}");
  EXPECT_EQ(outcome_of(corpus, stated, "small"), "unknown");
  const auto found = completed(corpus, stated, "small");
  ASSERT_TRUE(found);
  EXPECT_EQ(word(found->outcome), "true");
  EXPECT_EQ(size_of(*found->certificate).impossible, 1U);  // none of the two
}

TEST(Completion, an_age_is_split_at_the_bounds_that_the_text_names) {
  const Corpus corpus = corpus_of("{any: [{lt: [person.age, 18]}, {ge: [person.age, 16]}]}");
  EXPECT_EQ(completed_text(corpus, case_of(corpus, "date: 2024"), "small"), "true, by_case_split");
  const Corpus gap = corpus_of("{any: [{lt: [person.age, 16]}, {ge: [person.age, 18]}]}");
  EXPECT_EQ(completed_text(gap, case_of(gap, "date: 2024"), "small"), "unknown, both_ways");
  EXPECT_EQ(completed_text(gap, case_of(gap, "date: 2024\nfacts: {values: {person.age.min: 16, person.age.max: 17}}"), "small"),
            "false, plainly");
}

TEST(Completion, what_cannot_stand_together_is_no_way_of_settling) {
  const Corpus corpus = corpus_of("{not: {all: [purpose.bondage, {not: purpose.slavery_like}]}}");
  const auto found = completed(corpus, case_of(corpus, "date: 2024"), "small");
  ASSERT_TRUE(found);
  EXPECT_EQ(word(found->outcome), "true");
}

TEST(Completion, an_open_term_is_split_like_a_fact) {
  const Corpus corpus = corpus_of("{any: [{open: term}, {not: {open: term}}]}");
  EXPECT_EQ(completed_text(corpus, case_of(corpus, "date: 2024"), "small"), "true, by_case_split");
}

TEST(Completion, more_than_twelve_unknown_things_stay_unknown_and_the_finding_says_so) {
  std::string ages = "{any: [{not: act.recruit}, act.recruit";
  for (int bound = 10; bound < 22; ++bound) ages += ", {lt: [person.age, " + std::to_string(bound) + "]}";
  const Corpus corpus = corpus_of(ages + "]}");
  const auto found = completed(corpus, case_of(corpus, "date: 2024"), "small");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->how, How::too_many);
  EXPECT_EQ(found->atoms.size(), 13U);
  EXPECT_EQ(completed_text(corpus, case_of(corpus, "date: 2024\nfacts: {values: {person.age.min: 11}}"), "small"), "true, by_case_split");
}

TEST(Completion, a_false_on_a_text_that_nobody_read_is_not_said_by_a_case_split_either) {
  const std::string expression = "{all: [means.threat, {not: means.threat}]}";
  const Corpus unread = corpus_of(expression, "unverified");
  EXPECT_EQ(completed_text(unread, case_of(unread, "date: 2024"), "small"), "unknown, not_read");
  const Corpus read = corpus_of(expression);
  EXPECT_EQ(completed_text(read, case_of(read, "date: 2024"), "small"), "false, by_case_split");
}

TEST(Completion, the_date_is_not_split) {
  const Corpus corpus = corpus_of("{any: [means.threat, {not: means.threat}]}");
  EXPECT_EQ(completed_text(corpus, case_of(corpus, "date: 1999..2001"), "small"), "unknown, date");
  EXPECT_EQ(completed_text(corpus, case_of(corpus, "date: 1990"), "small"), "not_in_force, plainly");
}

TEST(Completion, of_a_law_whose_days_nobody_read_it_is_not_the_date_of_the_conduct_that_is_blamed) {
  const Corpus corpus = small_corpus({"format: palermo-law/1\nid: small\ntitle: Small\njurisdiction: INT\nmark: verified\nversions:\n"
                                      "  - id: a\n    in_force: {from: 2000-01-01, to: null}\n    date_mark: secondary\n    offences:\n"
                                      "      - {id: o, cite: a, elements: [{id: e, cite: a, expr: act.recruit}]}\n"});
  EXPECT_EQ(completed_text(corpus, case_of(corpus, "date: 1990-05-05"), "small"), "unknown, days_not_read");
}

TEST(Completion, supposing_one_fact_of_a_closed_group_does_not_make_the_others_false) {
  // The file says that one of the two was used and not which: both may have been.
  const Corpus corpus = corpus_of("{not: {all: [means.threat, means.force]}}");
  const Case stated = case_of(corpus, "date: 2024\nfacts: {one_of: [[means.threat, means.force]], closed: [means]}");
  EXPECT_EQ(completed_text(corpus, stated, "small"), "unknown, both_ways");
}

TEST(Completion, exceptions_taken_as_not_raised_are_not_split) {
  const Corpus corpus = small_corpus({"format: palermo-law/1\nid: small\ntitle: Small\njurisdiction: INT\nmark: verified\nversions:\n"
                                      "  - id: a\n    in_force: {from: 2000-01-01, to: null}\n    offences:\n      - id: o\n"
                                      "        cite: art. 1\n        elements:\n"
                                      "          - {id: e, cite: a, expr: {any: [means.threat, {not: means.threat}]}}\n"
                                      "        exceptions: [{id: x, cite: a, expr: actor.humanitarian_only}]\n"});
  EXPECT_EQ(completed_text(corpus, case_of(corpus, "date: 2024\nexceptions_not_raised: true"), "small"), "true, by_case_split");
  EXPECT_EQ(completed_text(corpus, case_of(corpus, "date: 2024"), "small"), "unknown, both_ways");
}

TEST(Completion, says_one_way_to_true_and_one_to_false) {
  const Corpus corpus = corpus_of("{all: [act.recruit, means.threat]}");
  const Case stated = case_of(corpus, "date: 2024\nfacts: {is_true: [act.recruit]}");
  const auto found = completed(corpus, stated, "small");
  ASSERT_TRUE(found);
  const Atom threat{Atom::Kind::fact, *corpus.vocabulary().find("means.threat"), 0, "", ""};
  EXPECT_EQ(found->true_if, (std::vector<Setting>{{threat, true}}));
  EXPECT_EQ(found->false_if, (std::vector<Setting>{{threat, false}}));
}

}  // namespace
}  // namespace palermo::law::testing
