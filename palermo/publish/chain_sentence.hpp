// SPDX-License-Identifier: Apache-2.0
// chain_sentence(): what was found out about one definition, in one sentence; the same in the report and on the terminal.
#pragma once

#include <string>

#include "palermo/core/catalogue.hpp"
#include "palermo/publish/protect.hpp"

namespace palermo::publish {

// "Between 930 and 1,240 people meet Protocol ...: trafficking (95% interval): of the width, 41% is the definition, ..."; or "At least ...";
// or that nothing can be said. `estimate` is one of results.chain->estimates.
[[nodiscard]] std::string chain_sentence(const ProtectedResults& results, const ProtectedChainEstimate& estimate, const core::Catalogue& words);

}  // namespace palermo::publish
