// SPDX-License-Identifier: Apache-2.0
// Gate grounds: the one table of the return gate: for each ground its word, the parts that are asked, how an answer is sifted, and the
// articles behind it. It is fixed here and not in a data file, so that no pack can take a ground away (SAFEGUARDS.md, D28).
//
// For gate.cpp and gate_basis.cpp alone. Nothing of the other grounds goes into the sifting of one (D27).
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

#include "palermo/rights/gate_basis.hpp"

namespace palermo::rights {

// Reads one answer part by part and gathers what it lacks.
class GateSifter {
 public:
  GateSifter(std::span<const GatePart> parts, const GateAnswer& answer) : parts_(parts), answer_(answer) {}

  [[nodiscard]] GateReply reply(std::string_view part) const;
  void need(std::string_view part, GateReply wanted);
  void need(std::initializer_list<std::string_view> parts);
  void need_all();
  // Not asked of this person, but told: the opposite of what it needs is a bar, and not known is missing.
  void heed(std::initializer_list<std::string_view> parts);
  // Both replies at once cannot be so.
  void exclude(std::string_view a, GateReply reply_a, std::string_view b, GateReply reply_b);
  void contradict(std::string_view part);
  // `holds_days`: how long an answer holds; none: for ever.
  [[nodiscard]] GateFinding finish(std::string_view ground, core::Day day, std::optional<int> holds_days);

 private:
  [[nodiscard]] bool silent() const;
  [[nodiscard]] GateStanding standing() const;

  std::span<const GatePart> parts_;
  const GateAnswer& answer_;
  GateFinding finding_;
};

struct GateGroundRow {
  GateGround ground;
  std::string_view word;
  std::span<const GatePart> parts;
  void (*sift)(GateSifter&);
  std::span<const ArticleName> basis;
};
[[nodiscard]] const GateGroundRow& row_of(GateGround ground);

[[nodiscard]] constexpr GateReply opposite(GateReply reply) { return reply == GateReply::yes ? GateReply::no : GateReply::yes; }

}  // namespace palermo::rights
