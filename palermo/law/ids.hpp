// SPDX-License-Identifier: Apache-2.0
// The words that may name a law, a version, a rule or a theme.
#pragma once

#include <string_view>

namespace palermo::law {

// Letters, digits, dots, hyphens and underscores, no “..”, not beginning with a dot, at most 80: a word that is also safe as the
// name of a file and on a line of a report.
[[nodiscard]] bool is_plain_id(std::string_view id);

}  // namespace palermo::law
