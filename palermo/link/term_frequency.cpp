// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/term_frequency.hpp"

#include <algorithm>
#include <cmath>

namespace palermo::link {
namespace {

constexpr std::uint32_t kSmallestGroup = 100;  // records; smaller groups are no group

template <class Counted>
void set_base(Counted& counted) {
  double sum = 0;
  double squares = 0;
  for (const std::uint32_t n : counted.count) {
    const double f = n / std::max(1.0, counted.records);
    sum += f;
    squares += f * f;
  }
  counted.base = sum > 0 ? squares / sum : 1;
}

}  // namespace

TermFrequency::TermFrequency(const Records& records) : groups_(records.size(), kNoGroup) {
  std::uint32_t spellings = 0;
  for (const Token& token : records.tokens) spellings = std::max(spellings, token.spelling + 1);
  for (Words& words : words_) words.count.resize(spellings);
  // Groups: by nationality where it is known, else by script.
  std::unordered_map<std::uint64_t, std::vector<RecordIndex>> members;
  for (RecordIndex i = 0; i < records.size(); ++i) {
    const Record& r = records.records[i];
    members[r.nationality != 0 ? r.nationality : (std::uint64_t{1} << 40U) + static_cast<std::uint64_t>(r.script)].push_back(i);
  }
  group_records_.push_back(0);
  for (const auto& [key, of_group] : members) {
    if (of_group.size() < kSmallestGroup) continue;
    for (const RecordIndex i : of_group) groups_[i] = static_cast<std::uint32_t>(group_records_.size());
    group_records_.push_back(static_cast<double>(of_group.size()));
  }
  const bool by_group = group_records_.size() > 2;
  if (!by_group) std::ranges::fill(groups_, kNoGroup);
  for (RecordIndex i = 0; i < records.size(); ++i) {
    const auto uses = records.name(records.records[i]);
    std::array<bool, 3> has{};
    for (std::size_t k = 0; k < uses.size(); ++k) {
      const std::uint32_t spelling = records.tokens[uses[k].token].spelling;
      std::array<bool, 3> seen{};
      for (std::size_t before = 0; before < k; ++before)
        if (records.tokens[uses[before].token].spelling == spelling) {
          seen[0] = true;
          seen[uses[before].part] = true;
        }
      for (const std::size_t part : {std::size_t{0}, std::size_t{uses[k].part}}) {
        has[part] = true;
        if (seen[part]) continue;
        seen[part] = true;
        ++words_[part].count[spelling];
        if (part == 0 && groups_[i] != kNoGroup) ++in_group_[(std::uint64_t{groups_[i]} << 32U) | spelling];
      }
    }
    for (std::size_t part = 0; part < 3; ++part) words_[part].records += has[part] ? 1 : 0;
    const Record& r = records.records[i];
    const std::array<TextId, 5> texts{r.nationality, r.place, r.town, r.postcode, r.occupation};
    for (std::size_t v = 0; v < texts.size(); ++v) {
      if (texts[v] == 0) continue;
      if (values_[v].count.empty()) values_[v].count.resize(records.texts.size());
      ++values_[v].count[texts[v]];
      values_[v].records += 1;
    }
  }
  for (Words& words : words_) set_base(words);
  for (Values& values : values_) set_base(values);
}

double TermFrequency::share(const Words& words, std::uint32_t spelling, std::uint32_t group) const {
  const double n = std::max(1.0, words.records);
  const double overall = std::max(kFloor, static_cast<double>(words.count[spelling])) / std::max(kFloor, n);
  if (group == kNoGroup) return overall;
  const auto found = in_group_.find((std::uint64_t{group} << 32U) | spelling);
  const double here = found == in_group_.end() ? 0 : found->second;
  const double records = group_records_[group];
  // The group's share over all parts, brought to this part's scale.
  const double any = std::max(kFloor, static_cast<double>(words_[0].count[spelling])) / std::max(kFloor, words_[0].records);
  const double scale = overall / any;
  return std::max(kFloor / (records + kKappa), (here + kKappa * any) / (records + kKappa)) * std::min(1.0, scale);
}

const TermFrequency::Words& TermFrequency::words_of(NamePart pa, NamePart pb) const {
  return pa == pb ? words_[static_cast<std::size_t>(pa)] : words_[0];
}

float TermFrequency::word_bits(std::uint32_t spelling, NamePart pa, NamePart pb, std::uint32_t group) const {
  const Words& words = words_of(pa, pb);
  return static_cast<float>(std::log2(words.base / share(words, spelling, group)));
}

float TermFrequency::near_bits(std::uint32_t a, std::uint32_t b, NamePart pa, NamePart pb, std::uint32_t group) const {
  const Words& words = words_of(pa, pb);
  return static_cast<float>(std::log2(words.base / std::max(share(words, a, group), share(words, b, group))));
}

float TermFrequency::further_word_bits() const { return static_cast<float>(-std::log2(words_[0].base)); }

bool TermFrequency::slip(std::uint32_t a, std::uint32_t b) const {
  const std::uint32_t na = words_[0].count[a];
  const std::uint32_t nb = words_[0].count[b];
  return std::min(na, nb) <= 2 || std::min(na, nb) * 50 < std::max(na, nb);
}

float TermFrequency::value_bits(Value value, TextId text) const {
  const Values& values = values_[static_cast<std::size_t>(value)];
  if (values.count.empty() || text == 0) return 0;
  const double f = std::max(kFloor, static_cast<double>(values.count[text])) / std::max(kFloor, values.records);
  return static_cast<float>(std::log2(values.base / f));
}

}  // namespace palermo::link
