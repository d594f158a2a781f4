// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/gate.hpp"

#include <algorithm>

namespace palermo::rights {
namespace {

constexpr GateReply kYes = GateReply::yes;
constexpr GateReply kNo = GateReply::no;

constexpr GatePart kAssessment[] = {{"own_situation_examined", kYes}, {"heard", kYes},
                                    {"language_understood", kYes},    {"legal_help", kYes},
                                    {"identification_open", kNo},     {"recovery_period_running", kNo}};
constexpr GatePart kOwnCountry[] = {
    {"national_of_this_state", kNo}, {"stateless", kNo}, {"protected_as_stateless", kNo}, {"due_process", kYes}};
constexpr GatePart kPersecution[] = {
    {"destination_named", kYes}, {"asylum_claim_open", kNo}, {"risk", kNo}, {"onward_risk", kNo}, {"bar", kNo}};
constexpr GatePart kRefoulement[] = {{"destination_named", kYes}, {"risk", kNo}, {"onward_risk", kNo}, {"bar", kNo}};
constexpr GatePart kFamily[] = {{"child_or_family_left_behind", kNo},
                                {"left_behind_assessed", kYes},
                                {"child_among_them", kYes},
                                {"child_heard", kYes},
                                {"bar", kNo}};
constexpr GatePart kBestInterests[] = {{"assessed", kYes},
                                       {"in_best_interests", kYes},
                                       {"child_heard", kYes},
                                       {"represented", kYes},
                                       {"parted_from_family", kNo}};
constexpr GatePart kHealth[] = {{"examined", kYes}, {"fit_to_travel", kYes}, {"urgent_care_needed", kNo}};
constexpr GatePart kProceedings[] = {{"proceedings_regarded", kYes}, {"claims_settled_or_pursuable", kYes}};
constexpr GatePart kVoluntariness[] = {{"voluntary", kYes},  {"information_given", kYes}, {"language_understood", kYes},
                                       {"freely", kYes},     {"may_be_withdrawn", kYes},  {"withdrawn", kNo},
                                       {"legal_basis", kYes}};
constexpr GatePart kAppeal[] = {{"told", kYes},       {"language_understood", kYes},
                                {"suspensive", kYes}, {"pending", kNo},
                                {"time_run", kYes},   {"waived", kYes},
                                {"advised", kYes}};

constexpr GatePart kAge[] = {{"adult", kYes}, {"doubted", kNo}};
constexpr GatePart kAddedPart[] = {{"reply", kYes}};

GateReply opposite(GateReply reply) { return reply == kYes ? kNo : kYes; }

// Reads one answer part by part and gathers what it lacks.
class Sifter {
 public:
  Sifter(std::span<const GatePart> parts, const GateAnswer& answer) : parts_(parts), answer_(answer) {}

  [[nodiscard]] GateReply reply(std::string_view part) const {
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (parts_[i].id == part) return answer_.replies[i];
    return GateReply::missing;
  }
  void need(std::string_view part, GateReply wanted) {
    const GateReply found = reply(part);
    if (found == wanted) return;
    (found == opposite(wanted) ? finding_.barred : finding_.missing).emplace_back(part);
  }
  void need_all() {
    for (const GatePart& part : parts_) need(part.id, part.wanted);
  }
  void need(std::initializer_list<std::string_view> parts) {
    for (const GatePart& part : parts_)
      if (std::find(parts.begin(), parts.end(), part.id) != parts.end()) need(part.id, part.wanted);
  }
  // Both replies at once cannot be so.
  void exclude(std::string_view a, GateReply reply_a, std::string_view b, GateReply reply_b) {
    if (reply(a) != reply_a || reply(b) != reply_b) return;
    contradict(a);
    contradict(b);
  }
  void contradict(std::string_view part) {
    if (std::find(finding_.contradictory.begin(), finding_.contradictory.end(), part) == finding_.contradictory.end())
      finding_.contradictory.emplace_back(part);
  }
  [[nodiscard]] bool silent() const {
    return std::all_of(answer_.replies.begin(), answer_.replies.end(),
                       [](GateReply r) { return r == GateReply::missing; });
  }
  GateFinding finish(std::string_view ground, core::Day day) {
    finding_.ground = std::string(ground);
    finding_.by = answer_.by;
    finding_.on = answer_.on;
    if (answer_.by.empty()) finding_.missing.emplace_back("decided_by");
    if (!answer_.on.days.exact()) finding_.missing.emplace_back("date");
    if (answer_.on.days.exact() && *answer_.on.days.min > day) contradict("date");  // decided after the gate was asked
    if (!answer_.has_reasons) finding_.missing.emplace_back("reasons");
    if (!answer_.mark) finding_.missing.emplace_back("mark");
    finding_.nothing_told =
        silent() && answer_.by.empty() && !answer_.on.known() && !answer_.has_reasons && !answer_.mark;
    finding_.standing = standing();
    return std::move(finding_);
  }

