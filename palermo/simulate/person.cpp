// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/person.hpp"

#include <algorithm>
#include <span>

#include "palermo/core/random.hpp"

namespace palermo::simulate {
namespace {

using core::Stream;

struct Weighted {
  std::string_view code;
  double weight;
};

// Drawn at random: they say nothing about the countries.
constexpr std::array<Weighted, 20> kCitizenships{{{"PH", 12}, {"UA", 10}, {"MD", 8}, {"KH", 7}, {"ID", 7}, {"NG", 6}, {"RO", 6},
                                                  {"VN", 5}, {"NP", 5}, {"MM", 5}, {"BD", 5}, {"ET", 4}, {"GH", 4}, {"KG", 3},
                                                  {"CO", 3}, {"BR", 3}, {"NA", 2}, {"HT", 2}, {"UG", 2}, {"LK", 1}}};
constexpr std::array<Weighted, 12> kCountries{{{"PL", 14}, {"TH", 13}, {"MY", 12}, {"AE", 10}, {"DE", 9}, {"IT", 8}, {"KH", 8},
                                               {"PH", 7}, {"UA", 7}, {"SA", 5}, {"NA", 4}, {"ZA", 3}}};

//                                               agr aqu con dom hos man min tra beg ill pro por mar org none
constexpr std::array<double, kSectors> kWomen{     8, 1, 1, 20, 10, 10, 0, 0, 3, 2, 36, 4, 5, 0.3, 0};
constexpr std::array<double, kSectors> kMen{      24, 10, 24, 2, 8, 14, 5, 4, 3, 4, 3, 1, 0, 0.5, 0};
constexpr std::array<double, kSectors> kChildren{ 10, 2, 4, 14, 4, 6, 2, 0, 14, 8, 24, 8, 5, 0, 0};
constexpr std::array<double, kSectors> kAbused{   26, 4, 22, 12, 20, 14, 2, 4, 0, 0, 5, 0, 0, 0, 0};

// Chance of each way of control, in the order of Control, for somebody exploited and for a worker whose rights are broken.
constexpr std::array<double, kControls> kExploited{.30, .45, .25, .40, .50, .28, .12, .58, .08, .48, .20, .50, .05, .22, .25, .38, .06};
constexpr std::array<double, kControls> kOverworked{.05, .50, .10, .08, .12, .02, .01, .30, .00, .05, .05, .80, .00, .06, .05, .12, .02};

constexpr double kServesTheAct = 0.92;   // a way of control was also a means of an act of article 3(a)
constexpr double kIsolated = 0.25;
constexpr double kPaidFacilitator = 0.90;  // of those who were brought in: the others were helped for nothing in return
constexpr core::Day kYear = 365;

std::string_view pick_code(Stream& stream, std::span<const Weighted> codes, std::string_view except = {}) {
  std::array<double, 32> weights{};
  for (std::size_t i = 0; i < codes.size(); ++i) weights[i] = codes[i].code == except ? 0 : codes[i].weight;
  return codes[stream.pick({weights.data(), codes.size()})].code;
}

bool involves_smuggling(Story story) { return story == Story::smuggled || story == Story::trafficked_and_smuggled; }
bool involves_trafficking(Story story) { return story == Story::trafficked || story == Story::trafficked_and_smuggled; }

Sex draw_sex(Stream& stream, Story story) {
  const std::array<double, 3> weights = involves_trafficking(story) ? std::array{0.58, 0.40, 0.02} : std::array{0.36, 0.63, 0.01};
  return static_cast<Sex>(stream.pick(weights));
}

// In years with fractions; children mostly in their teens, adults mostly young.
double draw_age(Stream& stream, Story story) {
  const double child = involves_trafficking(story) ? 0.24 : story == Story::smuggled ? 0.15 : 0.05;
  const double a = stream.uniform();
  const double b = stream.uniform();
  return stream.chance(child) ? 4 + 14 * std::max(a, b) : 18 + 42 * std::min(a, b);
}

bool draw_border_crossed(Stream& stream, Story story) {
  switch (story) {
    case Story::trafficked: return stream.chance(0.5);
    case Story::labour_abuse: return stream.chance(0.7);
    default: return true;
  }
}

Sector draw_sector(Stream& stream, const Person& person, bool child) {
  if (person.story == Story::labour_abuse) return static_cast<Sector>(stream.pick(kAbused));
  if (!involves_trafficking(person.story)) return Sector::none;
  if (child) return static_cast<Sector>(stream.pick(kChildren));
  return static_cast<Sector>(stream.pick(person.sex == Sex::male ? kMen : kWomen));
}

// The means of article 3(a) that a way of control amounts to, when it serves the act.
void add_means(Facts& facts, Control control, Stream& stream) {
  switch (control) {
    case Control::threats:
    case Control::uses_children: facts.set(Fact::means_threat); break;
    case Control::physical_abuse:
    case Control::sexual_abuse: facts.set(Fact::means_force); break;
    case Control::false_promises: facts.set(stream.chance(0.25) ? Fact::means_fraud : Fact::means_deception); break;
    case Control::threat_of_law_enforcement:
      facts.set(Fact::means_threat);
      facts.set(Fact::means_abuse_of_vulnerability);
      break;
    case Control::excessive_working_hours: break;  // a sign of exploitation, not a means
    case Control::other: facts.set(stream.chance(0.5) ? Fact::means_abuse_of_power : Fact::means_benefit_to_controller); break;
    default: facts.set(Fact::means_other_coercion); break;
  }
}

void draw_controls(Stream& stream, Person& person, std::span<const double> rates, double scale) {
  for (std::size_t i = 0; i < kControls; ++i) {
    if (!stream.chance(rates[i] * scale)) continue;
    person.controls.set(i);
    if (stream.chance(kServesTheAct)) add_means(person.conduct.facts, static_cast<Control>(i), stream);
  }
}

void add_purpose(Facts& facts, Sector sector, Stream& stream) {
  switch (sector) {
    case Sector::prostitution: facts.set(Fact::purpose_prostitution_of_others); break;
    case Sector::pornography:
      facts.set(Fact::purpose_pornography);
      facts.set(Fact::purpose_sexual_other);
      break;
    case Sector::begging: facts.set(Fact::purpose_begging); break;
    case Sector::illicit_activities: facts.set(Fact::purpose_criminal_activities); break;
    case Sector::forced_marriage: facts.set(Fact::purpose_forced_marriage); break;
    case Sector::organ_removal: facts.set(Fact::purpose_organ_removal); break;
    default: facts.set(Fact::purpose_forced_labour); break;
  }
  const bool in_the_home = sector == Sector::domestic_work || sector == Sector::forced_marriage;
  facts.set(Fact::purpose_servitude, in_the_home && stream.chance(0.15));
  facts.set(Fact::purpose_slavery_like, stream.chance(0.03));
}

void draw_acts(Stream& stream, Facts& facts) {
  facts.set(Fact::act_recruit, stream.chance(0.85));
  facts.set(Fact::act_transport, stream.chance(0.50));
  facts.set(Fact::act_transfer, stream.chance(0.15));
  facts.set(Fact::act_harbour, stream.chance(0.60));
  facts.set(Fact::act_receive, stream.chance(0.40));
  if (!facts.any(Fact::act_recruit, Fact::act_receive)) facts.set(Fact::act_recruit);
}

void draw_trafficking(Stream& stream, Person& person) {
  Facts& facts = person.conduct.facts;
  const bool child = person.conduct.age_years < 18;
  facts.set(Fact::actor_intentional);
  draw_acts(stream, facts);
  add_purpose(facts, person.sector, stream);
  draw_controls(stream, person, kExploited, child ? 0.6 : 1);
  facts.set(Fact::means_abduction, stream.chance(0.03));
  if (stream.chance(0.25)) facts.set(Fact::means_abuse_of_vulnerability);
  if (!child && !facts.any(Fact::means_threat, Fact::means_benefit_to_controller)) {
    person.controls.set(static_cast<std::size_t>(Control::false_promises));
    facts.set(Fact::means_deception);
  }
}

// Rights at work are broken, but nothing was done in order to exploit; or sex work of adults without any means.
void draw_labour_abuse(Stream& stream, Person& person) {
  Facts& facts = person.conduct.facts;
  facts.set(Fact::actor_intentional);
  facts.set(Fact::act_recruit, stream.chance(0.9));
  const bool sex_work = is_sexual(person.sector);
  if (sex_work && person.conduct.age_years >= 18) facts.set(Fact::purpose_prostitution_of_others);
  if (!sex_work) draw_controls(stream, person, kOverworked, 1);
}

Recruiter draw_recruiter(Stream& stream, const Person& person) {
  if (!person.conduct.facts.has(Fact::act_recruit)) return Recruiter::unknown;
  const std::array<double, 5> weights = is_sexual(person.sector) ? std::array{0.30, 0.15, 0.12, 0.33, 0.10}
                                                                 : std::array{0.04, 0.18, 0.16, 0.50, 0.12};
  return static_cast<Recruiter>(stream.pick(weights));
}

Event draw_entry(Stream& stream, const Person& person) {
  Event entry;
  entry.from = person.conduct.from - static_cast<core::Day>(stream.below(30));
  entry.until = entry.from;
  entry.age_years = age_on(person, entry.from);
  Facts& facts = entry.facts;
  facts.set(Fact::movement_border_crossed);
  facts.set(Fact::person_permanent_resident_of_dest, stream.chance(0.02));
  if (!involves_smuggling(person.story)) {
    const bool lawful = person.story == Story::irregular_stay || stream.chance(0.85);
    facts.set(Fact::movement_entry_requirements_met, lawful);
    facts.set(Fact::movement_stay_requirements_met, person.story != Story::irregular_stay && stream.chance(0.7));
    return entry;
  }
  facts.set(Fact::actor_intentional);
  facts.set(Fact::facilitation_procured_entry);
  facts.set(Fact::act_transport, stream.chance(0.8));
  const bool paid = stream.chance(kPaidFacilitator);
  facts.set(Fact::benefit_sought, paid);
  facts.set(Fact::benefit_received_or_promised, paid && stream.chance(0.95));
  const bool endangered = stream.chance(0.2);
  facts.set(Fact::danger_life_or_safety_endangered, endangered);
  facts.set(Fact::danger_likely_to_endanger, endangered || stream.chance(0.1));
  return entry;
}

// How the person came and stayed is true in both events.
void take_over_the_journey(const Facts& entry, Facts& conduct) {
  for (const Fact fact : {Fact::person_permanent_resident_of_dest, Fact::movement_border_crossed,
                          Fact::movement_entry_requirements_met, Fact::movement_stay_requirements_met})
    conduct.set(fact, entry.has(fact));
}

void draw_dates(Stream& stream, Person& person, const PersonMix& mix) {
  const int year = mix.first_year + static_cast<int>(stream.below(static_cast<std::uint64_t>(mix.last_year - mix.first_year + 1)));
  person.seen = *core::day_of(year, 1, 1) + static_cast<core::Day>(stream.below(kYear));
  const auto until = static_cast<core::Day>(stream.below(60));
  const auto lasted = static_cast<core::Day>(20 + stream.below(700));
  person.conduct.until = person.seen - until;
  person.conduct.from = person.conduct.until - lasted;
  person.birth = person.conduct.from - static_cast<core::Day>(draw_age(stream, person.story) * 365.2425) - 1;
  person.conduct.age_years = age_on(person, person.conduct.from);
}

}  // namespace

std::string_view text_of(Sector sector) {
  constexpr std::array<std::string_view, kSectors> texts{
      "agriculture", "aquafarming", "construction", "domestic_work", "hospitality", "manufacturing", "mining", "transportation",
      "begging", "illicit_activities", "prostitution", "pornography", "forced_marriage", "organ_removal", "none"};
  return texts[static_cast<std::size_t>(sector)];
}

bool is_workplace(Sector sector) { return sector <= Sector::transportation; }
bool is_sexual(Sector sector) { return sector == Sector::prostitution || sector == Sector::pornography; }

Person draw_person(std::uint64_t seed, std::int64_t number, const PersonMix& mix) {
  Stream stream(seed, mix.stream, static_cast<std::uint64_t>(number));
  Person person;
  person.number = number;
  person.story = static_cast<Story>(stream.pick(mix.stories));
  person.sex = draw_sex(stream, person.story);
  person.isolated = stream.chance(kIsolated);
  draw_dates(stream, person, mix);
  person.country = pick_code(stream, kCountries);
  const bool crossed = draw_border_crossed(stream, person.story);
  person.citizenship = crossed ? pick_code(stream, kCitizenships, person.country) : person.country;
  person.sector = draw_sector(stream, person, person.conduct.age_years < 18);
  person.conduct.facts.set(Fact::person_national_of_dest, !crossed);
  if (involves_trafficking(person.story)) draw_trafficking(stream, person);
  if (person.story == Story::labour_abuse) draw_labour_abuse(stream, person);
  person.recruiter = draw_recruiter(stream, person);
  if (crossed) {
    person.entry = draw_entry(stream, person);
    take_over_the_journey(person.entry->facts, person.conduct.facts);
  }
  return person;
}

int age_on(const Person& person, core::Day day) {
  return core::age_years({{person.birth, person.birth}}, {{day, day}}).max.value_or(0);
}

Answer trafficking(const Person& person) { return trafficking(person.conduct.facts, person.conduct.age_years); }

bool smuggling(const Person& person) { return person.entry && smuggling(person.entry->facts); }

}  // namespace palermo::simulate
