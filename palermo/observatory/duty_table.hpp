// SPDX-License-Identifier: Apache-2.0
// Duty table: what a State Party owes under the two Protocols, row by row, over the articles of the law files.
//
// Format: palermo-duties/1 (data/duties/protocols.yaml, docs/formats/duties.md). A row is one paragraph, one
// duty-bearer and one strength; its words, qualifiers, deadlines and marks are those of its articles. A power is no
// row. Invariants: every article with a modality, in the latest version of each law of the table, is in exactly one row
// or left out with the reason; the articles of a row have one bearer and one strength, and everybody to whom one of
// them is owed is named by the row.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/law/law.hpp"

namespace palermo::observatory {

inline constexpr core::ErrorKind kDutyArticle{"observatory.duty_article", core::Exit::unreadable};
inline constexpr core::ErrorKind kDutyMixed{"observatory.duty_mixed", core::Exit::unreadable};
inline constexpr core::ErrorKind kDutyTwice{"observatory.duty_twice", core::Exit::unreadable};
inline constexpr core::ErrorKind kDutyUncovered{"observatory.duty_uncovered", core::Exit::unreadable};

struct DutyRow {
  std::string id, says, role;   // role: who owes it, in words; empty: `who` of its articles says it
  std::vector<std::string> to;  // words of the law files; empty: nobody in particular
  const law::Law* law = nullptr;
  std::vector<const law::Article*> articles;  // at least one

  [[nodiscard]] law::Modality modality() const { return *articles.front()->modality; }
  [[nodiscard]] law::Mark mark() const;  // the weakest of its articles
  [[nodiscard]] bool owed_to_a_state() const;
};

struct DutyLeftOut {
  const law::Law* law = nullptr;
  const law::Article* article = nullptr;
  std::string why;
};

struct DutyTable {
  std::string id;
  std::vector<const law::Law*> laws;  // in the order of the file
  std::vector<DutyRow> rows;
  std::vector<DutyLeftOut> left_out;

  [[nodiscard]] const DutyRow* find(std::string_view row) const;
};

// The corpus must outlive the table. Errors: the four kinds above, observatory.unknown_law, schema.*.
[[nodiscard]] core::Result<DutyTable> parse_duty_table(const core::Value& document, const law::Corpus& corpus);

}  // namespace palermo::observatory
