// SPDX-License-Identifier: Apache-2.0
// keep_person_ids(): a person keeps her id when records arrive later, also when people turn out to be one or two.
//
//   const PersonIds now = keep_person_ids(people, ids_before, places, {.seed = seed, .run = 7, .retired = retired});
//   now.id_of[person], now.history      // what was merged, split, new or gone
//
// Each person of the new run takes over the id with which she shares most records; an id goes to one person at most. Where
// two claims are equally large, the one with the earlier record (canonical order) wins. Ids say nothing: they are drawn from the
// seed and the run's number, or from the operating system where there is no seed, never from what a record holds; and an
// id that was ever used is not used again.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/link/people.hpp"

namespace palermo::link {

enum class IdEvent : std::uint8_t {
  fresh,   // records that had no id are now of `to`
  kept,    // records that stay with their id, where something else about the person changed
  merged,  // `from` ended: these records are now of `to`
  split,   // `from` lives on with another person: these records are now of `to`
  gone,    // `from` ended: none of its records is there any more
};

struct IdChange {
  IdEvent event = IdEvent::kept;
  std::string from;       // the earlier id; empty when fresh
  std::string to;         // the id now; empty when gone
  std::int64_t records = 0;  // records that took this way

  bool operator==(const IdChange&) const = default;
};

struct PersonIds {
  std::vector<std::string> id_of;   // one per person
  std::vector<IdChange> history;    // persons in their order, then what ended; without `kept` where nothing changed
};

struct IdOptions {
  std::optional<std::uint64_t> seed;             // none: from the operating system
  std::uint64_t run = 1;                         // the number of this run in the register, from 1
  std::span<const std::string> retired = {};     // ids that ended in earlier runs
  std::span<const std::string> vanished = {};    // ids of records that this run no longer has, one each
};

// id_before: per record its person's earlier id, empty for a record that is new. place_of: per record its place in canonical
// order; empty: as read.
[[nodiscard]] PersonIds keep_person_ids(const People& people, std::span<const std::string> id_before, std::span<const RecordIndex> place_of,
                                        const IdOptions& options);

// "fresh", "kept", "merged", "split", "gone".
[[nodiscard]] std::string_view to_word(IdEvent event);

}  // namespace palermo::link
