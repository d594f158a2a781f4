// SPDX-License-Identifier: Apache-2.0
// The frame of a page about linkage: one file, no script, nothing from outside; "not for release" stands in its first line.
#pragma once

#include <string>

#include "palermo/core/catalogue.hpp"

namespace palermo::cli {

// `body` is HTML, the others are text.
[[nodiscard]] std::string link_page(const std::string& title, const std::string& notice, const std::string& body, const core::Catalogue& catalogue);

}  // namespace palermo::cli
