// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/release_safeguards.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "palermo/publish/plan_file.hpp"

namespace palermo::publish {
namespace {

using core::Done;

// Short texts of several numbers: which ones, and what stands between them.
struct Numbers {
  std::vector<std::size_t> digits;  // of each run of digits
  std::string between;              // one character for each gap between two runs; 'x' when it is more than one character
  bool other = false;               // letters, or anything before or after
};

Numbers numbers_in(std::string_view text) {
  Numbers found;
  std::string gap;
  std::size_t run = 0;
  for (const char c : text) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      if (run == 0 && !found.digits.empty()) found.between.push_back(gap.size() == 1 ? gap[0] : 'x');
      ++run;
      if (run == 1) found.digits.push_back(0);
      found.digits.back() = run;
      gap.clear();
    } else {
      run = 0;
      gap.push_back(c);
      if (std::isalpha(static_cast<unsigned char>(c)) != 0 && c != 'T' && c != 'Z') found.other = true;
    }
  }
  return found;
}

bool is_day(const Numbers& n) {
  if (n.digits.size() < 3 || n.between.size() < 2 || n.between[0] != n.between[1]) return false;
  if (n.between[0] != '-' && n.between[0] != '/' && n.between[0] != '.') return false;
  const bool year_first = n.digits[0] == 4 && n.digits[1] <= 2 && n.digits[2] <= 2;
  const bool year_last = n.digits[0] <= 2 && n.digits[1] <= 2 && (n.digits[2] == 4 || n.digits[2] == 2);
  return year_first || year_last;
}

bool is_time(const Numbers& n) {
  for (std::size_t i = 0; i < n.between.size(); ++i)
    if (n.between[i] == ':' && n.digits[i] <= 2 && n.digits[i + 1] == 2) return true;
  return false;
}

// A number with at least three decimals: a degree that exact is a street.
bool is_position(const Numbers& n) {
  for (std::size_t i = 0; i < n.between.size(); ++i)
    if (n.between[i] == '.' && n.digits[i] <= 3 && n.digits[i + 1] >= 3) return true;
  return false;
}

}  // namespace

bool looks_too_fine(std::string_view text) {
  const Numbers numbers = numbers_in(text);
  return !numbers.other && (is_day(numbers) || is_time(numbers) || is_position(numbers));
}

bool tells_nationality(std::string_view column) {
  std::string lower;
  for (const char c : column) lower.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  return std::ranges::any_of(std::vector<std::string_view>{"citizen", "nationalit", "ethnic", "origin"}, [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

namespace {

// Of the codebook's columns, those that leave: a closed circle's table has no other.
bool leaves(const ReleasePlan& plan, const std::string& column) {
  return plan.mode != Mode::circle_table || std::ranges::find(plan.tables.front(), column) != plan.tables.front().end();
}

}  // namespace

Done check_safeguards(const ReleasePlan& plan) {
  for (const privacy::CodebookColumn& column : plan.codebook->columns) {
    if (std::ranges::any_of(column.levels, looks_too_fine)) return core::fail(kTooFine, {}, {{"column", column.name}, {"grain", "day, time of day or position"}});
    const bool named = std::ranges::find(plan.nationality, column.name) != plan.nationality.end();
    if (tells_nationality(column.name) && !named && leaves(plan, column.name)) return core::fail(kNationality, {}, {{"column", column.name}});
  }
  if (!plan.nationality.empty() && plan.purpose.empty()) return core::fail(kNationality, {}, {{"column", plan.nationality.front()}});
  // Two places in a row make a route; then neither may be finer than admin-1.
  if (plan.places.size() < 2) return {};
  for (const auto& [column, grain] : plan.places)
    if (grain > PlaceGrain::admin_1) return core::fail(kRouteTooFine, {}, {{"column", column}, {"grain", std::string(word(grain))}});
  return {};
}

}  // namespace palermo::publish
