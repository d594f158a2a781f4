// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/randomness.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "palermo/core/random.hpp"

namespace palermo::privacy {
namespace {

constexpr std::size_t kWords = 2048;

using Key = std::array<unsigned char, randombytes_SEEDBYTES>;

Key test_key(std::uint64_t seed, std::uint64_t block) {
  core::Stream stream(seed, "privacy.test_not_private", block);
  Key key{};
  std::ranges::generate(key, [&] { return static_cast<unsigned char>(stream() >> 56); });
  return key;
}

}  // namespace

std::string_view mark_text(Mark mark) { return mark == Mark::secret_coins ? "" : "TEST – NOT PRIVATE"; }

Randomness::Randomness(Mark mark, std::uint64_t seed) : mark_(mark), seed_(seed), used_(kWords), words_(kWords) {}

Randomness::~Randomness() { sodium_memzero(words_.data(), words_.size() * sizeof(std::uint64_t)); }

std::uint64_t Randomness::next() {
  if (used_ == kWords) refill();
  const std::uint64_t word = words_[used_];
  words_[used_++] = 0;
  return word;
}

void Randomness::refill() {
  Key key{};
  if (mark_ == Mark::secret_coins) {
    core::secret_bytes(key);  // ends the program when the system has no randomness
  } else {
    key = test_key(seed_, block_++);
  }
  randombytes_buf_deterministic(words_.data(), kWords * sizeof(std::uint64_t), key.data());
  sodium_memzero(key.data(), key.size());
  used_ = 0;
}

}  // namespace palermo::privacy
