// SPDX-License-Identifier: Apache-2.0
// lint_evidence(): refuses a bare number (SAFEGUARDS.md, D30). Run on every evidence file before it is written.
//
// It knows nothing of how the file was made: it reads the document as a stranger would. Every number in it must be the
// value or a bound of an entry of `numbers` that states definition, unit, population, period, place, reading, method,
// the reason why it has no interval, fitness and protection (the floor, base 10). Any other number, and any member that
// the format does not know, is bare. It does not read prose: whoever writes a title can write a number into it.
#pragma once

#include "palermo/core/value.hpp"

namespace palermo::publish {

inline constexpr core::ErrorKind kNotEvidence{"publish.not_evidence", core::Exit::refused, "D30"};
inline constexpr core::ErrorKind kBareNumber{"publish.bare_number", core::Exit::refused, "D30"};
inline constexpr core::ErrorKind kIncompleteNumber{"publish.incomplete_number", core::Exit::refused, "D30"};
inline constexpr core::ErrorKind kUnprotectedNumber{"publish.unprotected_number", core::Exit::refused, "D30"};
inline constexpr core::ErrorKind kBoundsReversed{"publish.bounds_reversed", core::Exit::refused, "D30"};
inline constexpr core::ErrorKind kSameNumberTwice{"publish.same_number_twice", core::Exit::refused, "D30"};
inline constexpr core::ErrorKind kUnmarkedSimulation{"publish.unmarked_simulation", core::Exit::refused, "D33"};

// The first thing that is wrong, with its path ("numbers[3].concept.unit") as the place's field.
[[nodiscard]] core::Done lint_evidence(const core::Value& document);

}  // namespace palermo::publish
