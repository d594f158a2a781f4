// SPDX-License-Identifier: Apache-2.0
// The 63 columns of the CTDC Global (k-anonymised) Dataset. Source: ctdc-dictionary-2021; isSlaveryAndPractices stands in
// the published files and not in the dictionary.
#include <algorithm>
#include <span>

#include "palermo/simulate/coder.hpp"
#include "palermo/simulate/records.hpp"

namespace palermo::simulate {
namespace {

using core::Stream;

constexpr std::string_view kHeader =
    "yearOfRegistration,Datasource,gender,ageBroad,majorityStatus,majorityStatusAtExploit,majorityEntry,citizenship,"
    "meansOfControlDebtBondage,meansOfControlTakesEarnings,meansOfControlRestrictsFinancialAccess,meansOfControlThreats,"
    "meansOfControlPsychologicalAbuse,meansOfControlPhysicalAbuse,meansOfControlSexualAbuse,meansOfControlFalsePromises,"
    "meansOfControlPsychoactiveSubstances,meansOfControlRestrictsMovement,meansOfControlRestrictsMedicalCare,"
    "meansOfControlExcessiveWorkingHours,meansOfControlUsesChildren,meansOfControlThreatOfLawEnforcement,"
    "meansOfControlWithholdsNecessities,meansOfControlWithholdsDocuments,meansOfControlOther,meansOfControlNotSpecified,"
    "meansOfControlConcatenated,isForcedLabour,isSexualExploit,isOtherExploit,isSexAndLabour,isForcedMarriage,isForcedMilitary,"
    "isOrganRemoval,isSlaveryAndPractices,typeOfExploitConcatenated,typeOfLabourAgriculture,typeOfLabourAquafarming,"
    "typeOfLabourBegging,typeOfLabourConstruction,typeOfLabourDomesticWork,typeOfLabourHospitality,typeOfLabourIllicitActivities,"
    "typeOfLabourManufacturing,typeOfLabourMiningOrDrilling,typeOfLabourPeddling,typeOfLabourTransportation,typeOfLabourOther,"
    "typeOfLabourNotSpecified,typeOfLabourConcatenated,typeOfSexProstitution,typeOfSexPornography,"
    "typeOfSexRemoteInteractiveServices,typeOfSexPrivateSexualServices,typeOfSexConcatenated,isAbduction,RecruiterRelationship,"
    "CountryOfExploitation,recruiterRelationIntimatePartner,recruiterRelationFriend,recruiterRelationFamily,"
    "recruiterRelationOther,recruiterRelationUnknown\n";

constexpr std::string_view kMissing = "-99";

constexpr std::array<std::string_view, 18> kControlNames{
    "Debt bondage", "Takes earnings", "Restricts financial access", "Threats", "Psychological abuse", "Physical abuse",
    "Sexual abuse", "False promises", "Psychoactive substances", "Restricts movement", "Restricts medical care",
    "Excessive working hours", "Uses children", "Threat of law enforcement", "Withholds necessities", "Withholds documents",
    "Other", "Not specified"};
constexpr std::array<std::string_view, 8> kExploitNames{"Forced labour", "Sexual exploitation", "Other", "Sexual and labour exploitation",
                                                        "Forced marriage", "Forced military", "Organ removal", "Slavery and similar practices"};
constexpr std::array<std::string_view, 13> kLabourNames{
    "Agriculture", "Aquafarming", "Begging", "Construction", "Domestic work", "Hospitality", "Illicit activities",
    "Manufacturing", "Mining or drilling", "Peddling", "Transportation", "Other", "Not specified"};
constexpr std::array<std::string_view, 4> kSexNames{"Prostitution", "Pornography", "Remote interactive services", "Private sexual services"};
constexpr std::array<std::string_view, 5> kRecruiterNames{"Intimate partner", "Friend", "Family", "Other", "Unknown"};

// Sector of each typeOfLabour column; `none` where no sector of the world belongs to it.
constexpr std::array<Sector, 13> kLabourSectors{
    Sector::agriculture, Sector::aquafarming, Sector::begging, Sector::construction, Sector::domestic_work, Sector::hospitality,
    Sector::illicit_activities, Sector::manufacturing, Sector::mining, Sector::none, Sector::transportation, Sector::none, Sector::none};

template <std::size_t N>
using Group = std::array<Coded, N>;

void append(std::string& out, std::string_view text) {
  out += text;
  out += ',';
}

void append(std::string& out, Coded coded) {
  append(out, coded == Coded::missing ? kMissing : coded == Coded::yes ? std::string_view("1") : std::string_view("0"));
}

// The names of what is marked, in alphabetical order, joined by ";"; -99 when nothing is.
void append_concatenated(std::string& out, std::span<const Coded> flags, std::span<const std::string_view> names) {
  std::array<std::string_view, 18> marked;
  std::size_t n = 0;
  for (std::size_t i = 0; i < flags.size(); ++i)
    if (flags[i] == Coded::yes) marked[n++] = names[i];
  if (n == 0) return append(out, kMissing);
  std::sort(marked.begin(), marked.begin() + static_cast<std::ptrdiff_t>(n));
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0) out += ';';
    out += marked[i];
  }
  out += ',';
}

void append_group(std::string& out, std::span<const Coded> flags, std::span<const std::string_view> names) {
  for (const Coded flag : flags) append(out, flag);
  append_concatenated(out, flags, names);
}

bool none_is(std::span<const Coded> flags, Coded coded) { return std::find(flags.begin(), flags.end(), coded) == flags.end(); }

