// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/checklist.hpp"

#include <gmock/gmock.h>

#include <regex>

#include "palermo/law/law_test.hpp"
#include "palermo/rights/recruit_agreement.hpp"

namespace palermo::rights::testing {
namespace {

using law::testing::describe;

core::Value yaml(const std::string& text) {
  auto document = core::parse_yaml(text, "test.yaml");
  EXPECT_TRUE(document) << describe(document.error());
  return document ? std::move(*document) : core::Value{};
}

const std::vector<Checklist>& project_lists() {
  static const std::vector<Checklist> lists = [] {
    std::vector<Checklist> all;
    for (const auto& file :
         law::testing::yaml_files(std::filesystem::path(PALERMO_SOURCE_DIR) / "data" / "checklists")) {
      auto list = parse_checklist(yaml(law::testing::read(file)));
      EXPECT_TRUE(list) << file << describe(list.error());
      if (list) all.push_back(std::move(*list));
    }
    return all;
  }();
  return lists;
}

const Checklist& list_called(std::string_view id) {
  for (const Checklist& list : project_lists())
    if (list.id == id) return list;
  ADD_FAILURE() << "no list " << id;
  return project_lists().front();
}

ChecklistForm form(const Checklist& list, const std::string& answers) {
  auto read = parse_checklist_answers(
      yaml("format: palermo-checklist-answers/1\nchecklist: " + list.id + "\nabout: XV\nanswers:\n" + answers), list);
  EXPECT_TRUE(read) << describe(read.error());
  return read ? std::move(*read) : ChecklistForm{};
}

TEST(Checklists, have_as_many_items_as_their_sources_name) {
  const std::map<std::string, std::size_t> expected{{"orderly-migration-10", 10}, {"ilo-bla-24", 24},
                                                    {"integrated-policy-14", 14}, {"unhcr-10-point-plan", 23},
                                                    {"ohchr-trafficking-17", 17}, {"ohchr-vulnerable-20", 20}};
  std::map<std::string, std::size_t> found;
  for (const Checklist& list : project_lists()) found[list.id] = list.items.size();
  EXPECT_EQ(found, expected);
}

TEST(Checklists, mark_the_elements_of_labour_agreements_that_nobody_read_as_not_read) {
  for (const ChecklistItem& item : list_called("ilo-bla-24").items)
    EXPECT_EQ(item.mark, item.id <= "10" ? law::Mark::secondary : law::Mark::unverified) << item.id;
}

TEST(Checklists, mark_no_principle_of_OHCHR_as_read_that_was_not) {
  for (const ChecklistItem& item : list_called("ohchr-trafficking-17").items)
    EXPECT_EQ(item.mark, item.id <= "P06" ? law::Mark::secondary : law::Mark::unverified) << item.id;
}

TEST(ChecklistForm, a_reply_counts_only_with_evidence_source_date_and_grade) {
  const Checklist& list = list_called("orderly-migration-10");
  const std::string whole[] = {"evidence: e", "source: s", "date: 2024", "grade: official"};
  for (int without = -1; without < 4; ++without) {
    std::string answer = "  - {item: '01', answer: yes";
    for (int i = 0; i < 4; ++i)
      if (i != without) answer += ", " + whole[i];
    const auto rows = fill(list, form(list, answer + "}\n"));
    EXPECT_EQ(rows[0].standing, without < 0 ? ChecklistStanding::answered : ChecklistStanding::unsupported) << without;
    EXPECT_EQ(answered(rows), without < 0 ? 1 : 0);
  }
}

TEST(ChecklistForm, sources_that_differ_stay_side_by_side) {
  const Checklist& list = list_called("orderly-migration-10");
  const std::string rest = ", evidence: e, source: s, date: 2024, grade: press}\n";
  const auto rows = fill(list, form(list, "  - {item: '03', answer: yes" + rest + "  - {item: '03', answer: no" + rest +
                                              "  - {item: '04', answer: not_known}\n"));
  EXPECT_EQ(rows[2].standing, ChecklistStanding::differ);
  EXPECT_EQ(rows[2].answers.size(), 2U);
  EXPECT_EQ(rows[3].standing, ChecklistStanding::not_known);
  EXPECT_EQ(rows[0].standing, ChecklistStanding::open);
}

TEST(ChecklistForm, D31_tells_n_of_m_and_no_score_per_cent_or_rank) {
  const Checklist& list = list_called("orderly-migration-10");
  const ChecklistForm filled =
      form(list, "  - {item: '01', answer: yes, evidence: e, source: s, date: 2024, grade: press}\n");
  const core::Catalogue texts("en");
  const std::string text = checklist_text(list, &filled, texts);
  EXPECT_THAT(text, ::testing::HasSubstr("1 of 10 items"));
  const std::regex forbidden("%|per cent|percent|rating|\"score\"|\"rank", std::regex::icase);
  EXPECT_FALSE(std::regex_search(text, forbidden)) << text;
  EXPECT_FALSE(std::regex_search(core::to_json(to_value(list, &filled)), forbidden));
}

TEST(ChecklistForm, refuses_an_item_that_the_list_lacks_and_replies_about_another_list) {
  const Checklist& list = list_called("orderly-migration-10");
  const std::string head = "format: palermo-checklist-answers/1\nabout: XV\n";
  const auto item = parse_checklist_answers(
      yaml(head + "checklist: orderly-migration-10\nanswers: [{item: '11', answer: yes}]\n"), list);
  ASSERT_FALSE(item);
  EXPECT_EQ(item.error().kind.code, kChecklistUnknownItem.code);
  const auto other = parse_checklist_answers(yaml(head + "checklist: ilo-bla-24\nanswers: []\n"), list);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind.code, kChecklistOtherList.code);
}

TEST(ChecklistData, an_item_twice_or_without_a_known_source_is_refused) {
  const std::string head =
      "format: palermo-checklist/1\nid: a\ntitle: t\npublisher: p\nyear: 2020\nsources: {s: x}\nitems:\n";
  const auto twice = parse_checklist(
      yaml(head + "  - {id: '1', group: g, source: s, says: x}\n  - {id: '1', group: g, source: s, says: y}\n"));
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().kind.code, kChecklistItemTwice.code);
  const auto no_source = parse_checklist(yaml(head + "  - {id: '1', group: g, source: other, says: x}\n"));
  ASSERT_FALSE(no_source);
  EXPECT_EQ(no_source.error().kind.code, kChecklistNoSource.code);
}

