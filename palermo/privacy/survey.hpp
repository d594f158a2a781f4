// SPDX-License-Identifier: Apache-2.0
// Survey: the noisy tables of one release, and the one place where synthesis meets real people.
//
// Every step pays first, out of the budget and within the allowance. What leaves a Survey is noisy tables (measure) and the place of a
// candidate in a list (choose): all else about the people stays behind the types of marginal.hpp. A Survey begins with the codebook's
// own levels; after coarsen() it counts by coarse ones.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "palermo/privacy/compression.hpp"
#include "palermo/privacy/graphical_model.hpp"
#include "palermo/privacy/marginal.hpp"

namespace palermo::privacy {

// A table that might be measured next, with what the model says of it.
struct Proposal {
  ColumnSet columns;
  const std::vector<double>* expected = nullptr;
  double penalty = 0;        // error that its noise would make, in people
  std::uint64_t weight = 1;
};

class Survey {
 public:
  Survey(const PersonTable& table, Budget& budget, Randomness& randomness, std::optional<Rho> allowance);

  [[nodiscard]] Rho left() const;  // without what is set aside
  [[nodiscard]] Rho allowed() const { return allowed_; }
  // Keeps so much of what is left for distances(), which takes it back.
  void set_aside(Rho rho) { aside_ = rho; }
  [[nodiscard]] Rho spent() const { return budget_.spent() - before_; }

  // Counts with the noise that `rho` buys, and keeps the result. Errors: privacy.budget_gone (D29), those of count() and measure().
  [[nodiscard]] core::Done measure(const ColumnSet& columns, Rho rho);
  // Place in `proposals`, by the exponential mechanism on how wrong the model is. Errors: privacy.budget_gone (D29).
  [[nodiscard]] core::Result<std::size_t> choose(std::span<const Proposal> proposals, core::Rational epsilon);

  // How far public tables over pairs of columns, by the codebook's levels, are from the people's: see privacy::measure_distance(). Each
  // list costs `rho`, and the answers are in the order of the lists. Errors: privacy.budget_gone (D29), those of count().
  [[nodiscard]] core::Result<std::vector<NoisyDistance>> distances(std::span<const std::vector<ToldTable>> lists, Rho rho);

  // Joins rare levels and restates what was measured so far, one-way tables at most.
  void coarsen();

  // Adds a public table by levels of the codebook; before coarsen(). Tables over two columns or more wait until then.
  void add_prior(MeasuredTable table);

  [[nodiscard]] const std::vector<MeasuredTable>& tables() const { return tables_; }  // by coarse levels
  [[nodiscard]] const CoarseColumns& columns() const { return columns_; }
  [[nodiscard]] std::vector<int> sizes() const { return sizes_of(columns_); }
  [[nodiscard]] bool has(const ColumnSet& columns) const;
  // Inverse-variance mean of the sums of all tables.
  [[nodiscard]] double people() const;
  [[nodiscard]] Mark mark() const { return randomness_.mark(); }

 private:
  [[nodiscard]] core::Result<const ExactMarginal*> counted(const ColumnSet& columns);

  const PersonTable* table_;
  std::optional<PersonTable> coarse_;
  Budget& budget_;
  Randomness& randomness_;
  Rho before_, allowed_, aside_;
  CoarseColumns columns_;
  std::vector<MeasuredTable> tables_, waiting_;
  std::map<ColumnSet, ExactMarginal> exact_;
};

}  // namespace palermo::privacy
