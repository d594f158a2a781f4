// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/circle_table.hpp"

#include <gtest/gtest.h>

#include <map>

#include "palermo/publish/release_fixture_test.hpp"

namespace palermo::publish {
namespace {

std::string table_plan(std::string_view workload) { return plan_text("mode: closed-circle-table\nagreement: Between two invented bodies", workload); }

using Cell = std::pair<std::vector<std::string>, std::vector<std::string>>;

ReleaseContent content_of(const ReleasePlan& plan, const ReleasePeople& people, unsigned char key = 1) {
  core::Silence silence;
  privacy::RandomRounding::Key secret{};
  secret.fill(key);
  auto content = make_circle_table(plan, people.table, secret, silence);
  EXPECT_TRUE(content.has_value()) << (content ? "" : content.error().kind.code);
  return std::move(*content);
}

// The exact number of people with these values, by going through the rows one by one.
std::int64_t exact_count(const ReleasePlan& plan, const ReleasePeople& people, const ReleaseCount& count) {
  const privacy::CodedRows& rows = people.table.inside_rows();
  std::int64_t exact = 0;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    bool alike = true;
    for (std::size_t i = 0; i < count.columns.size(); ++i) alike = alike && privacy::text_at(*plan.codebook, rows, *plan.codebook->find(count.columns[i]), row) == count.values[i];
    exact += alike ? 1 : 0;
  }
  return exact;
}

TEST(CircleTable, D29_small_numbers_are_gaps_that_nobody_can_tell_to_be_small) {
  const ReleasePlan plan = small_plan(table_plan("workload: {tables: [[year, sex]]}"));
  const ReleasePeople people = invented(plan, 31);  // six men, two a year
  const ReleaseContent content = content_of(plan, people);
  std::int64_t gaps = 0, shown = 0;
  for (const ReleaseCount& count : content.counts) {
    const std::int64_t exact = exact_count(plan, people, count);
    EXPECT_LE(count.least, exact);
    EXPECT_GE(count.most, exact);
    if (count.gap) {
      ++gaps;
      EXPECT_GE(count.most, plan.minimum_shown) << count.columns.size();
    } else {
      ++shown;
      EXPECT_EQ(count.people, exact);
      EXPECT_TRUE(exact == 0 || exact >= plan.minimum_shown);
    }
  }
  EXPECT_GE(gaps, 3 + 1 + 1);  // the men of each year, all men, and a helper at least
  EXPECT_GE(shown, 1);
  EXPECT_EQ(content.attacked->cells, gaps);
  EXPECT_GE(content.attacked->narrowest, plan.minimum_shown - 1 - 2);
}

TEST(CircleTable, D29_a_table_passes_the_check_and_a_gap_that_is_told_is_found) {
  Desk desk;
  const ReleasePlan plan = small_plan(table_plan("workload: {tables: [[sex, citizenship]]}"));
  ASSERT_EQ(code(desk.make(plan, invented(plan, 120))), "");
  EXPECT_EQ(desk.problems(), std::multiset<std::string>());
  EXPECT_FALSE(std::filesystem::exists(desk.out + "/data.csv"));
  EXPECT_EQ(desk.file("manifest.json").find("no real person"), std::string::npos);  // these are counts of real people
  std::string counts = desk.file("counts.csv");
  counts += "sex,male,,,,1,4,,\n";
  desk.rewrite("counts.csv", counts);
  EXPECT_EQ(desk.problems().count("D29 gap_told"), 1U);
}

TEST(CircleTable, D29_somebody_in_an_exact_table_is_in_no_other_closed_circle) {
  Desk desk;
  const ReleasePlan plan = small_plan(table_plan("workload: {tables: [[year, sex]]}"));
  ASSERT_EQ(code(desk.make(plan, invented(plan, 900))), "");
  const std::string counts = desk.file("counts.csv");
  EXPECT_EQ(code(desk.make(plan, invented(plan, 900))), "");  // the same again says nothing new
  EXPECT_EQ(desk.file("counts.csv"), counts);
  EXPECT_EQ(code(desk.make(plan, invented(plan, 1000))), "release.difference");  // the hundred who came would be counted exactly
  EXPECT_EQ(code(desk.make(small_plan(table_plan("workload: {tables: [[sex, citizenship]]}")), invented(plan, 900))), "release.difference");
  EXPECT_EQ(code(desk.make(small_plan(plan_text("mode: closed-circle\nagreement: Between two invented bodies", "")), invented(plan, 900))), "release.difference");
}

TEST(CircleTable, D29_rounded_numbers_whose_total_gives_them_away_are_refused) {
  const ReleasePlan plan = small_plan(table_plan("workload: {tables: [[year]], counts: floor}"),
                                      "format: palermo-codebook/1\nid: small\ntitle: Three columns\nsubject: person\ncolumns:\n  - {name: year, title: Year, range: {from: 2018, to: 2025}}\n"
                                      "  - {name: sex, title: Sex, values: [female, male]}\n  - {name: citizenship, title: Citizenship, values: [AA, BB, CC]}\n");
  privacy::CodedRows rows;
  rows.columns.resize(3);
  const std::size_t years = plan.codebook->columns[0].size();
  for (std::size_t i = 0; i < 9 * years; ++i) {  // nine of each year, and of other and missing years
    rows.columns[0].push_back(static_cast<privacy::Level>(i % years));
    rows.columns[1].push_back(0);
    rows.columns[2].push_back(0);
  }
  ASSERT_EQ(9 * years, 90U);
  core::Silence silence;
  const auto made = make_circle_table(plan, privacy::PersonTable(plan.codebook, rows), {}, silence);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().kind.code, "release.table_gives_away");
}

