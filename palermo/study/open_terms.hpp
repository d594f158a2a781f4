// SPDX-License-Identifier: Apache-2.0
// The terms that a law leaves open, and that a reading of a study may answer for it.
#pragma once

#include <string>
#include <vector>

#include "palermo/law/law.hpp"

namespace palermo::study {

// Every open term of every version, once each, sorted.
[[nodiscard]] std::vector<std::string> open_terms(const law::Law& law);

}  // namespace palermo::study
