// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/blocks.hpp"

#include <algorithm>
#include <bit>

namespace palermo::link {
namespace {

using Keys = std::vector<std::uint64_t>;

constexpr unsigned kPieceBits = 11;
constexpr std::size_t kFewKeys = 8192;  // sorted at once

std::uint64_t pairs_in(std::uint64_t n) { return n * (n - 1) / 2; }

// Ascending, each once. Keys are hashes: their highest bits cut them into even pieces that are sorted within the cache.
void sort_keys(Keys& keys) {
  if (keys.size() < kFewKeys) {
    std::ranges::sort(keys);
  } else {
    std::vector<std::size_t> begin((std::size_t{1} << kPieceBits) + 1);
    const auto piece = [](std::uint64_t key) { return key >> (64 - kPieceBits); };
    for (const std::uint64_t key : keys) ++begin[piece(key) + 1];
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    Keys cut(keys.size());
    std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
    for (const std::uint64_t key : keys) cut[next[piece(key)]++] = key;
    keys.swap(cut);
    Keys().swap(cut);
    for (std::size_t i = 0; i + 1 < begin.size(); ++i)
      std::sort(keys.begin() + static_cast<std::ptrdiff_t>(begin[i]), keys.begin() + static_cast<std::ptrdiff_t>(begin[i + 1]));
  }
  const auto [last, end] = std::ranges::unique(keys);
  keys.erase(last, end);
}

class Forming {
 public:
  Forming(std::size_t records, std::span<const FinerKeys> finer, const BlockLimits& limits, RuleBlocks& out)
      : finer_(finer), limits_(limits), out_(out), place_mask_((std::uint64_t{1} << std::bit_width(records)) - 1) {}

  [[nodiscard]] std::uint64_t packed(std::uint64_t hash, std::uint32_t place) const { return (hash & ~place_mask_) | place; }

  void run(Keys keys, Rule rule) {
    std::uint64_t left = limits_.pairs;
    for (std::size_t step = 0; step <= kFinerSteps && !keys.empty(); ++step) {
      sort_keys(keys);
      const std::size_t most = largest_kept(keys, left, step == kFinerSteps);
      Keys too_large;
      each_block(keys, [&](std::size_t begin, std::size_t end) {
        const std::uint64_t size = end - begin;
        if (step == 0) out_.count.largest_block = std::max(out_.count.largest_block, size);
        if (size < 2) return;
        if (size <= most) return keep(keys, begin, end);
        if (step == kFinerSteps) {
          ++out_.count.left_out_blocks;
          out_.count.largest_left_out = std::max(out_.count.largest_left_out, size);
          return;
        }
        if (step == 0) ++out_.count.split_blocks;
        for (std::size_t k = begin; k < end; ++k) {
          const auto place = static_cast<std::uint32_t>(keys[k] & place_mask_);
          too_large.push_back(packed(mix((keys[k] & ~place_mask_) + finer_key(finer_[place], rule, step)), place));
        }
      });
      left = limits_.pairs - std::min(limits_.pairs, out_.count.pairs);
      keys.swap(too_large);
    }
  }

 private:
  template <class Each>
  void each_block(const Keys& keys, const Each& each) const {
    for (std::size_t begin = 0; begin < keys.size();) {
      std::size_t end = begin + 1;
      while (end < keys.size() && (keys[end] & ~place_mask_) == (keys[begin] & ~place_mask_)) ++end;
      each(begin, end);
      begin = end;
    }
  }

  // The largest size up to which all blocks together stay within what is left; half of it is for what is split, unless nothing need be.
  [[nodiscard]] std::size_t largest_kept(const Keys& keys, std::uint64_t left, bool last) const {
    std::vector<std::uint64_t> pairs(limits_.largest_block + 1);  // by size of block
    std::uint64_t all = 0;
    each_block(keys, [&](std::size_t begin, std::size_t end) {
      const std::size_t size = end - begin;
      if (size > limits_.largest_block) return;
      pairs[size] += pairs_in(size);
      all += pairs_in(size);
    });
    if (all <= left) return limits_.largest_block;
    const std::uint64_t allowed = last ? left : left / 2;
    std::size_t size = 1;
    for (std::uint64_t sum = 0; size < limits_.largest_block && sum + pairs[size + 1] <= allowed; ++size) sum += pairs[size + 1];
    return size;
  }

  void keep(const Keys& keys, std::size_t begin, std::size_t end) {
    ++out_.count.blocks;
    out_.count.pairs += pairs_in(end - begin);
    out_.sizes.push_back(static_cast<std::uint32_t>(end - begin));
    for (std::size_t k = begin; k < end; ++k) out_.members.push_back(static_cast<std::uint32_t>(keys[k] & place_mask_));
  }

  std::span<const FinerKeys> finer_;
  const BlockLimits& limits_;
  RuleBlocks& out_;
  std::uint64_t place_mask_;
};

}  // namespace

std::vector<FinerKeys> finer_keys(const Records& records, std::span<const RecordIndex> order) {
  std::vector<FinerKeys> out;
  out.reserve(order.size());
  for (const RecordIndex i : order) out.push_back(finer_keys(records, records.records[i]));
  return out;
}

RuleBlocks form_blocks(const Records& records, std::span<const RecordIndex> order, std::span<const FinerKeys> finer, Rule rule,
                       const BlockLimits& limits) {
  RuleBlocks out;
  out.count.rule = word(rule);
  Forming forming(order.size(), finer, limits, out);
  Keys keys;
  std::vector<std::uint64_t> mine;
  for (std::uint32_t place = 0; place < order.size(); ++place) {
    mine.clear();
    keys_of(records, records.records[order[place]], rule, mine);
    for (const std::uint64_t hash : mine) keys.push_back(forming.packed(hash, place));
  }
  forming.run(std::move(keys), rule);
  return out;
}

}  // namespace palermo::link
