// SPDX-License-Identifier: Apache-2.0
// OwnCounts: how many people were on which lists, and which of these lists' own records show, or exclude, a definition.
//
// A list shows a definition when its record of the person, read by itself, meets it; it excludes it when its record alone fails it. What the
// lists know together plays no part here: a person of whom only the joined facts meet the definition is shown by no list. From these counts
// come the capture tables of the estimate: of being listed, of being shown to meet, of being shown not to meet (docs/methods/chain.md says
// why they, and not the joined findings, keep independent lists independent).
//
// Records that contradict each other: a person whom one list shows and another excludes is in neither table. Where nobody else has a record,
// a wrong one goes unnoticed; how many there are of these is expected from those noticed, each bound taking all of them against itself:
//   for the table of the shown: every contradiction is a wrong "meets" on somebody who does not. Of those excluded by one list alone, on list l
//   e_l people, with c contradicted people and r records of people excluded by two lists and more: e_l c / r are expected to be wrongly shown by l
//   for the table of the excluded: the other way round.
// They are taken from the people whom l alone shows (excludes); never more than there are. Pure.
#pragma once

#include <compare>
#include <cstdint>
#include <map>

namespace palermo::study {

// Bits over the lists.
struct OwnHistory {
  std::uint32_t on = 0, shows = 0, excludes = 0;

  auto operator<=>(const OwnHistory&) const = default;
  [[nodiscard]] bool contradicted() const { return shows != 0 && excludes != 0; }
};

// People by what their lists' own records say; never 0 of them.
using OwnCounts = std::map<OwnHistory, std::int64_t>;

// People by history; histories without anybody are left out.
using HistoryMap = std::map<std::uint32_t, std::int64_t>;

enum class Capture : std::uint8_t { listed, shown, excluded };

[[nodiscard]] HistoryMap capture_table(const OwnCounts& people, Capture capture);
[[nodiscard]] std::int64_t contradicted(const OwnCounts& people);
// People taken from the table of the shown, or of the excluded, as wrongly there and unnoticed.
[[nodiscard]] std::int64_t expected_unnoticed(const OwnCounts& people, Capture capture);

}  // namespace palermo::study
