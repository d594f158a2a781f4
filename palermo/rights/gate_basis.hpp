// SPDX-License-Identifier: Apache-2.0
// Cited articles: what an article of the corpus says, how strongly and by what mark, for answers that rest on it; and
// the legal basis of each ground of the return gate.
//
// An answer never states an article by itself: words and mark come from the corpus, so that both cannot drift apart.
// Errors: rights.unknown_article.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/law/law.hpp"
#include "palermo/rights/gate.hpp"

namespace palermo::core {
class Catalogue;
}

namespace palermo::rights {

struct ArticleName {
  std::string_view law, cite;  // "un.cat", "art. 3(1)"
};

// One article as it is printed under an answer.
struct CitedArticle {
  std::string law, cite, says, qualifier;
  std::string modality;  // "shall_not"; empty where it binds nobody by itself
  law::Mark mark = law::Mark::unverified;
};

[[nodiscard]] core::Result<CitedArticle> cite_article(const law::Corpus& corpus, std::string_view law,
                                                      std::string_view cite);
[[nodiscard]] core::Result<std::vector<CitedArticle>> cite_articles(const law::Corpus& corpus,
                                                                    std::span<const ArticleName> names);

[[nodiscard]] std::span<const ArticleName> basis_of(GateGround ground);

[[nodiscard]] core::Value to_value(const CitedArticle& article);
// "un.cat, art. 3(1): … (shall not; substantial grounds)"; what was not read in the text carries its mark.
[[nodiscard]] std::string cited_text(const core::Catalogue& texts, const CitedArticle& article);

}  // namespace palermo::rights
