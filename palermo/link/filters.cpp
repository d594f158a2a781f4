// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/filters.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <numeric>

#include "palermo/link/fold.hpp"
#include "palermo/link/record.hpp"

namespace palermo::link {
namespace {

using Grams = std::vector<std::string>;

constexpr std::array<std::string_view, kFilterFields.size()> kWords = {"name", "birth", "sex", "nationality", "place", "phone", "document"};
constexpr std::size_t kPhoneDigits = 9;   // the end of a number: countries and leading zeros are written or not
constexpr std::size_t kSaltLength = 4;
constexpr int kWidestAge = 3;             // years; a wider interval says too little

std::size_t at(FilterField field) { return static_cast<std::size_t>(field); }

// Neighbouring characters in pairs, with a mark before the first and after the last.
void add_pairs(std::string_view text, Grams& grams) {
  std::string before = "^";
  for (std::size_t i = 0; i < text.size();) {
    std::string character;
    append_utf8(character, next_code_point(text, i));
    grams.push_back(before + character);
    before = std::move(character);
  }
  if (before != "^") grams.push_back(before + "$");
}

void add_name(const Records& records, const Record& record, Grams& grams) {
  for (const TokenUse use : records.name(record)) {
    const Token& token = records.tokens[use.token];
    if (token.low_information) continue;
    const std::string_view text = records.texts.text(token.key != 0 ? token.key : token.roman);
    if (token.initial)
      grams.push_back("^" + std::string(text));
    else
      add_pairs(text, grams);
  }
}

// A year and its neighbours; month and day in their places and as the two numbers they are, so that one slip costs little.
void add_birth(const Birth& birth, Grams& grams) {
  if (!birth.known() || birth.last_year - birth.first_year > kWidestAge) return;
  for (int year = birth.first_year - 1; year <= birth.last_year + 1; ++year) grams.push_back(fmt::format("near {}", year));
  if (birth.year != 0) grams.push_back(fmt::format("year {}", birth.year));
  if (birth.month == 0 || birth.placeholder_day) return;
  grams.push_back(fmt::format("month {}", birth.month));
  if (birth.day == 0) return;
  grams.push_back(fmt::format("day {}", birth.day));
  grams.push_back(fmt::format("either {} {}", std::min(birth.month, birth.day), std::max(birth.month, birth.day)));
}

void add_text(const Records& records, TextId id, std::size_t tail, Grams& grams) {
  if (id == 0) return;
  const std::string_view text = records.texts.text(id);
  add_pairs(text.size() > tail ? text.substr(text.size() - tail) : text, grams);
}

}  // namespace

std::string_view word(FilterField field) { return kWords[at(field)]; }

Grams grams_of(const Records& records, RecordIndex index, FilterField field) {
  const Record& record = records.records[index];
  Grams grams;
  switch (field) {
    case FilterField::name: add_name(records, record, grams); break;
    case FilterField::birth: add_birth(record.birth, grams); break;
    case FilterField::sex:
      if (record.sex != Sex::unknown) grams.push_back(std::to_string(static_cast<int>(record.sex)));
      break;
    case FilterField::nationality:
      if (record.nationality != 0) grams.emplace_back(records.texts.text(record.nationality));
      break;
    case FilterField::place: add_text(records, record.place, std::string_view::npos, grams); break;
    case FilterField::phone: add_text(records, record.phones[0], kPhoneDigits, grams); break;
    case FilterField::document: add_text(records, record.documents[0], std::string_view::npos, grams); break;
  }
  std::ranges::sort(grams);
  grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
  return grams;
}

std::string salt_of(const Records& records, RecordIndex record, const Hardening& hardening) {
  return fmt::format("{:04}", hardening.salted_by_year ? int{records.records[record].birth.year} : 0);
}

FilterEncoder::FilterEncoder(const Secret& secret, std::string_view project, const Hardening& hardening) : hardening_(hardening) {
  for (const FilterField field : kFilterFields) {
    // The field's word has no bar; whatever the project is called, no two labels are equal.
    keys_[at(field)] = secret.derived(fmt::format("palermo link filters/1|{}|{}{}|{}", word(field), hardening.balanced ? "b" : "", hardening.salted_by_year ? "y" : "", project));
    if (!hardening.balanced) continue;
    std::vector<std::uint16_t>& places = places_[at(field)];
    places.resize(kFilterBits);
    std::iota(places.begin(), places.end(), std::uint16_t{0});
    std::array<std::uint64_t, kFilterBits> draws{};
    randombytes_buf_deterministic(draws.data(), sizeof draws, keys_[at(field)].derived("places").bytes().data());
    for (std::size_t i = places.size() - 1; i > 0; --i) std::swap(places[i], places[draws[i] % (i + 1)]);
    sodium_memzero(draws.data(), sizeof draws);
  }
}

Filter FilterEncoder::encode(FilterField field, std::span<const std::string> grams, std::string_view salt) const {
  Filter filter;
  if (grams.empty()) return filter;
  const std::size_t width = hardening_.balanced ? kFilterBits / 2 : kFilterBits;
  const std::size_t budget = hardening_.balanced ? kFilterBudget / 2 : kFilterBudget;
  std::array<std::uint8_t, crypto_generichash_BYTES_MAX> digest{};
  const Secret& key = keys_[at(field)];
  for (std::size_t i = 0; i < grams.size(); ++i) {
    const std::size_t bits = std::max<std::size_t>(1, budget / grams.size() + (i < budget % grams.size() ? 1 : 0));
    for (std::size_t n = 0; n < bits; ++n) {
      if (n % 32 == 0) {  // 64 bytes are 32 numbers
        const std::string said = fmt::format("{:.{}}{:02}{}", salt, kSaltLength, n / 32, grams[i]);
        crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(said.data()), said.size(), key.bytes().data(), key.bytes().size());
      }
      filter.set((digest[2 * (n % 32)] | std::size_t{digest[2 * (n % 32) + 1]} << 8U) % width);
    }
  }
  if (!hardening_.balanced) return filter;
  Filter balanced;
  for (std::size_t bit = 0; bit < width; ++bit) balanced.set(places_[at(field)][filter.has(bit) ? bit : bit + width]);
  return balanced;
}

std::optional<Filter> FilterEncoder::encode(const Records& records, RecordIndex record, FilterField field) const {
  const Grams grams = grams_of(records, record, field);
  if (grams.empty()) return std::nullopt;
  return encode(field, grams, salt_of(records, record, hardening_));
}

}  // namespace palermo::link
