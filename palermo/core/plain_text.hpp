// SPDX-License-Identifier: Apache-2.0
// Texts that somebody else wrote, on their way to a terminal or a page: one line each, without characters that are no
// text.
//
// Characters refused or removed: control characters (U+0000-U+001F, U+007F-U+009F), line and paragraph separators, and
// the marks that set the direction of writing (U+061C, U+200E, U+200F, U+202A-U+202E, U+2066-U+2069). With them a title
// could forge a line of a report, colour a terminal, or show a sentence in another order than it is read in.
#pragma once

#include <string>
#include <string_view>

#include "palermo/core/value.hpp"

namespace palermo::core {

inline constexpr ErrorKind kNotOneLine{"document.not_one_line", Exit::unreadable};

// `text` (UTF-8) without these characters; where they part words, one blank stands for them.
[[nodiscard]] std::string one_line(std::string_view text);

// Every text and key of `document` is one line without these characters; line ends at the end of a text are no second
// line. Errors: document.not_one_line, at the first that is not.
[[nodiscard]] Done require_one_line(const Value& document);

}  // namespace palermo::core
