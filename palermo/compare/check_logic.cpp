// SPDX-License-Identifier: Apache-2.0
// Questions of logic about one version: can each part hold, does it add anything, do the exceptions leave something of the offence?
#include <algorithm>

#include "palermo/compare/check_desk.hpp"

namespace palermo::compare {

namespace {

using law::Offence;

// One offence with its formulas.
class OffenceLogic {
 public:
  OffenceLogic(CheckDesk& desk, const law::Version& version, const Offence& offence)
      : desk_(desk), version_(version), offence_(offence) {
    for (const law::Element& e : offence.elements) elements_.push_back(desk.solver().element(e, Reading::held));
    for (const law::Exception& e : offence.exceptions) exceptions_.push_back(desk.solver().exception(e, Reading::held));
  }

  void ask() {
    if (!elements_can_hold()) return;  // of an offence that is never true nothing else is worth saying
    ask_redundant();
    ask_waivers();
    if (ask_swallowed()) return;
    ask_exceptions();
    ask_signs();
  }

 private:
  Problem problem(std::string rule, Severity severity, const std::string& part, std::string cite, core::Place place) const {
    return {.rule = std::move(rule),
            .severity = severity,
            .version = version_.id,
            .part = part.empty() ? offence_.id : offence_.id + "/" + part,
            .cite = std::move(cite),
            .place = std::move(place),
            .args = {{"offence", offence_.id}, {"part", part}},
            .example = {}};
  }

  [[nodiscard]] std::vector<Formula> elements_without(std::size_t left_out) const {
    std::vector<Formula> others = elements_;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(left_out));
    return others;
  }

  [[nodiscard]] Formula no(Formula a) { return desk_.solver().negation(a); }

  void at_element(std::string rule, Severity severity, const law::Element& e) {
    desk_.add(problem(std::move(rule), severity, e.id, e.cite, e.expression.place));
  }

  // The first element that cannot be met once those before it are.
  bool elements_can_hold() {
    std::vector<Formula> so_far;
    for (std::size_t i = 0; i < elements_.size(); ++i) {
      so_far.push_back(elements_[i]);
      if (!desk_.impossible(so_far)) continue;
      const bool alone = desk_.impossible({elements_[i]});
      at_element(alone ? "impossible_element" : "unreachable_element", Severity::error, offence_.elements[i]);
      return false;
    }
    return true;
  }

  void ask_redundant() {
    for (std::size_t i = 0; i < elements_.size(); ++i) {
      std::vector<Formula> otherwise = elements_without(i);
      otherwise.push_back(no(elements_[i]));
      if (!desk_.impossible(otherwise)) continue;
      const law::Element& e = offence_.elements[i];
      if (!desk_.impossible({no(elements_[i])}))
        at_element("redundant_element", Severity::warning, e);
      else if (!e.not_required_if || desk_.impossible({no(desk_.solver().expression(e.expression, Reading::held))}))
        at_element("empty_element", Severity::warning, e);
    }
  }

  void ask_waivers() {
    for (std::size_t i = 0; i < elements_.size(); ++i) {
      const law::Element& e = offence_.elements[i];
      if (!e.not_required_if) continue;
      const Formula waived = desk_.solver().expression(e.not_required_if->expression, Reading::held);
      const Formula asked = desk_.solver().expression(e.expression, Reading::held);
      std::vector<Formula> never = elements_without(i), always = elements_without(i);
      always.push_back(no(waived));
      never.push_back(waived);
      never.push_back(no(asked));
      const core::Place& place = e.not_required_if->expression.place;
      if (desk_.impossible(always))
        desk_.add(problem("waiver_always", Severity::error, e.id, e.not_required_if->cite, place));
      else if (desk_.impossible(never))
        desk_.add(problem("waiver_never", Severity::warning, e.id, e.not_required_if->cite, place));
    }
  }

  // The exceptions leave nothing of the offence.
  bool ask_swallowed() {
    std::vector<Formula> left = elements_;
    for (const Formula e : exceptions_) left.push_back(no(e));
    if (!desk_.impossible(left)) return false;
    for (std::size_t i = 0; i < exceptions_.size(); ++i) {
      std::vector<Formula> with = elements_;
      with.push_back(no(exceptions_[i]));
      if (!desk_.impossible(with)) continue;
      const law::Exception& e = offence_.exceptions[i];
      desk_.add(problem("exception_swallows", Severity::error, e.id, e.cite, e.expression.place));
      return true;
    }
    desk_.add(problem("exceptions_swallow", Severity::error, "", offence_.cite,
                      desk_.place({{"versions", version_.id}, {"offences", offence_.id}})));
    return true;
  }

