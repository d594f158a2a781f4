// SPDX-License-Identifier: Apache-2.0
// Clauses: what articles of different instruments are about, so that their duties can be laid side by side.
//
// Format: palermo-clauses/1 (data/law/clauses.yaml, docs/formats/clauses.md). A clause is a subject, not a standard: two
// articles that share one may ask very different things. Each clause belongs to one theme; `asks` are the things an article may
// ask under it, and the only ones that an article of that clause may name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/value.hpp"

namespace palermo::law {

inline constexpr core::ErrorKind kUnknownClause{"law.unknown_clause", core::Exit::unreadable};

struct Theme {
  std::string id, says;
};

struct Clause {
  std::string id, theme, says;
  std::vector<std::string> asks;
};

class Clauses {
 public:
  // Errors: schema.*; law.duplicate_id; law.unknown_clause when a clause names a theme that is not in the list.
  [[nodiscard]] static core::Result<Clauses> parse(const core::Value& document);

  [[nodiscard]] const Clause* find(std::string_view id) const;
  [[nodiscard]] const Theme* find_theme(std::string_view id) const;
  [[nodiscard]] const std::vector<Clause>& clauses() const { return clauses_; }  // in the order of the file
  [[nodiscard]] const std::vector<Theme>& themes() const { return themes_; }

 private:
  std::vector<Theme> themes_;
  std::vector<Clause> clauses_;
};

}  // namespace palermo::law
