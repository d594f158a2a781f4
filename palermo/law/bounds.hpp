// SPDX-License-Identifier: Apache-2.0
// What the numbers of a law or case file can be, and how long its lists may grow. What lies outside is refused with its place.
//
// Units: a fact measured in years is an age, 0 to 150; every other number counts persons or things, 0 to 1,000,000,000. So no bound that
// a law compares with and no number of a case comes near the ends of int64_t.
#pragma once

#include <cstddef>
#include <string_view>

#include "palermo/core/interval.hpp"
#include "palermo/law/vocabulary.hpp"

namespace palermo::law {

inline constexpr core::ErrorKind kNumberOutOfRange{"law.number_out_of_range", core::Exit::unreadable};
inline constexpr core::ErrorKind kPenaltyTurnedRound{"law.penalty_turned_round", core::Exit::unreadable};
inline constexpr core::ErrorKind kTwoDeadlines{"law.two_deadlines", core::Exit::unreadable};
inline constexpr core::ErrorKind kTooMany{"law.too_many", core::Exit::unreadable};

inline constexpr core::Interval<std::int64_t> kPenaltyMonths{0, 2400};   // two hundred years; more is `life`, or a slip of the pen
inline constexpr core::Interval<std::int64_t> kDeadlineMonths{0, 1200};  // a hundred years
inline constexpr core::Interval<std::int64_t> kDeadlineDays{0, 36525};

inline constexpr std::size_t kMostReadings = 1000;       // of one case, those at the head of its file included
inline constexpr std::size_t kMostChanges = 1000;        // of one case
inline constexpr std::size_t kMostHeadReadings = 50000;  // at the head of a file, times the cases of the file

// The numbers that a fact of the vocabulary can be.
[[nodiscard]] core::Interval<std::int64_t> allowed_numbers(const FactDef& fact);

// The whole number of `node`, within `allowed`; `what` names it in errors. Errors: schema.wrong_type when it is no number at all,
// law.number_out_of_range. The number itself is never repeated: it may be a case's.
[[nodiscard]] core::Result<std::int64_t> whole_number(const core::Value& node, std::string_view what,
                                                      const core::Interval<std::int64_t>& allowed);

}  // namespace palermo::law
