// SPDX-License-Identifier: Apache-2.0
// The project's routes to a remedy over its own laws.
#pragma once

#include "palermo/rights/conditions.hpp"
#include "palermo/rights/remedies.hpp"
#include "palermo/rights/rights_test.hpp"

namespace palermo::rights::testing {

inline core::Value project_document(const std::string& file) {
  auto document = core::parse_yaml(law::testing::read(std::filesystem::path(PALERMO_SOURCE_DIR) / file), file);
  if (!document) ADD_FAILURE() << describe(document.error());
  return document ? std::move(*document) : core::Value{};
}

inline const core::Value& rights_document() {
  static const core::Value document = project_document("data/rights/entitlements.yaml");
  return document;
}

inline const Remedies& remedies() {
  static const Remedies made = [] {
    auto found = Remedies::parse(project_document("data/rights/remedies.yaml"), rights_document(), corpus());
    if (!found) ADD_FAILURE() << describe(found.error());
    return found ? std::move(*found) : Remedies{};
  }();
  return made;
}

inline std::vector<std::string> open_routes(const std::vector<RouteKnown>& all) {
  std::vector<std::string> open;
  for (const RouteKnown& route : all)
    if (route.standing == RouteStanding::open) open.push_back(route.remedy->id);
  return open;
}

}  // namespace palermo::rights::testing
