// SPDX-License-Identifier: Apache-2.0
// Concept: what a number is a number of. Two numbers are added only when their concepts are the same.
//
// Source: requirement "concept ledger; refuses to add unlike numbers"; safeguard D30 (every number has definition,
// population, period, method, interval or reason for none, fitness label).
#pragma once

#include <cstdint>
#include <string>

#include "palermo/core/interval.hpp"
#include "palermo/core/result.hpp"
#include "palermo/core/value.hpp"

namespace palermo::core {

inline constexpr ErrorKind kUnlikeConcepts{"concept.unlike", Exit::refused, "D30"};
inline constexpr ErrorKind kIncompleteConcept{"concept.incomplete", Exit::refused, "D30"};
inline constexpr ErrorKind kSumTooLarge{"concept.too_large", Exit::unreadable};

struct Concept {
  std::string definition;  // "un.tip-protocol#trafficking, version 2000, certain"
  std::string unit;        // "person", "record", "event"
  std::string population;  // whom the number speaks of: "records registered by Shelter North"
  std::string period;      // "2015..2019"
  std::string place;       // "KH", "world"
  std::string reading;     // id of the declared reading
  std::string method;      // "count", "estimate:chao"

  bool operator==(const Concept&) const = default;
};

// A number with its concept: a whole number of `unit`s known to lie in `count` (exact when both ends are equal).
struct Quantity {
  Concept of;
  Interval<std::int64_t> count;
};

// Name of the first part in which the two differ ("definition", "unit", ...), or empty.
[[nodiscard]] std::string first_difference(const Concept& a, const Concept& b);

// Sum of two quantities of the same concept (ends added). Errors: concept.unlike (names the part and both values),
// concept.incomplete (a part is empty), concept.too_large (the sum does not fit in 64 bits). Populations must be declared disjoint by the caller.
[[nodiscard]] Result<Quantity> add(const Quantity& a, const Quantity& b);

[[nodiscard]] Value to_value(const Concept& concept_of);
[[nodiscard]] Done check_complete(const Concept& concept_of);

}  // namespace palermo::core
