// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/own_histories.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace palermo::study {
namespace {

std::uint32_t history_of(const OwnHistory& own, Capture capture) {
  if (capture == Capture::listed) return own.on;
  if (own.contradicted()) return 0;
  return capture == Capture::shown ? own.shows : own.excludes;
}

HistoryMap as_recorded(const OwnCounts& people, Capture capture) {
  HistoryMap table;
  for (const auto& [own, count] : people)
    if (const std::uint32_t history = history_of(own, capture); history != 0) table[history] += count;
  return table;
}

// How many people of `table` a record more would be needed to find wrong: by list. Of `other` come those who could be.
HistoryMap unnoticed(const OwnCounts& people, Capture capture) {
  const HistoryMap table = as_recorded(people, capture);
  const HistoryMap other = as_recorded(people, capture == Capture::shown ? Capture::excluded : Capture::shown);
  const auto noticed = static_cast<double>(contradicted(people));
  double records = 0;
  for (const auto& [history, count] : other)
    if (const int lists = std::popcount(history); lists > 1) records += static_cast<double>(lists * count);
  HistoryMap taken;
  double expected = 0;
  std::int64_t before = 0;
  for (const auto& [history, count] : table) {  // ascending: the remainder of one list goes over to the next
    if (std::popcount(history) != 1 || noticed == 0) continue;
    const auto alone = other.find(history);
    const double wrong = records > 0 ? static_cast<double>(alone == other.end() ? 0 : alone->second) * noticed / records : static_cast<double>(count);
    expected += std::min(wrong, static_cast<double>(count));
    const std::int64_t sum = std::llround(expected);
    if (const std::int64_t here = std::min(sum - before, count); here > 0) taken[history] = here;
    before = sum;
  }
  return taken;
}

}  // namespace

std::int64_t contradicted(const OwnCounts& people) {
  std::int64_t sum = 0;
  for (const auto& [own, count] : people) sum += own.contradicted() ? count : 0;
  return sum;
}

std::int64_t expected_unnoticed(const OwnCounts& people, Capture capture) {
  std::int64_t sum = 0;
  for (const auto& [history, count] : unnoticed(people, capture)) sum += count;
  return sum;
}

HistoryMap capture_table(const OwnCounts& people, Capture capture) {
  HistoryMap table = as_recorded(people, capture);
  if (capture == Capture::listed) return table;
  for (const auto& [history, count] : unnoticed(people, capture)) {
    const auto at = table.find(history);
    at->second -= count;
    if (at->second == 0) table.erase(at);
  }
  return table;
}

}  // namespace palermo::study
