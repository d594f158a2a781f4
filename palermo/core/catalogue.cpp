// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/catalogue.hpp"

#include <unicode/locid.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/numberformatter.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

#include "palermo/core/messages.hpp"

namespace palermo::core {
namespace {

constexpr std::string_view kPseudo = "ar-XB";
constexpr std::array<std::string_view, 5> kRightToLeft = {"ar", "fa", "he", "ur", "ps"};

std::string_view base_language(std::string_view language) { return language.substr(0, language.find_first_of("-_")); }

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

// Where the literal texts of a pattern lie: outside arguments, or inside a branch of plural or select.
std::vector<std::pair<int32_t, int32_t>> literals(const icu::MessagePattern& pattern) {
  std::vector<std::pair<int32_t, int32_t>> spans;
  std::vector<bool> in_text;
  int32_t from = 0;
  bool quoted = false;  // after an apostrophe of the syntax nothing is put in: it would end the quotation
  for (int32_t i = 0; i < pattern.countParts(); ++i) {
    const auto& part = pattern.getPart(i);
    if (!in_text.empty() && in_text.back() && !quoted && part.getIndex() > from) spans.emplace_back(from, part.getIndex());
    const UMessagePatternPartType type = part.getType();
    if (type == UMSGPAT_PART_TYPE_MSG_START) in_text.push_back(true);
    if (type == UMSGPAT_PART_TYPE_ARG_START) in_text.push_back(false);
    if (type == UMSGPAT_PART_TYPE_MSG_LIMIT || type == UMSGPAT_PART_TYPE_ARG_LIMIT) in_text.pop_back();
    quoted = type == UMSGPAT_PART_TYPE_SKIP_SYNTAX;
    from = part.getLimit();
  }
  return spans;
}

// Each word of `text` between the marks of the pseudo-language.
icu::UnicodeString marked_words(const icu::UnicodeString& text) {
  icu::UnicodeString out;
  bool in_word = false;
  for (int32_t i = 0; i < text.length(); ++i) {
    const bool blank = text[i] == u' ' || text[i] == u'\n';
    if (!blank && !in_word) out.append(u'\u200F').append(u'\u202E');
    if (blank && in_word) out.append(u'\u202C').append(u'\u200F');
    in_word = !blank;
    out.append(text[i]);
  }
  if (in_word) out.append(u'\u202C').append(u'\u200F');
  return out;
}

icu::UnicodeString pseudo(const icu::UnicodeString& english) {
  UErrorCode status = U_ZERO_ERROR;
  icu::MessagePattern pattern(status);
  pattern.parse(english, nullptr, status);
  if (U_FAILURE(status)) return english;
  icu::UnicodeString out;
  int32_t done = 0;
  for (const auto& [from, to] : literals(pattern)) {
    out.append(english, done, from - done).append(marked_words(english.tempSubStringBetween(from, to)));
    done = to;
  }
  return out.append(english, done, english.length() - done);
}

enum class Use { text, number, choice };

// What the pattern does with each of its arguments.
std::map<std::string, Use> uses(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::MessagePattern pattern(status);
  pattern.parse(text, nullptr, status);
  std::map<std::string, Use> found;
  for (int32_t i = 0; U_SUCCESS(status) && i + 1 < pattern.countParts(); ++i) {
    if (pattern.getPartType(i) != UMSGPAT_PART_TYPE_ARG_START) continue;
    const UMessagePatternArgType type = pattern.getPart(i).getArgType();
    Use& use = found[utf8(pattern.getSubstring(pattern.getPart(i + 1)))];
    if (UMSGPAT_ARG_TYPE_HAS_PLURAL_STYLE(type) || type == UMSGPAT_ARG_TYPE_SIMPLE || type == UMSGPAT_ARG_TYPE_CHOICE) use = Use::number;
    if (type == UMSGPAT_ARG_TYPE_SELECT) use = Use::choice;
  }
  return found;
}

// A text that says a number, where the pattern wants one: the arguments of an Error are texts.
icu::Formattable number_in(const std::string& text) {
  const char* end = text.data() + text.size();
  std::int64_t whole = 0;
  if (const auto read = std::from_chars(text.data(), end, whole); read.ec == std::errc() && read.ptr == end) return {whole};
  double number = 0;
  if (const auto read = std::from_chars(text.data(), end, number); read.ec == std::errc() && read.ptr == end) return {number};
  return {utf16(text)};
}

icu::Formattable formattable(const Arg& arg, Use use) {
  if (const auto* text = std::get_if<std::string>(&arg.value)) return use == Use::number ? number_in(*text) : icu::Formattable(utf16(*text));
  if (const auto* whole = std::get_if<std::int64_t>(&arg.value)) {
    if (use == Use::choice) return {utf16(std::to_string(*whole))};
    return {*whole};
  }
  return {std::get<double>(arg.value)};
}

std::string format(const icu::UnicodeString& pattern, const icu::Locale& locale, const std::vector<Arg>& args) {
  const std::map<std::string, Use> used = uses(pattern);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const Arg& arg : args) {
    const auto use = used.find(arg.name);
    names.push_back(utf16(arg.name));
    values.push_back(formattable(arg, use == used.end() ? Use::text : use->second));
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessageFormat message(pattern, locale, status);
  icu::UnicodeString out;
  if (U_SUCCESS(status)) message.format(names.data(), values.data(), static_cast<int32_t>(names.size()), out, status);
  return utf8(U_SUCCESS(status) ? out : pattern);
}

}  // namespace

struct Catalogue::Texts {
  std::string language;
  bool is_pseudo;
  icu::Locale locale;
  std::vector<const MessageBook*> books;  // the first that knows a key answers
  icu::number::LocalizedNumberFormatter whole_numbers;
  icu::number::LocalizedNumberFormatter per_cents;

