// SPDX-License-Identifier: Apache-2.0
// Which articles a recruitment touches. Each rule names the facts it reads; an article that was not read is a question
// at most.
#include <algorithm>

#include "palermo/rights/recruit_fees.hpp"

namespace palermo::rights {
namespace {

constexpr RecruitReply kYes = RecruitReply::yes;
constexpr RecruitReply kNo = RecruitReply::no;
constexpr RecruitReply kNotKnown = RecruitReply::not_known;

using Said = std::optional<RecruitOutcome>;

bool from_agency(const RecruitFee& fee) { return fee.charged_by == "private_agency" || fee.to == "private_agency"; }

// Something was charged, or may have been: an amount of nothing is no charge.
bool charged(const RecruitFee& fee) { return !fee.amount.minor || *fee.amount.minor > 0; }

bool any_fee(const Recruitment& r, auto test) {
  return std::any_of(r.fees.begin(), r.fees.end(), [&](const RecruitFee& fee) { return charged(fee) && test(fee); });
}

// C181 art. 7(1), with the exception that art. 7(2) lets the authority make. Seafarers are outside (art. 2(2)).
Said c181_fee(const Recruitment& r) {
  if (r.seafarer == kYes) return std::nullopt;
  const bool sure = any_fee(r, [](const RecruitFee& f) { return f.borne_by == "worker" && from_agency(f); });
  const bool perhaps = any_fee(r, [](const RecruitFee& f) {
    return (f.borne_by == "worker" || f.borne_by == "not_known") &&
           (from_agency(f) || f.charged_by == "sub_agent" || f.charged_by == "not_known");
  });
  if (!sure) return perhaps ? Said(RecruitOutcome::question) : std::nullopt;
  if (r.exception_authorised == kYes) return RecruitOutcome::excepted;
  return r.exception_authorised == kNo && r.seafarer == kNo ? RecruitOutcome::breached
                                                            : RecruitOutcome::breached_unless;
}

// Whether interest on an agency's own loan is an indirect cost.
Said c181_loan(const Recruitment& r) {
  if (r.seafarer == kYes || !r.loan || (r.loan->lender != "private_agency" && r.loan->lender != "sub_agent"))
    return std::nullopt;
  return r.loan->rate && r.loan->rate->num == 0 ? Said() : RecruitOutcome::question;
}

Said c189_fee(const Recruitment& r) {
  if (r.domestic_work == kNo) return std::nullopt;
  const bool taken = any_fee(r, [](const RecruitFee& f) { return from_agency(f) && f.taken_from_wage == kYes; });
  const bool perhaps = any_fee(r, [](const RecruitFee& f) {
    return f.borne_by != "employer" && (from_agency(f) || f.charged_by == "not_known") && f.taken_from_wage != kNo;
  });
  if (taken && r.domestic_work == kYes) return RecruitOutcome::breached;
  return taken || (perhaps && r.domestic_work == kYes) ? Said(RecruitOutcome::question) : std::nullopt;
}

Said c97_public(const Recruitment& r) {
  const auto by_service = [](const RecruitFee& f) { return f.charged_by == "public_service"; };
  if (any_fee(r, [&](const RecruitFee& f) { return by_service(f) && f.borne_by == "worker"; }))
    return RecruitOutcome::breached_unless;
  return any_fee(r, [&](const RecruitFee& f) { return by_service(f) && f.borne_by == "not_known"; })
             ? Said(RecruitOutcome::question)
             : std::nullopt;
}

// Papers in somebody else's hands: for safe keeping, or so that the worker cannot leave.
Said papers(const Recruitment& r) {
  const std::string& holder = r.papers_held_by;
  if (holder == "worker" || holder == "not_known") return std::nullopt;
  if (holder == "official_with_receipt") return RecruitOutcome::excepted;
  if (r.papers_back_on_request == kYes) return RecruitOutcome::question;
  // Of an official, law and receipt are both asked; neither was told.
  if (holder == "official") return RecruitOutcome::breached_unless;
  return r.papers_back_on_request == kNo ? RecruitOutcome::breached : RecruitOutcome::breached_unless;
}

// The article speaks of work in a household; whether it reaches what officials do is to be asked.
Said c189_papers(const Recruitment& r) {
  const Said said = papers(r);
  if (!said || r.domestic_work == kNo || *said == RecruitOutcome::excepted) return std::nullopt;
  return r.domestic_work == kYes && r.papers_held_by != "official" ? said : Said(RecruitOutcome::question);
}

// C189 art. 8(1) asks the State for a law, so that what happened to one worker shows at most that something is amiss:
// the law is not there, or it was not kept. Art. 8(2) leaves out those who may move freely for work.
Said c189_offer(const Recruitment& r) {
  if (r.domestic_work == kNo || r.written_offer == kYes) return std::nullopt;
  if (r.written_offer == kNotKnown)
    return r.domestic_work == kYes && r.free_movement != kYes ? Said(RecruitOutcome::question) : std::nullopt;
  if (r.free_movement == kYes) return RecruitOutcome::excepted;
  return r.domestic_work == kYes ? RecruitOutcome::breached_unless : RecruitOutcome::question;
}

bool lender_has_power(const Recruitment& r) {
  return r.loan &&
         (r.loan->lender == "employer" || r.loan->lender == "private_agency" || r.loan->lender == "sub_agent");
}

// Signs of debt bondage: services pledged for a debt that they do not pay off or that has no end; or a debt to those
// who give the work that the pay can never meet. Always a question.
Said debt_bondage(const Recruitment& r, const RecruitRepayment& repayment) {
  const bool pledged = r.services_pledged == kYes && (r.work_counts_against_debt != kYes || r.length_limited != kYes);
  const bool endless = repayment.kind == RecruitRepayment::Kind::never && lender_has_power(r);
  const bool signs = r.services_pledged == kNotKnown && (r.work_counts_against_debt == kNo || r.length_limited == kNo);
  return pledged || endless || signs ? Said(RecruitOutcome::question) : std::nullopt;
}

Said forced_labour(const Recruitment& r) { return r.may_leave == kNo ? Said(RecruitOutcome::question) : std::nullopt; }

}  // namespace

core::Result<std::vector<RecruitRule>> recruitment_rules(const Recruitment& recruitment,
                                                         const RecruitRepayment& repayment, const law::Corpus& corpus) {
  struct Row {
    const char* id;
    Said said;
    ArticleName article;
  };
  const Row rows[] = {{"c181_fee", c181_fee(recruitment), {"ilo.c181", "art. 7(1)"}},
                      {"c181_loan", c181_loan(recruitment), {"ilo.c181", "art. 7(1)"}},
                      {"c189_fee", c189_fee(recruitment), {"ilo.c189", "art. 15(1)(e)"}},
                      {"c97_public", c97_public(recruitment), {"ilo.c97", "art. 7(2)"}},
                      {"icrmw_papers", papers(recruitment), {"un.icrmw", "art. 21"}},
                      {"c189_offer", c189_offer(recruitment), {"ilo.c189", "art. 8(1)"}},
                      {"c189_papers", c189_papers(recruitment), {"ilo.c189", "art. 9(c)"}},
                      {"debt_bondage", debt_bondage(recruitment, repayment), {"un.slavery1956", "art. 1(a)"}},
                      {"forced_labour", forced_labour(recruitment), {"ilo.c29", "art. 2(1)"}}};
  std::vector<RecruitRule> rules;
  for (const Row& row : rows) {
    if (!row.said) continue;
    PALERMO_TRY(CitedArticle article, cite_article(corpus, row.article.law, row.article.cite));
    const bool read = article.mark == law::Mark::verified;
    rules.push_back({row.id, read ? *row.said : RecruitOutcome::question, std::move(article)});
  }
  return rules;
}

}  // namespace palermo::rights
