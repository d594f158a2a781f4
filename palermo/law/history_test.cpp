// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/history.hpp"

#include "palermo/law/reasoning_test.hpp"

namespace palermo::law::testing {
namespace {

// What a worker agreed to was paid work; after arrival the debt was doubled and the papers were taken away.
const std::string kDebt =
    "date: 2023-03-01\nfacts:\n  values: {person.age: 27}\n  is_true: [actor.intentional, act.recruit, act.harbour]\n"
    "  closed: [means, purpose]\nchanges:\n"
    "  - {on: 2023-06-20, kind: became_known, says: The journey was paid by the agency, is_true: [benefit.sought]}\n"
    "  - {on: 2023-09-10, kind: became_so, says: Debt doubled after arrival, is_true: [means.other_coercion, purpose.debt_bondage]}";

History debt_doubled(const Case& stated) {
  auto found = history(project_corpus(), stated, {*project_corpus().resolve("un.tip-protocol")}, accepted_by_the_checkers(project_corpus()));
  EXPECT_TRUE(found) << describe(found.error());
  return found ? found->front() : History{};
}

TEST(History, debt_doubled_after_arrival_says_look_again_and_why) {
  const Case stated = case_of(project_corpus(), kDebt);
  const History found = debt_doubled(stated);
  ASSERT_EQ(found.entries.size(), 3U);
  EXPECT_EQ(word(found.entries[0].outcome), "false");
  EXPECT_EQ(word(found.entries[2].outcome), "true");
  EXPECT_TRUE(found.entries[2].look_again());
  std::vector<std::string> moved;
  for (const Moved& one : found.entries[2].moved) moved.push_back(project_corpus().vocabulary()[one.fact].id);
  EXPECT_EQ(moved, (std::vector<std::string>{"means.other_coercion", "purpose.slavery_like"}));
}

TEST(History, a_change_on_which_the_finding_does_not_rest_asks_nobody_to_look_again) {
  const Case stated = case_of(project_corpus(), kDebt);
  EXPECT_FALSE(debt_doubled(stated).entries[1].look_again());
}

TEST(History, the_earlier_finding_is_kept_to_the_letter) {
  const Corpus& corpus = project_corpus();
  const Case stated = case_of(corpus, kDebt);
  Case without = stated;
  without.changes.clear();
  std::vector<std::string> seen;
  ASSERT_TRUE(history(corpus, stated, {*corpus.resolve("un.tip-protocol")}, [&](const Case&, const Completion& completion) -> core::Done {
    seen.push_back(core::to_json(to_value(completion.finding, corpus.vocabulary())));
    return {};
  }));
  const auto alone = checked(corpus, without, "un.tip-protocol");
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_EQ(seen[0], core::to_json(to_value(*alone, corpus.vocabulary())));
}

TEST(History, each_state_of_a_case_is_made_once_and_carries_none_of_the_changes) {
  const Corpus& corpus = project_corpus();
  const Case stated = case_of(corpus, kDebt);
  std::size_t states = 0;
  ASSERT_TRUE(history(corpus, stated, {*corpus.resolve("un.tip-protocol")}, [&](const Case& then, const Completion&) -> core::Done {
    const Case expected = after_changes(stated, states++);
    EXPECT_TRUE(then.changes.empty() && then.readings.empty());
    EXPECT_EQ(then.date, expected.date);
    EXPECT_EQ(then.statements.size(), expected.statements.size());
    return {};
  }));
  EXPECT_EQ(states, 3U);
}

TEST(History, ends_where_a_checker_refuses) {
  const Corpus& corpus = project_corpus();
  const Case stated = case_of(corpus, kDebt);
  const auto refuse = [](const Case&, const Completion&) -> core::Done { return core::fail(core::kInternal); };
  EXPECT_FALSE(history(corpus, stated, {*corpus.resolve("un.tip-protocol")}, refuse));
}

TEST(History, what_became_so_later_was_done_up_to_then_and_what_became_known_changes_no_date) {
  const Case stated = case_of(project_corpus(), kDebt);
  EXPECT_EQ(after_changes(stated, 1).date.text(), "2023-03-01");
  EXPECT_EQ(after_changes(stated, 2).date.days.max, stated.changes[1].on);
  EXPECT_EQ(after_changes(stated, 2).date.days.min, stated.date.days.min);
}

TEST(History, an_unknown_that_was_settled_is_named_as_such) {
  const Corpus& corpus = project_corpus();
  const Case stated = case_of(corpus, "date: 2023-03-01\nfacts: {is_true: [actor.intentional, act.recruit, purpose.servitude], closed: [means]}\n"
                                      "changes: [{on: 2024-01-01, kind: became_known, says: The papers were found, values: {person.age: 16}}]");
  const auto found = history(corpus, stated, {*corpus.resolve("un.tip-protocol")}, accepted_by_the_checkers(corpus));
  const Entry& entry = found->front().entries[1];
  EXPECT_EQ(word(found->front().entries[0].outcome), "unknown");
  EXPECT_EQ(word(entry.outcome), "true");
  ASSERT_EQ(entry.moved.size(), 1U);
  EXPECT_TRUE(entry.moved[0].was_unknown);
}

TEST(History, changes_come_in_the_order_of_their_days_and_the_last_one_counts) {
  const Corpus& corpus = project_corpus();
  const Case stated = case_of(corpus, "date: 2023\nchanges:\n"
                                      "  - {on: 2024-02-01, kind: became_known, says: b, is_false: [means.threat]}\n"
                                      "  - {on: 2024-01-01, kind: became_known, says: a, is_true: [means.threat]}");
  const FactId threat = *corpus.vocabulary().find("means.threat");
  EXPECT_EQ(FactBase::derive(after_changes(stated, 1), corpus.vocabulary())->fact(threat).truth, Truth::yes);
  EXPECT_EQ(FactBase::derive(after_changes(stated, 2), corpus.vocabulary())->fact(threat).truth, Truth::no);
}

TEST(History, a_change_has_a_day_and_says_whether_it_became_so_or_became_known) {
  const Corpus& corpus = project_corpus();
  const auto code = [&](const std::string& change) {
    const auto cases = parse_cases(*core::parse_yaml("format: palermo-cases/1\ncases: [{id: A, title: a, changes: [" + change + "]}]", "f"), corpus.vocabulary());
    return cases ? std::string() : std::string(cases.error().kind.code);
  };
  EXPECT_EQ(code("{on: 2024-02-01, kind: became_known, says: b}"), "");
  EXPECT_EQ(code("{on: 2024-02, kind: became_known, says: b}"), core::kBadDate.code);
  EXPECT_EQ(code("{on: 2024-02-01, says: b}"), core::kMissingKey.code);
  EXPECT_EQ(code("{on: 2024-02-01, kind: happened, says: b}"), core::kWrongValue.code);
}

TEST(History, a_change_dated_before_the_case_is_refused_and_one_on_its_first_day_is_not) {
  const Corpus& corpus = project_corpus();
  const auto error = [&](const std::string& date, const std::string& on, const std::string& kind) {
    const auto cases = parse_cases(*core::parse_yaml("format: palermo-cases/1\ncases:\n  - id: A\n    title: a\n    date: " + date + "\n    changes:\n      - {on: " + on +
                                                         ", kind: " + kind + ", says: b, is_true: [means.threat]}\n", "f"), corpus.vocabulary());
    return cases ? std::string() : std::string(cases.error().kind.code) + " " + std::to_string(cases.error().place.line);
  };
  for (const std::string kind : {"became_so", "became_known"}) {
    EXPECT_EQ(error("2024-02-01", "2024-01-31", kind), "law.change_before_case 7");
    EXPECT_EQ(error("2024-02..2024-06", "2024-01-31", kind), "law.change_before_case 7");
    EXPECT_EQ(error("2024-02-01", "2024-02-01", kind), "");
    EXPECT_EQ(error("2024", "2024-01-31", kind), "") << "the conduct may have begun by then";
    EXPECT_EQ(error("unknown", "1990-01-31", kind), "");
  }
}

}  // namespace
}  // namespace palermo::law::testing
