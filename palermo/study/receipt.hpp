// SPDX-License-Identifier: Apache-2.0
// Receipt: what each stage of a study read and wrote, so that a result can be repeated and only what changed runs again.
//
// A stage's key is the SHA-256 of everything its outputs depend on: program version, settings, inputs. A stage whose key
// and output digests equal those of the earlier receipt is not run again; its outputs are carried over.
// Inside only: it holds digests of the sources and exact numbers of rows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "palermo/core/output.hpp"
#include "palermo/core/provenance.hpp"

namespace palermo::study {

struct StageOutput {
  std::string path;    // inside the output folder
  std::string sha256;
};

struct Stage {
  std::string name;  // "count:shelter_north", "publish"
  std::string key;
  bool reused = false;
  std::vector<core::InputFile> inputs;
  std::vector<StageOutput> outputs;
  std::int64_t rows_read = 0, rows_set_aside = 0, records = 0;
};

struct Receipt {
  std::string study, study_sha256, law_sha256, version;
  std::vector<Stage> stages;
};

[[nodiscard]] core::Value to_value(const Receipt& receipt);
[[nodiscard]] core::Result<Receipt> parse_receipt(std::string_view json, std::string_view file);

// The receipt of the folder that stood here before; nothing when there is none that can be read.
[[nodiscard]] std::optional<Receipt> earlier_receipt(const std::string& folder);

// The earlier stage of this name and key whose outputs are all still there and unchanged; else nullptr.
[[nodiscard]] const Stage* reusable(const std::optional<Receipt>& earlier, const std::string& folder, const std::string& name,
                                    const std::string& key);
// Carries the outputs of an earlier stage over (hard links where possible).
[[nodiscard]] core::Done carry_over(const Stage& stage, const std::string& from, core::OutputFolder& to);

// The SHA-256 of the parts, each with its length in front so that no two lists of parts look alike.
[[nodiscard]] std::string key_of(const std::vector<std::string>& parts);

}  // namespace palermo::study
