// SPDX-License-Identifier: Apache-2.0
// The part `estimates` of evidence.json: how many people meet a definition, with everything that such a number needs (D30).
//
// An estimate is no count: it stands apart from the numbers, with its interval, level, verdict and the shares of its width. Where the
// verdict does not allow an end, there is none, and the rules say why. lint_estimates() refuses everything else.
#pragma once

#include <string>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/value.hpp"
#include "palermo/publish/protect.hpp"

namespace palermo::publish {

[[nodiscard]] core::Value estimates(const ProtectedResults& results, const ProtectedChain& chain, const core::Catalogue& english);

// `estimates` of a document; `simulated` of the document. Errors: those of lint.hpp.
[[nodiscard]] core::Done lint_estimates(const core::Value& estimates, const core::Value& simulated);

}  // namespace palermo::publish
