// SPDX-License-Identifier: Apache-2.0
// Inference: does the release tell one thing about a person to somebody who knows others?
//
// The nearest synthetic rows by the known columns are asked for the secret one; the answer of most of them (of equal ones the lowest
// level) is the guess. People whose secret was not recorded are left out. Control: people held out, whose secret only the ways of the world can tell.
// Naive: the secret of a random synthetic row. Source: Giomi and others 2023.
#pragma once

#include <span>

#include "palermo/privacy/attack_rate.hpp"

namespace palermo::privacy {

[[nodiscard]] AttackResult infer(const AttackTables& tables, std::span<const std::size_t> known, std::size_t secret, const AttackOptions& options = {});

}  // namespace palermo::privacy
