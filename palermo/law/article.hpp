// SPDX-License-Identifier: Apache-2.0
// Article: one paragraph of an instrument in our own words: who owes what to whom, how strongly, and which rule stands for it.
//
// Articles stand beside the offences of a version, in the instrument's order (docs/formats/law.md). Modality, qualifier and
// deadline are data, so that "shall consider" is never printed as a right. A deadline that the text gives as a standard
// ("without undue delay") stays a standard; no number is ever invented for it.
// Invariant: an article has a modality, or names the rules that stand for it, or says why there is none.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/schema.hpp"
#include "palermo/law/clauses.hpp"
#include "palermo/law/mark.hpp"

namespace palermo::law {

inline constexpr core::ErrorKind kArticleWithoutRule{"law.article_without_rule", core::Exit::unreadable};

enum class Modality { shall, shall_not, shall_endeavour, shall_consider, should, may };
[[nodiscard]] std::string_view word(Modality modality);  // "shall_consider"

struct Deadline {
  enum class Kind { none, standard, at_least_days, within_days, within_months };
  Kind kind = Kind::none;
  std::int64_t count = 0;  // days or months
  std::string says;        // standard: the text's own; else from when it runs
};

// What somebody with authority, but no power to legislate, says of the article.
struct Guidance {
  std::string source, authority, says;  // authority: drafting_history, official_commentary, treaty_body, ...
  Mark mark = Mark::unverified;
};

struct Article {
  std::string cite, kind, who, to, says, qualifier, not_encoded;
  std::vector<std::string> clauses;  // what it is about; one paragraph may speak to several
  std::optional<Modality> modality;
  Deadline deadline;
  std::vector<std::string> asks;    // what it asks under its clauses
  std::vector<std::string> limits;  // what weakens it
  std::vector<std::string> rules;   // ids of offences, aggravations, definitions, scopes of the same version
  std::vector<Guidance> guidance;
  Mark mark = Mark::verified;
  core::Place place;
};

[[nodiscard]] bool speaks_to(const Article& article, std::string_view clause);
// Of what the article asks, what is asked under this clause.
[[nodiscard]] std::vector<std::string> asks_under(const Article& article, const Clause& clause);

// A clause of which the law, read whole, says nothing. `clause` is one of clauses.yaml or a topic of the omission list.
struct Silence {
  std::string clause, cite;
  Mark mark = Mark::verified;
};

struct Identifier {
  std::string scheme, value;  // "unts", "vol. 2237, p. 319"
  Mark mark = Mark::unverified;
};

struct Penalty {
  std::string cite, who, when;
  std::optional<std::int64_t> min_months, max_months;
  bool life = false, fine = false;
  Mark mark = Mark::unverified;
};

// One item of a law file each; `otherwise` is the mark of what has none. Errors: schema.*, law.unknown_clause,
// law.article_without_rule, law.number_out_of_range, law.penalty_turned_round, law.two_deadlines.
[[nodiscard]] core::Result<Article> parse_article(const core::Value& value, const Clauses& clauses, Mark otherwise);
[[nodiscard]] core::Result<Silence> parse_silence(const core::Value& value, const Clauses& clauses, Mark otherwise);
[[nodiscard]] core::Result<Identifier> parse_identifier(const core::Value& value);
[[nodiscard]] core::Result<Penalty> parse_penalty(const core::Value& value, Mark otherwise);

}  // namespace palermo::law
