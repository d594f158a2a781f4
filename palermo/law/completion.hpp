// SPDX-License-Identifier: Apache-2.0
// Completion: may an unknown finding be said after all, because it comes out the same however the unknown is settled?
//
//   auto found = complete(corpus, the_case, {"un.tip-protocol", "trafficking"});
//   found->outcome, found->how, found->certificate
//
// Supervaluation on top of the plain evaluator (docs/methods/reasoning.md): an unknown outcome may only become true or false, every other
// outcome stays as it is. Judged is what may be said (Finding::outcome), so a false on text that nobody read stays unknown here too. Not
// split: the date of the conduct, and exceptions that the user takes as not raised. Up to 12 atoms, at most 4096 assessments.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "palermo/law/certificate.hpp"

namespace palermo::law {

enum class How : std::uint8_t {
  plainly,        // the plain evaluator settles it; there is nothing to split
  by_case_split,  // with a certificate
  both_ways,      // stays unknown: true in one way of settling, false in another
  too_many,       // stays unknown: it rests on more than 12 things
  not_read,       // stays unknown: one way of settling leads to a false on text that nobody read
  days_not_read,  // stays unknown: as encoded no version was in force, and nobody has read from when to when the law was
  date,           // stays unknown: one way of settling leads to versions that differ, and the date leaves them open
  contradictory   // stays unknown: nothing can be settled without a contradiction
};
[[nodiscard]] std::string_view word(How how);

struct Completion {
  Finding finding;  // of the plain evaluator, kept as it is
  Outcome outcome = Outcome::unknown;
  How how = How::plainly;
  std::vector<Atom> atoms;                 // what an unknown finding rests on, in vocabulary order
  std::optional<Certificate> certificate;  // by_case_split
  std::vector<Setting> true_if, false_if;  // both_ways: one way to each
};

// What a caller does with each completion as it is made, and with the case it was made for: let the checkers accept it, keep it. An error
// ends the work.
using Look = std::function<core::Done(const Case& stated, const Completion& completion)>;

// Errors: those of FactBase::derive and assess.
[[nodiscard]] core::Result<Completion> complete(const Corpus& corpus, const Case& stated, const FindingId& id);

[[nodiscard]] core::Value to_value(const Completion& completion, const Vocabulary& vocabulary);

}  // namespace palermo::law