 private:
  [[nodiscard]] GateStanding standing() const {
    if (!finding_.contradictory.empty()) return GateStanding::contradictory;
    if (!finding_.barred.empty()) return GateStanding::barred;
    if (!finding_.missing.empty()) return GateStanding::missing;
    return *answer_.mark == law::Mark::verified ? GateStanding::satisfied : GateStanding::not_verified;
  }
  std::span<const GatePart> parts_;
  const GateAnswer& answer_;
  GateFinding finding_;
};

// Nobody is sent away from the own country. Somebody whom no State calls its national is sent away only if the law does
// not protect such a person here, and by a decision of law with evidence, appeal and representation.
void sift_own_country(Sifter& sifter) {
  sifter.need("national_of_this_state", kNo);
  sifter.exclude("national_of_this_state", kYes, "stateless", kYes);
  sifter.exclude("stateless", kNo, "protected_as_stateless", kYes);
  if (sifter.reply("stateless") == kNo) return;
  if (sifter.reply("stateless") != kYes) sifter.need("stateless", kNo);
  sifter.need({"protected_as_stateless", "due_process"});
}

// A danger is a danger somewhere: an answer for no State is none.
void sift_refoulement(Sifter& sifter) {
  sifter.need_all();
  sifter.exclude("risk", kYes, "bar", kNo);
  sifter.exclude("onward_risk", kYes, "bar", kNo);
  if (sifter.reply("risk") == kNo && sifter.reply("onward_risk") == kNo) sifter.exclude("risk", kNo, "bar", kYes);
}

// Nobody is left behind, or what the parting does to those who are was assessed, a child among them was heard, and the
// office finds no bar in it.
void sift_family(Sifter& sifter) {
  sifter.exclude("child_or_family_left_behind", kNo, "child_among_them", kYes);
  sifter.exclude("child_or_family_left_behind", kNo, "bar", kYes);
  if (sifter.reply("child_or_family_left_behind") == kNo) return;
  if (sifter.reply("child_or_family_left_behind") != kYes) sifter.need("child_or_family_left_behind", kNo);
  sifter.need({"left_behind_assessed", "bar"});
  sifter.exclude("left_behind_assessed", kNo, "bar", kNo);
  sifter.exclude("child_among_them", kNo, "child_heard", kYes);
  if (sifter.reply("child_among_them") != kNo) sifter.need("child_heard", kYes);
}

void sift_best_interests(Sifter& sifter) {
  sifter.need_all();
  sifter.exclude("assessed", kNo, "in_best_interests", kYes);
}

void sift_health(Sifter& sifter) {
  sifter.need_all();
  sifter.exclude("examined", kNo, "fit_to_travel", kYes);
  sifter.exclude("fit_to_travel", kYes, "urgent_care_needed", kYes);
}

// Of the person's own will, or on a legal basis that is named; the information is owed in both cases.
void sift_voluntariness(Sifter& sifter) {
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
void sift_appeal(Sifter& sifter) {
  sifter.need({"told", "language_understood", "suspensive", "pending"});
  sifter.exclude("pending", kYes, "waived", kYes);
  if (sifter.reply("waived") == kYes)
    sifter.need("advised", kYes);
  else
    sifter.need("time_run", kYes);
}

// Nothing of the other grounds goes in.
GateFinding finding_on(const GateAnswer& answer, GateGround ground, bool of_age, core::Day day) {
  Sifter sifter(parts_of(ground), answer);
  switch (ground) {
    case GateGround::individual_assessment:
    case GateGround::proceedings:
      sifter.need_all();
      break;
    case GateGround::own_country:
      sift_own_country(sifter);
      break;
    case GateGround::persecution:
    case GateGround::torture:
    case GateGround::life:
      sift_refoulement(sifter);
      break;
    case GateGround::family:
      sift_family(sifter);
      break;
    case GateGround::best_interests:
      sift_best_interests(sifter);
      break;
    case GateGround::health:
      sift_health(sifter);
      break;
    case GateGround::voluntariness:
      sift_voluntariness(sifter);
      break;
    case GateGround::appeal:
      sift_appeal(sifter);
      break;
  }
  GateFinding finding = sifter.finish(word(ground), day);
  const bool said_against = finding.standing == GateStanding::barred || finding.standing == GateStanding::contradictory;
  if (ground == GateGround::best_interests && !said_against && of_age)
    return {.ground = std::string(word(ground)),
            .standing = GateStanding::not_required,
            .missing = {},
            .barred = {},
            .contradictory = {},
            .by = {},
            .on = {},
            .nothing_told = false};
  return finding;
}

GateFinding finding_on(const GateMember& member, const GateAddedGround& added, core::Day day) {
  GateAnswer answer;
  bool twice = false, found = false;
  for (const auto& [id, given] : member.added_answers) {
    if (id != added.id) continue;
    twice = twice || found;
    if (!found || given.replies[0] == opposite(added.wanted)) answer = given;
    found = true;
  }
  Sifter sifter(kAddedPart, answer);
  sifter.need("reply", added.wanted);
  if (twice) sifter.contradict("reply");
  return sifter.finish(added.id, day);
}

}  // namespace

std::string_view word(GateGround ground) {
  static constexpr std::string_view kWords[kGateGrounds] = {
      "individual_assessment", "own_country", "persecution", "torture",       "life",  "family",
      "best_interests",        "health",      "proceedings", "voluntariness", "appeal"};
  return kWords[static_cast<std::size_t>(ground)];
}

std::string_view word(GateStanding standing) {
  static constexpr std::string_view kWords[] = {"satisfied",    "not_required",  "missing",
                                                "not_verified", "contradictory", "barred"};
  return kWords[static_cast<std::size_t>(standing)];
}

std::span<const GatePart> parts_of(GateGround ground) {
  switch (ground) {
    case GateGround::individual_assessment:
      return kAssessment;
    case GateGround::own_country:
      return kOwnCountry;
    case GateGround::persecution:
      return kPersecution;
    case GateGround::family:
      return kFamily;
    case GateGround::best_interests:
      return kBestInterests;
    case GateGround::health:
      return kHealth;
    case GateGround::proceedings:
      return kProceedings;
    case GateGround::voluntariness:
      return kVoluntariness;
    case GateGround::appeal:
      return kAppeal;
    default:
      return kRefoulement;
  }
}

bool GateMemberAnswer::closed() const {
  return std::any_of(findings.begin(), findings.end(), [](const GateFinding& f) { return keeps_closed(f.standing); });
}

std::span<const GatePart> parts_of_age() { return kAge; }

bool known_of_age(const GateMember& member, core::Day day) {
  Sifter sifter(kAge, member.age);
  sifter.need_all();
  return sifter.finish("age", day).standing == GateStanding::satisfied;
}

GateMemberAnswer judge(const GateMember& member, core::Day day, std::span<const GateAddedGround> added) {
  GateMemberAnswer answer{member.handle, known_of_age(member, day), {}};
  for (std::size_t i = 0; i < kGateGrounds; ++i)
    answer.findings.push_back(finding_on(member.answers[i], static_cast<GateGround>(i), answer.of_age, day));
  for (const GateAddedGround& ground : added) answer.findings.push_back(finding_on(member, ground, day));
  // A reply to a ground of a pack that was left out: leaving out a pack takes no ground away.
  for (const auto& [id, given] : member.added_answers)
    if (std::none_of(added.begin(), added.end(), [&id = id](const GateAddedGround& a) { return a.id == id; }))
      answer.findings.push_back({.ground = id,
                                 .standing = GateStanding::missing,
                                 .missing = {"pack"},
                                 .barred = {},
                                 .contradictory = {},
                                 .by = given.by,
                                 .on = given.on,
                                 .nothing_told = false});
  return answer;
}

}  // namespace palermo::rights
