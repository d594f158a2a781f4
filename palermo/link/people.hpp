// SPDX-License-Identifier: Apache-2.0
// find_people(): from pairs of records to people.
//
//   PALERMO_TRY(const People people, find_people({.lists = lists, .list_of = list_of, .pairs = pairs}, {}, progress));
//   people.person_of[record]   // 0 .. people.count - 1
//
// Hard bans, whatever the method and whatever the weights: two records of one duplicate-free list, the two records of a
// never-link pair (not even by way of a third record), and a record without consent, which is always a person of its own.
//
// Persons are numbered by their first record in canonical order. Nothing here is random, and the result depends neither on
// the number of threads nor on the order of pairs; it does not depend on the order of rows either where `rank` orders
// records by their content.
//
// Methods (docs/methods/link-people.md):
//   components   records joined by a chain of pairs above the threshold are one person. Where a chain breaks a ban, pairs are
//                taken from the strongest on, and those that would break it are left out.
//   best_links   the same from the strongest on, and pairs of equal weight that compete for one place are all left out: what
//                Splink calls single best links with ties dropped [splink].
//   correlation  the default: maximises the sum of log-odds inside persons; each group of records on its own. A group that
//                stands on two duplicate-free lists is solved exactly as an assignment; others start from average linkage and
//                are mended by moving records and joining persons [bansal2004]. Pairs are weighted down in persons of more
//                than two records (temper.hpp).
//
// The log-odds of a pair come from its calibrated probability. Cost: near-linear in records and pairs as long as groups are
// small; 1,000,000 records with 2,000,000 pairs take about a second.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/link/list.hpp"
#include "palermo/link/pair.hpp"
#include "palermo/link/roles.hpp"

namespace palermo::link {

using PersonIndex = std::uint32_t;

struct RecordPair {
  RecordIndex a = 0;
  RecordIndex b = 0;

  bool operator==(const RecordPair&) const = default;
};

// What is known before it is decided who is one person. All spans must outlive the call.
struct Evidence {
  const AdmittedLists& lists;
  std::span<const ListIndex> list_of;            // one per record; an index into lists
  std::span<const ScoredPair> pairs;             // in any order; of a pair that stands twice the stronger counts
  std::span<const RecordPair> never = {};        // never one person
  std::span<const std::uint8_t> consent = {};    // one per record, 0: never linked; empty: all consent
  std::span<const RecordIndex> rank = {};        // one per record: its place in canonical order, a permutation; empty: as read
  std::span<const std::vector<float>> other_bits = {};  // log-odds of each of `pairs` under other models as likely (model_draws.hpp)
};

enum class Method : std::uint8_t { components, best_links, correlation };

struct PeopleOptions {
  Method method = Method::correlation;
  double threshold_bits = 0;   // log-odds above which two records are rather one person; 0 is probability one half. On lists where
                               // nobody stands twice, minus the shift of sample_partitions() counts people better
  double absent_bits = -10;    // log-odds of two records that were not compared, or not worth keeping
  int threads = 0;             // 0: as many as the machine has
};

struct People {
  std::vector<PersonIndex> person_of;  // one per record
  PersonIndex count = 0;

  bool operator==(const People&) const = default;
};

// Log-odds of a pair in bits, from its calibrated probability; within -40 .. 40.
[[nodiscard]] double log_odds_bits(const ScoredPair& pair);

// Errors: core.cancelled. Sizes and indices that do not fit are our fault and end the program.
[[nodiscard]] core::Result<People> find_people(const Evidence& evidence, const PeopleOptions& options, core::Progress& progress);

}  // namespace palermo::link
