// SPDX-License-Identifier: Apache-2.0
// D18: what screening shows holds no number, no verdict and no conclusion, whatever was answered.
#include "palermo/screen/show.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "palermo/core/bytes.hpp"
#include "palermo/screen/lint.hpp"
#include "palermo/screen/screen_test.hpp"

namespace palermo::screen::testing {
namespace {

using core::Value;

bool has_number(const Value& value) {
  if (value.is_number()) return true;
  return std::ranges::any_of(value.items(), has_number) ||
         std::ranges::any_of(value.members(), [](const Value::Member& member) { return has_number(member.second); });
}

// Every key and text of a document, one after the other.
std::string all_text(const Value& value) {
  std::string text = value.is_text() ? value.as_text() + "\n" : "";
  for (const Value& item : value.items()) text += all_text(item);
  for (const auto& [key, member] : value.members()) text += key + "\n" + all_text(member);
  return text;
}

bool says_nothing_was_found(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::ranges::any_of(std::array{"no sign", "no indicator", "nothing was found", "not found to be", "no risk", "low risk", "therefore", "cleared", "unlikely"},
                             [&](const char* words) { return text.find(words) != std::string::npos; });
}

const core::Catalogue& english() {
  static const core::Catalogue catalogue("en");
  return catalogue;
}

RC_GTEST_PROP(Shown, D18_no_answer_brings_a_number_or_a_verdict_into_what_is_shown, (std::uint64_t seed)) {
  RandomScreen random(seed);
  const Pack& each = library().packs[random.below(library().packs.size())];
  if (each.off) return;
  const Questionnaire asked = questionnaire(library().common, each);
  const Value shown = run_answer(asked, random.answers(asked.questions().size()), "en", english());
  RC_ASSERT(!has_number(shown));
  const std::string text = all_text(shown);
  RC_ASSERT(!has_verdict_word(text));
  RC_ASSERT(!says_nothing_was_found(text));
}

// The order of what is shown is that of the files, so that nothing can be read from it.
RC_GTEST_PROP(Shown, D18_lists_stand_in_the_order_of_the_files, (std::uint64_t seed)) {
  RandomScreen random(seed);
  const Pack& each = library().packs[random.below(library().packs.size())];
  if (each.off) return;
  const Questionnaire asked = questionnaire(library().common, each);
  const Screening found = screen(asked, random.answers(asked.questions().size()));
  for (const auto* list : {&found.present, &found.absent, &found.not_asked}) RC_ASSERT(std::ranges::is_sorted(*list));  // by address in the pack
  for (const auto* list : {&found.next_steps, &found.owed_to_everybody}) RC_ASSERT(std::ranges::is_sorted(*list));
}

TEST(Shown, D18_the_schema_of_a_run_has_no_type_that_could_hold_a_number) {
  const auto text = core::read_file(std::string(PALERMO_SOURCE_DIR) + "/docs/formats/screen-run.schema.json");
  ASSERT_TRUE(text);
  const auto schema = core::parse_json(*text, "schema");
  ASSERT_TRUE(schema);
  const auto looks = [](const auto& self, const Value& value) -> void {
    if (const Value* type = value.find("type"); type != nullptr && type->is_text()) {
      EXPECT_NE(type->as_text(), "number");
      EXPECT_NE(type->as_text(), "integer");
      if (type->as_text() == "object") {
        const Value* additional = value.find("additionalProperties");
        ASSERT_NE(additional, nullptr) << "an object that may hold anything may hold a number";
        if (additional->is_bool()) { EXPECT_FALSE(additional->as_bool()); }
      }
    }
    for (const Value& item : value.items()) self(self, item);
    for (const auto& [key, member] : value.members()) {
      for (const char* word : {"score", "rank", "level", "risk", "colour", "probability", "points", "weight", "count"}) EXPECT_NE(key, word);
      self(self, member);
    }
  };
  looks(looks, *schema);
}

TEST(Shown, D18_no_text_of_screening_passes_a_verdict) {
  std::size_t looked_at = 0;
  for (const std::string& key : core::Catalogue::keys()) {
    if (!key.starts_with("screen.") && !key.starts_with("verb.screen") && !key.starts_with("error.screen.")) continue;
    ++looked_at;
    EXPECT_FALSE(has_verdict_word(english().text(key))) << key;
    EXPECT_FALSE(says_nothing_was_found(english().text(key))) << key;
  }
  EXPECT_GT(looked_at, 100U);
}

TEST(Shown, D18_lists_and_cards_hold_no_verdict_either) {
  EXPECT_FALSE(has_verdict_word(all_text(list_answer(library()))));
  for (const Pack& each : library().packs) EXPECT_FALSE(has_verdict_word(all_text(show_answer(library(), each)))) << each.id;
}

TEST(Shown, D14_each_card_of_a_pack_without_reviewed_audio_says_reading_only) {
  const Value shown = show_answer(library(), pack("ilo11"));
  std::size_t cards = 0;
  for (const Value& sign : shown["signs"].items())
    for (const Value& card : sign["cards"].items()) {
      EXPECT_EQ(card["reading_only"]["en"], Value(true));
      ++cards;
    }
  EXPECT_GT(cards, 30U);
}

TEST(Shown, every_answer_carries_the_marks_of_its_pack) {
  const Questionnaire asked = questionnaire(library().common, pack("ilo11"));
  const Value head = run_answer(asked, asked.nothing_asked(), "en", english())["pack"];
  EXPECT_EQ(head["reviewed_by_community"], Value("none yet"));
  EXPECT_EQ(head["error_report"], Value("none"));
  EXPECT_EQ(head["review"], Value("draft"));
  EXPECT_EQ(head["mark"], Value("secondary"));
}

}  // namespace
}  // namespace palermo::screen::testing
