// SPDX-License-Identifier: Apache-2.0
#include "palermo/flows/selection.hpp"

#include <algorithm>
#include <cmath>

namespace palermo::flows {
namespace {

using core::Result;

// What stands against one category on its list: the other categories, and everybody whose category is not recorded.
struct Against {
  CountRange own, others, not_recorded;
};

Against against(const ListComposition& list, std::size_t category) {
  Against out{list.recorded[category].people, {}, list.not_recorded};
  for (std::size_t i = 0; i < list.recorded.size(); ++i)
    if (i != category) out.others.lo += list.recorded[i].people.lo, out.others.hi += list.recorded[i].people.hi;
  return out;
}

double ratio(std::int64_t part, std::int64_t rest) { return part + rest == 0 ? 0 : static_cast<double>(part) / static_cast<double>(part + rest); }

ShareRange seen_share(const Against& a) {
  return {ratio(a.own.lo, a.others.hi + a.not_recorded.hi), ratio(a.own.hi + a.not_recorded.hi, a.others.lo)};
}

// Everybody else may be of this category, or of any other.
ShareRange worst_case(const Against& a, const CountRange& exploited) {
  const auto all = static_cast<double>(exploited.hi);
  return {static_cast<double>(a.own.lo) / all, 1 - static_cast<double>(a.others.lo) / all};
}

std::int64_t least_on(const ListComposition& list) {
  std::int64_t people = list.not_recorded.lo;
  for (const CategoryCount& one : list.recorded) people += one.people.lo;
  return people;
}

double odds(double p) { return p / (1 - p); }

// The two lists whose shares lie farthest apart, and by what factor chances must differ to explain it.
void find_disagreement(CategoryReport& report) {
  for (std::size_t i = 0; i < report.lists.size(); ++i)
    for (std::size_t k = 0; k < report.lists.size(); ++k) {
      const auto& high = report.lists[i].seen;
      const auto& low = report.lists[k].seen;
      if (!high || !low || high->lo <= low->hi) continue;
      const double needed = odds(high->lo) / odds(low->hi);
      if (needed > report.least_ratio) report.least_ratio = needed, report.high = i, report.low = k;
    }
}

CategoryReport report_on(const Composition& composition, std::size_t category, const SelectionOptions& options) {
  CategoryReport report{.category = composition.lists.front().recorded[category].category, .lists = {}, .any = {}, .unequal = {}, .least_ratio = 1, .high = {}, .low = {}};
  for (const ListComposition& list : composition.lists) {
    const Against counts = against(list, category);
    CategoryOnList one;
    if (least_on(list) >= options.least_people && least_on(list) > 0) {
      one.seen = seen_share(counts);
      one.unequal = ShareRange{share_of_all(one.seen->lo, options.odds), share_of_all(one.seen->hi, 1 / options.odds)};
      if (!report.unequal) report.unequal = ShareRange{};
      report.unequal->lo = std::max(report.unequal->lo, one.unequal->lo);
      report.unequal->hi = std::min(report.unequal->hi, one.unequal->hi);
    }
    if (options.exploited) {
      const ShareRange worst = worst_case(counts, *options.exploited);
      report.any.lo = std::max(report.any.lo, worst.lo);
      report.any.hi = std::min(report.any.hi, worst.hi);
    }
    report.lists.push_back(one);
  }
  find_disagreement(report);
  return report;
}

}  // namespace

const char* word(ListKind kind) {
  constexpr const char* kWords[] = {"shelter", "hotline", "police", "labour_inspection", "other"};
  return kWords[static_cast<std::size_t>(kind)];
}

double share_of_all(double p, double r) { return p <= 0 ? 0 : p / (p + r * (1 - p)); }

Result<SelectionReport> select(const Composition& composition, const SelectionOptions& options) {
  if (!(options.odds >= 1) || !std::isfinite(options.odds)) return core::fail(kBadOdds);
  SelectionReport report{composition.dimension, {}, false};
  if (composition.lists.empty()) return report;
  if (options.exploited)
    for (const ListComposition& list : composition.lists)
      if (options.exploited->hi < std::max<std::int64_t>(1, least_on(list))) return core::fail(kFewerThanSeen, {}, {{"list", list.list}});
  for (std::size_t i = 0; i < composition.lists.front().recorded.size(); ++i) {
    report.categories.push_back(report_on(composition, i, options));
    report.contradiction = report.contradiction || report.categories.back().any.empty();
  }
  return report;
}

}  // namespace palermo::flows