TEST(CircleTable, D29_a_small_total_that_the_rounded_numbers_give_away_is_refused) {
  const ReleasePlan plan = small_plan(table_plan("workload: {tables: [[year, sex]], counts: floor}"),
                                      "format: palermo-codebook/1\nid: small\ntitle: Three columns\nsubject: person\ncolumns:\n  - {name: year, title: Year, range: {from: 2018, to: 2025}}\n"
                                      "  - {name: sex, title: Sex, values: [female, male]}\n  - {name: citizenship, title: Citizenship, values: [AA, BB, CC]}\n");
  privacy::CodedRows rows;
  rows.columns.resize(3);
  const std::size_t years = plan.codebook->columns[0].size();
  for (std::size_t i = 0; i < 9 * years; ++i) {  // nine of each year, five women and four men: no cell is settled, but each year is
    rows.columns[0].push_back(static_cast<privacy::Level>(i % years));
    rows.columns[1].push_back(static_cast<privacy::Level>(i / years < 5 ? 0 : 1));
    rows.columns[2].push_back(0);
  }
  core::Silence silence;
  const auto made = make_circle_table(plan, privacy::PersonTable(plan.codebook, rows), {}, silence);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().kind.code, "release.table_gives_away");
}

// That AA is named tells that ten people have it at least; so AA, twelve people, cannot be the helper that hides four of others.
TEST(CircleTable, D31_that_a_nationality_is_named_does_not_tell_that_the_others_are_few) {
  const ReleasePlan plan = small_plan(table_plan("workload: {tables: [[citizenship]]}"));
  privacy::CodedRows rows;
  rows.columns.resize(3);
  for (int i = 0; i < 396; ++i) {
    rows.columns[0].push_back(0);
    rows.columns[1].push_back(0);
    rows.columns[2].push_back(static_cast<privacy::Level>(i < 12 ? 0 : i < 392 ? 1 : 2));
  }
  core::Silence silence;
  const auto made = make_circle_table(plan, privacy::PersonTable(plan.codebook, rows), {}, silence);
  ASSERT_TRUE(made.has_value());
  std::int64_t left = 396;  // for the gaps, less the ten that each named one has
  bool total_shown = false;
  for (const ReleaseCount& count : made->counts) {
    if (count.columns.empty()) {
      total_shown = !count.gap;
    } else if (!count.gap) {
      EXPECT_NE(count.values[0], "other");
      left -= count.people;
    } else if (count.values[0] != "other") {
      EXPECT_GE(count.least, plan.minimum_shown);
      left -= plan.minimum_shown;
    }
  }
  EXPECT_TRUE(!total_shown || left >= plan.minimum_shown) << left;
}

TEST(CircleTable, rounded_numbers_are_multiples_within_what_rounding_leaves) {
  for (const std::string_view word : {"floor", "random"}) {
    const ReleasePlan plan = small_plan(table_plan("workload: {tables: [[sex, citizenship]], counts: " + std::string(word) + "}"));
    const ReleasePeople people = invented(plan, 937);
    const ReleaseContent content = content_of(plan, people), again = content_of(plan, people), other = content_of(plan, people, 2);
    bool same = true;
    for (std::size_t i = 0; i < content.counts.size(); ++i) {
      const ReleaseCount& count = content.counts[i];
      EXPECT_EQ(count.people % 10, 0);
      EXPECT_EQ(count.people, again.counts[i].people);
      same = same && count.people == other.counts[i].people;
      if (count.columns.size() == 1 && count.values[0] == "other") continue;  // the few of CC stand there
      const std::int64_t exact = exact_count(plan, people, count);
      if (count.values.empty() || count.values.back() != "other") {
        EXPECT_LE(count.least, exact);
        EXPECT_GE(count.most, exact);
      }
    }
    EXPECT_EQ(same, word == "floor") << "chance comes from the register's secret";
  }
}

TEST(CircleTable, D31_a_nationality_of_few_is_counted_as_other_and_not_named) {
  const ReleasePlan plan = small_plan(table_plan("workload: {tables: [[citizenship]]}"));
  const ReleasePeople people = invented(plan, 400);  // four citizens of CC
  std::map<std::string, ReleaseCount> counts;
  for (const ReleaseCount& count : content_of(plan, people).counts) counts.emplace(count.values.empty() ? "" : "=" + count.values[0], count);
  EXPECT_FALSE(counts.contains("=CC"));
  ASSERT_TRUE(counts.contains("=other"));
  EXPECT_TRUE(counts.at("=other").gap);
  EXPECT_LE(counts.at("=other").least, 4);
}

TEST(CircleTable, a_plan_of_two_tables_or_of_rows_beside_one_is_refused) {
  const auto refused = [](const std::string& text) {
    const auto plan = parse_plan(text, kCodebook, "plan.yaml");
    return !plan && plan.error().kind.code == "release.bad_plan";
  };
  EXPECT_TRUE(refused(table_plan("workload: {tables: [[sex], [year]]}")));
  EXPECT_TRUE(refused(table_plan("")));
  EXPECT_TRUE(refused(table_plan("workload: {tables: [[sex]], microdata: true}")));
  EXPECT_TRUE(refused(plan_text("mode: dp\nepsilon: 3\ndelta: 1.0e-6", "workload: {tables: [[sex]], counts: gaps}")));
  EXPECT_FALSE(refused(table_plan("workload: {tables: [[sex]], counts: random}")));
}

}  // namespace
}  // namespace palermo::publish
