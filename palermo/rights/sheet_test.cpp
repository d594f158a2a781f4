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
#include "palermo/rights/remedies_test.hpp"

namespace palermo::rights::testing {
namespace {

const core::Catalogue& english() {
  static const core::Catalogue made("en");
  return made;
}

std::vector<SheetPart> parts_of(const std::vector<Owed>& all) { return sheet_parts(all, corpus().vocabulary(), 0); }

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
    if (!key.starts_with("sheet.") || key.starts_with("sheet.note.") || key.starts_with("sheet.line.") || key.starts_with("sheet.month") || key.starts_with("sheet.day_of") || key.starts_with("sheet.spoken.") || key == "sheet.contact") continue;
    const std::string text = english().text(key, {{"state", "this land"}, {"month", "May"}, {"languages", "French"}});
    EXPECT_LE(core::readability(text).grade(), core::kHighestGrade) << key << ": " << text;
    ++looked_at;
  }
  EXPECT_GE(looked_at, 90);
}

TEST(Sheet, no_sentence_stands_for_an_entitlement_that_is_not_there) {
  for (const std::string& key : core::Catalogue::keys())
    for (const std::string_view kind : {"sheet.owed.", "sheet.short.", "sheet.unsure.", "sheet.debt.", "sheet.child.", "sheet.adult."})
      if (key.starts_with(kind)) {
        EXPECT_TRUE(catalogue().find(key.substr(key.rfind('.') + 1))) << key;
      }
}

TEST(Sheet, each_group_of_the_catalogue_has_its_heading) {
  for (const Entitlement& entitlement : catalogue().entitlements()) EXPECT_TRUE(english().has("sheet.group." + group_of(entitlement.id))) << entitlement.id;
  EXPECT_EQ(group_of("AS01"), "SM");
  EXPECT_EQ(group_of("SM08"), "CR");
}

TEST(Sheet, each_way_has_its_words_and_where_to_turn) {
  EXPECT_GE(remedies().routes().size(), 15U);
  for (const Remedy& remedy : remedies().routes()) {
    EXPECT_TRUE(english().has("sheet.way." + remedy.id)) << remedy.id;
    const bool body = remedy.kind == RemedyKind::treaty_body;
    for (const std::string key : {"where.", "more."}) EXPECT_EQ(english().has("sheet.way." + key + remedy.id), !body) << remedy.id;
    const bool for_the_helper = remedy.id == "RM10";  // what it says of the journey is on no paper of the person (sheet.note.journey)
    EXPECT_EQ(english().has("sheet.way.care." + remedy.id), !body && !remedy.care.empty() && !for_the_helper) << remedy.id;
  }
}

RC_GTEST_PROP(Sheet, no_way_is_called_open_that_is_not_and_none_that_facts_leave_is_withheld, ()) {
  const law::Case stated = any_case();
  const auto all = routes(remedies(), corpus(), {.stated = stated, .day = *stated.date.days.min, .force = by_everything});
  RC_PRE(all.has_value());
  std::size_t left = 0;
  for (const RouteKnown& route : *all) left += route.standing != RouteStanding::not_open;
  const std::vector<SheetWay> ways = sheet_ways(*all);
  RC_ASSERT(ways.size() == left);
  bool open = true;
  for (const SheetWay& way : ways) {
    RC_ASSERT((way.lacking == Lacking::nothing) == (way.route->standing == RouteStanding::open));
    RC_ASSERT(open || way.lacking != Lacking::nothing);
    open = way.lacking == Lacking::nothing;
    RC_ASSERT(!way.line.sure || open);
  }
}

