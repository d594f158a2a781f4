// SPDX-License-Identifier: Apache-2.0
// What becomes of stories: each judged under both editions, and the parts whose value differs.
#include <algorithm>

#include "palermo/compare/diff.hpp"

namespace palermo::compare {

using law::Node;
using law::Outcome;
using law::Rule;

namespace {

// Offences and aggravations of both editions, each once, the later edition's first.
std::vector<std::string> findings_of(const Edition& before, const Edition& after) {
  std::vector<std::string> ids;
  const auto add = [&](const std::string& id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  };
  for (const Edition* edition : {&after, &before}) {
    for (const law::Offence& o : edition->version->offences) add(o.id);
    for (const law::Aggravation& a : edition->version->aggravations) add(a.id);
  }
  return ids;
}

bool has(const Edition& edition, std::string_view id) {
  return law::find_offence(*edition.version, id) || law::find_aggravation(*edition.version, id);
}

// The finding's derivation; a node of value not_in_force where the edition has no such offence.
core::Result<Node> judged(const Edition& edition, const law::Case& story, const std::string& id) {
  Node none;
  none.value = Outcome::not_in_force;
  if (!has(edition, id)) return none;
  PALERMO_TRY(law::Finding finding, assess_edition(edition, story, id));
  return std::move(finding.derivation);
}

// Elements, exceptions and grounds, in the order of the text.
void collect(const Node& node, bool grounds, std::vector<PartChange>& parts) {
  const bool ground = grounds || node.rule == Rule::grounds;
  if (node.rule == Rule::element || node.rule == Rule::exception) {
    const std::string what = node.rule == Rule::exception ? "exception" : ground ? "ground" : "element";
    parts.push_back({what, node.id, node.cite, node.value, Outcome::not_in_force});
    return;
  }
  for (const Node& child : node.children) collect(child, ground, parts);
}

// `before` and `after` still hold the parts of one edition each, their value under `before`.
std::vector<PartChange> joined(std::vector<PartChange> before, const std::vector<PartChange>& after) {
  std::vector<PartChange> changes;
  for (const PartChange& part : after) {
    PartChange change{part.what, part.id, part.cite, Outcome::not_in_force, part.before};
    const auto old = std::find_if(before.begin(), before.end(),
                                  [&](const PartChange& p) { return p.what == part.what && p.id == part.id; });
    if (old != before.end()) {
      change.before = old->before;
      before.erase(old);
    }
    if (change.before != change.after) changes.push_back(std::move(change));
  }
  for (const PartChange& gone : before) changes.push_back(gone);
  return changes;
}

// Parts on which the change of outcome cannot rest: an exception that is new and does not apply, an element that is gone and was met.
bool idle(const PartChange& part) {
  const Outcome harmless = part.what == "exception" ? Outcome::no : Outcome::yes;
  const bool one_sided = part.before == Outcome::not_in_force || part.after == Outcome::not_in_force;
  return part.what != "ground" && one_sided && (part.before == harmless || part.after == harmless);
}

}  // namespace

core::Result<StoryDiff> outcome_changes(const Edition& before, const Edition& after, const std::vector<law::Case>& stories) {
  StoryDiff diff;
  const std::vector<std::string> ids = findings_of(before, after);
  for (const law::Case& story : stories) {
    if (story.subject == law::Role::person_moved) {
      ++diff.refused;
      continue;
    }
    ++diff.asked;
    for (const std::string& id : ids) {
      PALERMO_TRY(const Node old, judged(before, story, id));
      PALERMO_TRY(const Node now, judged(after, story, id));
      if (old.value == now.value) continue;
      OutcomeChange change{.case_id = story.id, .title = story.title, .finding = id, .before = old.value, .after = now.value, .because = {}};
      std::vector<PartChange> parts_before, parts_after;
      collect(old, false, parts_before);
      collect(now, false, parts_after);
      if (old.value != Outcome::not_in_force && now.value != Outcome::not_in_force) {
        change.because = joined(std::move(parts_before), parts_after);
        std::erase_if(change.because, idle);
      }
      diff.changes.push_back(std::move(change));
    }
  }
  return diff;
}

core::Value to_value(const OutcomeChange& change) {
  core::Value value{core::Value::Object{}};
  value.set("case", change.case_id);
  value.set("title", change.title);
  value.set("finding", change.finding);
  value.set("before", word(change.before));
  value.set("after", word(change.after));
  core::Value because{core::Value::Array{}};
  for (const PartChange& part : change.because) {
    core::Value item{core::Value::Object{}};
    item.set("what", part.what);
    item.set("id", part.id);
    item.set("cite", part.cite);
    item.set("before", word(part.before));
    item.set("after", word(part.after));
    because.push(std::move(item));
  }
  value.set("because", std::move(because));
  return value;
}

}  // namespace palermo::compare
