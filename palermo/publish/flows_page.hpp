// SPDX-License-Identifier: Apache-2.0
// The page of a flow table: corridors by period, each with who looked and since when; as text, as HTML, as an answer.
#pragma once

#include <map>
#include <string>

#include "palermo/chart/figure.hpp"
#include "palermo/core/catalogue.hpp"
#include "palermo/core/value.hpp"
#include "palermo/publish/protect_flows.hpp"

namespace palermo::publish {

using CountryNames = std::map<std::string, std::string>;  // alpha-2 -> English short name

// "KH-12 (Cambodia)"
[[nodiscard]] std::string place_text(const std::string& code, const CountryNames& names);

[[nodiscard]] core::Table flow_counts(const ProtectedFlowTable& table, const CountryNames& names, const core::Catalogue& catalogue);
[[nodiscard]] core::Table flow_looking(const ProtectedFlowTable& table, const CountryNames& names, const core::Catalogue& catalogue);
// Origins by destinations in the last period: pale to dark by count, hatched where nobody looked, empty where nobody said whether anybody looked.
[[nodiscard]] chart::Figure flow_matrix(const ProtectedFlowTable& table, const CountryNames& names, const core::Catalogue& catalogue);
[[nodiscard]] std::string flow_text(const ProtectedFlowTable& table, const CountryNames& names, const core::Catalogue& catalogue);
[[nodiscard]] std::string flow_page(const ProtectedFlowTable& table, const CountryNames& names, const core::Catalogue& catalogue);
[[nodiscard]] core::Value flow_answer(const ProtectedFlowTable& table);  // palermo-flows-table/1

}  // namespace palermo::publish
