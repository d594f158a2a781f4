// SPDX-License-Identifier: Apache-2.0
// Marginals: counts of people by a few columns; exact ones that nobody can read, and noisy ones that anybody may.
//
// Cells are in row-major order of the columns' levels, the last column fastest; no columns: one cell, the number of people. A person is
// in one cell of a marginal, so one person more or less changes one count by one: L1 and L2 sensitivity 1.
// The types hold the claim: an ExactMarginal has no accessor for its cells; measure() takes its variance as a fraction, adds
// noise of whole numbers, is paid first, and is the only maker of a NoisyMarginal; select() answers with an index alone.
// Methods: docs/methods/privacy-noise.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "palermo/core/rational.hpp"
#include "palermo/core/result.hpp"
#include "palermo/privacy/budget.hpp"
#include "palermo/privacy/person_table.hpp"
#include "palermo/privacy/randomness.hpp"

namespace palermo::privacy {

inline constexpr core::ErrorKind kTooManyCells{"privacy.too_many_cells", core::Exit::usage};
inline constexpr core::ErrorKind kBadScale{"privacy.bad_scale", core::Exit::usage};
inline constexpr core::ErrorKind kNoCandidates{"privacy.no_candidates", core::Exit::usage};

inline constexpr std::uint64_t kMostCells = std::uint64_t{1} << 24;

class NoisyMarginal;
struct Candidate;
struct ToldTable;
struct NoisyDistance;

// Exact counts. Copying one tells nothing: nothing can be read from it.
class ExactMarginal {
 public:
  [[nodiscard]] const std::vector<std::size_t>& columns() const { return columns_; }  // ascending
  [[nodiscard]] const std::vector<std::size_t>& shape() const { return shape_; }      // levels, by column
  [[nodiscard]] std::size_t size() const { return cells_.size(); }
  [[nodiscard]] const std::string& label() const { return label_; }  // names of the columns, for the ledger

 private:
  ExactMarginal() = default;
  friend core::Result<ExactMarginal> count(const PersonTable& table, std::vector<std::size_t> columns);
  friend core::Result<NoisyMarginal> measure(const ExactMarginal&, core::Rational, Budget&, Randomness&);
  friend core::Result<std::size_t> select(std::span<const Candidate>, core::Rational, Budget&, Randomness&);
  friend core::Result<NoisyDistance> measure_distance(const PersonTable&, std::span<const ToldTable>, core::Rational, Budget&, Randomness&);

  std::vector<std::size_t> columns_;
  std::vector<std::size_t> shape_;
  std::vector<std::uint32_t> cells_;
  std::string label_;
};

// Counts with discrete Gaussian noise on every cell, empty cells too; may be negative. Public once the budget has paid for it.
class NoisyMarginal {
 public:
  [[nodiscard]] const std::vector<std::size_t>& columns() const { return columns_; }
  [[nodiscard]] const std::vector<std::size_t>& shape() const { return shape_; }
  [[nodiscard]] const std::vector<std::int64_t>& cells() const { return cells_; }
  [[nodiscard]] core::Rational sigma2() const { return sigma2_; }
  [[nodiscard]] Mark mark() const { return mark_; }

 private:
  NoisyMarginal() = default;
  friend core::Result<NoisyMarginal> measure(const ExactMarginal&, core::Rational, Budget&, Randomness&);

  std::vector<std::size_t> columns_;
  std::vector<std::size_t> shape_;
  std::vector<std::int64_t> cells_;
  core::Rational sigma2_;
  Mark mark_ = Mark::test_not_private;
};

// Counts people by columns (indices of the codebook; sorted here). Errors: privacy.too_many_cells above kMostCells.
[[nodiscard]] core::Result<ExactMarginal> count(const PersonTable& table, std::vector<std::size_t> columns);

// Pays Rho::of_gaussian(sigma2), then adds discrete Gaussian noise. 2^-20 <= sigma2 <= 2^20, denominator at most 2^20.
// Errors: privacy.bad_scale, privacy.budget_gone (D29).
[[nodiscard]] core::Result<NoisyMarginal> measure(const ExactMarginal& exact, core::Rational sigma2, Budget& budget, Randomness& randomness);

// One marginal that might be measured next, by its score (marginal_score.hpp), which one person changes by at most `weight`.
struct Candidate {
  const ExactMarginal* exact = nullptr;
  std::vector<std::int64_t> expected;  // people by cell under the present model, rounded before it meets data; |x| <= 2^40
  std::uint64_t weight = 1;            // 1 to 2^20
  std::int64_t penalty = 0;            // expected error that noise alone makes, rounded: public; |x| <= 2^40
};

// The exponential mechanism over the scores: index with probability proportional to exp(epsilon score / (2 greatest weight)).
// Pays Rho::of_exponential(epsilon) first. Errors: privacy.no_candidates, privacy.bad_scale, privacy.budget_gone (D29).
[[nodiscard]] core::Result<std::size_t> select(std::span<const Candidate> candidates, core::Rational epsilon, Budget& budget,
                                               Randomness& randomness);

// A public table: people by cell, as something that was released or might be tells it.
struct ToldTable {
  std::vector<std::size_t> columns;  // ascending
  std::vector<std::int64_t> people;  // |x| <= 2^40
};

// ⌊Σ over tables and cells |count − told| / tables⌋ with discrete Gaussian noise: people by which a table is off, on average.
struct NoisyDistance {
  std::int64_t people = 0;
  core::Rational sigma2;
};

// One person more or less changes one cell of each of the m tables by one, so Σ by at most m, so the floored mean by at most one:
// sensitivity 1, whatever m. Pays Rho::of_gaussian(sigma2) first. Errors: privacy.no_candidates without a table, privacy.bad_scale,
// privacy.budget_gone (D29), privacy.too_many_cells. Tested over all neighbours of small tables.
[[nodiscard]] core::Result<NoisyDistance> measure_distance(const PersonTable& table, std::span<const ToldTable> told, core::Rational sigma2, Budget& budget,
                                                           Randomness& randomness);

}  // namespace palermo::privacy
