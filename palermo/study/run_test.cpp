// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/run.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "palermo/core/bytes.hpp"
#include "palermo/publish/lint.hpp"
#include "palermo/study/study_test.hpp"
#include "palermo/core/cancelled_test.hpp"

namespace palermo::study {
namespace {

namespace fs = std::filesystem;

const std::string kData = std::string(PALERMO_SOURCE_DIR) + "/data";

const std::string kMapping = testing::small_mapping(R"(
missing: ["-99"]
dimensions:
  year: {column: year, kind: year, min: 2000, max: 2026}
  sex: {column: sex, values: {F: female, M: male}}
  country: {column: country, kind: country}
)");

const std::string kStudy = R"(
format: palermo-study/1
id: test
title: Test
period: "2015..2016"
place: Velmora
simulated: true
sources:
  - {id: north, title: North, file: north.csv, mapping: form.yaml}
  - {id: south, title: South, file: south.csv, mapping: form.yaml}
definitions: [un.tip-protocol#trafficking, in.bns143]
readings:
  - {id: strict, says: Only what the records state., assume: []}
  - {id: registered, says: Registered persons were identified., assume: [identified_victim]}
tables: [year, sex, country]
)";

// 47 children and 36 adults in forced labour; 21 of the adults by force. Counts of "registered" follow by hand:
// TIP: children 47 and forced adults 21 certain; 15 adults with force=0 unknown (other means were not asked).
std::string rows_of(bool reversed) {
  std::vector<std::string> rows;
  for (int i = 0; i < 47; ++i) rows.push_back("2015,F,KH,1,-99,1");
  for (int i = 0; i < 21; ++i) rows.push_back("2015,M,KH,0,1,1");
  for (int i = 0; i < 15; ++i) rows.push_back("2016,M,TH,0,0,1");
  for (int i = 0; i < 17; ++i) rows.push_back("2016,F,TH,0,1,0");
  if (reversed) std::reverse(rows.begin(), rows.end());
  std::string text = "year,sex,country,minor,force,labour\n";
  for (const std::string& row : rows) text += row + "\n";
  return text + "2016,F,TH,0,1\n";  // a row with a field too few
}

class Study : public testing::StudyFolder {
 protected:
  void SetUp() override {
    put("form.yaml", kMapping);
    put("study.yaml", kStudy);
    put("north.csv", rows_of(false));
    put("south.csv", rows_of(true));
  }

