// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/evaluate.hpp"

#include <algorithm>

#include "palermo/law/evaluator.hpp"

namespace palermo::law {

namespace {

// The versions that the conduct may fall in, and whether it may fall on a day on which none was in force.
struct Candidates {
  std::vector<const Version*> versions;
  bool outside = false;
};

Candidates candidates(const Law& law, const core::Interval<core::Day>& days) {
  Candidates found;
  std::optional<core::Day> next = days.min;  // first day not yet covered; no value: since ever
  bool open_end = false;
  for (const Version& version : law.versions) {
    if (core::intersect(version.in_force, days).empty()) continue;
    if (version.in_force.min && (!next || *next < *version.in_force.min)) found.outside = true;
    found.versions.push_back(&version);
    open_end = !version.in_force.max;
    if (version.in_force.max) next = *version.in_force.max + 1;
  }
  if (found.versions.empty() || (!open_end && (!days.max || *next <= *days.max))) found.outside = true;
  return found;
}

// Which version applies rests on the days of the law. That a law of one version was not fulfilled does not: before its first day
// it was not fulfilled either.
void rest_on_days(Node& node, const Law& law) {
  if (node.rule == Rule::version && law.versions.size() == 1 && node.value != Outcome::yes) return;
  node.mark = days_mark(law);
  if (node.mark != Mark::verified) node.cite = kInForce;
}

Node version_node(const Law& law, const Version& version, const std::string& id, const Evaluator& evaluator) {
  Node node;
  node.rule = Rule::version;
  node.id = version.id;
  if (const Offence* offence = find_offence(version, id))
    node.children.push_back(evaluator.offence(*offence, law));
  else if (const Aggravation* aggravation = find_aggravation(version, id))
    node.children.push_back(evaluator.aggravation(*aggravation, version, law));
  node.value = node.children.empty() ? Outcome::not_in_force : node.children.front().value;
  if (node.children.empty()) node.because = Because::not_in_version;
  rest_on_days(node, law);
  return node;
}

Node versions_node(const Law& law, const Candidates& candidates, const std::string& id, const Evaluator& evaluator) {
  Node node;
  node.rule = Rule::versions;
  for (const Version* version : candidates.versions)
    node.children.push_back(version_node(law, *version, id, evaluator));
  if (candidates.outside) {
    Node outside;
    outside.rule = Rule::outside;
    outside.value = Outcome::not_in_force;
    outside.because = Because::date;
    rest_on_days(outside, law);
    node.children.push_back(std::move(outside));
  }
  node.value = node.children.front().value;
  for (const Node& child : node.children)
    if (child.value != node.value) node.value = Outcome::unknown;
  return node;
}

bool exists(const Law& law, const std::string& id) {
  return std::any_of(law.versions.begin(), law.versions.end(),
                     [&](const Version& v) { return find_offence(v, id) || find_aggravation(v, id); });
}

bool is(std::string_view fact, Truth truth, const Corpus& corpus, const FactBase& facts) {
  const auto id = corpus.vocabulary().find(fact);
  return id && facts.fact(*id).truth == truth;
}

// The role in which the actor acted: as stated, else from the facts.
Subject subject_of(const Corpus& corpus, const Case& stated, const FactBase& facts) {
  switch (stated.subject) {
    case Role::organiser:
      return {.role = ActorRole::organiser, .because = {}, .refused = {}, .cite = {}};
    case Role::paid_facilitator:
      return {.role = ActorRole::paid_facilitator, .because = {}, .refused = {}, .cite = {}};
    case Role::unpaid_helper:
      return {.role = ActorRole::unpaid_helper, .because = {}, .refused = {}, .cite = {}};
    case Role::family_member:
      return {.role = ActorRole::family_member, .because = {}, .refused = {}, .cite = {}};
    case Role::not_stated:
    case Role::person_moved:
      break;
  }
  struct Sign {
    std::string_view fact;
    Truth truth;
    ActorRole role;
  };
  constexpr Sign kSigns[] = {{"facilitation.organised_or_directed", Truth::yes, ActorRole::organiser},
                             {"benefit.sought", Truth::yes, ActorRole::paid_facilitator},
                             {"benefit.received_or_promised", Truth::yes, ActorRole::paid_facilitator},
                             {"actor.close_family_of_person", Truth::yes, ActorRole::family_member},
                             {"benefit.sought", Truth::no, ActorRole::unpaid_helper}};
  for (const Sign& sign : kSigns)
    if (is(sign.fact, sign.truth, corpus, facts))
      return {.role = sign.role, .because = std::string(sign.fact), .refused = {}, .cite = {}};
  return {};
}

// The actor proves to be the person whom the law protects: no role, and the refusal in the law's words.
void refuse_protected(Subject& subject, const Candidates& candidates, const FactBase& facts) {
  for (const Version* version : candidates.versions)
    if (version->protected_person && facts.fact(version->protected_person->fact).truth == Truth::yes)
      subject = {.role = ActorRole::not_stated,
                 .because = {},
                 .refused = version->protected_person->says,
                 .cite = version->protected_person->cite};
}

}  // namespace

core::Result<Finding> assess(const Corpus& corpus, const Case& stated, const FindingId& id, const FactBase& facts) {
  const Law* law = corpus.find(id.law);
  if (!law || !exists(*law, id.offence)) return core::fail(kUnknownLaw, {}, {{"id", id.text()}});
  if (stated.subject == Role::person_moved)
    return core::fail(kPersonMoved, {.field = stated.id}, {{"case", stated.id}, {"finding", id.text()}});

  const Candidates found = candidates(*law, stated.date.days);
  Finding finding{.case_id = stated.id,
                  .id = id,
                  .title = law->title,
                  .jurisdiction = law->jurisdiction,
                  .review_status = law->review_status,
                  .version = {},
                  .content_hash = law->content_hash,
                  .outcome = Outcome::unknown,
                  .as_encoded = Outcome::unknown,
                  .to_check = {},
                  .subject = subject_of(corpus, stated, facts),
                  .mark = Mark::verified,
                  .readings = {},
                  .derivation = {}};
  for (const Version* version : found.versions) finding.version += (finding.version.empty() ? "" : ", ") + version->id;
  refuse_protected(finding.subject, found, facts);
  finding.derivation = versions_node(*law, found, id.offence, Evaluator(corpus, stated, facts));
  finding.as_encoded = finding.derivation.value;
  Support rests_on = support(finding.derivation);
  finding.mark = rests_on.mark;
  finding.to_check = std::move(rests_on.to_check);
  const bool negative = finding.as_encoded == Outcome::no || finding.as_encoded == Outcome::not_in_force;
  finding.outcome = negative && finding.mark != Mark::verified ? Outcome::unknown : finding.as_encoded;
  finding.readings = std::move(rests_on.readings);
  return finding;
}

core::Result<std::vector<Finding>> assess_all(const Corpus& corpus, const Case& stated,
                                              const std::vector<FindingId>& ids) {
  PALERMO_TRY(const FactBase facts, FactBase::derive(stated, corpus.vocabulary()));
  std::vector<Finding> findings;
  for (const FindingId& id : ids) {
    PALERMO_TRY(Finding finding, assess(corpus, stated, id, facts));
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace palermo::law
