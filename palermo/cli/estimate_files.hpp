// SPDX-License-Identifier: Apache-2.0
// What the verbs of `palermo estimate` read: a capture table (CSV) or drawn tables of a linkage (JSON Lines), referrals, statements of the
// lists, the rules of the verdict. Lists stand in the order of their names from here on, so that no answer depends on the order in a file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "palermo/cli/context.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/estimate/history_counts.hpp"
#include "palermo/estimate/list_statements.hpp"
#include "palermo/estimate/referrals.hpp"
#include "palermo/estimate/verdict.hpp"

namespace palermo::cli {

// The table cannot carry an estimate. args: rules
inline constexpr core::ErrorKind kNoNumber{"estimate.no_number", core::Exit::refused, "D30"};
// kNoNumber with the rules of effect refuse that fired.
[[nodiscard]] core::Error refusal_of(const estimate::Verdict& verdict);

struct EstimateTable {
  estimate::HistoryCounts counts;               // the table; of drawn tables the point, else the draw in the middle by people
  std::vector<estimate::HistoryCounts> drawn;   // empty for a CSV
  std::size_t strata = 0;                       // how many strata and years were added up; 0 or 1: none
  std::optional<core::CaptureTable> stratified; // where there are several
  core::InputFile input;
};

[[nodiscard]] core::Result<EstimateTable> read_estimate_table(const std::string& path);
// An empty path: none.
[[nodiscard]] core::Result<std::vector<estimate::Referral>> read_referrals(const std::string& path, const estimate::HistoryCounts& table);
[[nodiscard]] core::Result<estimate::ListStatements> read_statements(const std::string& path, const estimate::HistoryCounts& table);
// DATA/estimate/verdict.yaml
[[nodiscard]] core::Result<std::vector<estimate::Rule>> read_verdict_rules(const std::string& data_folder);

}  // namespace palermo::cli
