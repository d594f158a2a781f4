// SPDX-License-Identifier: Apache-2.0
// Tier C: a capture table whose every cell carries noise of a stated scale, and tables that may have been the true one.
//
// Noise is discrete Gaussian with standard deviation sigma (exact sampler, [canonne2020]), added to every cell of the table,
// also to those in which nobody is: there is no threshold, for a threshold would tell which cells are small and would bend every
// estimate. A noisy cell may be negative and is left so. No figure of differential privacy is claimed: the lengths of lists are known to
// all parties, and one membership more or less changes two cells or more. Noise is drawn from a secret, so that doing the same again
// gives the same noise: nobody averages it away. Tables to estimate from are drawn given the noisy one, under a flat prior on the
// counts 0, 1, 2, ...: cell by cell a discrete Gaussian around the noisy count, truncated at 0. Facts: linkage 3.6.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/capture_table.hpp"
#include "palermo/core/discrete_noise.hpp"
#include "palermo/core/random.hpp"
#include "palermo/link/blinding.hpp"

namespace palermo::link {

struct NoisyTable {
  std::vector<std::string> lists;
  std::vector<std::int64_t> cells;  // by history 1 .. 2^lists - 1; may be negative
  double sigma = 0;                 // people
};

// Random bits from a secret (ChaCha20): the same secret and label give the same bits.
class NoiseSource final : public core::RandomWords {
 public:
  NoiseSource(const Secret& secret, std::string_view label);
  [[nodiscard]] std::uint64_t next() override;

 private:
  Secret seed_;
  std::uint64_t block_ = 0;
  std::size_t used_ = 0;
  std::vector<std::uint64_t> words_;
};

// A draw from the discrete Gaussian, mean 0; sigma in (0, 1000], its square taken to the nearest 1/1024.
[[nodiscard]] std::int64_t discrete_gaussian(double sigma, NoiseSource& source);

// Adds noise; strata and years are summed first. At most 12 lists.
[[nodiscard]] NoisyTable with_noise(const core::CaptureTable& table, double sigma, NoiseSource& source);

// `draws` tables given the noisy one; a table on one of whose lists nobody would be is drawn again.
[[nodiscard]] std::vector<core::CaptureTable> draw_tables(const NoisyTable& noisy, std::size_t draws, core::Stream& stream);

}  // namespace palermo::link
