// SPDX-License-Identifier: Apache-2.0
// The frame of a page that may be shown: one file, no script, nothing from outside, the style of the report.
#pragma once

#include <string>

#include "palermo/core/catalogue.hpp"

namespace palermo::publish {

// `body` is HTML, the others are text. `simulated`: the data are invented, and the page says so in its first lines (SAFEGUARDS.md, D33).
[[nodiscard]] std::string plain_page(const std::string& title, const std::string& notice, const std::string& body, bool simulated, const core::Catalogue& catalogue);

}  // namespace palermo::publish
