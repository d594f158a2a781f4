// SPDX-License-Identifier: Apache-2.0
// Duties side by side: what one law asks more, less or otherwise than another, clause by clause, with the reasons.
//
// Method and its limits: docs/methods/duties.md. The answer is about clauses: there is no total and no order of laws.
// Invariants: every clause on which either law has an article is either compared or listed as not compared; a silence
// is only called one when the text was read for it; a relation that rests on text nobody read carries the weakest mark.
#pragma once

#include <string>
#include <vector>

#include "palermo/law/law.hpp"
#include "palermo/observatory/page.hpp"

namespace palermo::observatory {

// Of A towards B. mixed: each has something that the other lacks, or they cannot be ordered.
enum class Relation { stronger, equal, weaker, mixed, not_known };
[[nodiscard]] std::string_view word(Relation relation);

// What a law has on a clause. no_duty: it speaks of it and owes nothing; not_known: it was not read (whole) for it.
enum class Voice { duty, no_duty, silent, not_known };
[[nodiscard]] std::string_view word(Voice voice);

enum class Aspect { silence, no_duty, not_read, modality, asks, limits, deadline, addressee, arrangement };
[[nodiscard]] std::string_view word(Aspect aspect);

// One point in which the two differ, and which of them it makes the stronger. `a` and `b` are what each has (words of
// the law files).
struct Reason {
  Aspect aspect = Aspect::modality;
  Relation favours = Relation::mixed;  // stronger: A; weaker: B; mixed: neither
  std::vector<std::string> a, b;
};

struct Side {
  Voice voice = Voice::not_known;
  std::vector<const law::Article*> articles;  // every article on the clause, in the law's order
  std::string why;                            // silent, not_known: on what that rests, from the law file; may be empty
  law::Mark mark = law::Mark::verified;       // the weakest it rests on
  // The law itself is silent and its parent speaks: whose articles these are, and by which article of the law.
  const law::Law* from = nullptr;
  const law::Version* from_version = nullptr;
  std::string by;
};

struct ClauseRow {
  const law::Clause* clause = nullptr;
  Relation relation = Relation::not_known;
  Side a, b;
  std::vector<Reason> reasons;
  law::Mark mark = law::Mark::verified;  // the weakest of the two sides
};

struct DutyComparison {
  const law::Law* a = nullptr;
  const law::Law* b = nullptr;
  const law::Version* version_a = nullptr;
  const law::Version* version_b = nullptr;
  std::vector<ClauseRow> rows;                   // in the order of clauses.yaml
  std::vector<const law::Clause*> not_compared;  // neither owes anything, and at least one speaks of it
};

// Each is written "law", for its latest version, or "law@version". The corpus must outlive the answer.
// Errors: observatory.unknown_law, observatory.unknown_version.
[[nodiscard]] core::Result<DutyComparison> compare_duties(const law::Corpus& corpus, const std::string& a,
                                                          const std::string& b);

// What one version has on one clause; where it is silent, what its parent has.
[[nodiscard]] Side side_of(const law::Corpus& corpus, const law::Law& law, const law::Version& version,
                           const law::Clause& clause);
// Whether every paragraph of the version is listed and was read, so that what is not listed is not there.
[[nodiscard]] bool read_whole(const law::Law& law, const law::Version& version);

// Whether everything that `b` states on the clause is stated by `a` at least as strongly (docs/methods/duties.md).
[[nodiscard]] bool at_least_as_strong(const std::vector<const law::Article*>& a,
                                      const std::vector<const law::Article*>& b, const law::Clause* clause = nullptr);
[[nodiscard]] std::vector<Reason> reasons_between(const Side& a, const Side& b, const law::Clause* clause = nullptr);
// The articles that owe something: a duty, a right or an offence with a modality.
[[nodiscard]] std::vector<const law::Article*> owing(const std::vector<const law::Article*>& articles);

[[nodiscard]] Page duties_page(const DutyComparison& comparison, const core::Catalogue& catalogue);
[[nodiscard]] core::Value to_value(const DutyComparison& comparison);

}  // namespace palermo::observatory
