// SPDX-License-Identifier: Apache-2.0
// What a linkage run tells: on the terminal, as JSON, in its receipt and in its report.
//
// Answer and report hold counts, shares and levels, never a value of a record; both are for inside: exact counts of people
// are not protected. The receipt names inputs by hash and says which lists had no role.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "palermo/cli/link_earlier.hpp"
#include "palermo/cli/link_files.hpp"
#include "palermo/cli/link_labels.hpp"
#include "palermo/link/capture.hpp"
#include "palermo/link/run.hpp"

namespace palermo::cli {

struct LinkOutcome {
  LinkLists lists;
  link::CandidatePlan plan;
  link::LinkResult result;
  link::People people;
  link::CaptureDraws draws;
  link::PartitionDiagnosis diagnosis;
  bool table = false;  // there is a capture table: two lists or more
  std::uint64_t seed = 0;
  std::string method;
  std::optional<LabelsUsed> labels;  // clerks' labels, where there were any
  KeptIds ids;                       // of persons
};

// Before the run: which column means what; which lists have no role.
[[nodiscard]] std::string recognised_text(const LinkLists& lists, const core::Catalogue& catalogue);
// Before the run: pairs by rule, what each adds, blocks that were left out.
[[nodiscard]] std::string plan_text(const link::CandidatePlan& plan, const core::Catalogue& catalogue);

[[nodiscard]] std::int64_t linked_pairs(const LinkOutcome& outcome);  // of one person with a probability of one half or more
[[nodiscard]] std::string answer_text(const LinkOutcome& outcome, const std::string& out, const core::Catalogue& catalogue);
[[nodiscard]] core::Value answer_of(const LinkOutcome& outcome);   // palermo-link-run/1
[[nodiscard]] core::Value receipt_of(const LinkOutcome& outcome);  // palermo-link-receipt/1
// model.json: the model, and for whom it works less well (D32): a model is not passed on without that. Shares only, no count.
[[nodiscard]] core::Value model_of(const LinkOutcome& outcome);
[[nodiscard]] std::string report_of(const LinkOutcome& outcome, const core::Catalogue& catalogue);

}  // namespace palermo::cli
