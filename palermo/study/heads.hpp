// SPDX-License-Identifier: Apache-2.0
// The head of each source: its header and first rows, held against its mapping, without reading the rest.
#pragma once

#include <string>
#include <vector>

#include "palermo/study/inputs.hpp"

namespace palermo::study {

// What the head of one source shows that does not keep a study from running.
struct HeadNotice {
  std::string source;
  bool empty = false;                       // there are no rows
  std::vector<std::string> not_understood;  // columns of which no value in the head was understood
};

// Notices of the sources that have any. Errors: those of the readers: mapping.missing_column, csv.*, file.*, text.*.
[[nodiscard]] core::Result<std::vector<HeadNotice>> check_heads(const Inputs& inputs);

}  // namespace palermo::study
