// SPDX-License-Identifier: Apache-2.0
// ListedPerson: somebody invented, as the person would write herself: names, birth, province, papers.
//
// Nobody here exists. Passport numbers begin with Z; telephone numbers have the country code 999, which no country has.
// A person comes from the stream (seed, "simulate.lists.person", number) alone.
// Points into the NameBook by which the person was made, which must outlive it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "palermo/core/partial_date.hpp"
#include "palermo/simulate/lists_names.hpp"
#include "palermo/simulate/lists_options.hpp"

namespace palermo::simulate {

enum class NameRole : std::uint8_t { given, middle, family };

// One name of a person, with the Latin spelling that is hers. `rest`: second half of a name put together.
struct NamePart {
  NameRole role = NameRole::given;
  std::uint8_t spelling = 0;
  std::uint8_t rest_spelling = 0;
  const KnownName* name = nullptr;
  const KnownName* rest = nullptr;

  void append_native(std::string& out) const;
  void append_latin(std::string& out) const;
  [[nodiscard]] std::string native() const;
  [[nodiscard]] std::string latin() const;
};

struct CalendarDay {
  int year = 0;
  int month = 0;
  int day = 0;

  bool operator==(const CalendarDay&) const = default;
};

struct ListedPerson {
  std::int64_t number = 0;
  const Naming* naming = nullptr;
  bool woman = false;
  CalendarDay birth;
  core::Day seen = 0;  // first day on which a list could have the person
  std::array<NamePart, 6> parts{};  // in the order: given, middle, family
  std::uint8_t n_parts = 0;
  NamePart other_given;             // used instead of the given name as an alias
  const std::string* nickname = nullptr;  // or this, in Latin letters; nullptr: uses none
  const KnownName* place = nullptr;
  std::uint8_t place_spelling = 0;
  std::uint32_t passport = 0;            // 7 digits after Z and a letter
  char passport_letter = 'A';
  std::array<std::uint32_t, 2> phones{};     // 8 digits each; the second is used seldom
  std::array<std::uint32_t, 2> addresses{};

  [[nodiscard]] std::span<const NamePart> name() const { return {parts.data(), n_parts}; }
};

[[nodiscard]] CalendarDay calendar_day(core::Day day);
[[nodiscard]] core::Day day_of(const CalendarDay& day);

// Draws people of a mix of nationalities. The book must outlive it and its people. Safe to share between threads.
class PersonMaker {
 public:
  PersonMaker(const NameBook& book, std::uint64_t seed, const std::vector<NationalityShare>& nationalities);
  [[nodiscard]] ListedPerson make(std::int64_t number) const;

 private:
  std::uint64_t seed_;
  std::vector<const Naming*> namings_;
  std::vector<double> weights_;
};

}  // namespace palermo::simulate
