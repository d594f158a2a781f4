// SPDX-License-Identifier: Apache-2.0
// What the refusal letter and the claim pack stand on.
#include "palermo/rights/claim.hpp"
#include "palermo/rights/refusal.hpp"
#include "palermo/rights/rights_test.hpp"

namespace palermo::rights::testing {
namespace {

core::Value document(const std::string& file) {
  return *core::parse_yaml(law::testing::read(std::filesystem::path(PALERMO_SOURCE_DIR) / "data/rights" / file), file);
}

const std::vector<RefusalBasis>& basis() {
  static const std::vector<RefusalBasis> made = [] {
    auto found = parse_refusal(document("refusal.yaml"), corpus());
    if (!found) ADD_FAILURE() << describe(found.error());
    return found ? std::move(*found) : std::vector<RefusalBasis>{};
  }();
  return made;
}

const std::vector<ClaimKind>& kinds() {
  static const std::vector<ClaimKind> made = [] {
    auto found = parse_claims(document("claims.yaml"), catalogue(), practices(), corpus());
    if (!found) ADD_FAILURE() << describe(found.error());
    return found ? std::move(*found) : std::vector<ClaimKind>{};
  }();
  return made;
}

TEST(Refusal, D22_rests_on_the_covenant_the_convention_and_the_protocol) {
  std::set<std::string> cited;
  for (const RefusalGround& one : refusal_grounds(basis(), corpus(), 19800, by_everything)) cited.insert(one.law->id + " " + one.article->cite);
  for (const std::string expected : {"un.iccpr art. 17(1), (2)", "coe.cets197 art. 11(1)", "un.tip-protocol art. 6(1)"}) EXPECT_TRUE(cited.contains(expected)) << expected;
}

TEST(Refusal, D22_no_article_is_cited_that_does_not_bind_the_state) {
  const auto only = [](std::string_view id) { return [id](const law::Law& law) { return InForce{law.id == id ? Force::binding : Force::not_binding, {}, law::Mark::verified}; }; };
  for (const RefusalBasis& one : basis())
    for (const RefusalGround& ground : refusal_grounds(basis(), corpus(), 19800, only(one.law))) EXPECT_EQ(ground.law->id, one.law);
  EXPECT_TRUE(refusal_grounds(basis(), corpus(), 19800, only("nobody")).empty());
}

TEST(Refusal, D22_each_article_that_is_cited_is_about_privacy_and_obliges_whoever_is_asked) {
  for (const RefusalBasis& one : basis()) {
    const law::Article* article = find_article(*corpus().find(one.law), one.cite, 19800);
    ASSERT_TRUE(article);
    EXPECT_TRUE(law::speaks_to(*article, "safety.privacy")) << one.law << " " << one.cite;
    EXPECT_EQ(article->who, "state_party");
    EXPECT_EQ(article->modality, law::Modality::shall);
  }
}

TEST(Refusal, a_basis_that_is_no_article_of_a_law_is_refused) {
  EXPECT_FALSE(parse_refusal(*core::parse_yaml("format: palermo-refusal/1\ngrounds: [{law: un.iccpr, cite: \"art. 170\", whom: everybody}]", "refusal.yaml"), corpus()));
}

TEST(Claim, D2_no_claim_shows_entry_stay_status_or_cooperation) {
  for (const ClaimKind& kind : kinds())
    for (const law::FactId fact : kind.facts) EXPECT_FALSE(withheld_in_claim(corpus().vocabulary()[fact])) << kind.id << " " << corpus().vocabulary()[fact].id;
  for (const std::string fact : {"movement.stay_requirements_met", "proceedings.person_cooperates", "person.seeks_asylum", "facilitation.procured_entry", "danger.life_or_safety_endangered"}) {
    const auto refused = parse_claims(*core::parse_yaml("format: palermo-claims/1\nclaims: [{id: a, says: b, entitlements: [MW01], facts: [" + fact + "], documents: [], blanks: [], practices: []}]", "claims.yaml"), catalogue(), practices(), corpus());
    ASSERT_FALSE(refused) << fact;
    EXPECT_EQ(refused.error().kind.rule, "D2");
    EXPECT_EQ(refused.error().kind.exit, core::Exit::refused);
  }
}

TEST(Claim, every_entitlement_of_workers_that_is_a_remedy_belongs_to_a_claim) {
  for (const Entitlement& entitlement : catalogue().entitlements()) {
    if (entitlement.kind != Class::remedy || entitlement.id == "AN03") continue;
    bool found = false;
    for (const ClaimKind& kind : kinds()) found |= std::find(kind.entitlements.begin(), kind.entitlements.end(), entitlement.id) != kind.entitlements.end();
    EXPECT_TRUE(found) << entitlement.id;
  }
}

struct Pack {
  std::vector<Owed> all;
  std::vector<Conflict> conflicts;
  std::vector<Claim> claims;
};

// Filled where it stands: a claim points into its list.
void pack_of(const law::Case& stated, Pack& pack) {
  const Question question{.stated = stated, .day = *stated.date.days.min, .force = by_everything};
  pack.all = *owed(catalogue(), corpus(), question);
  pack.conflicts = *conflicts(practices(), catalogue(), corpus(), question);
  pack.claims = claims(kinds(), pack.all, pack.conflicts, *law::FactBase::derive(stated, corpus().vocabulary()), corpus());
}

const Claim* claim(const Pack& pack, std::string_view id) {
  for (const Claim& one : pack.claims)
    if (one.kind->id == id) return &one;
  return nullptr;
}

TEST(Claim, wages_that_are_due_and_were_refused_make_a_pack_with_the_conflict) {
  const law::Case stated = law::testing::case_of(corpus(), "date: 2024-03-01\nfacts: {is_true: [work.worked, work.wages_due, authority.remedy_refused]}");
  Pack pack;
  pack_of(stated, pack);
  const Claim* wages = claim(pack, "wages");
  ASSERT_TRUE(wages);
  ASSERT_EQ(wages->owed.size(), 1U);
  EXPECT_EQ(wages->owed.front().entitlement->id, "MW09") << "what is owed to migrants alone would tell that the person is one";
  EXPECT_TRUE(std::any_of(wages->open.begin(), wages->open.end(), [](const Owed& owed) { return owed.entitlement->id == "MW01"; }));
  ASSERT_FALSE(wages->against.empty());
  EXPECT_EQ(wages->against.front()->practice->id, "K09");
}

TEST(Claim, for_wages_the_articles_on_the_way_to_a_court_are_cited_for_a_home_and_for_forced_work) {
  const auto cited = [](const std::string& facts) {
    Pack pack;
    const law::Case stated = law::testing::case_of(corpus(), "date: 2024-03-01\nfacts: {is_true: [work.worked, work.wages_due" + facts + "]}");
    pack_of(stated, pack);
    std::set<std::string> all;
    for (const Owed& one : claim(pack, "wages")->owed)
      for (const OwedGround* ground : one.carrying()) all.insert(ground->ground->law + " " + ground->ground->cite);
    return all;
  };
  EXPECT_TRUE(cited(", work.domestic").contains("ilo.c189 art. 16"));
  EXPECT_FALSE(cited(", work.domestic").contains("ilo.p29 art. 4(1)"));
  EXPECT_TRUE(cited(", work.forced").contains("ilo.p29 art. 4(1)"));
}

// What the pack shows, as text.
std::string shown(const Pack& pack) {
  std::string text;
  for (const Claim& one : pack.claims) {
    text += one.kind->id + ":";
    for (const Owed& owed : one.owed) text += " " + tell(owed);
    for (const Owed& open : one.open)
      if (tells_status(*open.entitlement, corpus())) text += " ?" + tell(open);
    for (const Conflict* conflict : one.against) text += " !" + conflict->against->entitlement + std::string(word(conflict->grade));
  }
  return text;
}

TEST(Claim, D2_a_pack_is_the_same_whatever_the_papers_and_whether_or_not_somebody_is_to_be_sent_away) {
  const std::string body = "date: 2024-03-01\nfacts: {is_true: [work.worked, work.wages_due, work.fee_charged, harm.violence, authority.remedy_refused";
  const law::Case plain = law::testing::case_of(corpus(), body + "]}");
  Pack before;
  pack_of(plain, before);
  EXPECT_TRUE(tells_status(*catalogue().find("MW04"), corpus()));
  EXPECT_TRUE(tells_status(*catalogue().find("MW01"), corpus())) << "it is owed to migrants alone";
  EXPECT_FALSE(tells_status(*catalogue().find("MW09"), corpus()));
  for (const std::string more : {", return.considered], is_false: [person.national_of_dest, movement.stay_requirements_met, movement.entry_requirements_met]}", "], is_false: [return.considered, person.national_of_dest]}",
                                 ", movement.stay_requirements_met, movement.entry_requirements_met], is_false: [return.considered]}"}) {
    const law::Case other = law::testing::case_of(corpus(), body + more);
    Pack after;
    pack_of(other, after);
    EXPECT_EQ(shown(before), shown(after)) << more;
  }
}

TEST(Claim, D2_a_pack_does_not_tell_that_the_person_was_brought_in_by_smugglers) {
  const std::string body = "date: 2024-03-01\nfacts: {is_true: [harm.violence, harm.abandoned";
  Pack before;
  const law::Case plain = law::testing::case_of(corpus(), body + "]}");
  pack_of(plain, before);
  EXPECT_TRUE(tells_status(*catalogue().find("AS01"), corpus()));
  for (const std::string more : {", facilitation.procured_entry, danger.life_or_safety_endangered]}", ", facilitation.attempted_entry, facilitation.enabled_stay, danger.exploitation_of_migrant]}",
                                 "], is_false: [facilitation.procured_entry, facilitation.procured_transit]}"}) {
    const law::Case other = law::testing::case_of(corpus(), body + more);
    Pack after;
    pack_of(other, after);
    EXPECT_EQ(shown(before), shown(after)) << more;
    for (const Claim& one : after.claims)
      for (const ClaimFact& fact : one.facts) EXPECT_FALSE(corpus().vocabulary()[fact.fact].id.starts_with("facilitation."));
  }
}

TEST(Claim, one_to_whom_nobody_put_a_question_has_open_claims_and_no_conflict) {
  const law::Case stated = law::testing::case_of(corpus(), "date: 2024-03-01");
  Pack pack;
  pack_of(stated, pack);
  for (const Claim& one : pack.claims) {
    EXPECT_TRUE(one.against.empty());
    for (const ClaimFact& fact : one.facts) EXPECT_EQ(fact.truth, law::Truth::unknown);
  }
  EXPECT_TRUE(claim(pack, "wages"));
}

TEST(Claim, one_who_worked_for_nobody_and_was_harmed_by_nobody_has_no_claim_for_wages) {
  const law::Case stated = law::testing::case_of(corpus(), "date: 2024-03-01\nfacts: {is_false: [work.worked, work.wages_due, work.fee_charged, work.papers_held, purpose.exploitative_employment]}");
  Pack pack;
  pack_of(stated, pack);
  EXPECT_FALSE(claim(pack, "wages"));
  EXPECT_FALSE(claim(pack, "fees"));
}

}  // namespace
}  // namespace palermo::rights::testing
