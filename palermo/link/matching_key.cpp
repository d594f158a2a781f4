// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/matching_key.hpp"

#include "palermo/link/name_tables_data.hpp"

namespace palermo::link {
namespace {

using detail::Beside;
using detail::KeyRule;

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// y and w count as vowels only by the rules that name them.
bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

bool stands(Beside wanted, char neighbour) {
  if (wanted == Beside::anything) return true;
  if (!is_letter(neighbour)) return false;
  return is_vowel(neighbour) == (wanted == Beside::vowel);
}

bool holds(const KeyRule& rule, std::string_view word, std::size_t at) {
  if (word.compare(at, rule.from.size(), rule.from) != 0) return false;
  const std::size_t end = at + rule.from.size();
  if (rule.at_start && at != 0) return false;
  if (rule.at_end && end != word.size()) return false;
  return stands(rule.before, end < word.size() ? word[end] : '\0') && stands(rule.after, at > 0 ? word[at - 1] : '\0');
}

void push_once(KeyText& key, char c) {
  if (key.empty() || key.back() != c) key.push(c);
}

// The sound that a skeleton keeps of a consonant; '\0' for none.
char plain(char c) {
  switch (c) {
    case 'b':
    case 'f':
      return 'p';
    case 'd':
      return 't';
    case 'g':
    case 'q':
      return 'k';
    case 'z':
    case 'x':
      return 's';
    case 'j':
      return 'c';
    case 'v':
      return 'w';
    case 'y':
      return '\0';
    default:
      return c;
  }
}

}  // namespace

KeyText matching_key(const NameTables& tables, std::string_view roman) {
  const auto& rules = tables.data().key_rules;
  KeyText key;
  for (std::size_t at = 0; at < roman.size();) {
    const char c = roman[at];
    if (!is_letter(c)) {
      ++at;
      continue;
    }
    const KeyRule* rule = nullptr;
    for (const KeyRule& candidate : rules[static_cast<std::size_t>(c - 'a')])
      if (holds(candidate, roman, at)) {
        rule = &candidate;
        break;
      }
    if (!rule) {
      push_once(key, c);
      ++at;
      continue;
    }
    for (const char to : rule->to) push_once(key, to);
    at += rule->from.size();
  }
  if (key.empty() && !roman.empty()) push_once(key, roman.front());
  return key;
}

KeyText skeleton(std::string_view key) {
  KeyText out;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const char c = key[i];
    if (is_vowel(c)) {
      if (i == 0) out.push('a');
      continue;
    }
    if (c == 'g' && i > 0 && key[i - 1] == 'n') continue;  // ng is one sound
    if (const char kept = plain(c); kept != '\0') push_once(out, kept);
  }
  if (out.empty() && !key.empty()) out.push('a');
  return out;
}

}  // namespace palermo::link
