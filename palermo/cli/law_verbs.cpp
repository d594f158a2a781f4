// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/law_verbs.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

#include "palermo/cli/context.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/law/checker.hpp"
#include "palermo/study/corpus_files.hpp"

namespace palermo::cli {

core::Result<LawDesk> open_desk(const Context& context, const std::string& file) {
  PALERMO_TRY(const std::string text, core::read_file(file));
  PALERMO_TRY(const core::Value document, core::parse_yaml(text, file));
  LawDesk desk;
  PALERMO_TRY(desk.corpus, study::load_corpus(context.data_folder() + "/law"));
  PALERMO_TRY(desk.cases, law::parse_cases(document, desk.corpus.vocabulary()));
  return desk;
}

core::Result<law::Case> pick_case(std::vector<law::Case> cases, const std::string& wanted, const std::string& file) {
  constexpr std::size_t kMostNamed = 10;
  if (wanted.empty() && cases.size() == 1) return std::move(cases.front());
  if (wanted.empty()) {
    std::string ids;
    for (const law::Case& one : cases) ids += (ids.empty() ? "" : ", ") + one.id;
    if (cases.empty() || cases.size() > kMostNamed) ids = "none";
    return core::fail(kWhichCase, {.file = file}, {{"count", std::to_string(cases.size())}, {"ids", ids}});
  }
  const auto found = std::find_if(cases.begin(), cases.end(), [&](const law::Case& c) { return c.id == wanted; });
  if (found == cases.end()) return core::fail(kUnknownCase, {.file = file}, {{"case", wanted}});
  return std::move(*found);
}

core::Result<std::vector<law::FindingId>> findings_wanted(const law::Corpus& corpus,
                                                          const std::vector<std::string>& wanted) {
  const std::vector<law::FindingId> all = corpus.findings();
  if (wanted.empty()) return all;
  std::vector<law::FindingId> found;
  for (const std::string& id : wanted) {
    const std::size_t before = found.size();
    for (const law::FindingId& finding : all)
      if (finding.law == id || finding.text() == id) found.push_back(finding);
    if (found.size() == before) return core::fail(law::kUnknownLaw, {}, {{"id", id}});
  }
  return found;
}

core::Result<std::vector<law::Finding>> checked_findings(const law::Corpus& corpus, const law::Case& stated,
                                                         const std::vector<law::FindingId>& ids) {
  PALERMO_TRY(std::vector<law::Finding> findings, law::assess_all(corpus, stated, ids));
  for (const law::Finding& finding : findings)
    if (law::check(corpus, stated, finding))
      return core::fail(kDerivationRefused, {.field = stated.id},
                        {{"case", stated.id}, {"finding", finding.id.text()}});
  return findings;
}

void add_law_verbs(CLI::App& app, Context& context) {
  CLI::App& family = add_family(app, context, "law");
  add_law_ask(family, context);
  add_law_assess(family, context);
  add_law_check(family, context);
  add_law_compare(family, context);
  add_law_compile(family, context);
  add_law_diff(family, context);
  add_law_duties(family, context);
  add_law_expect(family, context);
  add_law_explain(family, context);
  add_law_history(family, context);
  add_law_list(family, context);
  add_law_omissions(family, context);
  add_law_page(family, context);
  add_law_readings(family, context);
  add_law_site(family, context);
  add_law_status(family, context);
  add_law_what_if(family, context);
}

}  // namespace palermo::cli
