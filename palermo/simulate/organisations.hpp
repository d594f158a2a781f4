// SPDX-License-Identifier: Apache-2.0
// The organisations of an invented world: whom each comes to know, and with which chance.
//
// A person is on an organisation's list with the chance that capture_probability() gives; it depends on what happened,
// on sex, age and sector, on whether the person is isolated, and on referrals from organisations that come earlier in
// the order of Organisation. So the lists depend on each other in two ways that estimation has to face: referrals (seen)
// and isolation (hidden).
// Invariant: a person's captures come from the stream (seed, "simulate.capture", number) alone.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>

#include "palermo/simulate/person.hpp"

namespace palermo::simulate {

enum class Organisation : std::uint8_t { hotline, labour_inspection, shelter_north, ctdc_contributor };
inline constexpr std::size_t kOrganisations = 4;
inline constexpr std::array<Organisation, kOrganisations> kAllOrganisations{
    Organisation::hotline, Organisation::labour_inspection, Organisation::shelter_north, Organisation::ctdc_contributor};
using Captured = std::bitset<kOrganisations>;

// The chances that README.md of a world states. Base chances are of a woman, a grown-up, not isolated, not referred.
struct CaptureRates {
  std::string_view id;
  double trafficked;     // somebody trafficked, or whose case is open
  double labour_abuse;   // a worker whose rights were broken, not trafficked
  double others;
  double men;            // factor for men
  double children;       // factor for who is under 18 when seen
  double foreigners;     // factor for who is abroad
  double favoured;       // factor for the sectors that the organisation turns to
  double other_sectors;  // factor for the sectors that it does not
};
inline constexpr std::array<CaptureRates, kOrganisations> kCaptureRates{{
    {"hotline", 0.14, 0.05, 0.03, 0.8, 0.5, 1.0, 1.0, 1.0},
    {"labour_inspection", 0.20, 0.14, 0.00, 1.3, 0.7, 1.0, 1.0, 0.05},
    {"shelter_north", 0.16, 0.02, 0.02, 0.5, 1.4, 1.0, 1.3, 1.0},
    {"ctdc_contributor", 0.22, 0.02, 0.03, 1.0, 1.2, 1.4, 1.0, 1.0},
}};
inline constexpr double kIsolatedFactor = 0.4;
inline constexpr double kMostCertain = 0.95;
inline constexpr double kHotlineRefersToShelter = 0.25;      // of the callers the shelter would not have met
inline constexpr double kInspectionRefersToContributor = 0.20;

[[nodiscard]] const CaptureRates& rates_of(Organisation organisation);
[[nodiscard]] std::string_view id_of(Organisation organisation);

// `earlier`: captures by the organisations before this one.
[[nodiscard]] double capture_probability(Organisation organisation, const Person& person, const Captured& earlier);
[[nodiscard]] Captured draw_captures(std::uint64_t seed, const Person& person);

// Day on which the organisation registered the person, and the organisation's own random handle of the record.
struct Registration {
  core::Day day = 0;
  std::string record_id;  // 16 hexadecimal digits, without meaning
};
[[nodiscard]] Registration registration(std::uint64_t seed, const Person& person, Organisation organisation);

}  // namespace palermo::simulate
