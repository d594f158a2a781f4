// SPDX-License-Identifier: Apache-2.0
// What getting a job abroad costs the worker: fees and costs, a loan, the wage; and which rules they touch.
//
// Format: palermo-recruitment/1 (docs/formats/recruitment.md). One currency a file counts; another one is refused, not
// converted. What is not known makes a total a least value, and the time of repayment unknown. A rule is an article of
// the corpus with its mark; it is called breached only when its text was read and its facts are known. Whether debt
// bondage or forced labour is at hand is never answered here: it is put as a question. Method:
// docs/methods/recruitment.md.
#pragma once

#include <vector>

#include "palermo/core/catalogue.hpp"
#include "palermo/rights/gate_basis.hpp"
#include "palermo/rights/recruit_money.hpp"

namespace palermo::rights {

inline constexpr core::ErrorKind kNoRecruitmentId{"recruit.no_id", core::Exit::unreadable};
inline constexpr core::ErrorKind kRecruitTooMany{"recruit.too_many", core::Exit::unreadable};
inline constexpr std::size_t kMostRecruitLines = 1000;  // fees and deductions together

// A reply as the files of this family write it: "yes", "no", "not_known"; missing is not known.
enum class RecruitReply { not_known, no, yes };

struct RecruitFee {
  std::string kind, charged_by, to, borne_by;  // closed lists of words; "not_known" where it is
  Money amount;
  RecruitReply paid = RecruitReply::not_known;
  RecruitReply taken_from_wage = RecruitReply::not_known;
};

struct RecruitLoan {
  Money amount;
  std::string lender = "not_known";
  std::optional<MonthlyRate> rate;
  bool on_first_amount = false;
};

struct Recruitment {
  std::string id, currency;
  int digits = 2;
  RecruitReply domestic_work{}, seafarer{}, exception_authorised{};
  std::vector<RecruitFee> fees;
  std::optional<RecruitLoan> loan;
  std::optional<Money> wage;
  std::string wage_per = "month";              // month | year | week
  std::vector<Money> deductions;               // a month
  std::optional<Money> living_costs, can_pay;  // a month
  std::string papers_held_by = "not_known";
  RecruitReply papers_back_on_request{};
  RecruitReply written_offer{};  // held before the border, and it can be enforced where the work is done
  RecruitReply free_movement{};  // for work, by an agreement or in a region: C189 art. 8(2)
  RecruitReply services_pledged{}, work_counts_against_debt{}, length_limited{}, may_leave{};
};
[[nodiscard]] core::Result<Recruitment> parse_recruitment(const core::Value& document);

// breached: by what was entered. breached_unless: breached if an exception that is not known does not apply. excepted:
// an exception was entered. question: to be asked, and never answered here.
enum class RecruitOutcome { breached, breached_unless, excepted, question };
[[nodiscard]] std::string_view word(RecruitOutcome outcome);

struct RecruitRule {
  std::string id;  // key of its texts: "c181_fee"
  RecruitOutcome outcome = RecruitOutcome::question;
  CitedArticle article;
};

struct RecruitRepayment {
  enum class Kind { no_debt, not_known, months, never, longer };
  Kind kind = Kind::not_known;
  std::string basis;         // can_pay | pay_left; empty when not known
  std::int64_t payment = 0;  // a month
  Repayment plan;
  std::vector<std::string> missing;  // not_known: which parts of the file would decide
};

struct RecruitAnswer {
  core::Quantity total, paid, owed;                                   // borne by the worker
  core::Quantity others;                                              // borne by others, or by nobody knows whom
  std::optional<std::int64_t> wage_of_month, wage_of_year, pay_left;  // minor units
  RecruitRepayment repayment;
  std::vector<RecruitRule> rules;
};
// Errors: concept.unlike (D30) where two currencies meet; recruit.bad_amount where a total is above 10^15 minor units; rights.unknown_article.
[[nodiscard]] core::Result<RecruitAnswer> answer(const Recruitment& recruitment, const law::Corpus& corpus);
[[nodiscard]] core::Result<std::vector<RecruitRule>> recruitment_rules(const Recruitment& recruitment,
                                                                       const RecruitRepayment& repayment,
                                                                       const law::Corpus& corpus);

// palermo-recruit-fees/1 (docs/formats/recruit-fees.schema.json).
[[nodiscard]] core::Value to_value(const Recruitment& recruitment, const RecruitAnswer& answer);
[[nodiscard]] std::string fees_text(const Recruitment& recruitment, const RecruitAnswer& answer,
                                    const core::Catalogue& texts);

}  // namespace palermo::rights
