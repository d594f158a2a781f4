// SPDX-License-Identifier: Apache-2.0
// Planes: many records' truths as bits. Two planes a fact: certainly true, certainly false; neither: unknown.
//
// Record r is bit r % 64 of word r / 64. Both bits set mean that the record contradicts itself about the fact.
// A plane always has a whole number of lanes (8 words, 512 records), so that kernels need no tail; bits past the last
// record may hold anything on the way in and are zero on the way out.
// A block is what the batch evaluator works on at a time: 8192 records, 1 KiB a plane, so that the planes of a dozen
// laws stay in the first two caches (docs/methods/batch.md has the measurement).
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

#include "palermo/law/truth.hpp"

namespace palermo::law {

using Word = std::uint64_t;

inline constexpr std::size_t kLaneWords = 8;
inline constexpr std::size_t kBlockRecords = 8192;
inline constexpr std::size_t kBlockWords = kBlockRecords / 64;

// Words of a plane for `records` records, whole lanes.
[[nodiscard]] constexpr std::size_t plane_words(std::size_t records) {
  return (records + 64 * kLaneWords - 1) / (64 * kLaneWords) * kLaneWords;
}

[[nodiscard]] inline bool bit(const Word* plane, std::size_t record) { return (plane[record / 64] >> (record % 64)) & 1; }

// Planes begin on a cache line, so that no lane lies across two.
template <class T>
struct LaneAllocator {
  using value_type = T;
  static constexpr std::align_val_t kAlign{64};

  LaneAllocator() = default;
  template <class U>
  LaneAllocator(const LaneAllocator<U>&) {}
  [[nodiscard]] T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T), kAlign)); }
  void deallocate(T* at, std::size_t) { ::operator delete(at, kAlign); }
  bool operator==(const LaneAllocator&) const = default;
};
using PlaneWords = std::vector<Word, LaneAllocator<Word>>;

// Two planes that belong to somebody else. Null: no such column.
struct PlaneView {
  const Word* yes = nullptr;
  const Word* no = nullptr;
};

// A three-valued column of any length.
struct Planes {
  PlaneWords yes, no;

  explicit Planes(std::size_t records = 0) : yes(plane_words(records)), no(plane_words(records)) {}

  // Adds a statement: a record told `yes` and `no` has both bits.
  void state(std::size_t record, Truth truth) {
    const Word mask = Word{1} << (record % 64);
    if (truth == Truth::yes) yes[record / 64] |= mask;
    if (truth == Truth::no) no[record / 64] |= mask;
  }
  // The part that begins with block `block`.
  [[nodiscard]] PlaneView block(std::size_t block) const {
    return {yes.data() + block * kBlockWords, no.data() + block * kBlockWords};
  }
};

}  // namespace palermo::law
