// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/letter_lines.hpp"

#include <sodium.h>

#include <cstring>

namespace palermo::link {
namespace {

constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL;
constexpr std::string_view kBefore = "{\"signature\":\"", kAfter = "\"}\n";

}  // namespace

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return {};
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

std::string signature_line(const PartySignature& signature) { return std::string(kBefore) + to_hex(signature) + std::string(kAfter); }

std::optional<PartySignature> signature_at_the_end(std::string_view rest) {
  PartySignature signature{};
  if (rest.size() != kBefore.size() + 2 * signature.size() + kAfter.size()) return std::nullopt;
  if (!from_hex(rest.substr(kBefore.size(), 2 * signature.size()), signature) || rest != signature_line(signature)) return std::nullopt;
  return signature;
}

std::string to_base64(std::span<const std::uint8_t> bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kBase64);
  text.resize(std::strlen(text.c_str()));
  return text;
}

std::optional<std::size_t> from_base64(std::string_view text, std::span<std::uint8_t> out) {
  std::size_t got = 0;
  if (sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &got, nullptr, kBase64) != 0) return std::nullopt;
  return got;
}

}  // namespace palermo::link
