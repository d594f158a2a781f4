// SPDX-License-Identifier: Apache-2.0
// Named random streams: the same seed and name give the same numbers, whatever the thread, machine or order of calls.
//
//   Stream stream(seed, "simulate.person", 17);   // the 17th replicate's own stream
//
// A stream is PCG-64 (O'Neill 2014), seeded by SHA-256 of seed, name and index. Distributions are our own, because
// those of the standard library differ between implementations. Not for secrets: handles come from the operating system.
#pragma once

#include <cstdint>
#include <pcg_random.hpp>
#include <span>
#include <string>
#include <string_view>

namespace palermo::core {

class Stream {
 public:
  using result_type = std::uint64_t;

  Stream(std::uint64_t seed, std::string_view name, std::uint64_t index = 0);

  [[nodiscard]] static constexpr result_type min() { return 0; }
  [[nodiscard]] static constexpr result_type max() { return ~result_type{0}; }
  result_type operator()() { return engine_(); }

  [[nodiscard]] double uniform();                        // in [0, 1), 53 bits
  [[nodiscard]] std::uint64_t below(std::uint64_t n);    // in [0, n), unbiased; n > 0
  [[nodiscard]] bool chance(double probability);         // true with that probability
  [[nodiscard]] std::size_t pick(std::span<const double> weights);  // index with probability proportional to weight
  [[nodiscard]] int poisson(double mean);
  [[nodiscard]] double normal();                         // mean 0, variance 1

 private:
  pcg64 engine_;
};

// n bytes from the operating system, for handles that must not be guessed; hex, 2n characters.
[[nodiscard]] std::string secret_hex(std::size_t n);
void secret_bytes(std::span<unsigned char> out);

}  // namespace palermo::core
