// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/report.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <vector>

#include "palermo/publish/results_fixture_test.hpp"

namespace palermo::publish {
namespace {

std::string page(const std::string& language, Results results = testing_support::results()) {
  return report_html(protect(results), core::Catalogue(language));
}

// What a strict reading of the page finds.
struct Reading {
  std::string problem;
  std::vector<std::string> translatable;  // text nodes and aria-labels outside translate="no"
  std::vector<std::string> elements;
  std::set<std::string> ids;
};

bool is_void(const std::string& name) { return name == "meta" || name == "br" || name == "wbr" || name == "hr" || name == "!DOCTYPE"; }

std::string attribute(std::string_view tag, std::string_view name) {
  const std::string start = ' ' + std::string(name) + "=\"";
  const std::size_t at = tag.find(start);
  if (at == std::string_view::npos) return {};
  return std::string(tag.substr(at + start.size(), tag.find('"', at + start.size()) - at - start.size()));
}

Reading read(std::string_view rest) {
  Reading reading;
  std::vector<std::pair<std::string, bool>> open;  // name, translate="no"
  while (!rest.empty()) {
    const bool untouched = !open.empty() && open.back().second;
    if (rest[0] != '<') {
      const std::string text(rest.substr(0, rest.find('<')));
      rest.remove_prefix(text.size());
      if (!untouched && !(!open.empty() && open.back().first == "style")) reading.translatable.push_back(text);
      continue;
    }
    const std::string tag(rest.substr(1, rest.find('>') - 1));
    rest.remove_prefix(tag.size() + 2);
    if (tag[0] == '/') {
      if (open.empty() || open.back().first != tag.substr(1)) return reading.problem = tag, reading;
      open.pop_back();
      continue;
    }
    const std::string name = tag.substr(0, tag.find_first_of(" /"));
    reading.elements.push_back(name);
    if (const std::string label = attribute(tag, "aria-label"); !label.empty()) reading.translatable.push_back(label);
    if (const std::string id = attribute(tag, "id"); !id.empty() && !reading.ids.insert(id).second) return reading.problem = "id twice: " + id, reading;
    if (!is_void(name) && !tag.ends_with('/')) open.emplace_back(name, untouched || attribute(tag, "translate") == "no");
  }
  if (!open.empty()) reading.problem = "not closed: " + open.back().first;
  return reading;
}

std::string without_entities(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '&') i = text.find(';', i);
    else out += text[i];
  return out;
}

bool has_letter(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c); });
}

TEST(Report, is_one_well_formed_page_in_both_directions) {
  for (const char* language : {"en", "ar-XB"}) {
    const Reading reading = read(page(language));
    EXPECT_EQ(reading.problem, "") << language;
    EXPECT_EQ(std::count(reading.elements.begin(), reading.elements.end(), "main"), 1);
    EXPECT_EQ(std::count(reading.elements.begin(), reading.elements.end(), "h1"), 1);
  }
  EXPECT_NE(page("ar-XB").find("<html lang=\"ar-XB\" dir=\"rtl\">"), std::string::npos);
}

TEST(Report, no_visible_text_bypasses_the_catalogue) {
  Results full = testing_support::results();
  full.time = "by_date";
  full.sources[0].findings[0].tally.not_in_force = 77;
  for (const std::string& text : read(page("ar-XB", full)).translatable)
    EXPECT_TRUE(!has_letter(without_entities(text)) || text.find("\u202E") != std::string::npos) << text;
}

TEST(Report, every_key_it_uses_is_in_the_catalogue) {
  EXPECT_EQ(page("en").find("⟦"), std::string::npos);
}

TEST(Report, has_no_script_and_asks_for_nothing_outside) {
  const std::string html = page("en");
  EXPECT_NE(html.find("default-src 'none'; style-src 'unsafe-inline'"), std::string::npos);
  for (const char* outside : {"<script", "<link", "<img", "<iframe", "src=", "url(http", "@import", "href=\"http", "onclick"})
    EXPECT_EQ(html.find(outside), std::string::npos) << outside;
}