std::string_view age_band(int age_years) {
  constexpr std::array<std::pair<int, std::string_view>, 8> upto{{{8, "0--8"}, {17, "9--17"}, {20, "18--20"}, {23, "21--23"},
                                                                 {26, "24--26"}, {29, "27--29"}, {38, "30--38"}, {47, "39--47"}}};
  for (const auto& [last, text] : upto)
    if (age_years <= last) return text;
  return "48+";
}

std::string_view majority(Coder& coder, int age_years) {
  if (coder.gap()) return kMissing;
  return age_years < 18 ? "Minor" : "Adult";
}

std::string_view gender(Stream& stream, Sex sex) {
  if (stream.chance(kWrongSex)) sex = sex == Sex::female ? Sex::male : Sex::female;
  if (stream.chance(0.02)) return "Unknown";
  return sex == Sex::female ? "Female" : sex == Sex::male ? "Male" : "Transgender/NonConforming";
}

void append_person(std::string& out, Stream& stream, Coder& coder, const Person& person, core::Day registered, bool hotline) {
  append(out, std::to_string(core::year_of(registered)));
  append(out, hotline ? "Hotline" : "Case Management");
  append(out, gender(stream, person.sex));
  const int age = age_on(person, registered);
  append(out, stream.chance(hotline ? 0.4 : 0.15) ? kMissing : age_band(age));
  append(out, majority(coder, age));
  append(out, hotline ? kMissing : majority(coder, person.conduct.age_years));
  append(out, hotline ? kMissing : majority(coder, person.conduct.age_years));
  append(out, stream.chance(0.05) ? std::string_view("00") : stream.chance(0.05) ? kMissing : person.citizenship);
}

void append_controls(std::string& out, Coder& coder, const Person& person, bool asked) {
  Group<18> flags;
  flags.fill(Coded::missing);
  if (asked) {
    for (std::size_t i = 0; i < kControls; ++i) flags[i] = coder.flag(person.controls[i]);
    flags[17] = none_is(flags, Coded::yes) ? Coded::yes : Coded::no;
  }
  append_group(out, flags, kControlNames);
}

// Returns whether forced labour and sexual exploitation were marked, which opens the columns of their types.
std::pair<bool, bool> append_exploitation(std::string& out, Coder& coder, const Person& person) {
  const Facts& facts = person.conduct.facts;
  const bool sexual = facts.any(Fact::purpose_prostitution_of_others, Fact::purpose_pornography);
  const bool other = person.sector == Sector::forced_marriage || person.sector == Sector::organ_removal;
  const bool exploited = facts.any(Fact::purpose_prostitution_of_others, Fact::purpose_forced_marriage);
  Group<8> flags;
  flags[0] = coder.flag(exploited && !sexual && !other);
  flags[1] = coder.flag(sexual);
  flags[2] = coder.flag(other);
  const bool both = flags[0] == Coded::yes && flags[1] == Coded::yes;
  const bool gap = flags[0] == Coded::missing || flags[1] == Coded::missing;
  flags[3] = both ? Coded::yes : gap ? Coded::missing : Coded::no;
  flags[4] = coder.flag(person.sector == Sector::forced_marriage);
  flags[5] = coder.gap() ? Coded::missing : Coded::no;
  flags[6] = coder.flag(person.sector == Sector::organ_removal);
  flags[7] = coder.flag(facts.has(Fact::purpose_slavery_like));
  append_group(out, flags, kExploitNames);
  return {flags[0] == Coded::yes, flags[1] == Coded::yes};
}

void append_labour(std::string& out, Coder& coder, const Person& person, bool asked) {
  Group<13> flags;
  flags.fill(Coded::missing);
  if (asked) {
    for (std::size_t i = 0; i < flags.size(); ++i)
      flags[i] = coder.flag(kLabourSectors[i] != Sector::none && kLabourSectors[i] == person.sector);
    flags[12] = none_is(flags, Coded::yes) ? Coded::yes : Coded::no;
  }
  append_group(out, flags, kLabourNames);
}

void append_sexual(std::string& out, Coder& coder, const Person& person, bool asked) {
  Group<4> flags;
  flags.fill(Coded::missing);
  if (asked)
    flags = {coder.flag(person.sector == Sector::prostitution), coder.flag(person.sector == Sector::pornography), coder.flag(false),
             coder.flag(false)};
  append_group(out, flags, kSexNames);
}

void append_recruiter(std::string& out, Coder& coder, const Person& person, bool hotline, bool asked) {
  Group<5> flags;
  flags.fill(Coded::missing);
  for (std::size_t i = 0; asked && i < flags.size(); ++i) flags[i] = coder.flag(static_cast<std::size_t>(person.recruiter) == i);
  append(out, coder.flag(person.conduct.facts.has(Fact::means_abduction)));
  if (hotline) append_concatenated(out, flags, kRecruiterNames);
  else append(out, kMissing);
  append(out, coder.gap() ? kMissing : person.country);
  for (const Coded flag : flags) append(out, flag);
}

}  // namespace

std::string contributor_header() { return std::string(kHeader); }

void append_contributor_record(std::string& out, std::uint64_t seed, const Person& person, core::Day registered) {
  Stream stream(seed, "simulate.record.ctdc_contributor", static_cast<std::uint64_t>(person.number));
  Coder coder(stream, kContributorCoding);
  const bool hotline = stream.chance(0.3);
  append_person(out, stream, coder, person, registered, hotline);
  append_controls(out, coder, person, !stream.chance(kContributorGroupMissing));
  const auto [labour, sexual] = append_exploitation(out, coder, person);
  append_labour(out, coder, person, labour && !stream.chance(kContributorGroupMissing));
  append_sexual(out, coder, person, sexual && !stream.chance(kContributorGroupMissing));
  append_recruiter(out, coder, person, hotline, !stream.chance(kContributorGroupMissing));
  out.back() = '\n';
}

}  // namespace palermo::simulate
