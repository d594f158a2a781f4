// SPDX-License-Identifier: Apache-2.0
// FlowTable: how many people were counted from where to where, in which period; and who looked there, since when.
//
// Exact counts: inside. What may be shown is made by publish (protect_flows.hpp).
// Format of the two files: docs/formats/flows.md. Places are ISO 3166 codes of a country ("KH") or of its first level ("KH-12"): admin-1 is as fine as it gets.
// Invariants (SAFEGUARDS.md, D34)
//  - No place is finer than admin-1, no period finer than a month; a file that holds a finer one is refused whole.
//  - No period is in the table that ended less than three months before `today`; the delay can be longer, never shorter.
//  - Which corridors and periods are in the table follows from the statements of who looked, never from the counts: that a corridor is named says nothing
//    about anybody.
//  - A corridor where nobody looked has no number; one where somebody looked and saw nobody has zero. A count without a statement is refused.
//  - A place that is withheld (a rescue or reception point) becomes its country.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/flows/period.hpp"
#include "palermo/flows/rows.hpp"

namespace palermo::flows {

inline constexpr int kLeastDelayMonths = 3;

inline constexpr core::ErrorKind kTooLive{"flows.too_live", core::Exit::refused, "D34"};  // args: months, least
inline constexpr core::ErrorKind kCountWithoutLooking{"flows.count_without_looking", core::Exit::refused, "D30"};
inline constexpr core::ErrorKind kNothingYet{"flows.nothing_yet", core::Exit::refused, "D34"};  // every period is too recent

enum class Coarseness { country, admin1 };

struct CorridorCount {
  std::string origin, destination;  // codes
  Period period;
  std::int64_t people = 0;
  std::int64_t row = 0;  // of its file
};

// Who looked on a corridor, from the first day of `since` to the last day of `until`.
struct Looking {
  std::string origin, destination, who;
  core::Day since = 0;
  std::optional<core::Day> until = {};
};

struct FlowOptions {
  core::Day today = 0;
  int delay_months = kLeastDelayMonths;
  Coarseness coarseness = Coarseness::admin1;
  std::vector<std::string> withheld = {};  // codes of admin-1 places
};

enum class Watched { no, in_part, whole };  // of a period, and of the corridors that a coarse one is made of

struct FlowCell {
  Watched watched = Watched::no;
  std::int64_t people = 0;  // 0 where nobody looked: no number
};

struct Corridor {
  std::string origin, destination;
  std::vector<Looking> looking;  // by first day, then who
  std::vector<FlowCell> cells;   // one a period
};

struct FlowTable {
  std::vector<Period> periods;
  std::vector<Corridor> corridors;  // by origin, then destination
  FlowOptions options;
  bool simulated = false;
};

struct FlowFiles {
  std::vector<CorridorCount> counts;
  std::vector<Looking> looking;
  bool simulated = false;
};

// Reads the counts, and who looked. Errors: flows.too_fine, flows.bad_period, flows.bad_file, those of read_csv.
[[nodiscard]] core::Result<FlowFiles> parse_flows(std::string_view counts, const std::string& counts_file, std::string_view looking, const std::string& looking_file);

// Errors: flows.too_live, flows.count_without_looking, flows.nothing_yet.
[[nodiscard]] core::Result<FlowTable> flow_table(const FlowFiles& files, const FlowOptions& options);

}  // namespace palermo::flows
