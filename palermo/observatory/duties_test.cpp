// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/duties.hpp"

#include <algorithm>

#include "palermo/law/law_test.hpp"
#include "palermo/observatory/words.hpp"

namespace palermo::observatory {
namespace {

using law::Article;
using law::Modality;
using law::testing::project_corpus;

DutyComparison comparison(const std::string& a, const std::string& b) {
  auto found = compare_duties(project_corpus(), a, b);
  EXPECT_TRUE(found) << law::testing::describe(found.error());
  return found ? *found : DutyComparison{};
}

const ClauseRow* row(const DutyComparison& c, std::string_view clause) {
  const auto found =
      std::find_if(c.rows.begin(), c.rows.end(), [&](const ClauseRow& r) { return r.clause->id == clause; });
  return found == c.rows.end() ? nullptr : &*found;
}

std::string relation(const DutyComparison& c, std::string_view clause) {
  const ClauseRow* found = row(c, clause);
  return found ? std::string(word(found->relation)) : "not compared";
}

Article duty(Modality modality, std::vector<std::string> asks = {}, std::vector<std::string> limits = {}) {
  Article article;
  article.kind = "duty";
  article.cite = "art. 1";
  article.to = "victim";
  article.modality = modality;
  article.asks = std::move(asks);
  article.limits = std::move(limits);
  return article;
}

Article with_deadline(law::Deadline::Kind kind, std::int64_t count, std::string says) {
  Article article = duty(Modality::shall);
  article.deadline = {kind, count, std::move(says)};
  return article;
}

// a >= b and b >= a.
std::pair<bool, bool> both(const Article& a, const Article& b) {
  return {at_least_as_strong({&a}, {&b}), at_least_as_strong({&b}, {&a})};
}

const std::pair<bool, bool> kStronger{true, false}, kMixed{false, false}, kEqual{true, true};

TEST(duties, the_asean_convention_asks_more_than_the_protocol) {
  const DutyComparison c = comparison("asean.actip", "un.tip-protocol");
  for (const char* clause : {"offence.aggravation", "identification.procedure", "identification.recognition",
                             "identification.notification", "non_punishment.victim", "liberty.victim"})
    EXPECT_EQ(relation(c, clause), "stronger") << clause;
}

TEST(duties, the_asean_convention_asks_less_on_return_for_it_does_not_prefer_a_voluntary_one) {
  const DutyComparison c = comparison("asean.actip", "un.tip-protocol");
  ASSERT_EQ(relation(c, "return.safe"), "weaker");
  const std::vector<Reason>& reasons = row(c, "return.safe")->reasons;
  ASSERT_EQ(reasons.size(), 1U);
  EXPECT_EQ(reasons[0].aspect, Aspect::asks);
  EXPECT_TRUE(std::count(reasons[0].b.begin(), reasons[0].b.end(), "preferably_voluntary"));
  EXPECT_FALSE(std::count(reasons[0].a.begin(), reasons[0].a.end(), "preferably_voluntary"));
}

TEST(duties, a_list_known_from_hearsay_is_to_be_checked) {
  const DutyComparison c = comparison("asean.actip", "un.tip-protocol");
  EXPECT_TRUE(to_check(row(c, "offence.aggravation")->mark));
  EXPECT_FALSE(to_check(row(c, "liberty.victim")->mark));
}

TEST(duties, where_the_protocol_is_silent_the_convention_speaks_for_it) {
  const DutyComparison c = comparison("un.tip-protocol", "coe.cets197");
  const ClauseRow* witnesses = row(c, "safety.witness");
  ASSERT_TRUE(witnesses);
  ASSERT_TRUE(witnesses->a.from);
  EXPECT_EQ(witnesses->a.from->id, "un.untoc");
  EXPECT_EQ(witnesses->a.by, "art. 1(2)");
  EXPECT_EQ(witnesses->a.voice, Voice::duty);
  EXPECT_NE(to_text(duties_page(c, core::Catalogue())).find("un.tip-protocol: by art. 1(2), from un.untoc: art. 24(1)"),
            std::string::npos);
  EXPECT_EQ(row(c, "residence.reflection")->a.voice, Voice::silent) << "the Convention does not speak of it either";
  EXPECT_FALSE(row(c, "safety.physical")->a.from) << "the Protocol has an article of its own";
}

TEST(duties, the_protocol_asks_no_less_than_the_convention_that_it_takes_over) {
  EXPECT_EQ(relation(comparison("un.tip-protocol", "un.untoc"), "safety.witness"), "equal");
  EXPECT_EQ(relation(comparison("un.som-protocol", "un.untoc"), "safety.witness"), "equal");
  EXPECT_FALSE(row(comparison("un.som-protocol", "un.tip-protocol"), "safety.witness"))
      << "neither says anything of its own";
}

TEST(duties, every_parent_is_a_law_that_is_held) {
  for (const law::Law& law : project_corpus().laws())
    if (law.parent) {
      EXPECT_TRUE(project_corpus().find(law.parent->law)) << law.id;
    }
}

TEST(duties, one_paragraph_may_speak_to_several_clauses_and_asks_under_each_what_belongs_there) {
  const DutyComparison c = comparison("eu.2011-36@2011", "un.tip-protocol");
  EXPECT_EQ(row(c, "children.school")->b.articles.front()->cite, "art. 6(4)");
  EXPECT_EQ(row(c, "cooperation.organisations")->a.articles.size(), 3U);
  for (const Reason& reason : row(c, "cooperation.organisations")->reasons)
    EXPECT_FALSE(std::count(reason.a.begin(), reason.a.end(), "early"));
}

TEST(duties, to_take_account_of_safety_is_not_to_secure_it) {
  const DutyComparison c = comparison("coe.cets197", "un.tip-protocol");
  EXPECT_EQ(relation(c, "safety.physical"), "mixed") << "shall take account of it, and shall endeavour to secure it";
}

TEST(duties, what_was_not_read_is_not_known_rather_than_weaker) {
  const DutyComparison c = comparison("asean.actip", "un.tip-protocol");
  EXPECT_EQ(relation(c, "prevention.demand"), "not_known");
  EXPECT_EQ(relation(c, "procedure.information"), "not_known") << "the end of ACTIP art. 14(9) was not read";
}

TEST(duties, a_law_of_which_a_part_is_not_listed_is_never_called_silent) {
  const DutyComparison c = comparison("un.tip-protocol", "un.crc");
  EXPECT_EQ(relation(c, "residence.permit"), "not_known");
  for (const ClauseRow& r : c.rows)
    if (r.b.articles.empty()) {
      EXPECT_EQ(r.b.voice, Voice::not_known) << r.clause->id;
    }
}

TEST(duties, an_order_to_detain_victims_protects_nobody) {
  const DutyComparison c = comparison("id.6-2011", "asean.actip");
  EXPECT_EQ(relation(c, "liberty.victim"), "weaker");
  EXPECT_EQ(row(c, "liberty.victim")->a.voice, Voice::no_duty);
}

TEST(duties, a_law_asks_the_same_as_itself) {
  for (const law::Law& law : project_corpus().laws())
    for (const ClauseRow& r : comparison(law.id, law.id).rows)
      EXPECT_TRUE(r.relation == Relation::equal || r.relation == Relation::not_known) << law.id << " " << r.clause->id;
}

TEST(duties, whichever_comes_first_the_answer_is_the_same) {
  const auto mirrored = [](Relation r) {
    return r == Relation::stronger ? Relation::weaker : r == Relation::weaker ? Relation::stronger : r;
  };
  const auto& laws = project_corpus().laws();
  for (std::size_t i = 0; i < laws.size(); i += 3)
    for (std::size_t j = i + 1; j < laws.size(); j += 4) {
      const DutyComparison there = comparison(laws[i].id, laws[j].id), back = comparison(laws[j].id, laws[i].id);
      ASSERT_EQ(there.rows.size(), back.rows.size());
      for (std::size_t k = 0; k < there.rows.size(); ++k)
        EXPECT_EQ(there.rows[k].relation, mirrored(back.rows[k].relation))
            << laws[i].id << " " << laws[j].id << " " << there.rows[k].clause->id;
    }
}

TEST(duties, every_difference_has_a_reason_that_points_the_same_way) {
  for (const char* other : {"un.tip-protocol", "coe.cets197", "eu.2011-36", "saarc.2002"})
    for (const ClauseRow& r : comparison("asean.actip", other).rows) {
      EXPECT_EQ(r.reasons.empty(), r.relation == Relation::equal) << r.clause->id;
      for (const Reason& reason : r.reasons)
        if (r.relation == Relation::stronger || r.relation == Relation::weaker) {
          EXPECT_EQ(reason.favours, r.relation) << r.clause->id;
        }
    }
}

TEST(duties, a_version_may_be_named) {
  EXPECT_EQ(comparison("eu.2011-36@2011", "coe.cets197").version_a->id, "2011");
  EXPECT_FALSE(compare_duties(project_corpus(), "eu.2011-36@1999", "coe.cets197"));
  EXPECT_FALSE(compare_duties(project_corpus(), "eu.2011", "coe.cets197"));
}

TEST(strength, a_duty_to_consider_is_weaker_than_a_duty) {
  EXPECT_EQ(both(duty(Modality::shall), duty(Modality::shall_consider)), kStronger);
  EXPECT_EQ(both(duty(Modality::shall_consider), duty(Modality::should)), kStronger);
  EXPECT_EQ(both(duty(Modality::shall), duty(Modality::shall_not)), kEqual);
}

TEST(strength, fewer_limits_are_stronger_and_other_limits_are_no_order) {
  EXPECT_EQ(both(duty(Modality::shall), duty(Modality::shall, {}, {"appropriate_cases"})), kStronger);
  EXPECT_EQ(both(duty(Modality::shall, {}, {"on_request"}), duty(Modality::shall, {}, {"appropriate_cases"})), kMixed);
}

TEST(strength, asking_for_more_does_not_make_up_for_a_weaker_word) {
  EXPECT_EQ(both(duty(Modality::shall_consider, {"housing", "medical"}), duty(Modality::shall, {"housing"})), kMixed);
}

TEST(strength, content_may_be_spread_over_paragraphs) {
  const Article housing = duty(Modality::shall, {"housing"}), medical = duty(Modality::shall, {"medical"});
  const Article whole = duty(Modality::shall, {"housing", "medical"});
  EXPECT_TRUE(at_least_as_strong({&housing, &medical}, {&whole}));
  EXPECT_FALSE(at_least_as_strong({&housing}, {&whole}));
}

TEST(strength, no_number_is_made_of_a_standard) {
  using Kind = law::Deadline::Kind;
  EXPECT_EQ(both(with_deadline(Kind::standard, 0, "without delay"), duty(Modality::shall)), kStronger);
  EXPECT_EQ(both(with_deadline(Kind::standard, 0, "without delay"), with_deadline(Kind::within_days, 15, "")), kMixed);
  EXPECT_EQ(both(with_deadline(Kind::at_least_days, 90, ""), with_deadline(Kind::at_least_days, 30, "")), kStronger);
  EXPECT_EQ(both(with_deadline(Kind::within_days, 15, ""), with_deadline(Kind::within_months, 1, "")), kStronger);
  EXPECT_EQ(both(with_deadline(Kind::within_days, 30, ""), with_deadline(Kind::within_months, 1, "")), kMixed)
      << "a month may have 28 days";
}

TEST(strength, what_is_owed_to_others_is_not_the_same_duty) {
  Article to_children = duty(Modality::shall), to_everybody = duty(Modality::shall);
  to_children.to = "child";
  to_everybody.to = "everybody";
  EXPECT_EQ(both(duty(Modality::shall), to_children), kMixed);
  EXPECT_EQ(both(to_everybody, to_children), kStronger);
}

TEST(duties, the_page_gives_reasons_and_no_total) {
  const core::Catalogue english;
  const std::string text = to_text(duties_page(comparison("asean.actip", "un.tip-protocol"), english));
  EXPECT_NE(text.find("un.tip-protocol says nothing on it."), std::string::npos);
  EXPECT_NE(text.find("To be checked against the text"), std::string::npos);
  EXPECT_EQ(text.find("⟦"), std::string::npos) << "a text is missing in the catalogue";
}

}  // namespace
}  // namespace palermo::observatory
