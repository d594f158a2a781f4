// SPDX-License-Identifier: Apache-2.0
// What truly happened in one event of an invented world, and which findings follow from it.
//
// Facts carry the ids of the project's vocabulary. Everything listed here is known, true or false; the world says
// nothing about other facts. The findings are written out straight from the two Protocols, apart from the law engine,
// so that the one can be held against the other.
// Source: un.tip-protocol art. 3(a), (c), (d), 5(1); un.som-protocol art. 3(a), (b), 6(1)(a).
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace palermo::simulate {

enum class Fact : std::uint8_t {
  actor_intentional,
  act_recruit, act_transport, act_transfer, act_harbour, act_receive,
  means_threat, means_force, means_other_coercion, means_abduction, means_fraud, means_deception,
  means_abuse_of_power, means_abuse_of_vulnerability, means_benefit_to_controller,
  purpose_prostitution_of_others, purpose_sexual_other, purpose_pornography, purpose_forced_labour, purpose_slavery_like,
  purpose_servitude, purpose_organ_removal, purpose_begging, purpose_criminal_activities, purpose_forced_marriage,
  person_national_of_dest, person_permanent_resident_of_dest,
  movement_border_crossed, movement_entry_requirements_met, movement_stay_requirements_met,
  facilitation_procured_entry, benefit_sought, benefit_received_or_promised,
  danger_life_or_safety_endangered, danger_likely_to_endanger,
};
inline constexpr std::size_t kFacts = static_cast<std::size_t>(Fact::danger_likely_to_endanger) + 1;

// The vocabulary's id of a fact: "act.recruit".
[[nodiscard]] std::string_view id_of(Fact fact);

class Facts {
 public:
  [[nodiscard]] bool has(Fact fact) const { return bits_[static_cast<std::size_t>(fact)]; }
  void set(Fact fact, bool value = true) { bits_[static_cast<std::size_t>(fact)] = value; }
  [[nodiscard]] bool any(Fact first, Fact last) const;  // of those listed from `first` to `last`

 private:
  std::bitset<kFacts> bits_;
};

// `open`: everything is there, but the only purpose is one that article 3(a) does not list; a person must decide.
enum class Answer : std::uint8_t { no, yes, open };
[[nodiscard]] std::string_view text_of(Answer answer);  // "false", "true", "open"

// Trafficking in persons, of an event with somebody of `age_years` completed years.
[[nodiscard]] Answer trafficking(const Facts& facts, int age_years);
// Smuggling of migrants by procuring entry. The finding is about the facilitator, never about the person moved.
[[nodiscard]] bool smuggling(const Facts& facts);

}  // namespace palermo::simulate
