// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/gate_grounds.hpp"

#include <iterator>

namespace palermo::rights {
namespace {

constexpr GateReply kYes = GateReply::yes;
constexpr GateReply kNo = GateReply::no;

constexpr GatePart kPartsAssessment[] = {{"own_situation_examined", kYes}, {"heard", kYes},
                                         {"language_understood", kYes},    {"legal_help", kYes},
                                         {"identification_open", kNo},     {"recovery_period_running", kNo}};
constexpr GatePart kPartsOwnCountry[] = {
    {"national_of_this_state", kNo}, {"stateless", kNo}, {"protected_as_stateless", kNo}, {"due_process", kYes}};
constexpr GatePart kPartsPersecution[] = {
    {"destination_named", kYes}, {"asylum_claim_open", kNo}, {"risk", kNo}, {"onward_risk", kNo}, {"bar", kNo}};
constexpr GatePart kPartsRefoulement[] = {{"destination_named", kYes}, {"risk", kNo}, {"onward_risk", kNo}, {"bar", kNo}};
constexpr GatePart kPartsFamily[] = {{"child_or_family_left_behind", kNo},
                                     {"left_behind_assessed", kYes},
                                     {"child_among_them", kYes},
                                     {"child_heard", kYes},
                                     {"bar", kNo}};
constexpr GatePart kPartsBestInterests[] = {{"assessed", kYes},
                                            {"in_best_interests", kYes},
                                            {"child_heard", kYes},
                                            {"represented", kYes},
                                            {"parted_from_family", kNo}};
constexpr GatePart kPartsHealth[] = {{"examined", kYes}, {"fit_to_travel", kYes}, {"urgent_care_needed", kNo}};
constexpr GatePart kPartsProceedings[] = {{"proceedings_regarded", kYes}, {"claims_settled_or_pursuable", kYes}};
constexpr GatePart kPartsVoluntariness[] = {{"voluntary", kYes},  {"information_given", kYes}, {"language_understood", kYes},
                                            {"freely", kYes},     {"may_be_withdrawn", kYes},  {"withdrawn", kNo},
                                            {"legal_basis", kYes}};
constexpr GatePart kPartsAppeal[] = {{"told", kYes},       {"language_understood", kYes},
                                     {"suspensive", kYes}, {"pending", kNo},
                                     {"time_run", kYes},   {"waived", kYes},
                                     {"advised", kYes}};

constexpr ArticleName kBasisAssessment[] = {{"un.icrmw", "art. 22(1)"},
                                            {"coe.echr-p4", "art. 4"},
                                            {"un.iccpr", "art. 13"},
                                            {"un.refugees1951", "art. 32(2)"},
                                            {"coe.cets197", "art. 10(2), no removal"},
                                            {"coe.cets197", "art. 13(1)"},
                                            {"de.aufenthg", "s. 59(7) sentences 1-3"},
                                            {"fr.ceseda", "art. R. 425-2, first paragraph, removal"}};
constexpr ArticleName kBasisOwnCountry[] = {{"un.iccpr", "art. 12(4)"},
                                            {"coe.echr-p4", "art. 3(1), (2)"},
                                            {"un.stateless1954", "art. 31(1)"},
                                            {"un.stateless1954", "art. 31(2)"}};
constexpr ArticleName kBasisPersecution[] = {{"un.refugees1951", "art. 33(1)"},
                                             {"un.refugees1967", "art. I(1)"},
                                             {"un.tip-protocol", "art. 14(1)"},
                                             {"un.som-protocol", "art. 19(1)"},
                                             {"coe.cets197", "art. 40(4)"}};
constexpr ArticleName kBasisTorture[] = {
    {"un.cat", "art. 3(1)"}, {"un.cat", "art. 3(2)"}, {"un.iccpr", "art. 7"}, {"un.icrmw", "art. 10"}};
constexpr ArticleName kBasisLife[] = {{"un.iccpr", "art. 6(1)"},
                                      {"un.icrmw", "art. 9"},
                                      {"un.refugees1951", "art. 33(1)"},
                                      {"un.refugees1967", "art. I(1)"}};
constexpr ArticleName kBasisFamily[] = {{"un.crc", "art. 3(1)"}, {"un.crc", "art. 9(1)"}, {"un.iccpr", "art. 17(1), (2)"}};
constexpr ArticleName kBasisBestInterests[] = {{"un.crc", "art. 3(1)"},
                                               {"un.crc", "art. 12(2)"},
                                               {"un.crc", "art. 9(1)"},
                                               {"coe.cets197", "art. 16(7)"},
                                               {"coe.cets197", "art. 10(3)"}};
constexpr ArticleName kBasisHealth[] = {{"un.som-protocol", "art. 18(5)"},
                                        {"un.tip-protocol", "art. 8(2)"},
                                        {"coe.cets197", "art. 16(2)"},
                                        {"un.icrmw", "art. 28"}};
constexpr ArticleName kBasisProceedings[] = {{"un.tip-protocol", "art. 8(2)"},
                                             {"coe.cets197", "art. 16(2)"},
                                             {"asean.actip", "art. 15(2)"},
                                             {"un.icrmw", "art. 22(6)"},
                                             {"un.icrmw", "art. 22(9)"}};
constexpr ArticleName kBasisVoluntariness[] = {{"un.tip-protocol", "art. 8(2)"}, {"coe.cets197", "art. 16(2)"},
                                               {"asean.actip", "art. 15(2)"},    {"un.som-protocol", "art. 18(5)"},
                                               {"un.icrmw", "art. 22(2)"},       {"un.icrmw", "art. 22(3)"}};
constexpr ArticleName kBasisAppeal[] = {
    {"un.iccpr", "art. 13"}, {"un.refugees1951", "art. 32(2)"}, {"un.icrmw", "art. 22(3)"}, {"un.icrmw", "art. 22(4)"}};

void sift_all(GateSifter& sifter) { sifter.need_all(); }

// Nobody is sent away from the own country. Somebody whom no State calls its national is sent away only if the law does
// not protect such a person here, and by a decision of law with evidence, appeal and representation.
void sift_own_country(GateSifter& sifter) {
  sifter.need("national_of_this_state", kNo);
  sifter.exclude("national_of_this_state", kYes, "stateless", kYes);
  sifter.exclude("stateless", kNo, "protected_as_stateless", kYes);
  if (sifter.reply("stateless") == kNo) return sifter.heed({"protected_as_stateless", "due_process"});
  if (sifter.reply("stateless") != kYes) sifter.need("stateless", kNo);
  sifter.need({"protected_as_stateless", "due_process"});
}

// A danger is a danger somewhere: an answer for no State is none.
void sift_refoulement(GateSifter& sifter) {
  sifter.need_all();
  sifter.exclude("risk", kYes, "bar", kNo);
  sifter.exclude("onward_risk", kYes, "bar", kNo);
  if (sifter.reply("risk") == kNo && sifter.reply("onward_risk") == kNo) sifter.exclude("risk", kNo, "bar", kYes);
}

// Nobody is left behind, or what the parting does to those who are was assessed, a child among them was heard, and the
// office finds no bar in it.
void sift_family(GateSifter& sifter) {
  for (const std::string_view part : {"left_behind_assessed", "child_among_them", "child_heard", "bar"})
    sifter.exclude("child_or_family_left_behind", kNo, part, kYes);
  if (sifter.reply("child_or_family_left_behind") == kNo) {
    sifter.heed({"left_behind_assessed", "child_heard", "bar"});
    if (sifter.reply("child_among_them") == GateReply::not_known) sifter.need("child_among_them", kNo);
    return;
  }
  if (sifter.reply("child_or_family_left_behind") != kYes) sifter.need("child_or_family_left_behind", kNo);
  sifter.need({"left_behind_assessed", "bar"});
  sifter.exclude("left_behind_assessed", kNo, "bar", kNo);
  sifter.exclude("child_among_them", kNo, "child_heard", kYes);
  if (sifter.reply("child_among_them") == kNo) return sifter.heed({"child_heard"});
  if (sifter.reply("child_among_them") != kYes) sifter.need("child_among_them", kYes);
  sifter.need({"child_heard"});
}

void sift_best_interests(GateSifter& sifter) {
  sifter.need_all();
  sifter.exclude("assessed", kNo, "in_best_interests", kYes);
}

void sift_health(GateSifter& sifter) {
  sifter.need_all();
  sifter.exclude("examined", kNo, "fit_to_travel", kYes);
  sifter.exclude("fit_to_travel", kYes, "urgent_care_needed", kYes);
}

// Of the person's own will, or on a legal basis that is named; the information is owed in both cases.
void sift_voluntariness(GateSifter& sifter) {
  sifter.need({"information_given", "language_understood"});
  sifter.exclude("voluntary", kYes, "freely", kNo);
  sifter.exclude("voluntary", kYes, "legal_basis", kYes);
  sifter.exclude("voluntary", kNo, "freely", kYes);
  if (sifter.reply("voluntary") == kNo)
    sifter.need("legal_basis", kYes);
  else
    sifter.need({"voluntary", "freely", "may_be_withdrawn", "withdrawn"});
}

// The time for an appeal has run, or the person gave the appeal up after advice; and none is pending.
void sift_appeal(GateSifter& sifter) {
  sifter.need({"told", "language_understood", "suspensive", "pending"});
  sifter.exclude("pending", kYes, "waived", kYes);
  if (sifter.reply("waived") == kYes) {
    sifter.need({"advised"});
    sifter.heed({"time_run"});  // while the time runs, a person may still think otherwise
    return;
  }
  if (sifter.reply("waived") == GateReply::not_known) sifter.need({"waived"});
  sifter.need({"time_run"});
  sifter.heed({"advised"});
}

constexpr GateGroundRow kRows[] = {
    {GateGround::individual_assessment, "individual_assessment", kPartsAssessment, sift_all, kBasisAssessment},
    {GateGround::own_country, "own_country", kPartsOwnCountry, sift_own_country, kBasisOwnCountry},
    {GateGround::persecution, "persecution", kPartsPersecution, sift_refoulement, kBasisPersecution},
    {GateGround::torture, "torture", kPartsRefoulement, sift_refoulement, kBasisTorture},
    {GateGround::life, "life", kPartsRefoulement, sift_refoulement, kBasisLife},
    {GateGround::family, "family", kPartsFamily, sift_family, kBasisFamily},
    {GateGround::best_interests, "best_interests", kPartsBestInterests, sift_best_interests, kBasisBestInterests},
    {GateGround::health, "health", kPartsHealth, sift_health, kBasisHealth},
    {GateGround::proceedings, "proceedings", kPartsProceedings, sift_all, kBasisProceedings},
    {GateGround::voluntariness, "voluntariness", kPartsVoluntariness, sift_voluntariness, kBasisVoluntariness},
    {GateGround::appeal, "appeal", kPartsAppeal, sift_appeal, kBasisAppeal}};
static_assert(std::size(kRows) == kGateGrounds);
// In the order of the enumeration, so that a ground is found by its number.
static_assert([] {
  for (std::size_t i = 0; i < kGateGrounds; ++i)
    if (kRows[i].ground != static_cast<GateGround>(i) || kRows[i].parts.size() > kMostGateParts) return false;
  return true;
}());

}  // namespace

const GateGroundRow& row_of(GateGround ground) { return kRows[static_cast<std::size_t>(ground)]; }

}  // namespace palermo::rights
