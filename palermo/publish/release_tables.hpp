// SPDX-License-Identifier: Apache-2.0
// What a release is made of before it is written: published counts, and rows of nobody.
//
// Differential privacy: the plan's tables are measured first, each with discrete Gaussian noise of one variance, from `tables_share`
// of rho; then rows are synthesised with the rest, with those tables as a prior that costs nothing, so that both agree. Counts of the
// synthesis are published too. Closed circle: rows in which every combination of values, of any
// length, is shared by at least `minimum_shown` real people; no counts beside them (or one exact table and no rows: circle_table.hpp). Values of a nationality in fewer than
// `minimum_shown` rows are shown as other (D31), or as missing where there is no other.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/privacy/budget.hpp"
#include "palermo/privacy/person_table.hpp"
#include "palermo/privacy/randomness.hpp"
#include "palermo/privacy/synthesis.hpp"
#include "palermo/publish/plan_file.hpp"

namespace palermo::publish {

inline constexpr std::int64_t kNoMost = std::numeric_limits<std::int64_t>::max();

// One line of counts.csv: people whose columns have these values. The interval covers the exact count with the plan's confidence; in a
// closed circle's table it is what a reader can work out, and sure.
struct ReleaseCount {
  std::vector<std::string> columns;  // none: all people
  std::vector<std::string> values;   // kOtherText, or "" for missing
  std::int64_t people = 0;           // the noisy count, never below 0
  std::int64_t least = 0, most = 0;  // most may be kNoMost
  double standard_error = 0;
  std::optional<std::int64_t> rows;  // the same count in data.csv
  bool gap = false;                  // a count that is not shown; `people` means nothing
};

// What the linear attacker found in a closed circle's table, from what it shows: the cells that hide something, and the narrowest of them.
struct TableAttack {
  std::int64_t cells = 0;
  std::int64_t narrowest = 0;  // most − least
  void add(std::int64_t least, std::int64_t most);
};

struct ReleaseContent {
  std::vector<ReleaseCount> counts;
  privacy::CodedRows rows;                       // of the plan's codebook; empty without microdata
  std::vector<privacy::MeasuredInfo> measured;   // what was bought, in its order
  std::optional<privacy::SupportReport> support;
  std::optional<TableAttack> attacked;           // of a closed circle's table
  std::optional<privacy::PairError> pair_error;  // before rare nationalities are hidden
  privacy::Rho spent;
  privacy::Mark mark = privacy::Mark::secret_coins;
};

[[nodiscard]] core::Result<ReleaseContent> make_private(const ReleasePlan& plan, const privacy::PersonTable& people, privacy::Budget& budget,
                                                        privacy::Randomness& randomness, core::Progress& progress);
[[nodiscard]] core::Result<ReleaseContent> make_closed_circle(const ReleasePlan& plan, const privacy::PersonTable& people, privacy::Randomness& randomness,
                                                              core::Progress& progress);

// What each of the plan's tables costs of `total`; 0 when there is none.
[[nodiscard]] privacy::Rho cost_of_a_table(const ReleasePlan& plan, privacy::Rho total);
// z such that a normal value lies within z standard errors with this confidence.
[[nodiscard]] double two_sided_quantile(double confidence);

}  // namespace palermo::publish
