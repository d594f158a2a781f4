// SPDX-License-Identifier: Apache-2.0
// What a recruitment costs, as it is shown and as --json tells it.
#include "palermo/rights/recruit_fees.hpp"

namespace palermo::rights {
namespace {

using core::Value;

std::string_view word(RecruitReply reply) {
  return reply == RecruitReply::yes ? "yes" : reply == RecruitReply::no ? "no" : "not_known";
}

std::string_view word(RecruitRepayment::Kind kind) {
  static constexpr std::string_view kWords[] = {"no_debt", "not_known", "months", "never", "longer"};
  return kWords[static_cast<std::size_t>(kind)];
}

// A total: "at_least" where an amount in it is not known.
Value total_value(const core::Quantity& quantity, int digits) {
  Value value;
  value.set("amount", minor_text(*quantity.count.min, digits));
  value.set("at_least", !quantity.count.exact());
  return value;
}

Value minor_value(const std::optional<std::int64_t>& minor, int digits) {
  return minor ? Value(minor_text(*minor, digits)) : Value{};
}

Value share_value(const core::Quantity& total, const std::optional<std::int64_t>& wage) {
  return wage && *wage > 0 ? Value(percent_text(*total.count.min, *wage)) : Value{};
}

Value fees_value(const Recruitment& recruitment) {
  Value fees{Value::Array{}};
  for (const RecruitFee& fee : recruitment.fees) {
    Value value;
    value.set("kind", fee.kind);
    value.set("charged_by", fee.charged_by);
    value.set("to", fee.to);
    value.set("borne_by", fee.borne_by);
    value.set("amount", minor_value(fee.amount.minor, recruitment.digits));
    value.set("paid", word(fee.paid));
    value.set("taken_from_wage", word(fee.taken_from_wage));
    fees.push(std::move(value));
  }
  return fees;
}

Value repayment_value(const RecruitRepayment& repayment, int digits) {
  const bool known = repayment.kind == RecruitRepayment::Kind::months;
  Value value;
  value.set("outcome", word(repayment.kind));
  value.set("basis", repayment.basis.empty() ? Value{} : Value(repayment.basis));
  value.set("payment", repayment.basis.empty() ? Value{} : Value(minor_text(repayment.payment, digits)));
  value.set("months", known ? Value(repayment.plan.months) : Value{});
  value.set("paid_in_all", known ? Value(minor_text(repayment.plan.paid, digits)) : Value{});
  value.set("interest", known ? Value(minor_text(repayment.plan.interest, digits)) : Value{});
  Value missing{Value::Array{}};
  for (const std::string& part : repayment.missing) missing.push(part);
  value.set("missing", std::move(missing));
  return value;
}

std::string total_text(const core::Quantity& quantity, const Recruitment& r, const core::Catalogue& texts) {
  return texts.text(quantity.count.exact() ? "recruit.fees.money" : "recruit.fees.money_at_least",
                    {{"amount", minor_text(*quantity.count.min, r.digits)}, {"currency", r.currency}});
}

std::string word_text(const core::Catalogue& texts, std::string_view list, std::string_view word) {
  return texts.text("recruit." + std::string(list) + "." + std::string(word));
}

std::string fee_text(const RecruitFee& fee, const Recruitment& r, const core::Catalogue& texts) {
  const std::string amount =
      fee.amount.minor ? texts.text("recruit.fees.money", {{"amount", minor_text(*fee.amount.minor, r.digits)},
                                                           {"currency", fee.amount.currency}})
                       : texts.text("recruit.fees.amount_not_known");
  return texts.text("recruit.fees.fee", {{"kind", word_text(texts, "kind", fee.kind)},
                                         {"amount", amount},
                                         {"by", word_text(texts, "who", fee.charged_by)},
                                         {"bearer", word_text(texts, "bearer", fee.borne_by)}});
}

std::string share_text(const RecruitAnswer& answer, const core::Catalogue& texts) {
  if (!answer.wage_of_month) return texts.text("recruit.fees.share_not_known");
  if (*answer.wage_of_month <= 0) return texts.text("recruit.fees.share_no_wage");
  const std::string key = answer.total.count.exact() ? "recruit.fees.share" : "recruit.fees.share_at_least";
  return texts.text(key, {{"month", percent_text(*answer.total.count.min, *answer.wage_of_month)},
                          {"year", percent_text(*answer.total.count.min, *answer.wage_of_year)}});
}

std::string repayment_text(const RecruitRepayment& repayment, const Recruitment& r, const core::Catalogue& texts) {
  std::string missing;
  for (const std::string& part : repayment.missing) missing += (missing.empty() ? "" : ", ") + part;
  std::string text = texts.text("recruit.fees.repay." + std::string(word(repayment.kind)),
                                {{"months", repayment.plan.months},
                                 {"payment", minor_text(repayment.payment, r.digits)},
                                 {"paid", minor_text(repayment.plan.paid, r.digits)},
                                 {"interest", minor_text(repayment.plan.interest, r.digits)},
                                 {"currency", r.currency},
                                 {"most", kMostMonths},
                                 {"missing", missing}});
  if (!repayment.basis.empty()) text += "\n" + texts.text("recruit.fees.basis." + repayment.basis);
  return text;
}

std::string rule_text(const RecruitRule& rule, const core::Catalogue& texts) {
  std::string text = texts.text("recruit.fees.rule", {{"outcome", word_text(texts, "outcome", word(rule.outcome))},
                                                      {"what", texts.text("recruit.rule." + rule.id)}});
  text += "\n" + texts.text("recruit.fees.law", {{"article", cited_text(texts, rule.article)}});
  if (const std::string unless = "recruit.rule." + rule.id + ".unless"; texts.has(unless))
    text += "\n" + texts.text("recruit.fees.unless", {{"unless", texts.text(unless)}});
  return text;
}

}  // namespace

Value to_value(const Recruitment& recruitment, const RecruitAnswer& answer) {
  const int digits = recruitment.digits;
  Value value;
  value.set("format", "palermo-recruit-fees/1");
  value.set("id", recruitment.id);
  value.set("currency", recruitment.currency);
  value.set("fees", fees_value(recruitment));
  Value totals;
  totals.set("borne_by_worker", total_value(answer.total, digits));
  totals.set("paid", total_value(answer.paid, digits));
  totals.set("owed", total_value(answer.owed, digits));
  totals.set("borne_by_others", total_value(answer.others, digits));
  value.set("totals", std::move(totals));
  Value share;
  share.set("of_month_percent", share_value(answer.total, answer.wage_of_month));
  share.set("of_year_percent", share_value(answer.total, answer.wage_of_year));
  share.set("at_least", !answer.total.count.exact());
  share.set("pay_left_of_month", minor_value(answer.pay_left, digits));
  value.set("share", std::move(share));
  value.set("repayment", repayment_value(answer.repayment, digits));
  Value rules{Value::Array{}};
  for (const RecruitRule& rule : answer.rules) {
    Value one;
    one.set("rule", rule.id);
    one.set("outcome", rights::word(rule.outcome));
    one.set("article", to_value(rule.article));
    rules.push(std::move(one));
  }
  value.set("rules", std::move(rules));
  return value;
}

std::string fees_text(const Recruitment& recruitment, const RecruitAnswer& answer, const core::Catalogue& texts) {
  std::string text = texts.text("recruit.fees.head", {{"id", recruitment.id}});
  for (const RecruitFee& fee : recruitment.fees) text += "\n" + fee_text(fee, recruitment, texts);
  text += "\n\n" + texts.text("recruit.fees.total", {{"total", total_text(answer.total, recruitment, texts)},
                                                     {"paid", total_text(answer.paid, recruitment, texts)},
                                                     {"owed", total_text(answer.owed, recruitment, texts)}});
  text += "\n" + share_text(answer, texts) + "\n" + repayment_text(answer.repayment, recruitment, texts);
  text += "\n\n" + texts.text(answer.rules.empty() ? "recruit.fees.no_rules" : "recruit.fees.rules");
  for (const RecruitRule& rule : answer.rules) text += "\n" + rule_text(rule, texts);
  return text + "\n\n" + texts.text("recruit.caveat");
}

}  // namespace palermo::rights
