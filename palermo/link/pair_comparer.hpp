// SPDX-License-Identifier: Apache-2.0
// PairComparer: the pattern of two records, and the bits that the values' frequencies add.
//
// Keeps a direct-mapped memory of word pairs that it has compared, so that most names cost no text comparison. Symmetric,
// and the memory does not show in results. Not thread-safe: one a thread. Cost: about 0.1-0.3 microseconds a pair.
#pragma once

#include <cstdint>
#include <vector>

#include "palermo/link/comparisons.hpp"
#include "palermo/link/record.hpp"
#include "palermo/link/term_frequency.hpp"
#include "palermo/link/token_match.hpp"
#include "palermo/link/variants.hpp"

namespace palermo::link {

struct Compared {
  Pattern pattern = 0;
  float name_bits = 0;   // of the words that agree
  float other_bits = 0;  // of nationality, place, town and occupation that agree
};

class PairComparer {
 public:
  // `variants`: spellings that the lists themselves showed to be of one name (variants.hpp); may be null.
  PairComparer(const Records& records, const TermFrequency& frequency, const Variants* variants = nullptr);

  [[nodiscard]] Compared compare(RecordIndex a, RecordIndex b);

  // Words of two names that are left over, for learning variants: only when exactly one is on each side.
  struct LeftOver {
    std::uint32_t a = 0, b = 0;  // spellings
    bool one_each = false;
  };
  [[nodiscard]] LeftOver left_over(RecordIndex a, RecordIndex b);

 private:
  struct Words;
  [[nodiscard]] TokenView view_of(std::uint32_t token) const;
  TokenLevel word_level(std::uint32_t a, std::uint32_t b);
  Level name_level(const Record& a, const Record& b, std::uint32_t group, float& bits);
  bool alias_agrees(const Record& a, const Record& b) const;
  Level town_level(const Record& a, const Record& b, float& bits);
  Level street_level(const Record& a, const Record& b);
  Level text_level(TextId a, TextId b);
  int nearness(TextId a, TextId b);  // 0 different, 1 share a word, 2 near, 3 equal

  const Records& records_;
  const TermFrequency& frequency_;
  const Variants* variants_;
  struct Slot {
    std::uint64_t key = ~std::uint64_t{0};
    std::uint8_t level = 0;
  };
  std::vector<Slot> words_;
  std::vector<Slot> texts_;
};

}  // namespace palermo::link
