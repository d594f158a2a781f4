// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/link_measures.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace palermo::cli {
namespace {

using Kind = ParityRow::Kind;

// 60 records: 30 women and 30 men by turns; 25 of KH, 25 of TH, the rest of five nationalities with one each and five without.
link::Records people() {
  link::Records records;
  const link::TextId kh = records.texts.add("kh"), th = records.texts.add("th");
  for (int i = 0; i < 60; ++i) {
    link::Record record;
    record.sex = i % 2 == 0 ? link::Sex::female : link::Sex::male;
    record.nationality = i < 25 ? kh : i < 50 ? th : i < 55 ? records.texts.add("x" + std::to_string(i)) : 0;
    records.records.push_back(record);
  }
  return records;
}

link::People singles(std::size_t count) {
  link::People out;
  out.person_of.resize(count);
  std::iota(out.person_of.begin(), out.person_of.end(), 0U);
  out.count = static_cast<link::PersonIndex>(count);
  return out;
}

const ParityRow& row_of(const std::vector<ParityRow>& rows, const std::string& field, Kind kind, const std::string& value) {
  for (const ParityRow& row : rows)
    if (row.field == field && row.kind == kind && row.value == value) return row;
  ADD_FAILURE() << field << " " << value;
  return rows.front();
}

TEST(LinkMeasures, every_pair_stands_in_one_bin_whatever_its_weight) {
  const auto bins = pairs_by_weight({{0, 1, -40, 0}, {0, 2, -10, 0}, {0, 3, -0.1, 0}, {0, 4, 0, 0}, {0, 5, 29.9, 1}, {0, 6, 99, 1}});
  ASSERT_EQ(bins.size(), 20U);
  EXPECT_EQ(bins.front().pairs, 2);
  EXPECT_EQ(bins[4].from, -2);
  EXPECT_EQ(bins[4].pairs, 1);
  EXPECT_EQ(bins[5].pairs, 1);
  EXPECT_EQ(bins.back().pairs, 2);
}

TEST(LinkMeasures, a_higher_threshold_links_fewer_pairs_more_surely) {
  const auto rows = by_threshold({{0, 1, 3, 0.9}, {0, 2, 0, 0.5}, {0, 3, -3, 0.1}}, 2);
  ASSERT_EQ(rows.size(), 9U);
  EXPECT_EQ(rows[0].pairs, 3);
  EXPECT_NEAR(rows[0].precision, 0.5, 1e-12);
  EXPECT_NEAR(rows[0].recall, 0.75, 1e-12);
  EXPECT_EQ(rows[4].pairs, 2);
  EXPECT_NEAR(rows[4].precision, 0.7, 1e-12);
  EXPECT_EQ(rows[8].pairs, 1);
  for (std::size_t i = 1; i < rows.size(); ++i) EXPECT_LE(rows[i].recall, rows[i - 1].recall);
  EXPECT_EQ(by_threshold({}, 0)[0].precision, 1) << "nothing linked, nothing wrong";
}

TEST(LinkMeasures, D32_small_groups_are_told_together_and_nobody_is_left_out) {
  const link::Records records = people();
  const auto rows = parity(records, {}, singles(60));
  EXPECT_EQ(row_of(rows, "sex", Kind::named, "female").records, 30);
  EXPECT_EQ(row_of(rows, "nationality", Kind::named, "kh").records, 25);
  EXPECT_EQ(row_of(rows, "nationality", Kind::small, "").records, 5);
  EXPECT_EQ(row_of(rows, "nationality", Kind::not_recorded, "").records, 5);
  for (const char* field : {"sex", "nationality"}) {
    std::int64_t sum = 0;
    for (const ParityRow& row : rows) sum += row.field == field ? row.records : 0;
    EXPECT_EQ(sum, 60) << field;
  }
}

TEST(LinkMeasures, D32_a_group_whose_matches_stay_apart_shows_a_gap) {
  const link::Records records = people();
  link::People found = singles(60);
  std::vector<link::ScoredPair> pairs;
  for (link::RecordIndex i = 0; i + 1 < 24; i += 2) {  // 12 expected matches of KH, all linked
    pairs.push_back({i, i + 1, 20, 1.0});
    found.person_of[i + 1] = found.person_of[i];
  }
  for (link::RecordIndex i = 25; i + 1 < 49; i += 2) pairs.push_back({i, i + 1, 20, 1.0});  // 12 of TH, none linked
  const auto rows = parity(records, pairs, found);
  EXPECT_NEAR(row_of(rows, "nationality", Kind::named, "kh").recall, 1, 1e-12);
  EXPECT_NEAR(row_of(rows, "nationality", Kind::named, "th").recall, 0, 1e-12);
  EXPECT_NEAR(row_of(rows, "nationality", Kind::named, "th").expected, 12, 1e-12);
  EXPECT_NEAR(parity_gap(rows), 1, 1e-12);
  EXPECT_LT(parity_gap(parity(records, {}, found)), 0) << "no matches, nothing to compare";
}

TEST(LinkMeasures, a_pair_of_two_groups_counts_for_both) {
  const link::Records records = people();
  const auto rows = parity(records, {{0, 1, 2, 0.8}}, singles(60));
  EXPECT_NEAR(row_of(rows, "sex", Kind::named, "female").expected, 0.8, 1e-12);
  EXPECT_NEAR(row_of(rows, "sex", Kind::named, "male").expected, 0.8, 1e-12);
  EXPECT_NEAR(row_of(rows, "nationality", Kind::named, "kh").expected, 0.8, 1e-12) << "once, not twice";
}

}  // namespace
}  // namespace palermo::cli
