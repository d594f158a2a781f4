// SPDX-License-Identifier: Apache-2.0
// Evaluator: a law's text and a case's facts, turned into nodes with their values. Strong Kleene, bottom-up, every part
// of the text evaluated. Used by assess() alone (evaluate.hpp).
#pragma once

#include <vector>

#include "palermo/law/facts.hpp"
#include "palermo/law/finding.hpp"

namespace palermo::law {

class Evaluator {
 public:
  // All three must outlive the evaluator; `facts` come from `stated`.
  Evaluator(const Corpus& corpus, const Case& stated, const FactBase& facts)
      : corpus_(corpus), case_(stated), facts_(facts) {}

  // `law` is the law in whose file the text stands: its open terms are local to it.
  [[nodiscard]] Node expression(const Expression& e, const Law& law) const;
  [[nodiscard]] Node offence(const Offence& offence, const Law& law) const;
  [[nodiscard]] Node aggravation(const Aggravation& aggravation, const Version& version, const Law& law) const;

 private:
  [[nodiscard]] Node fact(FactId id) const;
  [[nodiscard]] Node comparison(const Expression& e) const;
  [[nodiscard]] Node reference(const Expression& e) const;
  [[nodiscard]] Node open(const Expression& e, const Law& law) const;
  void operands(const Expression& e, std::vector<FactId>& facts) const;
  void set_any(Node& node, const Expression& e) const;
  [[nodiscard]] Node element(const Element& e, const Law& law) const;
  [[nodiscard]] Node exceptions(const std::vector<Exception>& exceptions, const Law& law) const;

  const Corpus& corpus_;
  const Case& case_;
  const FactBase& facts_;
};

}  // namespace palermo::law
