// SPDX-License-Identifier: Apache-2.0
// The facts for want of which an expression is unknown.
#pragma once

#include <set>

#include "palermo/law/derivation.hpp"

namespace palermo::rights {

void unknown_facts(const law::Node& node, const law::Vocabulary& vocabulary, std::set<law::FactId>& facts);

}  // namespace palermo::rights
