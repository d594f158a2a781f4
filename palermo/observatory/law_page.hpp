// SPDX-License-Identifier: Apache-2.0
// The page of one law, article by article: paraphrase, who owes what to whom, the rule in words, marks, guidance,
// scenarios.
//
// Everything on it comes from the law file and, if given, from files of cases; the text of the law itself is not on it.
#pragma once

#include <string>
#include <vector>

#include "palermo/law/case.hpp"
#include "palermo/observatory/page.hpp"
#include "palermo/observatory/words.hpp"

namespace palermo::observatory {

// `cases`: those that expect something of this law are shown with its rules; may be empty.
[[nodiscard]] Page law_page(const law::Corpus& corpus, const law::Law& law, const std::vector<law::Case>& cases,
                            const core::Catalogue& catalogue);

// The rules of one version in words. Each is written once, under the article that names it first.
class RuleWriter {
 public:
  RuleWriter(const law::Corpus& corpus, const law::Law& law, const law::Version& version,
             const std::vector<law::Case>& cases, const core::Catalogue& catalogue);

  // The rule called `id`, or where on the page it was written before.
  void write(const std::string& id, Page& page);
  // Every rule that has not been written yet; a heading stands above them when there are any.
  void write_rest(Page& page);

 private:
  void definition(const law::Definition& definition, Page& page) const;
  void offence(const law::Offence& offence, Page& page) const;
  void aggravation(const law::Aggravation& aggravation, Page& page) const;
  void scope(const law::Scope& scope, Page& page) const;
  void element(const law::Element& element, std::vector<Item>& items) const;
  void expression(const law::Expression& expression, std::vector<Item>& items) const;
  void penalties(const std::vector<law::Penalty>& penalties, Page& page) const;
  void scenarios(const std::string& id, Page& page) const;
  [[nodiscard]] Line head(std::string_view kind, const std::string& id, const std::string& cite, law::Mark mark) const;
  [[nodiscard]] Line part(std::string_view kind, const std::string& id, const std::string& cite,
                          const std::string& says, law::Mark mark) const;
  [[nodiscard]] std::vector<std::string> all_ids() const;

  const law::Corpus* corpus_;
  const law::Law* law_;
  const law::Version* version_;
  const std::vector<law::Case>* cases_;
  const core::Catalogue* catalogue_;
  std::vector<std::string> written_;
};

}  // namespace palermo::observatory
