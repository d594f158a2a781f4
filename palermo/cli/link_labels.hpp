// SPDX-License-Identifier: Apache-2.0
// Labels of clerks brought into a run: its model is calibrated on them (link/labels.hpp), and labelled pairs keep their labels.
#pragma once

#include <cstdint>
#include <string>

#include "palermo/cli/context.hpp"
#include "palermo/cli/link_files.hpp"
#include "palermo/link/labels.hpp"
#include "palermo/link/run.hpp"

namespace palermo::cli {

struct LabelsUsed {
  std::string file;             // without its folder
  std::int64_t given = 0;
  std::int64_t found = 0;       // pairs that this run compared and kept
  std::int64_t same = 0, different = 0, open = 0;  // of those found
  link::LabelFit fit;
  double expected_before = 0, expected_after = 0;  // matches among kept pairs, by the probabilities
};

// Calibrates result.model, all pairs, and what the diagnostics expect; then gives each labelled pair the probability of its label.
// A pair with a record that is not in these lists is counted and left; one that the run did not keep is no uncertain pair.
// Errors: those of link::read_labels and link::fit_labels, file.*.
[[nodiscard]] core::Result<LabelsUsed> use_labels(Context& context, const std::string& path, const LinkLists& lists, link::LinkResult& result);

[[nodiscard]] core::Value to_value(const LabelsUsed& used);
[[nodiscard]] std::string labels_text(const LabelsUsed& used, const core::Catalogue& catalogue);

}  // namespace palermo::cli
