// SPDX-License-Identifier: Apache-2.0
// ListInfo: one organisation's list: its name, what its holder does, and what is known of it.
//
// The role decides who may link whom (roles.hpp). A list without a role is taken as one controller's own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace palermo::link {

enum class Role : std::uint8_t { service, health, labour_inspection, research, enforcement, immigration };

using ListIndex = std::uint16_t;

struct ListInfo {
  std::string name;
  std::optional<Role> role;
  bool duplicate_free = false;  // nobody stands on it twice, says its holder
};

}  // namespace palermo::link
