// SPDX-License-Identifier: Apache-2.0
// What `palermo estimate mse` tells: on the terminal, as JSON, and as a report for a rapporteur's statistician.
//
// Always in this order: can the table carry an estimate, why or why not, what would help; all methods; the models; how much it hangs on what. A table that is
// refused has no method at all. Answer and report hold exact counts of people and are for inside.
#pragma once

#include <optional>
#include <string>

#include "palermo/cli/estimate_files.hpp"
#include "palermo/estimate/all_methods.hpp"

namespace palermo::cli {

struct EstimateOutcome {
  EstimateTable table;
  estimate::ListStatements statements;
  estimate::FirstLook first;
  std::optional<estimate::AllMethods> all;  // nothing where the table was refused
  std::uint64_t seed = 1;
  double level = estimate::kUsualLevel;

  [[nodiscard]] const estimate::Verdict& verdict() const { return all ? all->verdict : first.verdict; }
  [[nodiscard]] const estimate::OverlapReport& overlap() const { return first.overlap; }
  [[nodiscard]] const std::vector<std::string>& names() const { return table.counts.names(); }
};

// One or two sentences: what may be said.
[[nodiscard]] std::string verdict_sentence(const EstimateOutcome& outcome, const core::Catalogue& catalogue);

[[nodiscard]] std::string estimate_text(const EstimateOutcome& outcome, const core::Catalogue& catalogue);
[[nodiscard]] core::Value estimate_answer(const EstimateOutcome& outcome);  // palermo-estimate-mse/1
[[nodiscard]] std::string estimate_page(const EstimateOutcome& outcome, const core::Catalogue& catalogue);

}  // namespace palermo::cli
