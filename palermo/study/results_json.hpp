// SPDX-License-Identifier: Apache-2.0
// The exact results of one source as JSON, for inside/: kept so that an unchanged source is not read again.
#pragma once

#include <string_view>

#include "palermo/core/value.hpp"
#include "palermo/publish/results.hpp"

namespace palermo::study {

// Format: docs/formats/source-results.schema.json. Exact counts: inside only. Earlier results of another format are not reused.
inline constexpr std::string_view kResultsFormat = "palermo-source-results/1";

[[nodiscard]] core::Value to_value(const publish::SourceResults& results);
[[nodiscard]] core::Result<publish::SourceResults> source_results(const core::Value& value);

}  // namespace palermo::study
