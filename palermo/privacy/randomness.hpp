// SPDX-License-Identifier: Apache-2.0
// Randomness: where the coins of privacy come from, and a mark on whatever was made with coins that somebody could toss again.
//
// The default is the operating system: 32 bytes of getrandom for every 16 KiB of ChaCha20, wiped after use; nothing of it is kept,
// nothing can be repeated. A seed can be given only as a TestSeed, and whatever such randomness touches says so: every noisy count
// carries a Mark, and a release of marked counts is "TEST – NOT PRIVATE". One object serves one thread.
// Source: libsodium (randombytes_buf, randombytes_buf_deterministic). Methods: docs/methods/privacy-noise.md.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "palermo/core/discrete_noise.hpp"

namespace palermo::privacy {

// Whether the coins were secret. `test_not_private` can be joined to a result, never taken off.
enum class Mark : std::uint8_t { secret_coins, test_not_private };

[[nodiscard]] constexpr Mark joined(Mark a, Mark b) { return a == Mark::secret_coins ? b : a; }

// The text that a file of a marked result shows; empty for secret coins. The same in every language, so that a program finds it.
[[nodiscard]] std::string_view mark_text(Mark mark);

// For tests and demonstrations alone: the same number gives the same coins.
struct TestSeed {
  std::uint64_t number;
};

class Randomness final : public core::RandomWords {
 public:
  Randomness() : Randomness(Mark::secret_coins, 0) {}
  explicit Randomness(TestSeed seed) : Randomness(Mark::test_not_private, seed.number) {}
  Randomness(const Randomness&) = delete;  // two copies would toss the same coins
  Randomness& operator=(const Randomness&) = delete;
  ~Randomness() override;

  [[nodiscard]] std::uint64_t next() override;
  [[nodiscard]] Mark mark() const { return mark_; }

 private:
  Randomness(Mark mark, std::uint64_t seed);
  void refill();

  Mark mark_;
  std::uint64_t seed_;
  std::uint64_t block_ = 0;
  std::size_t used_;
  std::vector<std::uint64_t> words_;
};

}  // namespace palermo::privacy
