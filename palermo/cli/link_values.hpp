// SPDX-License-Identifier: Apache-2.0
// What some records say, as it stands in their lists: for `link explain --values` and for the files of clerks who label with --values.
//
// The lists are read a second time, and only the cells of the records that were asked for are kept. Whoever calls this has let
// read_lists() admit the lists before. Ids, names of lists, a known truth and columns that are not used are left out.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "palermo/cli/link_files.hpp"

namespace palermo::cli {

struct SaidCell {
  std::string field;  // link::word(Field)
  std::string text;   // on one line; cells of one field joined by " · "
};

using SaidCells = std::map<link::RecordIndex, std::vector<SaidCell>>;

// `wanted`: records that agreed to be linked. Errors: csv.*, file.*, core.cancelled.
[[nodiscard]] core::Result<SaidCells> read_values(Context& context, const LinkCall& call, const LinkLists& lists, const std::set<link::RecordIndex>& wanted);

}  // namespace palermo::cli
