// SPDX-License-Identifier: Apache-2.0
// What the questions of check_law share: the solver, the place of each part in the file, and the list of problems. Used by check*.cpp.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/compare/check.hpp"
#include "palermo/compare/check_mentions.hpp"
#include "palermo/compare/solver.hpp"

namespace palermo::compare {

class CheckDesk {
 public:
  CheckDesk(const law::Corpus& corpus, const law::Law& law, const core::Value& document, const Patience& patience);

  [[nodiscard]] const law::Corpus& corpus() const { return corpus_; }
  [[nodiscard]] const law::Vocabulary& vocabulary() const { return corpus_.vocabulary(); }
  [[nodiscard]] const law::Law& law() const { return law_; }
  [[nodiscard]] const core::Value& document() const { return document_; }
  [[nodiscard]] Solver& solver() { return solver_; }

  // Is there a case in which all of these hold? After an error or when time runs out: no answer, and `ask` says so from then on.
  [[nodiscard]] bool possible(const std::vector<Formula>& all);
  [[nodiscard]] bool impossible(const std::vector<Formula>& all);
  [[nodiscard]] Formula fact(std::string_view name);  // false, when the vocabulary has no such fact
  [[nodiscard]] bool knows(std::string_view name) const { return vocabulary().find(name).has_value(); }

  // The shortest case it finds in which all of these hold: of the facts mentioned those that must be true, and the numbers.
  [[nodiscard]] std::vector<std::string> example(const std::vector<Formula>& all, const AskedFacts& mentioned);

  // Where a part stands: place({{"versions", "2000"}, {"offences", "smuggling"}}); as far as it is found.
  using Path = std::vector<std::pair<std::string_view, std::string_view>>;
  [[nodiscard]] const core::Value& node(const Path& path) const;
  [[nodiscard]] core::Place place(const Path& path) const { return node(path).place(); }

  void add(Problem problem) { problems.push_back(std::move(problem)); }

  std::vector<Problem> problems;
  bool not_decided = false;           // at least one question ran out of time
  std::optional<core::Error> fault;   // of the solver

 private:
  [[nodiscard]] Sat ask(const std::vector<Formula>& all);
  [[nodiscard]] std::string number_text(law::FactId number);

  const law::Corpus& corpus_;
  const law::Law& law_;
  const core::Value& document_;
  Solver solver_;
};

// The three kinds of questions, each for one version.
void check_logic(CheckDesk& desk, const law::Version& version);
void check_people(CheckDesk& desk, const law::Version& version);
void check_form(CheckDesk& desk);  // the whole file

}  // namespace palermo::compare
