// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/lists_person.hpp"

#include <chrono>

#include "palermo/core/random.hpp"

namespace palermo::simulate {
namespace {

using core::Stream;

constexpr double kWomen = 0.55;
constexpr int kFirstYear = 2019;  // in which people come to be seen
constexpr int kYearsSeen = 5;
constexpr double kUsesNickname = 0.5;
constexpr std::uint32_t kAddresses = 40 * 200;  // streets, houses

struct AgeBand {
  int from, years;
  double weight;
};
constexpr std::array<AgeBand, 5> kAges{{{10, 8, 0.14}, {18, 8, 0.36}, {26, 10, 0.29}, {36, 15, 0.17}, {51, 14, 0.04}}};
constexpr std::array<double, 5> kAgeWeights{0.14, 0.36, 0.29, 0.17, 0.04};

// In [0, n), for small n: a division less than below(), and even to 2^-53.
std::uint32_t small_number(Stream& stream, std::uint32_t n) { return static_cast<std::uint32_t>(stream.uniform() * n); }

// Most write the usual spelling.
std::uint8_t draw_spelling(Stream& stream, std::size_t spellings) {
  constexpr double usual = 0.6;
  if (spellings < 2 || stream.chance(usual)) return 0;
  return static_cast<std::uint8_t>(1 + small_number(stream, static_cast<std::uint32_t>(spellings - 1)));
}

NamePart draw_part(Stream& stream, NameRole role, const NameGroup& group) {
  NamePart part;
  part.role = role;
  part.name = &group.draw(stream);
  part.spelling = draw_spelling(stream, part.name->latin.size());
  return part;
}

NamePart draw_family(Stream& stream, const Naming& naming, std::size_t sex) {
  if (naming.family_first_half.empty()) return draw_part(stream, NameRole::family, naming.family[sex]);
  NamePart part = draw_part(stream, NameRole::family, naming.family_first_half);
  const NamePart rest = draw_part(stream, NameRole::family, naming.family_last_half);
  part.rest = rest.name;
  part.rest_spelling = rest.spelling;
  return part;
}

void draw_name(Stream& stream, ListedPerson& person) {
  const Naming& naming = *person.naming;
  const std::size_t sex = person.woman ? 0 : 1;
  const auto add = [&](const NamePart& part) { person.parts[person.n_parts++] = part; };
  std::size_t given = 1;
  if (!naming.has_family()) given += stream.pick(naming.words);
  else if (stream.chance(naming.second_given)) ++given;
  for (std::size_t i = 0; i < given; ++i) {
    NamePart part = draw_part(stream, NameRole::given, naming.given[sex]);
    if (i == 1 && part.name == person.parts[0].name) part = draw_part(stream, NameRole::given, naming.given[sex]);
    add(part);
  }
  if (naming.middle_share > 0 && stream.chance(naming.middle_share)) add(draw_part(stream, NameRole::middle, naming.middle[sex]));
  if (naming.has_family()) add(draw_family(stream, naming, sex));
  do person.other_given = draw_part(stream, NameRole::given, naming.given[sex]);
  while (person.other_given.name == person.parts[0].name && naming.given[sex].names().size() > 1);
  if (stream.chance(kUsesNickname)) person.nickname = &naming.nicknames[stream.below(naming.nicknames.size())];
}

void draw_birth(Stream& stream, ListedPerson& person) {
  const core::Day first = day_of({kFirstYear, 1, 1});
  person.seen = first + static_cast<core::Day>(small_number(stream, 365 * kYearsSeen));
  const AgeBand& band = kAges[stream.pick(kAgeWeights)];
  const auto age_days = static_cast<core::Day>(365.25 * (band.from + band.years * stream.uniform()));
  person.birth = calendar_day(person.seen - age_days);
}

// A family name put together is one word: its second half begins small.
void append_small(std::string& out, std::string_view text) {
  const std::size_t at = out.size();
  out += text;
  if (at < out.size() && out[at] >= 'A' && out[at] <= 'Z') out[at] = static_cast<char>(out[at] - 'A' + 'a');
}

}  // namespace

void NamePart::append_native(std::string& out) const {
  out += name->native;
  if (rest) out += rest->native;
}

void NamePart::append_latin(std::string& out) const {
  out += name->latin[spelling];
  if (rest) append_small(out, rest->latin[rest_spelling]);
}

std::string NamePart::native() const {
  std::string text;
  append_native(text);
  return text;
}

std::string NamePart::latin() const {
  std::string text;
  append_latin(text);
  return text;
}

CalendarDay calendar_day(core::Day day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

core::Day day_of(const CalendarDay& day) {
  const std::chrono::year_month_day date{std::chrono::year{day.year}, std::chrono::month{static_cast<unsigned>(day.month)},
                                         std::chrono::day{static_cast<unsigned>(day.day)}};
  return static_cast<core::Day>(std::chrono::sys_days{date}.time_since_epoch().count());
}

PersonMaker::PersonMaker(const NameBook& book, std::uint64_t seed, const std::vector<NationalityShare>& nationalities) : seed_(seed) {
  for (const Naming& naming : book.all())  // in the book's order, whatever the order of the shares
    for (const NationalityShare& one : nationalities)
      if (one.nationality == naming.nationality) {
        namings_.push_back(&naming);
        weights_.push_back(one.weight);
      }
}

ListedPerson PersonMaker::make(std::int64_t number) const {
  Stream stream(seed_, "simulate.lists.person", static_cast<std::uint64_t>(number));
  ListedPerson person;
  person.number = number;
  person.naming = namings_[stream.pick(weights_)];
  person.woman = stream.chance(kWomen);
  draw_name(stream, person);
  draw_birth(stream, person);
  person.place = &person.naming->places.draw(stream);
  person.place_spelling = draw_spelling(stream, person.place->latin.size());
  person.passport = small_number(stream, 10'000'000);
  person.passport_letter = static_cast<char>('A' + small_number(stream, 26));
  for (std::uint32_t& phone : person.phones) phone = 60'000'000 + small_number(stream, 10'000'000);
  for (std::uint32_t& address : person.addresses) address = small_number(stream, kAddresses);
  return person;
}

}  // namespace palermo::simulate
