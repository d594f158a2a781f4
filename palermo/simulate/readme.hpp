// SPDX-License-Identifier: Apache-2.0
// README.md of an invented world: what it is, that nobody in it exists, and every parameter it was drawn with.
#pragma once

#include <string>
#include <vector>

#include "palermo/simulate/member.hpp"
#include "palermo/simulate/world.hpp"

namespace palermo::simulate {

[[nodiscard]] std::string world_readme(const WorldOptions& options, const std::vector<Member>& members, const core::CaptureTable& captures);

}  // namespace palermo::simulate
