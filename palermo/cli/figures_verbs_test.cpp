// SPDX-License-Identifier: Apache-2.0
// palermo figures and palermo flows as one types them: refusals with their numbers, pages of one file, nothing more than the protected counts.
#include <gtest/gtest.h>

#include <cctype>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/value.hpp"

namespace palermo::cli {
namespace {

const std::string kRoot = PALERMO_SOURCE_DIR;
const std::string kDemo = kRoot + "/data/demo/flows/";

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

Said palermo_call(std::vector<std::string> words) {
  words.insert(words.begin(), {"--data", kRoot + "/data", "--quiet"});
  return call(words);
}

core::Value json(std::vector<std::string> words, int exit = 0) {
  words.insert(words.begin(), "--json");
  const Said said = palermo_call(words);
  EXPECT_EQ(said.exit, exit) << said.out << said.err;
  const auto value = core::parse_json(said.out, "answer");
  EXPECT_TRUE(value.has_value()) << said.out.substr(0, 300);
  return value ? *value : core::Value();
}

std::vector<std::string> table_call(std::vector<std::string> more) {
  std::vector<std::string> words{"flows", "table", kDemo + "counts.csv", "--looked", kDemo + "looked.csv"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(FiguresVerbs, D30_unlike_figures_are_not_added_and_the_reason_is_told) {
  const Said said = palermo_call({"figures", "add", "glotip24_detected", "ilo22_fl"});
  EXPECT_EQ(said.exit, 3);
  EXPECT_TRUE(has(said.err, "D30")) << said.err;
  EXPECT_TRUE(has(said.err, "how they came to be: “detected” and “modelled”")) << said.err;
  EXPECT_TRUE(has(palermo_call({"figures", "add", "ilo12_fl", "ilo22_fl"}).err, "counted by capture-recapture"));
}

TEST(FiguresVerbs, parts_of_one_whole_are_added) {
  const core::Value answer = json({"figures", "add", "ilo12_women", "ilo12_men"});
  EXPECT_EQ(answer["low"].as_int(), 20'900'000);
  EXPECT_EQ(answer["whole"].as_text(), "ilo12_fl");
}

TEST(FiguresVerbs, D31_values_of_several_countries_are_not_drawn_together) {
  const Said said = palermo_call({"figures", "plot", "--concept", "modern-slavery-rate"});
  EXPECT_EQ(said.exit, 3);
  EXPECT_TRUE(has(said.err, "D31")) << said.err;
  EXPECT_EQ(palermo_call({"figures", "plot", "--concept", "modern-slavery-rate", "--place", "Norway"}).exit, 0);
}

TEST(FiguresVerbs, the_page_of_rivals_is_one_file_with_definitions_and_sources) {
  const core::TemporaryFolder folder;
  const std::string page = (folder.path() / "rivals.html").string();
  ASSERT_EQ(palermo_call({"figures", "plot", "--concept", "exploited", "--out", page}).exit, 0);
  const std::string html = core::read_file(page).value_or("");
  EXPECT_TRUE(has(html, "capture-recapture on reported cases"));
  EXPECT_TRUE(has(html, "detected, in persons"));
  EXPECT_FALSE(has(html, "<script") || has(html, "https://") || has(html, "⟦"));
  EXPECT_EQ(palermo_call({"figures", "plot", "--concept", "exploited", "--out", page}).exit, 2);
}

TEST(FiguresVerbs, attrition_shows_intervals_and_what_is_not_known) {
  const Said said = palermo_call({"figures", "attrition", kDemo + "attrition.yaml"});
  EXPECT_EQ(said.exit, 0) << said.err;
  EXPECT_TRUE(has(said.out, "not known; 61 to 233")) << said.out;
  EXPECT_TRUE(has(said.out, "4.6%") || has(said.out, "4.6 %")) << said.out;
  EXPECT_FALSE(has(said.out, "⟦"));
  EXPECT_NEAR(json({"figures", "attrition", kDemo + "attrition.yaml", "--interval", "exact"})["of_first"].items()[2]["share"].as_number(), 19.0 / 412, 1e-12);
}

TEST(FlowsVerbs, D34_a_shorter_delay_and_a_day_that_has_not_come_are_refused) {
  EXPECT_EQ(json(table_call({"--as-of", "2024-07-01", "--delay", "2"}), 3)["error"]["rule"].as_text(), "D34");
  EXPECT_EQ(json(table_call({"--as-of", "9000-01-01"}), 3)["error"]["rule"].as_text(), "D34");
  EXPECT_EQ(json(table_call({"--as-of", "2024-07-01"}))["periods"].items().back().as_text(), "2023");
  EXPECT_EQ(json(table_call({"--as-of", "2024-03-31"}))["periods"].items().back().as_text(), "2022");
}

TEST(FlowsVerbs, D34_a_file_with_a_route_finer_than_admin_1_is_refused_and_not_repeated) {
  const core::TemporaryFolder folder;
  const std::string counts = (folder.path() / "counts.csv").string();
  ASSERT_TRUE(core::write_file(counts, "origin,destination,period,people\nXV-N-VALLEY,XW-C,2022,40\n"));
  const Said said = palermo_call({"flows", "table", counts, "--looked", kDemo + "looked.csv", "--as-of", "2024-07-01"});
  EXPECT_EQ(said.exit, 3);
  EXPECT_TRUE(has(said.err, "D34"));
  EXPECT_FALSE(has(said.err, "VALLEY"));
}

// Whether a number stands there on its own: 371 is neither in 3710 nor in 12.371.
bool tells(const std::string& text, const std::string& number) {
  const auto digit = [&](std::size_t at) { return at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0; };
  const auto point = [&](std::size_t at) { return at < text.size() && text[at] == '.'; };
  for (std::size_t at = text.find(number); at != std::string::npos; at = text.find(number, at + 1)) {
    const std::size_t end = at + number.size();
    const bool longer = digit(at - 1) || digit(end) || (point(at - 1) && digit(at - 2)) || (point(end) && digit(end + 1));
    if (!longer) return true;
  }
  return false;
}

TEST(FlowsVerbs, no_exact_count_is_shown_in_any_form) {
  const core::TemporaryFolder folder;
  const std::string page = (folder.path() / "flows.html").string();
  const Said text = palermo_call(table_call({"--as-of", "2024-07-01", "--html", page}));
  ASSERT_EQ(text.exit, 0) << text.err;
  const std::string html = core::read_file(page).value_or("");
  std::vector<std::string> words = table_call({"--as-of", "2024-07-01"});
  words.insert(words.begin(), "--json");
  const std::string answer = palermo_call(words).out;
  const std::string said = text.out.substr(0, text.out.find(page));  // a path may hold any number
  for (const std::string& shown : {said, html, answer})
    for (const char* exact : {"348", "371", "365", "1,243", "1243", "1,297"}) EXPECT_FALSE(tells(shown, exact)) << exact;
  EXPECT_TRUE(tells("was 371.", "371") && !tells("3710, 12.371", "371"));
  EXPECT_TRUE(has(html, "nobody looked"));
  EXPECT_TRUE(has(html, "Invented data"));
  EXPECT_FALSE(has(html, "<script") || has(html, "https://") || has(html, "⟦"));
}

TEST(FlowsVerbs, the_selection_page_says_whose_shares_it_shows) {
  const core::TemporaryFolder folder;
  const std::string page = (folder.path() / "selection.html").string();
  const Said said = palermo_call({"flows", "selection", kDemo + "lists.csv", "--exploited", "4000,9000", "--html", page});
  ASSERT_EQ(said.exit, 0) << said.err;
  EXPECT_TRUE(has(said.out, "None of them is a share of the people who are exploited"));
  EXPECT_TRUE(has(said.out, "-fold between the two"));
  const std::string html = core::read_file(page).value_or("");
  EXPECT_TRUE(has(html, "None of them is a share of the people who are exploited"));
  EXPECT_FALSE(has(html, "<script") || has(html, "https://") || has(html, "⟦"));
  EXPECT_EQ(palermo_call({"flows", "selection", kDemo + "lists.csv", "--exploited", "50,90"}).exit, 2);
  EXPECT_EQ(palermo_call({"flows", "selection", kDemo + "lists.csv", "--exploited", "many"}).exit, 2);
}

}  // namespace
}  // namespace palermo::cli
