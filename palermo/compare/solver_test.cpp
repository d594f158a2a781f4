// SPDX-License-Identifier: Apache-2.0
// What the solver costs, and how it stops.
#include "palermo/compare/solver.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "palermo/compare/check.hpp"
#include "palermo/law/law_test.hpp"

namespace palermo::compare {
namespace {

using law::testing::describe;

// Definitions d0, d1, ..., each of which refers twice to the next: written out they are 2^length.
std::string doubling_law(int length) {
  std::string text = "format: palermo-law/1\nid: t.chain\ntitle: T\njurisdiction: X\nversions:\n  - id: v\n    definitions:\n";
  for (int i = 0; i < length; ++i) {
    const std::string next = "{ref: d" + std::to_string(i + 1) + "}";
    text += "      - {id: d" + std::to_string(i) + ", cite: x, expr: {any: [{all: [act.recruit, " + next + "]}, {not: " + next + "}]}}\n";
  }
  return text + "      - {id: d" + std::to_string(length) + ", cite: x, expr: {open: term}}\n    offences:\n      - id: o\n        cite: x\n" +
         "        elements: [{id: e, cite: x, expr: {ref: d0}}]\n";
}

TEST(Solver, builds_a_definition_once_for_each_reading_however_often_it_is_referred_to) {
  constexpr int kLength = 11;
  const law::Corpus corpus = law::testing::small_corpus({doubling_law(kLength)});
  Solver solver(corpus);
  for (const Reading reading : {Reading::narrow, Reading::broad, Reading::held})
    (void)solver.version(corpus.laws().front().versions.front(), reading);
  EXPECT_LE(solver.nodes_built(), 3U * (6U * kLength + 2U));
  EXPECT_GT(solver.nodes_built(), 3U * kLength);
}

// So many pigeons in one hole less: no solver of this kind answers it while anybody waits.
constexpr int kPigeons = 14;

law::Corpus pigeons() {
  std::string vocabulary = "format: palermo-vocabulary/1\ngroups:\n";
  for (int p = 0; p < kPigeons; ++p) {
    vocabulary += "  p" + std::to_string(p) + ": {";
    for (int h = 1; h < kPigeons; ++h) vocabulary += (h > 1 ? ", h" : "h") + std::to_string(h) + ": {}";
    vocabulary += "}\n";
  }
  auto corpus = law::Corpus::parse({"vocabulary.yaml", vocabulary}, {});
  if (!corpus) ADD_FAILURE() << describe(corpus.error());
  return corpus ? *corpus : law::Corpus{};
}

std::vector<Formula> all_sit_alone(Solver& solver) {
  const auto sits = [&](int pigeon, int hole) { return solver.fact(static_cast<law::FactId>(pigeon * (kPigeons - 1) + hole)); };
  std::vector<Formula> asked;
  for (int p = 0; p < kPigeons; ++p) {
    std::vector<Formula> somewhere;
    for (int h = 0; h < kPigeons - 1; ++h) {
      somewhere.push_back(sits(p, h));
      for (int q = 0; q < p; ++q) asked.push_back(solver.negation(solver.all({sits(p, h), sits(q, h)})));
    }
    asked.push_back(solver.any(somewhere));
  }
  return asked;
}

TEST(Solver, a_question_that_takes_too_long_is_not_decided) {
  const law::Corpus corpus = pigeons();
  Solver solver(corpus, {.patience = Patience(100), .hold_mental = true});
  const auto found = solver.check(all_sit_alone(solver));
  ASSERT_TRUE(found) << describe(found.error());
  EXPECT_EQ(*found, Sat::not_decided);
  EXPECT_TRUE(solver.over());
  const auto after = solver.check({solver.constant(true)});
  ASSERT_TRUE(after);
  EXPECT_EQ(*after, Sat::not_decided) << "once over, it stays over";
}

// Says yes from the third question on.
class Interrupted final : public core::Progress {
 public:
  void begin(std::string_view, std::string_view, std::int64_t, std::string_view) override {}
  void report(std::int64_t) override {}
  void end() override {}
  [[nodiscard]] bool cancelled() const override { return ++asked_ > 2; }

 private:
  mutable std::atomic<int> asked_ = 0;
};

TEST(Solver, an_interrupt_reaches_it_in_the_middle_of_a_thought) {
  const law::Corpus corpus = pigeons();
  const Interrupted interrupted;
  Solver solver(corpus, {.patience = Patience(3'600'000, &interrupted), .hold_mental = true});
  const auto found = solver.check(all_sit_alone(solver));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind.code, core::kCancelled.code);
}

// A draft, and what `law check` says of it.
core::Result<std::vector<Problem>> checked(const Patience& patience) {
  const std::string text = doubling_law(3);
  const law::Corpus corpus = law::testing::small_corpus({text});
  const auto document = core::parse_yaml(text, "draft.yaml");
  return check_law(corpus, corpus.laws().front(), *document, patience);
}

TEST(Solver, a_check_without_time_says_that_it_did_not_decide) {
  const auto problems = checked(Patience(0));
  ASSERT_TRUE(problems);
  EXPECT_TRUE(std::any_of(problems->begin(), problems->end(), [](const Problem& p) { return p.rule == "not_decided"; }));
}

TEST(Solver, a_check_ends_when_it_is_asked_to) {
  const Interrupted interrupted;
  const auto problems = checked(Patience(3'600'000, &interrupted));
  ASSERT_FALSE(problems);
  EXPECT_EQ(problems.error().kind.code, core::kCancelled.code);
}

}  // namespace
}  // namespace palermo::compare
