// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/history_counts.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace palermo::estimate {
namespace {

TEST(HistoryCounts, add_strata_and_years_up) {
  const auto table = core::CaptureTable::make({"a", "b"}, {{1, 4, "north", 2020}, {1, 3, "south", 2021}, {3, 2, "north", 2020}, {2, 5, {}, 0}});
  const HistoryCounts counts(*table);
  EXPECT_EQ(counts[1], 7);
  EXPECT_EQ(counts.observed(), 14);
  EXPECT_EQ(counts.on_exactly(1), 12);
  EXPECT_EQ(counts.on_exactly(2), 2);
  EXPECT_EQ(counts.supersets(), (std::vector<std::int64_t>{14, 9, 7, 2}));
}

RC_GTEST_PROP(HistoryCounts, supersets_are_the_sums_that_their_name_says, ()) {
  const int lists = *rc::gen::inRange(1, 7);
  std::vector<std::int64_t> counts(std::size_t{1} << lists);
  for (std::size_t w = 1; w < counts.size(); ++w) counts[w] = *rc::gen::inRange(0, 50);
  const HistoryCounts table(std::vector<std::string>(static_cast<std::size_t>(lists), "list"), counts);
  const std::vector<std::int64_t> sums = table.supersets();
  for (std::size_t w = 0; w < counts.size(); ++w) {
    std::int64_t expected = 0;
    for (std::size_t v = 0; v < counts.size(); ++v)
      if ((v & w) == w) expected += counts[v];
    RC_ASSERT(sums[w] == expected);
  }
}

}  // namespace
}  // namespace palermo::estimate
