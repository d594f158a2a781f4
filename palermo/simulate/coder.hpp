// SPDX-License-Identifier: Apache-2.0
// Coder: how an organisation writes down what happened: with gaps and with mistakes, at stated rates.
#pragma once

#include <cstdint>

#include "palermo/core/random.hpp"

namespace palermo::simulate {

enum class Coded : std::uint8_t { no, yes, missing };

struct CodingRates {
  double missing;   // the question was not asked, or the answer was not written down
  double missed;    // it happened, and is written down as a no
  double mistaken;  // it did not happen, and is written down as a yes
};

class Coder {
 public:
  Coder(core::Stream& stream, const CodingRates& rates) : stream_(stream), rates_(rates) {}

  [[nodiscard]] Coded flag(bool happened) {
    if (stream_.chance(rates_.missing)) return Coded::missing;
    return answer(happened) ? Coded::yes : Coded::no;
  }
  // For records that cannot tell a no from a gap.
  [[nodiscard]] bool noted(bool happened) { return flag(happened) == Coded::yes; }
  [[nodiscard]] bool gap() { return stream_.chance(rates_.missing); }

 private:
  [[nodiscard]] bool answer(bool happened) {
    return stream_.chance(happened ? rates_.missed : rates_.mistaken) ? !happened : happened;
  }

  core::Stream& stream_;
  CodingRates rates_;
};

// Per organisation, as README.md of a world states them.
inline constexpr CodingRates kHotlineCoding{0.35, 0.10, 0.010};
inline constexpr CodingRates kInspectionCoding{0.05, 0.15, 0.010};
inline constexpr CodingRates kShelterCoding{0.08, 0.06, 0.005};
inline constexpr CodingRates kContributorCoding{0.05, 0.04, 0.005};
inline constexpr double kContributorGroupMissing = 0.25;  // a whole group of columns was never asked
inline constexpr double kWrongSex = 0.005;                // in every organisation

}  // namespace palermo::simulate
