// SPDX-License-Identifier: Apache-2.0
// The unit's side of tier B: records of several holders as filters, field by field, and which of them are of one person.
//
// Two filters of a field are as near as their Dice says, in five levels; a field that one side does not have says nothing (never: disagrees).
// Levels are weighed as in the clear ([fellegi1969]): u from all pairs, less the matches, by nationality; m and the share of matches by EM over the
// table of patterns (no more matches than duplicate-free lists can hold), from usual values, with Dirichlet priors; a nearer level never weighs less. Every pair is compared, so nothing is lost to
// blocking: lists of up to kMostFilters records each. What comes out are pairs by number, for find_people() and sample_partitions(); only
// capture tables leave the unit.
// Records of people who stand twice on a list that is not duplicate-free are linked within it too. Facts: linkage 3.1, 4.2.
// Deterministic; the number of threads does not show.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/link/filters.hpp"
#include "palermo/link/roles.hpp"

namespace palermo::link {

inline constexpr core::ErrorKind kBadFilters{"private.bad_filters", core::Exit::unreadable};
inline constexpr core::ErrorKind kTooManyFilters{"private.too_many_filters", core::Exit::unreadable};

inline constexpr std::size_t kMostFilters = 40'000;  // records in all

using RecordFilters = std::array<std::optional<Filter>, kFilterFields.size()>;  // by FilterField

struct FilterList {
  std::string name;
  bool duplicate_free = false;
  std::vector<RecordFilters> records;
};

// The bytes that are sealed and sent: a head of one line, then for each record a byte that says which fields it has, and 128 bytes a field.
[[nodiscard]] std::string filters_bytes(const FilterList& list);
// Errors: private.bad_filters.
[[nodiscard]] core::Result<FilterList> read_filters(std::string_view bytes, std::string_view file);

inline constexpr std::size_t kDiceLevels = 6;                          // 0: not known on a side
inline constexpr std::array<double, 4> kDiceSteps{0.55, 0.70, 0.85, 0.999};  // from which a level begins; by chance filters reach about 0.37

// People of one nationality share names and places: u is learned apart for pairs whose nationality is not known, differs, or agrees.
inline constexpr std::size_t kFilterStrata = 3;
using DiceShares = std::array<double, kDiceLevels>;

struct FieldShares {
  DiceShares m{};
  std::array<DiceShares, kFilterStrata> u{}, bits{};
  bool seen = false;
};

struct FilterModel {
  std::array<FieldShares, kFilterFields.size()> fields{};
  double matches = 0, pairs = 0;  // expected and possible
};

struct FilterOptions {
  std::vector<FilterField> fields;  // that are compared
  double keep_bits = -10;
  int threads = 0;
};

struct FilterResult {
  FilterModel model;
  std::vector<ScoredPair> pairs;   // numbers run through the lists in their order
  std::vector<ListIndex> list_of;
};

// `admitted` are the lists in the same order. Errors: private.too_many_filters, core.cancelled.
[[nodiscard]] core::Result<FilterResult> link_filters(const AdmittedLists& admitted, std::span<const FilterList> lists, const FilterOptions& options,
                                                      core::Progress& progress);

}  // namespace palermo::link
