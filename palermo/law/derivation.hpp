// SPDX-License-Identifier: Apache-2.0
// Derivation: why a finding is what it is, as a tree that follows the law's text down to what was stated.
//
// Every node has a rule, a value and, at the leaves, the basis on which the value stands. The tree holds every part of
// the law's text, also the parts on which the outcome does not rest, in the order of the text. checker.hpp re-checks a
// tree against the law and the bare case and shares no code with what made it. Shapes: versions -> (version -> offence
// | aggravation)*, outside?;  aggravation -> offence, grounds -> element*; offence -> element*, exceptions?;  element
// -> expression, waiver?;  definition, waiver, exception -> expression; fact -> the fact from which it follows, when it
// is implied.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/value.hpp"
#include "palermo/law/law.hpp"
#include "palermo/law/truth.hpp"

namespace palermo::law {

enum class Rule : std::uint8_t {
  fact,
  less,
  not_less,
  any,
  all,
  negation,
  at_least,
  definition,
  open,
  one_of,  // expressions; one_of: `any`, by a merged positive
  element,
  waiver,
  exception,
  exceptions,
  offence,
  grounds,
  aggravation,  // parts of an offence
  version,
  outside,
  versions  // the date of the conduct
};
[[nodiscard]] std::string_view word(Rule rule);

// Why a node has its value.
enum class Because : std::uint8_t {
  children,        // it follows from the nodes below
  not_known,       // nobody said
  stated,          // the file, or the reading `source`, says so
  implied,         // from the fact below, by implication number `implication`, article `cite`
  closed,          // its group was examined (by the file or the reading `source`) and it was not found
  answered,        // a named human answered an open term
  not_raised,      // exceptions that nobody settled, taken as absent at the user's wish
  not_in_version,  // this version of the law does not have the offence
  date             // the conduct may fall on a day on which no version was in force
};
[[nodiscard]] std::string_view word(Because because);

struct Node {
  Rule rule = Rule::fact;
  Outcome value = Outcome::unknown;
  Because because = Because::children;
  std::string id;  // of the fact, definition ("law@version#id"), term, element, offence, version
  std::string cite, says;
  Mark mark = Mark::verified;          // of definitions, elements, waivers, exceptions, offences, aggravations; of the days of versions
  std::string source;                  // stated, closed, one_of: the reading that supplies it; empty: the file
  std::vector<std::string> sources;    // less, not_less: the readings that narrowed the number
  std::uint32_t implication = 0;       // implied
  std::int64_t number = 0;             // less, not_less: the bound; at_least: how many
  core::Interval<std::int64_t> range;  // less, not_less: what is known of the number
  std::vector<FactId> merged;          // one_of: the facts of which at least one is true
  std::string by, reason;              // answered
  std::vector<Node> children;
};

[[nodiscard]] core::Value to_value(const Node& node, const Vocabulary& vocabulary);

// What the value of a node rests on: for a true `any` its best true operand, for a false one every operand, and so on.
// `mark` is the weakest mark met, `readings` the assumptions used, sorted. Of several sufficient operands the one with
// the stronger mark, then with fewer readings, then the first is taken. What is unknown rests on its unknown parts.
struct Support {
  Mark mark = Mark::verified;
  std::vector<std::string> readings;
  std::vector<std::string> to_check;  // cites of the parts that were not read, sorted
};
inline constexpr std::string_view kExceptionsNotRaised = "exceptions_not_raised";  // as a reading
[[nodiscard]] Support support(const Node& node);

}  // namespace palermo::law
