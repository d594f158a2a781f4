// SPDX-License-Identifier: Apache-2.0
// The words in which the observatory says what a law file says: marks, days, duties, deadlines, rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/law/law.hpp"
#include "palermo/observatory/page.hpp"

namespace palermo::observatory {

inline constexpr core::ErrorKind kNoSuchLaw{"observatory.unknown_law", core::Exit::usage};
inline constexpr core::ErrorKind kNoSuchVersion{"observatory.unknown_version", core::Exit::usage};

[[nodiscard]] core::Result<const law::Law*> find_law(const law::Corpus& corpus, const std::string& id);

// Whether a statement with this mark has to be checked against the text before anybody relies on it.
[[nodiscard]] inline bool to_check(law::Mark mark) { return mark != law::Mark::verified; }

// A State's own law; else an instrument of several States or of an organisation (INT, COE, EU, ...).
[[nodiscard]] bool is_national(const law::Law& law);
[[nodiscard]] bool is_treaty(const law::Law& law);

[[nodiscard]] std::string day_text(core::Day day);         // "2003-12-25"
[[nodiscard]] std::string page_file(const law::Law& law);  // "laws/un.cat.html"
[[nodiscard]] std::string article_id(const law::Law& law, const law::Version& version,
                                     std::string_view cite);  // its anchor there
[[nodiscard]] std::string article_href(const law::Law& law, const law::Version& version, std::string_view cite);
[[nodiscard]] std::string rule_id(const law::Version& version, std::string_view rule);
[[nodiscard]] std::string spaced(std::string_view word);                  // "best_interests" -> "best interests"
[[nodiscard]] std::string spaced(const std::vector<std::string>& words);  // joined by ", "
[[nodiscard]] Span word_of(const core::Catalogue& catalogue, std::string_view list,
                           std::string_view word);  // observatory.LIST.WORD
[[nodiscard]] Span mark_span(const core::Catalogue& catalogue, law::Mark mark);
// With its mark where the days were not read.
[[nodiscard]] Line in_force(const core::Catalogue& catalogue, const law::Version& version);
// "text as of 2024-12"; only where it is known.
[[nodiscard]] Line text_as_of(const core::Catalogue& catalogue, const law::Version& version);
[[nodiscard]] Line review_line(const core::Catalogue& catalogue, const law::Law& law);
[[nodiscard]] Line limits_line(const core::Catalogue& catalogue, const std::vector<std::string>& limits);
[[nodiscard]] Line deadline_line(const core::Catalogue& catalogue, const law::Deadline& deadline);

// "Owed by each State Party to victims: shall." Empty when the article has no modality.
[[nodiscard]] Line owes_line(const core::Catalogue& catalogue, const law::Article& article);
// Strength, qualifier, limits, deadline in one line: what has to be read with the paraphrase.
[[nodiscard]] Line terms_line(const core::Catalogue& catalogue, const law::Article& article);

// A rule in words, as a nested list: "all of these", the facts with the question each of them answers, definitions with
// a link.
[[nodiscard]] std::vector<Item> rule_items(const core::Catalogue& catalogue, const law::Corpus& corpus,
                                           const law::Law& law, const law::Version& version,
                                           const law::Expression& expression, std::size_t depth = 0);

}  // namespace palermo::observatory
