// SPDX-License-Identifier: Apache-2.0
// Constraint: what duplicate-free lists add to the training: a record goes with at most one record of such a list.
//
// Several candidates for one record compete. With o the odds of a pair from its own evidence, h(a) says how free record a is
// beside this pair, and so for b; they are passed to and fro until they settle (the Bethe approximation of the posterior
// over matchings, exact where no candidates form a ring [huang2009]; its one fixed point on rings [bayati2007]; the model is that
// of [sadinle2017]):
//
//   h(a, beside b) = 1 / (1 + sum over other b' of a, in the list of b, of o(a, b') h(b', beside a))
//   P(pair) = o h(a) h(b) / (1 + o h(a) h(b))
// One side is told after the other, never both at once: then h comes down to where it settles from above, on rings too. From each
// record's side its candidates share 1 / (1 + sum of odds); the lesser of both sides is taken, so that no record has more than one match.
//
// EM goes on with these probabilities for m and the priors; u stays. What competition shows to be two people no longer
// counts as one person's slips. Competition says who is taken; so the odds that go into it are those of two records that are not
// (GroupPairs::odds_when_free), while the model's own prior stays that of two records drawn at random, d / (n1 n2). With the latter in
// the competition whoever is taken would be counted twice, and the matches come out too few: of invented lists by 18 %, with the right
// odds by 3 %. (docs/methods/link-people.md: proof. Not so with more than 20 lists, where all pairs of lists are one group.)
#pragma once

#include <span>
#include <vector>

#include "palermo/link/model.hpp"
#include "palermo/link/record.hpp"
#include "palermo/link/training.hpp"

namespace palermo::link {

struct PairEvidence {
  RecordIndex a = 0, b = 0;
  Pattern pattern = 0;
  float name_bits = 0, other_bits = 0;
  PairGroup group = 0;
};

// Probability of each pair beside its competitors; weights are the model's, taken for those of two records that nobody has yet. One
// number a pair, in their order.
[[nodiscard]] std::vector<double> with_competition(const Records& records, const Model& model, std::span<const PairEvidence> pairs);

// EM with competition on the pairs that are worth keeping, in an order that does not depend on that of rows; changes m,
// weights and priors of `model`. Does nothing where no list is duplicate-free. Returns expected matches.
double train_with_competition(const Records& records, std::span<const PairEvidence> pairs, const std::vector<GroupPairs>& groups,
                              const TrainingOptions& options, Model& model, int rounds = 12);

}  // namespace palermo::link
