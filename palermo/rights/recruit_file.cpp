// SPDX-License-Identifier: Apache-2.0
// Reads palermo-recruitment/1.
#include "palermo/rights/gate_file.hpp"
#include "palermo/rights/recruit_fees.hpp"

namespace palermo::rights {
namespace {

using core::Reader;
using core::Value;

const std::vector<std::string> kKinds{"placement", "training", "medical_examination", "papers",  "visa",
                                      "travel",    "deposit",  "insurance",           "lodging", "other"};
const std::vector<std::string> kWho{"private_agency", "sub_agent", "public_service", "employer",
                                    "official",       "lender",    "other",          "not_known"};
const std::vector<std::string> kBearers{"worker", "employer", "other", "not_known"};
const std::vector<std::string> kLenders{"private_agency", "sub_agent", "employer", "bank",
                                        "moneylender",    "family",    "other",    "not_known"};
const std::vector<std::string> kHolders{
    "worker", "employer", "private_agency", "other_private", "official", "official_with_receipt", "not_known"};

RecruitReply reply_of(Reader& reader, std::string_view key) {
  const std::string text = reader.choice(key, {"yes", "no", "not_known"}, "not_known");
  return text == "yes" ? RecruitReply::yes : text == "no" ? RecruitReply::no : RecruitReply::not_known;
}

// What every amount of the file is read with.
struct Purse {
  std::string currency;
  int digits = 2;
};

core::Result<Money> read_money(Reader& reader, std::string_view key, const Purse& purse) {
  reader.ignore(key);
  Money money;
  money.currency = reader.optional_text("currency").value_or(purse.currency);
  if (!is_currency(money.currency)) reader.fail_at(reader.value(), kBadCurrency);
  PALERMO_TRY(money.minor, read_minor(reader.value(), key, purse.digits));
  return money;
}

core::Result<RecruitFee> read_fee(const Value& value, const Purse& purse) {
  Reader reader(value, "fee");
  RecruitFee fee;
  fee.kind = reader.choice("kind", kKinds, "other");
  fee.charged_by = reader.choice("charged_by", kWho, "not_known");
  fee.to = reader.choice("to", kWho, "not_known");
  fee.borne_by = reader.choice("borne_by", kBearers, "not_known");
  fee.paid = reply_of(reader, "paid");
  fee.taken_from_wage = reply_of(reader, "taken_from_wage");
  PALERMO_TRY(fee.amount, read_money(reader, "amount", purse));
  PALERMO_CHECK_DONE(reader.finish());
  return fee;
}

core::Result<RecruitLoan> read_loan(const Value& value, const Purse& purse) {
  Reader reader(value, "loan");
  RecruitLoan loan;
  PALERMO_TRY(loan.amount, read_money(reader, "amount", purse));
  loan.lender = reader.choice("lender", kLenders, "not_known");
  const std::string per = reader.choice("per", {"month", "year"}, "");
  loan.on_first_amount = reader.choice("on", {"balance", "first_amount"}, "balance") == "first_amount";
  const auto percent = reader.optional_text("interest_percent");
  const Value* node = value.find("interest_percent");
  if (percent && *percent != "not_known") {
    const auto rate = node->is_text() || node->is_int()
                          ? parse_rate(*percent, per)
                          : core::Result<MonthlyRate>(core::fail(kBadAmount, {}, {{"digits", "4"}}));
    if (!rate)
      reader.fail_at(*node, kBadAmount, {{"digits", "4"}});
    else if (per.empty() && rate->num > 0)
      reader.fail_at(value, core::kMissingKey, {{"key", "per"}});
    else
      loan.rate = *rate;
  }
  PALERMO_CHECK_DONE(reader.finish());
  return loan;
}

core::Result<Money> read_deduction(const Value& value, const Purse& purse) {
  Reader reader(value, "deduction");
  (void)reader.choice("kind", {"lodging", "food", "fees", "loan", "tax", "insurance", "fine", "other"}, "other");
  PALERMO_TRY(Money money, read_money(reader, "amount", purse));
  PALERMO_CHECK_DONE(reader.finish());
  return money;
}

core::Result<Money> read_wage(const Value& value, const Purse& purse, std::string& per) {
  Reader reader(value, "wage");
  per = reader.choice("per", {"month", "year", "week"}, "month");
  PALERMO_TRY(Money money, read_money(reader, "amount", purse));
  PALERMO_CHECK_DONE(reader.finish());
  return money;
}

core::Done read_debt(const Value& value, Recruitment& recruitment) {
  Reader reader(value, "debt");
  recruitment.services_pledged = reply_of(reader, "services_pledged");
  recruitment.work_counts_against_debt = reply_of(reader, "work_counts_against_debt");
  recruitment.length_limited = reply_of(reader, "length_limited");
  recruitment.may_leave = reply_of(reader, "may_leave");
  return reader.finish();
}

core::Result<std::optional<Money>> read_month(Reader& reader, std::string_view key, const Purse& purse) {
  if (reader.any(key) == nullptr) return std::nullopt;
  PALERMO_TRY(const auto minor, read_minor(reader.value(), key, purse.digits));
  return Money{purse.currency, minor};
}

// Before any of them is read.
core::Done not_too_many(Reader& reader) {
  std::size_t lines = 0;
  for (const char* key : {"fees", "deductions"})
    if (const Value* list = reader.array(key)) lines += list->items().size();
  if (lines <= kMostRecruitLines) return {};
  return core::fail(kRecruitTooMany, reader.value().place(), {{"most", std::to_string(kMostRecruitLines)}});
}

core::Done read_parts(Reader& reader, const Purse& purse, Recruitment& recruitment) {
  PALERMO_CHECK_DONE(not_too_many(reader));
  if (const Value* fees = reader.array("fees"))
    for (const Value& node : fees->items()) {
      PALERMO_TRY(RecruitFee fee, read_fee(node, purse));
      recruitment.fees.push_back(std::move(fee));
    }
  if (const Value* loan = reader.object("loan")) {
    PALERMO_TRY(recruitment.loan, read_loan(*loan, purse));
  }
  if (const Value* wage = reader.object("wage")) {
    PALERMO_TRY(recruitment.wage, read_wage(*wage, purse, recruitment.wage_per));
  }
  if (const Value* deductions = reader.array("deductions"))
    for (const Value& node : deductions->items()) {
      PALERMO_TRY(Money deduction, read_deduction(node, purse));
      recruitment.deductions.push_back(std::move(deduction));
    }
  PALERMO_TRY(recruitment.living_costs, read_month(reader, "living_costs", purse));
  PALERMO_TRY(recruitment.can_pay, read_month(reader, "can_pay", purse));
  if (const Value* debt = reader.object("debt")) PALERMO_CHECK_DONE(read_debt(*debt, recruitment));
  return {};
}

}  // namespace

core::Result<Recruitment> parse_recruitment(const Value& document) {
  Reader reader(document, "recruitment");
  if (reader.choice("format", {"palermo-recruitment/1"}, "").empty())
    reader.fail_at(document, core::kMissingKey, {{"key", "format"}});
  Recruitment recruitment;
  recruitment.id = reader.text("id");
  if (!reader.failed() && !is_random_handle(recruitment.id, "r-"))
    reader.fail_at(*document.find("id"), kNoRecruitmentId);
  recruitment.currency = reader.text("currency");
  if (!reader.failed() && !is_currency(recruitment.currency)) reader.fail_at(*document.find("currency"), kBadCurrency);
  const std::int64_t digits = reader.optional_integer("minor_digits").value_or(2);
  if (digits < 0 || digits > 4)
    reader.fail_at(*document.find("minor_digits"), core::kWrongValue,
                   {{"key", "minor_digits"}, {"allowed", "0, 1, 2, 3, 4"}});
  recruitment.digits = static_cast<int>(digits);
  recruitment.domestic_work = reply_of(reader, "domestic_work");
  recruitment.seafarer = reply_of(reader, "seafarer");
  recruitment.exception_authorised = reply_of(reader, "exception_authorised");
  recruitment.papers_held_by = reader.choice("papers_held_by", kHolders, "not_known");
  recruitment.papers_back_on_request = reply_of(reader, "papers_back_on_request");
  recruitment.written_offer = reply_of(reader, "written_offer");
  recruitment.free_movement = reply_of(reader, "free_movement");
  for (const char* key : {"fees", "loan", "wage", "deductions", "living_costs", "can_pay", "debt"}) reader.ignore(key);
  if (!reader.failed()) PALERMO_CHECK_DONE(read_parts(reader, {recruitment.currency, recruitment.digits}, recruitment));
  PALERMO_CHECK_DONE(reader.finish());
  return recruitment;
}

}  // namespace palermo::rights
