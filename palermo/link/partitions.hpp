// SPDX-License-Identifier: Apache-2.0
// sample_partitions(): the posterior over who is one person with whom, as draws.
//
//   PALERMO_TRY(const People point, find_people(evidence, {}, progress));
//   PALERMO_TRY(const PartitionSample sample, sample_partitions(evidence, point, {.seed = seed}, progress));
//   PALERMO_TRY(const auto tables, capture_tables(sample, evidence, progress));        // capture.hpp
//
// A cut decides each pair once and hides that it might be otherwise; an estimate of those who were never seen is then too
// sure of itself, and wrong when the cut is. Here every pair above -10 bits stays in play. Posterior (partition_space.hpp):
// the evidence of the records that stand together, one of them standing for the person; the prior of persons with
// their records, and zero where a ban is broken.
//
// By default the prior is learned with the partition (list_rates.hpp) and every group is walked by the chain.
//
// Where the evidence brings other models as likely as the learned one (Evidence.other_bits, model_draws.hpp), the draws go through
// them in turn, each with its own evidence: what is not known of m, u and the calibration is in the draws too. Records with common
// names have many half-probable partners at once, of which a chain takes one at most; left alone it links too few. So links are
// held: a number of bits a link, found while the chain burns in, makes the linked pairs of a model's draws in the mean as many as are
// expected under it. How many that is, the training counts with the candidates of a record competing (constraint.hpp), or where no list is
// duplicate-free by the mixture of all pairs: either tells it better than any pair by itself.
//
// What follows is the earlier way, learn_prior = false, kept for comparison and for tests that count out.
//
// Anchored in the calibrated probabilities. A pair's log-odds hold the prior that two records drawn at random are of one
// person. Among partitions that prior is too low: on lists where nobody stands twice, whoever is not linked yet has fewer
// left to be linked with. On two lists of n1 and n2 people with d in common the odds of a link are not d / (n1 n2) but
// d / ((n1-d)(n2-d)); taking the first loses links, and the number of people comes out too high. So the prior is taken out of
// every pair and put back once a link, raised by as many bits as make the expected number of linked pairs equal to the sum of
// probabilities over candidate pairs (never lowered). The shift is in the diagnosis. Without anchoring the log-odds are taken as they are.
//
// Groups of at most exact_up_to records are drawn from directly, all their partitions being counted out; larger ones by a
// Markov chain (partition_chain.hpp). Draws of different groups are independent. Each group has its own random stream, so
// that neither threads nor other groups matter; the same seed gives the same draws.
// Sources: [sadinle2014], [sadinle2018], [mcveigh2017], [aleshin2022].
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "palermo/link/people.hpp"

namespace palermo::link {

struct PartitionOptions {
  std::uint64_t seed = 1;
  std::uint32_t draws = 200;
  std::uint32_t burn_in = 100;       // sweeps before the first draw; the chain starts from `point`
  std::uint32_t thin = 3;            // sweeps from one draw to the next
  double cut_bits = -10;             // pairs above it are candidates
  double absent_bits = -6;           // evidence of two records without an edge in a cluster that others hold together
  bool hold_links = true;            // with Evidence.other_bits: draws have as many linked pairs as the probabilities of their model add up to
  std::span<const double> expected_links = {};  // by model of Evidence.other_bits: pairs of one person, as its training counts them
                                     // (LinkResult.other_matches); empty: what its probabilities add up to
  bool spread_links = true;          // that number is drawn for each model: it is not known better than the pairs tell it
  bool learn_prior = true;           // how many people are on which lists is drawn with the partition (list_rates.hpp); else:
  bool anchor = true;                // false: the product of the pairs' odds as they are, no prior taken out or shifted
  bool stars = true;                 // false: each pair of a person counts in full
  std::vector<double> size_bits = {};  // log prior of a person by number of records, 1 first; larger ones have the last's
  std::size_t largest_group = 20'000;  // a larger one is cut again at a higher weight, and the diagnosis says so
  std::size_t exact_up_to = 7;       // records; at most 10
  int threads = 0;
};

// How the draws were made.
struct PartitionDiagnosis {
  std::int64_t groups = 0;       // of at least two records
  std::int64_t enumerated = 0;   // of these, drawn from directly
  std::int64_t largest = 0;      // records in the largest
  double highest_cut_bits = 0;   // cut_bits unless a group was too large
  double expected_links = 0;     // sum of probabilities over candidate pairs
  double prior_bits = 0;         // log-odds that two records drawn at random are of one person; 0 without anchoring
  std::int64_t models = 1;       // that the draws go through
  double held_bits = 0;          // what a link has beside the learned prior, so that linked pairs are held; mean over models
  double shift_bits = 0;         // what a link has beyond it; find_people() at threshold -shift_bits decides by the same prior
  std::int64_t tried = 0;        // splits and merges
  std::int64_t taken = 0;

  bool operator==(const PartitionDiagnosis&) const = default;
};

class LinkGraph;
class Groups;

class PartitionSample {
 public:
  [[nodiscard]] std::size_t draws() const { return draws_; }
  [[nodiscard]] std::size_t records() const { return place_of_.size(); }
  [[nodiscard]] People people(std::size_t draw) const;  // numbered as by find_people()
  // Share of draws in which the two records are of one person.
  [[nodiscard]] double together(RecordIndex a, RecordIndex b) const;
  [[nodiscard]] const PartitionDiagnosis& diagnosis() const { return diagnosis_; }

 private:
  friend bool draw_with_rates(PartitionSample&, const Evidence&, const LinkGraph&, const Groups&, std::span<const PersonIndex>, double,
                              const PartitionOptions&, core::Progress&);
  friend core::Result<PartitionSample> sample_partitions(const Evidence&, const People&, const PartitionOptions&, core::Progress&);
  PartitionSample(const LinkGraph& graph, const Groups& groups, std::size_t draws);

  [[nodiscard]] std::size_t size_of(std::size_t group) const { return first_[group + 1] - first_[group]; }
  // The cluster of each member of the group in a draw: its smallest member, in the group's own numbers.
  [[nodiscard]] const std::uint16_t* drawn(std::size_t group, std::size_t draw) const { return &drawn_[first_[group] * draws_ + draw * size_of(group)]; }

  std::size_t draws_;
  std::vector<std::uint32_t> place_of_;   // of each record in canonical order
  std::vector<std::uint32_t> members_;    // places, group by group
  std::vector<std::uint32_t> slot_of_;    // of each place in members_; members_.size() when in no group
  std::vector<std::size_t> first_;        // of each group in members_; one more than there are groups
  std::vector<std::uint16_t> drawn_;      // group by group, draw by draw
  PartitionDiagnosis diagnosis_;
};

// `point` must be of the same evidence. Errors: core.cancelled.
[[nodiscard]] core::Result<PartitionSample> sample_partitions(const Evidence& evidence, const People& point, const PartitionOptions& options,
                                                              core::Progress& progress);

}  // namespace palermo::link
