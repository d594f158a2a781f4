// SPDX-License-Identifier: Apache-2.0
// PatternTable: how often each pattern of levels occurs, so that the training works on thousands of rows and not on pairs.
//
// The bits of the values' frequencies are kept in steps of one bit (names) and two (others), so that the training sees
// rare and usual names apart. Counting is a sum: neither threads nor order show. rows() is sorted by key.
#pragma once

#include <cstdint>
#include <vector>

#include "palermo/link/pair_comparer.hpp"

namespace palermo::link {

using PairGroup = std::uint16_t;  // which two lists; PairGroups

struct PatternKey {
  Pattern pattern = 0;
  PairGroup group = 0;
  std::int8_t name_bits = 0;   // rounded
  std::int8_t other_bits = 0;  // rounded to even

  auto operator<=>(const PatternKey&) const = default;
};

[[nodiscard]] PatternKey key_of(const Compared& compared, PairGroup group);

struct PatternCount {
  PatternKey key;
  double count = 0;
};

class PatternTable {
 public:
  PatternTable();
  void add(const PatternKey& key, double count = 1);
  void add(const PatternTable& other);
  [[nodiscard]] std::vector<PatternCount> rows() const;
  [[nodiscard]] std::size_t size() const { return used_; }

 private:
  void grow();
  struct Slot {
    PatternCount row;
    bool taken = false;
  };
  std::vector<Slot> slots_;  // open addressing
  std::size_t used_ = 0;
};

}  // namespace palermo::link
