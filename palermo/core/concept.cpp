// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/concept.hpp"

#include <array>

namespace palermo::core {
namespace {

struct Part {
  std::string_view name;
  std::string Concept::*member;
};

constexpr std::array<Part, 7> kParts{{{"definition", &Concept::definition},
                                      {"unit", &Concept::unit},
                                      {"population", &Concept::population},
                                      {"period", &Concept::period},
                                      {"place", &Concept::place},
                                      {"reading", &Concept::reading},
                                      {"method", &Concept::method}}};

std::optional<std::int64_t> sum(const std::optional<std::int64_t>& a, const std::optional<std::int64_t>& b) {
  if (!a || !b) return std::nullopt;
  return *a + *b;
}

}  // namespace

std::string first_difference(const Concept& a, const Concept& b) {
  for (const Part& part : kParts)
    if (a.*part.member != b.*part.member) return std::string(part.name);
  return {};
}

Done check_complete(const Concept& concept_of) {
  for (const Part& part : kParts)
    if ((concept_of.*part.member).empty()) return fail(kIncompleteConcept, {}, {{"part", std::string(part.name)}});
  return {};
}

Result<Quantity> add(const Quantity& a, const Quantity& b) {
  PALERMO_CHECK_DONE(check_complete(a.of));
  PALERMO_CHECK_DONE(check_complete(b.of));
  for (const Part& part : kParts) {
    const std::string& left = a.of.*part.member;
    const std::string& right = b.of.*part.member;
    if (left != right) return fail(kUnlikeConcepts, {}, {{"part", std::string(part.name)}, {"left", left}, {"right", right}});
  }
  return Quantity{a.of, {sum(a.count.min, b.count.min), sum(a.count.max, b.count.max)}};
}

Value to_value(const Concept& concept_of) {
  Value value;
  for (const Part& part : kParts) value.set(part.name, concept_of.*part.member);
  return value;
}

}  // namespace palermo::core
