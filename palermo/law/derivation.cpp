// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/derivation.hpp"

namespace palermo::law {

using core::Value;

std::string_view word(Rule rule) {
  constexpr std::string_view kWords[] = {"fact",     "less",        "not_less",   "any",        "all",
                                         "negation", "at_least",    "definition", "open",       "one_of",
                                         "element",  "waiver",      "exception",  "exceptions", "offence",
                                         "grounds",  "aggravation", "version",    "outside",    "versions"};
  return kWords[static_cast<std::size_t>(rule)];
}

std::string_view word(Because because) {
  constexpr std::string_view kWords[] = {"children", "not_known",  "stated",         "implied", "closed",
                                         "answered", "not_raised", "not_in_version", "date"};
  return kWords[static_cast<std::size_t>(because)];
}

namespace {

bool has_mark(Rule rule) {
  return rule == Rule::definition || rule == Rule::element || rule == Rule::waiver || rule == Rule::exception ||
         rule == Rule::offence || rule == Rule::aggravation;
}

void set_text(Value& value, std::string_view key, const std::string& text) {
  if (!text.empty()) value.set(key, text);
}

void set_number(Value& value, const Node& node) {
  value.set("number", node.number);
  if (node.rule == Rule::at_least) return;
  value.set("min", node.range.min ? Value(*node.range.min) : Value{});
  value.set("max", node.range.max ? Value(*node.range.max) : Value{});
}

}  // namespace

Value to_value(const Node& node, const Vocabulary& vocabulary) {
  Value value{Value::Object{}};
  value.set("rule", word(node.rule));
  value.set("value", word(node.value));
  value.set("because", word(node.because));
  set_text(value, "id", node.id);
  set_text(value, "cite", node.cite);
  set_text(value, "says", node.says);
  if (has_mark(node.rule)) value.set("mark", word(node.mark));
  set_text(value, "source", node.source);
  set_text(value, "by", node.by);
  set_text(value, "reason", node.reason);
  if (node.rule == Rule::less || node.rule == Rule::not_less || node.rule == Rule::at_least) set_number(value, node);
  if (!node.sources.empty()) {
    Value sources{Value::Array{}};
    for (const std::string& source : node.sources) sources.push(source);
    value.set("sources", sources);
  }
  if (!node.merged.empty()) {
    Value facts{Value::Array{}};
    for (const FactId fact : node.merged) facts.push(vocabulary[fact].id);
    value.set("merged", facts);
  }
  if (!node.children.empty()) {
    Value children{Value::Array{}};
    for (const Node& child : node.children) children.push(to_value(child, vocabulary));
    value.set("children", children);
  }
  return value;
}

}  // namespace palermo::law
