// SPDX-License-Identifier: Apache-2.0
// Provenance: which program, from which inputs, made this.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/value.hpp"

namespace palermo::core {

struct InputFile {
  std::string name;    // as the user wrote it, without its folder
  std::string sha256;  // of the bytes on disk
  std::int64_t bytes = 0;
};

[[nodiscard]] std::string_view version();  // "0.1.0"
[[nodiscard]] Value to_value(const InputFile& input);

// Where law, mappings, codes and demo data lie: $PALERMO_DATA, else beside the installed program, else the source tree.
[[nodiscard]] std::string data_folder();

}  // namespace palermo::core
