// SPDX-License-Identifier: Apache-2.0
// What the stages of a run share: run.cpp and chain_run.cpp only.
#pragma once

#include <optional>
#include <string>

#include "palermo/core/output.hpp"
#include "palermo/study/inputs.hpp"
#include "palermo/study/receipt.hpp"
#include "palermo/study/run.hpp"

namespace palermo::study {

inline constexpr unsigned kPrivateFile = 0600;

// What one run carries from stage to stage.
struct Run {
  const RunOptions& options;
  const Inputs& inputs;
  core::OutputFolder& out;
  const std::optional<Receipt>& earlier;
  Receipt& receipt;
};

// JSON of inside/ says in its first line what it is.
[[nodiscard]] std::string inside_json(const core::Value& value);
// Writes one output of a stage and notes its digest.
[[nodiscard]] core::Done write_output(Run& run, Stage& stage, const std::string& path, const std::string& content, unsigned mode);
// What the settings of a study mean for every source.
[[nodiscard]] std::string settings_key(const Inputs& inputs);
// The earlier stage of this name and key, carried over and noted in the receipt; nothing when it has to run.
[[nodiscard]] core::Result<bool> take_over(Run& run, const std::string& name, const std::string& key);

}  // namespace palermo::study
