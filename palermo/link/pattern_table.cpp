// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/pattern_table.hpp"

#include <algorithm>
#include <cmath>

namespace palermo::link {
namespace {

std::uint64_t hash_of(const PatternKey& key) {
  return mix(key.pattern ^ (std::uint64_t{key.group} << 47U) ^ (static_cast<std::uint64_t>(static_cast<std::uint8_t>(key.name_bits)) << 56U) ^
             mix(static_cast<std::uint8_t>(key.other_bits) + 1U));
}

}  // namespace

PatternKey key_of(const Compared& compared, PairGroup group) {
  PatternKey key;
  key.pattern = compared.pattern;
  key.group = group;
  key.name_bits = static_cast<std::int8_t>(std::lround(std::clamp(compared.name_bits, -20.0F, 30.0F)));
  key.other_bits = static_cast<std::int8_t>(2 * std::lround(std::clamp(compared.other_bits, -20.0F, 30.0F) / 2));
  return key;
}

PatternTable::PatternTable() : slots_(1024) {}

void PatternTable::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  used_ = 0;
  for (const Slot& slot : old)
    if (slot.taken) add(slot.row.key, slot.row.count);
}

void PatternTable::add(const PatternKey& key, double count) {
  std::size_t at = hash_of(key) & (slots_.size() - 1);
  while (slots_[at].taken && slots_[at].row.key != key) at = (at + 1) & (slots_.size() - 1);
  Slot& slot = slots_[at];
  if (!slot.taken) {
    slot = {{key, 0}, true};
    ++used_;
  }
  slot.row.count += count;
  if (used_ * 2 > slots_.size()) grow();
}

void PatternTable::add(const PatternTable& other) {
  for (const Slot& slot : other.slots_)
    if (slot.taken) add(slot.row.key, slot.row.count);
}

std::vector<PatternCount> PatternTable::rows() const {
  std::vector<PatternCount> out;
  out.reserve(used_);
  for (const Slot& slot : slots_)
    if (slot.taken && slot.row.count > 0) out.push_back(slot.row);
  std::ranges::sort(out, {}, &PatternCount::key);
  return out;
}

}  // namespace palermo::link
