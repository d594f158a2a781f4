// SPDX-License-Identifier: Apache-2.0
// Does a log-linear model have a maximum likelihood estimate on this table, and only one? Decided in integers.
//
// A term that nobody was seen on (N*_s = 0) has alpha_s = -infinity: it is dropped with all cells that contain it; the
// rest is the model's finite part, with design A (cells x terms, 1 where the term is contained in the cell). Then:
//   existence        some x > 0 on the cells has A'x = A'y (Fienberg and Rinaldo 2012); else the likelihood grows for ever
//                    along some direction c with (Ac)_w <= 0 everywhere, = 0 where somebody was seen, < 0 somewhere;
//   identifiability  the columns of A are independent; else some c other than 0 has Ac = 0.
// Both depend on the counts through which of them are zero alone. Every answer carries integers that prove it, and
// check_existence() verifies them by plain sums (certificates: see Existence).
// Order: for the same cells, if x exists for a model then for every model with fewer terms (fewer equations), and the same of
// independent columns; so ExistenceCache decides large models first and proves the small ones with the same integers.
// With different cells nothing is assumed (docs/methods/estimate-loglinear.md; test: monotone_only_within_the_same_cells).
// Arithmetic: fraction-free in 128 bits, checked; what would overflow is told as `undecided` and treated as no estimate.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "palermo/estimate/hierarchy.hpp"

namespace palermo::estimate {

// Codes 0 to 3 as in [chan2021]; 4 is ours and has not been met with eight lists.
enum class ModelStatus : std::uint8_t { fine = 0, no_estimate = 1, not_identified = 2, neither = 3, undecided = 4 };

// What is left of a model where empty terms are dropped.
struct FinitePart {
  HistorySet terms;  // with N* > 0: finite parameters, the intercept among them
  HistorySet cells;  // histories other than 0 that contain no dropped term

  bool operator==(const FinitePart&) const = default;
};

// Histories with a count above 0.
[[nodiscard]] HistorySet seen_histories(std::span<const std::int64_t> counts);
// Histories with N* above 0: those contained in a seen one, 0 among them.
[[nodiscard]] HistorySet overlaps(const HistorySet& seen);
// All histories of `lists` lists but 0.
[[nodiscard]] HistorySet all_histories(int lists);
[[nodiscard]] FinitePart finite_part(const Hierarchy& model, const HistorySet& overlapping);

// An integer proof, by cell or by term. Which one it is says the member of Existence that holds it.
using Proof = std::vector<std::int64_t>;

struct Existence {
  ModelStatus status = ModelStatus::undecided;
  // Proof that an estimate exists: z by history (2^K), z >= 1 on cells with count zero, A'z = 0. Or that it does not:
  // c by history (terms), Ac <= 0, 0 on seen cells, below 0 somewhere.
  std::shared_ptr<const Proof> of_existence;
  // Proof that it is identified: cells (histories) whose rows of A have as high a rank as there are terms. Or that it is not: c by
  // history (terms), not 0, with Ac = 0.
  std::shared_ptr<const Proof> of_identification;
};

// Decides from scratch. seen: a subset of part.cells. Cost: tens of microseconds for five lists.
[[nodiscard]] Existence decide_existence(int lists, const FinitePart& part, const HistorySet& seen);
// True when the proofs prove the status. Shares no code with what found them.
[[nodiscard]] bool check_existence(int lists, const FinitePart& part, const HistorySet& seen, const Existence& answer);

// Remembers what was decided, by cells, seen cells and terms. Not for several threads at once: each has its own.
class ExistenceCache {
 public:
  explicit ExistenceCache(int lists);
  ~ExistenceCache();
  ExistenceCache(ExistenceCache&&) noexcept;
  ExistenceCache& operator=(ExistenceCache&&) noexcept;

  [[nodiscard]] Existence decide(const FinitePart& part, const HistorySet& seen);
  [[nodiscard]] std::size_t decided_from_scratch() const;

 private:
  struct Shelf;
  std::unique_ptr<Shelf> shelf_;
};

}  // namespace palermo::estimate
