// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/dice.hpp"

#include <algorithm>
#include <numeric>

#include "palermo/core/parallel.hpp"
#include "palermo/link/dice_kernels.hpp"

namespace palermo::link {
namespace {

// A task is kRows filters against kColumns; within it, the kTile columns that stay in the nearest cache meet all rows in turn.
constexpr std::size_t kRows = 256, kColumns = 2048, kTile = 128, kWave = 8;
constexpr std::size_t kSums = 2 * kFilterBits + 1;
static_assert(kTile % 8 == 0 && kColumns % kTile == 0);
static_assert(kRows * kColumns * kWave * sizeof(DicePair) <= std::size_t{64} << 20U);

// What a threshold asks for, in whole numbers.
struct Bounds {
  std::array<std::uint16_t, kSums> need{};                        // least |a & b| by |a| + |b|
  std::array<std::uint16_t, kFilterBits + 1> fewest{}, most{};    // |b| by |a|, within which the threshold can be reached

  Bounds(double threshold, bool length_bound) {
    std::size_t least = 0;
    for (std::size_t sum = 0; sum < kSums; ++sum) {
      while (2.0 * static_cast<double>(least) < threshold * static_cast<double>(sum)) ++least;
      need[sum] = static_cast<std::uint16_t>(least);
    }
    for (std::size_t bits = 0; bits <= kFilterBits; ++bits) {
      fewest[bits] = 1;
      most[bits] = kFilterBits;
      if (!length_bound) continue;
      while (fewest[bits] < bits && fewest[bits] < need[bits + fewest[bits]]) ++fewest[bits];
      while (most[bits] > bits && bits < need[bits + most[bits]]) --most[bits];
    }
  }
};

struct Stretch {
  std::size_t begin = 0, end = 0;  // positions in the other set

  [[nodiscard]] std::size_t size() const { return end > begin ? end - begin : 0; }
};

struct Search {
  const FilterSet& a;
  const FilterSet& b;
  bool within;  // a and b are one set
  Bounds bounds;
  DiceKernel count;

  // The filters of b that row `at` of a may reach.
  [[nodiscard]] Stretch stretch(std::size_t at) const {
    const std::size_t bits = a.bits(at);
    Stretch one{b.first_with(bounds.fewest[bits]), b.first_with(std::size_t{bounds.most[bits]} + 1)};
    if (within) one.begin = std::max(one.begin, at + 1);
    return one;
  }
};

struct Task {
  std::size_t row_begin = 0, row_end = 0;
  Stretch columns;  // begins at a multiple of kColumns
};

// Row `at` against the columns of one tile.
void meet(const Search& search, std::size_t at, const std::uint64_t* query, Stretch columns, std::vector<DicePair>& found) {
  if (columns.size() == 0) return;
  const std::size_t bits = search.a.bits(at);
  const std::size_t first = columns.begin / 8, count = (columns.end + 7) / 8 - first;
  std::array<std::uint16_t, kTile / 8> need;
  std::array<DiceHit, kTile> hits;
  for (std::size_t k = 0; k < count; ++k) need[k] = search.bounds.need[bits + search.b.bits(8 * (first + k))];
  const std::size_t reached = search.count(query, search.b.blocks() + first, count, need.data(), hits.data());
  for (std::size_t h = 0; h < reached; ++h) {
    const std::size_t other = 8 * first + hits[h].at;
    if (other < columns.begin || other >= columns.end) continue;  // another's, of the same block
    const std::size_t sum = bits + search.b.bits(other);
    if (hits[h].shared < search.bounds.need[sum]) continue;
    found.push_back({search.a.number(at), search.b.number(other), hits[h].shared, static_cast<float>(2.0 * hits[h].shared / static_cast<double>(sum))});
  }
}

void work(const Search& search, const Task& task, std::vector<DicePair>& found) {
  struct alignas(64) Row {
    std::array<std::uint64_t, kFilterWords> words{};
  };
  std::vector<Row> rows(task.row_end - task.row_begin);
  std::vector<Stretch> reach(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    search.a.copy(task.row_begin + i, rows[i].words.data());
    reach[i] = search.stretch(task.row_begin + i);
  }
  for (std::size_t tile = task.columns.begin; tile < task.columns.end; tile += kTile) {
    const std::size_t end = std::min(tile + kTile, task.columns.end);
    for (std::size_t i = 0; i < rows.size(); ++i)
      meet(search, task.row_begin + i, rows[i].words.data(), {std::max(tile, reach[i].begin), std::min(end, reach[i].end)}, found);
  }
}

// Tasks in their order; the sink is called after each wave.
core::Result<DiceCount> run(const Search& search, const DiceOptions& options, core::Progress& progress, const DiceSink& sink) {
  DiceCount total;
  const std::uint64_t n = search.a.size();
  total.pairs = search.within ? n * (n - (n > 0 ? 1 : 0)) / 2 : n * search.b.size();
  std::vector<Task> wave;
  std::vector<std::vector<DicePair>> found(kWave);
  const auto run_wave = [&] {
    core::Silence silence;  // the rows are reported, not the tasks
    (void)core::in_parallel(wave.size(), 1, options.threads, silence, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) work(search, wave[i], found[i]);
    });
    for (std::size_t i = 0; i < wave.size(); ++i) {
      total.found += found[i].size();
      if (!found[i].empty()) sink(found[i]);
      found[i].clear();
    }
    wave.clear();
    return !progress.cancelled();
  };
  for (std::size_t row = 0; row < search.a.size(); row += kRows) {
    const std::size_t end = std::min(row + kRows, search.a.size());
    Stretch all{search.b.size(), 0};
    for (std::size_t i = row; i < end; ++i) {
      const Stretch one = search.stretch(i);
      total.computed += one.size();
      if (one.size() > 0) all = {std::min(all.begin, one.begin), std::max(all.end, one.end)};
    }
    // The columns of tasks and tiles lie on one grid, so that the order of what is found does not depend on the bound.
    for (std::size_t column = all.begin / kColumns * kColumns; column < all.end; column += kColumns) {
      wave.push_back({row, end, {column, std::min(column + kColumns, all.end)}});
      if (wave.size() == kWave && !run_wave()) return core::fail(core::kCancelled);
    }
    progress.report(static_cast<std::int64_t>(end));
  }
  if (!wave.empty() && !run_wave()) return core::fail(core::kCancelled);
  return total;
}

