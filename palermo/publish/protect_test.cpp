// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/protect.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <type_traits>

#include "palermo/publish/results_fixture_test.hpp"

namespace palermo::publish {
namespace {

using testing_support::results;

// Nothing but protect() makes a protected count, and no exact result turns into a protected one.
static_assert(!std::is_default_constructible_v<ProtectedCount>);
static_assert(!std::is_constructible_v<ProtectedCount, std::int64_t>);
static_assert(!std::is_convertible_v<std::int64_t, ProtectedCount>);
static_assert(!std::is_constructible_v<ProtectedResults, Results>);
static_assert(!std::is_convertible_v<Results, ProtectedResults>);
static_assert(!std::is_constructible_v<ProtectedTally, Tally>);

Results one_source(const std::map<std::string, std::int64_t>& countries) {
  Results out = results();
  SourceResults& source = out.sources[0];
  source.cells.clear();
  source.records_by = {{"country", countries}};
  for (const auto& [country, records] : countries) source.cells.push_back({0, 0, "country", country, {records, 0, 0, 0}});
  out.sources.resize(1);
  return out;
}

const ProtectedBreakdown& breakdown(const ProtectedSource& source, const std::string& dimension) {
  return *std::find_if(source.breakdowns.begin(), source.breakdowns.end(), [&](const auto& b) { return b.dimension == dimension; });
}

TEST(Protection, the_exact_count_lies_at_most_nine_above_the_count_shown) {
  EXPECT_TRUE(rc::check("floor", [] {
    const auto exact = *rc::gen::inRange<std::int64_t>(0, 10'000'000);
    Results in = results();
    in.sources[0].rows_read = exact;
    const std::int64_t shown = protect(in).sources[0].rows_read.value();
    RC_ASSERT(shown % 10 == 0);
    RC_ASSERT(shown <= exact && exact - shown <= 9);
  }));
}

TEST(Protection, a_total_is_floored_from_its_own_exact_count_and_not_from_floored_parts) {
  const ProtectedResults out = protect(one_source({{"KH", 19}, {"ID", 19}, {"UA", 19}, {"", 0}}));
  Results in = results();
  in.sources[0].findings = {{0, 0, {57, 0, 0, 0}, {}, {}}};
  EXPECT_EQ(protect(in).sources[0].findings[0].tally.certain.value(), 50) << "the floored parts add up to 30";
  for (const ProtectedRow& row : breakdown(out.sources[0], "country").rows)
    EXPECT_EQ(row.records.value(), row.category.kind == Category::Kind::named ? 10 : 0);
}

TEST(Protection, the_upper_bound_is_floored_from_certain_and_unknown_together) {
  Results in = results();
  in.sources[0].findings = {{0, 0, {9, 9, 0, 0}, {{"a", 9}}, {{"a", 29}}}};
  const ProtectedFinding finding = protect(in).sources[0].findings[0];
  EXPECT_TRUE(finding.tally.certain.small());
  EXPECT_EQ(finding.tally.possible.value(), 10);
  EXPECT_TRUE(finding.certain_without.at("a").small());
  EXPECT_EQ(finding.possible_without.at("a").value(), 20);
}

TEST(Protection, a_country_with_fewer_than_ten_records_is_not_named) {
  const ProtectedResults out = protect(one_source({{"KH", 30}, {"AZ", 9}, {"BO", 8}, {"", 3}}));
  const auto& rows = breakdown(out.sources[0], "country").rows;
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].category, (Category{Category::Kind::named, "KH"}));
  EXPECT_EQ(rows[1].category.kind, Category::Kind::others);
  EXPECT_EQ(rows[1].records.value(), 10) << "17 of them, from their own exact sum";
  EXPECT_EQ(rows[1].cells[0].tally.certain.value(), 10);
  EXPECT_EQ(rows[2].category.kind, Category::Kind::not_recorded);
  EXPECT_FALSE(out.country_names.contains("AZ"));
}

TEST(Protection, the_presence_of_a_row_says_nothing) {
  const auto kinds = [](const ProtectedResults& out) {
    std::vector<Category::Kind> kinds_of;
    for (const ProtectedRow& row : breakdown(out.sources[0], "country").rows) kinds_of.push_back(row.category.kind);
    return kinds_of;
  };
  EXPECT_EQ(kinds(protect(one_source({{"KH", 30}, {"AZ", 3}}))), kinds(protect(one_source({{"KH", 30}, {"", 9}}))));
}

