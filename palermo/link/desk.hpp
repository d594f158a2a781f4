// SPDX-License-Identifier: Apache-2.0
// Desk: what one party of private linkages keeps for itself: its secret, a journal of what it did, and prints of its lists.
//
// The journal refuses what an agreement cannot see: a second run beyond those agreed, a place in the ring answered twice, and a list of
// one's own that lies within an earlier one, holds it whole, or differs from it by a handful: two tables over such lists give away whoever
// is in one and not in the other. A print is a keyed hash (BLAKE2b, key of the desk) of what a record says under a match key:
// without the desk's secret it tells nothing. Each run has a nonce that enters every exponent, so that a run begun again from an old
// copy of the desk repeats no point; that a copy was put back is not noticed.
// The program keeps a desk as a folder of mode 0700: holder.key, journal.jsonl, and a file of prints for each list used.
// Facts: linkage 3.5 (differences between runs), 3.6. Pure functions; reads and writes no file.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/result.hpp"
#include "palermo/link/agreement.hpp"
#include "palermo/link/ring.hpp"

namespace palermo::link {

struct Records;

inline constexpr core::ErrorKind kBadDesk{"private.bad_desk", core::Exit::unreadable};
inline constexpr core::ErrorKind kRunsUsedUp{"private.runs_used_up", core::Exit::refused, "D20"};
inline constexpr core::ErrorKind kAnsweredTwice{"private.answered_twice", core::Exit::refused, "D20"};
inline constexpr core::ErrorKind kNestedList{"private.nested_list", core::Exit::refused, "D20"};

// holder.key: JSON with the secret.
[[nodiscard]] std::string desk_file(const Secret& secret);
[[nodiscard]] core::Result<Secret> read_desk_file(std::string_view text, std::string_view file);

// One thing that this party did.
struct JournalEntry {
  std::string agreement, project;
  int run = 1;
  std::string did;       // "offer", "answer" or "finish"
  int pass = 0, hop = 0;  // of the letter that was answered or finished; 0, 0 for an offer
  std::string answered;  // hash of the letter that was read; "" for an offer
  std::string nonce;     // of the run, hex
  std::vector<std::string> with = {};  // public keys of the other parties, hex
  std::string prints = {};   // name of the file of prints; "" when no list was handed in
  std::string order = {};    // SHA-256 of the prints of the list's records, in the order handed in

  bool operator==(const JournalEntry&) const = default;
};

[[nodiscard]] std::string to_line(const JournalEntry& entry);
// A last line that was cut short (the power went) is passed over; any other damage is an error.
[[nodiscard]] core::Result<std::vector<JournalEntry>> read_journal(std::string_view text, std::string_view file);

// The run that comes next for this party under the agreement; a list may be handed in for it. Errors: private.runs_used_up.
[[nodiscard]] core::Result<int> next_run(const Agreement& agreement, std::span<const JournalEntry> journal);
// The nonce of a run in which this party has taken part; "" when it has not.
[[nodiscard]] std::string nonce_of(const Agreement& agreement, int run, std::span<const JournalEntry> journal);
// Nothing was done at this place of the ring yet, and the letter was not read before. Errors: private.answered_twice.
[[nodiscard]] core::Done check_not_done(const Agreement& agreement, const Letter& letter, std::string_view did, std::span<const JournalEntry> journal);

using Print = std::array<std::uint8_t, 16>;
// For each match key (all_match_keys(), in order) the prints of the texts that the list has under it, sorted, each once.
using ListPrints = std::vector<std::vector<Print>>;

// `which`: the records that are handed in.
[[nodiscard]] ListPrints prints_of(const Records& records, std::span<const RecordIndex> which, const Secret& desk);
// A keyed print of everything that a record says.
[[nodiscard]] Print print_of(const Records& records, RecordIndex record, const Secret& desk);
[[nodiscard]] std::string prints_file(const ListPrints& prints);
[[nodiscard]] core::Result<ListPrints> read_prints(std::string_view bytes, std::string_view file);
// Whether, under one of `keys`, one list lies within the other or they differ by fewer than ten. Keys under which a list has fewer
// than twenty texts are passed over.
[[nodiscard]] bool nested(const ListPrints& a, const ListPrints& b, std::span<const MatchKey> keys);
// Entries whose lists must not be nested with a new one: those with a party of this agreement.
[[nodiscard]] std::vector<const JournalEntry*> lists_with(const Agreement& agreement, const PublicKey& self, std::span<const JournalEntry> journal);

// The finisher's account between two passes.
[[nodiscard]] std::string account_file(const RingAccount& account);
[[nodiscard]] core::Result<RingAccount> read_account(std::string_view text, std::string_view file);

}  // namespace palermo::link
