// SPDX-License-Identifier: Apache-2.0
// Questions of people about one version, held against the two Protocols: whom could the offence be about, and what must be asked first?
// Each is answered by the solver with a short case, not by looking for a word in the text.
#include <algorithm>

#include "palermo/compare/check_desk.hpp"

namespace palermo::compare {

namespace {

constexpr std::int64_t kMajority = 18;  // TIP Protocol, art. 3(d)

class OffencePeople {
 public:
  OffencePeople(CheckDesk& desk, const law::Version& version, const law::Offence& offence)
      : desk_(desk),
        version_(version),
        offence_(offence),
        mentions_(asked_facts_of(offence, desk.corpus())),
        holds_(desk.solver().offence(offence, Reading::held)),
        smuggling_(about_smuggling(mentions_, desk.vocabulary())),
        trafficking_(about_trafficking(mentions_, desk.vocabulary())) {}

  void ask() {
    ask_authority();
    ask_lines();
    ask_open_terms();
    if (!desk_.possible({holds_})) return;  // check_logic says why
    if (smuggling_ || trafficking_) ask_moved();
    ask_mental();
    if (smuggling_) ask_smuggling();
    if (trafficking_) ask_trafficking();
  }

 private:
  Problem problem(std::string rule, Severity severity) const {
    return {.rule = std::move(rule),
            .severity = severity,
            .version = version_.id,
            .part = offence_.id,
            .cite = offence_.cite,
            .place = desk_.place({{"versions", version_.id}, {"offences", offence_.id}}),
            .args = {{"offence", offence_.id}},
            .example = {}};
  }

  // The offence can be true together with these: with a case that shows it.
  void add_if_possible(std::string rule, Severity severity, const std::vector<Formula>& with, const AskedFacts& shown) {
    std::vector<Formula> all{holds_};
    all.insert(all.end(), with.begin(), with.end());
    if (!desk_.possible(all)) return;
    Problem found = problem(std::move(rule), severity);
    found.example = desk_.example(all, shown);
    desk_.add(std::move(found));
  }

  [[nodiscard]] Formula no(std::string_view fact) { return desk_.solver().negation(desk_.fact(fact)); }

  // What the example shows besides the facts of the offence.
  [[nodiscard]] AskedFacts with(std::string_view fact) const {
    AskedFacts shown = mentions_;
    if (const auto id = desk_.vocabulary().find(fact)) shown.positive.insert(*id);
    return shown;
  }

  void ask_moved() {
    constexpr std::string_view kMoved = "actor.is_object_of_conduct_only";
    if (!desk_.knows(kMoved)) return;
    add_if_possible(smuggling_ ? "self_smuggling" : "self_trafficking", smuggling_ ? Severity::error : Severity::warning, {desk_.fact(kMoved)}, with(kMoved));
  }

  void ask_smuggling() {
    const Severity severity = says_silent("benefit_element") ? Severity::note : Severity::warning;
    if (desk_.knows("benefit.sought")) add_if_possible("benefit_missing", severity, {no("benefit.sought")}, mentions_);
    struct Excepted {
      std::string_view rule, fact, clause;
    };
    for (const Excepted& e : {Excepted{"humanitarian_reached", "actor.humanitarian_only", "humanitarian_exemption"},
                              {"family_reached", "actor.close_family_of_person", "family_exemption"},
                              {"mutual_aid_reached", "actor.asylum_mutual_aid", ""}})
      if (desk_.knows(e.fact) && !says_silent(e.clause))
        add_if_possible(std::string(e.rule), Severity::note, {desk_.fact(e.fact), no("benefit.sought")}, with(e.fact));
  }

  // The file says that the law, read whole, says nothing of it.
  [[nodiscard]] bool says_silent(std::string_view clause) const {
    return std::any_of(version_.silent_on.begin(), version_.silent_on.end(), [&](const law::Silence& s) { return s.clause == clause; });
  }

  // The offence can be true of somebody who neither acted on purpose nor knew.
  void ask_mental() {
    std::vector<Formula> without;
    for (law::FactId f = 0; f < desk_.vocabulary().facts().size(); ++f)
      if (desk_.vocabulary()[f].mental) without.push_back(desk_.solver().negation(desk_.solver().fact(f)));
    if (without.empty()) return;
    const bool said = std::any_of(version_.not_encoded.begin(), version_.not_encoded.end(), [](const law::NotEncoded& n) {
      return n.cite.find("mental") != std::string::npos || n.why.find("mental") != std::string::npos;
    });
    add_if_possible(said ? "mental_elsewhere" : "mental_missing", said ? Severity::note : Severity::warning, without, mentions_);
  }

  void ask_trafficking() {
    if (mentions_.any_of_group("consent", desk_.vocabulary())) desk_.add(problem("consent_used", Severity::warning));
    if (!desk_.knows("person.age")) return;
    for (std::size_t i = 0; i < offence_.elements.size(); ++i) ask_child(i);
  }

  // A child for whom everything is there but a means, and the offence is not.
  void ask_child(std::size_t which) {
    const law::Element& element = offence_.elements[which];
    const AskedFacts mentioned = asked_facts_of(element, desk_.corpus());
    if (!mentioned.any_of_group("means", desk_.vocabulary())) return;
    const law::FactId age = *desk_.vocabulary().find("person.age");
    Solver& solver = desk_.solver();
    std::vector<Formula> all{solver.negation(solver.element(element, Reading::held)),
                             solver.negation(solver.at_least(age, kMajority))};
    for (std::size_t i = 0; i < offence_.elements.size(); ++i)
      if (i != which) all.push_back(solver.element(offence_.elements[i], Reading::held));
    if (!desk_.possible(all)) return;
    Problem found = problem("child_needs_means", Severity::warning);
    found.part = offence_.id + "/" + element.id;
    found.cite = element.cite;
    found.place = element.expression.place;
    found.args["part"] = element.id;
    AskedFacts shown = mentions_;
    shown.positive.insert(age);
    found.example = desk_.example(all, shown);
    desk_.add(std::move(found));
  }

  void ask_authority() {
    const auto group = desk_.vocabulary().find_group("authority");
    if (!group) return;
    for (const law::FactId f : mentions_.all()) {
      if (desk_.vocabulary()[f].group != *group) continue;
      Problem found = problem("authority_used", Severity::error);
      found.args["fact"] = desk_.vocabulary()[f].id;
      desk_.add(std::move(found));
    }
  }

  void ask_lines() {
    const auto age = desk_.vocabulary().find("person.age");
    for (const NumberLine& line : mentions_.lines) {
      if (!age || line.fact != *age || line.bound == kMajority) continue;
      const bool low = line.bound < kMajority;
      Problem found = problem(low ? "child_line_low" : "child_line_high", low ? Severity::warning : Severity::note);
      found.place = line.place;
      found.args["age"] = std::to_string(line.bound);
      desk_.add(std::move(found));
    }
  }

  void ask_open_terms() {
    std::set<std::string> seen;
    for (const OpenTerm& open : mentions_.terms) {
      if (!seen.insert(open.term).second) continue;
      Problem found = problem("open_term", Severity::note);
      found.place = open.place;
      found.args["term"] = open.term;
      desk_.add(std::move(found));
    }
  }

  CheckDesk& desk_;
  const law::Version& version_;
  const law::Offence& offence_;
  AskedFacts mentions_;
  Formula holds_;
  bool smuggling_, trafficking_;
};

}  // namespace

void check_people(CheckDesk& desk, const law::Version& version) {
  for (const law::Offence& offence : version.offences) OffencePeople(desk, version, offence).ask();
}

}  // namespace palermo::compare
