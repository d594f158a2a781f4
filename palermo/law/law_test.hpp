// SPDX-License-Identifier: Apache-2.0
// What the tests of this room share: the project's corpus, cases written in place, and an assessment that never goes
// unchecked.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/bytes.hpp"
#include "palermo/law/checker.hpp"
#include "palermo/law/evaluate.hpp"

namespace palermo::law::testing {

inline std::string describe(const core::Error& error) {
  std::string text(error.kind.code);
  text += " at " + error.place.file + ":" + std::to_string(error.place.line) + ":" +
          std::to_string(error.place.column) + " " + error.place.field;
  for (const auto& [key, value] : error.args) text.append(" ").append(key).append("=").append(value);
  return text;
}

inline std::string read(const std::filesystem::path& path) {
  auto text = core::read_file(path.string());
  EXPECT_TRUE(text) << describe(text.error());
  return text ? *text : "";
}

inline std::vector<std::filesystem::path> yaml_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  if (std::filesystem::exists(folder))
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
      if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

inline std::filesystem::path law_folder() { return std::filesystem::path(PALERMO_SOURCE_DIR) / "data" / "law"; }

// data/law as it stands in the repository.
inline const Corpus& project_corpus() {
  static const Corpus corpus = [] {
    std::vector<Corpus::Source> laws;
    for (const auto& file : yaml_files(law_folder()))
      if (file.filename() != "vocabulary.yaml" && file.string().find("/scenarios/") == std::string::npos)
        laws.push_back({file.filename().string(), read(file)});
    auto parsed = Corpus::parse({"vocabulary.yaml", read(law_folder() / "vocabulary.yaml")}, laws);
    if (!parsed) ADD_FAILURE() << describe(parsed.error());
    return parsed ? *parsed : Corpus{};
  }();
  return corpus;
}

// A vocabulary of a few facts, for laws invented by a test.
inline constexpr std::string_view kSmallVocabulary = R"(format: palermo-vocabulary/1
groups:
  person: {age: {type: int, unit: years}}
  act: {recruit: {}, transport: {}, harbour: {}}
  means: {threat: {}, force: {}, deception: {}}
  purpose: {bondage: {}, serfdom: {}, slavery_like: {}, labour: {}}
  benefit: {received: {}, sought: {}}
  actor: {humanitarian_only: {}, object_only: {}}
implies:
  - {a: purpose.bondage, b: purpose.slavery_like, cite: one}
  - {a: purpose.serfdom, b: purpose.slavery_like, cite: two}
  - {a: benefit.received, b: benefit.sought, cite: three}
  - {a: actor.humanitarian_only, not_b: benefit.sought, cite: four}
)";

inline core::Result<Corpus> parse_small(const std::vector<std::string>& laws) {
  std::vector<Corpus::Source> sources;
  for (std::size_t i = 0; i < laws.size(); ++i) sources.push_back({"law" + std::to_string(i) + ".yaml", laws[i]});
  return Corpus::parse({"vocabulary.yaml", std::string(kSmallVocabulary)}, sources);
}

inline Corpus small_corpus(const std::vector<std::string>& laws = {}) {
  auto corpus = parse_small(laws);
  if (!corpus) ADD_FAILURE() << describe(corpus.error());
  return corpus ? *corpus : Corpus{};
}

// One case; `body` is what stands below its id and title, e.g. "date: 2024-01-01\nfacts: {is_true: [act.recruit]}".
inline Case case_of(const Corpus& corpus, std::string_view body) {
  std::string text = "format: palermo-cases/1\ncases:\n  - id: C1\n    title: a case\n    ";
  for (const char c : body) {
    text += c;
    if (c == '\n') text += "    ";
  }
  auto document = core::parse_yaml(text, "cases.yaml");
  EXPECT_TRUE(document) << describe(document.error());
  if (!document) return {};
  auto cases = parse_cases(*document, corpus.vocabulary());
  EXPECT_TRUE(cases) << describe(cases.error());
  return cases ? cases->front() : Case{};
}

// The finding, accepted by the checker. Every test that assesses anything goes through here.
inline core::Result<Finding> checked(const Corpus& corpus, const Case& stated, std::string_view id,
                                     OnContradiction policy = OnContradiction::refuse) {
  PALERMO_TRY(const FindingId finding_id, corpus.resolve(id));
  PALERMO_TRY(const FactBase facts, FactBase::derive(stated, corpus.vocabulary(), policy));
  PALERMO_TRY(Finding finding, assess(corpus, stated, finding_id, facts));
  const auto wrong = check(corpus, stated, finding);
  EXPECT_FALSE(wrong) << stated.id << " " << id << ": the checker refuses: " << *wrong;
  return finding;
}

inline std::string outcome_of(const Corpus& corpus, const Case& stated, std::string_view id) {
  const auto finding = checked(corpus, stated, id);
  return finding ? std::string(word(finding->outcome)) : describe(finding.error());
}

}  // namespace palermo::law::testing
