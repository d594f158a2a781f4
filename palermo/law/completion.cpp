// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/completion.hpp"

#include <algorithm>

#include "palermo/law/evaluate.hpp"

namespace palermo::law {

namespace {

bool settled(Outcome outcome) { return outcome != Outcome::unknown; }

// Why a finding is unknown that no fact can settle.
How why_open(const Finding& finding) {
  if (finding.as_encoded == Outcome::not_in_force) return How::days_not_read;
  return finding.as_encoded == Outcome::no ? How::not_read : How::date;
}

class Splitter {
 public:
  Splitter(const Corpus& corpus, Completion& completion) : corpus_(corpus), completion_(completion) {}

  core::Done run(const Case& stated) {
    PALERMO_TRY(Certificate certificate, split(stated));
    if (gave_up_) return {};
    completion_.how = agreed_ ? How::by_case_split : How::contradictory;
    if (!agreed_) return {};
    completion_.outcome = *agreed_;
    completion_.certificate = std::move(certificate);
    return {};
  }

 private:
  core::Result<Certificate> split(const Case& at) {
    Certificate here;
    const auto facts = FactBase::derive(at, corpus_.vocabulary());
    if (!facts) {
      here.impossible = find_contradiction(at, corpus_.vocabulary());
      return here;
    }
    PALERMO_TRY(Finding finding, assess(corpus_, at, completion_.finding.id, *facts));
    const auto atoms = unknown_atoms(corpus_, at, finding);
    if (settled(finding.outcome) || atoms.empty()) {
      leaf(finding);
      here.finding = std::move(finding);
      return here;
    }
    here.atom = most_met(atoms);
    for (const bool value : {true, false}) {
      Case more = at;
      way_.push_back({*here.atom, value});
      suppose(more, way_.back());
      PALERMO_TRY(Certificate branch, split(more));
      here.branches.push_back(std::move(branch));
      way_.pop_back();
      if (gave_up_) return here;
    }
    return here;
  }

  // One way is settled to the end: it agrees with those before it, or there is nothing more to look for.
  void leaf(const Finding& finding) {
    if (!settled(finding.outcome)) return give_up(why_open(finding));
    std::vector<Setting>& shortest = finding.outcome == Outcome::yes ? completion_.true_if : completion_.false_if;
    if (shortest.empty() || way_.size() < shortest.size()) shortest = way_;
    if (agreed_ && *agreed_ != finding.outcome) return give_up(How::both_ways);
    agreed_ = finding.outcome;
  }

  void give_up(How why) {
    gave_up_ = true;
    completion_.how = why;
  }

  static Atom most_met(const std::map<Atom, std::size_t>& atoms) {
    return std::max_element(atoms.begin(), atoms.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
  }

  const Corpus& corpus_;
  Completion& completion_;
  std::vector<Setting> way_;
  std::optional<Outcome> agreed_;
  bool gave_up_ = false;
};

// Versions that differ where no fact can mend it: one of them does not have the offence, or no version was in force.
bool date_leaves_it_open(const Node& versions) {
  return std::any_of(versions.children.begin(), versions.children.end(),
                     [](const Node& child) { return child.value == Outcome::not_in_force; });
}

core::Value list_of(const std::vector<Setting>& settings, const Vocabulary& vocabulary) {
  core::Value list{core::Value::Array{}};
  for (const Setting& setting : settings) list.push(to_value(setting, vocabulary));
  return list;
}

}  // namespace

std::string_view word(How how) {
  constexpr std::string_view kWords[] = {"plainly",  "by_case_split", "both_ways", "too_many",
                                         "not_read", "days_not_read", "date",      "contradictory"};
  return kWords[static_cast<std::size_t>(how)];
}

core::Result<Completion> complete(const Corpus& corpus, const Case& stated, const FindingId& id) {
  PALERMO_TRY(const FactBase facts, FactBase::derive(stated, corpus.vocabulary()));
  PALERMO_TRY(Finding finding, assess(corpus, stated, id, facts));
  Completion completion{std::move(finding), Outcome::unknown, How::plainly, {}, std::nullopt, {}, {}};
  completion.outcome = completion.finding.outcome;
  if (settled(completion.outcome)) return completion;
  for (const auto& [atom, met] : unknown_atoms(corpus, stated, completion.finding)) completion.atoms.push_back(atom);
  if (completion.finding.as_encoded == Outcome::not_in_force)
    completion.how = How::days_not_read;
  else if (date_leaves_it_open(completion.finding.derivation))
    completion.how = How::date;
  else if (completion.atoms.size() > kMostAtoms)
    completion.how = How::too_many;
  else
    PALERMO_CHECK_DONE(Splitter(corpus, completion).run(with_open_facts(stated, completion.finding, corpus.vocabulary())));
  if (completion.how != How::both_ways) completion.true_if = completion.false_if = {};
  return completion;
}

core::Value to_value(const Completion& completion, const Vocabulary& vocabulary) {
  core::Value value{core::Value::Object{}};
  value.set("outcome", word(completion.outcome));
  value.set("how", word(completion.how));
  core::Value atoms{core::Value::Array{}};
  for (const Atom& atom : completion.atoms) atoms.push(to_value(atom, vocabulary));
  value.set("rests_on", std::move(atoms));
  if (completion.how == How::too_many) value.set("limit", static_cast<std::int64_t>(kMostAtoms));
  if (completion.certificate) value.set("certificate", to_value(*completion.certificate, vocabulary));
  if (completion.how == How::both_ways) {
    value.set("true_if", list_of(completion.true_if, vocabulary));
    value.set("false_if", list_of(completion.false_if, vocabulary));
  }
  return value;
}

}  // namespace palermo::law
