// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/signature.hpp"

namespace palermo::link {
namespace {

void add_bits(Signature& out, std::string_view key) {
  const auto set = [&out](unsigned first, unsigned second) {
    const std::uint64_t hash = mix(first * 32U + second + 1U);
    out.name[(hash >> 6U) & 1U] |= std::uint64_t{1} << (hash & 63U);
  };
  unsigned before = 0;
  for (const char c : key) {
    const unsigned letter = static_cast<unsigned char>(c) & 31U;
    set(before, letter);
    before = letter;
  }
  if (!key.empty()) set(before, 0);
}

std::uint32_t short_hash(const Records& records, TextId text) {
  return text == 0 ? 0 : static_cast<std::uint32_t>(records.texts.hash(text)) | 1U;
}

Signature signature(const Records& records, const Record& r) {
  Signature out;
  for (const bool low : {false, true}) {
    for (const TokenUse use : records.name(r)) {
      const Token& token = records.tokens[use.token];
      if (low || !token.low_information) add_bits(out, records.texts.text(token.key));
    }
    if ((out.name[0] | out.name[1]) != 0) break;
  }
  out.bits = static_cast<std::uint8_t>(std::popcount(out.name[0]) + std::popcount(out.name[1]));
  const Birth& b = r.birth;
  out.first_year = b.first_year;
  out.last_year = b.last_year;
  if (b.month != 0 && b.day != 0 && !b.placeholder_day) {
    out.month_day = static_cast<std::uint16_t>(b.month * 32 + b.day);
    if (b.day <= 12) out.day_month = static_cast<std::uint16_t>(b.day * 32 + b.month);
  }
  out.list = records.lists[r.list].duplicate_free ? static_cast<std::uint16_t>(r.list + 1) : std::uint16_t{0};
  for (std::size_t k = 0; k < 2; ++k) {
    out.document[k] = short_hash(records, r.documents[k]);
    std::string_view phone = records.texts.text(r.phones[k]);
    if (phone.size() > 8) phone.remove_prefix(phone.size() - 8);
    out.phone[k] = phone.empty() ? 0 : static_cast<std::uint32_t>(stable_hash(phone)) | 1U;
  }
  out.email = short_hash(records, r.email);
  out.postcode = short_hash(records, r.postcode);
  out.town = short_hash(records, r.town);
  out.place = short_hash(records, r.place);
  out.sex = static_cast<std::uint8_t>(r.sex);
  out.nationality = r.nationality == 0 ? std::uint16_t{0} : static_cast<std::uint16_t>(records.texts.hash(r.nationality) | 1U);
  out.strong = static_cast<std::uint8_t>(out.document[0] != 0 || out.phone[0] != 0 || out.email != 0);
  return out;
}

}  // namespace

std::vector<Signature> signatures(const Records& records, const std::vector<RecordIndex>& order) {
  std::vector<Signature> out;
  out.reserve(order.size());
  for (const RecordIndex i : order) out.push_back(signature(records, records.records[i]));
  return out;
}

}  // namespace palermo::link
