// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/recruit_fees.hpp"

#include <algorithm>

namespace palermo::rights {
namespace {

constexpr std::int64_t kWeeksOfYear = 52;
constexpr std::int64_t kMonthsOfYear = 12;

core::Done add_to(core::Quantity& sum, const core::Quantity& more) {
  PALERMO_TRY(sum, core::add(sum, more));
  return {};
}

// What is paid, or owed, of a fee of which nobody told whether it was paid: between nothing and all.
core::Quantity perhaps(core::Quantity fee) {
  fee.count.min = 0;
  return fee;
}

core::Done add_fees(const Recruitment& recruitment, RecruitAnswer& answer) {
  for (const RecruitFee& fee : recruitment.fees) {
    const core::Quantity amount = quantity(fee.amount);
    if (fee.borne_by != "worker") {
      PALERMO_CHECK_DONE(add_to(answer.others, amount));
      continue;
    }
    PALERMO_CHECK_DONE(add_to(answer.total, amount));
    if (fee.paid != RecruitReply::no)
      PALERMO_CHECK_DONE(add_to(answer.paid, fee.paid == RecruitReply::yes ? amount : perhaps(amount)));
    if (fee.paid != RecruitReply::yes)
      PALERMO_CHECK_DONE(add_to(answer.owed, fee.paid == RecruitReply::no ? amount : perhaps(amount)));
  }
  return {};
}

// Every other amount has to be of the same currency too: a share of a wage in another one would need a rate of
// exchange.
core::Done one_currency(const Recruitment& recruitment) {
  std::vector<Money> all = recruitment.deductions;
  if (recruitment.loan) all.push_back(recruitment.loan->amount);
  if (recruitment.wage) all.push_back(*recruitment.wage);
  core::Quantity sum = nothing_in(recruitment.currency);
  for (const Money& money : all) PALERMO_CHECK_DONE(add_to(sum, quantity(money)));
  return {};
}

core::Done too_large(const Recruitment& recruitment) {
  return core::fail(kBadAmount, {}, {{"digits", std::to_string(recruitment.digits)}});
}

// Shares and repayments are reckoned from these: they stay within what one amount may be.
core::Done check_totals(const Recruitment& recruitment, const RecruitAnswer& answer) {
  for (const core::Quantity* total : {&answer.total, &answer.paid, &answer.owed, &answer.others})
    if (*total->count.min > kMostMinor) return too_large(recruitment);
  return {};
}

core::Done set_wages(const Recruitment& recruitment, RecruitAnswer& answer) {
  if (!recruitment.wage || !recruitment.wage->minor) return {};
  const std::int64_t wage = *recruitment.wage->minor;
  std::int64_t year = wage;
  const std::int64_t times = recruitment.wage_per == "week" ? kWeeksOfYear : kMonthsOfYear;
  if (recruitment.wage_per != "year" && __builtin_mul_overflow(wage, times, &year)) return too_large(recruitment);
  answer.wage_of_year = year;
  answer.wage_of_month = recruitment.wage_per == "month" ? wage : *answer.wage_of_year / kMonthsOfYear;
  std::int64_t left = *answer.wage_of_month;
  for (const Money& deduction : recruitment.deductions) {
    if (!deduction.minor) return {};
    if (__builtin_sub_overflow(left, *deduction.minor, &left)) return too_large(recruitment);
  }
  if (recruitment.living_costs) {
    if (!recruitment.living_costs->minor) return {};
    if (__builtin_sub_overflow(left, *recruitment.living_costs->minor, &left)) return too_large(recruitment);
  }
  answer.pay_left = left;
  return {};
}

RecruitRepayment repayment_of(const Recruitment& recruitment, const RecruitAnswer& answer) {
  RecruitRepayment result;
  const bool owes = !answer.owed.count.exact() || *answer.owed.count.min > 0;
  if (!recruitment.loan && !owes) {
    result.kind = RecruitRepayment::Kind::no_debt;
    return result;
  }
  if (recruitment.loan && !recruitment.loan->amount.minor) result.missing.push_back("loan.amount");
  if (recruitment.loan && !recruitment.loan->rate) result.missing.push_back("loan.interest_percent");
  if (!answer.owed.count.exact()) result.missing.push_back("fees");
  const std::optional<std::int64_t> can_pay = recruitment.can_pay ? recruitment.can_pay->minor : std::nullopt;
  if (!can_pay && !answer.pay_left) result.missing.push_back(answer.wage_of_month ? "deductions" : "wage.amount");
  if (!result.missing.empty()) return result;
  result.basis = can_pay ? "can_pay" : "pay_left";
  result.payment = can_pay ? *can_pay : *answer.pay_left;
  const std::int64_t loan = recruitment.loan ? *recruitment.loan->amount.minor : 0;
  const MonthlyRate rate = recruitment.loan ? *recruitment.loan->rate : MonthlyRate{};
  result.plan =
      repay(loan, *answer.owed.count.min, rate, recruitment.loan && recruitment.loan->on_first_amount, result.payment);
  switch (result.plan.kind) {
    case Repayment::Kind::done:
      result.kind = RecruitRepayment::Kind::months;
      break;
    case Repayment::Kind::never:
      result.kind = RecruitRepayment::Kind::never;
      break;
    case Repayment::Kind::longer:
      result.kind = RecruitRepayment::Kind::longer;
      break;
  }
  return result;
}

}  // namespace

std::string_view word(RecruitOutcome outcome) {
  static constexpr std::string_view kWords[] = {"breached", "breached_unless", "excepted", "question"};
  return kWords[static_cast<std::size_t>(outcome)];
}

core::Result<RecruitAnswer> answer(const Recruitment& recruitment, const law::Corpus& corpus) {
  const core::Quantity none = nothing_in(recruitment.currency);
  RecruitAnswer result{none, none, none, none, {}, {}, {}, {}, {}};
  PALERMO_CHECK_DONE(one_currency(recruitment));
  PALERMO_CHECK_DONE(add_fees(recruitment, result));
  PALERMO_CHECK_DONE(check_totals(recruitment, result));
  PALERMO_CHECK_DONE(set_wages(recruitment, result));
  result.repayment = repayment_of(recruitment, result);
  PALERMO_TRY(result.rules, recruitment_rules(recruitment, result.repayment, corpus));
  return result;
}

}  // namespace palermo::rights
