// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/key_bias.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <set>
#include <string>
#include <unordered_map>

namespace palermo::link {
namespace {

std::int64_t on_list(const Records& records, ListIndex list) {
  return std::ranges::count(records.records, list, &Record::list);
}

}  // namespace

double chapman(std::int64_t first, std::int64_t second, std::int64_t both) {
  return static_cast<double>(first + 1) * static_cast<double>(second + 1) / static_cast<double>(both + 1) - 1;
}

std::int64_t true_overlap(const Records& records, std::span<const std::int64_t> person) {
  std::array<std::set<std::int64_t>, 2> on;
  for (RecordIndex i = 0; i < records.size(); ++i) on[records.records[i].list].insert(person[i]);
  return std::ranges::count_if(on[0], [&](std::int64_t one) { return on[1].contains(one); });
}

std::vector<KeyStep> steps_by_key(const Records& records, std::span<const std::int64_t> person, std::span<const MatchKey> keys) {
  assert(records.lists.size() == 2 && person.size() == records.size());
  const std::int64_t both = true_overlap(records, person), first = on_list(records, 0), second = on_list(records, 1);
  std::vector<bool> gone(records.size());
  std::vector<KeyStep> steps;
  std::int64_t met = 0, right = 0;
  for (const MatchKey key : keys) {
    std::array<std::unordered_map<std::string, RecordIndex>, 2> where;
    for (RecordIndex i = 0; i < records.size(); ++i)
      if (const auto text = match_text(records, i, key)) where[records.records[i].list].emplace(*text, i);
    KeyStep step{.key = key};
    for (const auto& [text, a] : where[0]) {
      const auto other = where[1].find(text);
      if (other == where[1].end() || gone[a] || gone[other->second]) continue;
      gone[a] = gone[other->second] = true;
      ++step.added;
      if (person[a] == person[other->second]) ++step.right;
    }
    met += step.added;
    right += step.right;
    step.met = met;
    step.share_found = both > 0 ? static_cast<double>(right) / static_cast<double>(both) : 1;
    step.estimate = chapman(first, second, met);
    steps.push_back(step);
  }
  return steps;
}

}  // namespace palermo::link
