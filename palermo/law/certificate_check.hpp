// SPDX-License-Identifier: Apache-2.0
// The checker of certificates: a second, simpler program that accepts a settled finding only if its case split is whole.
//
// It reads the law, the bare case, the unknown finding and the certificate. Splits are on things not split before on the same way and on
// 12 at most in the whole tree; every leaf's finding is accepted by check() for the case plus exactly what its way supposes and has
// the outcome claimed; every impossible leaf is one, step by step; at least one leaf is possible. At most 120 lines.
#pragma once

#include <optional>
#include <string>

#include "palermo/law/certificate.hpp"

namespace palermo::law {

// Nothing when the certificate holds; else what is wrong first, for engineers: nothing from the case.
[[nodiscard]] std::optional<std::string> check_certificate(const Corpus& corpus, const Case& stated, const Finding& unknown,
                                                           Outcome claimed, const Certificate& certificate);

}  // namespace palermo::law
