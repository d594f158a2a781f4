// SPDX-License-Identifier: Apache-2.0
// For the tests of this room: a hidden group whose members know one another, with a known share of a trait, and samples by recruitment.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/estimate/recruitment_sample.hpp"

namespace palermo::estimate {

struct GroupOptions {
  int people = 2000;
  double share = 0.4;          // with the trait
  double ties = 10;            // mean degree
  double within = 2;           // a tie within a kind is so many times likelier than across
  double popular = 1;          // people with the trait have so many times the ties
};

struct HiddenGroup {
  std::vector<bool> trait;
  std::vector<std::vector<int>> knows;
  [[nodiscard]] double share() const { return static_cast<double>(std::count(trait.begin(), trait.end(), true)) / static_cast<double>(trait.size()); }
};

inline HiddenGroup invent_group(const GroupOptions& options, core::Stream& stream) {
  HiddenGroup group;
  const auto size = static_cast<std::size_t>(options.people);
  std::vector<double> weight(size);
  for (std::size_t i = 0; i < size; ++i) {
    group.trait.push_back(stream.chance(options.share));
    weight[i] = (0.4 + 1.2 * stream.uniform()) * (group.trait[i] ? options.popular : 1);
  }
  group.knows.resize(size);
  const auto wanted = static_cast<std::size_t>(options.ties * options.people / 2);
  for (std::size_t made = 0; made < wanted;) {
    const std::size_t a = stream.below(size), b = stream.below(size);
    constexpr double kMostWeight = 4;
    if (a == b || !stream.chance(std::min(1.0, weight[a] * weight[b] / (kMostWeight * kMostWeight)))) continue;
    if (group.trait[a] != group.trait[b] && !stream.chance(1 / options.within)) continue;
    auto& of_a = group.knows[a];
    if (std::find(of_a.begin(), of_a.end(), static_cast<int>(b)) != of_a.end()) continue;
    of_a.push_back(static_cast<int>(b));
    group.knows[b].push_back(static_cast<int>(a));
    ++made;
  }
  return group;
}

// A CSV as palermo estimate rds reads it: seeds by degree, up to `coupons` recruits each, nobody twice, until `wanted` people came.
inline std::string recruit(const HiddenGroup& group, int seeds, int coupons, int wanted, core::Stream& stream) {
  std::string text = "participant,recruiter,degree,trait\n";
  std::vector<bool> came(group.trait.size());
  std::vector<std::pair<int, int>> queue;  // person, serial number of her recruiter
  int serial = 0;
  const auto add = [&](int person, int recruiter) {
    came[static_cast<std::size_t>(person)] = true;
    queue.emplace_back(person, ++serial);
    text += std::to_string(serial) + "," + (recruiter > 0 ? std::to_string(recruiter) : "") + "," +
            std::to_string(group.knows[static_cast<std::size_t>(person)].size()) + "," + (group.trait[static_cast<std::size_t>(person)] ? "1" : "0") + "\n";
  };
  std::vector<double> degrees;
  for (const auto& knows : group.knows) degrees.push_back(static_cast<double>(knows.size()));
  while (serial < seeds) {
    const auto person = static_cast<int>(stream.pick(degrees));
    if (!came[static_cast<std::size_t>(person)]) add(person, 0);
  }
  for (std::size_t next = 0; next < queue.size() && serial < wanted; ++next) {
    const auto [person, number] = queue[next];
    std::vector<int> left;
    for (const int other : group.knows[static_cast<std::size_t>(person)])
      if (!came[static_cast<std::size_t>(other)]) left.push_back(other);
    for (int coupon = 0; coupon < coupons && !left.empty() && serial < wanted; ++coupon) {
      const std::size_t which = stream.below(left.size());
      add(left[which], number);
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(which));
    }
  }
  return text;
}

}  // namespace palermo::estimate
