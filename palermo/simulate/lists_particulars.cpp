// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/lists_particulars.hpp"

#include <algorithm>
#include <string_view>

namespace palermo::simulate {
namespace {

using core::Stream;
using enum ListColumn;

constexpr int kDaysToRecord = 365;
constexpr int kBuddhistEra = 543;

// Of Velmora, which does not exist.
constexpr std::array<std::string_view, 10> kStreets{"Harbour Road", "Mill Lane", "Temple Street", "Station Road", "Market Street",
                                                    "River Lane", "Quarry Road", "Orchard Street", "Old Bridge", "Canal Road"};
constexpr std::array<std::string_view, 4> kTowns{"Asterport", "Brindle", "Corvane", "Dunmere"};

void append_digits(std::string& out, std::uint64_t number, int width) {
  std::array<char, 20> digits{};
  for (int i = width - 1; i >= 0; --i) {
    digits[static_cast<std::size_t>(i)] = static_cast<char>('0' + number % 10);
    number /= 10;
  }
  out.append(digits.data(), static_cast<std::size_t>(width));
}

void append_date(std::string& out, const CalendarDay& day) {
  append_digits(out, static_cast<std::uint64_t>(day.year), 4);
  out += '-';
  append_digits(out, static_cast<std::uint64_t>(day.month), 2);
  out += '-';
  append_digits(out, static_cast<std::uint64_t>(day.day), 2);
}

int completed_years(const CalendarDay& birth, const CalendarDay& at) {
  const bool before_birthday = at.month < birth.month || (at.month == birth.month && at.day < birth.day);
  return at.year - birth.year - (before_birthday ? 1 : 0);
}

void write_date(const ListedPerson& person, const ListErrors& errors, Stream& stream, ListRow& row) {
  CalendarDay date = person.birth;
  if (happens<&ListErrors::wrong_year>(errors, row.marks, stream)) date.year += stream.chance(0.5) ? 1 : -1;
  if (happens<&ListErrors::first_of_january>(errors, row.marks, stream)) date.month = date.day = 1;
  else if (date.day <= 12 && date.day != date.month && happens<&ListErrors::day_month_swapped>(errors, row.marks, stream)) std::swap(date.day, date.month);
  // 29 February of a year that has none.
  if (date.month == 2 && date.day == 29 && calendar_day(day_of({date.year, 3, 1}) - 1).day == 28) date.day = 28;
  if (person.naming->nationality == "TH" && happens<&ListErrors::buddhist_year>(errors, row.marks, stream)) date.year += kBuddhistEra;
  append_date(row[dob], date);
}

void write_age(const ListedPerson& person, const CalendarDay& at, const ListErrors& errors, Stream& stream, ListRow& row) {
  int years = completed_years(person.birth, at);
  if (happens<&ListErrors::age_off>(errors, row.marks, stream)) years += stream.chance(0.5) ? 1 : -1;
  row[age] = std::to_string(years);
}

void write_place(const ListedPerson& person, const ListErrors& errors, bool native, Stream& stream, ListRow& row) {
  if (happens<&ListErrors::place_missing>(errors, row.marks, stream)) return;
  const KnownName& place = *person.place;
  if (native) {
    row[origin_place] = place.native;
    return;
  }
  std::size_t spelling = person.place_spelling;
  const std::size_t n = place.latin.size();
  if (n > 1 && happens<&ListErrors::place_respelt>(errors, row.marks, stream)) spelling = (spelling + 1 + stream.below(n - 1)) % n;
  row[origin_place] = place.latin[spelling];
}

void write_passport(const ListedPerson& person, const ListErrors& errors, Stream& stream, ListRow& row) {
  std::string& text = row[passport_no];
  text += 'Z';
  text += person.passport_letter;
  append_digits(text, person.passport, 7);
  if (!happens<&ListErrors::passport_typo>(errors, row.marks, stream)) return;
  char& digit = text[2 + stream.below(7)];
  digit = static_cast<char>('0' + (digit - '0' + 1 + static_cast<int>(stream.below(9))) % 10);
}

void write_phone(const ListedPerson& person, const ListErrors& errors, Stream& stream, ListRow& row) {
  const std::uint32_t number = person.phones[happens<&ListErrors::other_phone>(errors, row.marks, stream) ? 1 : 0];
  std::string& text = row[phone];
  const auto groups = [&](std::string_view before, char between) {
    text += before;
    append_digits(text, number / 1'000'000, 2);
    text += between;
    append_digits(text, number / 1'000 % 1'000, 3);
    text += between;
    append_digits(text, number % 1'000, 3);
  };
  switch (stream.below(4)) {
    case 0: groups("+999 ", ' '); break;
    case 1: groups("0", ' '); break;
    case 2: groups("0", '-'); break;
    default: text += "+999"; append_digits(text, number, 8);
  }
}

void write_address(const ListedPerson& person, const ListErrors& errors, Stream& stream, ListRow& row) {
  const std::uint32_t where = person.addresses[happens<&ListErrors::moved>(errors, row.marks, stream) ? 1 : 0];
  row[street_number] = std::to_string(1 + where % 200);
  row[street] = kStreets[where / 200 % kStreets.size()];
  row[town] = kTowns[where / (200 * kStreets.size()) % kTowns.size()];
}

}  // namespace

void write_birth(const ListedPerson& person, const ListErrors& errors, Stream& stream, ListRow& row) {
  const CalendarDay at = calendar_day(person.seen + static_cast<core::Day>(stream.below(kDaysToRecord)));
  append_date(row[ref_date], at);
  // Both are shares of all records: one draw decides between nothing, an age and a date.
  const double drawn = stream.uniform();
  const bool nothing = drawn < errors.date_missing;
  const bool only_age = !nothing && drawn < errors.date_missing + errors.only_age;
  mark<&ListErrors::date_missing>(nothing, row.marks);
  mark<&ListErrors::only_age>(only_age, row.marks);
  if (only_age) write_age(person, at, errors, stream, row);
  else if (!nothing) write_date(person, errors, stream, row);
}

void write_particulars(const ListedPerson& person, const ListPlan& list, const ListErrors& errors, bool native, Stream& stream, ListRow& row) {
  const bool wrong = happens<&ListErrors::wrong_sex>(errors, row.marks, stream);
  if (!happens<&ListErrors::sex_missing>(errors, row.marks, stream)) row[sex] = person.woman != wrong ? "F" : "M";
  if (!happens<&ListErrors::nationality_missing>(errors, row.marks, stream)) row[nationality] = person.naming->nationality;
  write_place(person, errors, native, stream, row);
  if (stream.chance(list.passport)) write_passport(person, errors, stream, row);
  if (stream.chance(list.phone)) write_phone(person, errors, stream, row);
  if (stream.chance(list.address)) write_address(person, errors, stream, row);
}

}  // namespace palermo::simulate
