// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/selection.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "palermo/estimate/bootstrap.hpp"
#include "palermo/estimate/pair_search.hpp"
#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

constexpr std::uint64_t kSeed = 20261122;

ModelRanking rank(const HistoryCounts& table, int order, int threads = 1) {
  core::Silence silence;
  return rank_models(table, {.order = order, .threads = threads}, silence).value();
}

TEST(Stepwise, gives_the_published_estimates) {
  struct Published {
    const char* table;
    long estimate, lo, hi;  // conditional Wald interval, as SparseMSE prints it
    const char* model;
  };
  for (const Published& published :
       {Published{"uk5", 11'313, 9'884, 13'027, "[LA*NG][LA*PFNCA][NG*GO][NG*GP][PFNCA*GP][GO*GP]"},
        {"uk6", 11'418, 9'977, 13'146, "[LA*NG][LA*PF][NG*GO][NG*GP][PF*GP][GO*GP][PF*NCA]"},
        {"netherlands5", 121'522, 98'675, 150'139, "[IO*K][IO*P][K*R][P*R][IO*Z][P*Z]"},
        {"netherlands6", 111'139, 92'440, 133'992, "[IK][KO][OP][KR][PR][IZ][OZ][PZ]"},
        {"neworleans5", 1'034, 658, 1'709, "[A][BEFG][C][D][H]"},
        {"neworleans8", 1'184, 721, 2'046, "[A][B][C][F][G][H][DE]"},
        {"western5", 2'483, 1'657, 3'830, "[B][C][D][AE]"},
        {"australia4", 6'496, 2'882, 15'401, "[AB][BC][BD]"},
        {"kosovo4", 14'342, 12'541, 16'540, "[EXH*ABA][EXH*OSCE][ABA*OSCE][EXH*HRW][OSCE*HRW]"},
        {"korea3", 269, 203, 390, "[d][bc]"}}) {
    const HistoryCounts table = published_table(published.table);
    const auto selected = select_stepwise(table);
    ASSERT_TRUE(selected.has_value()) << published.table;
    EXPECT_EQ(std::lround(selected->fit.estimate), published.estimate) << published.table;
    // R takes the standard error from the weights of its last iteration but one: a millionth.
    const Limits wald = wald_interval(selected->fit);
    EXPECT_NEAR(wald.lo, static_cast<double>(published.lo), 0.5 + 1e-6 * wald.lo) << published.table;
    EXPECT_NEAR(wald.hi, static_cast<double>(published.hi), 0.5 + 1e-6 * wald.hi) << published.table;
    EXPECT_EQ(selected->fit.model.text(table.names()), published.model);
    EXPECT_EQ(selected->steps.size() + 1 + static_cast<std::size_t>(table.lists()), selected->fit.parameters);
    for (const SelectionStep& step : selected->steps) EXPECT_LT(step.value, std::log(0.02));
  }
}

TEST(Stepwise, a_pair_whose_model_has_no_estimate_is_passed_over_and_told) {
  // A and B meet far more often than by chance, and [AB][C] has no estimate: C met nobody.
  const HistoryCounts table(letters(3), {0, 40, 30, 60, 200, 0, 0, 0});
  const auto selected = select_stepwise(table);
  ASSERT_TRUE(selected.has_value());
  for (const SelectionStep& step : selected->steps) EXPECT_NE(step.added, 0b011U);
  const auto pair = Hierarchy::parse("[AB][C]", table.names());
  EXPECT_FALSE(fit_loglinear(table, pair.value()).has_value());
}

TEST(Aic, gives_the_published_estimate_of_uk6) {
  // modslavmse prints where the profile likelihood is highest (11,409); the Poisson estimate of the same model is 11,418.
  const HistoryCounts table = published_table("uk6");
  const Selected selected = select_aic(table).value();
  const Profile profile = profile_interval(table, selected.fit.model).value();
  EXPECT_EQ(std::lround(profile.estimate), 11'409);
  EXPECT_EQ(std::lround(profile.interval.lo), 9'982);
  EXPECT_EQ(std::lround(profile.interval.hi), 13'182);
}

TEST(Aic, agrees_with_the_peer_where_it_was_run) {
  struct Run {
    const char* table;
    long estimate, lo, hi;
  };
  for (const Run& run : {Run{"kosovo4", 14'326, 12'525, 16'543}, {"australia4", 6'455, 3'130, 17'580}, {"western5", 2'474, 1'681, 3'928},
                         {"neworleans5", 1'027, 666, 1'762}}) {
    const HistoryCounts table = published_table(run.table);
    const Profile profile = profile_interval(table, select_aic(table).value().fit.model).value();
    EXPECT_EQ(std::lround(profile.estimate), run.estimate) << run.table;
    EXPECT_EQ(std::lround(profile.interval.lo), run.lo) << run.table;
    EXPECT_EQ(std::lround(profile.interval.hi), run.hi) << run.table;
  }
}

TEST(Ranking, gives_the_published_best_models) {
  struct Published {
    const char* table;
    int order;
    long estimate;
    const char* model;
  };
  for (const Published& published : {Published{"uk5", 2, 22'991, "[LA*NG][LA*PFNCA][NG*PFNCA][PFNCA*GO][NG*GP]"},
                                     {"uk5", 4, 25'311, "[PFNCA*GO][NG*GP][LA*NG*PFNCA]"},
                                     {"kosovo4", 2, 14'342, "[EXH*ABA][EXH*OSCE][ABA*OSCE][EXH*HRW][OSCE*HRW]"},
                                     {"kosovo4", 3, 10'357, "[EXH*HRW][OSCE*HRW][EXH*ABA*OSCE]"},
                                     {"korea3", 2, 157, "[bc][cd]"},
                                     {"netherlands5", 2, 48'013, "[IO*K][K*P][K*R][IO*Z][K*Z][P*Z][R*Z]"}}) {
    const HistoryCounts table = published_table(published.table);
    const ModelRanking ranking = rank(table, published.order);
    EXPECT_EQ(std::lround(ranking.best().estimate), published.estimate) << published.table;
    EXPECT_EQ(ranking.best().model.text(table.names()), published.model);
  }
  EXPECT_NEAR(rank(published_table("uk5"), 2).best().bic, 196.5398, 0.00005);
}

TEST(Ranking, gives_the_published_spread_within_ten_units) {
  struct Run {
    const char* table;
    std::size_t models;
    long lo, hi;
  };
  for (const Run& run : {Run{"korea3", 2, 157, 269}, {"australia4", 4, 5'263, 7'654}, {"western5", 71, 1'596, 5'954},
                         {"neworleans5", 103, 716, 2'750}, {"uk5", 33, 10'546, 29'035}, {"netherlands5", 9, 40'608, 121'522}}) {
    const ModelRanking ranking = rank(published_table(run.table), 2);
    EXPECT_EQ(ranking.within(10), run.models) << run.table;
    EXPECT_EQ(std::lround(ranking.spread().lo), run.lo) << run.table;
    EXPECT_EQ(std::lround(ranking.spread().hi), run.hi) << run.table;
  }
  EXPECT_EQ(rank(published_table("korea3"), 2).estimable, 6U);
}

TEST(Ranking, holds_every_model_once_each_as_it_is_fitted_alone) {
  const HistoryCounts table = published_table("western5");
  const ModelRanking ranking = rank(table, 3);
  ASSERT_EQ(ranking.models.size(), all_hierarchies(5, 3)->size());
  double weights = 0;
  for (std::size_t i = 0; i < ranking.models.size(); ++i) {
    const RankedModel& model = ranking.models[i];
    weights += model.weight;
    EXPECT_EQ(model.status == ModelStatus::fine, i < ranking.estimable);
    if (i % 61 != 0) continue;
    const auto fit = fit_loglinear(table, model.model);
    ASSERT_EQ(fit.has_value(), model.status == ModelStatus::fine);
    if (!fit) continue;
    EXPECT_NEAR(fit->bic, model.bic, 1e-8);
    EXPECT_NEAR(fit->estimate, model.estimate, 1e-6 * fit->estimate);
    EXPECT_NEAR(wald_interval(*fit).hi, model.wald(ranking.observed).hi, 1e-5 * fit->estimate);
  }
  EXPECT_NEAR(weights, 1, 1e-12);
  EXPECT_GT(ranking.averaged(), ranking.spread(1000).lo);
  EXPECT_LT(ranking.averaged(), ranking.spread(1000).hi);
}

TEST(Ranking, does_not_depend_on_the_number_of_threads_or_the_order_of_lists) {
  const HistoryCounts table = published_table("uk5");
  const ModelRanking one = rank(table, 2, 1), three = rank(table, 2, 3), other = rank(reordered(table, {3, 0, 4, 1, 2}), 2);
  for (std::size_t i = 0; i < one.models.size(); ++i) {
    EXPECT_EQ(one.models[i].model, three.models[i].model);
    EXPECT_EQ(one.models[i].bic, three.models[i].bic);
    EXPECT_EQ(one.models[i].estimate, three.models[i].estimate);
  }
  EXPECT_NEAR(one.best().estimate, other.best().estimate, 1e-6 * one.best().estimate);
  EXPECT_NEAR(one.averaged(), other.averaged(), 1e-6 * one.averaged());
}

TEST(Ranking, a_table_where_nobody_was_seen_twice_is_refused_by_name) {
  core::Silence silence;
  const auto ranking = rank_models(HistoryCounts(letters(3), {0, 10, 20, 0, 30, 0, 0, 0}), {}, silence);
  ASSERT_FALSE(ranking.has_value());
  EXPECT_EQ(ranking.error().kind.code, kNoEstimate.code);
  EXPECT_EQ(select_stepwise(HistoryCounts(letters(3), {0, 10, 20, 0, 30, 0, 0, 0})).error().kind.code, kNoEstimate.code);
}

TEST(BestBic, finds_what_fitting_every_model_finds_on_resampled_tables) {
  for (const auto& [name, order] : {std::pair{"uk5", 2}, {"kosovo4", 3}, {"western5", 2}, {"netherlands5", 2}, {"korea3", 2}}) {
    const HistoryCounts table = published_table(name);
    const std::vector<History> histories = canonical_histories(table);
    BestBic search = BestBic::make(table, order).value();
    Estimator averaged = averaged_bic(table, order).value()();
    std::vector<std::int64_t> counts(table.size());
    std::size_t models = 0;
    for (std::uint64_t i = 0; i < 8; ++i) {
      resample(table.counts(), histories, kSeed, i, counts);
      const ModelRanking ranking = rank(HistoryCounts(table.names(), counts), order);
      const auto best = search(counts);
      ASSERT_TRUE(best.has_value());
      EXPECT_EQ(best->model, ranking.best().model) << name << i;
      EXPECT_NEAR(best->bic, ranking.best().bic, 1e-8);
      EXPECT_NEAR(best->estimate, ranking.best().estimate, 1e-6 * best->estimate);
      EXPECT_NEAR(averaged(counts).value(), ranking.averaged(), 1e-6 * best->estimate);
      models += ranking.models.size();
    }
    EXPECT_LT(search.fitted(), models);
  }
}

TEST(PoissonTail, is_the_sum_of_its_terms) {
  for (const double mean : {0.03, 0.7, 4.0, 33.3}) {
    double below = 0, term = std::exp(-mean);
    for (int k = 0; k < 80; ++k) {
      const double up_to = below + term, from = 1 - below;
      // One of the tails is a difference of numbers near 1: compare where the sums are exact.
      if (std::min(up_to, from) > 1e-10) {
        EXPECT_NEAR(poisson_log_tail(k, mean), std::log(std::min(up_to, from)), 1e-5) << mean << ' ' << k;
      }
      below = up_to;
      term *= mean / (k + 1);
    }
  }
  EXPECT_NEAR(poisson_log_tail(0, 900), -900, 1e-9);        // far below the smallest double
  EXPECT_LT(poisson_log_tail(900, 1), -5'000);
  EXPECT_EQ(poisson_log_tail(0, 0), 0);
}

}  // namespace
}  // namespace palermo::estimate
