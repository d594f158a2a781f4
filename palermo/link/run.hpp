// SPDX-License-Identifier: Apache-2.0
// The whole pass: lists in, scored pairs out.
//
//   RecordReader reader(tables, columns);             // record.hpp: begin_file, add_row ...
//   const Records records = reader.finish();
//   PALERMO_TRY(const Candidates candidates, Candidates::find(records, options.candidates, progress));   // print its plan()
//   PALERMO_TRY(const LinkResult result, link_records(lists, records, candidates, options, progress));   // lists: roles.hpp
//   // result.pairs -> Evidence.pairs (people.hpp), with list_of(records) and content_rank(records)
//
// Results depend neither on the number of threads nor on the order of rows. Memory: some 250 bytes a record with names, 24
// bytes a pair that is worth keeping.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/link/candidates.hpp"
#include "palermo/link/compare_pairs.hpp"
#include "palermo/link/model.hpp"
#include "palermo/link/pair.hpp"
#include "palermo/link/record.hpp"
#include "palermo/link/roles.hpp"
#include "palermo/link/training.hpp"
#include "palermo/link/variants.hpp"

namespace palermo::link {

struct LinkOptions {
  CandidateOptions candidates = {};
  TrainingOptions training = {};
  std::uint64_t seed = 1;                // of the sample of pairs that were not compared
  std::uint64_t sample_pairs = 400'000;  // of these
  double keep_bits = -10;                // pairs below are not in the result
  std::size_t most_pairs = 200'000'000;  // kept; more is an error and not a crash
  int threads = 0;                       // 0: as many as the machine has
  std::optional<Model> model = {};       // score with this one instead of training; its groups are matched by list names
  bool learn_variants = true;
  std::uint64_t control_pairs = 700'000;    // pairs inside duplicate-free lists to learn from, at most (controls.hpp); 0: none
  bool calibrate = true;                 // weights by controls (calibration.hpp)
  std::uint32_t model_draws = 16;        // other models as likely (model_draws.hpp), where there are two lists or more; 0: none
  bool compete = true;                   // train on with competition where lists are duplicate-free (constraint.hpp)
};

// What can be said without truth (Belin and Rubin 1995; facts, section 1.7).
struct Diagnostics {
  std::vector<TrainingRound> history;
  double strict_pairs = 0;
  double expected_matches = 0;      // under competition among the kept pairs, where a list is duplicate-free; else over all possible pairs
  double expected_precision = 0;    // of pairs with probability at least one half
  double expected_recall = 0;       // of these, among all pairs that were compared
  std::uint64_t control_pairs = 0;  // that cannot be of one person, and were compared to learn from
  std::uint64_t unlinkable = 0;     // records that would not even be linked with themselves
  std::uint64_t compared_pairs = 0;
  std::uint64_t variants = 0;       // pairs of spellings learned
};

struct LinkResult {
  std::vector<ScoredPair> pairs;    // by (a, b)
  std::vector<std::vector<float>> other_bits;  // calibrated weights of `pairs` under other models as likely; for Evidence.other_bits
  std::vector<double> other_matches;  // matches that each of them expects; for PartitionOptions.expected_links
  Model model;
  Variants variants;                // spellings learned to be of one name; for explain_pair; never saved
  Diagnostics diagnostics;
};

// `lists`: those of the records, admitted (roles.hpp): there is no way to compare records of lists that may not meet (D20, D23).
// Errors: link.not_admitted, core.cancelled, link.too_many_pairs, link.model_lists.
[[nodiscard]] core::Result<LinkResult> link_records(const AdmittedLists& lists, const Records& records, const Candidates& candidates,
                                                    const LinkOptions& options, core::Progress& progress);

inline constexpr core::ErrorKind kModelLists{"link.model_lists", core::Exit::usage};
inline constexpr core::ErrorKind kNotAdmitted{"link.not_admitted", core::Exit::refused, "D20"};

// The records are of lists that were admitted together, with the roles they were admitted by. Errors: link.not_admitted.
[[nodiscard]] core::Done check_admitted(const AdmittedLists& lists, const Records& records);

// What the clustering asks of records (people.hpp: Evidence.list_of and .rank).
[[nodiscard]] std::vector<ListIndex> list_of(const Records& records);
[[nodiscard]] std::vector<RecordIndex> content_rank(const Records& records);

// One pair, explained: the pattern and its bits, comparison by comparison; for `link explain`.
struct Explanation {
  struct Part {
    Comparison comparison = Comparison::name;
    Level level = 0;
    double bits = 0;            // of the level
    double frequency_bits = 0;  // of how usual the values are; 0 but for name, and the sum of all others at `other_bits`
  };
  double prior_bits = 0;
  std::vector<Part> parts;      // comparisons that both records speak to
  double together_bits = 0;     // of exact or inexact name and birth meeting
  double other_bits = 0;        // frequencies of nationality, place, town and occupation together
  double weight = 0;            // before calibration
  double calibrated = 0;
  double probability = 0;
};
// Errors: link.not_admitted.
[[nodiscard]] core::Result<Explanation> explain_pair(const AdmittedLists& lists, const Records& records, const Model& model, RecordIndex a,
                                                     RecordIndex b, const Variants* variants = nullptr);

}  // namespace palermo::link
