// SPDX-License-Identifier: Apache-2.0
// Latent classes: the sampler against exact enumeration, a joint test of the whole sampler, and what the chains say of themselves.
#include "palermo/estimate/latent_class.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "palermo/estimate/decomposable.hpp"
#include "palermo/estimate/log_gamma.hpp"
#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

double log_beta(double a, double b) { return log_gamma(a) + log_gamma(b) - log_gamma(a + b); }

// Two classes, alpha fixed: how the people of each history, and the unseen, fall into the classes is summed over; lambda and V are integrated.
class Enumeration {
 public:
  Enumeration(const HistoryCounts& counts, double alpha) : counts_(counts), alpha_(alpha), lists_(static_cast<std::size_t>(counts.lists())) {}

  // log of p(y, N0) with p(N) ~ 1/N, up to what does not depend on N0.
  double log_joint(std::int64_t unseen) const {
    std::vector<double> logs;
    std::vector<std::int64_t> first(counts_.size());
    std::vector<std::int64_t> people(counts_.counts().begin(), counts_.counts().end());
    people[0] = unseen;
    go(people, first, 0, 0, logs);
    const double most = *std::max_element(logs.begin(), logs.end());
    double sum = 0;
    for (const double log : logs) sum += std::exp(log - most);
    const double all = static_cast<double>(counts_.observed() + unseen);
    return most + std::log(sum) + log_gamma(all + 1) - log_gamma(static_cast<double>(unseen) + 1) - std::log(all);
  }

 private:
  void go(const std::vector<std::int64_t>& people, std::vector<std::int64_t>& first, std::size_t cell, double log_ways, std::vector<double>& logs) const {
    if (cell == people.size()) {
      logs.push_back(log_ways + log_weight(people, first));
      return;
    }
    const auto n = static_cast<double>(people[cell]);
    for (first[cell] = 0; first[cell] <= people[cell]; ++first[cell]) {
      const auto k = static_cast<double>(first[cell]);
      go(people, first, cell + 1, log_ways + log_gamma(n + 1) - log_gamma(k + 1) - log_gamma(n - k + 1), logs);
    }
  }

  double log_weight(const std::vector<std::int64_t>& people, const std::vector<std::int64_t>& first) const {
    double in_first = 0, in_second = 0, sum = 0;
    std::vector<double> on_first(lists_), on_second(lists_);
    for (std::size_t w = 0; w < people.size(); ++w) {
      const auto a = static_cast<double>(first[w]), b = static_cast<double>(people[w] - first[w]);
      in_first += a;
      in_second += b;
      for (std::size_t j = 0; j < lists_; ++j)
        if ((w >> j & 1U) != 0) {
          on_first[j] += a;
          on_second[j] += b;
        }
    }
    sum += log_beta(1 + in_first, alpha_ + in_second) - log_beta(1, alpha_);
    for (std::size_t j = 0; j < lists_; ++j)
      sum += log_beta(1 + on_first[j], 1 + in_first - on_first[j]) + log_beta(1 + on_second[j], 1 + in_second - on_second[j]);
    return sum;
  }

  const HistoryCounts& counts_;
  double alpha_;
  std::size_t lists_;
};

constexpr std::int64_t kEnd = 60;  // laws are compared given N0 <= kEnd, so that the sum is exact

// P(N0 <= bound | N0 <= kEnd) by summing.
std::map<std::int64_t, double> exact_distribution(const HistoryCounts& counts, double alpha, const std::vector<std::int64_t>& bounds) {
  const Enumeration exact(counts, alpha);
  std::vector<double> logs;
  for (std::int64_t unseen = 0; unseen <= kEnd; ++unseen) logs.push_back(exact.log_joint(unseen));
  const double most = *std::max_element(logs.begin(), logs.end());
  double total = 0;
  std::map<std::int64_t, double> below;
  for (std::size_t i = 0; i < logs.size(); ++i) {
    total += std::exp(logs[i] - most);
    for (const std::int64_t bound : bounds)
      if (static_cast<std::int64_t>(i) <= bound) below[bound] += std::exp(logs[i] - most);
  }
  for (auto& [bound, share] : below) share /= total;
  return below;
}

class LatentClassExact : public testing::TestWithParam<std::pair<LatentClassMoves, double>> {};

