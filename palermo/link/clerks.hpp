// SPDX-License-Identifier: Apache-2.0
// How far two clerks who labelled the same pairs, blind to each other and to the score, agree: raw agreement and Cohen's kappa.
//
//   kappa = (P_o - P_e) / (1 - P_e)      P_o: share labelled alike; P_e: the share if each labelled at random with its own rates
//
// Its interval is that of the large sample ([fleiss1969], formula 13), raw agreement has Wilson's. Both are of the labelled
// sample, in which pairs that are hard are many: among all pairs clerks would agree more often. Kappa falls when one label is rare;
// it is not given where both clerks said the same of everything. Pure; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace palermo::link {

enum class PairLabel : std::uint8_t { same, different, unsure };
inline constexpr std::size_t kPairLabels = 3;

[[nodiscard]] std::string_view to_word(PairLabel label);                             // "same", "different", "unsure"
[[nodiscard]] std::optional<PairLabel> pair_label_of(std::string_view word);         // these words in any case, nothing else

struct ShareInterval {
  double low = 0, high = 0;
};

// Wilson's interval of a share, 95 %. n > 0.
[[nodiscard]] ShareInterval wilson(double successes, double n);

struct ClerkAgreement {
  std::int64_t pairs = 0;
  std::array<std::array<std::int64_t, kPairLabels>, kPairLabels> table{};  // by the first clerk's label, then the second's
  std::int64_t alike = 0;
  double raw = 0;
  ShareInterval raw_interval;
  std::optional<double> kappa;
  ShareInterval kappa_interval;  // 95 %, within -1 .. 1; only with a kappa
  double kappa_error = 0;        // its standard error
};

// One label a pair each, in the same order; at least one pair.
[[nodiscard]] ClerkAgreement agreement_of(std::span<const PairLabel> first, std::span<const PairLabel> second);

// How probable it is that one clerk's label is right, from how often the clerks differ: 1 - e with 2 e (1 - e) the share labelled differently
// (one pair of each kind added). A third who settles what two differ on is trusted so far.
[[nodiscard]] double label_certainty(const ClerkAgreement& agreement);
// How probable it is that what both say alike is right, (1 - e)^2 / ((1 - e)^2 + e^2), and never above 0.995: they look at the same records,
// and may err together.
[[nodiscard]] double agreed_certainty(double certainty);

}  // namespace palermo::link
