// SPDX-License-Identifier: Apache-2.0
// Network scale-up: how many are in a hidden group, from what people in general say of whom they know.
//
//   degree       d_i = T sum_k x_ik / sum_k N_k            x_ik: of the known group k, N_k people, respondent i knows so many; T the population
//   basic        N = T sum w_i y_i / sum w_i d_i           y_i: of the hidden group she knows so many (Killworth and others 1998)
//   adjusted     N / (transmission x degree_ratio)         where a study elsewhere gave these two
//   generalised  N = T (sum w_i y_i / sum w_i) / v         v: mean visibility, from members: (T / sum_k N_k) sum w_j sum_k v_jk / sum w_j, v_jk: of the
//                                                          people of group k whom she knows so many know that she is a member (Feehan and Salganik 2016)
// Basic takes it that ties to members are known and that members know as many people as others do; generalised asks members instead. Intervals:
// respondents, or clusters where there are any, drawn again with replacement, members too; percentiles. Each known group is also estimated from the others:
// what the method says of groups whose size is known. Streams "estimate.scale_up".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/estimate/loglinear_fit.hpp"
#include "palermo/estimate/survey_sample.hpp"

namespace palermo::estimate {

// No respondent knows anybody of any known group: nobody's degree can be said.
inline constexpr core::ErrorKind kNobodyKnows{"estimate.nobody_knows", core::Exit::refused, "D30"};
// No respondent knows a member: the survey says only that members are few, or not known as such.
inline constexpr core::ErrorKind kNoReports{"estimate.no_reports", core::Exit::refused, "D30"};
// No member says that anybody knows: nothing was visible.
inline constexpr core::ErrorKind kNotVisible{"estimate.not_visible", core::Exit::refused, "D30"};
// args: failed, replicates
inline constexpr core::ErrorKind kScaleUpNoInterval{"estimate.scale_up_no_interval", core::Exit::refused, "D30"};

enum class ScaleUpNote : std::uint8_t {
  few_reports,       // fewer than kFewReports reports of members in all
  few_groups,        // fewer than kFewGroups known groups: no check of the degrees
  known_groups_off,  // a known group is estimated from the others as less than half or more than twice its size
  few_clusters,      // fewer than kFewClusters clusters: the interval is too short
  basic_and_generalised_apart,  // neither interval holds the other's estimate: the assumptions of basic do not hold here
};
[[nodiscard]] std::string_view word(ScaleUpNote note);

inline constexpr std::int64_t kFewReports = 30;
inline constexpr std::size_t kFewGroups = 5;
inline constexpr std::size_t kFewClusters = 20;

struct ScaledUp {
  double estimate = 0;  // people in the hidden group
  Limits interval{};
};

struct KnownGroupCheck {
  std::string name;
  double people = 0;    // in truth
  double estimate = 0;  // from the other groups; NaN where there is no other
};

struct ScaleUpReport {
  std::size_t respondents = 0, members = 0, clusters = 0;
  std::int64_t reports = 0;            // members reported, in all
  double mean_degree = 0;
  ScaledUp basic;
  std::optional<ScaledUp> adjusted;    // where transmission or degree ratio is not 1
  std::optional<ScaledUp> generalised; // where members were asked
  double visibility = 0;               // mean number of people who know of a member
  std::vector<KnownGroupCheck> checks;
  std::vector<ScaleUpNote> notes;
};

struct ScaleUpOptions {
  int replicates = 2000;
  double level = kUsualLevel;
  std::uint64_t seed = 1;
  int threads = 0;
};

// members: empty where none were asked. Errors: kNobodyKnows, kNoReports, kNotVisible, kScaleUpNoInterval, core.cancelled.
[[nodiscard]] core::Result<ScaleUpReport> scale_up(const SurveyGroups& groups, const std::vector<SurveyAnswer>& respondents,
                                                   const std::vector<SurveyAnswer>& members, const ScaleUpOptions& options, core::Progress& progress);

}  // namespace palermo::estimate