  explicit Texts(std::string_view name)
      : language(name),
        is_pseudo(name == kPseudo),
        locale(is_pseudo ? icu::Locale("ar@numbers=latn") : icu::Locale::createFromName(language.c_str())),
        whole_numbers(icu::number::NumberFormatter::withLocale(locale)),
        per_cents(icu::number::NumberFormatter::withLocale(locale)
                      .unit(icu::NoUnit::percent())
                      .scale(icu::number::Scale::powerOfTen(2))
                      .precision(icu::number::Precision::fixedFraction(1))) {
    if (!is_pseudo) {
      add_book(language);
      add_book(base_language(language));
    }
    add_book("en");
  }

  void add_book(std::string_view name) {
    if (const MessageBook* book = message_book(name); book != nullptr && std::find(books.begin(), books.end(), book) == books.end())
      books.push_back(book);
  }

  [[nodiscard]] const std::string* find(std::string_view key) const {
    for (const MessageBook* book : books)
      if (const auto found = book->find(key); found != book->end()) return &found->second;
    return nullptr;
  }
};

Catalogue::Catalogue(std::string_view language) : texts_(std::make_unique<Texts>(language)) {}
Catalogue::~Catalogue() = default;
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;

std::string Catalogue::text(std::string_view key, const std::vector<Arg>& args) const {
  const std::string* found = texts_->find(key);
  if (found == nullptr) return "⟦" + std::string(key) + "⟧";
  if (!texts_->is_pseudo && found->find_first_of("{'") == std::string::npos) return *found;
  const icu::UnicodeString pattern = utf16(*found);
  return format(texts_->is_pseudo ? pseudo(pattern) : pattern, texts_->locale, args);
}

bool Catalogue::has(std::string_view key) const { return texts_->find(key) != nullptr; }

std::string Catalogue::number(std::int64_t value) const {
  UErrorCode status = U_ZERO_ERROR;
  const auto text = texts_->whole_numbers.formatInt(value, status).toString(status);
  return U_SUCCESS(status) ? utf8(text) : std::to_string(value);
}

std::string Catalogue::percent(double share) const {
  UErrorCode status = U_ZERO_ERROR;
  const auto text = texts_->per_cents.formatDouble(share, status).toString(status);
  return U_SUCCESS(status) ? utf8(text) : std::to_string(100 * share);
}

const std::string& Catalogue::language() const { return texts_->language; }

bool Catalogue::right_to_left() const {
  return std::find(kRightToLeft.begin(), kRightToLeft.end(), base_language(texts_->language)) != kRightToLeft.end();
}

std::vector<std::string> Catalogue::keys() {
  std::vector<std::string> keys;
  for (const auto& [key, pattern] : *message_book("en")) keys.push_back(key);
  return keys;
}

std::vector<std::string> Catalogue::languages() {
  std::vector<std::string> languages = message_languages();
  languages.emplace_back(kPseudo);
  return languages;
}

}  // namespace palermo::core