  // An exception that never applies, or only where another one does. That of the protected person may stand for safety.
  void ask_exceptions() {
    std::vector<bool> counted(exceptions_.size(), true);
    for (std::size_t i = 0; i < exceptions_.size(); ++i) {
      const law::Exception& e = offence_.exceptions[i];
      if (e.must_be_settled) continue;
      std::vector<Formula> applies = elements_;
      applies.push_back(exceptions_[i]);
      if (desk_.impossible(applies)) {
        desk_.add(problem("dead_exception", Severity::warning, e.id, e.cite, e.expression.place));
        counted[i] = false;
        continue;
      }
      for (std::size_t j = 0; j < exceptions_.size(); ++j)
        if (j != i && counted[j]) applies.push_back(no(exceptions_[j]));
      if (!desk_.impossible(applies)) continue;
      desk_.add(problem("covered_exception", Severity::note, e.id, e.cite, e.expression.place));
      counted[i] = false;
    }
  }

  // A fact that speaks for the offence in one place and against it in another: an answer may stay unknown though it is settled.
  void ask_signs() {
    const AskedFacts mentions = asked_facts_of(offence_, desk_.corpus());
    for (const law::FactId f : mentions.positive) {
      if (!mentions.negative.count(f)) continue;
      Problem found = problem("two_signs", Severity::note, "", offence_.cite,
                              desk_.place({{"versions", version_.id}, {"offences", offence_.id}}));
      found.args["fact"] = desk_.vocabulary()[f].id;
      desk_.add(std::move(found));
    }
  }

  CheckDesk& desk_;
  const law::Version& version_;
  const Offence& offence_;
  std::vector<Formula> elements_, exceptions_;
};

Problem about(const law::Version& version, std::string rule, Severity severity, std::string part, std::string cite, core::Place place) {
  Problem problem{.rule = std::move(rule), .severity = severity, .version = version.id, .part = std::move(part),
                  .cite = std::move(cite), .place = std::move(place), .args = {}, .example = {}};
  problem.args["part"] = problem.part;
  return problem;
}

void ask_aggravation(CheckDesk& desk, const law::Version& version, const law::Aggravation& aggravation) {
  const Offence* of = law::find_offence(version, aggravation.of);
  const Formula offence = desk.solver().offence(*of, Reading::held);
  if (!desk.possible({offence})) return;
  std::vector<Formula> plain{offence};
  for (const law::Element& ground : aggravation.grounds) {
    const Formula holds = desk.solver().element(ground, Reading::held);
    plain.push_back(desk.solver().negation(holds));
    if (desk.impossible({offence, holds}))
      desk.add(about(version, "unreachable_ground", Severity::warning, aggravation.id + "/" + ground.id, ground.cite,
                     ground.expression.place));
  }
  if (desk.impossible(plain))
    desk.add(about(version, "always_aggravated", Severity::warning, aggravation.id, aggravation.cite,
                   desk.place({{"versions", version.id}, {"aggravations", aggravation.id}})));
}

void ask_definition(CheckDesk& desk, const law::Version& version, const law::Definition& definition) {
  const Formula holds = desk.solver().expression(definition.expression, Reading::held);
  const core::Place& place = definition.expression.place;
  if (desk.impossible({holds}))
    desk.add(about(version, "impossible_definition", Severity::error, definition.id, definition.cite, place));
  else if (desk.impossible({desk.solver().negation(holds)}))
    desk.add(about(version, "empty_definition", Severity::warning, definition.id, definition.cite, place));
}

}  // namespace

void check_logic(CheckDesk& desk, const law::Version& version) {
  for (const law::Definition& definition : version.definitions) ask_definition(desk, version, definition);
  for (const Offence& offence : version.offences) OffenceLogic(desk, version, offence).ask();
  for (const law::Aggravation& aggravation : version.aggravations) ask_aggravation(desk, version, aggravation);
}

}  // namespace palermo::compare