  core::Result<RunResult> run(bool fresh = false) {
    core::Silence silence;
    return run_study({path("study.yaml"), path("out"), kData, fresh}, core::Catalogue(), silence);
  }
  [[nodiscard]] core::Value counts(const std::string& source) const {
    return *core::parse_json(get("out/inside/counts/" + source + ".json"), source);
  }
};

std::int64_t exact(const core::Value& counts, std::int64_t definition, std::int64_t reading, const char* what) {
  for (const core::Value& finding : counts["findings"].items())
    if (finding["definition"].as_int() == definition && finding["reading"].as_int() == reading) return finding[what].as_int();
  return -1;
}

TEST_F(Study, counts_are_what_one_counts_by_hand) {
  const auto result = run();
  ASSERT_TRUE(result.has_value()) << result.error().kind.code;
  const core::Value north = counts("north");
  EXPECT_EQ(north["rows_read"].as_int(), 101);
  EXPECT_EQ(north["rows_set_aside"].as_int(), 1);
  EXPECT_EQ(exact(north, 0, 0, "true"), 0);          // strict: no act is recorded
  EXPECT_EQ(exact(north, 0, 0, "unknown"), 100);     // labour=0 leaves the other purposes open
  EXPECT_EQ(exact(north, 0, 1, "true"), 68);
  EXPECT_EQ(exact(north, 0, 1, "unknown"), 32);
  EXPECT_EQ(exact(north, 1, 1, "true"), 0);          // India: no law answers the open term on forced labour
}

TEST_F(Study, the_order_of_the_rows_does_not_matter) {
  ASSERT_TRUE(run().has_value());
  const core::Value north = counts("north"), south = counts("south");
  EXPECT_EQ(north["findings"], south["findings"]);
  EXPECT_EQ(north["cells"], south["cells"]);
  EXPECT_EQ(north["elements"], south["elements"]);
}

TEST_F(Study, what_rests_on_an_assumption_is_counted_without_it) {
  ASSERT_TRUE(run().has_value());
  const core::Value north = counts("north");
  for (const core::Value& finding : north["findings"].items()) {
    if (finding["definition"].as_int() != 0 || finding["reading"].as_int() != 1) continue;
    ASSERT_NE(finding["certain_without"].find("identified_victim"), nullptr);
    EXPECT_EQ(finding["certain_without"]["identified_victim"].as_int(), 0);
  }
}

TEST_F(Study, every_outside_number_is_a_multiple_of_ten_and_passes_the_linter) {
  ASSERT_TRUE(run().has_value());
  const core::Value evidence = *core::parse_json(get("out/outside/evidence.json"), "evidence");
  EXPECT_TRUE(publish::lint_evidence(evidence).has_value());
  EXPECT_GT(evidence["numbers"].items().size(), 20u);
  for (const core::Value& number : evidence["numbers"].items()) {
    for (const char* part : {"value", "lo", "hi"}) {
      if (!number.find(part)) continue;
      EXPECT_EQ(number[part].as_int() % 10, 0) << number["id"].as_text();
    }
  }
}

TEST_F(Study, D30_a_bare_number_is_refused) {
  ASSERT_TRUE(run().has_value());
  core::Value evidence = *core::parse_json(get("out/outside/evidence.json"), "evidence");
  core::Value numbers = evidence["numbers"];
  core::Value bare;
  bare.set("id", "bare");
  bare.set("value", 70);
  numbers.push(bare);
  evidence.set("numbers", numbers);
  const auto done = publish::lint_evidence(evidence);
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().kind.rule, "D30");
  EXPECT_EQ(done.error().kind.exit, core::Exit::refused);
}

TEST_F(Study, inside_is_for_the_custodian_alone_and_says_so_in_its_first_line) {
  ASSERT_TRUE(run().has_value());
  struct stat status {};
  ASSERT_EQ(::stat(path("out/inside").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
  for (const auto& entry : fs::recursive_directory_iterator(path("out/inside"))) {
    if (!entry.is_regular_file()) continue;
    ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u) << entry.path();
    std::ifstream file(entry.path());
    std::string first;
    std::getline(file, first);
    EXPECT_NE(first.find("not for release"), std::string::npos) << entry.path();
  }
}

TEST_F(Study, rows_have_a_random_handle_and_no_fact_of_the_person) {
  ASSERT_TRUE(run().has_value());
  std::istringstream rows(get("out/inside/rows/north.csv"));
  std::string line;
  std::getline(rows, line);
  std::getline(rows, line);
  EXPECT_EQ(line, "handle,year,sex,country,strict/un.tip-protocol#trafficking,strict/in.bns143#trafficking,"
                  "registered/un.tip-protocol#trafficking,registered/in.bns143#trafficking");
  std::set<std::string> handles;
  while (std::getline(rows, line)) handles.insert(line.substr(0, line.find(',')));
  EXPECT_EQ(handles.size(), 100u);
  EXPECT_EQ(handles.begin()->size(), 20u);
}

TEST_F(Study, D2_no_row_tells_that_somebody_entered_unlawfully) {
  std::string study = kStudy;
  study.replace(study.find("in.bns143"), 9, "un.som-protocol#smuggling, gb.25");
  put("study.yaml", study);
  ASSERT_TRUE(run().has_value());
  const std::string rows = get("out/inside/rows/north.csv");
  EXPECT_EQ(rows.find("som-protocol"), std::string::npos);
  EXPECT_EQ(rows.find("gb.25"), std::string::npos);
  EXPECT_NE(rows.find("un.tip-protocol"), std::string::npos);
  EXPECT_EQ(exact(counts("north"), 1, 1, "unknown"), 100);  // counted all the same
}

TEST_F(Study, only_what_changed_runs_again) {
  ASSERT_TRUE(run().has_value());
  const std::string rows = get("out/inside/rows/north.csv");
  put("south.csv", rows_of(true) + "2016,F,TH,0,1,1\n");
  const auto again = run();
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE(again->receipt.stages[0].reused);
  EXPECT_FALSE(again->receipt.stages[1].reused);
  EXPECT_EQ(get("out/inside/rows/north.csv"), rows);
  EXPECT_EQ(exact(counts("south"), 0, 1, "true"), 69);
}

TEST_F(Study, a_changed_reading_runs_everything_again) {
  ASSERT_TRUE(run().has_value());
  std::string study = kStudy;
  study.replace(study.find("assume: [identified_victim]"), 27, "assume: []");
  put("study.yaml", study);
  const auto again = run();
  ASSERT_TRUE(again.has_value());
  for (const Stage& stage : again->receipt.stages) EXPECT_FALSE(stage.reused) << stage.name;
}

TEST_F(Study, an_altered_output_is_not_reused) {
  ASSERT_TRUE(run().has_value());
  put("out/inside/counts/north.json", "{}");
  const auto again = run();
  ASSERT_TRUE(again.has_value());
  EXPECT_FALSE(again->receipt.stages[0].reused);
  EXPECT_EQ(exact(counts("north"), 0, 1, "true"), 68);
}

TEST_F(Study, a_missing_source_is_one_clear_error_and_nothing_is_written) {
  fs::remove(path("south.csv"));
  const auto result = run();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind.code, "study.missing_source");
  EXPECT_EQ(result.error().kind.exit, core::Exit::unreadable);
  EXPECT_FALSE(fs::exists(path("out")));
}

TEST_F(Study, a_broken_source_leaves_the_earlier_results_as_they_were) {
  ASSERT_TRUE(run().has_value());
  const std::string evidence = get("out/outside/evidence.json");
  put("south.csv", rows_of(false) + "2016,F,TH,0,1,\"never closed\n");
  const auto result = run();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind.code, "csv.open_quote");
  EXPECT_EQ(get("out/outside/evidence.json"), evidence);
  std::size_t entries = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder_.path())) ++entries;
  EXPECT_EQ(entries, 5u);  // form, study, two sources, out: no half-written folder beside them
}

