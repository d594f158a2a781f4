// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/balance.hpp"

#include <algorithm>

namespace palermo::link {
namespace {

double links_of(const People& people) {
  std::vector<double> size(people.count);
  for (const PersonIndex person : people.person_of) size[person] += 1;
  double links = 0;
  for (const double n : size) links += n * (n - 1) / 2;
  return links;
}

}  // namespace

core::Result<double> balanced_threshold(const Evidence& evidence, double expected_matches, const PeopleOptions& options,
                                        core::Progress& progress, const BalanceOptions& balance) {
  if (std::ranges::none_of(evidence.lists.lists(), &ListInfo::duplicate_free)) return options.threshold_bits;
  double high = options.threshold_bits;
  double low = balance.lowest_bits;
  PeopleOptions at = options;
  PALERMO_TRY(const People first, find_people(evidence, at, progress));
  if (links_of(first) >= expected_matches) return high;
  for (int step = 0; step < balance.steps; ++step) {
    at.threshold_bits = (low + high) / 2;
    PALERMO_TRY(const People people, find_people(evidence, at, progress));
    (links_of(people) >= expected_matches ? low : high) = at.threshold_bits;
  }
  return high;
}

}  // namespace palermo::link
