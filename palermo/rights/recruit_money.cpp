// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/recruit_money.hpp"

#include <algorithm>

namespace palermo::rights {
namespace {

__extension__ using Wide = __int128;  // products of an amount and a rate

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::int64_t power_of_ten(int digits) {
  std::int64_t power = 1;
  for (; digits > 0; --digits) power *= 10;
  return power;
}

core::Concept concept_of(const std::string& currency) {
  return {.definition = "cost of a recruitment",
          .unit = currency,
          .population = "one recruitment",
          .period = "as stated",
          .place = "as stated",
          .reading = "as stated",
          .method = "sum"};
}

}  // namespace

std::int64_t scaled(std::int64_t a, std::int64_t num, std::int64_t den) {
  return static_cast<std::int64_t>((2 * Wide{a} * num + den) / (2 * Wide{den}));
}

core::Result<std::int64_t> parse_minor(std::string_view text, int digits) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string part(point == std::string_view::npos ? "" : text.substr(point + 1));
  const bool ok = !whole.empty() && whole.size() <= 15 && std::all_of(whole.begin(), whole.end(), is_digit) &&
                  std::all_of(part.begin(), part.end(), is_digit) && part.size() <= static_cast<std::size_t>(digits) &&
                  (point == std::string_view::npos || !part.empty());
  if (!ok) return core::fail(kBadAmount, {}, {{"digits", std::to_string(digits)}});
  part.append(static_cast<std::size_t>(digits) - part.size(), '0');
  Wide minor = 0;
  for (const char c : std::string(whole) + part) minor = minor * 10 + (c - '0');
  if (minor > kMostMinor) return core::fail(kBadAmount, {}, {{"digits", std::to_string(digits)}});
  return static_cast<std::int64_t>(minor);
}

core::Result<std::optional<std::int64_t>> read_minor(const core::Value& map, std::string_view key, int digits) {
  const core::Value* node = map.find(key);
  if (node == nullptr || node->is_null()) return std::nullopt;
  if (node->is_text() && node->as_text() == "not_known") return std::nullopt;
  auto minor = node->is_int() ? parse_minor(std::to_string(node->as_int()), digits)
               : node->is_text()
                   ? parse_minor(node->as_text(), digits)
                   : core::Result<std::int64_t>(core::fail(kBadAmount, {}, {{"digits", std::to_string(digits)}}));
  if (minor) return *minor;
  core::Error error = minor.error();
  error.place = node->place();
  error.place.field = std::string(key);
  return core::fail(std::move(error));
}

bool is_currency(std::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string minor_text(std::int64_t minor, int digits) {
  const std::int64_t power = power_of_ten(digits);
  const std::int64_t size = minor < 0 ? -minor : minor;
  std::string text = (minor < 0 ? "-" : "") + std::to_string(size / power);
  if (digits == 0) return text;
  const std::string part = std::to_string(size % power);
  return text + "." + std::string(static_cast<std::size_t>(digits) - part.size(), '0') + part;
}

core::Quantity quantity(const Money& money) {
  return {concept_of(money.currency), {money.minor ? *money.minor : 0, money.minor}};
}

core::Quantity nothing_in(const std::string& currency) { return quantity({currency, 0}); }

std::string percent_text(std::int64_t part, std::int64_t whole) { return minor_text(scaled(part, 1000, whole), 1); }

core::Result<MonthlyRate> parse_rate(std::string_view percent, std::string_view per) {
  PALERMO_TRY(const std::int64_t ten_thousandths, parse_minor(percent, 4));
  if (ten_thousandths > 10'000'000) return core::fail(kBadAmount, {}, {{"digits", "4"}});
  const MonthlyRate month{ten_thousandths, 1'000'000};
  return per == "year" ? MonthlyRate{month.num, month.den * 12} : month;
}

Repayment repay(std::int64_t loan, std::int64_t owed, MonthlyRate rate, bool on_first_amount, std::int64_t payment) {
  Repayment result;
  std::int64_t left = loan;
  while (left > 0 || owed > 0) {
    if (result.months == kMostMonths) return {Repayment::Kind::longer, kMostMonths, result.paid, result.interest};
    const std::int64_t interest = left > 0 ? scaled(on_first_amount ? loan : left, rate.num, rate.den) : 0;
    if (payment <= 0 || interest >= payment) return {Repayment::Kind::never, 0, 0, 0};
    const std::int64_t to_loan = std::min(payment, left + interest);
    const std::int64_t to_owed = std::min(payment - to_loan, owed);
    left += interest - to_loan;
    owed -= to_owed;
    result.paid += to_loan + to_owed;
    result.interest += interest;
    ++result.months;
  }
  return result;
}

}  // namespace palermo::rights
