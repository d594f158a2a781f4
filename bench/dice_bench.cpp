// SPDX-License-Identifier: Apache-2.0
// How many pairs of 1024-bit filters are compared in a second of one core, on each path of palermo/link/dice.hpp?
//
// A pair counts when it has been decided: its shared bits counted, or ruled out by the length bound. Both are told:
//   pairs/s     all pairs of two sets of 4,000 (they fit into the second cache, which spares the peer the way to memory), decided in a second
//   counted/s   those whose shared bits were counted, in a second
//   counted     their share
// The plain build is the peer's algorithm (anonlink, similarities/dice.cpp: 16 words unrolled, popcnt, the lengths checked
// first), without its heap of the best k, so that it is no slower than it need be. All keep the pairs they find.
// Filters: random bits, how many drawn from a normal distribution (mean 410, deviation 45: 30 to 50 % of the bits set).
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "palermo/core/random.hpp"
#include "palermo/link/dice.hpp"

namespace {

using namespace palermo::link;

constexpr std::size_t kFilters = 4000;
constexpr double kThresholds[] = {0.5, 0.7, 0.8, 0.9};

std::vector<Filter> filters(std::uint64_t seed) {
  palermo::core::Stream stream(seed, "bench.dice");
  std::vector<Filter> all(kFilters);
  for (Filter& filter : all) {
    const int bits = std::clamp(static_cast<int>(std::lround(410 + 45 * stream.normal())), 1, 1000);
    while (filter.bits() < bits) filter.set(stream.below(kFilterBits));
  }
  return all;
}

const std::vector<Filter>& left() {
  static const std::vector<Filter> all = filters(1);
  return all;
}

const std::vector<Filter>& right() {
  static const std::vector<Filter> all = filters(2);
  return all;
}

void tell(benchmark::State& state, double pairs, double counted) {
  state.counters["pairs/s"] = benchmark::Counter(pairs, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["counted/s"] = benchmark::Counter(counted, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["counted"] = counted / pairs;
}

void ours(benchmark::State& state, DicePath path, double threshold, bool length_bound) {
  const FilterSet a(left()), b(right());
  palermo::core::Silence silence;
  DiceCount count;
  for (auto _ : state) {
    std::uint64_t kept = 0;
    count = *dice_pairs(a, b, {.threshold = threshold, .length_bound = length_bound, .threads = 1, .path = path}, silence,
                        [&](std::span<const DicePair> pairs) { kept += pairs.size(); });
    benchmark::DoNotOptimize(kept);
  }
  tell(state, static_cast<double>(count.pairs), static_cast<double>(count.computed));
}

#if defined(__x86_64__)
struct Kept {
  std::uint32_t a, b;
  double dice;
};

// The peer's algorithm. One row after the other; `computed` as above.
__attribute__((target("popcnt"), noinline)) std::uint64_t plain(const std::vector<Filter>& a, const std::vector<Filter>& b, const std::vector<std::uint32_t>& bits_a,
                                                                const std::vector<std::uint32_t>& bits_b, double threshold, bool length_bound, std::vector<Kept>& kept) {
  std::uint64_t computed = 0;
  for (std::uint32_t i = 0; i < a.size(); ++i) {
    const std::uint64_t* x = a[i].words.data();
    const double most = length_bound ? bits_a[i] * (2 - threshold) / threshold : 2e9;
    const double least = length_bound ? bits_a[i] * threshold / (2 - threshold) : 0;
    for (std::uint32_t j = 0; j < b.size(); ++j) {
      if (bits_b[j] > most || bits_b[j] < least) continue;
      const std::uint64_t* y = b[j].words.data();
      std::uint64_t c0 = 0, c1 = 0, c2 = 0, c3 = 0;
#pragma GCC unroll 4
      for (int w = 0; w < 16; w += 4) {
        c0 += static_cast<std::uint64_t>(__builtin_popcountll(x[w] & y[w]));
        c1 += static_cast<std::uint64_t>(__builtin_popcountll(x[w + 1] & y[w + 1]));
        c2 += static_cast<std::uint64_t>(__builtin_popcountll(x[w + 2] & y[w + 2]));
        c3 += static_cast<std::uint64_t>(__builtin_popcountll(x[w + 3] & y[w + 3]));
      }
      ++computed;
      const double dice = 2.0 * static_cast<double>(c0 + c1 + c2 + c3) / (bits_a[i] + bits_b[j]);
      if (dice >= threshold) kept.push_back({i, j, dice});
    }
  }
  return computed;
}

void peer(benchmark::State& state, double threshold, bool length_bound) {
  std::vector<std::uint32_t> bits_a, bits_b;
  for (const Filter& filter : left()) bits_a.push_back(static_cast<std::uint32_t>(filter.bits()));
  for (const Filter& filter : right()) bits_b.push_back(static_cast<std::uint32_t>(filter.bits()));
  std::uint64_t computed = 0;
  std::vector<Kept> kept;
  for (auto _ : state) {
    kept.clear();
    computed = plain(left(), right(), bits_a, bits_b, threshold, length_bound, kept);
    benchmark::DoNotOptimize(kept.data());
  }
  tell(state, static_cast<double>(kFilters) * kFilters, static_cast<double>(computed));
}
#endif

void enter() {
  for (const bool bound : {true, false})
    for (const double threshold : kThresholds) {
      const std::string which = fmt::format("threshold:{}/{}", threshold, bound ? "bound" : "all");
#if defined(__x86_64__)
      benchmark::RegisterBenchmark(("plain/" + which).c_str(), peer, threshold, bound)->Unit(benchmark::kMillisecond);
#endif
      for (const DicePath path : kDicePaths)
        if (available(path)) benchmark::RegisterBenchmark((std::string(word(path)) + "/" + which).c_str(), ours, path, threshold, bound)->Unit(benchmark::kMillisecond);
    }
}

}  // namespace

int main(int count, char** words) {
  benchmark::Initialize(&count, words);
  if (benchmark::ReportUnrecognizedArguments(count, words)) return 2;
  for (const DicePath path : kDicePaths)
    if (!available(path)) fmt::print("This machine has no {}: not measured.\n", word(path));
  enter();
  benchmark::RunSpecifiedBenchmarks();
}
