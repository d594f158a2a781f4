// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "palermo/law/derivation.hpp"

namespace palermo::law {

namespace {

void add_reading(Support& to, const std::string& reading) {
  if (reading.empty()) return;
  const auto at = std::lower_bound(to.readings.begin(), to.readings.end(), reading);
  if (at == to.readings.end() || *at != reading) to.readings.insert(at, reading);
}

void merge(Support& to, const Support& from) {
  to.mark = weaker(to.mark, from.mark);
  for (const std::string& reading : from.readings) add_reading(to, reading);
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

// `enough`: the value of a child that alone settles the node (true for any, false for all).
Support settled(const Node& node, Outcome enough) {
  if (node.value == Outcome::unknown) return all_with(node, Outcome::unknown);
  return node.value == enough ? best_with(node, enough) : all_with(node, std::nullopt);
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
      return all_with(node, node.value);
    case Rule::one_of:
      return all_with(node, Outcome::unknown);
    default:
      return all_with(node, std::nullopt);
  }
}

}  // namespace

Support support(const Node& node) {
  Support found = below(node);
  found.mark = weaker(found.mark, node.mark);
  add_reading(found, node.source);
  for (const std::string& reading : node.sources) add_reading(found, reading);
  if (node.because == Because::not_raised) add_reading(found, std::string(kExceptionsNotRaised));
  return found;
}

}  // namespace palermo::law
