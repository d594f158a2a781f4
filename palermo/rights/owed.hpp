// SPDX-License-Identifier: Apache-2.0
// Owed: what of the catalogue one person is owed in one State on one day, by whom, how strongly, until when; and what is not known.
//
//   PALERMO_TRY(const std::vector<Owed> all, owed(catalogue, corpus, {.stated = a_case, .day = day, .assume = Assume::as_recorded, .force = force}));
//
// A finding may bring an entitlement and never takes one of the floor away (D19). Presumptions act here only: what is owed by one says
// until when. An article that nobody has read may be shown, and its conditions exclude nobody. Method: docs/methods/rights.md.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "palermo/law/case.hpp"
#include "palermo/law/derivation.hpp"
#include "palermo/rights/catalogue.hpp"

namespace palermo::rights {

// What is taken as known about the person having been trafficked.
enum class Assume { as_recorded, without_finding, with_finding };

// due: owed now. on_event: owed as soon as what it names happens. open: facts are missing. to_check: not owed as encoded, by conditions of
// an article that nobody has read.
enum class Standing { due, on_event, open, to_check, not_triggered };
[[nodiscard]] std::string_view word(Standing standing);

// Whether an instrument obliges the State on the day.
enum class Force { binding, soft, unknown, not_binding, elsewhere };  // elsewhere: the law of another State
[[nodiscard]] std::string_view word(Force force);

struct InForce {
  Force force = Force::unknown;
  core::PartialDate since;              // binding: since when; may be unknown
  law::Mark mark = law::Mark::verified; // of what is known about that
};

// Of a law of the corpus, for one State and one day.
using ForceOf = std::function<InForce(const law::Law&)>;

struct OwedGround {
  const Ground* ground = nullptr;
  const law::Article* article = nullptr;  // nothing: a soft instrument
  const law::Article* applied = nullptr;  // the article of another law that it makes apply; mostly nothing
  InForce force;
  Standing standing = Standing::open;
  std::vector<law::FactId> events;   // on_event: what has not happened, as far as is recorded
  std::vector<law::FactId> missing;  // open, or owed by a presumption alone: what would have to be known
  std::string presumed;              // id of the presumption without which it would not be owed
  bool supposed = false;             // that presumption stands on no article, but for an answer that nobody has given
  core::PartialDate deadline;        // as a date: unknown where the article has no number or the clock has not been told
  [[nodiscard]] law::Mark mark() const;  // of the text; that of the force is force.mark
  // An article that was read obliges the State, with shall or shall not and without a limit; that it binds was read or is told by others.
  // Nothing that is only supposed is firm.
  [[nodiscard]] bool firm() const;
  // Read, and known to bind, and yet the State may say no: a limit, a softer verb than shall, or a standard.
  [[nodiscard]] bool leaves_room() const;
  [[nodiscard]] std::string_view bearer() const;  // who owes it, as articles name them: "state_party", "state_of_origin"
};

struct Owed {
  const Entitlement* entitlement = nullptr;
  std::vector<OwedGround> grounds;  // without those of other States; as in the catalogue
  Standing standing = Standing::not_triggered;  // the best of the grounds that oblige, else of the soft ones, else of the rest
  Force force = Force::not_binding;             // the best with that standing
  std::vector<const OwedGround*> carrying() const;  // the grounds with that standing and force
};

struct Question {
  const law::Case& stated;
  core::Day day = 0;
  Assume assume = Assume::as_recorded;
  ForceOf force;
  ForceOf force_of_origin = {};  // for the State of origin, which owes acceptance and papers; nothing: it is not named
  std::map<std::string, core::PartialDate> clocks = {};  // what is known of the days from which deadlines run
};

// One for each entitlement, in the catalogue's order. The catalogue and the corpus must outlive the answer. Errors: law.contradictory_facts.
[[nodiscard]] core::Result<std::vector<Owed>> owed(const Catalogue& catalogue, const law::Corpus& corpus, const Question& question);

// What is known of one category, and what would have to be known.
struct CategoryKnown {
  const Category* category = nullptr;
  law::Truth is = law::Truth::unknown;
  std::vector<law::FactId> missing;
};

// One for each category, in the catalogue's order, as recorded; presumptions apply. Errors: law.contradictory_facts.
[[nodiscard]] core::Result<std::vector<CategoryKnown>> categories(const Catalogue& catalogue, const law::Corpus& corpus, const law::Case& stated);

// The version of the law that is in force on the day; nothing before its first and after its last.
[[nodiscard]] const law::Version* version_on(const law::Law& law, core::Day day);

// The article in the version of the day, else in the last one that has it; nullptr: no version has it.
[[nodiscard]] const law::Article* find_article(const law::Law& law, std::string_view cite, core::Day day);

}  // namespace palermo::rights
