// SPDX-License-Identifier: Apache-2.0
// What the verbs of reasoning (ask, explain, history, readings, what-if) share: one case of a file, and completions that both checkers
// have accepted.
#pragma once

#include "palermo/cli/law_verbs.hpp"
#include "palermo/law/completion.hpp"

namespace palermo::cli {

inline constexpr core::ErrorKind kCertificateRefused{"law.certificate_refused", core::Exit::ours};

// Errors: law.unknown_case.
[[nodiscard]] core::Result<const law::Case*> find_case(const LawDesk& desk, const std::string& file, const std::string& id);

// Do the checkers accept the finding, and the certificate if it has one? Errors: law.derivation_refused, law.certificate_refused.
[[nodiscard]] core::Done accept(const law::Corpus& corpus, const law::Case& stated, const law::Completion& completion);

}  // namespace palermo::cli
