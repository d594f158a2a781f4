// SPDX-License-Identifier: Apache-2.0
// What the verbs that judge cases (assess, ask, explain, history, readings, what-if) share: one case of a file with the laws, completions
// that both checkers have accepted, and the mark of an answer that holds facts of a case.
//
//   const auto desk = open_case(context, call);
//   if (!desk) return context.fail(desk.error());
//   const auto found = law::complete(desk->corpus, desk->stated, desk->ids.front());
#pragma once

#include "palermo/cli/law_verbs.hpp"
#include "palermo/core/value.hpp"
#include "palermo/law/completion.hpp"

namespace palermo::cli {

inline constexpr core::ErrorKind kCertificateRefused{"law.certificate_refused", core::Exit::ours};

// One case and the findings asked for.
struct CaseCall {
  std::string file, case_id;
  std::vector<std::string> laws;
  bool one_finding = false;  // exactly one law is named, and it means one finding
};

struct CaseDesk {
  law::Corpus corpus;
  law::Case stated;
  std::vector<law::FindingId> ids;
};

// FILE, CASE and --law; the help page says that the answer is not for release.
void add_case_options(CLI::App& verb, const Context& context, CaseCall& call);
void say_not_for_release(CLI::App& verb, const Context& context);

// Errors: those of open_desk; law.unknown_case, law.unknown_law.
[[nodiscard]] core::Result<CaseDesk> open_case(const Context& context, const CaseCall& call);

// Do the checkers accept the finding, and the certificate if it has one? Errors: law.derivation_refused, law.certificate_refused.
[[nodiscard]] core::Done accept(const law::Corpus& corpus, const law::Case& stated, const law::Completion& completion);
[[nodiscard]] law::Look accept_each(const law::Corpus& corpus);  // `corpus` must outlive it

// An answer holds facts of the case, also those of entry, stay and status: "not for release" is its first key, and the last line of a text.
[[nodiscard]] core::Value inside_answer(std::string_view format);
int print_inside(const Context& context, std::string text);  // returns 0

}  // namespace palermo::cli
