// SPDX-License-Identifier: Apache-2.0
// What if: the same case with some things supposed otherwise, before and after.
//
// A supposed fact takes the place of what the file states of it, and that is said (`replaced`). Suppositions that cannot stand with the rest
// of the case are refused, with the facts on the way to the contradiction. The case itself is never changed.
#pragma once

#include "palermo/law/completion.hpp"

namespace palermo::law {

inline constexpr core::ErrorKind kBadSetting{"law.bad_setting", core::Exit::usage};
inline constexpr core::ErrorKind kCannotSuppose{"law.cannot_suppose", core::Exit::usage};

inline constexpr std::string_view kWhatIf = "what if";  // the source of what is supposed

struct Supposed {
  std::string what;  // as written: "means.threat", "person.age", "law#term"
  Atom::Kind kind = Atom::Kind::fact;  // below: a number
  FactId fact = 0;
  std::string law, term;                // answer
  Truth truth = Truth::unknown;         // fact, answer
  core::Interval<std::int64_t> range;   // number; unknown at both ends: not known
};

// "means.threat=true", "means.threat=unknown", "person.age=17", "person.age=16..18", "person.age=18..", "un.tip-protocol#TERM=true".
// Errors: law.bad_setting (also of a number that the fact cannot be), law.unknown_fact, law.unknown_law, law.unknown_term.
[[nodiscard]] core::Result<Supposed> parse_supposed(std::string_view text, const Corpus& corpus);

// A part of the text whose value is another one after. An element may come out true because it is not asked for (of a child no means
// is): that is said, or else the element would seem to have been met.
struct PartChange {
  Rule part = Rule::element;  // element, waiver or exception
  std::string id, cite, says;
  Outcome before = Outcome::unknown, after = Outcome::unknown;
  bool not_asked_before = false, not_asked_after = false;  // of an element: true by its waiver alone
};

struct FindingChange {
  Completion before, after;
  std::vector<PartChange> parts;  // elements, waivers and exceptions, in the order of the text
};

struct WhatIf {
  std::vector<std::string> replaced;  // what the file states otherwise, as in Supposed::what
  std::vector<FindingChange> findings;
};

// The case with everything supposed, and what it replaced. Errors: law.bad_setting when one thing is supposed twice, law.cannot_suppose.
[[nodiscard]] core::Result<Case> supposing(const Case& stated, const std::vector<Supposed>& all, const Vocabulary& vocabulary,
                                           std::vector<std::string>& replaced);

// `look` sees each completion, before and after, with its case. Errors: as above, those of complete() and of `look`.
[[nodiscard]] core::Result<WhatIf> what_if(const Corpus& corpus, const Case& stated, const std::vector<FindingId>& ids,
                                           const std::vector<Supposed>& all, const Look& look);

[[nodiscard]] core::Value to_value(const WhatIf& found);

}  // namespace palermo::law
