// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/numbers.hpp"

#include <algorithm>

#include "palermo/link/fold.hpp"
#include "palermo/link/name_tables_data.hpp"
#include "palermo/link/text_similarity.hpp"

namespace palermo::link {
namespace {

constexpr std::size_t kPhoneDigits = 6;
constexpr std::size_t kTail = 8;
constexpr std::size_t kDocument = 4;

// All digits the same, or each one more (or one less) than the one before: what a finger does along the keys.
bool all_one_or_running(std::string_view digits) {
  if (digits.size() < 4) return false;
  for (const int step : {0, 1, 9}) {
    bool all = true;
    for (std::size_t i = 1; i < digits.size() && all; ++i) all = (digits[i] - digits[i - 1] + 20) % 10 == step;
    if (all) return true;
  }
  return false;
}

std::string digits_in(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();)
    if (const int digit = digit_value(next_code_point(text, at)); digit >= 0)
      out.push_back(static_cast<char>('0' + digit));
  return out;
}

bool usable(const Number& a, const Number& b) { return a.usable() && b.usable(); }

}  // namespace

Number read_phone(const NameTables& tables, std::string_view text) {
  Number number;
  const std::size_t bracket = text.find("(0)");
  std::string plain(text);
  if (bracket != std::string_view::npos) plain.erase(bracket, 3);
  number.normal = digits_in(plain);
  number.normal.erase(0, std::min(number.normal.find_first_not_of('0'), number.normal.size()));
  if (number.normal.size() < kPhoneDigits) {
    number.placeholder = !number.normal.empty() || digits_in(plain).size() >= kPhoneDigits;
    number.normal.clear();
    return number;
  }
  const std::string_view tail =
      std::string_view(number.normal).substr(number.normal.size() - std::min(kTail - 2, number.normal.size()));
  number.placeholder =
      tables.data().phones.contains(number.normal) || all_one_or_running(number.normal) || all_one_or_running(tail);
  return number;
}

Number read_document(const NameTables& tables, std::string_view text) {
  Number number;
  const std::string folded = fold(text);
  for (std::size_t at = 0; at < folded.size();) {
    const char32_t c = next_code_point(folded, at);
    if (c >= 'a' && c <= 'z') number.normal.push_back(static_cast<char>(c - 'a' + 'A'));
    if (const int digit = digit_value(c); digit >= 0) number.normal.push_back(static_cast<char>('0' + digit));
  }
  const std::string digits = digits_in(number.normal);
  if (number.normal.size() < kDocument || digits.size() < 3) {
    number.normal.clear();  // words like "none" and "lost"
    return number;
  }
  number.placeholder = tables.data().documents.contains(number.normal) || all_one_or_running(digits);
  return number;
}

Number read_email(const NameTables& tables, std::string_view text) {
  Number number;
  std::string folded = fold(text);
  if (folded.starts_with("mailto:")) folded.erase(0, 7);
  std::erase_if(folded, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>'; });
  const std::size_t at = folded.find('@');
  const bool whole = at != std::string::npos && at > 0 && folded.find('@', at + 1) == std::string::npos &&
                     folded.find('.', at) != std::string::npos && folded.back() != '.';
  if (!whole) return number;
  number.placeholder = tables.data().emails.contains(folded) || tables.data().emails.contains(folded.substr(0, at + 1));
  number.normal = std::move(folded);
  return number;
}

NumberLevel document_level(const Number& a, const Number& b) {
  if (!usable(a, b)) return NumberLevel::missing;
  if (a.normal == b.normal) return NumberLevel::exact;
  const std::size_t shorter = std::min(a.normal.size(), b.normal.size());
  if (shorter >= 6 && one_edit(a.normal, b.normal)) return NumberLevel::one_edit;
  return shorter >= 8 && osa(a.normal, b.normal) == 2 ? NumberLevel::two_edits : NumberLevel::different;
}

NumberLevel phone_level(const Number& a, const Number& b) {
  if (!usable(a, b)) return NumberLevel::missing;
  if (a.normal == b.normal) return NumberLevel::exact;
  const std::size_t shorter = std::min(a.normal.size(), b.normal.size());
  const auto tail = [&](const Number& n) {
    return std::string_view(n.normal).substr(n.normal.size() - std::min(shorter, kTail));
  };
  if (shorter >= 7 && tail(a) == tail(b)) return NumberLevel::tail;
  if (shorter >= 7 && one_edit(tail(a), tail(b))) return NumberLevel::one_edit;
  return NumberLevel::different;
}

NumberLevel email_level(const Number& a, const Number& b) {
  if (!usable(a, b)) return NumberLevel::missing;
  if (a.normal == b.normal) return NumberLevel::exact;
  const auto user = [](const Number& n) { return std::string_view(n.normal).substr(0, n.normal.find('@')); };
  if (user(a) == user(b) && user(a).size() >= 5) return NumberLevel::tail;
  if (one_edit(a.normal, b.normal)) return NumberLevel::one_edit;
  return osa(a.normal, b.normal) == 2 ? NumberLevel::two_edits : NumberLevel::different;
}

}  // namespace palermo::link
