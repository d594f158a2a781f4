// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/study_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "palermo/core/bytes.hpp"
#include "palermo/core/folder_test.hpp"

namespace palermo::simulate {
namespace {

namespace fs = std::filesystem;
const std::string kData = std::string(PALERMO_SOURCE_DIR) + "/data";

std::string read(const std::string& path) {
  const auto text = core::read_file(path);
  return text ? *text : std::string();
}

core::Result<law::Corpus> corpus() {
  std::vector<law::Corpus::Source> laws;
  for (const char* file : {"clauses.yaml", "un.untoc.yaml", "un.tip-protocol.yaml", "national/my.670-12.yaml", "national/us.7102-11.yaml"})
    laws.push_back({fs::path(file).filename().string(), read(kData + "/law/" + file)});
  return law::Corpus::parse({"vocabulary.yaml", read(kData + "/law/vocabulary.yaml")}, laws);
}

class StudyWorld : public ::testing::Test {
 protected:
  void SetUp() override {
    auto book = NameBook::read(kData + "/simulate/names");
    ASSERT_TRUE(book.has_value());
    book_ = std::move(*book);
    core::Silence silence;
    StudyWorldOptions options;
    options.seed = 5;
    options.people = 400;
    auto made = invent_study(book_, options, silence);
    ASSERT_TRUE(made.has_value());
    made_.emplace(std::move(*made));
    corpus_.emplace(corpus());
    ASSERT_TRUE(corpus_->has_value()) << corpus_->error().kind.code;
  }

  NameBook book_;
  std::optional<InventedStudy> made_;
  std::optional<core::Result<law::Corpus>> corpus_;
};

// The world's own reading of the Protocol shares no code with the law engine.
TEST_F(StudyWorld, the_stated_truth_of_the_protocol_is_that_of_the_world) {
  const auto truth = stated_truth(*made_, **corpus_);
  ASSERT_TRUE(truth.has_value()) << truth.error().kind.code;
  const auto trafficked = std::count_if(made_->persons.begin(), made_->persons.end(), [](const Person& p) { return trafficking(p) == Answer::yes; });
  EXPECT_EQ(truth->front().yes, trafficked);
  EXPECT_GT(trafficked, 100);
}

TEST_F(StudyWorld, every_definition_is_decided_of_everybody) {
  const auto truth = stated_truth(*made_, **corpus_);
  ASSERT_TRUE(truth.has_value());
  for (const StatedTruth& one : *truth) {
    EXPECT_EQ(one.open, 0) << one.definition;
    EXPECT_EQ(one.yes + one.no, 400) << one.definition;
    EXPECT_GT(one.yes, 50) << one.definition;
    EXPECT_GT(one.no, 50) << one.definition;
  }
}

TEST_F(StudyWorld, no_name_stands_in_a_file_of_cases_and_no_fact_in_a_file_of_names) {
  core::TemporaryFolder folder;
  core::Silence silence;
  {
    auto out = core::OutputFolder::open(folder / "world", "study-world");
    ASSERT_TRUE(out.has_value());
    ASSERT_TRUE(write_study(*made_, *stated_truth(*made_, **corpus_), *out, silence).has_value());
    ASSERT_TRUE(out->commit().has_value());
  }
  for (const InventedList& list : made_->lists.lists) {
    const std::string cases = read(folder / ("world/cases/" + list.plan.name + ".csv")), names = read(folder / ("world/names/" + list.plan.name + ".csv"));
    EXPECT_EQ(std::count(cases.begin(), cases.end(), '\n'), std::count(names.begin(), names.end(), '\n'));
    for (const ListRow& row : list.rows) {
      EXPECT_NE(cases.find(row[ListColumn::record_id]), std::string::npos);
      const std::string& dob = row[ListColumn::dob];
      EXPECT_TRUE(dob.size() != 10 || cases.find(dob) == std::string::npos);
    }
    EXPECT_EQ(names.substr(0, names.find('\n')).find(form_of(list.plan.name).questions.front().column), std::string::npos);
  }
}

TEST_F(StudyWorld, the_same_seed_makes_the_same_world) {
  core::Silence silence;
  const auto again = invent_study(book_, made_->options, silence);
  ASSERT_TRUE(again.has_value());
  for (std::size_t list = 0; list < made_->lists.lists.size(); ++list) EXPECT_EQ(to_csv(again->lists.lists[list]), to_csv(made_->lists.lists[list]));
}

}  // namespace
}  // namespace palermo::simulate