Search search_of(const FilterSet& a, const FilterSet& b, bool within, const DiceOptions& options) {
  const DicePath path = options.path && available(*options.path) ? *options.path : fastest_path();
  return {a, b, within, Bounds(std::clamp(options.threshold, 1e-9, 1.0), options.length_bound), kernel(path)};
}

}  // namespace

int Filter::bits() const {
  int bits = 0;
  for (const std::uint64_t word : words) bits += std::popcount(word);
  return bits;
}

int shared_bits(const Filter& a, const Filter& b) {
  int bits = 0;
  for (std::size_t w = 0; w < kFilterWords; ++w) bits += std::popcount(a.words[w] & b.words[w]);
  return bits;
}

double dice(const Filter& a, const Filter& b) {
  const int sum = a.bits() + b.bits();
  return sum == 0 ? 0 : 2.0 * shared_bits(a, b) / sum;
}

std::string_view word(DicePath path) {
  switch (path) {
    case DicePath::portable: return "portable";
    case DicePath::popcnt: return "popcnt";
    case DicePath::avx2: return "avx2";
    case DicePath::avx512bw: return "avx512bw";
    case DicePath::avx512_vpopcntdq: return "avx512_vpopcntdq";
  }
  return {};
}

bool available(DicePath path) {
  if (kernel(path) == nullptr) return false;
#if defined(__x86_64__)
  __builtin_cpu_init();
  switch (path) {
    case DicePath::portable: return true;
    case DicePath::popcnt: return __builtin_cpu_supports("popcnt") != 0;
    case DicePath::avx2: return __builtin_cpu_supports("avx2") != 0;
    case DicePath::avx512bw: return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0;
    case DicePath::avx512_vpopcntdq:
      return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vpopcntdq") != 0;
  }
#endif
  return path == DicePath::portable;
}

DicePath fastest_path() {
  static const DicePath fastest = *std::ranges::find_if(kDicePaths.rbegin(), kDicePaths.rend(), available);
  return fastest;
}

FilterSet::FilterSet(std::span<const Filter> filters) : given_(filters.size()) {
  std::vector<std::uint16_t> bits(filters.size());
  for (std::size_t i = 0; i < filters.size(); ++i) bits[i] = static_cast<std::uint16_t>(filters[i].bits());
  for (std::uint32_t i = 0; i < filters.size(); ++i)
    if (bits[i] > 0) number_.push_back(i);
  std::ranges::stable_sort(number_, {}, [&](std::uint32_t i) { return bits[i]; });
  blocks_.resize((number_.size() + 7) / 8);
  for (std::size_t at = 0; at < number_.size(); ++at) {
    bits_.push_back(bits[number_[at]]);
    for (std::size_t w = 0; w < kFilterWords; ++w) blocks_[at / 8].words[8 * w + at % 8] = filters[number_[at]].words[w];
  }
  for (std::size_t n = 0; n < first_with_.size(); ++n)
    first_with_[n] = static_cast<std::size_t>(std::ranges::lower_bound(bits_, n) - bits_.begin());
}

void FilterSet::copy(std::size_t position, std::uint64_t* words) const {
  for (std::size_t w = 0; w < kFilterWords; ++w) words[w] = blocks_[position / 8].words[8 * w + position % 8];
}

core::Result<DiceCount> dice_pairs(const FilterSet& a, const FilterSet& b, const DiceOptions& options, core::Progress& progress, const DiceSink& sink) {
  return run(search_of(a, b, false, options), options, progress, sink);
}

core::Result<DiceCount> dice_pairs(const FilterSet& set, const DiceOptions& options, core::Progress& progress, const DiceSink& sink) {
  return run(search_of(set, set, true, options), options, progress, sink);
}

}  // namespace palermo::link
