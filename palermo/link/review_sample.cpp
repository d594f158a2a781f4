// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/review_sample.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include "palermo/core/random.hpp"

namespace palermo::link {
namespace {

constexpr double kMostBits = 20;
constexpr double kNeverSure = 0.002;  // no stratum is taken to be surer than this: it is what is to be found out

std::size_t stratum_of(double bits) {
  const auto after = std::ranges::upper_bound(kReviewEdges, bits);
  return static_cast<std::size_t>(std::distance(std::begin(kReviewEdges), after)) - 1;
}

// Shares `total` out in proportion to `size`, each at most `room`; whole numbers by largest remainders.
std::vector<std::int64_t> shared_out(std::int64_t total, const std::vector<double>& size, const std::vector<std::int64_t>& room) {
  std::vector<std::int64_t> out(size.size());
  while (total > 0) {
    double open = 0;
    for (std::size_t h = 0; h < size.size(); ++h)
      if (out[h] < room[h]) open += size[h];
    if (open <= 0) break;
    std::vector<std::pair<double, std::size_t>> rest;
    std::int64_t given = 0;
    for (std::size_t h = 0; h < size.size(); ++h) {
      if (out[h] >= room[h]) continue;
      const double wanted = static_cast<double>(total) * size[h] / open;
      const std::int64_t take = std::min(room[h] - out[h], static_cast<std::int64_t>(wanted));
      out[h] += take;
      given += take;
      rest.emplace_back(wanted - std::floor(wanted), h);
    }
    total -= given;
    if (given > 0) continue;
    std::ranges::sort(rest, [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    for (const auto& [remainder, h] : rest) {
      if (total == 0 || out[h] >= room[h]) continue;
      ++out[h];
      --total;
    }
  }
  return out;
}

void allocate(ReviewSample& sample, const ReviewOptions& options) {
  const std::size_t strata = sample.strata.size();
  std::vector<double> size(strata);
  std::vector<std::int64_t> room(strata);
  std::int64_t left = options.pairs;
  const std::int64_t floor = std::min(options.least_each, options.pairs / static_cast<std::int64_t>(strata));
  for (std::size_t h = 0; h < strata; ++h) {
    ReviewStratum& stratum = sample.strata[h];
    stratum.drawn = std::min(stratum.pairs, floor);
    left -= stratum.drawn;
    room[h] = stratum.pairs - stratum.drawn;
    const double p = std::clamp(stratum.mean_probability, kNeverSure, 1 - kNeverSure);
    size[h] = static_cast<double>(stratum.pairs) * std::sqrt(p * (1 - p));
  }
  const std::vector<std::int64_t> more = shared_out(left, size, room);
  for (std::size_t h = 0; h < strata; ++h) sample.strata[h].drawn += more[h];
}

template <class T>
void shuffle_front(std::vector<T>& all, std::size_t front, core::Stream& stream) {
  for (std::size_t i = 0; i < front && i + 1 < all.size(); ++i) std::swap(all[i], all[i + stream.below(all.size() - i)]);
}

}  // namespace

double review_bits(double probability) {
  const double p = std::clamp(probability, 0.0, 1.0);
  if (p <= 0) return -kMostBits;
  if (p >= 1) return kMostBits;
  return std::clamp(std::log2(p / (1 - p)), -kMostBits, kMostBits);
}

ReviewSample draw_review(std::span<const double> probabilities, const ReviewOptions& options) {
  ReviewSample sample;
  for (const double edge : kReviewEdges) sample.strata.push_back({.from_bits = edge});
  std::vector<std::vector<std::size_t>> members(sample.strata.size());
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const std::size_t h = stratum_of(review_bits(probabilities[i]));
    members[h].push_back(i);
    ++sample.strata[h].pairs;
    sample.strata[h].mean_probability += probabilities[i];
  }
  for (ReviewStratum& stratum : sample.strata)
    if (stratum.pairs > 0) stratum.mean_probability /= static_cast<double>(stratum.pairs);
  allocate(sample, options);
  for (std::size_t h = 0; h < members.size(); ++h) {
    core::Stream stream(options.seed, "link.review.draw", h);
    const ReviewStratum& stratum = sample.strata[h];
    const auto drawn = static_cast<std::size_t>(stratum.drawn);
    shuffle_front(members[h], drawn, stream);
    for (std::size_t k = 0; k < drawn; ++k)
      sample.pairs.push_back({members[h][k], h, static_cast<double>(stratum.drawn) / static_cast<double>(stratum.pairs)});
  }
  core::Stream stream(options.seed, "link.review.shuffle");
  shuffle_front(sample.pairs, sample.pairs.size(), stream);
  return sample;
}

std::vector<std::size_t> clerk_order(std::size_t n, std::uint64_t seed, std::uint64_t clerk) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  core::Stream stream(seed, "link.review.order", clerk);
  shuffle_front(order, n, stream);
  return order;
}

}  // namespace palermo::link
