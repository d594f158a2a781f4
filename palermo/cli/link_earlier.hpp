// SPDX-License-Identifier: Apache-2.0
// Persons keep their ids when records arrive later: the clusters of an earlier run, and what became of each id since.
//
// inside/clusters.csv says who had which id; inside/id_history.csv beside it, which ids ended in which run, so that none is used
// again. A record is found again by its list and its id there, whatever stood in front of it in the file. Page: docs/formats/link-files.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "palermo/cli/context.hpp"
#include "palermo/cli/link_files.hpp"
#include "palermo/link/person_ids.hpp"

namespace palermo::cli {

inline constexpr core::ErrorKind kOtherEarlier{"link.other_earlier", core::Exit::usage};
inline constexpr core::ErrorKind kBadHistory{"link.bad_history", core::Exit::unreadable};

struct HistoryLine {
  std::uint64_t run = 1;
  link::IdChange change;
};

// Ids of persons, and how they came about. Counts are of ids: each earlier id is kept, merged into another, or gone; split are those
// kept ids some of whose records are now of somebody else.
struct KeptIds {
  std::vector<std::string> id_of;     // one a person
  bool earlier = false;               // there was an earlier run
  std::uint64_t run = 1;
  std::int64_t kept = 0, merged = 0, gone = 0, split = 0;
  std::int64_t fresh = 0;             // persons with an id that nobody had
  std::int64_t records_found = 0, records_new = 0, records_left = 0;  // of this run; left: of the earlier run alone
  std::vector<HistoryLine> history;   // of all runs
};

// p1, p2 ... in the order of persons.
[[nodiscard]] KeptIds first_ids(const link::People& people);
// `rank`: of each record its place in canonical order. Errors: link.other_earlier (no record of the earlier run is in these lists),
// link.bad_history, those of link::read_clusters, file.*.
[[nodiscard]] core::Result<KeptIds> keep_ids(Context& context, const std::string& earlier, const LinkLists& lists, const link::People& people,
                                             const std::vector<link::RecordIndex>& rank, std::uint64_t seed);

[[nodiscard]] std::string history_csv(const KeptIds& ids);
[[nodiscard]] core::Value to_value(const KeptIds& ids);
[[nodiscard]] std::string ids_text(const KeptIds& ids, const core::Catalogue& catalogue);

}  // namespace palermo::cli
