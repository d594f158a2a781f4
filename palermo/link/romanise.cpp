// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/romanise.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <optional>

#include "palermo/link/name_tables_data.hpp"

namespace palermo::link {
namespace {

using Transform = std::unique_ptr<icu::Transliterator>;

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

Transform from_rules(std::string_view rules) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError place;
  Transform made(icu::Transliterator::createFromRules("Palermo", utf16(rules), UTRANS_FORWARD, place, status));
  return U_SUCCESS(status) ? std::move(made) : nullptr;
}

Transform from_id(const char* id) {
  UErrorCode status = U_ZERO_ERROR;
  Transform made(icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
  return U_SUCCESS(status) ? std::move(made) : nullptr;
}

// a-z and single blanks of `text`; marks like apostrophes vanish.
std::string letters_of(const icu::UnicodeString& text) {
  std::string out;
  for (int32_t i = 0; i < text.length(); ++i) {
    const char16_t c = text[i];
    if (c >= u'a' && c <= u'z') out.push_back(static_cast<char>(c));
    if (c >= u'A' && c <= u'Z') out.push_back(static_cast<char>(c - u'A' + u'a'));
    if (c == u' ' && !out.empty() && out.back() != ' ') out.push_back(' ');
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

constexpr std::size_t kShortestRest = 6;  // bytes that must stay behind an honorific: two or three letters

std::optional<std::string> usual_spelling(const detail::ScriptTable& table, std::string_view word) {
  if (const auto usual = table.names.find(word); usual != table.names.end()) return usual->second;
  for (const auto& [part, spelling] : table.leading) {
    if (!word.starts_with(part)) continue;
    const auto rest = table.names.find(word.substr(part.size()));
    if (rest != table.names.end()) return spelling + rest->second;
  }
  return std::nullopt;
}

std::string_view without_prefix(const detail::ScriptTable& table, std::string_view word) {
  for (const std::string& prefix : table.prefixes)
    if (word.starts_with(prefix) && word.size() >= prefix.size() + kShortestRest) return word.substr(prefix.size());
  return word;
}

}  // namespace

struct Romaniser::Machine {
  Transform own;    // of the script table, if it has rules
  Transform other;  // ICU's, for what the own rules leave
};

Romaniser::Romaniser(NameTables tables) : tables_(std::move(tables)) {}
Romaniser::~Romaniser() = default;

Romaniser::Machine& Romaniser::machine(Script script) {
  auto& slot = machines_[script];
  if (slot) return *slot;
  slot = std::make_unique<Machine>();
  const auto table = tables_.data().scripts.find(script);
  if (table != tables_.data().scripts.end() && !table->second.transform.empty())
    slot->own = from_rules(table->second.transform);
  slot->other = from_id(script == Script::latin || slot->own ? "Latin-ASCII" : "Any-Latin; Latin-ASCII");
  return *slot;
}

Romanised Romaniser::word(Script script, std::string_view folded) {
  const auto entry = tables_.data().scripts.find(script);
  const detail::ScriptTable* table = entry == tables_.data().scripts.end() ? nullptr : &entry->second;
  if (table) {
    if (auto usual = usual_spelling(*table, folded)) return {.text = std::move(*usual), .vowels_known = true};
    folded = without_prefix(*table, folded);
    if (auto usual = usual_spelling(*table, folded)) return {.text = std::move(*usual), .vowels_known = true};
  }
  Machine& run = machine(script);
  icu::UnicodeString text = utf16(folded);
  if (run.own) run.own->transliterate(text);
  if (run.other) run.other->transliterate(text);
  return {.text = letters_of(text), .vowels_known = !table || table->vowels_known};
}

bool transform_compiles(std::string_view rules) { return from_rules(rules) != nullptr; }

}  // namespace palermo::link
