// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/random.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdlib>

namespace palermo::core {
namespace {

std::array<unsigned char, 8> little_endian(std::uint64_t number) {
  std::array<unsigned char, 8> bytes{};
  for (unsigned char& byte : bytes) {
    byte = static_cast<unsigned char>(number & 0xff);
    number >>= 8;
  }
  return bytes;
}

std::uint64_t number_at(const unsigned char* bytes) {
  std::uint64_t number = 0;
  for (int i = 7; i >= 0; --i) number = (number << 8) | bytes[i];
  return number;
}

// SHA-256 of seed, name, a zero byte and index: 32 bytes, half of them state, half the choice of sequence.
pcg64 seeded(std::uint64_t seed, std::string_view name, std::uint64_t index) {
  using Wide = pcg64::state_type;
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_state hash;
  crypto_hash_sha256_init(&hash);
  crypto_hash_sha256_update(&hash, little_endian(seed).data(), 8);
  crypto_hash_sha256_update(&hash, reinterpret_cast<const unsigned char*>(name.data()), name.size());
  const unsigned char zero = 0;
  crypto_hash_sha256_update(&hash, &zero, 1);
  crypto_hash_sha256_update(&hash, little_endian(index).data(), 8);
  crypto_hash_sha256_final(&hash, digest.data());
  const Wide state = (Wide{number_at(&digest[0])} << 64) | number_at(&digest[8]);
  const Wide sequence = (Wide{number_at(&digest[16])} << 64) | number_at(&digest[24]);
  return pcg64(state, sequence);
}

}  // namespace

Stream::Stream(std::uint64_t seed, std::string_view name, std::uint64_t index) : engine_(seeded(seed, name, index)) {}

double Stream::uniform() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }

std::uint64_t Stream::below(std::uint64_t n) {
  assert(n > 0);
  const std::uint64_t surplus = (0 - n) % n;  // the first 2^64 mod n values would make small results too frequent
  for (;;) {
    const std::uint64_t drawn = engine_();
    if (drawn >= surplus) return drawn % n;
  }
}

bool Stream::chance(double probability) { return uniform() < probability; }

std::size_t Stream::pick(std::span<const double> weights) {
  double total = 0;
  for (const double weight : weights) total += weight;
  double left = uniform() * total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    left -= weights[i];
    if (left < 0) return i;
  }
  std::size_t last = weights.size() - 1;  // rounding left nothing: the last index that has weight
  while (last > 0 && weights[last] <= 0) --last;
  return last;
}

int Stream::poisson(double mean) {
  constexpr double chunk = 16;  // exp(-16) keeps full precision; a sum of Poisson numbers is one
  int total = 0;
  while (mean > 0) {
    const double part = std::min(mean, chunk);
    const double floor = std::exp(-part);
    for (double product = uniform(); product > floor; product *= uniform()) ++total;
    mean -= part;
  }
  return total;
}

double Stream::normal() {
  for (;;) {  // Marsaglia's polar method
    const double x = 2 * uniform() - 1;
    const double y = 2 * uniform() - 1;
    const double square = x * x + y * y;
    if (square > 0 && square < 1) return x * std::sqrt(-2 * std::log(square) / square);
  }
}

void secret_bytes(std::span<unsigned char> out) {
  if (sodium_init() < 0) std::abort();  // no source of randomness: never go on with guessable handles
  randombytes_buf(out.data(), out.size());
}

std::string secret_hex(std::size_t n) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string bytes(n, '\0');
  secret_bytes({reinterpret_cast<unsigned char*>(bytes.data()), n});
  std::string hex;
  hex.reserve(2 * n);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += digits[byte >> 4];
    hex += digits[byte & 15];
  }
  return hex;
}

}  // namespace palermo::core
