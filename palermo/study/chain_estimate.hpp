// SPDX-License-Identifier: Apache-2.0
// estimate_chain(): from the tables of all readings and bounds to how many people meet a definition, or to why that cannot be said.
//
// Each table is judged by the rules of the verdict (estimate/verdict.hpp) on the most likely partition, and estimated over the drawn
// ones. Of a definition then:
//   usable               every table of the possible ones is usable: the interval reaches over all readings and bounds. A table of the
//                        certain ones that carries no estimate enters with the people seen, who need none
//   usable as a lower    else, where a table of the certain ones of every reading may be quoted at least from below: at least the
//     bound              smallest of their lower ends
//   not usable           else; nothing is quoted but the rules that fired
// The same tables under two readings are estimated once. Depends on tables, rules, settings alone. Method: docs/methods/chain.md.
#pragma once

#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/estimate/verdict.hpp"
#include "palermo/publish/chain_results.hpp"
#include "palermo/study/linked_tables.hpp"

namespace palermo::study {

// Errors: core.cancelled.
[[nodiscard]] core::Result<std::vector<publish::ChainEstimate>> estimate_chain(const LinkedTables& tables, const std::vector<estimate::Rule>& rules,
                                                                               const EstimateSettings& settings, core::Progress& progress);

// The rules of DATA/estimate/verdict.yaml, with the text they were read from.
struct VerdictRules {
  std::vector<estimate::Rule> rules;
  std::string sha256;
};
[[nodiscard]] core::Result<VerdictRules> load_verdict_rules(const std::string& data_folder);

}  // namespace palermo::study
