// SPDX-License-Identifier: Apache-2.0
// Coverage: intervals with the choice of the model inside hold a known truth as often as they say (nominal 95 %).
//
// Populations of a fixed size whose people are alike and whose lists depend on each other as stated. Tolerance: three standard deviations of a
// binomial of as many tables; each claim also says what would have been noticed. People who differ are another matter: there no interval covers
// (docs/methods/estimate-loglinear.md), and the verdict has to refuse (palermo/estimate/verdict_test.cpp).
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/random.hpp"
#include "palermo/estimate/bootstrap.hpp"
#include "palermo/estimate/loglinear_fit.hpp"
#include "palermo/estimate/selection.hpp"

namespace palermo::estimate {
namespace {

constexpr double kLevel = 0.95;
constexpr int kTables = 200;
constexpr int kReplicates = 200;

// Being on `from` adds log_odds to the log odds of `to`, a later list; forbidden: who is on `from` never comes to `to`.
struct Tie {
  std::size_t from = 0, to = 0;
  double log_odds = 0;
  bool forbidden = false;
};

struct Truth {
  int people = 0;
  std::vector<double> chances;
  std::vector<Tie> ties;
};

HistoryCounts table_of(const Truth& truth, std::uint64_t run) {
  core::Stream stream(71, "test.coverage", run);
  std::vector<std::int64_t> counts(std::size_t{1} << truth.chances.size());
  std::vector<std::string> names;
  for (std::size_t i = 0; i < truth.chances.size(); ++i) names.emplace_back(1, static_cast<char>('A' + i));
  for (int person = 0; person < truth.people; ++person) {
    std::size_t on = 0;
    for (std::size_t list = 0; list < truth.chances.size(); ++list) {
      double log_odds = std::log(truth.chances[list] / (1 - truth.chances[list]));
      bool shut = false;
      for (const Tie& tie : truth.ties) {
        if (tie.to != list || (on >> tie.from & 1U) == 0) continue;
        log_odds += tie.log_odds;
        shut = shut || tie.forbidden;
      }
      if (!shut && stream.chance(1 / (1 + std::exp(-log_odds)))) on |= std::size_t{1} << list;
    }
    ++counts[on];
  }
  counts[0] = 0;
  return HistoryCounts(std::move(names), std::move(counts));
}

struct Coverage {
  int covered = 0;
  int without = 0;       // tables without an interval
  double mean_log = 0;   // mean log (estimate / truth)
  int main_effects = 0;  // tables whose Wald interval of main effects holds the truth
};

using Maker = std::function<EstimatorMaker(const HistoryCounts&)>;

Coverage coverage(const Truth& truth, const Maker& maker) {
  Coverage out;
  const auto inside = [&](const Limits& limits) { return limits.lo <= truth.people && truth.people <= limits.hi; };
  for (int run = 0; run < kTables; ++run) {
    const HistoryCounts table = table_of(truth, static_cast<std::uint64_t>(run));
    if (const auto fit = fit_loglinear(table, Hierarchy(table.lists()))) out.main_effects += inside(wald_interval(*fit)) ? 1 : 0;
    core::Silence silence;
    const auto sample = bootstrap(table, maker(table), {.seed = static_cast<std::uint64_t>(run), .replicates = kReplicates}, silence);
    if (!sample) {
      ++out.without;
      continue;
    }
    out.covered += inside(sample->bca(kLevel)) ? 1 : 0;
    out.mean_log += std::log(sample->estimate / truth.people) / kTables;
  }
  testing::Test::RecordProperty("covered", out.covered);
  testing::Test::RecordProperty("without", out.without);
  testing::Test::RecordProperty("mean_log", std::to_string(out.mean_log));
  testing::Test::RecordProperty("main_effects", out.main_effects);
  return out;
}

int least() { return static_cast<int>(std::floor(kTables * (kLevel - 3 * std::sqrt(kLevel * (1 - kLevel) / kTables)))); }

EstimatorMaker stepwise_of(const HistoryCounts& table) { return stepwise(table.lists()); }
EstimatorMaker best_bic_of(const HistoryCounts& table) { return best_bic(table, 2).value(); }

const Truth kDependent{.people = 2'000, .chances = {0.2, 0.15, 0.25, 0.15}, .ties = {{.from = 0, .to = 1, .log_odds = std::log(4.0)}}};
const Truth kSparse{.people = 3'000,
                    .chances = {0.06, 0.05, 0.08, 0.04, 0.05},
                    .ties = {{.from = 0, .to = 1, .log_odds = std::log(3.0)}, {.from = 2, .to = 3, .forbidden = true}}};

TEST(Coverage, stepwise_where_two_lists_depend_on_each_other) {
  const Coverage one = coverage(kDependent, stepwise_of);
  EXPECT_GE(one.covered, least());
  EXPECT_EQ(one.without, 0);
  EXPECT_LT(one.main_effects, kTables / 2) << "the dependence is too weak for the test to mean anything";
}

TEST(Coverage, best_bic_where_two_lists_depend_on_each_other) {
  const Coverage one = coverage(kDependent, best_bic_of);
  EXPECT_GE(one.covered, least());
  EXPECT_EQ(one.without, 0);
}

TEST(Coverage, stepwise_on_a_sparse_table_with_a_pair_that_cannot_meet) {
  const Coverage one = coverage(kSparse, stepwise_of);
  EXPECT_GE(one.covered, least());
  EXPECT_LE(one.without, kTables / 50);
}

}  // namespace
}  // namespace palermo::estimate
