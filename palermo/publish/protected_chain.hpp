// SPDX-License-Identifier: Apache-2.0
// ProtectedChain: what may be shown of the stages link and estimate.
//
// The ends of an interval are rounded outwards to tens, so that the shown interval holds the one that was computed; counts of people are
// floored as everywhere; shares of a width are whole percents that add up to 100. A number whose verdict does not allow it is not in this
// type at all. Made by protect() alone.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "palermo/publish/chain_results.hpp"
#include "palermo/publish/protected_count.hpp"

namespace palermo::publish {

struct ProtectedChainEstimate {
  std::size_t definition = 0;
  ChainVerdict verdict = ChainVerdict::not_usable;
  std::optional<std::int64_t> lo, hi;  // rounded outwards to tens
  std::map<std::string, std::int64_t> percents;  // definition, linkage, model, chance: add up to 100; empty without a width
  std::vector<ChainRule> rules;
};

struct ProtectedChain {
  std::vector<std::string> lists;
  ProtectedCount records, people, without_name, without_case;
  std::vector<std::map<std::string, ProtectedCount>> contradictions;  // facts of at least 10 people
  std::vector<ProtectedCount> contradicted_people;
  std::int64_t draws = 0;
  std::int64_t level_percent = 95;
  std::vector<ProtectedChainEstimate> estimates;
  std::optional<ChainRelease> release;
};

// Whole percents that add up to 100, by largest remainder; empty when nothing adds up.
[[nodiscard]] std::map<std::string, std::int64_t> whole_percents(const WidthShares& shares);

}  // namespace palermo::publish
