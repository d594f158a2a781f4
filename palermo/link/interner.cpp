// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/interner.hpp"

#include <algorithm>
#include <cstring>

namespace palermo::link {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 18U;

}  // namespace

std::uint64_t stable_hash(std::string_view text, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325ULL ^ mix(seed);
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return mix(hash);
}

Interner::Interner() : entries_(1), slots_(1024) { entries_[0] = {std::string_view(), 0}; }

void Interner::grow() {
  std::vector<TextId> slots(slots_.size() * 2);
  for (TextId id = 1; id < entries_.size(); ++id) {
    std::size_t at = entries_[id].hash & (slots.size() - 1);
    while (slots[at] != 0) at = (at + 1) & (slots.size() - 1);
    slots[at] = id;
  }
  slots_ = std::move(slots);
}

TextId Interner::add(std::string_view text) {
  if (text.empty()) return 0;
  const std::uint64_t hash = stable_hash(text);
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at] != 0) {
    const Entry& entry = entries_[slots_[at]];
    if (entry.hash == hash && entry.text == text) return slots_[at];
    at = (at + 1) & (slots_.size() - 1);
  }
  if (left_ < text.size()) {
    const std::size_t size = std::max(kBlock, text.size());
    blocks_.push_back(std::make_unique<char[]>(size));
    next_ = blocks_.back().get();
    left_ = size;
  }
  std::memcpy(next_, text.data(), text.size());
  const auto id = static_cast<TextId>(entries_.size());
  entries_.push_back({std::string_view(next_, text.size()), hash});
  next_ += text.size();
  left_ -= text.size();
  slots_[at] = id;
  if (entries_.size() * 2 > slots_.size()) grow();
  return id;
}

}  // namespace palermo::link
