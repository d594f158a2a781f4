// SPDX-License-Identifier: Apache-2.0
// History: a case's findings over time, as pure functions of dated facts. Nothing recorded is ever written over.
//
// The first entry is the finding on what was recorded first; each change of the case gives another, on what was recorded up to then. An
// entry says *look again* when its outcome is another one than the entry's before, or when something changed on which that entry
// rested or for want of which it was unknown, and names it. That a finding comes out differently because a fact has become so is no breach
// of monotony: a stated fact was replaced, not an unknown one settled.
//
// The date of the conduct: what *became so* on a day was done up to that day, so the conduct reaches from the case's date to it; what
// *became known* changes no date.
#pragma once

#include "palermo/law/completion.hpp"

namespace palermo::law {

// A fact or number on which the entry before rested, or for want of which it was unknown.
struct Moved {
  FactId fact = 0;
  Truth before = Truth::unknown, after = Truth::unknown;       // of a fact
  core::Interval<std::int64_t> range_before, range_after;      // of a number
  bool was_unknown = false;
};

struct Entry {
  const Change* change = nullptr;  // nothing: what was recorded first. It belongs to the case.
  Outcome outcome = Outcome::unknown;
  How how = How::plainly;
  bool outcome_changed = false;
  std::vector<Moved> moved;  // in vocabulary order
  [[nodiscard]] bool look_again() const { return outcome_changed || !moved.empty(); }
};

struct History {
  FindingId id;
  std::vector<Entry> entries;  // one more than the case has changes
};

// The case after its first `changes` changes, without the later ones. A change replaces what was said of the same facts before.
[[nodiscard]] Case after_changes(const Case& stated, std::size_t changes);

// One history for each of `ids`; `stated` must outlive it. `look` sees each completion with the case as it was then; no more than two
// completions of a finding are held at a time. Errors: those of complete(), of the case as it was after any change; those of `look`.
[[nodiscard]] core::Result<std::vector<History>> history(const Corpus& corpus, const Case& stated, const std::vector<FindingId>& ids,
                                                         const Look& look);

[[nodiscard]] core::Value to_value(const History& history, const Vocabulary& vocabulary);

}  // namespace palermo::law
