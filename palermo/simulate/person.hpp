// SPDX-License-Identifier: Apache-2.0
// A person of an invented world: age, sex, route and the events in which the person had a part.
//
// Nobody here exists. A person is drawn from the stream (seed, name of the mix, number) alone, so that any person can be
// made again without the others. A person has at most two events, each with its own accused: the conduct at the
// destination (recruitment, work, exploitation), and the entry into the country where it happened.
// Findings follow from the facts of the events, never from the story by which a life was drawn.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>

#include "palermo/core/partial_date.hpp"
#include "palermo/simulate/facts.hpp"

namespace palermo::simulate {

enum class Sex : std::uint8_t { female, male, other };
enum class Story : std::uint8_t { trafficked, trafficked_and_smuggled, smuggled, labour_abuse, irregular_stay };
inline constexpr std::size_t kStories = 5;

// Where the person worked or was exploited. `none`: neither is known of.
enum class Sector : std::uint8_t {
  agriculture, aquafarming, construction, domestic_work, hospitality, manufacturing, mining, transportation,
  begging, illicit_activities, prostitution, pornography, forced_marriage, organ_removal, none
};
inline constexpr std::size_t kSectors = static_cast<std::size_t>(Sector::none) + 1;
[[nodiscard]] std::string_view text_of(Sector sector);
[[nodiscard]] bool is_workplace(Sector sector);       // one that a labour inspection may enter, and domestic work
[[nodiscard]] bool is_sexual(Sector sector);

// The ways of control that case files record, in the order of the 63-column file.
enum class Control : std::uint8_t {
  debt_bondage, takes_earnings, restricts_financial_access, threats, psychological_abuse, physical_abuse, sexual_abuse,
  false_promises, psychoactive_substances, restricts_movement, restricts_medical_care, excessive_working_hours,
  uses_children, threat_of_law_enforcement, withholds_necessities, withholds_documents, other
};
inline constexpr std::size_t kControls = static_cast<std::size_t>(Control::other) + 1;

enum class Recruiter : std::uint8_t { intimate_partner, friend_, family, other, unknown };

struct Event {
  core::Day from = 0;
  core::Day until = 0;
  int age_years = 0;  // of the person on the first day
  Facts facts;
};

struct Person {
  std::int64_t number = 0;
  Story story = Story::trafficked;
  Sex sex = Sex::female;
  core::Day birth = 0;
  std::string_view citizenship;  // ISO 3166-1 alpha-2
  std::string_view country;      // where the conduct happened
  Sector sector = Sector::none;
  Recruiter recruiter = Recruiter::unknown;
  std::bitset<kControls> controls;  // that happened, whether or not they served an act of article 3(a)
  bool isolated = false;            // hard to reach for every organisation
  core::Day seen = 0;               // first day on which an organisation could come to know of the person
  Event conduct;
  std::optional<Event> entry;       // none: no border was crossed

  [[nodiscard]] bool controlled_by(Control control) const { return controls[static_cast<std::size_t>(control)]; }
};

// How often each story is, and the years in which people come to be seen.
struct PersonMix {
  std::string_view stream;
  std::array<double, kStories> stories;  // weights, in the order of Story
  int first_year;
  int last_year;
};

inline constexpr PersonMix kWorldMix{"simulate.person", {0.38, 0.14, 0.22, 0.16, 0.10}, 2015, 2024};

[[nodiscard]] Person draw_person(std::uint64_t seed, std::int64_t number, const PersonMix& mix);

[[nodiscard]] int age_on(const Person& person, core::Day day);
[[nodiscard]] Answer trafficking(const Person& person);  // of the conduct
[[nodiscard]] bool smuggling(const Person& person);      // of the entry

}  // namespace palermo::simulate
