// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/readability.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace palermo::core {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string letters_of(std::string_view word) {
  std::string letters;
  for (const char c : word)
    if (is_letter(c)) letters += static_cast<char>(c | 0x20);
  return letters;
}

bool is_vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

std::size_t vowel_groups(std::string_view word) {
  std::size_t groups = 0;
  bool in_group = false;
  for (const char c : word) {
    groups += is_vowel(c) && !in_group;
    in_group = is_vowel(c);
  }
  return groups;
}

// Whether the last e, or e before d or s, is not spoken: "made", "locked", "takes", against "table", "needed", "houses".
bool has_silent_end(std::string_view word) {
  const auto ends = [&](std::initializer_list<std::string_view> list) {
    return std::ranges::any_of(list, [&](std::string_view end) { return word.ends_with(end); });
  };
  if (word.size() < 3) return false;
  if (ends({"ed"})) return !ends({"ted", "ded", "eed"});
  if (ends({"es"})) return !ends({"ses", "zes", "ches", "shes", "xes", "ges", "ces", "ees", "oes", "ies", "les"});
  if (!word.ends_with('e') || is_vowel(word[word.size() - 2])) return false;
  return !(word.ends_with("le") && word.size() > 3 && !is_vowel(word[word.size() - 3]));
}

// Neighbouring vowels that are spoken apart.
std::size_t spoken_apart(std::string_view word) {
  static constexpr std::array kApart{std::string_view("ia"), std::string_view("io"), std::string_view("iu"), std::string_view("ua"),
                                     std::string_view("eing"), std::string_view("ying"), std::string_view("uit"), std::string_view("oing")};
  std::size_t more = 0;
  for (const std::string_view part : kApart)
    if (word.find(part) != std::string_view::npos) ++more;
  for (const std::string_view joined : {"tion", "sion", "cial", "tial", "cian", "gion", "cious", "tious", "quit", "qua", "gua", "suit", "fruit", "build"})
    if (more > 0 && word.find(joined) != std::string_view::npos) --more;
  return more;
}

}  // namespace

std::size_t syllables(std::string_view text) {
  const std::string word = letters_of(text);
  std::size_t count = vowel_groups(word) + spoken_apart(word);
  if (has_silent_end(word) && count > 0) --count;
  return std::max<std::size_t>(count, 1);
}

Readability readability(std::string_view text) {
  Readability found;
  std::size_t start = 0;
  bool words_since_end = false;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    if (is_letter(c) || c == '\'') continue;
    const std::string_view word = text.substr(start, i - start);
    if (std::ranges::any_of(word, is_letter)) {
      ++found.words;
      found.syllables += syllables(word);
      words_since_end = true;
    }
    start = i + 1;
    if ((c == '.' || c == '?' || c == '!') && words_since_end) {
      ++found.sentences;
      words_since_end = false;
    }
  }
  found.sentences += words_since_end;
  return found;
}

double Readability::grade() const {
  if (words == 0) return 0;
  const auto number = [](std::size_t n) { return static_cast<double>(n); };
  return 0.39 * number(words) / number(sentences) + 11.8 * number(syllables) / number(words) - 15.59;
}

}  // namespace palermo::core
