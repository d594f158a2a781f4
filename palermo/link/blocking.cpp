// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/blocking.hpp"

#include <algorithm>
#include <array>

namespace palermo::link {
namespace {

constexpr std::array<std::string_view, kRules> kWords{
    "document",      "document_half", "phone",         "email",      "birth_date",      "name_pair", "name_year",  "skeleton_year",
    "skeleton_pair", "name_day",      "name_postcode", "name_place", "name_pair_place", "address",   "name_grams", "grams_year"};
constexpr std::size_t kMostWords = 4;  // of a name that make keys
constexpr int kMostYears = 8;          // of an interval that make keys
constexpr std::size_t kBands = 8;
constexpr std::size_t kHalves = 8;     // letters and digits of a document number whose halves make keys

using Hashes = std::vector<std::uint64_t>;

std::uint64_t join(std::uint64_t a, std::uint64_t b) { return mix(a * 0x9e3779b97f4a7c15ULL + b + 1); }

struct NameKeys {
  std::array<std::uint64_t, kMostWords> keys{};
  std::array<std::uint64_t, kMostWords> skeletons{};
  std::size_t count = 0;

  NameKeys(const Records& records, const Record& r) {
    for (const bool low : {false, true}) {
      for (const TokenUse use : records.name(r)) {
        const Token& token = records.tokens[use.token];
        if (count == kMostWords || token.initial || (!low && token.low_information)) continue;
        keys[count] = records.texts.hash(token.key);
        skeletons[count++] = records.texts.hash(token.skeleton);
      }
      if (count != 0) return;
    }
  }
};

void pairs_of(const std::array<std::uint64_t, kMostWords>& words, std::size_t count, std::uint64_t salt, Hashes& out) {
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = i + 1; j < count; ++j)
      out.push_back(join(std::min(words[i], words[j]), std::max(words[i], words[j]) + salt));
}

void years_of(const Birth& b, int reach, Hashes& years) {
  if (!b.known() || b.last_year - b.first_year >= kMostYears) return;
  for (int y = b.first_year; y <= b.last_year + reach; ++y) years.push_back(static_cast<std::uint64_t>(y));
}

void cross(const std::array<std::uint64_t, kMostWords>& words, std::size_t count, const Hashes& others, Hashes& out) {
  for (std::size_t i = 0; i < count; ++i)
    for (const std::uint64_t other : others) out.push_back(join(words[i], other));
}

// One-permutation MinHash: letter pairs fall into buckets by hash, each bucket keeps its least; empty buckets borrow.
void bands(const Records& records, const Record& r, std::size_t rows, std::uint64_t salt, Hashes& out) {
  std::array<std::uint64_t, kBands * 4> least{};
  const std::size_t buckets = kBands * rows;
  least.fill(~std::uint64_t{0});
  std::size_t grams = 0;
  const auto put = [&](unsigned x, unsigned y) {
    const std::uint64_t hash = mix((std::uint64_t{x} << 8U) + y + (salt << 20U));
    auto& slot = least[(hash >> 32U) % buckets];
    slot = std::min(slot, hash);
    ++grams;
  };
  for (const TokenUse use : records.name(r)) {
    const Token& token = records.tokens[use.token];
    if (token.low_information) continue;
    unsigned before = 0;
    for (const char c : records.texts.text(token.key)) {
      put(before, static_cast<unsigned char>(c));
      before = static_cast<unsigned char>(c);
    }
    put(before, 0);
  }
  if (grams < 4) return;
  const auto own = least;
  for (std::size_t i = 0; i < buckets; ++i)
    for (std::size_t step = 1; least[i] == ~std::uint64_t{0} && step < 8 * buckets; ++step)  // borrow: by the place alone
      if (const std::uint64_t lent = own[mix(i * 64 + step) % buckets]; lent != ~std::uint64_t{0}) least[i] = mix(lent + step);
  for (std::size_t band = 0; band < kBands; ++band) {
    std::uint64_t key = band + salt;
    for (std::size_t row = 0; row < rows; ++row) key = join(key, least[band * rows + row]);
    out.push_back(key);
  }
}

}  // namespace

std::string_view word(Rule rule) { return kWords[static_cast<std::size_t>(rule)]; }

