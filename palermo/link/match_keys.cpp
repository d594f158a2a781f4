// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/match_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "palermo/link/record.hpp"

namespace palermo::link {
namespace {

constexpr std::array kKeys = {MatchKey::document,   MatchKey::phone,         MatchKey::email,           MatchKey::name_birth,
                              MatchKey::name_birth_swapped, MatchKey::name_year_sex, MatchKey::skeleton_year_sex};
constexpr std::array<std::string_view, kKeys.size()> kWords = {
    "document", "phone", "email", "name_birth", "name_birth_swapped", "name_year_sex", "skeleton_year_sex"};

constexpr std::size_t kPhoneDigits = 9;

using Texts = std::optional<std::string>;

Texts text_of(const Records& records, TextId id, std::size_t tail = std::string_view::npos) {
  if (id == 0) return std::nullopt;
  const std::string_view text = records.texts.text(id);
  return std::string(text.size() > tail ? text.substr(text.size() - tail) : text);
}

// Keys or skeletons of the words that say something, sorted. At least two: one word alone is nobody's.
Texts name_of(const Records& records, const Record& record, TextId Token::*form) {
  std::vector<std::string_view> words;
  for (const TokenUse use : records.name(record)) {
    const Token& token = records.tokens[use.token];
    if (!token.low_information && !token.initial && token.*form != 0) words.push_back(records.texts.text(token.*form));
  }
  if (words.size() < 2) return std::nullopt;
  std::ranges::sort(words);
  std::string name;
  for (const std::string_view word : words) name.append(word).push_back(' ');
  return name;
}

Texts date_of(const Birth& birth, bool swapped) {
  if (!birth.whole() || birth.placeholder_day) return std::nullopt;
  if (!swapped) return fmt::format("{:04}-{:02}-{:02}", birth.year, birth.month, birth.day);
  const auto [low, high] = std::minmax(birth.month, birth.day);
  return fmt::format("{:04} {:02} {:02}", birth.year, low, high);
}

Texts year_sex_of(const Record& record) {
  if (record.birth.year == 0 || record.sex == Sex::unknown) return std::nullopt;
  return fmt::format("{:04} {}", record.birth.year, static_cast<int>(record.sex));
}

Texts joined(const Texts& a, const Texts& b) {
  if (!a || !b) return std::nullopt;
  return *a + "|" + *b;
}

}  // namespace

std::span<const MatchKey> all_match_keys() { return kKeys; }

std::string_view word(MatchKey key) { return kWords[static_cast<std::size_t>(key)]; }

std::optional<MatchKey> match_key_of(std::string_view word) {
  const auto at = std::ranges::find(kWords, word);
  if (at == kWords.end()) return std::nullopt;
  return kKeys[static_cast<std::size_t>(at - kWords.begin())];
}

std::optional<std::string> match_text(const Records& records, RecordIndex index, MatchKey key) {
  const Record& record = records.records[index];
  switch (key) {
    case MatchKey::document: return text_of(records, record.documents[0]);
    case MatchKey::phone: return text_of(records, record.phones[0], kPhoneDigits);
    case MatchKey::email: return text_of(records, record.email);
    case MatchKey::name_birth: return joined(name_of(records, record, &Token::key), date_of(record.birth, false));
    case MatchKey::name_birth_swapped: return joined(name_of(records, record, &Token::skeleton), date_of(record.birth, true));
    case MatchKey::name_year_sex: return joined(name_of(records, record, &Token::key), year_sex_of(record));
    case MatchKey::skeleton_year_sex: return joined(name_of(records, record, &Token::skeleton), year_sex_of(record));
  }
  return std::nullopt;
}

}  // namespace palermo::link
