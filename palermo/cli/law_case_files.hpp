// SPDX-License-Identifier: Apache-2.0
// The cases of one file, or of every *.yaml file of a folder in the order of their names.
#pragma once

#include <string>
#include <vector>

#include "palermo/law/case.hpp"

namespace palermo::cli {

// No path: no cases. Errors: those of reading and of law::parse_cases.
[[nodiscard]] core::Result<std::vector<law::Case>> read_case_files(const law::Corpus& corpus, const std::string& path);

}  // namespace palermo::cli
