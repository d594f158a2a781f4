// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/noisy_table.hpp"

#include <sodium.h>

#include <algorithm>
#include <cmath>

namespace palermo::link {
namespace {

// sigma^2 is taken as a whole number of 1/1024, so that no floating point stands between data and noise.
constexpr std::uint64_t kScale = 1024;

__extension__ typedef __int128 Wide;  // squares of what fits 62 bits

// Uniform below n, unbiased, for n up to 2^62.
std::uint64_t below(std::uint64_t n, NoiseSource& source) {
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % n;
  std::uint64_t x = source.next();
  while (x >= limit) x = source.next();
  return x % n;
}

// True with probability num / den, num <= den.
bool chance(std::uint64_t num, std::uint64_t den, NoiseSource& source) { return below(den, source) < num; }

// True with probability exp(-num / den), num <= den: [canonne2020], algorithm 1.
bool chance_exp_unit(std::uint64_t num, std::uint64_t den, NoiseSource& source) {
  std::uint64_t k = 1;
  while (chance(num, den, source) && chance(1, k, source)) ++k;
  return k % 2 == 1;
}

bool chance_exp(std::uint64_t num, std::uint64_t den, NoiseSource& source) {
  for (; num > den; num -= den)
    if (!chance_exp_unit(1, 1, source)) return false;
  return chance_exp_unit(num, den, source);
}

// Discrete Laplace of scale t: [canonne2020], algorithm 2 with s = 1.
std::int64_t discrete_laplace(std::uint64_t t, NoiseSource& source) {
  while (true) {
    const std::uint64_t u = below(t, source);
    if (!chance_exp(u, t, source)) continue;
    std::uint64_t v = 0;
    while (chance_exp_unit(1, 1, source)) ++v;
    const auto y = static_cast<std::int64_t>(u + t * v);
    const bool negative = chance(1, 2, source);
    if (negative && y == 0) continue;
    return negative ? -y : y;
  }
}

constexpr std::size_t kWords = 512;  // a block of the source

}  // namespace

NoiseSource::NoiseSource(const Secret& secret, std::string_view label) : seed_(secret.derived(label)), used_(kWords), words_(kWords) {}

std::uint64_t NoiseSource::next() {
  if (used_ == kWords) {
    const Secret key = seed_.derived("block " + std::to_string(block_++));
    static_assert(randombytes_SEEDBYTES == 32);
    randombytes_buf_deterministic(words_.data(), kWords * sizeof(std::uint64_t), key.bytes().data());
    used_ = 0;
  }
  return words_[used_++];
}

// Algorithm 3 of [canonne2020] in whole numbers: |Y| - sigma^2 / t over 2 sigma^2, with sigma^2 = s / kScale.
std::int64_t discrete_gaussian(double sigma, NoiseSource& source) {
  const auto s = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::llround(sigma * sigma * kScale)));
  const auto t = static_cast<std::uint64_t>(std::floor(std::sqrt(static_cast<double>(s) / kScale))) + 1;
  while (true) {
    const std::int64_t y = discrete_laplace(t, source);
    // (|y| - s / (kScale t))^2 / (2 s / kScale) = (kScale t |y| - s)^2 / (2 s kScale t^2)
    const auto top = static_cast<Wide>(kScale) * t * std::abs(y) - s;
    const Wide num = top * top;
    const Wide den = static_cast<Wide>(2) * s * kScale * t * t;
    const Wide whole = num / den;  // exp(-num / den) is exp(-1) so often, and once the rest; den < 2^62 for sigma <= 1000
    bool keep = true;
    for (Wide i = 0; keep && i < whole; ++i) keep = chance_exp_unit(1, 1, source);
    if (keep && chance_exp_unit(static_cast<std::uint64_t>(num % den), static_cast<std::uint64_t>(den), source)) return y;
  }
}

NoisyTable with_noise(const core::CaptureTable& table, double sigma, NoiseSource& source) {
  NoisyTable noisy{table.lists(), std::vector<std::int64_t>((std::size_t{1} << table.lists().size()) - 1, 0), sigma};
  for (const core::CaptureCell& cell : table.cells()) noisy.cells[cell.history - 1] += cell.count;
  for (std::int64_t& cell : noisy.cells) cell += discrete_gaussian(sigma, source);
  return noisy;
}

std::vector<core::CaptureTable> draw_tables(const NoisyTable& noisy, std::size_t draws, core::Stream& stream) {
  // By cell: the counts that may have been, and how likely each is.
  struct Likely {
    std::int64_t first;
    std::vector<double> weights;
  };
  std::vector<Likely> likely;
  const auto reach = static_cast<std::int64_t>(std::ceil(10 * noisy.sigma)) + 1;
  for (const std::int64_t cell : noisy.cells) {
    Likely one{std::max<std::int64_t>(0, cell - reach), {}};
    const auto last = std::max(one.first, cell) + reach;
    const auto nearest = static_cast<double>(std::max<std::int64_t>(0, cell));
    for (std::int64_t n = one.first; n <= last; ++n) {
      const double away = static_cast<double>(n - cell), least = nearest - static_cast<double>(cell);
      one.weights.push_back(std::exp((least * least - away * away) / (2 * noisy.sigma * noisy.sigma)));
    }
    likely.push_back(std::move(one));
  }
  std::vector<core::CaptureTable> tables;
  while (tables.size() < draws) {
    std::vector<core::CaptureCell> cells;
    for (std::size_t i = 0; i < likely.size(); ++i)
      cells.push_back({static_cast<std::uint32_t>(i + 1), likely[i].first + static_cast<std::int64_t>(stream.pick(likely[i].weights)), "", 0});
    if (auto table = core::CaptureTable::make(noisy.lists, std::move(cells))) tables.push_back(std::move(*table));
  }
  return tables;
}

}  // namespace palermo::link
