// SPDX-License-Identifier: Apache-2.0
// Finder: the gaps of one direction, told by what fails, each difference once. Inside this room only.
//
// Conduct first: worlds in which no rule of the lacking side has its act elements; one gap for each conduct that is enough alone.
// Then, for each rule whose act elements hold, the smallest sets of its other parts that fail together; each with one gap for every
// fact of the same kind that the covering side asks for (its own means, its own purposes), or, where it asks for none, for every
// conduct. Only bare worlds are looked at: gap worlds that stop being one as soon as any one thing done is not done, all else being the
// same. Every gap world becomes a bare one by doing less; so nothing is lost, and no gap is told with conduct that has no part in it.
// The search ends when no bare world is left in which nothing fails of what was told; so the list is complete.
// All this three times, each time for what is left: surely; possibly, in worlds with nothing of what the lacking side leaves out of
// its encoding; possibly, in worlds with something of it.
#pragma once

#include <optional>
#include <vector>

#include "palermo/compare/compare.hpp"
#include "palermo/compare/formulas.hpp"

namespace palermo::compare {

class Finder {
 public:
  // All must outlive the finder.
  Finder(Solver& solver, const Side& covers, const Side& lacks, Direction direction);

  // Appends the gaps; `complete` becomes false when time ran out. Errors: compare.solver_fault, compare.witness_refused.
  [[nodiscard]] core::Done find(std::vector<Gap>& gaps, bool& complete);

 private:
  struct Mode {
    Certainty certainty = Certainty::sure;
    SideFormulas lacks;
    Formula no_conduct;  // no rule of the lacking side has its act elements
    Formula bare;        // its gap worlds in which nothing done could be left undone
  };
  // Parts of a rule that fail together, as indices.
  struct Failing {
    std::vector<std::size_t> parts;
    Certainty certainty = Certainty::sure;  // the most that is found
  };
  struct Alternative {
    std::optional<law::FactId> fact;
    std::vector<Formula> conditions;
  };

  [[nodiscard]] core::Done prepare();
  [[nodiscard]] core::Result<Mode> prepared(Certainty certainty);
  [[nodiscard]] Formula bare(Formula gap);
  [[nodiscard]] core::Result<bool> can(const std::vector<Formula>& conditions);

  [[nodiscard]] core::Done conduct_gaps(std::vector<Gap>& gaps);
  [[nodiscard]] core::Done search(const Mode& mode);
  [[nodiscard]] core::Done search_rule(const Mode& mode, std::size_t rule, const std::vector<Formula>& conditions);
  [[nodiscard]] core::Done tell(std::size_t rule, const Failing& failing, std::vector<Gap>& gaps);

  [[nodiscard]] std::vector<Formula> blocks(const Mode& mode, std::size_t rule) const;
  [[nodiscard]] std::vector<Formula> exactly(const Mode& mode, std::size_t rule, const std::vector<std::size_t>& parts) const;
  [[nodiscard]] std::vector<Formula> alone(law::FactId fact, const std::vector<law::FactId>& among);
  [[nodiscard]] std::vector<law::FactId> own_conduct() const;
  [[nodiscard]] std::vector<Alternative> alternatives(std::size_t rule, const Failing& failing);
  // The gap with its smallest witness in which `conditions` hold and what makes it one of several, if there is one. `idle`: a gap in
  // which the alternative could be taken away is not told; the caller tells the one without.
  [[nodiscard]] core::Result<bool> emit(const Mode& mode, const std::vector<Formula>& conditions,
                                        const Alternative& alternative, bool idle, Gap gap, std::vector<Gap>& gaps);
  [[nodiscard]] std::vector<Formula> wishes(const Gap& gap) const;
  [[nodiscard]] std::vector<const law::NotEncoded*> left_out_met(const Witness& witness) const;
  [[nodiscard]] Gap skeleton(std::size_t rule, const Failing& failing) const;
  [[nodiscard]] Gap conduct_skeleton() const;

  Solver& solver_;
  const Side& covers_;
  const Side& lacks_;
  const law::Vocabulary& vocabulary_;
  Direction direction_;
  Mentions mentioned_;  // by either side
  std::vector<Mode> modes_;  // by certainty
  Formula whatever_the_terms_;  // covered by the one and not by the other, however terms are read
  std::vector<std::vector<Failing>> found_;  // by rule
  bool stopped_ = false;
};

}  // namespace palermo::compare
