// SPDX-License-Identifier: Apache-2.0
// The estimates of a study as JSON, for inside/: exact, with every table's parts; kept so that unchanged tables are not estimated again.
#pragma once

#include <string_view>
#include <vector>

#include "palermo/core/value.hpp"
#include "palermo/publish/chain_results.hpp"

namespace palermo::study {

// Format: docs/formats/chain-estimate.schema.json. Inside only.
inline constexpr std::string_view kChainEstimateFormat = "palermo-chain-estimate/2";

[[nodiscard]] core::Value to_value(const std::vector<publish::ChainEstimate>& estimates);
[[nodiscard]] core::Result<std::vector<publish::ChainEstimate>> parse_chain_estimates(const core::Value& document);

}  // namespace palermo::study
