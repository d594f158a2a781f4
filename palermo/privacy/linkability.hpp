// SPDX-License-Identifier: Apache-2.0
// Linkability: do two halves of a person's file, held by two people, meet in the same synthetic row?
//
// For a person, the nearest synthetic row by the first half of the columns and the nearest by the second; of several equally near ones
// one is drawn. She is linked when they are the same row. Control: people held out. Naive: two random rows. Source: Giomi and others
// 2023, with one neighbour a half.
#pragma once

#include <span>

#include "palermo/privacy/attack_rate.hpp"

namespace palermo::privacy {

[[nodiscard]] AttackResult link_halves(const AttackTables& tables, std::span<const std::size_t> first_half, std::span<const std::size_t> second_half, const AttackOptions& options = {});

}  // namespace palermo::privacy