TEST(Sheet, D19_a_person_found_not_to_be_trafficked_has_the_ways_of_one_who_was_hurt) {
  const law::Case stated = law::testing::case_of(corpus(), "date: 2024-05-01\nfacts: {is_true: [harm.violence, work.wages_due], is_false: [authority.identified_as_victim, authority.reasonable_grounds_victim], closed: [act, means, purpose]}");
  const auto all = routes(remedies(), corpus(), {.stated = stated, .day = *stated.date.days.min, .force = by_everything});
  ASSERT_TRUE(all);
  std::set<std::string> open;
  for (const SheetWay& way : sheet_ways(*all))
    if (way.lacking == Lacking::nothing) open.insert(way.route->remedy->id);
  for (const std::string id : {"RM03", "RM04", "RM06", "RM10"}) EXPECT_TRUE(open.contains(id)) << id;
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

RC_GTEST_PROP(Sheet, what_can_be_counted_on_comes_first_then_the_floor_and_the_parts_in_their_order, ()) {
  const law::Case stated = any_case();
  const auto all = owed(catalogue(), corpus(), {.stated = stated, .day = *stated.date.days.min, .force = by_everything});
  RC_PRE(all.has_value());
  const std::vector<SheetPart> parts = parts_of(*all);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    RC_ASSERT(!parts[i].lines.empty());
    if (i > 0) RC_ASSERT(parts[i - 1].shelf <= parts[i].shelf);
    if (parts[i].shelf == Shelf::open) continue;
    for (std::size_t k = 1; k < parts[i].lines.size(); ++k) {
      const SheetLine &before = parts[i].lines[k - 1], &line = parts[i].lines[k];
      RC_ASSERT(before.sure >= line.sure);
      RC_ASSERT(!(line.sure && line.may_refuse));
      if (before.sure == line.sure && before.may_refuse == line.may_refuse) RC_ASSERT(before.floor >= line.floor);
    }
  }
}

RC_GTEST_PROP(Sheet, of_what_is_open_help_comes_first_trafficking_before_others_and_what_is_rare_last, ()) {
  const law::Case stated = any_case();
  const auto all = owed(catalogue(), corpus(), {.stated = stated, .day = *stated.date.days.min, .force = by_everything});
  RC_PRE(all.has_value());
  std::vector<std::string> groups;
  for (const SheetPart& part : parts_of(*all)) {
    if (part.shelf != Shelf::open) {
      RC_ASSERT(!part.in_short);
      continue;
    }
    groups.push_back(part.group);
    bool other = false;
    for (const SheetLine& line : part.lines) {
      const bool service = line.entitlement->kind == Class::service;
      RC_ASSERT(!service || !other);
      other |= !service;
    }
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i] == "VT") RC_ASSERT(i == 0U);
    if (groups[i] == "CR") RC_ASSERT(i + 1 == groups.size());
  }
}

const SheetPart* open_part(const std::vector<SheetPart>& parts, std::string_view group) {
  for (const SheetPart& part : parts)
    if (part.shelf == Shelf::open && part.group == group) return &part;
  return nullptr;
}

TEST(Sheet, help_for_the_trafficked_is_asked_about_first_and_ships_and_floods_in_one_sentence_unless_they_are_in_the_story) {
  const std::vector<SheetPart> parts = parts_of(owed_to("date: 2024-05-01\nfacts: {values: {person.age: 34}, is_true: [work.worked, work.wages_due]}"));
  const SheetPart* trafficking = open_part(parts, "VT");
  ASSERT_TRUE(trafficking);
  EXPECT_EQ(trafficking->lines.front().entitlement->id, "VT03") << "a bed and a doctor";
  EXPECT_FALSE(trafficking->in_short);
  const auto place = [&](std::string_view id) { return std::find_if(trafficking->lines.begin(), trafficking->lines.end(), [&](const SheetLine& line) { return line.entitlement->id == id; }) - trafficking->lines.begin(); };
  EXPECT_LT(place("VT02"), place("VT11"));
  ASSERT_TRUE(open_part(parts, "CR"));
  EXPECT_TRUE(open_part(parts, "CR")->in_short);
  const std::vector<SheetPart> at_sea = parts_of(owed_to("date: 2024-05-01\nfacts: {values: {person.age: 34}, is_true: [movement.by_sea]}"));
  ASSERT_TRUE(open_part(at_sea, "CR"));
  EXPECT_FALSE(open_part(at_sea, "CR")->in_short);
}

TEST(Sheet, of_somebody_who_is_known_to_be_of_age_it_does_not_speak_as_of_a_child) {
  const std::vector<SheetPart> parts = parts_of(owed_to("date: 2024-05-01\nfacts: {values: {person.age: 34}, is_true: [authority.age_doubted, authority.reasonable_grounds_victim]}"));
  for (const SheetPart& part : parts)
    for (const SheetLine& line : part.lines) {
      EXPECT_FALSE(line.entitlement->id.starts_with("CH") || line.entitlement->id == "ST03") << line.entitlement->id;
      EXPECT_EQ(line.presumed == "child", false) << line.entitlement->id;
    }
  EXPECT_TRUE(line_of(parts_of(owed_to("date: 2024-05-01\nfacts: {values: {person.age.min: 16, person.age.max: 34}}")), "CH02")) << "who may be a child is taken to be one";
}

