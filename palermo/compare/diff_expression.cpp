// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/diff_expression.hpp"

#include <algorithm>

namespace palermo::compare {

using law::Expression;
using Kind = Expression::Kind;

namespace {

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

// The expression around its operands, which are text already.
std::string written(const Expression& e, const std::vector<std::string>& items, const law::Vocabulary& vocabulary) {
  switch (e.kind) {
    case Kind::fact:
      return vocabulary[e.fact].id;
    case Kind::any:
      return "{any: [" + joined(items) + "]}";
    case Kind::all:
      return "{all: [" + joined(items) + "]}";
    case Kind::negation:
      return "{not: " + joined(items) + "}";
    case Kind::at_least:
      return "{at_least: {n: " + std::to_string(e.number) + ", of: [" + joined(items) + "]}}";
    case Kind::less:
      return "{lt: [" + vocabulary[e.fact].id + ", " + std::to_string(e.number) + "]}";
    case Kind::not_less:
      return "{ge: [" + vocabulary[e.fact].id + ", " + std::to_string(e.number) + "]}";
    case Kind::reference:
      return "{ref: " + e.name + "}";
    case Kind::open:
      break;
  }
  return "{open: " + e.name + "}";
}

void collect(const Expression& e, const law::Corpus& corpus, std::vector<std::string>& names) {
  for (const Expression& item : e.items) collect(item, corpus, names);
  if (e.kind != Kind::reference || std::find(names.begin(), names.end(), e.name) != names.end()) return;
  names.push_back(e.name);
  collect(corpus.definition(e).expression, corpus, names);
}

}  // namespace

std::string expression_text(const Expression& expression, const law::Vocabulary& vocabulary) {
  std::vector<std::string> items;
  for (const Expression& item : expression.items) items.push_back(expression_text(item, vocabulary));
  return written(expression, items, vocabulary);
}

std::string rule_key(const Expression& expression, const law::Corpus& corpus, bool expanded) {
  if (expanded && expression.kind == Kind::reference)
    return rule_key(corpus.definition(expression).expression, corpus, expanded);
  std::vector<std::string> items;
  for (const Expression& item : expression.items) items.push_back(rule_key(item, corpus, expanded));
  std::sort(items.begin(), items.end());
  return written(expression, items, corpus.vocabulary());
}

std::vector<std::string> references_of(const Expression& expression, const law::Corpus& corpus) {
  std::vector<std::string> names;
  collect(expression, corpus, names);
  return names;
}

}  // namespace palermo::compare