// 4 chains of 2,000 draws; 5 standard errors with the effective number of draws that the chains report for this very event.
TEST_P(LatentClassExact, chains_agree_with_enumeration_on_tiny_tables) {
  const auto [moves, alpha] = GetParam();
  const std::vector<HistoryCounts> tables{HistoryCounts({"a", "b"}, {0, 4, 3, 3}), HistoryCounts({"a", "b", "c"}, {0, 2, 1, 1, 1, 0, 1, 2})};
  for (const HistoryCounts& table : tables) {
    const auto exact = exact_distribution(table, alpha, {0, 1, 3, 8, 20});
    const LatentClassOptions options{.prior = {.classes = 2, .fixed_alpha = alpha}, .moves = moves, .rungs = 3, .hottest = 0.3, .warm_up = 300, .scans = 2000};
    core::Silence silence;
    const auto posterior = latent_classes(table, options, 2, silence);
    ASSERT_TRUE(posterior.has_value());
    for (const auto& [bound, p] : exact) {
      Chains events = posterior->draws;
      double below = 0, within = 0;
      for (std::vector<double>& chain : events)
        for (double& people : chain) {
          const double unseen = people - static_cast<double>(table.observed());
          within += unseen <= kEnd ? 1 : 0;
          people = unseen <= static_cast<double>(bound) ? 1 : 0;
          below += people;
        }
      const double ess = std::min(within, effective_sample_size(events));
      EXPECT_GT(ess, 200);
      EXPECT_NEAR(below / within, p, 5 * std::sqrt(p * (1 - p) / ess)) << table.lists() << " lists, N0 <= " << bound;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Moves, LatentClassExact,
                         testing::Values(std::pair{LatentClassMoves::gibbs_only, 1.0}, std::pair{LatentClassMoves::tempered, 1.0},
                                         std::pair{LatentClassMoves::tempered, 0.4}));

// Geweke (2004): parameters from the prior, and parameters carried along while the data are drawn anew from them, have the same law.
// At any heat h the scan leaves prior * L^h in peace, so heat 1 is the sampler itself. 6,000 steps; 5 standard errors by their ESS.
TEST(LatentClass, a_joint_draw_of_parameters_and_data_stays_at_the_prior) {
  const LatentClassPrior prior{.classes = 3, .alpha_shape = 2, .alpha_rate = 2};
  constexpr int kSteps = 6000;
  constexpr std::int64_t kPeople = 12;
  core::Stream stream(5, "geweke.test");
  LatentClassData data(HistoryCounts({"a", "b", "c"}, {0, 2, 2, 2, 2, 2, 1, 1}), prior);
  LatentClassState state(data, stream);
  Chains alpha(1), weight(1), chance(1), seen(1);
  for (int step = 0; step < kSteps; ++step) {
    data = LatentClassData(HistoryCounts({"a", "b", "c"}, state.simulate(data, kPeople, stream)), prior);
    state.refresh(data);
    scan_latent_classes(data, state, 1, stream);
    alpha[0].push_back(std::log(state.alpha()));
    weight[0].push_back(state.weights()[0]);
    chance[0].push_back(state.present(1, 2));
    seen[0].push_back(state.seen());
  }
  // From the prior itself.
  std::vector<double> sums(4);
  constexpr int kPriorDraws = 40'000;
  for (int i = 0; i < kPriorDraws; ++i) {
    state.draw_prior(data, stream);
    const std::vector<double> now{std::log(state.alpha()), state.weights()[0], state.present(1, 2), state.seen()};
    for (std::size_t k = 0; k < now.size(); ++k) sums[k] += now[k] / kPriorDraws;
  }
  const std::vector<const Chains*> all{&alpha, &weight, &chance, &seen};
  for (std::size_t k = 0; k < all.size(); ++k) {
    const ChainSummary summary = summarise(*all[k], 0.68);
    const double sd = (summary.upper - summary.lower) / 2 * 1.3, ess = effective_sample_size(*all[k]);
    EXPECT_GT(ess, 150) << k;
    EXPECT_NEAR(summary.mean, sums[k], 5 * sd * std::sqrt(1 / ess + 1.0 / kPriorDraws)) << k;
  }
}

TEST(LatentClass, the_peers_sampler_does_not_agree_with_itself_on_the_united_kingdom) {
  core::Silence silence;
  const LatentClassOptions options{.moves = LatentClassMoves::gibbs_only, .warm_up = 1000, .scans = 1000};
  const auto posterior = latent_classes(published_table("uk5"), options, 2, silence);
  EXPECT_GT(posterior->people.r_hat, 1.1);
  EXPECT_FALSE(posterior->converged());
}

TEST(LatentClass, a_sparse_table_is_not_capped_in_silence) {
  // 200 a list, one person a pair: twenty times n is no bound for what was never seen.
  const HistoryCounts sparse({"a", "b", "c"}, {0, 198, 198, 1, 198, 1, 1, 0});
  core::Silence silence;
  const LatentClassOptions options{.rungs = 6, .warm_up = 300, .scans = 500};
  const auto posterior = latent_classes(sparse, options, 2, silence);
  EXPECT_GT(posterior->beyond_twenty_n, 0.1);
  EXPECT_GT(posterior->largest, 21 * 597);
}

TEST(LatentClass, threads_do_not_matter_and_the_seed_does) {
  core::Silence silence;
  LatentClassOptions options{.rungs = 3, .warm_up = 50, .scans = 30};
  const HistoryCounts table = published_table("korea3");
  const auto one = latent_classes(table, options, 1, silence), two = latent_classes(table, options, 4, silence);
  EXPECT_EQ(one->draws, two->draws);
  options.seed = 2;
  EXPECT_NE(one->draws, latent_classes(table, options, 1, silence)->draws);
}

TEST(LatentClass, refuses_settings_that_could_not_show_whether_chains_agree) {
  core::Silence silence;
  EXPECT_EQ(latent_classes(published_table("korea3"), {.chains = 1}, 1, silence).error().kind.code, kBadChains.code);
  EXPECT_EQ(latent_classes(published_table("korea3"), {.prior = {.classes = 0}}, 1, silence).error().kind.code, kBadPrior.code);
}

}  // namespace
}  // namespace palermo::estimate
