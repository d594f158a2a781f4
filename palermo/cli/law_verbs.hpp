// SPDX-License-Identifier: Apache-2.0
// What the verbs of `palermo law` share: the corpus, the cases of a file, and findings that the checker has accepted.
#pragma once

#include <string>
#include <vector>

#include "palermo/law/evaluate.hpp"

namespace CLI {
class App;
}

namespace palermo::cli {

class Context;

inline constexpr core::ErrorKind kUnknownCase{"law.unknown_case", core::Exit::usage};
inline constexpr core::ErrorKind kWhichCase{"law.which_case", core::Exit::usage};
inline constexpr core::ErrorKind kDerivationRefused{"law.derivation_refused", core::Exit::ours};

void add_law_ask(CLI::App& family, Context& context);
void add_law_assess(CLI::App& family, Context& context);
void add_law_check(CLI::App& family, Context& context);
void add_law_compare(CLI::App& family, Context& context);
void add_law_compile(CLI::App& family, Context& context);
void add_law_diff(CLI::App& family, Context& context);
void add_law_duties(CLI::App& family, Context& context);
void add_law_expect(CLI::App& family, Context& context);
void add_law_explain(CLI::App& family, Context& context);
void add_law_history(CLI::App& family, Context& context);
void add_law_list(CLI::App& family, Context& context);
void add_law_omissions(CLI::App& family, Context& context);
void add_law_page(CLI::App& family, Context& context);
void add_law_readings(CLI::App& family, Context& context);
void add_law_site(CLI::App& family, Context& context);
void add_law_status(CLI::App& family, Context& context);
void add_law_what_if(CLI::App& family, Context& context);

// The laws of the data folder and the cases of one file.
struct LawDesk {
  law::Corpus corpus;
  std::vector<law::Case> cases;
};
[[nodiscard]] core::Result<LawDesk> open_desk(const Context& context, const std::string& file);

// The case with the id `wanted`; the only one when nothing is wanted. Errors: law.unknown_case, law.which_case.
[[nodiscard]] core::Result<law::Case> pick_case(std::vector<law::Case> cases, const std::string& wanted, const std::string& file);

// Which findings are meant by `wanted`: "law#offence", or a law with all of its findings; nothing wanted: every finding
// there is.
[[nodiscard]] core::Result<std::vector<law::FindingId>> findings_wanted(const law::Corpus& corpus,
                                                                        const std::vector<std::string>& wanted);

// The findings of one case, each accepted by the checker. Errors: those of assess_all, law.derivation_refused.
[[nodiscard]] core::Result<std::vector<law::Finding>> checked_findings(const law::Corpus& corpus,
                                                                       const law::Case& stated,
                                                                       const std::vector<law::FindingId>& ids);

}  // namespace palermo::cli
