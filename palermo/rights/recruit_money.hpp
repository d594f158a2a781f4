// SPDX-License-Identifier: Apache-2.0
// Money of one currency, exactly: whole minor units (cents), never a binary floating-point number, never converted.
//
// An amount is written as text ("1200.50") or as a whole number; a number with a point that is not in quotes is
// refused, because it has been rounded before we see it. Two currencies are never added: core::add refuses unlike units
// (SAFEGUARDS.md, D30). Limits: amounts up to 10^15 minor units, 0 to 4 digits after the point. What is not known has
// no upper end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "palermo/core/concept.hpp"

namespace palermo::rights {

inline constexpr core::ErrorKind kBadAmount{"recruit.bad_amount", core::Exit::unreadable};
inline constexpr core::ErrorKind kBadCurrency{"recruit.bad_currency", core::Exit::unreadable};

inline constexpr std::int64_t kMostMinor = 1'000'000'000'000'000;  // of one amount

struct Money {
  std::string currency;                 // three capital letters
  std::optional<std::int64_t> minor{};  // no value: not known
};

// "1200.50" with two digits is 120050. Errors: recruit.bad_amount.
[[nodiscard]] core::Result<std::int64_t> parse_minor(std::string_view text, int digits);
// The member `key`: an amount, "not_known", or missing (both: not known). Errors: recruit.bad_amount.
[[nodiscard]] core::Result<std::optional<std::int64_t>> read_minor(const core::Value& map, std::string_view key,
                                                                   int digits);
[[nodiscard]] bool is_currency(std::string_view text);

[[nodiscard]] std::string minor_text(std::int64_t minor, int digits);  // "1200.50"

// A sum whose unit is the currency; what is not known leaves its upper end open.
[[nodiscard]] core::Quantity quantity(const Money& money);
[[nodiscard]] core::Quantity nothing_in(const std::string& currency);

// a * num / den, rounded half up; the result must fit. a, num >= 0; den > 0.
[[nodiscard]] std::int64_t scaled(std::int64_t a, std::int64_t num, std::int64_t den);

// `part` of `whole` in per cent with one decimal, rounded half up: "412.5". whole > 0.
[[nodiscard]] std::string percent_text(std::int64_t part, std::int64_t whole);

// A rate of interest in parts of a month: num / den of the amount, each month.
struct MonthlyRate {
  std::int64_t num = 0, den = 1;
};
// "24" per cent a year -> 24 / 1200. Up to four digits after the point, up to 1000 per cent. Errors:
// recruit.bad_amount.
[[nodiscard]] core::Result<MonthlyRate> parse_rate(std::string_view percent, std::string_view per);

struct Repayment {
  enum class Kind { done, never, longer };  // longer: more than kMostMonths
  Kind kind = Kind::done;
  std::int64_t months = 0, paid = 0, interest = 0;  // done: totals in minor units
};
inline constexpr std::int64_t kMostMonths = 1200;

// A loan with interest every month, rounded half up to one minor unit, and `payment` at the end of each month; then
// what is owed without interest. `on_first_amount`: the interest is on the first amount until the loan is paid, else on
// what is left. never: the interest of a month is not less than the payment.
[[nodiscard]] Repayment repay(std::int64_t loan, std::int64_t owed, MonthlyRate rate, bool on_first_amount,
                              std::int64_t payment);

}  // namespace palermo::rights
