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
#include <string_view>
#include <vector>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/table.hpp"
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
  std::string name;   // empty unless named
  std::string field;  // the column of the truth that made the groups
  GroupRecall recall;
};

struct Evaluation {
  PartitionScore score;
  OneSided only_clusters, only_truth;
  std::optional<Calibration> calibration;
  std::int64_t pairs_not_judged = 0;
  std::vector<CurvePoint> curve;   // with pairs: precision and recall at every threshold
  std::vector<NamedGroup> groups;  // by field; by name, then not recorded, then small ones together; empty without a group column
  std::optional<double> recall_gap;       // the largest within one field
  std::optional<std::size_t> worst_group;  // the lowest recall among groups of at least kLeastLinks true links, where two of a field have so many
};

// `pairs`: null when there are none to judge.
[[nodiscard]] Evaluation evaluate(std::span<const ClusterRow> clusters, std::span<const ClusterRow> truth, const std::vector<PairRow>* pairs);
// Adds the groups of one column of the truth (D32); `field` is its name. `truth` was read with that column.
void judge_groups(Evaluation& evaluation, std::span<const ClusterRow> clusters, std::span<const ClusterRow> truth, std::string_view field);

// palermo-link-evaluate/1 without the names of files, which the caller sets first.
void add_to(core::Value& answer, const Evaluation& evaluation);
// The parts of the text that a page shows too. Names of groups are data of the truth.
[[nodiscard]] std::string group_name(const NamedGroup& group, const core::Catalogue& texts);
[[nodiscard]] core::Table calibration_table(const Calibration& calibration, const core::Catalogue& texts);
[[nodiscard]] core::Table group_table(const std::vector<NamedGroup>& groups, const core::Catalogue& texts);
[[nodiscard]] std::string evaluation_text(const Evaluation& evaluation, const core::Catalogue& texts);

}  // namespace palermo::link
