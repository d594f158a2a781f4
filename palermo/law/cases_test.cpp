// SPDX-License-Identifier: Apache-2.0
// Case files with the finding a lawyer expects: the project's scenarios and, where they are, the shared vignettes.
#include <iostream>

#include "palermo/law/law_test.hpp"

namespace palermo::law::testing {
namespace {

// Runs every expectation of a file; returns how many there were.
int run_expectations(const std::filesystem::path& path) {
  const Corpus& corpus = project_corpus();
  auto document = core::parse_yaml(read(path), path.filename().string());
  EXPECT_TRUE(document) << describe(document.error());
  if (!document) return 0;
  auto cases = parse_cases(*document, corpus.vocabulary());
  EXPECT_TRUE(cases) << describe(cases.error());
  if (!cases) return 0;
  int expectations = 0;
  for (const Case& stated : *cases)
    for (const Expectation& expected : stated.expect) {
      ++expectations;
      const auto finding = checked(corpus, stated, expected.finding);
      if (expected.refused) {
        EXPECT_TRUE(!finding && finding.error().kind.code == kPersonMoved.code) << stated.id << " " << expected.finding;
        continue;
      }
      const std::string found = finding ? std::string(word(finding->as_encoded)) : describe(finding.error());
      EXPECT_EQ(found, word(expected.outcome)) << stated.id << " " << expected.finding << ": " << stated.why;
    }
  return expectations;
}

TEST(Vignettes, every_shared_case_gives_the_finding_it_expects) {
  const auto path = std::filesystem::path(PALERMO_SHARED_DIR) / "data" / "law" / "cases.yaml";
  if (!std::filesystem::exists(path)) {
    std::cout << "the shared folder is not beside this repository: its 79 expectations are not run\n";
    GTEST_SKIP() << "no shared cases";
  }
  EXPECT_EQ(run_expectations(path), 79);
}

TEST(Scenarios, every_scenario_gives_the_finding_it_expects) {
  int expectations = 0;
  for (const auto& path : yaml_files(std::filesystem::path(PALERMO_SOURCE_DIR) / "tests" / "scenarios"))
    expectations += run_expectations(path);
  std::cout << expectations << " expectations of the project's own scenarios\n";
  EXPECT_GT(expectations, 25);
}

}  // namespace
}  // namespace palermo::law::testing
