// SPDX-License-Identifier: Apache-2.0
// Audits: a lower bound for epsilon that a mechanism as it runs cannot talk away. Below the claim proves nothing; above it, a defect.
//
// Two ways. Pairwise: a mechanism is run many times on a table and on the same table with one person more, and an attacker tells from
// one number which it was. One run: invented people (canaries) are put in or left out by coins, the mechanism runs once, and the attacker
// guesses the coins. Both on invented or own data, inside alone: results are about the program, rows never leave.
// Sources: [jagielski2020] for the first (with [clopper1934]), [steinke2023] for the second. Methods: docs/methods/privacy-accounting.md.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/core/result.hpp"
#include "palermo/privacy/marginal.hpp"
#include "palermo/privacy/person_table.hpp"

namespace palermo::privacy {

// From outcomes on the two tables, the same number of each: the first half chooses the event (a threshold and a side), the second
// half bounds its two probabilities by Clopper-Pearson. Least epsilon that is compatible with (epsilon, delta)-DP, with that confidence.
[[nodiscard]] double pairwise_audit(std::span<const double> with, std::span<const double> without, double delta, double confidence = 0.95);

// What an attacker guessed about the coins of one run.
struct CanaryGuesses {
  std::int64_t canaries = 0;  // coins tossed
  std::int64_t guessed = 0;   // of which the attacker dared to guess
  std::int64_t correct = 0;
};

// Probability, at most, of guessing that well against any (epsilon, delta)-DP mechanism: [steinke2023], theorem 1.2 and its program.
[[nodiscard]] double canary_p_value(const CanaryGuesses& guesses, double epsilon, double delta);
// The greatest epsilon that the guesses refute with that confidence; 0 when they refute none.
[[nodiscard]] double canary_epsilon(const CanaryGuesses& guesses, double delta, double confidence = 0.95);

struct CanaryOptions {
  std::size_t canaries = 1000;
  double guessed = 0.1;       // share of canaries that are guessed: those with the most telling scores, half in and half out
  double delta = 1e-6;
  double confidence = 0.95;
};

// How strongly a release speaks for a canary having been in the table; only the order counts.
using CanaryScore = std::function<double(std::span<const Level> canary)>;
// The mechanism under audit: runs on a table that holds some canaries; answers with the attacker's score made from what it released.
using Audited = std::function<core::Result<CanaryScore>(const PersonTable& table)>;

struct CanaryAudit {
  CanaryGuesses guesses;
  double epsilon = 0;  // lower bound
};

// Canaries are rows drawn uniformly from the codebook, mended by its rules. Errors: those of the mechanism.
[[nodiscard]] core::Result<CanaryAudit> canary_audit(const PersonTable& base, const Audited& mechanism, const CanaryOptions& options,
                                                     core::Stream& stream);

// Attackers. Of noisy counts, one who knows everybody but the canaries: sum over marginals of (noisy - base) / sigma2 in the canary's cell.
[[nodiscard]] CanaryScore score_by_counts(std::vector<NoisyMarginal> released, const PersonTable& base);
// Of synthetic rows, the same by pairs of columns: (synthetic - base) / (base + 1) in the canary's cell.
[[nodiscard]] CanaryScore score_by_rows(const CodedRows& released, const PersonTable& base);

}  // namespace palermo::privacy
