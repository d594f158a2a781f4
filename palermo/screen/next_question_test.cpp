// SPDX-License-Identifier: Apache-2.0
// The next question against a slower program that tries every completion of the answers, and reads the conditions by itself.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "palermo/screen/screen_test.hpp"

namespace palermo::screen::testing {
namespace {

// Which questions are open, by index: first those of common, then those of the pack.
using World = std::vector<bool>;

class Slow {
 public:
  Slow(const Common& common, const Pack& pack, const Questionnaire& asked, const Answers& answers) : common_(common), pack_(pack) {
    World world;
    for (std::size_t q = 0; q < answers.size(); ++q) {
      world.push_back(asked.opens(q, answers[q]));
      if (answers[q] == Answer::not_asked) left_.push_back(q);
    }
    for (std::size_t bits = 0; bits < (std::size_t{1} << left_.size()); ++bits) {
      for (std::size_t i = 0; i < left_.size(); ++i) world[left_[i]] = ((bits >> i) & 1U) != 0;
      worlds_.push_back(world);
    }
  }

  [[nodiscard]] std::size_t outcomes() const { return common_.needs.size() + common_.steps.size(); }
  [[nodiscard]] const std::vector<std::size_t>& left() const { return left_; }

  // The values that an outcome takes in the worlds where `question` is as said.
  template <class Wanted>
  [[nodiscard]] std::set<bool> values(std::size_t outcome, const Wanted& wanted) const {
    std::set<bool> found;
    for (const World& world : worlds_)
      if (wanted(world)) found.insert(value(outcome, world));
    return found;
  }
  [[nodiscard]] bool undecided(std::size_t outcome) const {
    return values(outcome, [](const World&) { return true; }).size() == 2;
  }
  [[nodiscard]] bool decided_when(std::size_t outcome, std::size_t question, bool open) const {
    return values(outcome, [&](const World& world) { return world[question] == open; }).size() == 1;
  }
  [[nodiscard]] bool touches(std::size_t outcome, std::size_t question) const {
    return std::ranges::any_of(worlds_, [&](World world) {
      world[question] = true;
      const bool with = value(outcome, world);
      world[question] = false;
      return with != value(outcome, world);
    });
  }

  // The question to put next by the definition of docs/methods/screening.md, or the number of questions.
  [[nodiscard]] std::size_t next(std::size_t first_of_pack) const {
    std::size_t best = worlds_.front().size(), most_decided = 0, most_touched = 0;
    for (const std::size_t question : left_) {
      std::size_t by_yes = 0, by_no = 0, touched = 0;
      for (std::size_t o = 0; o < outcomes(); ++o) {
        if (!undecided(o)) continue;
        by_yes += decided_when(o, question, true);
        by_no += decided_when(o, question, false);
        touched += touches(o, question);
      }
      if (touched == 0) continue;
      const std::size_t decided = std::max(by_yes, by_no);
      const bool earlier_stage = best < first_of_pack;  // those on needs come in their own order
      if (best < worlds_.front().size() && (earlier_stage || std::pair(decided, touched) <= std::pair(most_decided, most_touched))) continue;
      best = question;
      most_decided = decided;
      most_touched = touched;
    }
    return best;
  }

  [[nodiscard]] bool value(std::size_t outcome, const World& world) const {
    if (outcome < common_.needs.size()) return need(common_.needs[outcome], world);
    return holds(common_.steps[outcome - common_.needs.size()].when, world);
  }

 private:
  [[nodiscard]] bool need(const std::string& id, const World& world) const {
    std::size_t q = 0;
    bool open = false;
    const auto look = [&](const Question& question) {
      open = open || (world[q] && std::ranges::count(question.opens, id) > 0);
      ++q;
    };
    for (const Question& question : common_.questions) look(question);
    for (const Sign& sign : pack_.signs)
      for (const Question& question : sign.questions) look(question);
    return open;
  }

  [[nodiscard]] bool any_sign(bool place, const World& world) const {
    std::size_t q = common_.questions.size();
    bool open = false;
    for (const Sign& sign : pack_.signs)
      for (std::size_t i = 0; i < sign.questions.size(); ++i, ++q)
        open = open || (world[q] && (place ? sign.about_place : !sign.about_place && !sign.fits_many));
    return open;
  }

  [[nodiscard]] bool holds(const Condition& condition, const World& world) const {
    switch (condition.kind) {
      case Condition::Kind::always:
        return true;
      case Condition::Kind::need:
        return need(condition.need, world);
      case Condition::Kind::grounds:
        return any_sign(false, world);
      case Condition::Kind::place:
        return any_sign(true, world);
      case Condition::Kind::all:
        return std::ranges::all_of(condition.parts, [&](const Condition& part) { return holds(part, world); });
      case Condition::Kind::any:
        break;
    }
    return std::ranges::any_of(condition.parts, [&](const Condition& part) { return holds(part, world); });
  }

