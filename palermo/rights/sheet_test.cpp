// SPDX-License-Identifier: Apache-2.0
// The sheet: nothing withheld, nothing promised that nobody has read, and words that are read at twelve.
#include "palermo/rights/sheet.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/readability.hpp"
#include "palermo/rights/any_case_test.hpp"
#include "palermo/rights/contacts.hpp"
#include "palermo/rights/rights_test.hpp"

namespace palermo::rights::testing {
namespace {

const core::Catalogue& english() {
  static const core::Catalogue made("en");
  return made;
}

std::vector<SheetPart> parts_of(const std::vector<Owed>& all) { return sheet_parts(all, corpus().vocabulary()); }

const SheetLine* line_of(const std::vector<SheetPart>& parts, std::string_view id) {
  for (const SheetPart& part : parts)
    for (const SheetLine& line : part.lines)
      if (line.entitlement->id == id) return &line;
  return nullptr;
}

TEST(Sheet, D14_each_entitlement_has_a_plain_sentence_that_is_read_at_twelve) {
  EXPECT_GE(catalogue().entitlements().size(), 60U);
  for (const Entitlement& entitlement : catalogue().entitlements()) {
    const std::string key = "sheet.owed." + entitlement.id;
    ASSERT_TRUE(english().has(key)) << key;
    const std::string text = english().text(key);
    const core::Readability read = core::readability(text);
    EXPECT_LE(read.grade(), core::kHighestGrade) << key << ": " << text;
    EXPECT_LE(read.words, 26U) << key << ": " << text;
  }
}

TEST(Sheet, D14_each_other_text_of_the_sheet_is_read_at_twelve) {
  int looked_at = 0;
  for (const std::string& key : core::Catalogue::keys()) {
    if (!key.starts_with("sheet.") || key.starts_with("sheet.note.") || key.starts_with("sheet.line.")) continue;
    const std::string text = english().text(key, {{"state", "this land"}, {"month", "May"}, {"languages", "French"}});
    EXPECT_LE(core::readability(text).grade(), core::kHighestGrade) << key << ": " << text;
    ++looked_at;
  }
  EXPECT_GE(looked_at, 90);
}

TEST(Sheet, no_sentence_stands_for_an_entitlement_that_is_not_there) {
  for (const std::string& key : core::Catalogue::keys())
    if (key.starts_with("sheet.owed.")) {
      EXPECT_TRUE(catalogue().find(key.substr(11))) << key;
    }
}

TEST(Sheet, each_event_and_each_presumption_of_the_catalogue_has_its_words) {
  for (const Entitlement& entitlement : catalogue().entitlements())
    for (const Ground& ground : entitlement.grounds)
      for (const law::FactId event : ground.events) EXPECT_TRUE(english().has("sheet.event." + corpus().vocabulary()[event].id)) << corpus().vocabulary()[event].id;
  for (const Presumption& presumption : catalogue().presumptions()) EXPECT_TRUE(english().has("sheet.presumed." + presumption.id)) << presumption.id;
}

TEST(Sheet, each_purpose_of_a_contact_has_its_words) {
  for (const std::string_view purpose : kPurposes) EXPECT_TRUE(english().has("sheet.contact.for." + std::string(purpose))) << purpose;
}

RC_GTEST_PROP(Sheet, nothing_is_withheld_and_nothing_stands_twice, ()) {
  const law::Case stated = any_case();
  const auto all = owed(catalogue(), corpus(), {.stated = stated, .day = *stated.date.days.min, .force = by_everything});
  RC_PRE(all.has_value());
  std::multiset<std::string> told;
  for (const SheetPart& part : parts_of(*all))
    for (const SheetLine& line : part.lines) told.insert(line.entitlement->id);
  for (const Owed& one : *all) RC_ASSERT(told.count(one.entitlement->id) == (one.standing == Standing::not_triggered || one.force == Force::not_binding ? 0U : 1U));
}

RC_GTEST_PROP(Sheet, a_line_is_sure_only_where_an_article_that_was_read_obliges_the_state_without_limit, ()) {
  const law::Case stated = any_case();
  const auto all = owed(catalogue(), corpus(), {.stated = stated, .day = *stated.date.days.min, .force = by_everything});
  RC_PRE(all.has_value());
  const std::vector<SheetPart> parts = parts_of(*all);
  for (const Owed& one : *all) {
    const SheetLine* line = line_of(parts, one.entitlement->id);
    if (!line || !line->sure) continue;
    RC_ASSERT(one.standing == Standing::due || one.standing == Standing::on_event);
    bool read = false;
    for (const OwedGround& ground : one.grounds)
      read |= ground.standing == one.standing && ground.article && ground.article->mark == law::Mark::verified && ground.article->limits.empty() &&
              (ground.article->modality == law::Modality::shall || ground.article->modality == law::Modality::shall_not);
    RC_ASSERT(read);
  }
}

RC_GTEST_PROP(Sheet, nothing_is_promised_where_nobody_has_read_that_it_binds, ()) {
  const law::Case stated = any_case();
  const ForceOf unread = *rc::gen::arbitrary<bool>() ? ForceOf{[](const law::Law&) { return InForce{Force::binding, {}, law::Mark::unverified}; }}
                                                     : ForceOf{[](const law::Law&) { return InForce{}; }};
  const auto all = owed(catalogue(), corpus(), {.stated = stated, .day = *stated.date.days.min, .force = unread});
  RC_PRE(all.has_value());
  for (const SheetPart& part : parts_of(*all))
    for (const SheetLine& line : part.lines) RC_ASSERT(!line.sure);
}

RC_GTEST_PROP(Sheet, the_floor_comes_first_and_the_parts_in_their_order, ()) {
  const law::Case stated = any_case();
  const auto all = owed(catalogue(), corpus(), {.stated = stated, .day = *stated.date.days.min, .force = by_everything});
  RC_PRE(all.has_value());
  const std::vector<SheetPart> parts = parts_of(*all);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    RC_ASSERT(!parts[i].lines.empty());
    if (i > 0) RC_ASSERT(parts[i - 1].shelf <= parts[i].shelf);
    for (std::size_t k = 1; k < parts[i].lines.size(); ++k) RC_ASSERT(parts[i].lines[k - 1].floor >= parts[i].lines[k].floor);
  }
}

TEST(Sheet, D16_a_case_of_which_nothing_is_known_has_a_sheet) {
  const std::vector<SheetPart> parts = parts_of(owed_to("date: 2024-05-01"));
  ASSERT_FALSE(parts.empty());
  EXPECT_EQ(parts.front().shelf, Shelf::now);
  ASSERT_TRUE(line_of(parts, "AN04"));
  EXPECT_TRUE(line_of(parts, "AN04")->sure);
  ASSERT_TRUE(line_of(parts, "AN05"));
  EXPECT_FALSE(line_of(parts, "AN05")->sure) << "step by step and within the means of the State is no promise";
}

TEST(Sheet, D19_what_everybody_is_owed_is_on_the_sheet_of_one_who_was_found_not_to_be_trafficked) {
  const std::vector<SheetPart> parts = parts_of(owed_to("date: 2024-05-01\nfacts: {is_false: [authority.identified_as_victim, authority.reasonable_grounds_victim]}"));
  for (const std::string_view id : {"AN01", "AN02", "AN03", "AN04", "AN05", "AN06"}) EXPECT_TRUE(line_of(parts, id)) << id;
}

TEST(Sheet, who_may_be_a_child_reads_until_when_that_is_taken_to_be_so) {
  const std::vector<SheetPart> parts = parts_of(owed_to("date: 2024-05-01\nfacts: {values: {person.age.min: 15, person.age.max: 20}, is_true: [authority.detained_person]}"));
  ASSERT_TRUE(line_of(parts, "CH05"));
  EXPECT_EQ(line_of(parts, "CH05")->presumed, "child");
}

core::Result<Contacts> contacts(const std::string& one) {
  return parse_contacts(*core::parse_yaml("format: palermo-contacts/1\nstate: DE\nchecked: 2026-10\ncontacts: [" + one + "]\n", "contacts.yaml"));
}

TEST(Contacts, an_office_and_its_number_are_read) {
  const auto found = contacts("{for: work, organisation: Fair Pay, phone: \"+49 (0)30 / 555-01\", languages: [Polski], free: true}");
  ASSERT_TRUE(found) << describe(found.error());
  EXPECT_EQ(found->list.front().police, "not_known");
}

TEST(Contacts, there_is_no_place_for_a_person_an_address_or_an_e_mail_address) {
  for (const std::string field : {"name: X", "person: X", "address: X", "email: X", "street: X"}) {
    const auto refused = contacts("{for: work, organisation: Fair Pay, phone: \"555 01\", " + field + "}");
    ASSERT_FALSE(refused) << field;
    EXPECT_EQ(refused.error().kind.code, "schema.unknown_key");
  }
  for (const std::string who : {"Mrs. X", "Dr X", "Frau X", "x@y.example"}) {
    const auto refused = contacts("{for: work, organisation: \"" + who + "\", phone: \"555 01\"}");
    ASSERT_FALSE(refused) << who;
    EXPECT_EQ(refused.error().kind.code, "rights.contact_of_a_person");
  }
}

TEST(Contacts, what_cannot_be_dialled_is_refused) {
  for (const std::string phone : {"ask at the desk", "1", "555 x", "http://555 01"}) EXPECT_FALSE(contacts("{for: work, organisation: Fair Pay, phone: \"" + phone + "\"}")) << phone;
}

}  // namespace
}  // namespace palermo::rights::testing
