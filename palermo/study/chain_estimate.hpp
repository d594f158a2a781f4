// SPDX-License-Identifier: Apache-2.0
// estimate_chain(): from the tables of all readings to how many people meet a definition, or to why that cannot be said.
//
// Two bounds of each reading, from three capture tables over the sampled partitions (own_histories.hpp):
//   certain    the people whom some list's own form can show to meet it: estimated from the table of the shown
//   possible   all but those whom some list's own form can show not to: the table of the listed less that of the excluded, draw by draw
// Each table is judged by the rules of the verdict; a bound is as good as the worse of its tables. Of a definition then:
//   usable               every possible bound is usable: the interval reaches over all readings and both bounds. A certain bound
//                        that carries no estimate enters with the people of whom the joined facts are certain, who need none
//   usable as a lower    else, where the certain bound of every reading may be quoted at least from below: at least the
//     bound              smallest of their lower ends
//   not usable           else; nothing is quoted but the rules that fired
// No end lies below the people whose joined facts meet the definition. Depends on tables, rules, settings alone. Method: docs/methods/chain.md.
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
