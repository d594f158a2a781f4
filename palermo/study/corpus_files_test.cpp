// SPDX-License-Identifier: Apache-2.0
// A draft in hand beside the laws of a folder.
#include "palermo/study/corpus_files.hpp"

#include "palermo/study/study_test.hpp"

namespace palermo::study {
namespace {

std::string law(const std::string& id, const std::string& title) {
  return "format: palermo-law/1\nid: " + id + "\ntitle: " + title +
         "\njurisdiction: INT\nversions:\n  - id: a\n    offences: [{id: o, cite: \"1\", elements: [{id: e, cite: \"1\", expr: act.recruit}]}]\n";
}

class CorpusFiles : public testing::StudyFolder {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(path("law/national"));
    std::filesystem::create_directories(path("law/scenarios"));
    put("law/vocabulary.yaml", "format: palermo-vocabulary/1\ngroups: {act: {recruit: {}}}\n");
    std::filesystem::copy(std::string(PALERMO_SOURCE_DIR) + "/data/law/clauses.yaml", path("law/clauses.yaml"));
    put("law/one.yaml", law("one", "One"));
    put("law/national/two.yaml", law("two", "Two"));
    put("law/scenarios/stories.yaml", "no law at all");
  }
  [[nodiscard]] std::string titles(const std::optional<Draft>& draft) const {
    const auto corpus = load_corpus(path("law"), draft);
    if (!corpus) return corpus.error().place.file + " " + std::string(corpus.error().kind.code);
    std::string text;
    for (const law::Law& law : corpus->laws()) text += law.title + ".";
    return text;
  }
};

TEST_F(CorpusFiles, a_draft_stands_in_the_place_of_the_law_of_its_id_and_beside_the_others) {
  EXPECT_EQ(titles(std::nullopt), "Two.One.");
  EXPECT_EQ(titles(Draft{"one", {"my.yaml", law("one", "Mine")}}), "Mine.Two.");
  EXPECT_EQ(titles(Draft{"three", {"my.yaml", law("three", "Mine")}}), "Mine.Two.One.");
}

TEST_F(CorpusFiles, of_a_draft_its_own_error_is_told_first) {
  put("law/one.yaml", law("one", "One") + "wrong: key\n");
  EXPECT_EQ(titles(Draft{"three", {"my.yaml", law("three", "Mine") + "wrong: key\n"}}), "my.yaml schema.unknown_key");
}

TEST_F(CorpusFiles, a_draft_in_a_folder_without_laws_is_told_so) {
  std::filesystem::remove(path("law/vocabulary.yaml"));
  EXPECT_NE(titles(Draft{"three", {"my.yaml", law("three", "Mine")}}).find("study.no_data"), std::string::npos);
}

}  // namespace
}  // namespace palermo::study
