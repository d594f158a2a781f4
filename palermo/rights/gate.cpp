// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/gate.hpp"

#include <algorithm>

#include "palermo/rights/gate_grounds.hpp"

namespace palermo::rights {
namespace {

constexpr GatePart kAge[] = {{"adult", GateReply::yes}, {"doubted", GateReply::no}};
constexpr GatePart kAddedPart[] = {{"reply", GateReply::yes}};

// Nothing of the other grounds goes in.
GateFinding finding_on(const GateAnswer& answer, const GateGroundRow& row, bool of_age, core::Day day, int holds_days) {
  GateSifter sifter(row.parts, answer);
  row.sift(sifter);
  GateFinding finding = sifter.finish(row.word, day, holds_days);
  const bool said_against = finding.standing == GateStanding::barred || finding.standing == GateStanding::contradictory;
  if (row.ground == GateGround::best_interests && !said_against && of_age)
    return {.ground = std::string(row.word),
            .standing = GateStanding::not_required,
            .missing = {},
            .barred = {},
            .contradictory = {},
            .by = {},
            .on = {},
            .nothing_told = false};
  return finding;
}

GateFinding finding_on(const GateMember& member, const GateAddedGround& added, std::size_t number, core::Day day) {
  GateAnswer answer;
  bool twice = false, found = false;
  for (const auto& [id, given] : member.added_answers) {
    if (id != added.id) continue;
    twice = twice || found;
    if (!found || given.replies[0] == opposite(added.wanted)) answer = given;
    found = true;
  }
  GateSifter sifter(kAddedPart, answer);
  sifter.need("reply", added.wanted);
  if (twice) sifter.contradict("reply");
  return sifter.finish("added#" + std::to_string(number), day, kGateAddedDays);
}

}  // namespace

std::string_view word(GateGround ground) { return row_of(ground).word; }

std::string_view word(GateStanding standing) {
  static constexpr std::string_view kWords[] = {"satisfied",    "not_required",  "missing",
                                                "not_verified", "contradictory", "barred"};
  return kWords[static_cast<std::size_t>(standing)];
}

std::span<const GatePart> parts_of(GateGround ground) { return row_of(ground).parts; }

bool GateMemberAnswer::closed() const {
  return std::any_of(findings.begin(), findings.end(), [](const GateFinding& f) { return keeps_closed(f.standing); });
}

std::span<const GatePart> parts_of_age() { return kAge; }

bool known_of_age(const GateMember& member, core::Day day) {
  GateSifter sifter(kAge, member.age);
  sifter.need_all();
  return sifter.finish("age", day, std::nullopt).standing == GateStanding::satisfied;
}

GateMemberAnswer judge(const GateMember& member, core::Day day, std::span<const GateAddedGround> added,
                       const GatePeriods& periods) {
  GateMemberAnswer answer{member.handle, known_of_age(member, day), {}};
  for (std::size_t i = 0; i < kGateGrounds; ++i)
    answer.findings.push_back(
        finding_on(member.answers[i], row_of(static_cast<GateGround>(i)), answer.of_age, day, periods[i]));
  for (std::size_t i = 0; i < added.size(); ++i)
    answer.findings.push_back(finding_on(member, added[i], i + 1, day));
  // A reply to a ground of a pack that was left out: leaving out a pack takes no ground away.
  std::size_t left_out = 0;
  for (const auto& [id, given] : member.added_answers)
    if (std::none_of(added.begin(), added.end(), [&id = id](const GateAddedGround& a) { return a.id == id; }))
      answer.findings.push_back({.ground = "left_out#" + std::to_string(++left_out),
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
