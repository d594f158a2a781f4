// SPDX-License-Identifier: Apache-2.0
// The shelter's HTCDS 2.0 CSV: value names as codes, multi-selects separated by blanks (XLSForm).
// cas_ID is not a field of the standard: every system that keeps it adds an id of its own. All records are of people who
// agreed; the shelter gives nothing of the others.
#include <fmt/format.h>

#include "palermo/simulate/coder.hpp"
#include "palermo/simulate/records.hpp"

namespace palermo::simulate {
namespace {

using core::Stream;

// HTCDS value names in the order of Control; the picklist has none for movement.
constexpr std::array<std::string_view, kControls> kControlCodes{
    "DebtBondage", "TakesEarnings", "RestrictsFinancialAccess", "PhysicalThreats", "PsychologicalAbuse", "PhysicalAbuse",
    "SexualAbuse", "FalsePromises", "PsychoactiveSubstance", "Other", "RestrictsMedicalCare", "ExcessiveWorkingHours",
    "ThreatensChildrenFamily", "ThreatsLawEnforcement", "WithholdsNecessities", "WithholdsDocuments", "Other"};

std::string_view gender(Stream& stream, Sex sex) {
  if (stream.chance(0.01)) return "NonSpecifiedUnknown";
  if (stream.chance(kWrongSex)) sex = sex == Sex::female ? Sex::male : Sex::female;
  return sex == Sex::female ? "Feminine" : sex == Sex::male ? "Masculine" : "NonConforming";
}

// The shelter decides by what it believes, and is sometimes wrong or not yet sure.
std::string_view status(Stream& stream, const Person& person) {
  if (stream.chance(0.15)) return "PossibleVictimOfTrafficking";
  const bool believed = (trafficking(person) != Answer::no) != stream.chance(0.03);
  return believed ? "ActualVictimOfTrafficking" : "NotAVictimOfTrafficking";
}

std::string_view decided_by(Stream& stream) {
  constexpr std::array<std::string_view, 4> bodies{"NGO", "Police", "CourtOrProsecution", "NonPoliceGovernmentalOrganization"};
  constexpr std::array<double, 4> weights{0.6, 0.2, 0.1, 0.1};
  return bodies[stream.pick(weights)];
}

std::string_view relationship(Recruiter recruiter) {
  switch (recruiter) {
    case Recruiter::family: return "Familial";
    case Recruiter::intimate_partner:
    case Recruiter::friend_: return "Acquainted";
    case Recruiter::other: return "Unaquainted";  // as the standard spells it
    default: return "";
  }
}

std::string_view recruitment(Stream& stream, const Person& person) {
  if (!person.conduct.facts.has(Fact::act_recruit) || stream.chance(0.2)) return "";
  switch (person.recruiter) {
    case Recruiter::family: return "ThroughFamilyOrFamilyEvents";
    case Recruiter::friend_: return "ThroughFriendsOrSocialEvents";
    case Recruiter::intimate_partner: return "ThroughOnlineSocialNetworks";
    case Recruiter::other: return stream.chance(0.5) ? "ThroughAnOnlineAdvertisement" : "AtAPlaceOfBusiness";
    default: return "Other";
  }
}

std::string_view industry(Sector sector) {
  switch (sector) {
    case Sector::agriculture:
    case Sector::aquafarming: return "A_AgricultureForestryAndFishing";
    case Sector::mining: return "B_MiningAndQuarrying";
    case Sector::manufacturing: return "C_Manufacturing";
    case Sector::construction: return "F_Construction";
    case Sector::transportation: return "H_TransportationAndStorage";
    case Sector::hospitality: return "I_AccommodationAndFoodServiceActivities";
    case Sector::domestic_work: return "T_ActivitiesOfHouseholdsAsEmployers";
    default: return "";
  }
}

class MultiSelect {
 public:
  void add(bool noted, std::string_view code) {
    if (!noted || (" " + text_ + " ").find(fmt::format(" {} ", code)) != std::string::npos) return;
    text_ += text_.empty() ? "" : " ";
    text_ += code;
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string controls(Coder& coder, const Person& person) {
  MultiSelect codes;
  for (std::size_t i = 0; i < kControls; ++i) codes.add(coder.noted(person.controls[i]), kControlCodes[i]);
  return codes.text();
}

std::string exploitation(Coder& coder, const Person& person) {
  const Facts& facts = person.conduct.facts;
  const bool child_at_work = facts.has(Fact::purpose_forced_labour) && person.conduct.age_years < 15;
  MultiSelect codes;
  codes.add(coder.noted(facts.has(Fact::purpose_forced_labour)), "ForcedLabour");
  codes.add(coder.noted(facts.any(Fact::purpose_prostitution_of_others, Fact::purpose_pornography)), "SexualExploitation");
  codes.add(coder.noted(child_at_work), "ChildLabour");
  codes.add(coder.noted(facts.has(Fact::purpose_forced_marriage)), "ForcedMarriage");
  codes.add(coder.noted(facts.has(Fact::purpose_servitude)), "Servitude");
  codes.add(coder.noted(facts.has(Fact::purpose_organ_removal)), "OrganRemoval");
  codes.add(coder.noted(facts.has(Fact::purpose_begging)), "ForcedBegging");
  codes.add(coder.noted(facts.has(Fact::purpose_slavery_like) || facts.has(Fact::purpose_criminal_activities)), "Other");
  return codes.text();
}

std::string_view sexual(Coder& coder, Sector sector) {
  if (sector == Sector::prostitution && coder.noted(true)) return "Prostitution";
  return sector == Sector::pornography && coder.noted(true) ? "Pornography" : "";
}

}  // namespace

std::string shelter_header() {
  return "cas_ID,cas_Status,cas_IncomingReferralDate,con_Consent,prs_Gender,prs_Citizenship,vic_TraffickingStatus,"
         "vic_TraffickingStatusDecisionMakingOrg,vic_RelationshipToTrafficker,vic_AgeWhenTrafficked,vic_MethodOfRecruitment,"
         "vic_MethodsOfControl,vic_TypeOfExploitation,vic_ForcedLabourIndustry,vic_TypeOfSexExploitation\n";
}

std::string shelter_record(std::uint64_t seed, const Person& person, const Registration& registered) {
  Stream stream(seed, "simulate.record.shelter_north", static_cast<std::uint64_t>(person.number));
  Coder coder(stream, kShelterCoding);
  const core::PartialDate date{{registered.day, registered.day}};
  std::string row = registered.record_id;
  const auto add = [&](std::string_view value) { row += fmt::format(",{}", value); };
  const auto unless_gap = [&](std::string_view value) { return coder.gap() ? std::string_view() : value; };
  add(stream.chance(0.7) ? "Closed" : "Active");
  add(date.text());
  add("TRUE");
  add(gender(stream, person.sex));
  add(unless_gap(person.citizenship));
  add(status(stream, person));
  add(decided_by(stream));
  add(unless_gap(relationship(person.recruiter)));
  add(unless_gap(std::to_string(person.conduct.age_years)));
  add(recruitment(stream, person));
  add(coder.gap() ? std::string() : controls(coder, person));
  add(coder.gap() ? std::string() : exploitation(coder, person));
  add(unless_gap(industry(person.sector)));
  add(sexual(coder, person.sector));
  return row + "\n";
}

}  // namespace palermo::simulate
