// SPDX-License-Identifier: Apache-2.0
// Referrals between lists: when one organisation sends people to another, the two lists depend on each other, and it is on record how much.
//
// r people came to list B because list A referred them; m people are on both. Two ways to take that in, which must agree:
//   set aside   Everybody who was ever referred is taken out of the table, the rest is estimated, and they are added again: they were seen. Among
//               people who were not referred, lists that are otherwise independent are independent: with own captures S and referrals that fire
//               independently, P(S and none fired) = prod p_i prod (1 - p_j) prod over i in S of prod (1 - rho_i.), which changes main effects alone. Taking people
//               off B but leaving them on A would not do: some of them B would have found by itself, and the lists would seem to avoid each other.
//   modelled    The pair's term is forced into the model, or the known dependence is given as an offset: if list A sends a share rho of its
//               people, P(B | A) = p + rho (1 - p), so the odds ratio is (p + rho (1 - p)) / (p (1 - rho)); where one list alone refers, m / (m - r).
// It is a floor: referrals that nobody wrote down are not in r. What the pair's odds ratio is beyond it is left unexplained.
// rho = r / (people on A); p, what B finds by itself, from those on referring lists whom B has not: (1 - p) times the sum over them of the
// probability that nobody sent them. Which histories the referred have is not recorded; of somebody on w, B and referring lists among them,
// the model above gives the probability that she was never sent: p Q / (1 - (1 - p) Q), Q the product of 1 - rho over the referring lists in w.
// Assumes that whoever is referred is counted by B whether or not B had met her before; where A refers only those whom B does not know, a
// dependence of 1 / (1 - rho) stays, and odds_left shows it. Derivation: docs/methods/estimate-referrals.md; recovery: referrals_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/estimate/loglinear_fit.hpp"

namespace palermo::estimate {

// args: reason (header, unknown_list, same_list, number, more_than_overlap, fields), and list where one is meant.
inline constexpr core::ErrorKind kBadReferrals{"estimate.bad_referrals", core::Exit::unreadable};

// `count` people are on list `to` because list `from` referred them there.
struct Referral {
  int from = 0;
  int to = 0;
  std::int64_t count = 0;

  bool operator==(const Referral&) const = default;
};

// CSV with columns from, to, count; lists by the table's names. Equal rows are added up; in the order of (from, to). Errors: kBadReferrals, those of
// core::read_csv.
[[nodiscard]] core::Result<std::vector<Referral>> parse_referrals(std::string_view text, std::string_view file, const HistoryCounts& table);

struct ReferralDependence {
  Referral referral;
  std::int64_t overlap = 0;           // m, both directions of the pair
  double explained = 1;               // odds ratio that the records explain, both directions; infinity when nobody came by herself
  std::optional<double> odds_before;  // odds ratio of the pair given the other lists, in the table as it is
  std::optional<double> odds_left;    // the same with the referred set aside
};

enum class ReferralWay : std::uint8_t { as_recorded, set_aside, pair_forced, offset };

struct ReferralEstimate {
  ReferralWay way = ReferralWay::as_recorded;
  bool selected = false;           // pairs beside those of the way were chosen stepwise; else main effects
  std::optional<double> estimate = {};  // people in all
  Limits interval = {};
  bool bootstrap = false;          // percentiles with referrals drawn anew and selection inside; else Wald
};

struct ReferralOptions {
  std::uint64_t seed = 1;
  int draws = 200;        // of who the referred are: the point is the middle
  int replicates = 1000;  // of the bootstrap
  int threads = 0;
  double level = kUsualLevel;
};

struct ReferralReport {
  std::vector<ReferralDependence> pairs;
  std::vector<ReferralEstimate> estimates;
  HistoryCounts rest;            // the table without those who were referred, as expected, rounded
  double set_aside = 0;          // expected number of people set aside
};

// The expected number of each history's people who were never referred. [0] is 0.
[[nodiscard]] std::vector<double> expected_rest(const HistoryCounts& table, const std::vector<Referral>& referrals);

// referrals: as parse_referrals gives them. Errors: core.cancelled. An estimate that does not exist is left empty.
[[nodiscard]] core::Result<ReferralReport> estimate_with_referrals(const HistoryCounts& table, const std::vector<Referral>& referrals,
                                                                   const ReferralOptions& options, core::Progress& progress);

}  // namespace palermo::estimate
