// SPDX-License-Identifier: Apache-2.0
// Diff: what changed between two editions of a law, or between the law and a draft: its rules, its words, and what becomes of stories.
//
// Parts are matched by kind and id (articles by their cite). A change of a rule and a change of words are told apart: two rules are the
// same when they have the same operands in whatever order, references written out. A rule that changed only because a definition did
// names the definition. Parts of an offence that is new or gone are not listed one by one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/compare/archetypes.hpp"

namespace palermo::compare {

enum class Change { added, removed, rule, words };
[[nodiscard]] std::string_view word(Change change);  // "added", "removed", "rule", "words"

// One field of a part that changed: expr, says, cite, mark, modality, ...
struct FieldChange {
  std::string field, before, after;
};

struct Difference {
  Change change = Change::words;
  std::string what;  // offence, element, waiver, exception, aggravation, ground, definition, scope, article, protected_person, in_force
  std::string id;    // "facilitation/family"; of an article its cite
  std::string cite, says;  // of the later edition, unless the part is gone
  std::vector<FieldChange> fields;
  std::vector<std::string> through;  // rule: definitions that it uses and that changed
};

// In the order of the later edition; what is gone comes last.
[[nodiscard]] std::vector<Difference> differences(const Edition& before, const Edition& after);

// An element, exception or ground whose value differs; not_in_force: that edition has no such part.
struct PartChange {
  std::string what, id, cite;
  law::Outcome before = law::Outcome::not_in_force, after = law::Outcome::not_in_force;
};

// A story for which an offence or aggravation comes out differently; not_in_force: that edition has no such offence.
struct OutcomeChange {
  std::string case_id, title, finding;
  law::Outcome before = law::Outcome::not_in_force, after = law::Outcome::not_in_force;
  std::vector<PartChange> because;
};

struct StoryDiff {
  std::int64_t asked = 0;    // stories judged under both editions
  std::int64_t refused = 0;  // stories about the person moved: nothing is found about her
  std::vector<OutcomeChange> changes;
};

[[nodiscard]] core::Result<StoryDiff> outcome_changes(const Edition& before, const Edition& after,
                                                      const std::vector<law::Case>& stories);

[[nodiscard]] core::Value to_value(const Difference& difference);
[[nodiscard]] core::Value to_value(const OutcomeChange& change);

}  // namespace palermo::compare
