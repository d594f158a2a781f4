// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/archetypes.hpp"

#include <algorithm>

#include "palermo/compare/check_mentions.hpp"
#include "palermo/law/checker.hpp"
#include "palermo/law/evaluate.hpp"
#include "palermo/law/explain.hpp"

namespace palermo::compare {

using law::Node;
using law::Outcome;
using law::Rule;

core::Result<Edition> find_edition(const law::Corpus& corpus, std::string_view name) {
  const std::size_t at = name.find('@');
  const law::Law* law = corpus.find(name.substr(0, at));
  if (!law) return core::fail(kNoSuchLaw, {}, {{"law", std::string(name.substr(0, at))}});
  if (at == std::string_view::npos) return Edition{&corpus, law, &law->versions.back()};
  const std::string_view wanted = name.substr(at + 1);
  std::string known;
  for (const law::Version& version : law->versions) {
    if (version.id == wanted) return Edition{&corpus, law, &version};
    known += (known.empty() ? "" : ", ") + version.id;
  }
  return core::fail(kUnknownVersion, {}, {{"law", law->id}, {"version", std::string(wanted)}, {"versions", known}});
}

core::Result<law::Finding> assess_edition(const Edition& edition, law::Case stated, std::string_view offence) {
  stated.date.days = edition.version->in_force;  // wholly inside it, so that no other version is asked
  const law::FindingId id{edition.law->id, std::string(offence)};
  PALERMO_TRY(const std::vector<law::Finding> findings, law::assess_all(*edition.corpus, stated, {id}));
  if (law::check(*edition.corpus, stated, findings.front()))
    return core::fail(kBadDerivation, {.field = stated.id}, {{"case", stated.id}, {"finding", id.text()}});
  return findings.front();
}

std::string_view word(Caught caught) {
  return caught == Caught::yes ? "caught" : caught == Caught::no ? "not_caught" : "open";
}

std::string_view word(Hinge::Kind kind) {
  switch (kind) {
    case Hinge::Kind::element:
      return "element";
    case Hinge::Kind::exception:
      return "exception";
    case Hinge::Kind::term:
      return "term";
    case Hinge::Kind::fact:
      return "fact";
    case Hinge::Kind::mental_element:
      break;
  }
  return "mental_element";
}

namespace {

// The node of the offence in a derivation of one version.
const Node* offence_node(const Node& node) {
  if (node.rule == Rule::offence) return &node;
  for (const Node& child : node.children)
    if (const Node* found = offence_node(child)) return found;
  return nullptr;
}

Hinge hinge(Hinge::Kind kind, const Node& node) { return {kind, node.id, node.cite, node.says}; }

// Elements that fail, exceptions that apply: why an offence is false.
std::vector<Hinge> failing(const Node& offence) {
  std::vector<Hinge> hinges;
  for (const Node& part : offence.children) {
    if (part.rule == Rule::element && part.value == Outcome::no) hinges.push_back(hinge(Hinge::Kind::element, part));
    if (part.rule != Rule::exceptions) continue;
    for (const Node& exception : part.children)
      if (exception.value == Outcome::yes) hinges.push_back(hinge(Hinge::Kind::exception, exception));
  }
  return hinges;
}

// Open terms and unknown facts on which an unknown offence turns, each once.
std::vector<Hinge> unsettled(const Node& offence) {
  std::vector<Hinge> hinges;
  for (const Node* node : law::decisive(offence)) {
    if (node->value != Outcome::unknown || !node->children.empty()) continue;
    const auto kind = node->rule == Rule::open ? Hinge::Kind::term : Hinge::Kind::fact;
    const bool known = std::any_of(hinges.begin(), hinges.end(), [&](const Hinge& h) { return h.id == node->id; });
    if (!known) hinges.push_back(hinge(kind, *node));
  }
  return hinges;
}

bool mentions_mind(const Node& node, const law::Vocabulary& vocabulary) {
  if (node.rule == Rule::fact) {
    const auto fact = vocabulary.find(node.id);
    if (fact && vocabulary[*fact].mental) return true;
  }
  return std::any_of(node.children.begin(), node.children.end(),
                     [&](const Node& child) { return mentions_mind(child, vocabulary); });
}

// The story says that the actor neither acted on purpose nor knew.
core::Result<bool> in_good_faith(const law::Case& story, const law::Vocabulary& vocabulary) {
  PALERMO_TRY(const law::FactBase facts, law::FactBase::derive(story, vocabulary));
  bool any = false;
  for (law::FactId f = 0; f < vocabulary.facts().size(); ++f) {
    if (!vocabulary[f].mental) continue;
    any = true;
    if (facts.fact(f).truth != law::Truth::no) return false;
  }
  return any;
}

Reach read_offence(const Node& node, bool good_faith, const law::Vocabulary& vocabulary) {
  Reach reach{.caught = Caught::open, .offence = node.id, .cite = node.cite, .says = node.says, .hinges = {}};
  if (node.value == Outcome::no) {
    reach.caught = Caught::no;
    reach.hinges = failing(node);
  } else if (node.value == Outcome::unknown) {
    reach.hinges = unsettled(node);
  } else if (good_faith && !mentions_mind(node, vocabulary)) {
    reach.hinges.push_back({Hinge::Kind::mental_element, "", node.cite, ""});
  } else {
    reach.caught = Caught::yes;
  }
  return reach;
}

// Caught before open before not caught; of those not caught the one that fails by the fewest parts.
bool tells_more(const Reach& a, const Reach& b) {
  const auto rank = [](Caught c) { return c == Caught::yes ? 0 : c == Caught::open ? 1 : 2; };
  if (a.caught != b.caught) return rank(a.caught) < rank(b.caught);
  return a.caught == Caught::no && a.hinges.size() < b.hinges.size();
}

}  // namespace

core::Result<Reach> reach_of(const Edition& edition, const law::Case& story) {
  const law::Vocabulary& vocabulary = edition.corpus->vocabulary();
  PALERMO_TRY(const bool good_faith, in_good_faith(story, vocabulary));
  std::optional<Reach> best;
  for (const law::Offence& offence : edition.version->offences) {
    PALERMO_TRY(const law::Finding finding, assess_edition(edition, story, offence.id));
    const Node* node = offence_node(finding.derivation);
    if (!node) continue;
    Reach found = read_offence(*node, good_faith, vocabulary);
    if (!best || tells_more(found, *best)) best = std::move(found);
  }
  return best.value_or(Reach{});
}

namespace {

// What an offence is about: smuggling 1, trafficking 2, both 3, neither 0.
unsigned subject_of(const law::Offence& offence, const law::Corpus& corpus) {
  const AskedFacts mentions = asked_facts_of(offence, corpus);
  return (about_smuggling(mentions, corpus.vocabulary()) ? 1u : 0u) | (about_trafficking(mentions, corpus.vocabulary()) ? 2u : 0u);
}

unsigned subjects_of(const Edition& edition) {
  unsigned all = 0;
  for (const law::Offence& offence : edition.version->offences) all |= subject_of(offence, *edition.corpus);
  return all;
}

// What catches in `in` is about something of which `other` has an offence too.
bool shares_subject(const Reach& reach, const Edition& in, const Edition& other) {
  const law::Offence* offence = law::find_offence(*in.version, reach.offence);
  const unsigned subject = offence ? subject_of(*offence, *in.corpus) : 0u;
  return subject == 0 || (subject & subjects_of(other)) != 0;
}

}  // namespace

core::Result<std::vector<ArchetypeRow>> compare_archetypes(const Edition& draft, const std::optional<Edition>& against,
                                                           const std::vector<law::Case>& stories, const MovedReach& moved) {
  std::vector<ArchetypeRow> rows;
  for (const law::Case& story : stories) {
    const auto reach = [&](const Edition& edition) {
      return story.subject == law::Role::person_moved ? moved(edition, story) : reach_of(edition, story);
    };
    ArchetypeRow row{.class_id = story.id.substr(0, story.id.find('.')),
                     .case_id = story.id,
                     .title = story.title,
                     .about_moved = story.subject == law::Role::person_moved,
                     .comparable = true,
                     .draft = {},
                     .against = {}};
    PALERMO_TRY(row.draft, reach(draft));
    if (against) {
      PALERMO_TRY(Reach other, reach(*against));
      row.comparable = row.draft.caught == Caught::no ? other.caught == Caught::no || shares_subject(other, *against, draft)
                                                      : shares_subject(row.draft, draft, *against);
      row.against = std::move(other);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

core::Value to_value(const Reach& reach) {
  core::Value value{core::Value::Object{}};
  value.set("reach", word(reach.caught));
  value.set("offence", reach.offence);
  value.set("cite", reach.cite);
  core::Value hinges{core::Value::Array{}};
  for (const Hinge& hinge : reach.hinges) {
    core::Value item{core::Value::Object{}};
    item.set("kind", word(hinge.kind));
    item.set("id", hinge.id);
    item.set("cite", hinge.cite);
    item.set("says", hinge.says);
    hinges.push(std::move(item));
  }
  value.set("because", std::move(hinges));
  return value;
}

core::Value to_value(const ArchetypeRow& row) {
  core::Value value{core::Value::Object{}};
  value.set("class", row.class_id);
  value.set("case", row.case_id);
  value.set("title", row.title);
  value.set("about_person_moved", row.about_moved);
  value.set("comparable", row.comparable);
  value.set("law", to_value(row.draft));
  value.set("against", row.against ? to_value(*row.against) : core::Value{});
  value.set("newly_caught", row.newly_caught());
  value.set("newly_free", row.newly_free());
  return value;
}

}  // namespace palermo::compare
