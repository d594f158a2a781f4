// SPDX-License-Identifier: Apache-2.0
// palermo law test FILE: are the findings those that the case file expects? The last line is "N passed, N failed".
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/law/explain.hpp"

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
  const int exit = failures.empty() ? 0 : kExitFailures;
  if (context.json()) {
    core::Value list{core::Value::Array{}};
    for (const Tried& tried : failures) list.push(to_value(tried));
    core::Value answer;
    answer.set("format", "palermo-law-test/1");
    answer.set("passed", passed);
    answer.set("failed", static_cast<std::int64_t>(failures.size()));
    answer.set("failures", std::move(list));
    (void)context.print_json(answer);
    return exit;
  }
  std::string text;
  for (const Tried& tried : failures) text += failure_text(context, tried) + "\n";
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