void keys_of(const Records& records, const Record& r, Rule rule, Hashes& out) {
  const Birth& b = r.birth;
  const auto hash = [&records](TextId text) { return records.texts.hash(text); };
  const auto numbers = [&](const std::array<TextId, 2>& texts) {
    for (const TextId text : texts)
      if (text != 0) out.push_back(hash(text));
  };
  switch (rule) {
    case Rule::document: numbers(r.documents); return;
    case Rule::document_half:
      for (const TextId text : r.documents) {
        const std::string_view number = records.texts.text(text);
        if (number.size() < kHalves) continue;
        out.push_back(stable_hash(number.substr(0, number.size() / 2), 1));
        out.push_back(stable_hash(number.substr(number.size() - number.size() / 2), 2));
      }
      return;
    case Rule::phone:
      for (const TextId text : r.phones) {
        std::string_view phone = records.texts.text(text);
        if (phone.size() > 8) phone.remove_prefix(phone.size() - 8);
        if (!phone.empty()) out.push_back(stable_hash(phone));
      }
      return;
    case Rule::email:
      if (r.email != 0) out.push_back(hash(r.email));
      return;
    case Rule::birth_date:
      if (b.whole() && !b.placeholder_day)
        out.push_back(mix(static_cast<std::uint64_t>((b.year * 64 + std::min(b.month, b.day)) * 64 + std::max(b.month, b.day))));
      return;
    case Rule::address:
      if (r.street != 0 && r.street_number != 0) out.push_back(join(hash(r.street), hash(r.street_number)));
      return;
    case Rule::name_grams: bands(records, r, 4, 1, out); return;
    case Rule::grams_year: {
      Hashes years;
      years_of(b, 0, years);
      if (years.size() > 3) return;
      Hashes found;
      bands(records, r, 2, 2, found);
      for (const std::uint64_t band : found)
        for (const std::uint64_t year : years) out.push_back(join(band, year));
      return;
    }
    default: break;
  }
  const NameKeys name(records, r);
  Hashes others;
  switch (rule) {
    case Rule::name_pair: pairs_of(name.keys, name.count, 0, out); return;
    case Rule::skeleton_pair: pairs_of(name.skeletons, name.count, 1, out); return;
    case Rule::name_year: years_of(b, 2, others); cross(name.keys, name.count, others, out); return;
    case Rule::skeleton_year: years_of(b, 0, others); cross(name.skeletons, name.count, others, out); return;
    case Rule::name_day:
      if (b.month != 0 && b.day != 0 && !b.placeholder_day)
        others.push_back(static_cast<std::uint64_t>(std::min(b.month, b.day) * 32 + std::max(b.month, b.day)));
      cross(name.keys, name.count, others, out);
      return;
    case Rule::name_postcode:
      if (r.postcode == 0) return;
      for (const TokenUse use : records.name(r)) {
        const Token& token = records.tokens[use.token];
        if (!token.low_information && !token.initial)
          out.push_back(join(stable_hash(records.texts.text(token.key).substr(0, 2)), hash(r.postcode)));
      }
      return;
    case Rule::name_place:
      if (r.place != 0) others.push_back(hash(r.place));
      if (r.town != 0) others.push_back(hash(r.town) + 1);
      cross(name.skeletons, name.count, others, out);
      return;
    case Rule::name_pair_place: {
      Hashes pairs;
      pairs_of(name.keys, name.count, 2, pairs);
      for (const TextId where : {r.place, r.town})
        for (const std::uint64_t pair : pairs)
          if (where != 0) out.push_back(join(pair, hash(where) + (where == r.town ? 1 : 0)));
      return;
    }
    default: return;
  }
}

FinerKeys finer_keys(const Records& records, const Record& r) {
  const auto hash = [&records](TextId text) { return records.texts.hash(text); };
  FinerKeys out;
  out.year = static_cast<std::uint32_t>(r.birth.year);
  out.who = static_cast<std::uint32_t>(mix(static_cast<std::uint64_t>(r.sex) + 7 * hash(r.nationality)));
  out.where = static_cast<std::uint32_t>(mix(hash(r.place) + 3 * hash(r.town) + 5 * hash(r.postcode)));
  out.day = static_cast<std::uint32_t>(r.birth.month * 32 + r.birth.day);
  return out;
}

std::uint64_t finer_key(const FinerKeys& keys, Rule rule, std::size_t step) {
  const bool has_year = rule == Rule::birth_date || rule == Rule::name_year || rule == Rule::skeleton_year || rule == Rule::grams_year;
  if (step == 0) return has_year ? join(keys.who, 1) : join(keys.year, 2);
  if (step == 1) return has_year ? join(keys.where, 3) : join(keys.who, 4);
  return join(join(keys.where, keys.day), 5);
}

}  // namespace palermo::link
