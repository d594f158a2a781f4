// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/rounding_tables.hpp"

#include <sodium.h>

#include <cassert>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>

namespace palermo::privacy {
namespace {

// The n-th word of 64 bits that the key gives for a cell and its count.
std::uint64_t word(const RandomRounding::Key& key, std::string_view cell, std::int64_t count, std::uint64_t n) {
  std::string text = std::to_string(count) + ' ' + std::to_string(n) + ' ';
  text += cell;
  std::array<unsigned char, 16> digest{};
  static_assert(digest.size() >= crypto_generichash_BYTES_MIN);
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), key.data(), key.size());
  std::uint64_t result = 0;
  std::memcpy(&result, digest.data(), sizeof result);
  return result;
}

}  // namespace

std::int64_t RandomRounding::round(std::string_view cell, std::int64_t count, std::int64_t base) const {
  assert(count >= 0 && base >= 1);
  static const bool ready = sodium_init() >= 0;
  if (!ready) std::abort();
  const auto width = static_cast<std::uint64_t>(base);
  const std::uint64_t usable = std::numeric_limits<std::uint64_t>::max() / width * width;  // words above would favour small ones
  std::uint64_t n = 0, drawn = word(key_, cell, count, n);
  while (drawn >= usable) drawn = word(key_, cell, count, ++n);
  const std::int64_t floor = floor_to(count, base);
  return drawn % width < static_cast<std::uint64_t>(count - floor) ? floor + base : floor;
}

}  // namespace palermo::privacy
