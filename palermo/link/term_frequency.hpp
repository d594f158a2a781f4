// SPDX-License-Identifier: Apache-2.0
// TermFrequency: how usual each value is, and so how many bits more or less its agreement is worth than the average one.
//
// An agreement on value v is worth log2(C / f(v)) bits beside its level's weight, where f(v) is the share of records with
// v and C = sum f^2 / sum f: the mean over pairs of two people that agree is then a factor of 1 (facts, section 1.1 [splink];
// here with the exact base). Name words are counted by part (given, family, any) and within groups of nationality, else
// script: f = (n_gv + kappa f_v) / (n_g + kappa), since a small list cannot tell how usual a name is. Records that say the same
// in all fields but their list still count apart. Never saved: it holds names.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "palermo/link/record.hpp"

namespace palermo::link {

class TermFrequency {
 public:
  static constexpr double kKappa = 100;  // records that the whole population stands for in a group
  static constexpr double kFloor = 2;    // records: no value is rarer than this, or each slip of the pen is a rare name

  explicit TermFrequency(const Records& records);

  // Bits for words that agree exactly, of parts pa and pb. `group`: group_of both, or kNoGroup.
  [[nodiscard]] float word_bits(std::uint32_t spelling, NamePart pa, NamePart pb, std::uint32_t group) const;
  // Bits for words that agree nearly: by the more usual of the two.
  [[nodiscard]] float near_bits(std::uint32_t a, std::uint32_t b, NamePart pa, NamePart pb, std::uint32_t group) const;
  // Bits for each word that agrees beyond those that a level of the name speaks of, beside its own: that of the average word.
  [[nodiscard]] float further_word_bits() const;
  // Whether one of two spellings is hardly ever used beside the other: a slip rather than another name.
  [[nodiscard]] bool slip(std::uint32_t a, std::uint32_t b) const;

  static constexpr std::uint32_t kNoGroup = 0;
  [[nodiscard]] std::uint32_t group_of(RecordIndex record) const { return groups_[record]; }

  enum class Value : std::uint8_t { nationality, place, town, postcode, occupation };
  [[nodiscard]] float value_bits(Value value, TextId text) const;

 private:
  struct Words {
    std::vector<std::uint32_t> count;  // by spelling: records that have it
    double records = 0;
    double base = 1;                   // C
  };
  struct Values {
    std::vector<std::uint32_t> count;  // by text
    double records = 0;
    double base = 1;
  };
  [[nodiscard]] double share(const Words& words, std::uint32_t spelling, std::uint32_t group) const;
  [[nodiscard]] const Words& words_of(NamePart pa, NamePart pb) const;

  std::array<Words, 3> words_;  // any, given, family
  std::unordered_map<std::uint64_t, std::uint32_t> in_group_;  // (group, spelling) -> records
  std::vector<std::uint32_t> groups_;                          // by record
  std::vector<double> group_records_;
  std::array<Values, 5> values_;
};

}  // namespace palermo::link
