// SPDX-License-Identifier: Apache-2.0
// Ring: several holders fill a capture table together, and nobody learns whose record met whose.
//
// Each holder makes one bundle of points a record, one point a match key. Pass 0 collects: a letter goes round, every holder adds its
// list, raises every point to a mask of its own for that list, and shuffles; the finisher then raises each list to a factor of
// its own. In pass k >= 1 the letter goes round again: on key k every holder divides its masks out and raises to one
// exponent, equal for every list; keys still to come get further masks. When the letter is back, the finisher divides its
// factors out: now equal keys are equal points, and only the finisher can see it. It counts the groups of equal points over
// two lists or more, puts random points in the place of their bundles, and hands the letter round for the next key.
//
// Who learns what: everybody who holds a letter sees how long every list is, and nothing else: before the finisher divides its factors
// out, points of two lists cannot be compared, and within a list no point stands twice. The finisher learns the cells that each
// key added, by lists. Nobody learns which record met. This holds while every party follows the protocol and the finisher does not work
// together with a holder. A holder who puts guessed people into its list learns of their membership from the cells, if it
// is shown them: hence the smallest list, the number of runs, and the refusal of nested lists (desk.hpp).
// Bias against linkage in the clear: docs/methods/link-private.md. Source: facts linkage 3.5 (commutative ring), [huberman1999].
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "palermo/core/capture_table.hpp"
#include "palermo/link/letter.hpp"

namespace palermo::link {

inline constexpr core::ErrorKind kOutOfTurn{"private.out_of_turn", core::Exit::refused, "D20"};
inline constexpr core::ErrorKind kShortList{"private.short_list", core::Exit::refused, "D20"};

// Where a holder or finisher sits: which agreement, who it is, which run, and the secret of its desk.
struct Seat {
  const Agreement& agreement;
  std::string name;
  int run = 1;
  Secret desk;          // from which every exponent of this run is derived,
  std::string nonce{};  // with this, drawn when the party first took part in the run

  [[nodiscard]] SigningKey key() const { return SigningKey::from(desk); }
};

// The points of one's own list, not yet raised. texts: one a record and match key of the agreement, in its order; empty: none.
// A text that stands twice in the list counts where it stands first; elsewhere a random point takes its place, so that how often a name
// is used does not show. Errors: private.short_list (fewer different records than agreed).
[[nodiscard]] core::Result<BlindedList> blind_own_list(const Seat& seat, std::span<const std::vector<std::string>> texts);

// The first letter: one's own list, raised once. Only the first holder of the agreement begins. Errors: private.out_of_turn.
[[nodiscard]] core::Result<Letter> begin_ring(const Seat& seat, BlindedList own, int threads);

// Whether this holder's list must be handed in to answer `letter`.
[[nodiscard]] bool needs_own_list(const Seat& seat, const Letter& letter);
// Raises what is this holder's to raise, adds `own` in pass 0, shuffles, and addresses the next. The letter must come from the
// party before it in the ring, stand exactly at this holder's place, and have no list shorter than agreed. Errors:
// private.out_of_turn, private.short_list, private.bad_point.
[[nodiscard]] core::Result<Letter> answer_ring(const Seat& seat, Letter letter, BlindedList own, int threads);

// The finisher's account over the passes.
struct RingAccount {
  int passes_done = 0;                                       // pass 0 counts
  std::vector<std::int64_t> lengths;                         // of each holder's list
  std::vector<std::map<std::uint32_t, std::int64_t>> added;  // by key: history over two holders or more -> people met by it

  bool operator==(const RingAccount&) const = default;
};

struct RingPass {
  RingAccount account;
  bool done = false;
  Letter next;  // when not done
};

// Pass 0: raises the lists to the finisher's factors. Later: divides them out, counts, and blinds what met. Errors: private.out_of_turn.
[[nodiscard]] core::Result<RingPass> finish_pass(const Seat& seat, Letter letter, RingAccount account, int threads);

// The table when the last pass is done.
[[nodiscard]] core::Result<core::CaptureTable> table_of(const Agreement& agreement, const RingAccount& account);

}  // namespace palermo::link
