// SPDX-License-Identifier: Apache-2.0
// Controls: pairs inside duplicate-free lists, and what they teach of two people.
#include "palermo/link/controls.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "palermo/link/model_test.hpp"
#include "palermo/link/training.hpp"

namespace palermo::link {
namespace {

// 30 people on a list on which nobody stands twice, 20 on one that may repeat.
Records two_lists() {
  RecordReader reader{NameTables()};
  const auto rows = testing::invented_rows(50, 0, 3);
  std::vector<std::string_view> cells;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == 0) reader.begin_file({.name = "once", .role = {}, .duplicate_free = true}, testing::kHeader);
    if (i == 30) reader.begin_file({.name = "often", .role = {}, .duplicate_free = false}, testing::kHeader);
    cells.assign(rows[i].begin(), rows[i].end());
    reader.add_row(cells);
  }
  return reader.finish();
}

Controls controls_of(const Records& records, std::uint64_t most) {
  core::Silence silence;
  const TermFrequency frequency(records);
  return control_pairs(records, frequency, records.canonical_order(), most, 1, 1, silence);
}

TEST(Controls, are_all_pairs_inside_duplicate_free_lists_and_no_others) {
  const Records records = two_lists();
  const Controls all = controls_of(records, 1'000'000);
  EXPECT_EQ(all.pairs.size(), 30U * 29 / 2);
  EXPECT_EQ(all.share, 1);
  for (const ControlPair& pair : all.pairs) EXPECT_EQ(pair.list, 0);
  const Controls some = controls_of(records, 100);
  EXPECT_EQ(some.pairs.size(), 100U);
  EXPECT_DOUBLE_EQ(some.share, 100.0 / 435);
}

TEST(Controls, stand_for_the_pairs_between_lists_of_which_one_is_duplicate_free) {
  const Records records = two_lists();
  EXPECT_TRUE(controlled(records, 0, 1));
  EXPECT_FALSE(controlled(records, 0, 0));
  EXPECT_FALSE(controlled(records, 1, 1));
  const Controls controls = controls_of(records, 1'000'000);
  const PairGroups groups(records);
  Model model;
  model.prior = 0.01;
  for (const GroupPairs& group : groups.groups()) {
    GroupModel& one = model.groups.emplace_back();
    one.first = group.first;
    one.second = group.second;
    one.prior = 0.01;
  }
  std::vector<double> between(kKnown);  // what pairs between the lists speak to: the same as the controls
  for (const ControlPair& pair : controls.pairs) between[known_of(pair.pattern)] += 600.0 / 435;
  double stands = 0;
  for (const ControlWeight& control : control_weights(records, groups, model, controls, between)) stands += control.scale;
  EXPECT_NEAR(stands, 30 * 20, 1e-6);
}

// A fifth of all pairs are matches, and three in five of them agree on the place; two people do in one of 2,000 pairs. So what all
// pairs less the matches leave at that level is mostly error; the controls show it.
double u_of_place(double controls_at_that_level) {
  constexpr auto kPlace = static_cast<std::size_t>(Comparison::place);
  constexpr Level kAgrees = 4;
  PatternTable table;
  core::Stream stream(4, "test.controls");
  for (int k = 0; k < 20'000; ++k) {
    const bool match = k < 4000;
    PatternKey key;
    key.pattern = with_level(key.pattern, 1, match ? stream.chance(0.8) ? 17 : 14 : stream.chance(0.02) ? 17 : 1);
    key.pattern = with_level(key.pattern, 2, stream.chance(match ? 0.97 : 0.5) ? 2 : 1);
    key.pattern = with_level(key.pattern, kPlace, stream.chance(match ? 0.6 : 0.0005) ? kAgrees : 1);
    table.add(key);
  }
  TrainingData data{.compared = {}, .others = {}, .groups = {{"a", "b", 20'000}}, .controls = {}};
  const auto rows = table.rows();
  data.compared = rows;
  if (controls_at_that_level > 0) {
    constexpr double kControls = 400'000;
    data.controls[kPlace][0][kAgrees] = controls_at_that_level;
    data.controls[kPlace][0][1] = kControls - controls_at_that_level;
  }
  return train(data).model.comparisons[kPlace].u[0][kAgrees];
}

TEST(Controls, show_how_often_two_people_agree_where_matches_hide_it) {
  // 200 of 400,000 controls: a standard error of 7 %, and controls may differ from other pairs by 15 %; four of both together.
  const double reach = 4 * std::hypot(0.07, 0.15);
  EXPECT_NEAR(u_of_place(200), 0.0005, 0.0005 * reach);
  EXPECT_NEAR(u_of_place(800), 0.002, 0.002 * reach) << "u follows the controls";
}

}  // namespace
}  // namespace palermo::link
