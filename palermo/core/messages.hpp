// SPDX-License-Identifier: Apache-2.0
// The embedded texts: one book of patterns by key for each language of data/messages. Inside core only.
//
// Books are read when first asked for and live as long as the program. Thread-safe.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace palermo::core {

using MessageBook = std::map<std::string, std::string, std::less<>>;

// The book of `language`, or nullptr when there is none. There always is one of "en".
[[nodiscard]] const MessageBook* message_book(std::string_view language);
[[nodiscard]] std::vector<std::string> message_languages();  // sorted, "en" first

}  // namespace palermo::core
