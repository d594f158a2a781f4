// SPDX-License-Identifier: Apache-2.0
// What lies beside invented lists: README.md (nobody exists; seed; every rate) and lists.yaml (names, roles).
#pragma once

#include <string>

#include "palermo/simulate/lists.hpp"
#include "palermo/simulate/lists_stream.hpp"

namespace palermo::simulate {

[[nodiscard]] std::string lists_readme(const InventedLists& made);
[[nodiscard]] std::string lists_yaml(const InventedLists& made);
[[nodiscard]] std::string one_list_readme(const OneListOptions& options);
[[nodiscard]] std::string one_list_yaml(const OneListOptions& options);

}  // namespace palermo::simulate
