// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/omissions.hpp"

#include <algorithm>
#include <set>

#include "palermo/law/law_test.hpp"
#include "palermo/observatory/words.hpp"

namespace palermo::observatory {
namespace {

using law::testing::project_corpus;

std::vector<StateRow> rows(const std::vector<std::string>& states, std::optional<core::Day> day = {}) {
  auto found = omissions(project_corpus(), states, day);
  EXPECT_TRUE(found);
  return found ? *found : std::vector<StateRow>{};
}

TopicRow topic(const std::string& state, Topic wanted, std::optional<core::Day> day = {}) {
  const auto found = rows({state}, day);
  return found.empty() ? TopicRow{} : found[0].topics[static_cast<std::size_t>(wanted)];
}

std::string value(const std::string& state, Topic wanted) { return std::string(word(topic(state, wanted).value)); }

bool cites(const TopicRow& row, std::string_view part) {
  return std::any_of(row.evidence.begin(), row.evidence.end(),
                     [&](const Evidence& e) { return e.cite.find(part) != std::string::npos; });
}

TEST(omissions, german_law_has_no_exemption_for_humanitarian_help_or_family) {
  EXPECT_EQ(value("DE", Topic::humanitarian_exemption), "absent");
  EXPECT_EQ(value("DE", Topic::family_exemption), "absent");
}

TEST(omissions, repetition_takes_the_place_of_a_benefit_in_german_law) {
  EXPECT_EQ(value("DE", Topic::benefit_element), "partly");
}

TEST(omissions, spain_and_the_netherlands_ask_for_gain_only_where_a_stay_is_helped) {
  for (const char* state : {"ES", "NL"}) {
    const TopicRow row = topic(state, Topic::benefit_element);
    EXPECT_EQ(row.value, Have::partly) << state;
    EXPECT_TRUE(cites(row, "entry and transit; help with a stay asks for gain")) << state;
  }
}

TEST(omissions, swiss_british_and_french_law_ask_for_no_benefit) {
  for (const char* state : {"CH", "GB", "FR"}) EXPECT_EQ(value(state, Topic::benefit_element), "absent") << state;
}

TEST(omissions, french_law_exempts_help_with_movement_and_stay_only) {
  EXPECT_EQ(value("FR", Topic::humanitarian_exemption), "partly");
  EXPECT_EQ(value("FR", Topic::family_exemption), "partly");
}

TEST(omissions, a_judgment_known_from_others_decides_nothing) {
  const TopicRow row = topic("CA", Topic::humanitarian_exemption);
  EXPECT_EQ(row.value, Have::unknown);
  EXPECT_TRUE(cites(row, "Appulonappa"));
}

TEST(omissions, immunity_from_administrative_action_is_there_with_its_condition) {
  const TopicRow row = topic("ID", Topic::non_punishment);
  EXPECT_EQ(row.value, Have::partly);
  EXPECT_TRUE(cites(row, "art. 86"));
}

TEST(omissions, an_ended_law_tells_nothing_of_today) {
  EXPECT_EQ(value("NE", Topic::benefit_element), "unknown");
  EXPECT_TRUE(topic("NE", Topic::benefit_element, *core::day_of(2024, 1, 1)).evidence.empty());
}

TEST(omissions, states_stand_in_the_order_asked_for) {
  const auto found = rows({"nl", "DE", "ES", "DE"});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].state, "NL");
  EXPECT_EQ(found[1].state, "DE");
  EXPECT_EQ(found[2].state, "ES");
}

TEST(omissions, a_state_without_a_law_here_is_unknown_on_every_topic) {
  const auto found = rows({"KE"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].known(), 0U);
  EXPECT_EQ(found[0].laws, 0U);
}

TEST(omissions, a_name_is_no_code) {
  EXPECT_FALSE(omissions(project_corpus(), {"Germany"}));
  EXPECT_FALSE(omissions(project_corpus(), {"D1"}));
}

