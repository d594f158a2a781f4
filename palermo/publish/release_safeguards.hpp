// SPDX-License-Identifier: Apache-2.0
// What a release may not say, whatever its budget: D5 (how fine places and times are), D31 (nationality), D34 (routes).
//
// Each rule is asked twice: of the plan, before there is data (check_safeguards), and of the files that were written, which nobody
// has to believe (release_check.hpp uses looks_too_fine). Pure.
#pragma once

#include <string_view>

#include "palermo/core/result.hpp"

namespace palermo::publish {

struct ReleasePlan;

// D5: a text that reads as a day ("2019-05-03", "3.5.2019"), a time of day, or a position ("48.2082, 16.3738", "16.3738").
[[nodiscard]] bool looks_too_fine(std::string_view text);

// Whether a column's name says that it tells a nationality: such a column is named under `nationality`, with a purpose.
[[nodiscard]] bool tells_nationality(std::string_view column);

// Errors: release.too_fine (D5), release.nationality (D31), release.route_too_fine (D34).
[[nodiscard]] core::Done check_safeguards(const ReleasePlan& plan);

}  // namespace palermo::publish
