// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "palermo/law/law_test.hpp"
#include "palermo/rights/recruit_fees.hpp"
#include "palermo/rights/recruit_permit.hpp"

namespace palermo::rights::testing {
namespace {

using law::testing::describe;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const law::Corpus& corpus() { return law::testing::project_corpus(); }

core::Value yaml(const std::string& text) {
  auto document = core::parse_yaml(text, "test.yaml");
  EXPECT_TRUE(document) << describe(document.error());
  return document ? std::move(*document) : core::Value{};
}

core::Result<Recruitment> parsed(const std::string& rest) {
  return parse_recruitment(yaml("format: palermo-recruitment/1\nid: r-abc123\ncurrency: XVD\n" + rest));
}

core::Result<RecruitAnswer> answered(const std::string& rest, const law::Corpus& laws = corpus()) {
  auto read = parsed(rest);
  if (!read) return core::fail(read.error());
  return answer(*read, laws);
}

RecruitAnswer answer_to(const std::string& rest) {
  auto found = answered(rest);
  EXPECT_TRUE(found) << rest << describe(found.error());
  return found ? std::move(*found) : RecruitAnswer{};
}

std::vector<std::string> rules(const std::string& rest) {
  std::vector<std::string> said;
  for (const RecruitRule& rule : answer_to(rest).rules) said.push_back(rule.id + " " + std::string(word(rule.outcome)));
  return said;
}

std::string fee(const std::string& rest) { return "fees: [{amount: '900.00', " + rest + "}]\n"; }

TEST(Money, is_read_and_written_exactly) {
  for (const auto& [text, digits, minor] : {std::tuple{"1200.50", 2, 120050},
                                            {"0.1", 2, 10},
                                            {"7", 2, 700},
                                            {"7", 0, 7},
                                            {"1.2345", 4, 12345},
                                            {"0", 2, 0}}) {
    const auto read = parse_minor(text, digits);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(*read, minor) << text;
  }
  EXPECT_EQ(minor_text(120050, 2), "1200.50");
  EXPECT_EQ(minor_text(5, 2), "0.05");
  EXPECT_EQ(minor_text(-5, 2), "-0.05");
  EXPECT_EQ(minor_text(7, 0), "7");
}

TEST(Money, that_cannot_be_exact_is_refused) {
  for (const char* text :
       {"", "1.005", "1,200", "-1", "1e3", "1.", ".5", " 1", "12345678901234567", "9999999999999999"})
    EXPECT_FALSE(parse_minor(text, 2)) << text;
  EXPECT_FALSE(parsed("fees: [{amount: 0.1, borne_by: worker}]\n"));  // not in quotes: already rounded
  EXPECT_TRUE(parsed("fees: [{amount: '0.1', borne_by: worker}]\n"));
}

TEST(Money, reads_back_what_it_writes) {
  EXPECT_TRUE(rc::check("money round trip", [] {
    const auto minor = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000'000);
    const int digits = *rc::gen::inRange(0, 5);
    const auto read = parse_minor(minor_text(minor, digits), digits);
    RC_ASSERT(read && *read == minor);
  }));
}

constexpr MonthlyRate kThree{3, 100};

TEST(Repayment, follows_the_plan_that_was_worked_out_by_hand) {
  // 1000.00 at 3 % a month, 150.00 a month: interest 30.00, 26.40, 22.69, 18.87, 14.94, 10.89, 6.71, 2.42 (80.50 x 3 %
  // = 2.415, half up).
  const Repayment plan = repay(100000, 0, kThree, false, 15000);
  EXPECT_EQ(plan.kind, Repayment::Kind::done);
  EXPECT_EQ(plan.months, 8);
  EXPECT_EQ(plan.interest, 13292);
  EXPECT_EQ(plan.paid, 113292);
}

TEST(Repayment, of_a_yearly_rate_takes_a_twelfth_each_month) {
  // 100.00 at 12 % a year, 50.00 a month: 1.00, 0.51, 0.02.
  const auto rate = parse_rate("12", "year");
  ASSERT_TRUE(rate);
  const Repayment plan = repay(10000, 0, *rate, false, 5000);
  EXPECT_EQ(plan.months, 3);
  EXPECT_EQ(plan.interest, 153);
}

TEST(Repayment, with_interest_on_the_first_amount_pays_it_to_the_end) {
  // 1200.00 at 5 % a month on the first amount: 60.00 every month; of 160.00 a month, 100.00 pays off: 12 months,
  // 720.00 interest.
  const Repayment plan = repay(120000, 0, {5, 100}, true, 16000);
  EXPECT_EQ(plan.months, 12);
  EXPECT_EQ(plan.interest, 72000);
}

TEST(Repayment, pays_what_is_owed_without_interest_after_the_loan) {
  const Repayment plan = repay(0, 24000, {}, false, 10000);  // 100 + 100 + 40
  EXPECT_EQ(plan.months, 3);
  EXPECT_EQ(plan.paid, 24000);
}

TEST(Repayment, never_ends_when_the_interest_is_not_less_than_what_can_be_paid) {
  EXPECT_EQ(repay(10000, 0, {10, 100}, false, 1000).kind, Repayment::Kind::never);  // 10.00 interest, 10.00 paid
  EXPECT_EQ(repay(10000, 0, {10, 100}, false, 999).kind, Repayment::Kind::never);
  EXPECT_NE(repay(10000, 0, {10, 100}, false, 1001).kind, Repayment::Kind::never);
  EXPECT_EQ(repay(10000, 0, {}, false, 0).kind, Repayment::Kind::never);
  EXPECT_EQ(repay(10000, 0, {}, false, -5).kind, Repayment::Kind::never);
  EXPECT_EQ(repay(1'000'000, 0, {}, false, 1).kind, Repayment::Kind::longer);
}

TEST(Repayment, pays_all_and_no_more_and_a_higher_payment_never_takes_longer) {
  EXPECT_TRUE(rc::check("repayment adds up", [] {
    const auto loan = *rc::gen::inRange<std::int64_t>(0, 1'000'000);
    const auto owed = *rc::gen::inRange<std::int64_t>(0, 100'000);
    const MonthlyRate rate{*rc::gen::inRange<std::int64_t>(0, 20), 100};
    const bool flat = *rc::gen::arbitrary<bool>();
    const auto payment = *rc::gen::inRange<std::int64_t>(1, 200'000);
    const Repayment plan = repay(loan, owed, rate, flat, payment);
    const Repayment more = repay(loan, owed, rate, flat, payment + 1000);
    if (plan.kind != Repayment::Kind::done) return;
    RC_ASSERT(plan.paid == loan + owed + plan.interest);
    RC_ASSERT(plan.paid <= plan.months * payment &&
              plan.paid > (plan.months - 1) * payment - (plan.months == 0 ? payment : 0));
    RC_ASSERT(more.kind == Repayment::Kind::done && more.months <= plan.months);
  }));
}

TEST(Fees, D30_two_currencies_are_never_added_nor_converted) {
  for (const char* rest : {"fees: [{amount: '1', borne_by: worker}, {amount: '1', currency: USD, borne_by: worker}]\n",
                           "fees: [{amount: '1', borne_by: employer, currency: USD}]\n",
                           "wage: {amount: '300', per: month, currency: USD}\n",
                           "loan: {amount: '300', currency: USD, interest_percent: '0'}\n"}) {
    const auto found = answered(rest);
    ASSERT_FALSE(found) << rest;
    EXPECT_EQ(found.error().kind.code, core::kUnlikeConcepts.code);
    EXPECT_EQ(found.error().kind.rule, "D30");
  }
}

TEST(Fees, of_the_demo_are_the_sums_and_shares_worked_out_by_hand) {
  const auto document =
      yaml(law::testing::read(std::filesystem::path(PALERMO_SOURCE_DIR) / "data/demo/recruitment.yaml"));
  const auto recruitment = parse_recruitment(document);
  ASSERT_TRUE(recruitment) << describe(recruitment.error());
  const auto found = answer(*recruitment, corpus());
  ASSERT_TRUE(found);
  const core::Value value = to_value(*recruitment, *found);
  EXPECT_EQ(value["totals"]["borne_by_worker"]["amount"].as_text(), "1200.50");  // 900.00 + 60.50 + 240.00
  EXPECT_EQ(value["totals"]["owed"]["amount"].as_text(), "240.00");
  EXPECT_EQ(value["totals"]["borne_by_others"]["amount"].as_text(), "410.00");
  EXPECT_EQ(value["share"]["of_month_percent"].as_text(), "400.2");    // 1200.50 / 300.00 = 400.1666...
  EXPECT_EQ(value["share"]["of_year_percent"].as_text(), "33.3");      // 1200.50 / 3600.00 = 33.347...
  EXPECT_EQ(value["share"]["pay_left_of_month"].as_text(), "150.00");  // 300 - 45 - 105
  // The loan takes 8 months (132.92 interest) and leaves 67.08 of the eighth for the 240.00: 172.92, 22.92 after the
  // ninth, the tenth ends it.
  EXPECT_EQ(value["repayment"]["months"].as_int(), 10);
  EXPECT_EQ(value["repayment"]["paid_in_all"].as_text(), "1372.92");
}

TEST(Fees, whose_amount_is_not_known_make_the_total_a_least_value_and_no_time_of_repayment) {
  const RecruitAnswer found = answer_to(
      "fees: [{amount: '100', borne_by: worker, paid: no}, {amount: not_known, borne_by: worker, paid: no}]\nwage: "
      "{amount: '50', per: month}\n");
  EXPECT_EQ(found.total.count.min, 10000);
  EXPECT_FALSE(found.total.count.max);
  EXPECT_EQ(found.repayment.kind, RecruitRepayment::Kind::not_known);
  EXPECT_THAT(found.repayment.missing, ElementsAre("fees"));
}

TEST(Fees, of_which_nobody_knows_whether_they_were_paid_leave_the_debt_open) {
  const RecruitAnswer found =
      answer_to("fees: [{amount: '100', borne_by: worker}]\nwage: {amount: '50', per: month}\n");
  EXPECT_EQ(found.owed.count.min, 0);
  EXPECT_EQ(found.owed.count.max, 10000);
  EXPECT_EQ(found.repayment.kind, RecruitRepayment::Kind::not_known);
}

TEST(Fees, of_a_recruitment_that_is_named_by_more_than_a_random_handle_are_not_read) {
  for (const char* id : {"Maria", "r-maria1", "r-1", "m-abc123"}) {
    const auto read =
        parse_recruitment(yaml(std::string("format: palermo-recruitment/1\ncurrency: XVD\nid: ") + id + "\n"));
    ASSERT_FALSE(read) << id;
    EXPECT_EQ(core::Catalogue("en").explain(read.error()).find("aria"), std::string::npos);
  }
}

TEST(Fees, amounts_that_together_go_beyond_what_can_be_reckoned_are_refused_and_not_wrapped_round) {
  const auto lines = [](const std::string& list, const std::string& line, int count) {
    std::string text = list + ":\n";
    for (int i = 0; i < count; ++i) text += "  - {" + line + "}\n";
    return text;
  };
  const std::string most = "amount: '9999999999999.99'";
  const auto fees = answered(lines("fees", "borne_by: worker, paid: no, " + most, 2));
  ASSERT_FALSE(fees);
  EXPECT_EQ(fees.error().kind.code, kBadAmount.code);
  EXPECT_EQ(fees.error().kind.exit, core::Exit::unreadable);
  const auto deductions = answered("wage: {amount: 300, per: month}\n" + lines("deductions", most, 1000));
  ASSERT_TRUE(deductions);
  EXPECT_EQ(deductions->pay_left, 30000 - 999999999999999 * 1000);
  for (const char* list : {"fees", "deductions"}) {
    const auto many = answered(lines(list, most, 20000));
    ASSERT_FALSE(many) << list;
    EXPECT_EQ(many.error().kind.code, kRecruitTooMany.code) << list;
  }
}

TEST(Fees, a_wage_that_was_given_as_nothing_is_not_called_not_known) {
  const core::Catalogue english("en");
  const auto told = [&](const std::string& rest) {
    const auto read = parsed(rest);
    EXPECT_TRUE(read);
    return fees_text(*read, *answer(*read, corpus()), english);
  };
  EXPECT_EQ(told("wage: {amount: 0}\n" + fee("borne_by: worker")).find("The wage is not known"), std::string::npos);
  EXPECT_NE(told(fee("borne_by: worker")).find("The wage is not known"), std::string::npos);
}

TEST(Fees, a_weekly_wage_counts_52_times_a_year) {
  const RecruitAnswer found = answer_to("wage: {amount: '30.00', per: week}\n");
  EXPECT_EQ(found.wage_of_year, 156000);
  EXPECT_EQ(found.wage_of_month, 13000);
}

TEST(Fees, a_loan_whose_interest_nobody_told_has_no_time_of_repayment) {
  const RecruitAnswer found = answer_to("loan: {amount: '100', lender: bank}\nwage: {amount: '50', per: month}\n");
  EXPECT_THAT(found.repayment.missing, ElementsAre("loan.interest_percent"));
  EXPECT_EQ(
      answer_to("loan: {amount: '100', lender: bank, interest_percent: '0'}\ncan_pay: '50'\n").repayment.plan.months,
      2);
  EXPECT_FALSE(parsed("loan: {amount: '100', interest_percent: '5'}\n"));  // a month, or a year?
}

// Each scenario: what was entered, and which rules it touches, as a lawyer would say.
TEST(RecruitmentScenarios, touch_exactly_the_rules_that_are_expected) {
  const std::string agency = "charged_by: private_agency, borne_by: worker, paid: yes, taken_from_wage: no";
  const std::string taken = "charged_by: private_agency, borne_by: worker, paid: no, taken_from_wage: yes";
  const std::string offer = "domestic_work: yes\nwritten_offer: yes\n";
  const std::pair<std::string, std::vector<std::string>> scenarios[] = {
      {fee(agency), {"c181_fee breached_unless"}},                                        // nobody told of an exception
      {"seafarer: no\nexception_authorised: no\n" + fee(agency), {"c181_fee breached"}},  // there is none
      {"exception_authorised: no\n" + fee(agency), {"c181_fee breached_unless"}},         // perhaps a seafarer
      {"exception_authorised: yes\n" + fee(agency), {"c181_fee excepted"}},               // art. 7(2)
      {"seafarer: yes\n" + fee(agency), {}},                                              // art. 2(2)
      {fee("charged_by: not_known, borne_by: worker"), {"c181_fee question"}},
      {fee("charged_by: private_agency, borne_by: not_known"), {"c181_fee question"}},
      {fee("charged_by: sub_agent, borne_by: worker"), {"c181_fee question"}},  // for an agency?
      {fee("charged_by: employer, to: private_agency, borne_by: worker"), {"c181_fee breached_unless"}},  // indirectly
      {fee("charged_by: private_agency, borne_by: employer, taken_from_wage: no"), {}},  // the employer pays
      {"fees: [{amount: '0', " + agency + "}]\n", {}},                                   // nothing was charged
      {offer + fee(taken), {"c181_fee breached_unless", "c189_fee breached"}},
      {"domestic_work: not_known\n" + fee(taken), {"c181_fee breached_unless", "c189_fee question"}},
      {"domestic_work: no\n" + fee(taken), {"c181_fee breached_unless"}},
      {offer + fee(agency), {"c181_fee breached_unless"}},  // charged, but not out of the pay
      {fee("charged_by: public_service, borne_by: worker"), {"c97_public breached_unless"}},
      {fee("charged_by: public_service, borne_by: employer"), {}},
      {"domestic_work: no\npapers_held_by: employer\npapers_back_on_request: no\n", {"icrmw_papers breached"}},
      {"domestic_work: no\npapers_held_by: employer\n", {"icrmw_papers breached_unless"}},
      {"domestic_work: no\npapers_held_by: employer\npapers_back_on_request: yes\n", {"icrmw_papers question"}},
      {offer + "papers_held_by: private_agency\npapers_back_on_request: no\n",
       {"icrmw_papers breached", "c189_papers breached"}},
      {"papers_held_by: private_agency\npapers_back_on_request: no\n",
       {"icrmw_papers breached", "c189_papers question"}},
      {"papers_held_by: official_with_receipt\n", {"icrmw_papers excepted"}},
      {"papers_held_by: official\ndomestic_work: no\n", {"icrmw_papers breached_unless"}},  // law and receipt
      {"papers_held_by: official\ndomestic_work: no\npapers_back_on_request: no\n", {"icrmw_papers breached_unless"}},
      {"papers_held_by: official\ndomestic_work: no\npapers_back_on_request: yes\n", {"icrmw_papers question"}},
      {offer + "papers_held_by: official\n", {"icrmw_papers breached_unless", "c189_papers question"}},
      {"domestic_work: yes\nwritten_offer: no\n", {"c189_offer breached_unless"}},
      {"domestic_work: yes\nwritten_offer: no\nfree_movement: no\n", {"c189_offer breached_unless"}},  // a law?
      {"domestic_work: yes\nwritten_offer: no\nfree_movement: yes\n", {"c189_offer excepted"}},        // art. 8(2)
      {"domestic_work: not_known\nwritten_offer: no\n", {"c189_offer question"}},
      {"domestic_work: yes\n", {"c189_offer question"}},  // nobody told of an offer
      {"domestic_work: yes\nfree_movement: yes\n", {}},
      {"domestic_work: no\nwritten_offer: no\n", {}},
      {offer, {}},
      {"papers_held_by: worker\n", {}},
      {"debt: {services_pledged: yes, work_counts_against_debt: no}\n", {"debt_bondage question"}},
      {"debt: {services_pledged: yes, work_counts_against_debt: yes, length_limited: yes}\n", {}},
      {"loan: {amount: '1000', lender: employer, interest_percent: '10', per: month}\ncan_pay: '100'\n",
       {"debt_bondage question"}},  // never repaid
      {"loan: {amount: '1000', lender: bank, interest_percent: '10', per: month}\ncan_pay: '100'\n", {}},
      {"loan: {amount: '1000', lender: private_agency, interest_percent: '1', per: month}\ncan_pay: '100'\n",
       {"c181_loan question"}},
      {"loan: {amount: '1000', lender: private_agency, interest_percent: '0'}\ncan_pay: '100'\n", {}},
      {"debt: {may_leave: no}\n", {"forced_labour question"}}};
  for (const auto& [rest, expected] : scenarios) EXPECT_EQ(rules(rest), expected) << rest;
}

TEST(RecruitmentScenarios, debt_bondage_and_forced_labour_are_never_more_than_a_question) {
  const char* replies[] = {"yes", "no", "not_known"};
  std::size_t asked = 0;
  for (int code = 0; code < 81; ++code) {
    int rest = code;
    const auto next = [&] {
      const char* reply = replies[rest % 3];
      rest /= 3;
      return std::string(reply);
    };
    const std::string debt = "debt: {services_pledged: " + next() + ", work_counts_against_debt: " + next() +
                             ", length_limited: " + next() + ", may_leave: " + next() + "}\n";
    for (const RecruitRule& rule : answer_to(debt).rules) {
      EXPECT_EQ(rule.outcome, RecruitOutcome::question) << debt;
      ++asked;
    }
  }
  EXPECT_GT(asked, 27U);
}

// The project's laws, with one of them as nobody had read it.
law::Corpus with_unread(const std::string& file) {
  std::vector<law::Corpus::Source> laws;
  for (const auto& path : law::testing::yaml_files(law::testing::law_folder())) {
    if (path.filename() == "vocabulary.yaml" || path.string().find("/scenarios/") != std::string::npos) continue;
    std::string text = law::testing::read(path);
    if (path.filename() == file)
      for (std::size_t at = 0; (at = text.find("mark: verified", at)) != std::string::npos;)
        text.replace(at, 14, "mark: unverified");
    laws.push_back({path.filename().string(), std::move(text)});
  }
  auto made =
      law::Corpus::parse({"vocabulary.yaml", law::testing::read(law::testing::law_folder() / "vocabulary.yaml")}, laws);
  EXPECT_TRUE(made) << describe(made.error());
  return made ? std::move(*made) : law::Corpus{};
}

TEST(RecruitmentScenarios, an_article_that_was_not_read_is_a_question_at_most) {
  const law::Corpus unread = with_unread("ilo.c181.yaml");
  const auto found = answered(
      "seafarer: no\nexception_authorised: no\n" + fee("charged_by: private_agency, borne_by: worker, paid: yes"),
      unread);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->rules.size(), 1U);
  EXPECT_EQ(found->rules[0].outcome, RecruitOutcome::question);
  EXPECT_EQ(found->rules[0].article.mark, law::Mark::unverified);
}

TEST(RecruitmentScenarios, a_missing_offer_names_art_8_1_with_its_mark) {
  const RecruitAnswer found = answer_to("domestic_work: yes\nwritten_offer: no\n");
  ASSERT_EQ(found.rules.size(), 1U);
  EXPECT_EQ(found.rules[0].article.law, "ilo.c189");
  EXPECT_EQ(found.rules[0].article.cite, "art. 8(1)");
  EXPECT_EQ(found.rules[0].article.mark, law::Mark::verified);
  const auto unread = answered("domestic_work: yes\nwritten_offer: no\n", with_unread("ilo.c189.yaml"));
  ASSERT_TRUE(unread);
  EXPECT_EQ(unread->rules[0].outcome, RecruitOutcome::question);
}

const std::vector<PermitCondition>& conditions() {
  static const std::vector<PermitCondition> all = [] {
    auto read = parse_permit_conditions(
        yaml(law::testing::read(std::filesystem::path(PALERMO_SOURCE_DIR) / "data/recruit/permit-conditions.yaml")),
        corpus());
    EXPECT_TRUE(read) << describe(read.error());
    return read ? std::move(*read) : std::vector<PermitCondition>{};
  }();
  return all;
}

PermitFinding finding_on(const std::string& condition, const std::string& rest) {
  const auto permit = parse_permit(yaml("format: palermo-permit/1\nid: p\nstate: XV\ntitle: t\n" + rest), conditions());
  EXPECT_TRUE(permit) << describe(permit.error());
  if (permit)
    for (const PermitFinding& finding : permit_findings(*permit, conditions()))
      if (finding.condition->id == condition) return finding;
  ADD_FAILURE() << condition;
  return {};
}

std::vector<std::string> articles(const PermitFinding& finding) {
  std::vector<std::string> said;
  for (const PermitArticle* article : finding.articles)
    said.push_back(article->article.law + " " + article->article.cite + (article->against ? " against" : ""));
  return said;
}

TEST(Permit, every_condition_says_what_it_makes_depend_and_what_to_ask) {
  EXPECT_GE(conditions().size(), 10U);
  for (const PermitCondition& condition : conditions()) {
    EXPECT_FALSE(condition.depends_on.empty()) << condition.id;
    EXPECT_FALSE(condition.questions.empty()) << condition.id;
    EXPECT_TRUE(condition.asks.ends_with("?")) << condition.id;
  }
}

TEST(Permit, a_passport_handed_over_meets_the_articles_on_papers) {
  EXPECT_THAT(articles(finding_on("passport_handed_over",
                                  "domestic_work: yes\nconditions: [{condition: passport_handed_over, is: yes}]\n")),
              ElementsAre("un.icrmw art. 21 against", "ilo.c189 art. 9(c) against", "coe.cets197 art. 20(a)-(c)"));
  EXPECT_THAT(articles(finding_on("passport_handed_over",
                                  "domestic_work: no\nconditions: [{condition: passport_handed_over, is: yes}]\n")),
              ElementsAre("un.icrmw art. 21 against", "coe.cets197 art. 20(a)-(c)"));
}

TEST(Permit, leave_to_depart_meets_the_freedom_to_leave_any_country) {
  EXPECT_THAT(articles(finding_on("exit_permission", "conditions: [{condition: exit_permission, is: yes}]\n")),
              ElementsAre("un.iccpr art. 12(2) against", "coe.echr-p4 art. 2(2) against", "ilo.c29 art. 2(1)"));
}

TEST(Permit, an_article_that_was_not_read_does_not_speak_against_a_condition) {
  EXPECT_THAT(articles(finding_on("loss_of_stay_on_dismissal", "")),
              ElementsAre("un.icrmw art. 20(2)", "ilo.c143 art. 8(1)"));
}

TEST(Permit, a_condition_of_which_nobody_told_is_a_question_and_no_absence) {
  EXPECT_EQ(finding_on("deposit", "").is, "not_known");
  EXPECT_EQ(finding_on("deposit", "conditions: [{condition: deposit, is: no}]\n").is, "no");
  const auto permit = parse_permit(yaml("format: palermo-permit/1\nid: p\nstate: XV\ntitle: t\n"), conditions());
  ASSERT_TRUE(permit);
  const core::Value value = to_value(*permit, permit_findings(*permit, conditions()));
  for (const core::Value& condition : value["conditions"].items()) {
    EXPECT_EQ(condition["questions"].items().size(), 1U);
    EXPECT_THAT(condition["articles"].items(), IsEmpty());
  }
}

TEST(Permit, an_unknown_condition_or_one_told_twice_is_refused) {
  const std::string head = "format: palermo-permit/1\nid: p\nstate: XV\ntitle: t\nconditions: ";
  EXPECT_EQ(parse_permit(yaml(head + "[{condition: tea_at_five, is: yes}]\n"), conditions()).error().kind.code,
            kPermitUnknownCondition.code);
  EXPECT_EQ(parse_permit(yaml(head + "[{condition: deposit, is: yes}, {condition: deposit, is: no}]\n"), conditions())
                .error()
                .kind.code,
            kPermitConditionTwice.code);
}

}  // namespace
}  // namespace palermo::rights::testing
