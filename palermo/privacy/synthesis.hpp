// SPDX-License-Identifier: Apache-2.0
// Synthesis: rows of nobody, and counts with an interval each, from the same noisy tables about real people.
//
//   PALERMO_TRY(Budget budget, Budget::of(4, 1e-6));
//   Randomness randomness;                                    // the operating system's
//   PALERMO_TRY(Synthesis made, synthesise(table, {}, budget, randomness, progress));
//   made.rows; made.counts; made.measured;                    // all of it may be published
//
// The steps: number of people and every column alone → rare levels of large columns together → in rounds, the pairs (and starred
// triples) that the model so far tells worst are chosen by the exponential mechanism and measured → graphical model → support filter:
// combinations that the noisy tables do not support are forbidden, and the model is fitted again → rows by rounding, settled so that
// no forbidden pair is left → how far the rows are from the people, and whether columns shuffled apart were as near.
// Real people are met in measure(), select() and measure_distance() alone, which pay first; the rest is post-processing.
// Invariants: the number of rows is the noisy number of people, rounded; levels are the codebook's; no row breaks its rules; no pair of
// attributes that is not in `supported` stands in a row. Same TestSeed, same result, whatever the machine's threads.
// Sources: [mckenna2022] (AIM), [mckenna2021] (MST), [mckenna2019]. Method, what was tried, and the trade-off: docs/methods/synthesis.md.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/privacy/budget.hpp"
#include "palermo/privacy/marginal.hpp"
#include "palermo/privacy/person_table.hpp"
#include "palermo/privacy/randomness.hpp"

namespace palermo::privacy {

inline constexpr core::ErrorKind kTooFewPeople{"privacy.too_few_people", core::Exit::refused, "D29"};  // the noisy number is below 1

enum class Mechanism : std::uint8_t {
  aim,  // pairs in rounds, where the model is worst; the better one
  mst,  // one tree of pairs: fast, for a first look and for small budgets
};

// How many combinations may be invented, and which are kept.
struct SupportOptions {
  bool on = true;
  double fabricated = 0.15;  // η: share of supported attribute pairs that noise alone may make, at most; the rows hold far fewer. In (0, 1)
};

// A public table of an earlier release, by columns of this codebook: people by cell, as it was published. It costs nothing.
struct PriorTable {
  std::vector<std::size_t> columns;  // ascending
  std::vector<double> people;        // row-major, the last column fastest
  double variance = 1;               // of each cell
};

struct SynthesisOptions {
  Mechanism mechanism = Mechanism::aim;
  SupportOptions support{};
  double confidence = 0.95;          // of each count's interval, in (0, 1)
  double least_shown = -std::numeric_limits<double>::infinity();  // counts below will not be shown: intervals are of those that are
  std::vector<PriorTable> prior{};
  std::optional<Rho> allowance{};    // spend at most this; all that is left unless said
};

// One published count. Its interval covers the exact count with the stated confidence, each on its own.
struct PublishedCount {
  std::vector<std::size_t> columns;  // of the codebook, ascending; none: all people
  std::vector<Level> levels;
  double people = 0;                 // unbiased: the inverse-variance mean of all noisy tables that tell it; may be negative
  double standard_error = 0;
  std::int64_t least = 0, most = 0;  // interval, never below 0
  std::int64_t rows = 0;             // the same count in the synthetic rows
};

// What was bought.
struct MeasuredInfo {
  std::vector<std::size_t> columns;
  std::uint64_t cells = 0;
  double standard_error = 0;         // of each cell
};

// Estimated from the noise alone; publishing it tells nothing more.
struct SupportReport {
  std::int64_t possible = 0;                // attribute pairs that the codebook and its rules allow
  std::int64_t supported = 0;               // that the filter lets through
  double fabricated = 0;                    // expected share of supported pairs that belong to nobody
  double suppressed_people = 0;             // expected share of people-in-pairs that stand in pairs not supported
};

// Mean total variation between tables of the people and of the rows, measured privately and paid for; by noise they may be below 0.
struct PairError {
  double rows = 0;            // of pairs of columns
  double apart = 0;           // of pairs of columns of the same rows, shuffled apart
  double columns = 0;         // of single columns
  double standard_error = 0;  // of each

  // better: nearer on pairs than the people's own columns would be, shuffled apart; no_better: not even nearer than the rows' own; between
  // the two nothing was shown. Each with 95 % confidence. Unless it is better, a release must say so.
  enum class Verdict : std::uint8_t { better, unclear, no_better };
  [[nodiscard]] Verdict verdict() const;
};

struct Synthesis {
  CodedRows rows;                           // by column of the table's codebook
  std::vector<PublishedCount> counts;       // people, then by columns: all one-way cells, then the cells of measured pairs
  std::vector<MeasuredInfo> measured;       // in the order in which they were measured
  SupportReport support;
  std::optional<PairError> error;           // empty for a codebook of one column
  Rho spent;
  Mark mark = Mark::secret_coins;           // test_not_private when made with a TestSeed
};

// Errors: privacy.budget_gone (D29; nothing was measured, or not all that was planned), privacy.too_few_people, privacy.too_many_cells,
// privacy.model_too_large, privacy.bad_scale, core.cancelled (what was spent stays spent). Cost: 10,000 × 25 a few seconds.
[[nodiscard]] core::Result<Synthesis> synthesise(const PersonTable& table, const SynthesisOptions& options, Budget& budget, Randomness& randomness,
                                                 core::Progress& progress);

}  // namespace palermo::privacy
