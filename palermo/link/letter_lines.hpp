// SPDX-License-Identifier: Apache-2.0
// The lines that letters of both kinds are made of (letter.hpp, sealed_letter.hpp): taken one by one, base64, and the signature that ends them.
//
// The last line is {"signature":"128 hexadecimal digits"}: it has one form only, so that no letter can be written in two ways.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "palermo/link/agreement.hpp"

namespace palermo::link {

// The next line of `rest`, without its newline, and `rest` begins after it; "" and `rest` as it was where none ends.
[[nodiscard]] std::string_view take_line(std::string_view& rest);

// The last line, newline included.
[[nodiscard]] std::string signature_line(const PartySignature& signature);
// The signature, where `rest` is a last line and nothing else.
[[nodiscard]] std::optional<PartySignature> signature_at_the_end(std::string_view rest);

[[nodiscard]] std::string to_base64(std::span<const std::uint8_t> bytes);
// How many bytes there were; nothing where `text` is damaged or `out` too small.
[[nodiscard]] std::optional<std::size_t> from_base64(std::string_view text, std::span<std::uint8_t> out);

}  // namespace palermo::link
