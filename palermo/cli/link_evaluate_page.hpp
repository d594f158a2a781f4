// SPDX-License-Identifier: Apache-2.0
// The page of an evaluation: a linkage held against a known truth, in charts and tables. Nothing on it is estimated.
#pragma once

#include <string>

#include "palermo/link/evaluation.hpp"

namespace palermo::cli {

// "not for release": exact counts of records.
[[nodiscard]] std::string evaluation_page(const link::Evaluation& evaluation, const core::Catalogue& catalogue);

}  // namespace palermo::cli