TEST_F(Study, a_file_of_the_user_in_the_output_folder_is_never_removed) {
  ASSERT_TRUE(run().has_value());
  for (const char* mine : {"out/notes.txt", "out/outside/notes.txt", "out/outside/report/notes.txt", "out/inside/rows/notes.txt"}) {
    put(mine, "precious");
    const auto result = run();
    ASSERT_FALSE(result.has_value()) << mine;
    EXPECT_EQ(result.error().kind.code, "output.foreign_file");
    EXPECT_EQ(result.error().kind.exit, core::Exit::usage);
    EXPECT_EQ(get(mine), "precious");
    fs::remove(folder_ / mine);
  }
  EXPECT_TRUE(run().has_value());
}

TEST_F(Study, an_empty_folder_made_for_the_output_is_taken) {
  fs::create_directory(path("out"));
  EXPECT_TRUE(run().has_value());
}

TEST_F(Study, inside_keeps_itself_out_of_a_repository) {
  ASSERT_TRUE(run().has_value());
  const std::string ignored = get("out/inside/.gitignore");
  EXPECT_NE(ignored.find("\n*\n"), std::string::npos);
  EXPECT_TRUE(run().has_value()) << "it is one of our own files";
}

TEST_F(Study, without_rows_there_is_no_empty_folder_for_them) {
  put("study.yaml", kStudy + "inside_rows: false\n");
  ASSERT_TRUE(run().has_value());
  EXPECT_FALSE(fs::exists(path("out/inside/rows")));
}

TEST_F(Study, a_column_of_words_that_nobody_understood_is_told_and_not_only_kept) {
  put("south.csv", "year,sex,country,minor,force,labour\n2015,woman,KH,1,often,1\n2015,woman,KH,1,often,1\n");
  const auto result = run();
  ASSERT_TRUE(result.has_value());
  ASSERT_EQ(result->notices.size(), 2u);
  EXPECT_EQ(result->notices[0].source, "north");
  EXPECT_TRUE(result->notices[0].set_aside);
  EXPECT_TRUE(result->notices[0].not_understood.empty());
  EXPECT_EQ(result->notices[1].not_understood, (std::vector<std::string>{"sex", "force"}));
  EXPECT_TRUE(fs::exists(result->notices[1].mapping_report));
}

TEST_F(Study, years_outside_the_period_are_counted_and_told) {
  std::string study = kStudy;
  study.replace(study.find("2015..2016"), 10, "2015..2015");
  put("study.yaml", study);
  const auto result = run();
  ASSERT_TRUE(result.has_value());
  ASSERT_FALSE(result->notices.empty());
  EXPECT_TRUE(result->notices[0].outside_period);
  EXPECT_EQ(exact(counts("north"), 0, 1, "true"), 68) << "a period filters nothing";
}

TEST_F(Study, an_output_folder_that_holds_the_sources_is_refused) {
  core::Silence silence;
  const auto result = run_study({path("study.yaml"), folder_.path().string(), kData, false}, core::Catalogue(), silence);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind.code, "study.input_inside_output");
  EXPECT_EQ(result.error().kind.exit, core::Exit::usage);
  EXPECT_TRUE(fs::exists(path("north.csv")));
}

TEST_F(Study, a_folder_that_only_looks_like_a_leftover_is_not_removed) {
  fs::create_directories(path(".out.palermo-mynote"));
  put(".out.palermo-mynote/x", "precious");
  ASSERT_TRUE(run().has_value());
  EXPECT_EQ(get(".out.palermo-mynote/x"), "precious");
}

TEST_F(Study, a_source_that_is_a_folder_is_named_as_such) {
  fs::remove(path("south.csv"));
  fs::create_directory(path("south.csv"));
  const auto result = run();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind.code, "study.not_a_file");
}

TEST_F(Study, the_same_definition_twice_is_refused) {
  std::string study = kStudy;
  study.replace(study.find("in.bns143"), 9, "un.tip-protocol#trafficking");
  put("study.yaml", study);
  const auto result = run();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind.code, "study.twice");
}

TEST_F(Study, a_wrong_header_names_the_columns_that_are_missing) {
  put("south.csv", "year,sex\n2015,F\n");
  const auto result = run();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind.code, "mapping.missing_column");
  EXPECT_EQ(result.error().args.at("columns"), "country, minor, force, labour");
}

TEST_F(Study, cancelled_it_leaves_nothing) {
  core::Cancelled cancelled;
  const auto result = run_study({path("study.yaml"), path("out"), kData, false}, core::Catalogue(), cancelled);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind.code, "core.cancelled");
  EXPECT_FALSE(fs::exists(path("out")));
}

TEST_F(Study, invented_data_are_marked_D33) {
  ASSERT_TRUE(run().has_value());
  EXPECT_TRUE((*core::parse_json(get("out/outside/evidence.json"), "e"))["simulated"].as_bool());
}

}  // namespace
}  // namespace palermo::study