TEST(Protection, the_order_of_countries_tells_no_exact_count) {
  const auto a = protect(one_source({{"KH", 31}, {"UA", 38}})), b = protect(one_source({{"KH", 38}, {"UA", 31}}));
  for (std::size_t i = 0; i < 2; ++i)
    EXPECT_EQ(breakdown(a.sources[0], "country").rows[i].category, breakdown(b.sources[0], "country").rows[i].category);
}

TEST(Protection, nothing_outside_changes_while_every_count_keeps_its_tens) {
  Results in = one_source({{"KH", 31}, {"UA", 42}, {"", 13}});
  in.sources[0].columns[1].distinct_not_understood = 5;
  const ProtectedResults before = protect(in);
  in.sources[0].rows_read += 9 - in.sources[0].rows_read % 10;
  in.sources[0].columns[1].distinct_not_understood = 77;
  in.sources[0].records_by["country"]["KH"] = 39;
  const ProtectedResults after = protect(in);
  EXPECT_EQ(before.sources[0].rows_read, after.sources[0].rows_read);
  EXPECT_EQ(breakdown(before.sources[0], "country").rows[0].records, breakdown(after.sources[0], "country").rows[0].records);
}

TEST(Protection, a_share_is_made_of_floored_numbers_and_needs_a_hundred_records) {
  Results in = results();
  in.sources[0].findings = {{0, 0, {39, 0, 60, 0}, {}, {}}, {0, 1, {39, 0, 70, 0}, {}, {}}};
  const auto findings = protect(in).sources[0].findings;
  EXPECT_FALSE(share(findings[0].tally.certain, findings[0].tally.records)) << "99 records show as 90";
  EXPECT_DOUBLE_EQ(share(findings[1].tally.certain, findings[1].tally.records).value(), 0.3);
}

TEST(Protection, a_drift_is_floored_from_the_exact_number_of_filled_records) {
  Results in = results();
  in.sources[0].records_by["year"] = {{"2013", 333}, {"2014", 401}};
  in.sources[0].drifts = {{"meansOfControlThreats", "2013", "2014", 222.0 / 333, 99.0 / 401}};
  const ProtectedDrift drift = protect(in).sources[0].drifts[0];
  EXPECT_EQ(drift.filled_before.value(), 220);
  EXPECT_EQ(drift.records_before.value(), 330);
  EXPECT_EQ(drift.filled_after.value(), 90);
}

TEST(Protection, nationality_does_not_leave) {
  Results in = results();
  in.sources[0].records_by["citizenship"] = {{"KH", 500}};
  in.sources[0].cells.push_back({0, 0, "citizenship", "KH", {500, 0, 0, 0}});
  const ProtectedResults out = protect(in);
  for (const ProtectedBreakdown& b : out.sources[0].breakdowns) EXPECT_NE(b.dimension, "citizenship");
}

TEST(Protection, a_reason_of_fewer_than_ten_rows_is_not_told) {
  const auto reasons = protect(results()).sources[0].set_aside_reasons;
  EXPECT_EQ(reasons.size(), 1u);
  EXPECT_EQ(reasons.at("aside.wrong_field_count").value(), 30);
}

// What docs/methods/floor.md warns of, so that nobody forgets it: floors that share exact margins can still pin a cell.
TEST(Protection, ten_cells_of_nine_are_found_from_their_total_of_ninety) {
  std::int64_t floors = 0, total = 0;
  for (int cell = 0; cell < 10; ++cell) floors += 9 / kFloorBase * kFloorBase, total += 9;
  const std::int64_t shown_total = total / kFloorBase * kFloorBase;
  EXPECT_EQ(shown_total - floors, 10 * (kFloorBase - 1)) << "the parts can only add up to this if each of them is 9";
}

TEST(ProtectionDeathTest, stops_at_a_count_below_zero) {
  Results in = results();
  in.sources[0].rows_read = -1;
  EXPECT_DEATH((void)protect(in), "a count below zero");
}

}  // namespace
}  // namespace palermo::publish
