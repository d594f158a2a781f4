// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/missing.hpp"

namespace palermo::rights {

void unknown_facts(const law::Node& node, const law::Vocabulary& vocabulary, std::set<law::FactId>& facts) {
  if (node.value != law::Outcome::unknown) return;
  if (node.rule == law::Rule::fact || node.rule == law::Rule::less || node.rule == law::Rule::not_less)
    if (const auto fact = vocabulary.find(node.id)) facts.insert(*fact);
  for (const law::Node& child : node.children) unknown_facts(child, vocabulary, facts);
}

}  // namespace palermo::rights
