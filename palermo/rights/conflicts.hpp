// SPDX-License-Identifier: Apache-2.0
// Conflicts: practices of authorities that stand against what the person is owed: breach, tension or question.
//
// breach: the practice is known, and an article that was read obliges the State without qualification. tension: the duty is qualified, soft,
// or the instrument leaves room. question: whether the duty holds, obliges, or is set aside is not known, or nobody has read the article.
// A practice that nobody recorded is no conflict. Format: palermo-practices/1 (docs/formats/rights.md).
#pragma once

#include "palermo/rights/owed.hpp"

namespace palermo::rights {

inline constexpr core::ErrorKind kUnknownEntitlement{"rights.unknown_entitlement", core::Exit::unreadable};

struct Against {
  std::string entitlement, tension;  // tension: why the instrument leaves room; may be empty
  std::vector<std::string> cites;    // the grounds that forbid the practice: "un.crc art. 37(b)", or the source of a standard; none: all
  std::optional<law::Expression> when;
};

struct Practice {
  std::string id, says;
  law::Expression when;
  std::optional<law::Expression> unless;
  std::vector<Against> against;
};

// Errors: schema.*, law.unknown_fact, law.bad_expression, rights.unknown_condition, rights.not_here, rights.twice,
// rights.unknown_entitlement, rights.unknown_article.
[[nodiscard]] core::Result<std::vector<Practice>> parse_practices(const core::Value& document, const Catalogue& catalogue,
                                                                  const law::Corpus& corpus);

enum class Grade { breach, tension, question };
[[nodiscard]] std::string_view word(Grade grade);

struct Conflict {
  const Practice* practice = nullptr;
  const Against* against = nullptr;
  Owed owed;                 // the entitlement, as it is owed
  std::size_t heaviest = 0;  // of its grounds, the one that weighs most
  std::vector<std::size_t> also;  // breach, tension: the others that stand against the practice, none of them a question
  Grade grade = Grade::question;
  std::vector<law::FactId> missing;  // question: what would have to be known; may be empty
  [[nodiscard]] const OwedGround& ground() const { return owed.grounds[heaviest]; }
};

// By practice, then as the practice lists them. Errors: law.contradictory_facts.
[[nodiscard]] core::Result<std::vector<Conflict>> conflicts(const std::vector<Practice>& practices, const Catalogue& catalogue,
                                                            const law::Corpus& corpus, const Question& question);

}  // namespace palermo::rights
