// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/loglinear_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

constexpr std::uint64_t kSeed = 20261122;

LogLinearFit fit_of(const HistoryCounts& table, const std::string& model) {
  return fit_loglinear(table, Hierarchy::parse(model, table.names()).value()).value();
}

// The slow program that agrees: iteratively reweighted least squares on a dense design matrix, in long double, as a textbook has it.
struct DenseOracle {
  long double intercept = 0, intercept_variance = 0, log_likelihood = 0, deviance = 0;

  DenseOracle(const HistoryCounts& table, const FinitePart& part) {
    std::vector<History> terms, cells;
    part.terms.for_each([&](History term) { terms.push_back(term); });
    part.cells.for_each([&](History cell) { cells.push_back(cell); });
    const std::size_t p = terms.size();
    std::vector<long double> eta(cells.size()), beta(p);
    for (std::size_t i = 0; i < cells.size(); ++i) eta[i] = std::log(static_cast<long double>(table[cells[i]]) + 0.1L);
    std::vector<std::vector<long double>> inverse;
    for (int iteration = 0; iteration < 30; ++iteration) {
      std::vector<std::vector<long double>> normal(p, std::vector<long double>(2 * p + 1));
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const long double mu = std::exp(eta[i]), response = eta[i] + (static_cast<long double>(table[cells[i]]) - mu) / mu;
        for (std::size_t a = 0; a < p; ++a) {
          if ((terms[a] & cells[i]) != terms[a]) continue;
          normal[a][2 * p] += mu * response;
          for (std::size_t b = 0; b < p; ++b)
            if ((terms[b] & cells[i]) == terms[b]) normal[a][b] += mu;
        }
      }
      for (std::size_t a = 0; a < p; ++a) normal[a][p + a] = 1;
      eliminate(normal);
      inverse = normal;
      for (std::size_t a = 0; a < p; ++a) beta[a] = normal[a][2 * p];
      for (std::size_t i = 0; i < cells.size(); ++i) {
        eta[i] = 0;
        for (std::size_t a = 0; a < p; ++a)
          if ((terms[a] & cells[i]) == terms[a]) eta[i] += beta[a];
      }
    }
    intercept = beta[0];
    intercept_variance = inverse[0][p];
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto y = static_cast<long double>(table[cells[i]]);
      const long double mu = std::exp(eta[i]);
      log_likelihood += y * eta[i] - mu - std::lgamma(y + 1);
      deviance += 2 * ((y > 0 ? y * std::log(y / mu) : 0) - (y - mu));
    }
  }

  static void eliminate(std::vector<std::vector<long double>>& rows) {
    for (std::size_t k = 0; k < rows.size(); ++k) {
      std::size_t pivot = k;
      for (std::size_t i = k; i < rows.size(); ++i)
        if (std::fabs(rows[i][k]) > std::fabs(rows[pivot][k])) pivot = i;
      std::swap(rows[k], rows[pivot]);
      const long double scale = rows[k][k];
      for (long double& value : rows[k]) value /= scale;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i == k) continue;
        const long double factor = rows[i][k];
        for (std::size_t j = k; j < rows[i].size(); ++j) rows[i][j] -= factor * rows[k][j];
      }
    }
  }
};

void agrees_with_oracle(const HistoryCounts& table, const Hierarchy& model) {
  const auto fit = fit_loglinear(table, model);
  if (!fit) {
    EXPECT_EQ(fit.error().kind.code, kNoEstimate.code);
    return;
  }
  const DenseOracle oracle(table, fit->part);
  const auto relative = [](long double a, double b) { return std::fabs(static_cast<double>(a) - b) / (1 + std::fabs(b)); };
  const std::string text = model.text(table.names());
  EXPECT_LT(relative(std::exp(oracle.intercept), fit->unseen()), 1e-6) << text;
  EXPECT_LT(relative(std::sqrt(oracle.intercept_variance), fit->intercept_error), 1e-6) << text;
  EXPECT_LT(relative(oracle.log_likelihood, fit->log_likelihood), 1e-9) << text;
  EXPECT_LT(relative(oracle.deviance, fit->deviance), 1e-7) << text;
}

