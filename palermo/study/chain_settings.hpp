// SPDX-License-Identifier: Apache-2.0
// What study.yaml says of the stages after counting: who is the same person (link), how many were never seen (estimate), what may be
// published of the linked people (release).
//
//   link: {draws: 100, seed: 7}
//   estimate: {tables: 25, replicates: 200, seed: 7}
//   release:
//     plan: release.yaml                 # palermo-release-plan/1
//     columns: {sex: sex, trafficking: asked/un.tip-protocol#trafficking}   # of its codebook: a table, or READING/DEFINITION
//     ledger: register.ledger            # and keys: [a.key, b.key]; or, for invented people alone, test_seed: 7
// Format and defaults: docs/formats/study.md. `link` needs an identity file of every source; `estimate` and `release` need `link`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "palermo/core/schema.hpp"

namespace palermo::study {

inline constexpr core::ErrorKind kOutOfRange{"study.out_of_range", core::Exit::unreadable};      // args: key, least, most
inline constexpr core::ErrorKind kNeedsLink{"study.needs_link", core::Exit::unreadable};         // args: stage
inline constexpr core::ErrorKind kReleaseColumn{"study.release_column", core::Exit::unreadable};   // args: column, found
inline constexpr core::ErrorKind kNeedsIdentity{"study.needs_identity", core::Exit::unreadable}; // args: source
inline constexpr core::ErrorKind kNumberOfLists{"study.number_of_lists", core::Exit::unreadable};  // args: stage, least, most, found

inline constexpr std::size_t kMostLinkedLists = 16, kMostEstimatedLists = 8;

struct LinkSettings {
  std::uint64_t seed = 1;
  std::int64_t draws = 100;  // sampled partitions
};

struct EstimateSettings {
  std::uint64_t seed = 1;
  std::int64_t tables = 25;       // of the drawn ones, evenly taken, that the estimate goes through
  std::int64_t replicates = 200;  // of the bootstraps behind the verdict
};

struct ReleaseSettings {
  std::string plan;                                          // a file, as written
  std::vector<std::pair<std::string, std::string>> columns;  // of the plan's codebook -> a table of the study, or READING/DEFINITION
  std::string ledger;                                        // a file, as written; "": a test
  std::vector<std::string> keys;                             // officers' key files, as written
  std::optional<std::uint64_t> test_seed;                    // invented people: the release says TEST – NOT PRIVATE
  core::Place place;
};

struct ChainSettings {
  std::optional<LinkSettings> link;
  std::optional<EstimateSettings> estimate;
  std::optional<ReleaseSettings> release;
};

// Asks `reader` (of the study) for its keys link, estimate and release. Errors: schema.*, study.out_of_range, study.needs_link.
[[nodiscard]] core::Result<ChainSettings> parse_chain(core::Reader& reader);

}  // namespace palermo::study
