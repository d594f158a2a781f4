// SPDX-License-Identifier: Apache-2.0
// palermo law test FILE: are the findings, what people are owed and their ways to a remedy those that the case file expects? The last line is "N passed, N failed"
// and counts findings; expectations on rights, where there are any, have a line of their own above it.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_verbs.hpp"
#include "palermo/cli/rights_desk.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/law/explain.hpp"
#include "palermo/rights/expected.hpp"

namespace palermo::cli {
namespace {

constexpr int kExitFailures = 1;          // the expectations did not all hold
constexpr std::size_t kMostReasons = 12;  // steps shown of one failure

struct TestCall {
  std::string file;
};

// What came of one expectation. `found` is an outcome's word, "refused", or the code of an error.
struct Tried {
  std::string case_id, finding, expected, found;
  std::vector<std::string> reasons;
  [[nodiscard]] bool passed() const { return expected == found; }
};

std::vector<std::string> reasons_of(const Context& context, const law::Finding& finding,
                                    const law::Vocabulary& vocabulary) {
  std::vector<std::string> reasons;
  for (const law::Node* node : law::decisive(finding.derivation))
    if (reasons.size() < kMostReasons) reasons.push_back(law::line_of(*node, "", vocabulary, context.catalogue()));
  return reasons;
}

Tried try_one(const Context& context, const law::Corpus& corpus, const law::Case& stated,
              const law::Expectation& expected) {
  Tried tried{
      stated.id, expected.finding, expected.refused ? "refused" : std::string(law::word(expected.outcome)), "", {}};
  const auto id = corpus.resolve(expected.finding);
  const auto findings = id ? checked_findings(corpus, stated, {*id}) : core::fail(id.error());
  if (findings) {
    tried.found = law::word(findings->front().as_encoded);
    if (!tried.passed()) tried.reasons = reasons_of(context, findings->front(), corpus.vocabulary());
  } else {
    tried.found =
        findings.error().kind.code == law::kPersonMoved.code ? "refused" : std::string(findings.error().kind.code);
    if (!tried.passed()) tried.reasons.push_back(context.catalogue().explain(findings.error()));
  }
  if (!tried.passed() && !stated.why.empty())
    tried.reasons.push_back(context.text("law.test.why", {{"why", stated.why}}));
  return tried;
}

std::string outcome_word(const Context& context, const std::string& found) {
  const std::string key = "law.outcome." + found;
  return context.catalogue().has(key) ? context.text(key) : found;
}

std::string failure_text(const Context& context, const Tried& tried) {
  std::string text = context.text("law.test.failure", {{"case", tried.case_id},
                                                       {"finding", tried.finding},
                                                       {"expected", outcome_word(context, tried.expected)},
                                                       {"found", outcome_word(context, tried.found)}});
  for (const std::string& reason : tried.reasons) text += "\n" + context.text("law.test.reason", {{"reason", reason}});
  return text + "\n";
}

core::Value to_value(const Tried& tried) {
  core::Value value{core::Value::Object{}};
  value.set("case", tried.case_id);
  value.set("finding", tried.finding);
  value.set("expected", tried.expected);
  value.set("found", tried.found);
  core::Value reasons{core::Value::Array{}};
  for (const std::string& reason : tried.reasons) reasons.push(reason);
  value.set("reasons", std::move(reasons));
  return value;
}

// What came of the expectations on rights.
struct RightsTried {
  std::int64_t passed = 0;
  std::vector<Tried> failures;
  [[nodiscard]] bool any() const { return passed > 0 || !failures.empty(); }
};

core::Result<RightsTried> try_rights(const Context& context, const LawDesk& desk) {
  RightsTried tried;
  const bool any = std::any_of(desk.cases.begin(), desk.cases.end(), [](const law::Case& c) { return !c.rights.is_null(); });
  if (!any) return tried;
  PALERMO_TRY(const rights::Catalogue catalogue, load_rights(context, desk.corpus));
  PALERMO_TRY(const std::vector<rights::Practice> practices, load_practices(context, catalogue, desk.corpus));
  PALERMO_TRY(const rights::Remedies remedies, load_remedies(context, desk.corpus));
  for (const law::Case& stated : desk.cases) {
    PALERMO_TRY(const std::vector<rights::Tried> all, rights::try_rights(stated, catalogue, practices, remedies, desk.corpus));
    for (const rights::Tried& one : all) {
      if (one.passed) {
        ++tried.passed;
        continue;
      }
      tried.failures.push_back({stated.id, one.what, one.expected, one.found, {}});
      if (!stated.why.empty()) tried.failures.back().reasons.push_back(context.text("law.test.why", {{"why", stated.why}}));
    }
  }
  return tried;
}

core::Value to_value(const std::vector<Tried>& failures) {
  core::Value list{core::Value::Array{}};
  for (const Tried& tried : failures) list.push(to_value(tried));
  return list;
}

int run_test(Context& context, const TestCall& call) {
  const auto desk = open_desk(context, call.file);
  if (!desk) return context.fail(desk.error());
  std::vector<Tried> failures;
  std::int64_t passed = 0;
  for (const law::Case& stated : desk->cases)
    for (const law::Expectation& expected : stated.expect) {
      Tried tried = try_one(context, desk->corpus, stated, expected);
      if (tried.passed())
        ++passed;
      else
        failures.push_back(std::move(tried));
    }
  const auto owed = try_rights(context, *desk);
  if (!owed) return context.fail(owed.error());
  const int exit = failures.empty() && owed->failures.empty() ? 0 : kExitFailures;
  if (context.json()) {
    core::Value answer;
    answer.set("format", "palermo-law-test/1");
    answer.set("passed", passed);
    answer.set("failed", static_cast<std::int64_t>(failures.size()));
    answer.set("failures", to_value(failures));
    answer.set("rights_passed", owed->passed);
    answer.set("rights_failed", static_cast<std::int64_t>(owed->failures.size()));
    answer.set("rights_failures", to_value(owed->failures));
    (void)context.print_json(answer);
    return exit;
  }
  std::string text;
  for (const Tried& tried : failures) text += failure_text(context, tried) + "\n";
  for (const Tried& tried : owed->failures) text += failure_text(context, tried) + "\n";
  if (owed->any())
    text += context.text("law.test.rights", {{"passed", std::to_string(owed->passed)}, {"failed", std::to_string(owed->failures.size())}}) + "\n";
  (void)context.print(text + context.text("law.test.summary", {{"passed", std::to_string(passed)},
                                                               {"failed", std::to_string(failures.size())}}));
  return exit;
}

}  // namespace

void add_law_expect(CLI::App& family, Context& context) {
  auto call = std::make_shared<TestCall>();
  CLI::App& verb = add_verb(family, context, "law.test", "palermo law test tests/scenarios/tip-protocol.yaml",
                            [&context, call] { return run_test(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.law.file"))->required();
}

}  // namespace palermo::cli
