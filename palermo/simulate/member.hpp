// SPDX-License-Identifier: Apache-2.0
// Member: a person of a world with the lists the person is on; and the files of truth about all of them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "palermo/core/capture_table.hpp"
#include "palermo/core/result.hpp"
#include "palermo/simulate/organisations.hpp"

namespace palermo::simulate {

struct Member {
  Person person;
  Captured captured;
  std::array<Registration, kOrganisations> registered;  // where captured
  std::int64_t contributor_row = 0;                     // row of the contributor's file, the header being row 1
};

[[nodiscard]] Member draw_member(std::uint64_t seed, std::int64_t number);

// Indices of those on the organisation's list, in the order of its record handles.
[[nodiscard]] std::vector<std::size_t> on_list(const std::vector<Member>& members, Organisation organisation);

[[nodiscard]] std::string persons_csv(const std::vector<Member>& members);
[[nodiscard]] std::string facts_csv(const std::vector<Member>& members);
[[nodiscard]] core::Result<core::CaptureTable> capture_table(const std::vector<Member>& members);

}  // namespace palermo::simulate
