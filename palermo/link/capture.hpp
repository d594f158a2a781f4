// SPDX-License-Identifier: Apache-2.0
// From people to capture tables, and the file that carries many of them: palermo-link-capture/1.
//
// A person's history is the set of lists on which she has a record. The file is JSON Lines: a head, then one line a draw:
//   {"not for release":true,"format":"palermo-link-capture/1","from":"partitions","seed":"1","draws":200,"lists":["a","b"]}
//   {"draw":1,"people":3,"cells":[{"history":"10","count":2},{"history":"11","count":1}]}
// Histories are one 0 or 1 a list, in the order of `lists`; cells ascend by history as a binary number whose first list is
// the lowest bit (core::CaptureCell). `draw` 0 is the point estimate. Whoever estimates uses all draws: the spread between
// them is what linkage does not know. Schema: docs/formats/link-capture.schema.json; page: docs/formats/link-files.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/capture_table.hpp"
#include "palermo/link/partitions.hpp"

namespace palermo::link {

inline constexpr core::ErrorKind kBadCaptureFile{"link.bad_capture_file", core::Exit::unreadable};

// What the draws differ by.
enum class DrawnFrom : std::uint8_t {
  partitions,   // who is one person with whom
  noisy_table,  // the true table given one to which noise was added (private linkage)
};

struct CaptureDraws {
  std::vector<std::string> lists;
  DrawnFrom from = DrawnFrom::partitions;
  std::uint64_t seed = 0;
  std::optional<core::CaptureTable> point;
  std::vector<core::CaptureTable> draws;
};

// Errors: those of core::CaptureTable::make, above all a list on which nobody is, or more than 16 lists.
[[nodiscard]] core::Result<core::CaptureTable> capture_table(const People& people, std::span<const ListIndex> list_of, const AdmittedLists& lists);
// One table a draw. Also: core.cancelled.
[[nodiscard]] core::Result<std::vector<core::CaptureTable>> capture_tables(const PartitionSample& sample, const Evidence& evidence,
                                                                          core::Progress& progress);

[[nodiscard]] std::string to_json_lines(const CaptureDraws& draws);
// Errors: link.bad_capture_file with the line and a reason; core::CaptureTable's own; text.not_utf8.
[[nodiscard]] core::Result<CaptureDraws> parse_capture_draws(std::string_view text, std::string_view file);

}  // namespace palermo::link
