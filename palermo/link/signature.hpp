// SPDX-License-Identifier: Apache-2.0
// Signature: what a pair must show before it is compared in full: a few numbers a record, a few nanoseconds a pair.
//
// The name stands as 128 bits, one for each pair of neighbouring letters of its words' matching keys, the ends of words included
// (order-free, and the same across scripts). Points: name 0-3 by the share of common bits, birth 0-3, equal documents,
// telephones and e-mails 3 each, postcode, town and place 1 each and at most 2. What is not known counts as a little.
// A pair of kEnough points or more is worth comparing; no two records of one person that agree in a name and roughly in
// a birth have fewer. In long lists a pair must not contradict itself either.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "palermo/link/record.hpp"

namespace palermo::link {

struct alignas(64) Signature {
  std::array<std::uint64_t, 2> name{};
  std::int16_t first_year = 0, last_year = 0;
  std::uint16_t month_day = 0;  // month * 32 + day; 0: not known, or a placeholder
  std::uint16_t day_month = 0;  // the two exchanged
  std::uint8_t bits = 0;        // of the name
  std::uint8_t strong = 0;      // some number is known
  std::uint16_t list = 0;       // +1 when the list is duplicate-free, else 0
  std::uint16_t nationality = 0;  // hash, 0: not known
  std::uint8_t sex = 0;
  std::array<std::uint32_t, 2> document{}, phone{};  // hashes, 0: none
  std::uint32_t email = 0, postcode = 0, town = 0, place = 0;
};

inline constexpr int kEnough = 4;         // where all pairs are looked at
inline constexpr int kEnoughInBlock = 3;  // where a blocking rule spoke for the pair already

// One signature per record, in the order of `order`.
[[nodiscard]] std::vector<Signature> signatures(const Records& records, const std::vector<RecordIndex>& order);

namespace detail {

inline constexpr int kStrongly = 4;
inline constexpr int kNumberPoints = 4;  // a document, telephone or e-mail in common

inline int name_points(const Signature& a, const Signature& b) {
  if (a.bits == 0 || b.bits == 0) return 1;
  const int common = std::popcount(a.name[0] & b.name[0]) + std::popcount(a.name[1] & b.name[1]);
  const int sum = a.bits + b.bits;
  if (8 * common >= 3 * sum) return 3;                                           // Dice 0.75
  if (4 * common >= sum || 5 * common >= 4 * std::min(a.bits, b.bits)) return 2;  // Dice 0.5, or contained
  return 6 * common >= sum ? 1 : 0;                                              // Dice 0.33
}

inline int birth_points(const Signature& a, const Signature& b) {
  if (a.first_year == 0 || b.first_year == 0) return 1;
  const bool years = a.first_year == a.last_year && b.first_year == b.last_year && a.first_year == b.first_year;
  const bool days = a.month_day != 0 && a.month_day == b.month_day;
  if (years && days) return 3;
  if (years || days || (a.month_day != 0 && a.month_day == b.day_month)) return 2;
  return a.first_year <= b.last_year + 2 && b.first_year <= a.last_year + 2 ? 1 : 0;
}

inline int other_points(const Signature& a, const Signature& b) {
  int points = static_cast<int>(a.postcode != 0 && a.postcode == b.postcode) +
               static_cast<int>(a.town != 0 && a.town == b.town) + static_cast<int>(a.place != 0 && a.place == b.place);
  points = std::min(points, 2);
  if (a.strong != 0 && b.strong != 0) {
    const auto meet = [](const auto& x, const auto& y) {
      return (x[0] != 0 && (x[0] == y[0] || x[0] == y[1])) || (x[1] != 0 && (x[1] == y[0] || x[1] == y[1]));
    };
    if (meet(a.document, b.document) || meet(a.phone, b.phone) || (a.email != 0 && a.email == b.email)) points += kNumberPoints;
  }
  return points;
}

// How far two births speak against one person: 0 not at all, kStrongly.
inline int birth_against(const Signature& a, const Signature& b) {
  if (a.first_year == 0 || b.first_year == 0) return 0;
  if (a.first_year != a.last_year || b.first_year != b.last_year)  // an age
    return a.first_year <= b.last_year + 1 && b.first_year <= a.last_year + 1 ? 0 : kStrongly;
  const int years = std::abs(a.first_year - b.first_year);
  if (a.month_day == 0 || b.month_day == 0) return years == 0 ? 0 : years == 1 ? 2 : kStrongly;
  if (years == 0 && (a.month_day == b.month_day || a.month_day == b.day_month)) return a.month_day == b.month_day ? -2 : 0;
  // One digit may be wrong: in the year, in the month or in the day.
  const int days = a.month_day ^ b.month_day;
  const bool one_part = years == 0 ? (days < 32 || days % 32 == 0) : days == 0 && (years < 10 || years % 10 == 0);
  return one_part ? 1 : kStrongly;
}

}  // namespace detail

[[nodiscard]] inline bool worth_comparing(const Signature& a, const Signature& b, int enough = kEnough) {
  if (a.list != 0 && a.list == b.list) return false;
  // The cheap points first: most pairs cannot reach what is enough even with the same name.
  const int missing = enough - detail::birth_points(a, b) - detail::other_points(a, b);
  return missing <= 0 || (missing <= 3 && detail::name_points(a, b) >= missing);
}

// Whether two records contradict each other more than one slip explains: another sex, nationality or document, births that cannot be
// one, a name that is only alike. Asked in long lists, where a rule brings many together; a number in common overrules it.
[[nodiscard]] inline bool contradict(const Signature& a, const Signature& b) {
  constexpr int kMost = 3;
  int against = detail::birth_against(a, b);
  if (a.sex != 0 && b.sex != 0 && a.sex != b.sex) against += detail::kStrongly;
  if (a.nationality != 0 && b.nationality != 0 && a.nationality != b.nationality) against += detail::kStrongly;
  if (a.place != 0 && b.place != 0 && a.place != b.place) against += 1;
  if (against < kMost - 1 && a.document[0] == 0) return false;
  if (detail::other_points(a, b) >= detail::kNumberPoints) return false;
  if (a.document[0] != 0 && b.document[0] != 0) against += 2;
  const int common = std::popcount(a.name[0] & b.name[0]) + std::popcount(a.name[1] & b.name[1]);
  const int sum = a.bits + b.bits;
  if (20 * common >= 9 * sum) {  // Dice 0.9
    against -= 2;
  } else if (4 * common < sum) {  // 0.5
    against += 1;
  }
  return against > kMost;
}

}  // namespace palermo::link