TEST(LogLinearFit, agrees_with_a_dense_textbook_program_on_all_models_of_small_tables) {
  for (std::uint64_t i = 0; i < 6; ++i) {
    core::Stream stream(kSeed, "test.fit.small", i);
    const HistoryCounts table = random_table(stream, 4, 0.4 * stream.uniform(), 60);
    const auto models = all_hierarchies(4, 3).value();
    for (const Hierarchy& model : models) agrees_with_oracle(table, model);
  }
}

TEST(LogLinearFit, agrees_with_a_dense_textbook_program_on_published_tables) {
  for (const char* name : {"uk5", "western5", "netherlands5", "neworleans5", "kosovo4", "australia4"}) {
    const HistoryCounts table = published_table(name);
    const auto models = all_hierarchies(table.lists(), 4).value();
    for (std::size_t i = 0; i < models.size(); i += 1 + models.size() / 12) agrees_with_oracle(table, models[i]);
  }
}

TEST(LogLinearFit, fitted_overlaps_are_the_observed_ones_for_every_term_of_the_model) {
  const HistoryCounts table = published_table("uk6");
  const std::vector<std::int64_t> observed = table.supersets();
  for (const Hierarchy& model : {Hierarchy(6), Hierarchy::all_up_to(6, 2), Hierarchy(6, std::vector<History>{0b000111, 0b110000})}) {
    const auto fit = fit_loglinear(table, model);
    ASSERT_TRUE(fit.has_value());
    std::vector<double> fitted = fit->fitted;
    fitted[0] = 0;
    zeta_supersets<double>(fitted);
    for (const History term : fit->terms) EXPECT_NEAR(fitted[term], static_cast<double>(observed[term]), 1e-6);
  }
}

