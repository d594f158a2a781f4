// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/facts.hpp"

#include <array>

namespace palermo::simulate {
namespace {

constexpr std::array<std::string_view, kFacts> kIds{
    "actor.intentional",
    "act.recruit", "act.transport", "act.transfer", "act.harbour", "act.receive",
    "means.threat", "means.force", "means.other_coercion", "means.abduction", "means.fraud", "means.deception",
    "means.abuse_of_power", "means.abuse_of_vulnerability", "means.benefit_to_controller",
    "purpose.prostitution_of_others", "purpose.sexual_other", "purpose.pornography", "purpose.forced_labour", "purpose.slavery_like",
    "purpose.servitude", "purpose.organ_removal", "purpose.begging", "purpose.criminal_activities", "purpose.forced_marriage",
    "person.national_of_dest", "person.permanent_resident_of_dest",
    "movement.border_crossed", "movement.entry_requirements_met", "movement.stay_requirements_met",
    "facilitation.procured_entry", "benefit.sought", "benefit.received_or_promised",
    "danger.life_or_safety_endangered", "danger.likely_to_endanger"};

constexpr int kAdult = 18;  // un.tip-protocol art. 3(d)

}  // namespace

std::string_view id_of(Fact fact) { return kIds[static_cast<std::size_t>(fact)]; }

bool Facts::any(Fact first, Fact last) const {
  for (auto i = static_cast<std::size_t>(first); i <= static_cast<std::size_t>(last); ++i)
    if (bits_[i]) return true;
  return false;
}

std::string_view text_of(Answer answer) {
  switch (answer) {
    case Answer::yes: return "true";
    case Answer::open: return "open";
    default: return "false";
  }
}

Answer trafficking(const Facts& facts, int age_years) {
  const bool act = facts.any(Fact::act_recruit, Fact::act_receive);
  const bool means = age_years < kAdult || facts.any(Fact::means_threat, Fact::means_benefit_to_controller);  // art. 3(c)
  if (!facts.has(Fact::actor_intentional) || !act || !means) return Answer::no;
  if (facts.any(Fact::purpose_prostitution_of_others, Fact::purpose_organ_removal)) return Answer::yes;
  return facts.any(Fact::purpose_begging, Fact::purpose_forced_marriage) ? Answer::open : Answer::no;
}

bool smuggling(const Facts& facts) {
  const bool unlawful_entry = facts.has(Fact::movement_border_crossed) && !facts.has(Fact::movement_entry_requirements_met);
  const bool non_national = !facts.has(Fact::person_national_of_dest) && !facts.has(Fact::person_permanent_resident_of_dest);
  return facts.has(Fact::actor_intentional) && facts.has(Fact::facilitation_procured_entry) && unlawful_entry && non_national &&
         facts.has(Fact::benefit_sought);
}

}  // namespace palermo::simulate