TEST(Report, a_table_stands_under_every_chart) {
  const std::string html = page("en");
  std::size_t charts = 0;
  for (std::size_t at = html.find("</svg>"); at != std::string::npos; at = html.find("</svg>", at + 1)) {
    ++charts;
    const std::size_t table = html.find("<table", at), next = html.find("<svg", at);
    EXPECT_LT(table, next);
  }
  EXPECT_GE(charts, 8u);
}

TEST(Report, tells_the_order_of_its_sections) {
  const std::string html = page("en");
  std::size_t last = 0;
  for (const char* id : {"id=\"summary\"", "id=\"elements\"", "id=\"sources\"", "id=\"readings\"", "id=\"mapping\"", "id=\"protection\"", "id=\"laws\"", "id=\"guide\""}) {
    const std::size_t at = html.find(id);
    ASSERT_NE(at, std::string::npos) << id;
    EXPECT_GT(at, last);
    last = at;
  }
}

TEST(Report, draws_no_line_over_spans_of_years) {
  Results spans = testing_support::results();
  spans.sources.resize(1);
  spans.sources[0].records_by["year"] = {{"2005-2013", 400}, {"2014-2018", 600}};
  std::erase_if(spans.sources[0].cells, [](const CellCount& cell) { return cell.dimension == "year"; });
  for (const auto& [span, records] : spans.sources[0].records_by["year"])
    spans.sources[0].cells.push_back({0, 0, "year", span, {records / 2, 0, records / 2, 0}});
  const std::string html = page("en", spans);
  EXPECT_EQ(html.find("years-0-0-title"), std::string::npos);
  EXPECT_NE(html.find("2005–2013"), std::string::npos);
}

TEST(Report, shows_no_exact_count) {
  const Results exact = testing_support::results();
  const std::string html = page("en");
  const core::Catalogue english("en");
  const auto hidden = [&](std::int64_t count) { return count % 10 == 0 || html.find('>' + english.number(count) + '<') == std::string::npos; };
  EXPECT_TRUE(hidden(exact.sources[0].rows_read));
  EXPECT_TRUE(hidden(exact.sources[0].rows_set_aside));
  for (const CellCount& cell : exact.sources[0].cells) EXPECT_TRUE(cell.dimension == "year" || hidden(cell.tally.yes)) << cell.tally.yes;
}

TEST(Report, a_small_count_is_shown_as_zero_to_nine) {
  EXPECT_NE(page("en").find(">0–9 to 60<"), std::string::npos);
}

TEST(Report, says_that_the_exact_count_lies_at_most_nine_above) {
  EXPECT_NE(page("en").find("The exact count lies at most 9 above"), std::string::npos);
}

TEST(Report, invented_data_are_marked_and_real_data_are_not) {
  Results real = testing_support::results();
  real.simulated = false;
  EXPECT_NE(page("en").find("class=\"notice\">Invented data."), std::string::npos);
  EXPECT_EQ(page("en", real).find("class=\"notice\""), std::string::npos);
}

TEST(Report, hostile_titles_stay_text) {
  Results hostile = testing_support::results();
  hostile.title = "<script>alert(1)</script>";
  hostile.sources[0].title = "\"><img src=x onerror=alert(1)>";
  hostile.definitions[0].law_title = "</title></svg><script>";
  const std::string html = page("en", hostile);
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("<img"), std::string::npos);
  EXPECT_EQ(read(html).problem, "");
}

TEST(Report, copes_with_a_study_that_found_nothing) {
  Results empty;
  empty.title = "Nothing yet";
  EXPECT_EQ(read(page("en", empty)).problem, "");
  Results no_cells = testing_support::results();
  for (SourceResults& source : no_cells.sources) source.cells.clear(), source.records_by.clear(), source.elements.clear(), source.findings.clear();
  EXPECT_EQ(read(page("en", no_cells)).problem, "");
}

