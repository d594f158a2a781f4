// SPDX-License-Identifier: Apache-2.0
// The whole of a synthesis, attacked: thousands of releases about three people and about the same three with a fourth. A claimed ε that
// the outcomes refute is a defect; one that they do not is not proven, so the lower bound is printed. About a minute; label "slow".
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <iostream>
#include <memory>

#include "palermo/core/value.hpp"
#include "palermo/privacy/audit.hpp"
#include "palermo/privacy/synthesis.hpp"

namespace palermo::privacy {
namespace {

constexpr double kDelta = 1e-6;
constexpr int kRuns = 1500;

PersonTable people(bool with_the_fourth) {
  constexpr const char* kText = "format: palermo-codebook/1\nid: audit\ncolumns:\n  - {name: a, values: [x, y], other: false}\n  - {name: b, values: [p, q], other: false}\n";
  auto codebook = std::make_shared<const Codebook>(*Codebook::read(*core::parse_yaml(kText, "audit.yaml")));
  CodedRows rows{{{0, 0, 1}, {0, 1, 1}}};
  if (with_the_fourth) rows.columns[0].push_back(1), rows.columns[1].push_back(0);
  return {std::move(codebook), std::move(rows)};
}

// The attacker knows the three and adds up, each by its precision, the published counts that the fourth would be part of. A refusal is an
// outcome too.
std::vector<double> outcomes(const PersonTable& table, double epsilon, std::uint64_t seed) {
  const std::vector<Level> fourth = {1, 0};
  core::Silence progress;
  std::vector<double> scores;
  for (int run = 0; run < kRuns; ++run) {
    auto budget = Budget::of(epsilon, kDelta);
    Randomness randomness{TestSeed{seed + static_cast<std::uint64_t>(run)}};
    const auto made = synthesise(table, {}, *budget, randomness, progress);
    EXPECT_TRUE(made || made.error().kind.code == kTooFewPeople.code);
    double score = made ? 0 : -1000;
    for (std::size_t c = 0; made && c < made->counts.size(); ++c) {
      const PublishedCount& one = made->counts[c];
      bool part = true;
      for (std::size_t k = 0; k < one.columns.size(); ++k) part = part && one.levels[k] == fourth[one.columns[k]];
      if (part) score += one.people / (one.standard_error * one.standard_error);
    }
    scores.push_back(score);
  }
  return scores;
}

TEST(PairwiseAudit, D29_thousands_of_releases_of_three_or_four_people_stay_under_the_claim) {
  for (const double epsilon : {1.0, 4.0}) {
    const double found = pairwise_audit(outcomes(people(true), epsilon, 1'000'000), outcomes(people(false), epsilon, 2'000'000), kDelta);
    std::cout << fmt::format("synthesise, {} runs each: claimed epsilon {}, audit at least {:.3f} (95 %)\n", kRuns, epsilon, found);
    EXPECT_LE(found, epsilon);
    if (epsilon > 2) {
      EXPECT_GT(found, 0.1) << "an attacker who sees nothing proves nothing";
    }
  }
}

}  // namespace
}  // namespace palermo::privacy
