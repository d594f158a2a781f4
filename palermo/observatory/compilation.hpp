// SPDX-License-Identifier: Apache-2.0
// Compilation: the norms on one theme that bind, or may bind, one State on one day; binding and soft apart, sources
// numbered.
//
// Taken: treaties and other instruments of several States in the version in force that day, and the State's own laws.
// Whether the State is bound by an instrument is asked of a function; what it does not know is shown as not known. A
// norm whose text was not read stands under "to be checked" and nowhere else.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "palermo/law/law.hpp"
#include "palermo/observatory/page.hpp"

namespace palermo::observatory {

inline constexpr core::ErrorKind kUnknownTheme{"observatory.unknown_theme", core::Exit::usage};

// not_open: a closed instrument, to which the State cannot be a party; never "not known".
enum class Bound { yes, no, unknown, not_open };
[[nodiscard]] std::string_view word(Bound bound);

struct Standing {
  Bound bound = Bound::unknown;
  std::string source = {};    // where that stands, with its day; may be empty
  std::string note = {};      // a reservation or a condition, in words; may be empty
  std::string only_for = {};  // the part of the State that is bound; empty: all of it, or not told
  // Of a day after all that is known of the State and the instrument: the last day of which anything is, and the answer
  // there. Empty: the day is not after it.
  std::string known_until = {};
  Bound last_known = Bound::unknown;
};

// Whether the State asked about was bound by an instrument (by the id of its law file) on the day asked about.
using StandingOf = std::function<Standing(const std::string& instrument)>;
[[nodiscard]] Standing standing_not_known(const std::string& instrument);

// Where a norm stands in the compilation.
enum class Shelf {
  binding,   // of the State's own law, or of an instrument that binds it
  may_bind,  // whether it binds the State on that day is not known
  soft,      // advice inside an instrument, guidance of others
  no_duty,   // definitions, powers, savings
  to_check   // its text was not read, or not for this project
};
[[nodiscard]] std::string_view word(Shelf shelf);

struct Norm {
  const law::Clause* clause = nullptr;
  const law::Article* article = nullptr;
  const law::Guidance* guidance = nullptr;  // of the article; soft
  std::size_t source = 0;                   // index into sources
  Shelf shelf = Shelf::binding;
};

struct Source {
  const law::Law* law = nullptr;
  const law::Version* version = nullptr;
  Standing standing;
  bool national = false;
  bool dates_known = true;  // whether it is known that the version was in force that day
  std::string guidance;     // of guidance: what it is; the law is the one whose article it is about
};

struct LeftOut {
  const law::Law* law = nullptr;
  Bound bound = Bound::unknown;  // no: the State was not bound; not_open: it cannot be; else no version was in force
  std::string source, note;
};

struct Compilation {
  const law::Theme* theme = nullptr;
  std::string state;             // empty: no State, instruments only
  std::optional<core::Day> day;  // empty: the latest versions
  std::vector<Norm> norms;       // by clause, then in the order of the corpus
  std::vector<Source> sources;   // numbered from 1 as they stand here
  std::vector<LeftOut> left_out;
  std::vector<const law::Clause*> covered,
      not_covered;  // clauses of the theme with and without a norm whose text was read
};

struct Question {
  std::string theme, state;
  std::optional<core::Day> day = {};
  StandingOf standing = standing_not_known;
};

// Errors: observatory.unknown_theme, observatory.not_a_state.
[[nodiscard]] core::Result<Compilation> compile(const law::Corpus& corpus, const Question& question);

[[nodiscard]] Page compilation_page(const Compilation& compilation, const core::Catalogue& catalogue);
[[nodiscard]] core::Value to_value(const Compilation& compilation);

}  // namespace palermo::observatory