TEST(Sheet, where_a_country_may_ask_for_work_with_the_police_the_line_says_so) {
  for (const std::string key : {"sheet.owed.VT09", "sheet.short.VT09", "sheet.way.care.RM01", "sheet.way.more.RM01"})
    EXPECT_NE(english().text(key).find("some countries ask you to work with the police; ask a lawyer first."), std::string::npos) << key;
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
  for (const std::string_view id : {"AN01", "AN02", "AN03", "AN04", "AN05", "AN06", "AN07"}) EXPECT_TRUE(line_of(parts, id)) << id;
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

TEST(Contacts, D15_no_text_on_the_sheet_makes_help_depend_on_talking_to_the_police) {
  for (const std::string field : {"organisation: \"You must talk to the police first\"", "organisation: Help, hours: \"Only if you report to the authorities\"", "organisation: Help, languages: [\"if you testify\"]"}) {
    const auto refused = contacts("{for: work, phone: \"555 01\", " + field + "}");
    ASSERT_FALSE(refused) << field;
    EXPECT_EQ(refused.error().kind.code, kBadContactText.code) << field;
  }
  EXPECT_TRUE(contacts("{for: danger, organisation: Police emergency call, phone: \"110\"}"));
}

TEST(Contacts, a_second_line_a_turned_text_or_a_long_one_never_reaches_the_sheet) {
  for (const std::string& text : std::vector<std::string>{"\"Help desk\\n\\n> Talk first\"", "\"Help \\u202Eksed\"", "\"" + std::string(81, 'a') + "\"", "\"a <b>\""})
    EXPECT_FALSE(contacts("{for: work, organisation: " + text + ", phone: \"555 01\"}")) << text;
}

TEST(Contacts, a_file_says_its_format_a_purpose_and_a_month) {
  const auto code = [](const std::string& text) {
    const auto read = parse_contacts(*core::parse_yaml(text, "contacts.yaml"));
    return read ? std::string("no error") : std::string(read.error().kind.code);
  };
  const std::string rest = "contacts: [{for: work, organisation: Fair Pay, phone: \"555 01\"}]\n";
  EXPECT_EQ(code("format: palermo-contacts/1\nstate: DE\nchecked: 2026-10\n" + rest), "no error");
  EXPECT_EQ(code("state: DE\nchecked: 2026-10\n" + rest), core::kMissingKey.code);
  EXPECT_EQ(code("format: palermo-contacts/1\nstate: DE\nchecked: 2026-10\ncontacts: [{organisation: Fair Pay, phone: \"555 01\"}]\n"), core::kMissingKey.code);
  for (const std::string checked : {"2026", "1026-10", "9999-12", "unknown", "2024..2026"})
    EXPECT_EQ(code("format: palermo-contacts/1\nstate: DE\nchecked: " + checked + "\n" + rest), core::kBadDate.code) << checked;
}

TEST(Sheet, a_period_that_is_over_is_not_called_a_right_of_now) {
  const law::Case stated = law::testing::case_of(corpus(), "date: 2024-03-01\nfacts: {is_true: [authority.reasonable_grounds_victim], is_false: [person.national_of_dest]}");
  Question question{.stated = stated, .day = *stated.date.days.min, .force = by_everything};
  question.clocks["reasonable_grounds"] = *core::parse_date("2020-01-01");
  const std::vector<Owed> all = *owed(catalogue(), corpus(), question);
  const core::Day early = *core::parse_date("2020-01-02")->days.min;
  const auto shelf = [&](core::Day today) -> std::string {
    for (const SheetPart& part : sheet_parts(all, corpus().vocabulary(), today))
      for (const SheetLine& line : part.lines)
        if (line.entitlement->id == "VT02") return std::string(word(part.shelf)) + (line.over ? " over" : "") + (line.sure ? " sure" : "");
    return "nowhere";
  };
  EXPECT_TRUE(shelf(early).starts_with("now")) << shelf(early);
  EXPECT_EQ(shelf(question.day), "open over");
}

TEST(Contacts, what_cannot_be_dialled_is_refused) {
  for (const std::string phone : {"ask at the desk", "1", "555 x", "http://555 01"}) EXPECT_FALSE(contacts("{for: work, organisation: Fair Pay, phone: \"" + phone + "\"}")) << phone;
}

}  // namespace
}  // namespace palermo::rights::testing
