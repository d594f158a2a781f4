// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/blinding.hpp"

#include <sodium.h>

#include <atomic>
#include <cstdlib>

#include "palermo/core/parallel.hpp"
#include "palermo/core/progress.hpp"

namespace palermo::link {
namespace {

static_assert(crypto_core_ristretto255_BYTES == 32 && crypto_core_ristretto255_SCALARBYTES == 32);

void need_sodium() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) std::abort();  // no randomness on this machine: nothing private can be done
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

bool raise_part(std::span<Point> points, const Exponent& exponent) {
  for (Point& point : points) {
    Point result;
    if (crypto_scalarmult_ristretto255(result.bytes.data(), exponent.bytes().data(), point.bytes.data()) != 0) return false;
    point = result;
  }
  return true;
}

}  // namespace

Secret::~Secret() { sodium_memzero(bytes_.data(), bytes_.size()); }

Secret Secret::random() {
  need_sodium();
  Secret secret;
  randombytes_buf(secret.bytes_.data(), secret.bytes_.size());
  return secret;
}

Secret Secret::derived(std::string_view label) const {
  need_sodium();
  Secret secret;
  crypto_generichash(secret.bytes_.data(), secret.bytes_.size(), bytes_of(label), label.size(), bytes_.data(), bytes_.size());
  return secret;
}

Exponent::~Exponent() { sodium_memzero(bytes_.data(), bytes_.size()); }

Exponent Exponent::derived(const Secret& secret, std::string_view label) {
  need_sodium();
  std::array<std::uint8_t, crypto_core_ristretto255_NONREDUCEDSCALARBYTES> wide{};
  crypto_generichash(wide.data(), wide.size(), bytes_of(label), label.size(), secret.bytes().data(), secret.bytes().size());
  Exponent exponent;
  crypto_core_ristretto255_scalar_reduce(exponent.bytes_.data(), wide.data());
  sodium_memzero(wide.data(), wide.size());
  if (sodium_is_zero(exponent.bytes_.data(), exponent.bytes_.size())) std::abort();  // probability 2^-252
  return exponent;
}

Exponent Exponent::times(const Exponent& other) const {
  Exponent product;
  crypto_core_ristretto255_scalar_mul(product.bytes_.data(), bytes_.data(), other.bytes_.data());
  return product;
}

Exponent Exponent::inverse() const {
  Exponent inverse;
  if (crypto_core_ristretto255_scalar_invert(inverse.bytes_.data(), bytes_.data()) != 0) std::abort();  // only of zero
  return inverse;
}

Point point_of(std::string_view domain, std::string_view value) {
  need_sodium();
  std::array<std::uint8_t, crypto_core_ristretto255_HASHBYTES> hash{};
  crypto_hash_sha512_state state;
  crypto_hash_sha512_init(&state);
  // The length of the domain first: no pair of domain and value reads as another pair.
  const std::array<std::uint8_t, 4> length = {static_cast<std::uint8_t>(domain.size() >> 24), static_cast<std::uint8_t>(domain.size() >> 16),
                                              static_cast<std::uint8_t>(domain.size() >> 8), static_cast<std::uint8_t>(domain.size())};
  crypto_hash_sha512_update(&state, length.data(), length.size());
  crypto_hash_sha512_update(&state, bytes_of(domain), domain.size());
  crypto_hash_sha512_update(&state, bytes_of(value), value.size());
  crypto_hash_sha512_final(&state, hash.data());
  Point point;
  crypto_core_ristretto255_from_hash(point.bytes.data(), hash.data());
  return point;
}

Point random_point() {
  need_sodium();
  Point point;
  crypto_core_ristretto255_random(point.bytes.data());
  return point;
}

core::Done raise(std::span<Point> points, const Exponent& exponent, int threads) {
  need_sodium();
  std::atomic<bool> good{true};
  core::Silence silence;
  (void)core::in_parallel(points.size(), 256, threads, silence, [&](std::size_t begin, std::size_t end) {
    if (!raise_part(points.subspan(begin, end - begin), exponent)) good = false;
  });
  if (!good) return core::fail(kBadPoint);
  return {};
}

}  // namespace palermo::link
