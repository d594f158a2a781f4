// SPDX-License-Identifier: Apache-2.0
// Declared readings at once: the finding under each, and whether it holds under every reading, under some, or under none.
//
// A reading adds what it says to the case and takes nothing away; one that contradicts the case cannot be taken and does not count. No
// reading is preferred. Each finding is completed (completion.hpp); unknown is kept apart from true and from false.
#pragma once

#include "palermo/law/completion.hpp"

namespace palermo::law {

inline constexpr core::ErrorKind kUnknownTerm{"law.unknown_term", core::Exit::unreadable};

enum class Holds : std::uint8_t {
  every,     // true under every reading
  some,      // true under at least one, not under all
  possibly,  // true under none, unknown under at least one
  none       // false or not in force under every reading
};
[[nodiscard]] std::string_view word(Holds holds);

struct Found {
  Outcome outcome = Outcome::unknown;
  How how = How::plainly;
};

struct UnderReading {
  std::string reading, says;
  std::optional<Found> found;  // nothing: the reading contradicts the case
};

struct UnderReadings {
  FindingId id;
  Found as_stated;  // without any reading
  std::vector<UnderReading> readings;
  std::optional<Holds> holds;  // nothing when no reading can be taken
};

[[nodiscard]] std::optional<Holds> holds_under(const std::vector<UnderReading>& readings);

// What was recorded first, as one reading understands it.
[[nodiscard]] Case under(const Case& stated, const DeclaredReading& reading);

// One entry for each of `ids`. `look` sees each completion with the case as the reading understands it. Errors: those of complete() and
// of `look`; law.unknown_law, law.unknown_term when a reading answers what no law asks.
[[nodiscard]] core::Result<std::vector<UnderReadings>> under_readings(const Corpus& corpus, const Case& stated,
                                                                      const std::vector<FindingId>& ids, const Look& look);

// Does some rule of the law leave this term open?
[[nodiscard]] bool leaves_open(const Law& law, std::string_view term);

[[nodiscard]] core::Value to_value(const UnderReadings& found);

}  // namespace palermo::law
