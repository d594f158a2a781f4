// SPDX-License-Identifier: Apache-2.0
// Mark: whether the text of a rule was read. It travels into every finding and acts in one direction only.
#pragma once

#include <string_view>

#include "palermo/core/schema.hpp"

namespace palermo::law {

// verified: the text was read; secondary: somebody else's account of it; unverified: general knowledge.
enum class Mark { verified, secondary, unverified };
[[nodiscard]] std::string_view word(Mark mark);  // "verified"
[[nodiscard]] Mark weaker(Mark a, Mark b);

// The key `mark` (or `date_mark`) of a law file: verified (V), secondary (V2), unverified (K).
[[nodiscard]] Mark read_mark(core::Reader& reader, Mark otherwise, const char* key = "mark");

}  // namespace palermo::law