// The text a reader sees, without marks and chances to break.
std::string plain(const std::string& html) {
  std::string out;
  for (std::size_t i = 0; i < html.size(); ++i)
    if (html[i] == '<') i = html.find('>', i);
    else out += html[i];
  return out;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Report, says_how_many_records_lie_outside_the_time_in_which_the_law_was_in_force) {
  const std::string caption = "Records whose conduct lies outside the time in which the law was in force";
  EXPECT_FALSE(has(page("en"), caption));
  Results by_date = testing_support::results();
  by_date.time = "by_date";
  by_date.sources[0].findings[0].tally.not_in_force = 9;
  EXPECT_FALSE(has(page("en", by_date), caption)) << "nine records must not be told from none";
  by_date.sources[0].findings[0].tally.not_in_force = 7777;
  const std::string html = page("en", by_date);
  const std::size_t table = html.find(caption), next = html.find("</table>", table);
  ASSERT_NE(table, std::string::npos);
  EXPECT_LT(html.find(">7,770<", table), next);
  EXPECT_LT(table, html.find("id=\"elements\"")) << "it stands in the summary";
  EXPECT_TRUE(has(html, "neither true nor false, and they are not among those that could meet it"));
}

TEST(Report, prints_the_sentence_of_an_assumption_in_every_mapping_that_a_reading_means) {
  const std::string text = plain(page("en"));
  EXPECT_TRUE(has(text, "ctdc.kanon/identified_victimThe person was registered as an identified victim"));
  EXPECT_TRUE(has(text, "hotline.jsonl/identified_victimThe caller was believed"));
  EXPECT_TRUE(has(text, "A recorded means of control was also a means"));
  Results one = testing_support::results();
  one.readings[1].assumptions = {"hotline.jsonl/identified_victim"};
  const std::string only = plain(page("en", one));
  EXPECT_TRUE(has(only, "The caller was believed"));
  EXPECT_FALSE(has(only, "The person was registered as an identified victim"));
}

TEST(Report, shows_what_could_still_meet_a_definition_without_an_assumption) {
  Results in = testing_support::results();
  in.sources[0].findings[3].possible_without["identified_victim"] = 12349;
  const std::string html = page("en", in);
  EXPECT_TRUE(has(html, ">Possible without it<"));
  EXPECT_TRUE(has(html, ">12,340<"));
}

TEST(Report, warns_of_definitions_that_leave_out_the_mental_element) {
  const std::string warning = "must not be compared with those of definitions that ask for intent";
  const std::string html = page("en");
  const std::size_t at = html.find(warning);
  ASSERT_NE(at, std::string::npos);
  const std::string list = plain(html.substr(at, html.find("</ul>", at) - at));
  EXPECT_TRUE(has(list, "Strafgesetzbuch § 232"));
  EXPECT_FALSE(has(list, "Protocol"));
  EXPECT_TRUE(has(html.substr(html.find("id=\"laws\"")), "not encoded: more records meet it"));
  Results all_ask = testing_support::results();
  for (CountedDefinition& definition : all_ask.definitions) definition.mental_element = true;
  EXPECT_FALSE(has(page("en", all_ask), warning));
}

TEST(Report, says_what_two_rounded_ends_mean) {
  const std::string html = page("en");
  EXPECT_TRUE(has(html, "at least 1,230 records"));
  EXPECT_TRUE(has(html, "at most 4,569 could"));
  EXPECT_TRUE(has(html, "it is counted as a no only under a reading that says so by name"));
  EXPECT_TRUE(has(html, "they count for a law that names everything the label may mean"));
}

TEST(Report, the_same_results_make_the_same_page) { EXPECT_EQ(page("en"), page("en")); }

}  // namespace
}  // namespace palermo::publish
