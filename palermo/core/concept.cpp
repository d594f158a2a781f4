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

using End = std::optional<std::int64_t>;  // of an interval; nothing: open

Result<End> sum(const End& a, const End& b) {
  if (!a || !b) return End{};
  std::int64_t both = 0;
  if (__builtin_add_overflow(*a, *b, &both)) return fail(kSumTooLarge);
  return End{both};
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
  PALERMO_TRY(const End min, sum(a.count.min, b.count.min));
  PALERMO_TRY(const End max, sum(a.count.max, b.count.max));
  return Quantity{a.of, {min, max}};
}

Value to_value(const Concept& concept_of) {
  Value value;
  for (const Part& part : kParts) value.set(part.name, concept_of.*part.member);
  return value;
}

}  // namespace palermo::core