  const Common& common_;
  const Pack& pack_;
  std::vector<std::size_t> left_;
  std::vector<World> worlds_;
};

struct Small {
  Common common;
  Pack pack;
};

Small small(RandomScreen& random) {
  Common common = random.common();
  Pack pack = random.a_pack(common);
  return {std::move(common), std::move(pack)};
}

RC_GTEST_PROP(NextQuestion, is_the_one_that_trying_every_completion_finds, (std::uint64_t seed)) {
  RandomScreen random(seed);
  const Small made = small(random);
  const Questionnaire asked = questionnaire(made.common, made.pack);
  Answers answers = random.answers(asked.questions().size());
  for (Answer& answer : answers)
    if (random.chance(0.6)) answer = Answer::not_asked;
  const Slow slow(made.common, made.pack, asked, answers);
  const auto next = next_question(asked, answers);
  RC_ASSERT((next ? next->question : asked.questions().size()) == slow.next(asked.first_of_pack()));
  if (!next) return;
  for (std::size_t o = 0; o < slow.outcomes(); ++o) {
    const Outcome* outcome = &asked.outcomes()[o];
    RC_ASSERT((std::ranges::count(next->touches, outcome) > 0) == (slow.undecided(o) && slow.touches(o, next->question)));
  }
}

RC_GTEST_PROP(NextQuestion, an_outcome_is_open_or_settled_exactly_when_every_completion_says_so, (std::uint64_t seed)) {
  RandomScreen random(seed);
  const Small made = small(random);
  const Questionnaire asked = questionnaire(made.common, made.pack);
  const Answers answers = random.answers(asked.questions().size());
  const Slow slow(made.common, made.pack, asked, answers);
  for (std::size_t o = 0; o < slow.outcomes(); ++o) {
    const std::set<bool> values = slow.values(o, [](const World&) { return true; });
    const OutcomeState expected = values.size() == 2 ? OutcomeState::undecided : *values.begin() ? OutcomeState::open : OutcomeState::settled;
    RC_ASSERT(state_of(asked, asked.outcomes()[o], answers) == expected);
  }
}

// Asking in this order, until nothing can change, gives the needs and steps that asking everything would have given.
RC_GTEST_PROP(NextQuestion, stopping_when_nothing_can_change_loses_no_need_and_no_step, (std::uint64_t seed)) {
  RandomScreen random(seed);
  const Small made = small(random);
  const Questionnaire asked = questionnaire(made.common, made.pack);
  Answers truth = random.answers(asked.questions().size());
  for (Answer& answer : truth)
    if (answer == Answer::not_asked) answer = Answer::no;
  Answers given = asked.nothing_asked();
  while (const auto next = next_question(asked, given)) {
    RC_ASSERT(given[next->question] == Answer::not_asked);
    given[next->question] = truth[next->question];
  }
  RC_ASSERT(screen(asked, given).needs == screen(asked, truth).needs);
  RC_ASSERT(screen(asked, given).next_steps == screen(asked, truth).next_steps);
}

// Three questions: two that open the same need, one that opens two.
TEST(NextQuestion, is_the_one_that_decides_most_and_ties_go_to_the_first_in_order) {
  const auto question = [](std::string id, std::vector<std::string> opens) {
    return Question{.id = std::move(id), .ask = {{"en", "Is it so?"}}, .of_worker = false, .not_sure_opens = false, .opens = std::move(opens), .place = {}};
  };
  Common common;
  common.needs = {"food", "shelter"};
  Pack one;
  one.signs.resize(1);
  one.signs.front().questions = {question("first", {"food"}), question("second", {"food"}), question("both", {"food", "shelter"})};
  const Questionnaire asked = questionnaire(common, one);
  Answers answers = asked.nothing_asked();
  EXPECT_EQ(next_question(asked, answers)->question, 2U);
  answers[2] = Answer::rather_not_say;
  EXPECT_EQ(next_question(asked, answers)->question, 0U);
  answers[0] = Answer::yes;
  EXPECT_FALSE(next_question(asked, answers)) << "food is known: the second question would change nothing";
}

TEST(NextQuestion, asks_first_whether_the_person_is_alone_then_for_the_language_then_for_danger_and_so_on_as_they_are_shown) {
  const Questionnaire asked = questionnaire(library().common, pack("ilo11"));
  Answers answers = asked.nothing_asked();
  std::vector<std::string> order;
  while (const auto next = next_question(asked, answers)) {
    order.push_back(asked.questions()[next->question]->id);
    answers[next->question] = Answer::rather_not_say;
  }
  ASSERT_GE(order.size(), library().common.questions.size());
  EXPECT_EQ(std::vector<std::string>(order.begin(), order.begin() + 3), (std::vector<std::string>{"now.alone", "now.language", "now.danger"}));
  for (std::size_t q = 0; q < library().common.questions.size(); ++q) EXPECT_EQ(order[q], library().common.questions[q].id);
}

}  // namespace
}  // namespace palermo::screen::testing
