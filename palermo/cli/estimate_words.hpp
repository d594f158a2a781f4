// SPDX-License-Identifier: Apache-2.0
// How estimates are written: two figures for people, exact in JSON; and the tables that terminal and report share.
//
// No false precision: a text shows two significant figures of an estimate and of its interval; counts of people who were seen stay exact.
// JSON has every digit. Names of lists and models come from the user's file: they are data, cleaned of what is no text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/table.hpp"
#include "palermo/core/value.hpp"
#include "palermo/estimate/all_methods.hpp"
#include "palermo/estimate/list_statements.hpp"

namespace palermo::cli {

// 11313 -> 11000; 0.0123 -> 0.012.
[[nodiscard]] double two_figures(double value);
// "11,000"; "no end" for infinity. Rounding tells no fewer people than the `seen` that it is about: of 123.4 with 123 seen it makes 123, not 120.
[[nodiscard]] std::string people_text(double people, const core::Catalogue& catalogue, std::int64_t seen = 0);
// "11,000 (9,300 to 14,000)"
[[nodiscard]] std::string range_text(double estimate, const estimate::Limits& interval, const core::Catalogue& catalogue, std::int64_t seen = 0);
// "9,300 to 14,000"
[[nodiscard]] std::string interval_text(const estimate::Limits& interval, const core::Catalogue& catalogue, std::int64_t seen = 0);
// "0.15"; "0.001 or less" where 999 drawn tables can tell no smaller one.
[[nodiscard]] std::string probability_text(double p, const core::Catalogue& catalogue);
// The middle of simulated estimates and where 80 % of them lie; the middle alone where all are alike, as of the whole table, of which nothing is drawn.
[[nodiscard]] std::string spread_text(const estimate::Simulated& people, const core::Catalogue& catalogue);
// "1.5", with two figures.
[[nodiscard]] std::string factor_text(double factor);

// The number, or null where it is none (not there, not finite).
[[nodiscard]] core::Value number_value(double value);
[[nodiscard]] core::Value interval_value(const estimate::Limits& interval);
// models, best BIC first, at most `most`.
[[nodiscard]] core::Value model_values(const estimate::ModelRanking& ranking, const std::vector<std::string>& names, std::size_t most);

[[nodiscard]] core::Table methods_table(const std::vector<estimate::MethodResult>& methods, const core::Catalogue& catalogue, std::int64_t seen);
[[nodiscard]] core::Table models_table(const estimate::ModelRanking& ranking, const std::vector<std::string>& names, std::size_t most,
                                       const core::Catalogue& catalogue);
[[nodiscard]] core::Table lists_table(const estimate::OverlapReport& overlap, const core::Catalogue& catalogue);
[[nodiscard]] core::Table overlap_table(const estimate::OverlapReport& overlap, const core::Catalogue& catalogue);
[[nodiscard]] core::Table pairs_table(const std::vector<estimate::PairEstimate>& pairs, const std::vector<std::string>& names, const core::Catalogue& catalogue);
[[nodiscard]] core::Table dropped_table(const estimate::ListSensitivity& lists, const std::vector<std::string>& names, const core::Catalogue& catalogue, std::int64_t seen);
[[nodiscard]] core::Table merged_table(const estimate::ListSensitivity& lists, const std::vector<std::string>& names, const core::Catalogue& catalogue, std::int64_t seen);
[[nodiscard]] core::Table truth_table(const estimate::ListSensitivity& lists, const std::vector<std::string>& names, const core::Catalogue& catalogue);
[[nodiscard]] core::Table trajectory_table(const std::vector<estimate::TrajectoryPoint>& points, const core::Catalogue& catalogue);
[[nodiscard]] core::Table linkage_table(const std::vector<estimate::LinkageErrorPoint>& points, const core::Catalogue& catalogue);
[[nodiscard]] core::Table plans_table(const std::vector<estimate::PlanWidth>& plans, const std::vector<std::string>& names, const core::Catalogue& catalogue);
[[nodiscard]] core::Table xi_table(const std::vector<estimate::XiEstimate>& xi, const core::Catalogue& catalogue, std::int64_t seen);
[[nodiscard]] core::Table widths_table(const estimate::WidthParts& widths, const core::Catalogue& catalogue);
[[nodiscard]] core::Table referral_pairs_table(const estimate::ReferralReport& report, const std::vector<std::string>& names, const core::Catalogue& catalogue);
[[nodiscard]] core::Table referral_ways_table(const estimate::ReferralReport& report, const core::Catalogue& catalogue);
[[nodiscard]] core::Table strata_table(const estimate::StrataFit& strata, const core::Catalogue& catalogue);
[[nodiscard]] core::Table statements_table(const estimate::ListStatements& statements, const core::Catalogue& catalogue);

// "lists_depend: p = 0.001, fires below 0.05" in words.
[[nodiscard]] std::string measured_text(const estimate::Fired& fired, const core::Catalogue& catalogue);

}  // namespace palermo::cli
