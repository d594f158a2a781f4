// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/noisy_table.hpp"

#include <sodium.h>

#include <algorithm>
#include <cmath>

namespace palermo::link {
namespace {

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

std::int64_t discrete_gaussian(double sigma, NoiseSource& source) {
  constexpr std::uint64_t kScale = 1024;
  const auto squared = std::max<std::int64_t>(1, std::llround(sigma * sigma * kScale));
  return core::discrete_gaussian({static_cast<std::uint64_t>(squared), kScale}, source);
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