TEST(LogLinearFit, independent_lists_of_uk5_give_13_444) {
  const LogLinearFit fit = fit_of(published_table("uk5"), "[LA][NG][PFNCA][GO][GP]");
  EXPECT_EQ(std::lround(fit.estimate), 13'444);
  EXPECT_EQ(std::lround(wald_interval(fit).lo), 11'985);
  EXPECT_EQ(std::lround(wald_interval(fit).hi), 15'133);
}

TEST(LogLinearFit, independent_lists_give_the_published_wald_intervals) {
  struct Published {
    const char* table;
    long estimate, lo, hi;
  };
  for (const Published& published : {Published{"korea3", 142, 135, 153}, {"artificial3", 539, 279, 1'171}, {"kosovo4", 7'395, 7'173, 7'634},
                                     {"australia4", 827, 725, 963}, {"western5", 2'007, 1'420, 2'914}, {"neworleans5", 1'034, 658, 1'709},
                                     {"neworleans8", 997, 645, 1'618}, {"uk6", 12'214, 10'989, 13'621}, {"netherlands5", 52'924, 48'595, 57'718},
                                     {"netherlands6", 52'823, 48'524, 57'582}}) {
    const HistoryCounts table = published_table(published.table);
    const LogLinearFit fit = fit_loglinear(table, Hierarchy(table.lists())).value();
    EXPECT_EQ(std::lround(fit.estimate), published.estimate) << published.table;
    EXPECT_EQ(std::lround(wald_interval(fit).lo), published.lo) << published.table;
    EXPECT_EQ(std::lround(wald_interval(fit).hi), published.hi) << published.table;
  }
}

TEST(LogLinearFit, bic_counts_people_and_parameters_at_minus_infinity) {
  const HistoryCounts table = published_table("uk5");
  EXPECT_NEAR(fit_of(table, "[LA*NG][LA*PFNCA][NG*PFNCA][PFNCA*GO][NG*GP]").bic, 196.5398, 0.00005);
  // LA and GP never met: one parameter more, at the price of log n less what its empty cells had cost.
  const LogLinearFit without = fit_of(table, "[LA*NG][GO][GP][PFNCA]"), with = fit_of(table, "[LA*NG][GO][LA*GP][PFNCA]");
  EXPECT_EQ(with.parameters, without.parameters + 1);
  EXPECT_EQ(with.terms.size(), without.terms.size());
  EXPECT_GT(with.log_likelihood, without.log_likelihood);
  EXPECT_NEAR(with.bic + 2 * with.log_likelihood, static_cast<double>(with.parameters) * std::log(2744.0), 1e-9);
  EXPECT_NEAR(with.aic + 2 * with.log_likelihood, 2 * static_cast<double>(with.parameters), 1e-9);
}

TEST(LogLinearFit, a_pair_that_never_met_has_no_one_expected_in_common) {
  const HistoryCounts table = published_table("uk5");
  const LogLinearFit fit = fit_of(table, "[LA*GP][NG][PFNCA][GO]");
  for (std::size_t w = 0; w < fit.fitted.size(); ++w)
    if ((w & 0b10001) == 0b10001) {
      EXPECT_EQ(fit.fitted[w], 0) << w;
    }
}

TEST(LogLinearFit, two_lists_give_lincoln_and_petersen) {
  const HistoryCounts table({"a", "b"}, {0, 30, 20, 10});
  const LogLinearFit fit = fit_loglinear(table, Hierarchy(2)).value();
  EXPECT_NEAR(fit.estimate, 40.0 * 30.0 / 10.0, 1e-6);
  EXPECT_NEAR(fit.deviance, 0, 1e-9);
}

TEST(LogLinearFit, a_model_without_an_estimate_is_refused_by_name) {
  const HistoryCounts table = published_table("artificial3");
  const auto fit = fit_loglinear(table, Hierarchy::parse("[AB][C]", table.names()).value());
  ASSERT_FALSE(fit.has_value());
  EXPECT_EQ(fit.error().kind.code, kNoEstimate.code);
  EXPECT_EQ(fit.error().args.at("code"), "1");
  EXPECT_EQ(fit.error().args.at("model"), "[C][AB]");
  EXPECT_FALSE(fit_loglinear(HistoryCounts(letters(3), std::vector<std::int64_t>(8)), Hierarchy(3)).has_value());  // nobody at all
  EXPECT_EQ(fit_loglinear(HistoryCounts(letters(9), std::vector<std::int64_t>(512, 1)), Hierarchy(8)).error().kind.code, kWrongNumberOfLists.code);
}

TEST(LogLinearFit, the_order_of_lists_does_not_matter) {
  const HistoryCounts table = published_table("uk5");
  const std::vector<std::size_t> place{3, 0, 4, 1, 2};
  const HistoryCounts other = reordered(table, place);
  const auto models = all_hierarchies(5, 2).value();
  for (std::size_t i = 0; i < models.size(); i += 50) {
    const std::string text = models[i].text(table.names());
    const LogLinearFit a = fit_of(table, text), b = fit_of(other, text);
    EXPECT_NEAR(a.estimate, b.estimate, 1e-6 * a.estimate);
    EXPECT_NEAR(a.bic, b.bic, 1e-8);
  }
}

TEST(ProfileInterval, is_that_of_rcapture_for_the_model_that_aic_chooses_for_uk6) {
  const HistoryCounts table = published_table("uk6");
  const auto model = Hierarchy::parse("[LA*NG][LA*PF][NG*GO][NG*GP][PF*GP][GO*GP][PF*NCA]", table.names());
  const Profile profile = profile_interval(table, model.value()).value();
  EXPECT_EQ(std::lround(profile.estimate), 11'409);
  EXPECT_EQ(std::lround(profile.interval.lo), 9'982);
  EXPECT_EQ(std::lround(profile.interval.hi), 13'182);
}

TEST(ProfileInterval, holds_the_estimate_and_ends_where_twice_the_drop_is_the_quantile) {
  // Two lists: the profile likelihood has a closed form, for p_ij = (row share)(column share).
  const HistoryCounts table({"a", "b"}, {0, 30, 20, 10});
  const Profile profile = profile_interval(table, Hierarchy(2), 0.95).value();
  const auto likelihood = [](double people) {
    const double unseen = people - 60, row = 40 / people, column = 30 / people;
    return std::lgamma(people + 1) - std::lgamma(unseen + 1) + 40 * std::log(row) + (people - 40) * std::log(1 - row) + 30 * std::log(column) +
           (people - 30) * std::log(1 - column);
  };
  const double half_quantile = 1.959963984540054 * 1.959963984540054 / 2;
  EXPECT_NEAR(likelihood(profile.estimate) - likelihood(profile.interval.lo), half_quantile, 1e-5);
  EXPECT_NEAR(likelihood(profile.estimate) - likelihood(profile.interval.hi), half_quantile, 1e-5);
  EXPECT_LT(profile.interval.lo, profile.estimate);
  EXPECT_LT(profile.estimate, profile.interval.hi);
}

}  // namespace
}  // namespace palermo::estimate
