// SPDX-License-Identifier: Apache-2.0
// Signs, needs and next steps: what an answer opens, and what no answer can do.
#include "palermo/screen/screening.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "palermo/screen/screen_test.hpp"

namespace palermo::screen::testing {
namespace {

std::vector<std::string> ids(const std::vector<const Step*>& steps) {
  std::vector<std::string> list;
  for (const Step* step : steps) list.push_back(step->id);
  return list;
}

bool has(const std::vector<std::string>& list, std::string_view id) { return std::ranges::count(list, id) > 0; }

bool has(const std::vector<const Sign*>& list, std::string_view id) {
  return std::ranges::any_of(list, [id](const Sign* sign) { return sign->id == id; });
}

// Everything that `less` holds stands in `more` as well.
bool within(const Screening& less, const Screening& more) {
  return std::ranges::all_of(less.needs, [&](const std::string& need) { return has(more.needs, need); }) &&
         std::ranges::all_of(ids(less.next_steps), [&](const std::string& step) { return has(ids(more.next_steps), step); });
}

bool same_steps(const Screening& a, const Screening& b) { return within(a, b) && within(b, a) && a.owed_to_everybody == b.owed_to_everybody; }

struct Ilo11 : ::testing::Test {
  const Questionnaire asked = questionnaire(library().common, pack("ilo11"));
  Answers answers = asked.nothing_asked();
  void answer(std::string_view id, Answer given) {
    ASSERT_LT(asked.find(id), answers.size()) << id;
    answers[asked.find(id)] = given;
  }
};

TEST_F(Ilo11, D16_with_no_answer_at_all_everybody_is_owed_something) {
  const Screening found = screen(asked, answers);
  EXPECT_GE(found.owed_to_everybody.size(), 5U);
  EXPECT_TRUE(has(ids(found.owed_to_everybody), "all_no_cooperation"));
  EXPECT_TRUE(found.needs.empty());
  EXPECT_EQ(found.not_asked.size(), pack("ilo11").signs.size());
}

TEST_F(Ilo11, kept_papers_open_papers_a_lawyer_and_what_follows_from_reasonable_grounds) {
  answer("ilo11.07a", Answer::yes);
  const Screening found = screen(asked, answers);
  EXPECT_TRUE(has(found.present, "ilo11.07"));
  EXPECT_EQ(found.needs, (std::vector<std::string>{"papers", "lawyer"}));
  for (const char* step : {"papers_back", "lawyer_free", "grounds_person", "grounds_body", "grounds_help", "grounds_time"})
    EXPECT_TRUE(has(ids(found.next_steps), step)) << step;
  EXPECT_FALSE(has(ids(found.next_steps), "grounds_child"));
}

TEST_F(Ilo11, a_body_is_told_only_if_the_person_agrees) {
  answer("ilo11.03a", Answer::yes);
  for (const Step* step : screen(asked, answers).next_steps)
    if (step->id == "grounds_body" || step->id == "safety_call") { EXPECT_TRUE(step->if_agreed) << step->id; }
}

TEST_F(Ilo11, who_is_not_sure_of_being_a_child_is_cared_for_as_a_child) {
  answer("now.child", Answer::not_sure);
  EXPECT_TRUE(has(ids(screen(asked, answers).next_steps), "child_body"));
  answer("now.child", Answer::no);
  EXPECT_FALSE(has(ids(screen(asked, answers).next_steps), "child_body"));
}

TEST_F(Ilo11, a_sign_is_absent_only_when_each_of_its_questions_was_answered_with_no) {
  answer("ilo11.07a", Answer::no);
  EXPECT_TRUE(has(screen(asked, answers).not_asked, "ilo11.07"));
  answer("ilo11.07b", Answer::no);
  EXPECT_TRUE(has(screen(asked, answers).absent, "ilo11.07"));
  answer("ilo11.07b", Answer::rather_not_say);
  EXPECT_TRUE(has(screen(asked, answers).not_asked, "ilo11.07"));
}

TEST_F(Ilo11, what_the_person_needs_now_is_asked_before_what_was_done_to_her) {
  const auto next = next_question(asked, answers);
  ASSERT_TRUE(next);
  EXPECT_LT(next->question, asked.first_of_pack());
  for (std::size_t q = 0; q < asked.first_of_pack(); ++q) answers[q] = Answer::rather_not_say;
  EXPECT_GE(next_question(asked, answers)->question, asked.first_of_pack());
}

TEST_F(Ilo11, D16_who_would_rather_not_say_anything_is_asked_nothing_more) {
  for (Answer& one : answers) one = Answer::rather_not_say;
  EXPECT_FALSE(next_question(asked, answers));
}

TEST(Children, D16_a_pack_made_for_children_owes_the_care_of_a_child_with_no_answer_and_after_a_no) {
  for (const char* id : {"uk_ho_child_2026", "unodc_children", "us_dhs_minor_sex"}) {
    const Questionnaire asked = questionnaire(library().common, pack(id));
    for (const Answer all : {Answer::not_asked, Answer::no}) {
      const Screening found = screen(asked, Answers(asked.questions().size(), all));
      EXPECT_TRUE(has(found.needs, kChildNeed)) << id;
      EXPECT_TRUE(has(ids(found.owed_to_everybody), "child_body")) << id;
    }
  }
  EXPECT_TRUE(has(library().common.needs, kChildNeed)) << "the need has another name";
}

TEST(Signs, a_sign_that_fits_many_opens_care_and_never_grounds) {
  const Questionnaire asked = questionnaire(library().common, pack("unodc_general"));
  Answers answers = asked.nothing_asked();
  for (const Sign& sign : pack("unodc_general").signs)
    if (sign.fits_many)
      for (const Question& question : sign.questions) answers[asked.find(question.id)] = Answer::yes;
  const Screening found = screen(asked, answers);
  EXPECT_FALSE(found.present.empty());
  EXPECT_FALSE(has(ids(found.next_steps), "grounds_body"));
  EXPECT_TRUE(has(found.needs, "interpreter"));
}

TEST(Signs, D2_a_sign_that_tells_of_papers_or_stay_stands_in_no_list_whatever_is_answered) {
  std::size_t withheld = 0;
  for (const Pack& each : library().packs) {
    if (each.off) continue;
    const Questionnaire asked = questionnaire(library().common, each);
    for (const Answer all : kAnswers) {
      const Screening found = screen(asked, Answers(asked.questions().size(), all));
      for (const Sign& sign : each.signs) {
        withheld += sign.withheld;
        EXPECT_EQ(has(found.present, sign.id) || has(found.absent, sign.id) || has(found.not_asked, sign.id), !sign.withheld) << sign.id;
      }
    }
  }
  EXPECT_GT(withheld, 5U) << "the test looked at too little to mean anything";
}

// A need is shown: one that only such a sign opens would give it away.
TEST(Signs, D2_a_sign_that_is_withheld_opens_no_need_that_speaks_of_papers) {
  for (const Pack& each : library().packs)
    for (const Sign& sign : each.signs)
      for (const Question& question : sign.questions) EXPECT_FALSE(sign.withheld && has(question.opens, "papers")) << question.id;
}

TEST(Signs, a_sign_about_a_place_says_nothing_about_a_person) {
  const Questionnaire asked = questionnaire(library().common, pack("unodc_labour_exploitation"));
  Answers answers = asked.nothing_asked();
  for (const Sign& sign : pack("unodc_labour_exploitation").signs)
    if (sign.about_place)
      for (const Question& question : sign.questions) answers[asked.find(question.id)] = Answer::yes;
  const Screening found = screen(asked, answers);
  EXPECT_TRUE(has(ids(found.next_steps), "place_conditions"));
  EXPECT_FALSE(has(ids(found.next_steps), "grounds_body"));
}

RC_GTEST_PROP(Screening, D19_a_no_takes_nothing_away, (std::uint64_t seed)) {
  RandomScreen random(seed);
  const Common common = random.common();
  const Pack made = random.a_pack(common);
  const Questionnaire asked = questionnaire(common, made);
  Answers answers = random.answers(asked.questions().size());
  const Screening before = screen(asked, answers);
  for (std::size_t q = 0; q < answers.size(); ++q)
    if (!asked.opens(q, answers[q])) answers[q] = Answer::no;
  RC_ASSERT(same_steps(before, screen(asked, answers)));
}

RC_GTEST_PROP(Screening, another_yes_only_adds, (std::uint64_t seed)) {
  RandomScreen random(seed);
  const Common common = random.common();
  const Pack made = random.a_pack(common);
  const Questionnaire asked = questionnaire(common, made);
  Answers answers = random.answers(asked.questions().size());
  const Screening before = screen(asked, answers);
  if (!answers.empty()) answers[random.below(answers.size())] = Answer::yes;
  RC_ASSERT(within(before, screen(asked, answers)));
}

RC_GTEST_PROP(Screening, D15_what_is_owed_to_everybody_does_not_depend_on_any_answer, (std::uint64_t seed)) {
  RandomScreen random(seed);
  const Pack& each = library().packs[random.below(library().packs.size())];
  if (each.off) return;
  const Questionnaire asked = questionnaire(library().common, each);
  const Screening nothing = screen(asked, asked.nothing_asked());
  RC_ASSERT(screen(asked, random.answers(asked.questions().size())).owed_to_everybody == nothing.owed_to_everybody);
}

RC_GTEST_PROP(Screening, D18_a_refusal_to_answer_cannot_be_seen_in_what_is_shown, (std::uint64_t seed)) {
  RandomScreen random(seed);
  const Pack& each = library().packs[random.below(library().packs.size())];
  if (each.off) return;
  const Questionnaire asked = questionnaire(library().common, each);
  Answers answers = random.answers(asked.questions().size());
  const Screening before = screen(asked, answers);
  for (std::size_t q = 0; q < answers.size(); ++q)
    if (answers[q] == Answer::rather_not_say || (answers[q] == Answer::not_sure && !asked.opens(q, answers[q]))) answers[q] = Answer::not_asked;
  const Screening after = screen(asked, answers);
  RC_ASSERT(before.present == after.present);
  RC_ASSERT(before.absent == after.absent);
  RC_ASSERT(before.not_asked == after.not_asked);
  RC_ASSERT(same_steps(before, after));
}

}  // namespace
}  // namespace palermo::screen::testing
