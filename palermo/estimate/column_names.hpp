// SPDX-License-Identifier: Apache-2.0
// Whether a column's name says that it tells who somebody is: what the tables of this room refuse before they read a value.
#pragma once

#include <string_view>

namespace palermo::estimate {

// True when one of the words in the name (letters between other characters) is "name", "phone", "id", "birthday" and the like.
[[nodiscard]] bool names_identity(std::string_view column);

}  // namespace palermo::estimate
