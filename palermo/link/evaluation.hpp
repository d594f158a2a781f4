// SPDX-License-Identifier: Apache-2.0
// evaluate(): a linkage held against the truth, from files of ids: what `palermo link evaluate` answers.
//
// Only records that stand in both files are judged; those of one file alone are counted, and the first of their rows told.
// Pairs with probabilities are judged where both records are; the others are counted. Groups of fewer than kSmallGroup
// records are taken together, so that a column that was chosen by mistake shows nobody's cell. No id is in the answer.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/value.hpp"
#include "palermo/link/evaluate.hpp"
#include "palermo/link/people_files.hpp"

namespace palermo::link {

inline constexpr std::int64_t kSmallGroup = 10;   // records
inline constexpr std::int64_t kLeastLinks = 30;   // true links of a group, for the gap between groups

// Records of one file that the other does not have.
struct OneSided {
  std::int64_t records = 0;
  std::vector<std::int64_t> first_rows;  // at most ten; the header is row 1
};

struct NamedGroup {
  enum class Kind : std::uint8_t { named, not_recorded, small };
  Kind kind = Kind::named;
  std::string name;  // empty unless named
  GroupRecall recall;
};

struct Evaluation {
  PartitionScore score;
  OneSided only_clusters, only_truth;
  std::optional<Calibration> calibration;
  std::int64_t pairs_not_judged = 0;
  std::vector<NamedGroup> groups;  // by name, then not recorded, then small ones together; empty without a group column
  std::optional<double> recall_gap;
};

// `pairs`: null when there are none to judge. `by_group`: whether the truth has groups.
[[nodiscard]] Evaluation evaluate(std::span<const ClusterRow> clusters, std::span<const ClusterRow> truth, const std::vector<PairRow>* pairs,
                                  bool by_group);

// palermo-link-evaluate/1 without the names of files, which the caller sets first.
void add_to(core::Value& answer, const Evaluation& evaluation);
[[nodiscard]] std::string evaluation_text(const Evaluation& evaluation, const core::Catalogue& texts);

}  // namespace palermo::link
