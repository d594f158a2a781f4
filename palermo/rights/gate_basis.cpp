// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/gate_basis.hpp"

#include <algorithm>

#include "palermo/core/catalogue.hpp"
#include "palermo/rights/catalogue.hpp"
#include "palermo/rights/gate_grounds.hpp"

namespace palermo::rights {

std::span<const ArticleName> basis_of(GateGround ground) { return row_of(ground).basis; }

core::Result<CitedArticle> cite_article(const law::Corpus& corpus, std::string_view law, std::string_view cite) {
  if (const law::Law* found = corpus.find(law); found != nullptr && !found->versions.empty())
    for (const law::Article& article : found->versions.back().articles)
      if (article.cite == cite)
        return CitedArticle{found->id,
                            article.cite,
                            article.says,
                            article.qualifier,
                            article.modality ? std::string(law::word(*article.modality)) : "",
                            article.mark};
  return core::fail(kUnknownArticle, {.field = std::string(law) + ":" + std::string(cite)},
                    {{"law", std::string(law)}, {"cite", std::string(cite)}});
}

core::Result<std::vector<CitedArticle>> cite_articles(const law::Corpus& corpus, std::span<const ArticleName> names) {
  std::vector<CitedArticle> all;
  for (const ArticleName& name : names) {
    PALERMO_TRY(CitedArticle one, cite_article(corpus, name.law, name.cite));
    all.push_back(std::move(one));
  }
  return all;
}

core::Value to_value(const CitedArticle& article) {
  core::Value value;
  value.set("law", article.law);
  value.set("cite", article.cite);
  value.set("says", article.says);
  value.set("modality", article.modality.empty() ? core::Value{} : core::Value(article.modality));
  value.set("qualifier", article.qualifier);
  value.set("mark", law::word(article.mark));
  return value;
}

std::string cited_text(const core::Catalogue& texts, const CitedArticle& article) {
  std::string terms = article.modality.empty() ? "" : texts.text("rights.cited.modality." + article.modality);
  if (!article.qualifier.empty()) terms += (terms.empty() ? "" : "; ") + article.qualifier;
  std::string text =
      texts.text(terms.empty() ? "rights.cited.plain" : "rights.cited",
                 {{"law", article.law}, {"cite", article.cite}, {"says", article.says}, {"terms", terms}});
  if (article.mark != law::Mark::verified)
    text += " " + texts.text("rights.cited.mark",
                             {{"mark", texts.text("rights.cited.mark." + std::string(law::word(article.mark)))}});
  return text;
}

}  // namespace palermo::rights