AgreementStanding standing_of(const std::string& claims, std::string_view element = "01") {
  const Checklist& list = list_called("ilo-bla-24");
  const auto agreement =
      parse_agreement(yaml("format: palermo-agreement/1\nid: a\ntitle: t\nparties: [XV, XQ]\nelements: [" + claims + "]\n"), list);
  EXPECT_TRUE(agreement) << describe(agreement.error());
  if (agreement)
    for (const AgreementRow& row : agreement_rows(*agreement, list))
      if (row.element->id == element) return row.standing;
  return AgreementStanding::open;
}

TEST(LabourAgreement, an_element_is_present_only_with_its_article) {
  EXPECT_EQ(standing_of("{element: '01', is: present, article: 'art. 2'}"), AgreementStanding::present);
  EXPECT_EQ(standing_of("{element: '01', is: present}"), AgreementStanding::no_article);
  EXPECT_EQ(standing_of("{element: '01', is: absent}"), AgreementStanding::absent);
  EXPECT_EQ(standing_of("{element: '01', is: not_known}"), AgreementStanding::not_known);
  EXPECT_EQ(standing_of("{element: '01', article: 'art. 2'}"), AgreementStanding::not_known);
  EXPECT_EQ(standing_of("{element: '01', is: absent}", "02"), AgreementStanding::open);
}

TEST(LabourAgreement, an_element_is_named_with_and_without_its_nought) {
  for (const char* name : {"'01'", "01", "1", "'1'"})
    EXPECT_EQ(standing_of("{element: " + std::string(name) + ", is: present, article: 'art. 2'}"), AgreementStanding::present) << name;
  EXPECT_EQ(standing_of("{element: 12, is: present, article: 'art. 2'}", "12"), AgreementStanding::present);
}

TEST(LabourAgreement, an_element_said_to_be_present_and_absent_is_not_known) {
  EXPECT_EQ(standing_of("{element: '01', is: present, article: 'art. 2'}, {element: '01', is: absent}"),
            AgreementStanding::differ);
}

TEST(LabourAgreement, the_demo_names_six_elements_with_their_articles_and_two_that_are_absent) {
  const Checklist& list = list_called("ilo-bla-24");
  const auto agreement = parse_agreement(
      yaml(law::testing::read(std::filesystem::path(PALERMO_SOURCE_DIR) / "data/demo/agreement.yaml")), list);
  ASSERT_TRUE(agreement);
  const std::string text = agreement_text(*agreement, list, core::Catalogue("en"));
  EXPECT_THAT(text, ::testing::HasSubstr("6 of 24 elements"));
  EXPECT_THAT(text, ::testing::HasSubstr("Absent: 2 of 24"));
  EXPECT_THAT(text, ::testing::HasSubstr("Not known: 16 of 24"));
}

}  // namespace
}  // namespace palermo::rights::testing
