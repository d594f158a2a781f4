// SPDX-License-Identifier: Apache-2.0
// Tables that the terminal and the report of a linkage run share.
#pragma once

#include "palermo/cli/link_files.hpp"
#include "palermo/core/capture_table.hpp"
#include "palermo/core/table.hpp"
#include "palermo/link/candidates.hpp"

namespace palermo::cli {

[[nodiscard]] core::Table columns_table(const LinkLists& lists, const core::Catalogue& catalogue);
[[nodiscard]] core::Table plan_table(const link::CandidatePlan& plan, const core::Catalogue& catalogue);
[[nodiscard]] core::Table capture_counts(const core::CaptureTable& counts, const core::Catalogue& catalogue);
// "name", "near, one spelling rare": in the reader's language.
[[nodiscard]] std::string comparison_name(std::size_t comparison, const core::Catalogue& catalogue);
[[nodiscard]] std::string level_name(std::size_t comparison, std::size_t level, const core::Catalogue& catalogue);

}  // namespace palermo::cli
