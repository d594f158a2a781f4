// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/loss.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace palermo::rights::testing {
namespace {

const std::string kHead = "format: palermo-loss/1\nid: l-4c0be1\ncurrencies: {XVD: 2, XQA: 0}\n";

core::Result<LossSheet> sheet_of(const std::string& body) {
  const auto document = core::parse_yaml(kHead + body, "loss.yaml");
  if (!document) return core::fail(document.error());
  return parse_loss(*document);
}

std::string work(const std::string& rest) { return "work:\n  - {from: 2024-01-08, to: 2024-03-31, currency: XVD, " + rest + "}\n"; }

// The sheet has to live as long as the answer.
struct Answered {
  LossSheet sheet;
  LossAnswer answer;
  const LossTotal& in(std::string_view currency) const {
    for (const LossTotal& total : answer.totals)
      if (total.currency == currency) return total;
    ADD_FAILURE() << "no total in " << currency;
    return answer.totals.front();
  }
};

std::unique_ptr<Answered> answered(const std::string& body) {
  auto sheet = sheet_of(body);
  if (!sheet) {
    ADD_FAILURE() << sheet.error().kind.code;
    return std::make_unique<Answered>();
  }
  auto made = std::make_unique<Answered>();
  made->sheet = std::move(*sheet);
  auto found = answer(made->sheet);
  if (!found) ADD_FAILURE() << found.error().kind.code;
  else made->answer = std::move(*found);
  return made;
}

TEST(Loss, hours_times_the_wage_less_what_was_paid) {
  const auto a = answered(work("count: \"412.5\", agreed: \"3.50\", minimum: \"4.00\", paid: \"900.00\""));
  const LossLine& line = a->answer.lines.front();
  EXPECT_EQ(line.agreed.due, 144375);
  EXPECT_EQ(line.agreed.owed, 54375);
  EXPECT_FALSE(line.agreed.rounded);
  EXPECT_EQ(line.minimum->due, 165000);
  EXPECT_EQ(line.minimum->owed, 75000);
  EXPECT_EQ(*a->in("XVD").all_agreed.count.min, 54375);
  EXPECT_EQ(*a->in("XVD").all_minimum.count.min, 75000);
  EXPECT_TRUE(a->in("XVD").all_minimum.count.exact());
}

TEST(Loss, a_product_that_is_no_whole_cent_is_rounded_once_and_says_so) {
  const auto a = answered(work("count: \"0.25\", agreed: \"0.02\", paid: \"0\""));
  EXPECT_EQ(a->answer.lines.front().agreed.due, 1) << "half a cent, up";
  EXPECT_TRUE(a->answer.lines.front().agreed.rounded);
}

TEST(Loss, what_is_not_known_makes_a_total_a_least_value) {
  for (const std::string rest : {"agreed: \"3.50\", paid: \"9.00\"", "count: 10, paid: \"9.00\"", "count: 10, agreed: \"3.50\", paid: not_known"}) {
    const auto a = answered(work(rest));
    EXPECT_EQ(*a->in("XVD").agreed.count.min, 0) << rest;
    EXPECT_FALSE(a->in("XVD").all_agreed.count.exact()) << rest;
  }
}

TEST(Loss, what_was_paid_beyond_one_line_is_set_off_against_no_other) {
  const auto a = answered("work:\n  - {from: 2024-01-01, to: 2024-01-31, currency: XVD, count: 10, agreed: 5, paid: 80}\n  - {from: 2024-02-01, to: 2024-02-29, currency: XVD, count: 10, agreed: 5, paid: 20}\n");
  EXPECT_EQ(a->answer.lines[0].agreed.paid_more, 3000);
  EXPECT_EQ(*a->in("XVD").agreed.count.min, 3000);
  EXPECT_FALSE(a->answer.lines[0].overlaps);
}

TEST(Loss, the_same_days_twice_are_pointed_out) {
  const auto a = answered("work:\n  - {from: 2024-01-01, to: 2024-01-31, currency: XVD, count: 1, agreed: 5, paid: 0}\n  - {from: 2024-01-31, to: 2024-02-29, currency: XVD, count: 1, agreed: 5, paid: 0}\n");
  EXPECT_TRUE(a->answer.lines[0].overlaps && a->answer.lines[1].overlaps);
}

TEST(Loss, an_amount_that_another_line_holds_is_shown_and_not_added) {
  const auto a = answered(
      "fees: [{kind: placement, currency: XVD, amount: 900}]\ndebts: [{kind: repaid, currency: XVD, amount: 900, also_in: fees}, {kind: interest_paid, currency: XVD, amount: 50, also_in: nothing}]\n"
      "harm: [{kind: medical, currency: XVD, amount: \"12.40\"}]\n");
  EXPECT_EQ(*a->in("XVD").all_agreed.count.min, 96240);
  EXPECT_TRUE(a->in("XVD").all_agreed.count.exact());
}

TEST(Loss, a_deduction_of_which_nobody_said_whether_the_pay_holds_it_is_not_added_and_leaves_the_total_open) {
  const auto a = answered("deductions: [{kind: lodging, currency: XVD, amount: 135}]\n");
  EXPECT_EQ(*a->in("XVD").all_agreed.count.min, 0);
  EXPECT_FALSE(a->in("XVD").all_agreed.count.exact());
}

TEST(Loss, an_amount_that_is_said_to_stand_where_no_line_holds_it_is_not_dropped_in_silence) {
  for (const std::string body : {"fees: [{kind: visa, currency: XVD, amount: 5, also_in: fees}]\n", "harm: [{kind: other, currency: XVD, amount: 1, also_in: fees}]\n",
                                 "deductions: [{kind: lodging, currency: XVD, amount: 1, also_in: wages}]\n",
                                 "fees: [{kind: visa, currency: XVD, amount: 5, also_in: debts}]\ndebts: [{kind: repaid, currency: XVD, amount: 5, also_in: fees}]\n"}) {
    const auto wrong = sheet_of(body);
    ASSERT_FALSE(wrong) << body;
    EXPECT_EQ(wrong.error().kind.code, kLossAlsoIn.code) << body;
    EXPECT_GT(wrong.error().place.line, 0) << body;
  }
}

TEST(Loss, D30_two_currencies_never_meet_in_a_sum) {
  const auto apart = answered("fees: [{kind: visa, currency: XVD, amount: 10}, {kind: visa, currency: XQA, amount: 9000}]\n");
  EXPECT_EQ(*apart->in("XVD").all_agreed.count.min, 1000);
  EXPECT_EQ(*apart->in("XQA").all_agreed.count.min, 9000);
  for (const std::string rest : {"count: 1, agreed: 5, paid: {amount: 90, currency: XQA}", "count: 1, agreed: {amount: 90, currency: XQA}, paid: 5",
                                 "count: 1, agreed: 5, paid: 5, minimum: {amount: 90, currency: XQA}"}) {
    const auto refused = sheet_of(work(rest));
    ASSERT_FALSE(refused) << rest;
    EXPECT_EQ(refused.error().kind.code, "concept.unlike");
    EXPECT_EQ(refused.error().kind.rule, "D30");
    EXPECT_EQ(refused.error().kind.exit, core::Exit::refused);
  }
}

TEST(Loss, what_is_no_sheet_is_refused) {
  const std::pair<std::string, std::string> kWrong[] = {
      {work("count: 1.5, agreed: 5, paid: 5"), "recruit.bad_amount"},
      {work("count: 1, agreed: 5, paid: 5, worker: x"), "schema.unknown_key"},
      {"fees: [{kind: visa, currency: EUR, amount: 1}]\n", "recruit.bad_currency"},
      {"work: [{from: 2024-03-01, to: 2024-02-01, currency: XVD, count: 1, agreed: 1, paid: 0}]\n", "rights.loss_period"},
      {"work: [{from: 2024-03, to: 2024-04-01, currency: XVD, count: 1, agreed: 1, paid: 0}]\n", "rights.loss_period"},
      {"harm: [{kind: sadness, currency: XVD, amount: 1}]\n", "schema.wrong_value"}};
  for (const auto& [body, code] : kWrong) {
    const auto wrong = sheet_of(body);
    ASSERT_FALSE(wrong) << body;
    EXPECT_EQ(wrong.error().kind.code, code) << body;
  }
  const auto named = core::parse_yaml("format: palermo-loss/1\nid: maria\ncurrencies: {XVD: 2}\n", "loss.yaml");
  ASSERT_TRUE(named);
  EXPECT_EQ(parse_loss(*named).error().kind.code, "rights.loss_no_id");
  const auto huge = sheet_of(work("count: 1000000, agreed: \"9999999999\", paid: 0"));
  ASSERT_TRUE(huge);
  EXPECT_EQ(answer(*huge).error().kind.code, "recruit.bad_amount");
  EXPECT_GT(answer(*huge).error().place.line, 0) << "which line it is";
}

RC_GTEST_PROP(Loss, totals_are_the_sum_of_the_lines_to_the_last_cent, ()) {
  std::string body = "work:\n";
  std::int64_t owed = 0;
  const int lines = *rc::gen::inRange(1, 20);
  for (int i = 0; i < lines; ++i) {
    const std::int64_t rate = *rc::gen::inRange(0, 100000), count = *rc::gen::inRange(0, 100000), paid = *rc::gen::inRange(0, 10000000);
    owed += std::max<std::int64_t>((2 * rate * count + 100) / 200 - paid, 0);
    body += "  - {from: 2024-01-01, to: 2024-01-31, currency: XVD, count: \"" + minor_text(count, 2) + "\", agreed: \"" + minor_text(rate, 2) + "\", paid: \"" + minor_text(paid, 2) + "\"}\n";
  }
  const auto a = answered(body);
  RC_ASSERT(*a->in("XVD").all_agreed.count.min == owed);
  RC_ASSERT(a->in("XVD").all_agreed.count.exact());
}

}  // namespace
}  // namespace palermo::rights::testing
