// SPDX-License-Identifier: Apache-2.0
// For the tests of this room: populations with a known truth. Own simulations, apart from those of palermo simulate.
#pragma once

#include <string>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/estimate/referrals.hpp"

namespace palermo::estimate {

// People of one class come onto list i with chances[i], independently.
struct PeopleClass {
  double share = 1;
  std::vector<double> chances;
};

struct SimulatedReferral {
  int from = 0, to = 0;
  double chance = 0;  // that somebody on `from` is sent to `to`
};

struct SimulatedTable {
  HistoryCounts table;
  std::vector<Referral> referrals;
};

inline std::vector<std::string> list_letters(std::size_t lists) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < lists; ++i) names.emplace_back(1, static_cast<char>('A' + i));
  return names;
}

// Own captures first; then each referral fires independently for whoever is on its list by own capture, and is recorded.
inline SimulatedTable simulate_people(std::uint64_t seed, std::uint64_t run, int people, const std::vector<PeopleClass>& classes,
                                      const std::vector<SimulatedReferral>& referrals = {}) {
  core::Stream stream(seed, "test.population", run);
  const std::size_t lists = classes.front().chances.size();
  std::vector<double> shares;
  for (const PeopleClass& one : classes) shares.push_back(one.share);
  std::vector<std::int64_t> counts(std::size_t{1} << lists);
  std::vector<Referral> recorded;
  for (const SimulatedReferral& one : referrals) recorded.push_back({one.from, one.to, 0});
  for (int person = 0; person < people; ++person) {
    const PeopleClass& of = classes[stream.pick(shares)];
    std::size_t own = 0;
    for (std::size_t i = 0; i < lists; ++i)
      if (stream.chance(of.chances[i])) own |= std::size_t{1} << i;
    std::size_t all = own;
    for (std::size_t r = 0; r < referrals.size(); ++r) {
      const bool on = (own >> static_cast<unsigned>(referrals[r].from) & 1U) != 0;
      if (!on || !stream.chance(referrals[r].chance)) continue;
      all |= std::size_t{1} << static_cast<unsigned>(referrals[r].to);
      ++recorded[r].count;
    }
    ++counts[all];
  }
  counts[0] = 0;
  return {HistoryCounts(list_letters(lists), std::move(counts)), std::move(recorded)};
}

}  // namespace palermo::estimate
