// SPDX-License-Identifier: Apache-2.0
// Selection: what the composition of several lists says, and does not say, of all who were exploited.
//
// A list holds those whom it met. The share of women on the police's list is a share of whom the police met. From lists to everybody there are two bridges, and
// this room gives both and never a single number: worst-case bounds, which assume nothing of how people come to a list (Manski), and bounds under a stated
// limit on how unequal the chances are: one category is at most G times as likely to be met as the others, and at least 1/G times.
//   p on the list, r the ratio of chances:  share = p / (p + r (1 - p)),  r in [1/G, G]
// Counts are ranges [lo, hi]: exact ones have equal ends, protected ones (publish) are the range that a reader may infer; every bound holds for all counts in it.
// Assumptions: everybody on a list is of the population; a person stands on one list once. People may be on several lists: lists are never added up.
// Source: manski-2003 (worst-case bounds); rosenbaum-2002 (limit on the ratio of chances); docs/methods/flows.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/flows/rows.hpp"

namespace palermo::flows {

inline constexpr core::ErrorKind kNoSuchDimension{"flows.no_such_dimension", core::Exit::refused, "D31"};  // args: allowed
inline constexpr core::ErrorKind kFewerThanSeen{"flows.fewer_than_seen", core::Exit::usage};               // args: list
inline constexpr core::ErrorKind kBadOdds{"flows.bad_odds", core::Exit::usage};

// What a page may break down by. Nationality is not among it (SAFEGUARDS.md, D31).
inline constexpr const char* kDimensions[] = {"sex", "age", "form", "sector"};

enum class ListKind { shelter, hotline, police, labour_inspection, other };

[[nodiscard]] const char* word(ListKind kind);  // "labour_inspection"

struct CountRange {
  std::int64_t lo = 0, hi = 0;  // 0 <= lo <= hi
};

struct CategoryCount {
  std::string category;
  CountRange people;
};

// One list, broken down by one dimension.
struct ListComposition {
  std::string list;
  ListKind kind = ListKind::other;
  std::vector<CategoryCount> recorded;  // by category; the same categories in the same order on every list
  CountRange not_recorded;
};

struct Composition {
  std::string dimension;
  std::vector<ListComposition> lists;  // by name
  bool simulated = false;
};

struct ShareRange {
  double lo = 0, hi = 1;  // in [0, 1]
  [[nodiscard]] bool empty() const { return lo > hi; }
};

struct SelectionOptions {
  double odds = 3;                       // G, at least 1
  std::optional<CountRange> exploited = {};  // how many people there are in all, seen or not: from an estimate
  std::int64_t least_people = 1;         // a list with fewer (its low end) has no share
};

// One category on one list.
struct CategoryOnList {
  std::optional<ShareRange> seen;       // of the list; who is not recorded may be of any category. Nothing: the list is too small
  std::optional<ShareRange> unequal;    // of everybody, if chances are at most G to 1
};

struct CategoryReport {
  std::string category;
  std::vector<CategoryOnList> lists;        // as Composition::lists
  ShareRange any;                           // of everybody, whatever the chances: the worst case, all lists together
  std::optional<ShareRange> unequal;        // of everybody, if the limit holds on each list; empty() when no share fits all lists
  // Of the two lists that differ most: the chances of this category, against the others', must differ by at least this factor between the two; 1: they need not.
  double least_ratio = 1;
  std::optional<std::size_t> high, low;     // these lists
};

struct SelectionReport {
  std::string dimension;
  std::vector<CategoryReport> categories;
  bool contradiction = false;  // worst-case bounds of the lists exclude each other: an assumption is false
};

// One composition a dimension, by name. Errors: flows.no_such_dimension, flows.bad_file, those of read_csv.
[[nodiscard]] core::Result<std::vector<Composition>> parse_compositions(std::string_view text, const std::string& file);

// Errors: flows.bad_odds; flows.fewer_than_seen when a list holds more people than there are said to be.
[[nodiscard]] core::Result<SelectionReport> select(const Composition& composition, const SelectionOptions& options);

// The share of everybody, when it is p on a list whose chance ratio is r.
[[nodiscard]] double share_of_all(double p, double r);

}  // namespace palermo::flows
