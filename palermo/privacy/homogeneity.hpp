// SPDX-License-Identifier: Apache-2.0
// Homogeneity: who shares a key with synthetic rows that all say the same learns it.
//
// Replicated uniques: people alone with their key (the known columns) whose key exactly one synthetic row has. Disclosed: people whose key is in
// the synthetic rows, all of which give one value of the target, and it is the person's. As shares of people, of the release and held out;
// what is true of people held out as often is a way of the world. Source: Raab, Nowok and Dibben, arXiv 2409.04257 (RepU, DiSCO).
#pragma once

#include <span>

#include "palermo/privacy/attack_rate.hpp"

namespace palermo::privacy {

struct Homogeneity {
  Rate replicated, replicated_control;
  AttackResult disclosed;  // without a naive guess: who finds no key says nothing
};

[[nodiscard]] Homogeneity homogeneity_of(const AttackTables& tables, std::span<const std::size_t> known, std::size_t target, const AttackOptions& options = {});

}  // namespace palermo::privacy
