// SPDX-License-Identifier: Apache-2.0
// Folding and walking UTF-8: what every reader of this room does with a cell first.
//
// fold: NFKC and case folding (ICU nfkc_cf, which also drops what cannot be seen, such as the zero-width joiner), so
// that two ways to write one text are one; ASCII takes a path of its own. Broken bytes become U+FFFD, never an error.
#pragma once

#include <string>
#include <string_view>

namespace palermo::link {

[[nodiscard]] std::string fold(std::string_view text);

[[nodiscard]] bool is_ascii(std::string_view text);

// The code point at `at`, which is moved behind it; U+FFFD for a broken sequence.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);

void append_utf8(std::string& text, char32_t c);

// 0-9 for a decimal digit of any script, else -1.
[[nodiscard]] int digit_value(char32_t c);

}  // namespace palermo::link
