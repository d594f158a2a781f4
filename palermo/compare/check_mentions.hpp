// SPDX-License-Identifier: Apache-2.0
// What a rule asks about: every fact it mentions, through references, with the sign in which it stands and where.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/law/law.hpp"

namespace palermo::compare {

// One comparison with a number, or one open term, where it is written.
struct NumberLine {
  law::FactId fact = 0;
  std::int64_t bound = 0;
  core::Place place;
};
struct OpenTerm {
  std::string term;
  core::Place place;
};

// Facts that speak for the rule and facts that speak against it; a fact may do both.
struct AskedFacts {
  std::set<law::FactId> positive, negative;
  std::vector<NumberLine> lines;
  std::vector<OpenTerm> terms;

  [[nodiscard]] bool any_of_group(std::string_view group, const law::Vocabulary& vocabulary) const;
  [[nodiscard]] bool has(std::string_view fact, const law::Vocabulary& vocabulary) const;
  [[nodiscard]] std::set<law::FactId> all() const;
};

void add_mentions(const law::Expression& expression, const law::Corpus& corpus, bool positive, AskedFacts& to);
[[nodiscard]] AskedFacts asked_facts_of(const law::Element& element, const law::Corpus& corpus);  // with its waiver
// With its exceptions, whose facts stand against it.
[[nodiscard]] AskedFacts asked_facts_of(const law::Offence& offence, const law::Corpus& corpus);

// An offence about moving people or letting them stay; an offence about exploiting them. It may be both, or neither.
[[nodiscard]] bool about_smuggling(const AskedFacts& mentions, const law::Vocabulary& vocabulary);
[[nodiscard]] bool about_trafficking(const AskedFacts& mentions, const law::Vocabulary& vocabulary);

}  // namespace palermo::compare
