// SPDX-License-Identifier: Apache-2.0
// Lists with a known truth, for measuring linkage: published sets (../shared/data/linkage), folders that `palermo simulate lists` wrote,
// and invented lists by seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "palermo/link/name_tables.hpp"

namespace palermo::bench {

struct ListFile {
  std::string list;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

// A way to tell groups of people apart: their nationality, their sex.
struct Grouping {
  std::string field;
  std::vector<std::string> names;
  std::vector<std::uint32_t> of_record;
};

struct LinkSet {
  std::string name;
  std::vector<ListFile> files;
  bool duplicate_free = false;
  std::vector<std::uint32_t> truth;  // one a record, files one after the other: equal means one person
  std::vector<Grouping> groupings;   // of the truth, not of what the records say
};

[[nodiscard]] link::NameTables name_tables();
// febrl1, ..., or lists:FOLDER. Without records where it is not here.
[[nodiscard]] LinkSet known_set(const std::string& name);
// Five lists of 2,000 people with the usual mistakes.
[[nodiscard]] LinkSet simulated_set(std::uint64_t seed);

}  // namespace palermo::bench
