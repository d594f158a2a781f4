// SPDX-License-Identifier: Apache-2.0
// The labour inspection's CSV: 16 columns, a flag is 1 or empty. What is empty may be a no, a gap or a mistake.
#include <fmt/format.h>

#include "palermo/simulate/coder.hpp"
#include "palermo/simulate/records.hpp"

namespace palermo::simulate {
namespace {

using core::Stream;

std::string_view gender(Stream& stream, Sex sex) {
  if (stream.chance(0.02)) return "";
  if (stream.chance(kWrongSex)) sex = sex == Sex::female ? Sex::male : Sex::female;
  return sex == Sex::female ? "Female" : sex == Sex::male ? "Male" : "";
}

std::string_view majority(Stream& stream, int age_years) {
  if (stream.chance(0.10)) return "";
  return age_years < 18 ? "Minor" : "Adult";
}

std::string_view sector(Stream& stream, Sector of) {
  return of == Sector::none || stream.chance(0.04) ? std::string_view() : text_of(of);
}

// Whether the worker paid an agent: the agent who brought the worker in, or a debt for the place.
std::string_view paid(Stream& stream, const Person& person) {
  if (stream.chance(0.3)) return "";
  const bool for_entry = person.entry && person.entry->facts.has(Fact::benefit_received_or_promised);
  return for_entry || person.controlled_by(Control::debt_bondage) ? "Yes" : "No";
}

}  // namespace

std::string inspection_header() {
  return "recordId,inspectionYear,gender,majorityStatus,citizenship,countryOfWork,sector,isForcedLabour,isSexualExploit,"
         "wagesWithheld,debtOwed,documentsHeld,threatened,movementRestricted,IP_RecruiterBroker,IP_PayMoney\n";
}

std::string inspection_record(std::uint64_t seed, const Person& person, const Registration& registered) {
  Stream stream(seed, "simulate.record.labour_inspection", static_cast<std::uint64_t>(person.number));
  Coder coder(stream, kInspectionCoding);
  const Facts& facts = person.conduct.facts;
  const auto flag = [&](bool happened) { return coder.noted(happened) ? "1" : ""; };
  const auto control = [&](Control way) { return flag(person.controlled_by(way)); };
  std::string row = fmt::format("{},{}", registered.record_id, core::year_of(registered.day));
  const auto add = [&](std::string_view value) { row += fmt::format(",{}", value); };
  add(gender(stream, person.sex));
  add(majority(stream, age_on(person, registered.day)));
  add(stream.chance(0.05) ? std::string_view() : person.citizenship);
  add(person.country);
  add(sector(stream, person.sector));
  add(flag(facts.has(Fact::purpose_forced_labour)));
  add(flag(facts.any(Fact::purpose_prostitution_of_others, Fact::purpose_pornography)));
  add(control(Control::takes_earnings));
  add(control(Control::debt_bondage));
  add(control(Control::withholds_documents));
  add(flag(person.controlled_by(Control::threats) || person.controlled_by(Control::threat_of_law_enforcement)));
  add(control(Control::restricts_movement));
  add(flag(facts.has(Fact::act_recruit) && person.recruiter == Recruiter::other));
  add(paid(stream, person));
  return row + "\n";
}

}  // namespace palermo::simulate
