// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "palermo/rights/gate_grounds.hpp"

namespace palermo::rights {

GateReply GateSifter::reply(std::string_view part) const {
  for (std::size_t i = 0; i < parts_.size(); ++i)
    if (parts_[i].id == part) return answer_.replies[i];
  return GateReply::missing;
}

void GateSifter::need(std::string_view part, GateReply wanted) {
  const GateReply found = reply(part);
  if (found == wanted) return;
  (found == opposite(wanted) ? finding_.barred : finding_.missing).emplace_back(part);
}

void GateSifter::need_all() {
  for (const GatePart& part : parts_) need(part.id, part.wanted);
}

void GateSifter::need(std::initializer_list<std::string_view> parts) {
  for (const GatePart& part : parts_)
    if (std::find(parts.begin(), parts.end(), part.id) != parts.end()) need(part.id, part.wanted);
}

void GateSifter::heed(std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts)
    if (reply(part) != GateReply::missing) need({part});
}

void GateSifter::exclude(std::string_view a, GateReply reply_a, std::string_view b, GateReply reply_b) {
  if (reply(a) != reply_a || reply(b) != reply_b) return;
  contradict(a);
  contradict(b);
}

void GateSifter::contradict(std::string_view part) {
  if (std::find(finding_.contradictory.begin(), finding_.contradictory.end(), part) == finding_.contradictory.end())
    finding_.contradictory.emplace_back(part);
}

bool GateSifter::silent() const {
  return std::all_of(answer_.replies.begin(), answer_.replies.end(), [](GateReply r) { return r == GateReply::missing; });
}

GateFinding GateSifter::finish(std::string_view ground, core::Day day, std::optional<int> holds_days) {
  finding_.ground = std::string(ground);
  finding_.by = answer_.by;
  finding_.on = answer_.on;
  if (answer_.by.empty()) finding_.missing.emplace_back("decided_by");
  if (!answer_.on.days.exact()) finding_.missing.emplace_back("date");
  if (answer_.on.days.exact()) {
    const core::Day on = *answer_.on.days.min;
    if (on > day || on < kGateFirstDay) contradict("date");  // decided after the gate was asked, or in another time
    if (holds_days && on < day - *holds_days) finding_.missing.emplace_back("expired");
  }
  if (answer_.copied) contradict("not_individual");
  if (!answer_.has_reasons) finding_.missing.emplace_back("reasons");
  if (!answer_.mark) finding_.missing.emplace_back("mark");
  finding_.nothing_told = silent() && answer_.by.empty() && !answer_.on.known() && !answer_.has_reasons && !answer_.mark;
  finding_.standing = standing();
  return std::move(finding_);
}

GateStanding GateSifter::standing() const {
  if (!finding_.contradictory.empty()) return GateStanding::contradictory;
  if (!finding_.barred.empty()) return GateStanding::barred;
  if (!finding_.missing.empty()) return GateStanding::missing;
  return *answer_.mark == law::Mark::verified ? GateStanding::satisfied : GateStanding::not_verified;
}

}  // namespace palermo::rights
