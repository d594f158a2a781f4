// SPDX-License-Identifier: Apache-2.0
// The project's catalogue of rights over its own laws, and cases in a line.
#pragma once

#include <gmock/gmock.h>

#include <map>

#include "palermo/law/law_test.hpp"
#include "palermo/rights/conflicts.hpp"

namespace palermo::rights::testing {

using ::testing::AnyOf;
using law::testing::describe;

inline const law::Corpus& corpus() { return law::testing::project_corpus(); }

inline const Catalogue& catalogue() {
  static const Catalogue made = [] {
    const auto document = core::parse_yaml(law::testing::read(std::filesystem::path(PALERMO_SOURCE_DIR) / "data/rights/entitlements.yaml"), "entitlements.yaml");
    if (!document) ADD_FAILURE() << describe(document.error());
    auto found = Catalogue::parse(*document, corpus());
    if (!found) ADD_FAILURE() << describe(found.error());
    return found ? std::move(*found) : Catalogue{};
  }();
  return made;
}

inline const std::vector<Practice>& practices() {
  static const std::vector<Practice> made = [] {
    const auto document = core::parse_yaml(law::testing::read(std::filesystem::path(PALERMO_SOURCE_DIR) / "data/rights/practices.yaml"), "practices.yaml");
    if (!document) ADD_FAILURE() << describe(document.error());
    auto found = parse_practices(*document, catalogue(), corpus());
    if (!found) ADD_FAILURE() << describe(found.error());
    return found ? std::move(*found) : std::vector<Practice>{};
  }();
  return made;
}

// The State is bound by these instruments, short names as in the shared cases, and by no other.
inline ForceOf parties(const core::Value& names) {
  std::set<std::string> bound;
  for (const core::Value& name : names.items()) bound.insert(catalogue().short_names().at(name.as_text()));
  return [bound](const law::Law& law) { return InForce{bound.contains(law.id) ? Force::binding : Force::not_binding, {}, law::Mark::verified}; };
}

// The State is bound by everything.
inline InForce by_everything(const law::Law&) { return {Force::binding, {}, law::Mark::verified}; }

inline Owed of(const std::vector<Owed>& all, std::string_view id) {
  for (const Owed& one : all)
    if (one.entitlement->id == id) return one;
  ADD_FAILURE() << "no entitlement " << id;
  return {};
}

inline std::string tell(const Owed& one) {
  std::string text = one.entitlement->id + ": " + std::string(word(one.standing)) + ", " + std::string(word(one.force));
  for (const OwedGround& ground : one.grounds) {
    text += "\n  " + ground.ground->law + ground.ground->soft + " " + ground.ground->cite + ": " + std::string(word(ground.standing)) + ", " + std::string(word(ground.force.force));
    for (const law::FactId fact : ground.missing) text += " ?" + corpus().vocabulary()[fact].id;
    for (const law::FactId fact : ground.events) text += " !" + corpus().vocabulary()[fact].id;
  }
  return text;
}

inline std::vector<Owed> owed_to(const std::string& body, const ForceOf& force = by_everything, Assume assume = Assume::as_recorded) {
  const law::Case stated = law::testing::case_of(corpus(), body);
  auto found = owed(catalogue(), corpus(), {.stated = stated, .day = stated.date.days.min.value_or(19000), .assume = assume, .force = force});
  if (!found) ADD_FAILURE() << describe(found.error());
  return found ? std::move(*found) : std::vector<Owed>{};
}

}  // namespace palermo::rights::testing
