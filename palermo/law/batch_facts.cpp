// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/batch_facts.hpp"

namespace palermo::law {

BatchFacts::BatchFacts(const Vocabulary& vocabulary, BatchStatements statements, Graph& graph)
    : statements_(std::move(statements)), graph_(graph) {
  const std::size_t facts = vocabulary.facts().size();
  edges_.resize(facts);
  sets_of_.resize(facts);
  for (Memo* memo : {&said_yes_, &said_no_, &settled_yes_, &settled_no_, &contradictory_, &open_}) memo->resize(facts);
  for (const Implication& i : vocabulary.implications()) {
    if (i.negated) {
      edges_[i.consequence].excludes.push_back(i.premise);
      edges_[i.premise].excludes.push_back(i.consequence);
    } else {
      edges_[i.consequence].premises.push_back(i.premise);
      edges_[i.premise].consequences.push_back(i.consequence);
    }
  }
  for (std::size_t slot = 0; slot < statements_.one_of.size(); ++slot) {
    for (const FactId f : statements_.one_of[slot]) sets_of_[f].push_back(slot);
  }
}

// A value of a fact as it follows from the statements: all of them, or (settled) without the contradictory facts, which
// pass nothing on.
GraphNode BatchFacts::literal(FactId id, bool value, bool settled) {
  std::optional<GraphNode>& memo = (settled ? (value ? settled_yes_ : settled_no_) : (value ? said_yes_ : said_no_))[id];
  if (memo) return *memo;
  std::vector<GraphNode> from{value ? statements_.stated[id].yes : statements_.stated[id].no};
  if (value) {
    for (const FactId f : edges_[id].premises) from.push_back(literal(f, true, settled));
  } else {
    for (const FactId f : edges_[id].consequences) from.push_back(literal(f, false, settled));
    for (const FactId f : edges_[id].excludes) from.push_back(literal(f, true, settled));
  }
  const GraphNode follows = graph_.any(std::move(from));
  memo = settled ? graph_.without(follows, contradictory(id)) : follows;
  return *memo;
}

// The set is said, and each of its facts is false and nothing else.
GraphNode BatchFacts::all_false(std::size_t slot) {
  std::vector<GraphNode> parts{statements_.one_of_said[slot]};
  for (const FactId f : statements_.one_of[slot]) parts.push_back(graph_.without(literal(f, false, false), literal(f, true, false)));
  return graph_.all(std::move(parts));
}

GraphNode BatchFacts::contradictory(FactId id) {
  if (contradictory_[id]) return *contradictory_[id];
  std::vector<GraphNode> reasons{graph_.all({literal(id, true, false), literal(id, false, false)})};
  for (const std::size_t slot : sets_of_[id]) reasons.push_back(all_false(slot));
  contradictory_[id] = graph_.any(std::move(reasons));
  return *contradictory_[id];
}

GraphNode BatchFacts::one_of(std::size_t slot) { return graph_.without(statements_.one_of_said[slot], all_false(slot)); }

GraphNode BatchFacts::unknown(FactId id) {
  return graph_.without(kOne, graph_.any({literal(id, true, true), literal(id, false, true)}));
}

// Where a fact of a closed group is not closed: set aside, merged with others none of which is true, or implied by a fact
// that stays open.
GraphNode BatchFacts::barred(FactId id) {
  if (!statements_.may_be_closed[id]) return kOne;
  std::vector<GraphNode> reasons{contradictory(id)};
  for (const std::size_t slot : sets_of_[id]) {
    std::vector<GraphNode> one_is_true;
    for (const FactId f : statements_.one_of[slot]) one_is_true.push_back(literal(f, true, true));
    reasons.push_back(graph_.without(one_of(slot), graph_.any(std::move(one_is_true))));
  }
  for (const FactId f : edges_[id].premises) reasons.push_back(open(f));
  return graph_.any(std::move(reasons));
}

GraphNode BatchFacts::open(FactId id) {
  if (!open_[id]) open_[id] = graph_.all({unknown(id), barred(id)});
  return *open_[id];
}

// After closing, the implications give nothing new: what would become false behind a closed fact is closed itself.
Known BatchFacts::fact(FactId id) {
  const GraphNode closed = statements_.may_be_closed[id] ? graph_.without(unknown(id), barred(id)) : kZero;
  return {literal(id, true, true), graph_.any({literal(id, false, true), closed})};
}

}  // namespace palermo::law
