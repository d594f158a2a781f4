// SPDX-License-Identifier: Apache-2.0
// Case: what is said about one event, each statement with who says it. No names, no free text.
//
// Format of case files: palermo-cases/1 (docs/formats/cases.md).
// A statement's `source` is empty when the file states it, else the id of the declared reading that supplies it.
// `closed` groups were examined: what is not listed in them is false (never a number, never a fact listed as unknown).
// `one_of`: at least one of these facts is true and the record does not say which (a merged code such as "threats or
// coercion"). Merged positives stay merged: no fact of the set becomes true by it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "palermo/law/law.hpp"
#include "palermo/law/truth.hpp"

namespace palermo::law {

inline constexpr core::ErrorKind kOneOfTooSmall{"law.one_of_too_small", core::Exit::unreadable};
inline constexpr core::ErrorKind kNotANumber{"law.not_a_number", core::Exit::unreadable};
inline constexpr core::ErrorKind kChangeBeforeCase{"law.change_before_case", core::Exit::unreadable};

struct Statement {
  FactId fact = 0;
  Truth truth = Truth::unknown;  // unknown: "asked, and not known": stays so even in a closed group
  std::string source;
};

struct NumberStatement {
  FactId fact = 0;
  core::Interval<std::int64_t> range;
  std::string source;
};

struct OneOf {
  std::vector<FactId> facts;  // sorted, at least two
  std::string source;
};

struct ClosedGroup {
  GroupId group = 0;
  std::string source;
};

// A named human's answer to an open term of one law.
struct Answer {
  std::string law, term;
  Truth truth = Truth::unknown;
  std::string by, reason;
};

// Whose conduct is judged, when the file says so.
enum class Role { not_stated, organiser, paid_facilitator, unpaid_helper, family_member, person_moved };
[[nodiscard]] std::string_view word(Role role);  // "organiser", ...

struct Expectation {
  std::string finding;  // as written
  Outcome outcome = Outcome::unknown;
  bool refused = false;  // expected: no finding at all, because its subject would be the person moved
  core::Place place;
};

// A way to understand the case that somebody declares before looking at what comes of it (readings.hpp).
struct DeclaredReading {
  std::string id, says;
  std::vector<Statement> statements;  // their source is the id
  std::vector<Answer> answers;        // by the id
};

// Something that the file learns later (history.hpp). A thing that became so was different before; a thing that became known was so all
// along. What a case says is what was recorded first: assess() knows nothing of its changes. No change is dated before the first day of
// the case: what was so before the conduct began, or was known by then, belongs to what was recorded first.
struct Change {
  enum class Kind : std::uint8_t { became_so, became_known };
  Kind kind = Kind::became_known;
  core::Day on = 0;
  std::string says;
  std::vector<Statement> statements;
  std::vector<NumberStatement> numbers;
};
[[nodiscard]] std::string_view word(Change::Kind kind);

struct Case {
  std::string id, title, why;
  core::PartialDate date;  // of the conduct
  std::vector<Statement> statements;
  std::vector<NumberStatement> numbers;
  std::vector<OneOf> one_of;
  std::vector<ClosedGroup> closed;
  std::vector<Answer> answers;
  bool exceptions_not_raised = false;  // the user's choice: a recorded assumption, not a fact
  Role subject = Role::not_stated;
  std::vector<Expectation> expect;
  std::vector<DeclaredReading> readings;  // of the file, then of the case
  std::vector<Change> changes;            // in the order of their days
  core::Value rights;                     // what a scenario expects of the room of rights, which reads it
};

// Errors: schema.*, law.unknown_fact, law.unknown_group, law.wrong_kind_of_fact, law.duplicate_id, law.one_of_too_small,
// law.number_out_of_range, law.too_many, law.change_before_case, date.unreadable.
[[nodiscard]] core::Result<std::vector<Case>> parse_cases(const core::Value& document, const Vocabulary& vocabulary);

}  // namespace palermo::law
