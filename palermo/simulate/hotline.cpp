// SPDX-License-Identifier: Apache-2.0
// The hotline's JSON Lines: what callers told. Keys and codes are the hotline's own; null means not told.
#include <array>

#include <fmt/format.h>

#include "palermo/simulate/coder.hpp"
#include "palermo/simulate/records.hpp"

namespace palermo::simulate {
namespace {

using core::Stream;

// The hotline's words for the ways of control, in the order of Control.
constexpr std::array<std::string_view, kControls> kHappened{
    "debt", "no_pay", "money_kept", "threatened", "humiliated", "hit", "sexual_violence", "lied_to", "drugged", "locked_in",
    "no_doctor", "long_hours", "children_kept", "police_threat", "no_food", "papers_taken", "other_pressure"};

constexpr std::array<std::string_view, 5> kRecruiters{"partner", "friend", "family", "agent", "unknown"};

constexpr std::string_view kNothing = "nothing";  // asked, and none of it happened
constexpr double kAskedWhatHappened = 0.9;

std::string quoted(std::string_view text) { return fmt::format("\"{}\"", text); }

std::string_view json(Coded coded) { return coded == Coded::missing ? "null" : coded == Coded::yes ? "true" : "false"; }

std::string sex_of(Stream& stream, Sex sex) {
  if (stream.chance(0.03)) return "null";
  if (stream.chance(kWrongSex)) sex = sex == Sex::female ? Sex::male : Sex::female;
  return quoted(sex == Sex::female ? "f" : sex == Sex::male ? "m" : "x");
}

// As callers say it: "17", "about 17", "under 18", "adult", or nothing.
std::string age_text(Stream& stream, int age_years) {
  constexpr std::array<double, 4> ways{0.45, 0.25, 0.20, 0.10};
  switch (stream.pick(ways)) {
    case 0: return quoted(std::to_string(age_years));
    case 1: return quoted(fmt::format("about {}", age_years - 1 + static_cast<int>(stream.below(3))));
    case 2: return quoted(age_years < 18 ? "under 18" : "adult");
    default: return "null";
  }
}

void add(std::string& list, bool noted, std::string_view code) {
  if (!noted) return;
  if (!list.empty()) list += ';';
  list += code;
}

std::string what_happened(Stream& stream, const Person& person) {
  if (!stream.chance(kAskedWhatHappened)) return "null";
  Coder coder(stream, {0, kHotlineCoding.missed, kHotlineCoding.mistaken});
  std::string codes;
  for (std::size_t i = 0; i < kControls; ++i) add(codes, coder.noted(person.controls[i]), kHappened[i]);
  return quoted(codes.empty() ? kNothing : std::string_view(codes));
}

std::string made_to_do(Stream& stream, const Person& person) {
  if (!stream.chance(kAskedWhatHappened)) return "null";
  Coder coder(stream, {0, kHotlineCoding.missed, kHotlineCoding.mistaken});
  const Facts& facts = person.conduct.facts;
  std::string codes;
  add(codes, coder.noted(facts.has(Fact::purpose_forced_labour)), "work");
  add(codes, coder.noted(facts.any(Fact::purpose_prostitution_of_others, Fact::purpose_pornography)), "sex");
  add(codes, coder.noted(facts.has(Fact::purpose_begging)), "beg");
  add(codes, coder.noted(facts.has(Fact::purpose_criminal_activities)), "crime");
  add(codes, coder.noted(facts.has(Fact::purpose_forced_marriage)), "marriage");
  add(codes, coder.noted(facts.has(Fact::purpose_organ_removal)), "organ");
  return quoted(codes.empty() ? kNothing : std::string_view(codes));
}

std::string recruited_by(Stream& stream, const Person& person) {
  if (stream.chance(kHotlineCoding.missing) || !person.conduct.facts.has(Fact::act_recruit)) return "null";
  return quoted(kRecruiters[static_cast<std::size_t>(person.recruiter)]);
}

std::string country_or_null(Stream& stream, std::string_view code, double missing) {
  return stream.chance(missing) ? "null" : quoted(code);
}

}  // namespace

std::string hotline_record(std::uint64_t seed, const Person& person, const Registration& registered) {
  Stream stream(seed, "simulate.record.hotline", static_cast<std::uint64_t>(person.number));
  Coder coder(stream, kHotlineCoding);
  const Facts& conduct = person.conduct.facts;
  const Facts entry = person.entry ? person.entry->facts : Facts{};
  const bool threatened = person.controlled_by(Control::threats) || person.controlled_by(Control::uses_children) ||
                          person.controlled_by(Control::threat_of_law_enforcement);
  std::string line = fmt::format(R"({{"simulated":true,"record_id":"{}","call_year":{})", registered.record_id, core::year_of(registered.day));
  const auto key = [&](std::string_view name, std::string_view value) { line += fmt::format(R"(,"{}":{})", name, value); };
  key("caller_is", quoted(stream.chance(0.6) ? "self" : "other"));
  key("person_sex", sex_of(stream, person.sex));
  key("age_text", age_text(stream, age_on(person, registered.day)));
  key("nationality", country_or_null(stream, person.citizenship, 0.25));
  key("country", country_or_null(stream, person.country, 0.10));
  key("recruited_by", recruited_by(stream, person));
  key("what_happened", what_happened(stream, person));
  key("made_to_do", made_to_do(stream, person));
  key("told_threats", json(coder.flag(threatened)));
  key("told_taken_by_force", json(coder.flag(conduct.has(Fact::means_abduction))));
  key("told_kept_in_a_place", json(coder.flag(conduct.has(Fact::act_harbour))));
  key("told_border_crossed", json(coder.flag(person.entry.has_value())));
  key("told_entry_lawful", person.entry ? json(coder.flag(entry.has(Fact::movement_entry_requirements_met))) : "null");
  key("told_brought_across", json(coder.flag(entry.has(Fact::facilitation_procured_entry))));
  key("told_paid_for_journey", json(coder.flag(entry.has(Fact::benefit_received_or_promised))));
  return line + "}\n";
}

}  // namespace palermo::simulate
