// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "palermo/law/derivation.hpp"

namespace palermo::law {

namespace {

void add(std::vector<std::string>& to, const std::string& word) {
  if (word.empty()) return;
  const auto at = std::lower_bound(to.begin(), to.end(), word);
  if (at == to.end() || *at != word) to.insert(at, word);
}

void merge(Support& to, const Support& from) {
  to.mark = weaker(to.mark, from.mark);
  for (const std::string& reading : from.readings) add(to.readings, reading);
  for (const std::string& cite : from.to_check) add(to.to_check, cite);
}

bool better(const Support& a, const Support& b) {
  if (a.mark != b.mark) return weaker(a.mark, b.mark) == b.mark;
  return a.readings.size() < b.readings.size();
}

// The value with which a child takes part: an exception that applies speaks against the offence.
Outcome part(const Node& node, const Node& child) {
  if (node.rule == Rule::offence && child.rule == Rule::exceptions)
    return outcome(negate(static_cast<Truth>(child.value)));
  return child.value;
}

Support all_with(const Node& node, std::optional<Outcome> value) {
  Support all;
  for (const Node& child : node.children)
    if (!value || part(node, child) == *value) merge(all, support(child));
  return all;
}

Support best_with(const Node& node, Outcome value) {
  std::optional<Support> best;
  for (const Node& child : node.children) {
    if (part(node, child) != value) continue;
    Support found = support(child);
    if (!best || better(found, *best)) best = std::move(found);
  }
  return best.value_or(Support{});
}

// Of the operands of an `at_least` with its value, as many as settle it, the best first.
Support enough_with(const Node& node) {
  std::vector<Support> found;
  for (const Node& child : node.children)
    if (child.value == node.value) found.push_back(support(child));
  std::stable_sort(found.begin(), found.end(), better);
  const auto operands = static_cast<std::int64_t>(node.children.size());
  const std::int64_t needed = node.value == Outcome::yes ? node.number : operands - node.number + 1;
  Support all;
  for (std::int64_t i = 0; i < needed; ++i) merge(all, found[static_cast<std::size_t>(i)]);
  return all;
}

// `enough`: the value of a child that alone settles the node (true for any, false for all).
Support settled(const Node& node, Outcome enough) {
  if (node.value == Outcome::unknown) return all_with(node, Outcome::unknown);
  return node.value == enough ? best_with(node, enough) : all_with(node, std::nullopt);
}

// A merged positive stands on every definition through which its facts are operands.
Support operands(const Node& node) {
  Support all;
  for (const Node& child : node.children) {
    all.mark = weaker(all.mark, child.mark);
    if (child.mark != Mark::verified) add(all.to_check, child.cite);
    if (child.rule == Rule::definition || child.rule == Rule::any || child.rule == Rule::one_of) merge(all, operands(child));
  }
  return all;
}

Support below(const Node& node) {
  switch (node.rule) {
    case Rule::any:
    case Rule::element:
    case Rule::exceptions:
    case Rule::grounds:
      return settled(node, Outcome::yes);
    case Rule::all:
    case Rule::offence:
    case Rule::aggravation:
      return settled(node, Outcome::no);
    case Rule::at_least:
      return node.value == Outcome::unknown ? all_with(node, node.value) : enough_with(node);
    case Rule::one_of:
      return operands(node);
    default:
      return all_with(node, std::nullopt);
  }
}

}  // namespace

Support support(const Node& node) {
  Support found = below(node);
  found.mark = weaker(found.mark, node.mark);
  if (node.mark != Mark::verified) add(found.to_check, node.cite);
  add(found.readings, node.source);
  for (const std::string& reading : node.sources) add(found.readings, reading);
  if (node.because == Because::not_raised) add(found.readings, std::string(kExceptionsNotRaised));
  return found;
}

}  // namespace palermo::law
