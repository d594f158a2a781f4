// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/bounds.hpp"

#include <cmath>

#include "palermo/core/schema.hpp"

namespace palermo::law {

namespace {

// A number that int64_t cannot hold is read as a floating-point one.
std::string_view what_is_wrong(const core::Value& node, const core::Interval<std::int64_t>& allowed) {
  if (!node.is_int() && std::floor(node.as_number()) != node.as_number()) return "fraction";
  return node.as_number() < static_cast<double>(*allowed.min) ? "below" : "above";
}

}  // namespace

core::Interval<std::int64_t> allowed_numbers(const FactDef& fact) {
  if (fact.unit == "years") return {0, 150};
  return {0, 1'000'000'000};
}

core::Result<std::int64_t> whole_number(const core::Value& node, std::string_view what, const core::Interval<std::int64_t>& allowed) {
  if (!node.is_number()) return core::fail(core::kWrongType, node.place(), {{"what", std::string(what)}, {"expected", "integer"}});
  if (node.is_int() && allowed.contains(node.as_int())) return node.as_int();
  return core::fail(kNumberOutOfRange, node.place(),
                    {{"what", std::string(what)},
                     {"lowest", std::to_string(*allowed.min)},
                     {"highest", std::to_string(*allowed.max)},
                     {"found", std::string(what_is_wrong(node, allowed))}});
}

}  // namespace palermo::law
