// SPDX-License-Identifier: Apache-2.0
// Comparing all candidates in full, by several threads: patterns are counted, and only pairs that may come into the result are kept.
//
// So memory is that of the kept pairs and not of the compared ones. Beside the candidates a random sample of all other pairs is
// compared, brought to their number, for u. Neither threads nor the order of rows show: counts are sums, and what is random is drawn
// by place in canonical order.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/link/candidates.hpp"
#include "palermo/link/pair_comparer.hpp"
#include "palermo/link/pair_groups.hpp"
#include "palermo/link/pattern_table.hpp"

namespace palermo::link {

inline constexpr core::ErrorKind kTooManyPairs{"link.too_many_pairs", core::Exit::unreadable};

// A pair that may come into the result; a < b.
struct KeptPair {
  RecordIndex a = 0, b = 0;
  Pattern pattern = 0;
  float name_bits = 0, other_bits = 0;
};

// What a thread compares with, lent out portion by portion.
class Comparers {
 public:
  struct Own {
    PairComparer comparer;
    Candidates::Scratch scratch;
    PatternTable table;
  };
  Comparers(const Records& records, const TermFrequency& frequency, const Variants* variants = nullptr)
      : records_(records), frequency_(frequency), variants_(variants) {}
  [[nodiscard]] std::unique_ptr<Own> take();
  void give(std::unique_ptr<Own> own);
  // The sum of all tables; when every one was given back.
  void add_tables(PatternTable& to) const;

 private:
  const Records& records_;
  const TermFrequency& frequency_;
  const Variants* variants_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Own>> free_;
};

struct CompareOptions {
  std::uint64_t seed = 1;
  std::uint64_t sample_pairs = 400'000;
  std::size_t most_pairs = 200'000'000;
  int threads = 0;
};

struct ComparedPairs {
  std::vector<KeptPair> kept;
  PatternTable table;                           // of all that were compared
  std::uint64_t compared = 0;
  std::array<Strata, kComparisons> others{};    // levels of all others
  std::vector<double> others_known = std::vector<double>(kKnown);  // and how many of them say what, by known_of
};

// Errors: core.cancelled, link.too_many_pairs.
[[nodiscard]] core::Result<ComparedPairs> compare_candidates(const Records& records, const Candidates& candidates, const TermFrequency& frequency,
                                                             const PairGroups& groups, const CompareOptions& options, core::Progress& progress);

// work(begin, end) for even slices of [0, count), without a report of progress. False when cancelled.
[[nodiscard]] bool in_slices(std::size_t count, int threads, const core::Progress& progress,
                             const std::function<void(std::size_t begin, std::size_t end)>& work);

}  // namespace palermo::link
