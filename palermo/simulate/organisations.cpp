// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/organisations.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "palermo/core/random.hpp"

namespace palermo::simulate {
namespace {

constexpr std::uint64_t kLongestDelay = 90;  // days between the first sign and a registration

double base_chance(const CaptureRates& rates, const Person& person) {
  if (trafficking(person) != Answer::no) return rates.trafficked;
  return person.story == Story::labour_abuse ? rates.labour_abuse : rates.others;
}

// Inspectors enter workplaces, hardly homes; the shelter turns to sexual exploitation and domestic work.
bool favours(Organisation organisation, Sector sector) {
  switch (organisation) {
    case Organisation::labour_inspection: return is_workplace(sector) && sector != Sector::domestic_work;
    case Organisation::shelter_north: return is_sexual(sector) || sector == Sector::domestic_work;
    default: return true;
  }
}

double referral_chance(Organisation organisation, const Captured& earlier) {
  const auto on = [&](Organisation list) { return earlier[static_cast<std::size_t>(list)]; };
  if (organisation == Organisation::shelter_north && on(Organisation::hotline)) return kHotlineRefersToShelter;
  if (organisation == Organisation::ctdc_contributor && on(Organisation::labour_inspection)) return kInspectionRefersToContributor;
  return 0;
}

}  // namespace

const CaptureRates& rates_of(Organisation organisation) { return kCaptureRates[static_cast<std::size_t>(organisation)]; }

std::string_view id_of(Organisation organisation) { return rates_of(organisation).id; }

double capture_probability(Organisation organisation, const Person& person, const Captured& earlier) {
  const CaptureRates& rates = rates_of(organisation);
  double chance = base_chance(rates, person);
  if (person.sex == Sex::male) chance *= rates.men;
  if (age_on(person, person.seen) < 18) chance *= rates.children;
  if (person.entry) chance *= rates.foreigners;
  chance *= favours(organisation, person.sector) ? rates.favoured : rates.other_sectors;
  if (person.isolated) chance *= kIsolatedFactor;
  chance = std::min(chance, kMostCertain);
  return chance + (1 - chance) * referral_chance(organisation, earlier);
}

Captured draw_captures(std::uint64_t seed, const Person& person) {
  core::Stream stream(seed, "simulate.capture", static_cast<std::uint64_t>(person.number));
  Captured captured;
  for (const Organisation organisation : kAllOrganisations)
    captured.set(static_cast<std::size_t>(organisation), stream.chance(capture_probability(organisation, person, captured)));
  return captured;
}

Registration registration(std::uint64_t seed, const Person& person, Organisation organisation) {
  core::Stream stream(seed, fmt::format("simulate.registration.{}", id_of(organisation)), static_cast<std::uint64_t>(person.number));
  Registration result;
  result.record_id = fmt::format("{:016x}", stream());
  const core::Day last = *core::whole_year(kWorldMix.last_year).days.max;
  result.day = std::min(person.seen + static_cast<core::Day>(stream.below(kLongestDelay)), last);
  return result;
}

}  // namespace palermo::simulate