TEST(omissions, nothing_is_known_without_a_text_that_was_read) {
  std::set<std::string> states;
  for (const law::Law& law : project_corpus().laws())
    if (is_national(law)) states.insert(law.jurisdiction);
  ASSERT_GT(states.size(), 10U);
  for (const StateRow& state : rows({states.begin(), states.end()}))
    for (const TopicRow& row : state.topics) {
      const bool read =
          std::any_of(row.evidence.begin(), row.evidence.end(), [](const Evidence& e) { return !to_check(e.mark); });
      EXPECT_TRUE(row.value == Have::unknown || read) << state.state << " " << word(row.topic);
    }
}

// A law of one State, invented.
std::string statute(const std::string& articles) {
  return "format: palermo-law/1\nid: t.act\ntitle: An Act\ncountry: \"TT\"\nmark: verified\nversions:\n  - id: \"1\"\n"
         "    in_force: {from: 2000-01-01, to: null}\n" +
         articles;
}

const char* const kClauses =
    "format: palermo-clauses/1\nthemes: {non_punishment: t}\nclauses:\n"
    "  - {id: non_punishment.victim, theme: non_punishment, says: No penalty}\n";

Have invented(const std::string& articles) {
  const auto corpus = law::testing::parse_small({kClauses, statute(articles)});
  EXPECT_TRUE(corpus);
  if (!corpus) return Have::unknown;
  const auto found = omissions(*corpus, {"TT"});
  return (*found)[0].topics[static_cast<std::size_t>(Topic::non_punishment)].value;
}

TEST(omissions, an_order_against_the_person_is_never_called_present) {
  EXPECT_EQ(
      invented(
          "    articles: [{cite: s. 1, kind: procedure, modality: shall, clause: non_punishment.victim, says: x}]\n"),
      Have::spoken_to);
  EXPECT_EQ(
      invented(
          "    articles: [{cite: s. 1, kind: procedure, modality: shall, clause: non_punishment.victim, says: x},\n"
          "               {cite: s. 2, kind: duty, modality: shall_not, clause: non_punishment.victim, says: y}]\n"),
      Have::partly);
}

TEST(omissions, a_duty_without_conditions_is_present_and_one_to_consider_is_not) {
  EXPECT_EQ(
      invented(
          "    articles: [{cite: s. 1, kind: duty, modality: shall_not, clause: non_punishment.victim, says: x}]\n"),
      Have::present);
  EXPECT_EQ(invented("    articles: [{cite: s. 1, kind: duty, modality: shall_consider, clause: non_punishment.victim, "
                     "says: x}]\n"),
            Have::partly);
  EXPECT_EQ(invented("    articles: [{cite: s. 1, kind: duty, modality: shall_not, clause: non_punishment.victim, "
                     "says: x, mark: unverified}]\n"),
            Have::unknown);
}

TEST(omissions, absent_needs_a_text_read_for_it_and_nobody_who_says_otherwise) {
  const std::string silent = "    silent_on: [{clause: non_punishment.victim, cite: whole Act, mark: verified}]\n";
  EXPECT_EQ(invented(silent), Have::absent);
  EXPECT_EQ(invented("    silent_on: [{clause: non_punishment.victim, cite: whole Act, mark: secondary}]\n"),
            Have::unknown);
  EXPECT_EQ(invented(silent + "    articles: [{cite: s. 1, kind: duty, modality: shall_not, clause: "
                              "non_punishment.victim, says: x, mark: unverified}]\n"),
            Have::unknown);
}

TEST(omissions, the_page_has_no_text_outside_the_catalogue) {
  const core::Catalogue english;
  const std::string text = to_text(omissions_page(rows({"DE", "ID", "KE"}), english));
  EXPECT_EQ(text.find("⟦"), std::string::npos);
  EXPECT_NE(text.find("4 of 7 topics known for DE"), std::string::npos) << text;
}

}  // namespace
}  // namespace palermo::observatory
