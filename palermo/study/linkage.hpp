// SPDX-License-Identifier: Apache-2.0
// link_people(): from names to who is one person: the most likely answer, and draws of how it might be otherwise.
//
// A Linkage knows rows by number and nobody by name. It is all that the rest of the study learns from the identities.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "palermo/link/partitions.hpp"
#include "palermo/study/identities.hpp"

namespace palermo::study {

// A row of an identity file: the list it stands on, and the key by which its case row is found.
struct ListedRow {
  link::ListIndex list = 0;
  std::string key;

  auto operator<=>(const ListedRow&) const = default;
};

struct Linkage {
  std::vector<ListedRow> rows;                // that may be linked, then those without consent
  std::size_t linkable = 0;                   // the first of them
  link::People point;                         // over the linkable rows
  link::PartitionSample draws;                // the same
  double expected_matches = 0;                // pairs of rows of one person, as the training expects
};

// Errors: core.cancelled, link.*.
[[nodiscard]] core::Result<Linkage> link_people(const Identities& identities, const link::AdmittedLists& lists, const LinkSettings& settings,
                                                core::Progress& progress);

}  // namespace palermo::study
