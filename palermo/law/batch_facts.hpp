// SPDX-License-Identifier: Apache-2.0
// BatchFacts: FactBase::derive() as a graph: what is known of each fact after implications, contradictions and closing.
//
// The same four steps as facts.hpp, each unrolled over the implications, which have no cycles. A node is made when it is
// first asked for, so facts that no rule needs cost nothing.
#pragma once

#include <optional>
#include <vector>

#include "palermo/law/batch_graph.hpp"
#include "palermo/law/case.hpp"

namespace palermo::law {

// What may be stated of the facts: inputs and constants, by FactId; and the planes of the one_of sets.
struct BatchStatements {
  std::vector<Known> stated;
  std::vector<bool> may_be_closed;          // in a closed group, three-valued, never listed as unknown
  std::vector<std::vector<FactId>> one_of;  // by slot
  std::vector<GraphNode> one_of_said;            // by slot
};

class BatchFacts {
 public:
  BatchFacts(const Vocabulary& vocabulary, BatchStatements statements, Graph& graph);

  [[nodiscard]] Known fact(FactId id);             // what rules see
  [[nodiscard]] GraphNode contradictory(FactId id);     // the records in which the fact is set aside
  [[nodiscard]] GraphNode one_of(std::size_t slot);     // the records in which the set says something
  [[nodiscard]] const BatchStatements& statements() const { return statements_; }

 private:
  struct Edges {
    std::vector<FactId> premises;      // true, so this is true
    std::vector<FactId> consequences;  // false, so this is false
    std::vector<FactId> excludes;      // true, so this is false
  };
  using Memo = std::vector<std::optional<GraphNode>>;

  GraphNode literal(FactId id, bool value, bool settled);
  GraphNode all_false(std::size_t slot);
  GraphNode unknown(FactId id);
  GraphNode open(FactId id);   // unknown, and not to be closed
  GraphNode barred(FactId id);

  BatchStatements statements_;
  Graph& graph_;
  std::vector<Edges> edges_;
  std::vector<std::vector<std::size_t>> sets_of_;  // by fact: the one_of slots it stands in
  Memo said_yes_, said_no_, settled_yes_, settled_no_, contradictory_, open_;
};

}  // namespace palermo::law
