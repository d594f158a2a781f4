// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/check.hpp"

#include <algorithm>
#include <tuple>

#include "palermo/compare/check_desk.hpp"
#include "palermo/law/checker.hpp"
#include "palermo/law/evaluate.hpp"

namespace palermo::compare {

std::string_view word(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

namespace {

bool earlier(const Problem& a, const Problem& b) {
  return std::tuple(a.place.line, a.severity, a.place.column) < std::tuple(b.place.line, b.severity, b.place.column);
}

}  // namespace

core::Result<std::vector<Problem>> check_law(const law::Corpus& corpus, const law::Law& law, const core::Value& document,
                                             const Patience& patience) {
  CheckDesk desk(corpus, law, document, patience);
  check_form(desk);
  for (const law::Version& version : law.versions) {
    check_logic(desk, version);
    check_people(desk, version);
  }
  if (desk.fault) return core::fail(*desk.fault);
  if (desk.not_decided)
    desk.add({.rule = "not_decided", .severity = Severity::note, .version = {}, .part = {}, .cite = {}, .place = document.place(), .args = {}, .example = {}});
  std::stable_sort(desk.problems.begin(), desk.problems.end(), earlier);
  return std::move(desk.problems);
}

std::int64_t count(const std::vector<Problem>& problems, Severity severity) {
  return std::count_if(problems.begin(), problems.end(), [&](const Problem& p) { return p.severity == severity; });
}

namespace {

// What came of one expectation: an outcome's word, or "refused".
core::Result<std::string> found_for(const law::Corpus& corpus, const law::Case& story, const law::FindingId& id) {
  const auto findings = law::assess_all(corpus, story, {id});
  if (!findings) {
    if (findings.error().kind.code == law::kPersonMoved.code) return std::string("refused");
    return core::fail(findings.error());
  }
  if (law::check(corpus, story, findings->front()))
    return core::fail(kBadDerivation, {.field = story.id}, {{"case", story.id}, {"finding", id.text()}});
  return std::string(word(findings->front().as_encoded));
}

}  // namespace

core::Result<std::vector<Problem>> check_expectations(const law::Corpus& corpus, const law::Law& law,
                                                      const std::vector<law::Case>& stories) {
  std::vector<Problem> problems;
  for (const law::Case& story : stories)
    for (const law::Expectation& expectation : story.expect) {
      if (expectation.finding.substr(0, expectation.finding.find('#')) != law.id) continue;
      PALERMO_TRY(const law::FindingId id, corpus.resolve(expectation.finding));
      PALERMO_TRY(const std::string found, found_for(corpus, story, id));
      const std::string expected = expectation.refused ? "refused" : std::string(word(expectation.outcome));
      if (found != expected)
        problems.push_back({.rule = "expectation", .severity = Severity::error, .version = {}, .part = id.offence, .cite = {},
                            .place = expectation.place,
                            .args = {{"case", story.id}, {"expected", expected}, {"found", found}, {"why", story.why}},
                            .example = {}});
    }
  return problems;
}

core::Value to_value(const Problem& problem) {
  core::Value value{core::Value::Object{}};
  value.set("severity", word(problem.severity));
  value.set("rule", problem.rule);
  value.set("version", problem.version);
  value.set("part", problem.part);
  value.set("cite", problem.cite);
  value.set("line", problem.place.line);
  value.set("column", problem.place.column);
  core::Value example{core::Value::Array{}};
  for (const std::string& line : problem.example) example.push(line);
  value.set("example", std::move(example));
  return value;
}

}  // namespace palermo::compare
