// SPDX-License-Identifier: Apache-2.0
// BatchRules: expressions, elements and offences as a graph, by the same strong Kleene rules as the plain engine.
// An offence or aggravation is false only where parts of the law that were read suffice for it (finding.hpp): its `no` comes from a
// second walk, in which every part that was not read is unknown.
#pragma once

#include <functional>
#include <map>
#include <tuple>

#include "palermo/law/batch_facts.hpp"
#include "palermo/law/law.hpp"

namespace palermo::law {

class BatchRules {
 public:
  // The planes of "is `number` less than `bound`?"; both zero when nothing is ever known of the number.
  using Compare = std::function<Known(FactId number, std::int64_t bound)>;

  BatchRules(const Corpus& corpus, const std::vector<Answer>& answers, bool exceptions_not_raised, BatchFacts& facts,
             Graph& graph, Compare compare);

  [[nodiscard]] Known element(const Element& element, std::uint32_t law);
  [[nodiscard]] Known offence(const Offence& offence, std::uint32_t law);
  [[nodiscard]] Known aggravation(const Aggravation& aggravation, const Offence& of, std::uint32_t law);

 private:
  template <class Walk>
  Known false_only_if_read(const Walk& walk);
  [[nodiscard]] bool unread(Mark mark) const { return read_only_ && mark != Mark::verified; }
  Known whole_offence(const Offence& offence, std::uint32_t law);
  Known expression(const Expression& e, std::uint32_t law);
  Known any(const Expression& e, std::uint32_t law);
  Known reference(const Expression& e);
  Known at_least(const Expression& e, std::uint32_t law);
  Known open_term(const Expression& e, std::uint32_t law) const;
  Known either(const std::vector<Known>& of);
  Known both(const std::vector<Known>& of);
  bool flatten(const Expression& e, std::vector<FactId>& into) const;

  const Corpus& corpus_;
  const std::vector<Answer>& answers_;
  bool exceptions_not_raised_;
  BatchFacts& facts_;
  Graph& graph_;
  Compare compare_;
  bool read_only_ = false;  // the second walk
  std::map<std::tuple<bool, std::uint32_t, std::uint32_t, std::uint32_t>, Known> definitions_;
};

}  // namespace palermo::law
