// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/world.hpp"

#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "palermo/core/capture_table.hpp"
#include "palermo/core/value.hpp"
#include "palermo/simulate/member.hpp"
#include "palermo/simulate/world_test.hpp"

namespace palermo::simulate {
namespace {

// Cancels after it has been asked `patience` times.
class Impatient final : public core::Progress {
 public:
  explicit Impatient(int patience) : patience_(patience) {}
  void begin(std::string_view, std::string_view, std::int64_t, std::string_view) override {}
  void report(std::int64_t) override {}
  void end() override {}
  [[nodiscard]] bool cancelled() const override { return patience_-- <= 0; }

 private:
  mutable int patience_;
};

const std::array<std::string, kOrganisations> kLists{"hotline", "labour_inspection", "shelter_north", "ctdc_contributor"};

TEST(World, the_same_seed_gives_the_same_bytes_and_another_seed_others) {
  const Scratch scratch;
  const Files first = make_world(scratch, "a", {.seed = 5, .persons = 300});
  const Files again = make_world(scratch, "b", {.seed = 5, .persons = 300});
  const Files other = make_world(scratch, "c", {.seed = 6, .persons = 300});
  ASSERT_EQ(first.size(), 9U) << "four lists, three of truth, the README and the mark";
  EXPECT_EQ(first, again);
  for (const auto& [name, text] : first)
    EXPECT_EQ(text == other.at(name), name == ".palermo") << name;
}

TEST(World, a_larger_world_contains_the_people_of_a_smaller_one) {
  for (const std::int64_t number : {1, 77, 200}) {
    const Member alone = draw_member(9, number);
    std::vector<Member> many;
    for (std::int64_t i = 1; i <= 300; ++i) many.push_back(draw_member(9, i));
    const std::vector<Member> found{many[static_cast<std::size_t>(number - 1)]};
    EXPECT_EQ(persons_csv({alone}), persons_csv(found));
    EXPECT_EQ(facts_csv({alone}), facts_csv(found));
  }
}

TEST(World, every_folder_says_that_nobody_in_it_exists) {
  const Files& world = shared_world();
  EXPECT_NE(world.at("README.md").find("invented: no real person"), std::string::npos);
  EXPECT_EQ(world.at("README.md").find("⟦"), std::string::npos) << "a text is missing from the catalogue";
  EXPECT_NE(world.at("README.md").find("seed 1 for 2,000 persons"), std::string::npos);
}

TEST(World, a_handle_stands_for_one_record_of_one_person) {
  std::set<std::string> handles;
  std::size_t records = 0;
  for (const auto& row : read_rows(shared_world().at("truth/persons.csv")).rows)
    for (const std::string column : {"hotline_record", "labour_inspection_record", "shelter_north_record"})
      if (!row.at(column).empty()) {
        ++records;
        handles.insert(row.at(column));
      }
  EXPECT_GT(records, 300U);
  EXPECT_EQ(handles.size(), records);
}

TEST(World, the_lists_hold_exactly_the_people_whom_the_truth_names) {
  const Files& world = shared_world();
  const Rows persons = read_rows(world.at("truth/persons.csv"));
  const std::map<std::string, std::string> handle_column{{"labour_inspection", "recordId"}, {"shelter_north", "cas_ID"}};
  for (const auto& [list, column] : handle_column) {
    std::set<std::string> in_file, in_truth;
    for (const auto& row : read_rows(world.at(list + ".csv")).rows) in_file.insert(row.at(column));
    for (const auto& row : persons.rows)
      if (row.at(list) == "1") in_truth.insert(row.at(list + "_record"));
    EXPECT_EQ(in_file, in_truth) << list;
  }
  std::set<std::string> rows;
  for (const auto& row : persons.rows)
    if (row.at("ctdc_contributor") == "1") rows.insert(row.at("ctdc_contributor_row"));
  EXPECT_EQ(rows.size(), read_rows(world.at("ctdc_contributor.csv")).rows.size());
  EXPECT_TRUE(rows.contains("2")) << "the header is row 1";
}

TEST(World, the_contributors_row_number_leads_to_the_right_person) {
  const Files& world = shared_world();
  const Rows records = read_rows(world.at("ctdc_contributor.csv"));
  int compared = 0;
  for (const auto& person : read_rows(world.at("truth/persons.csv")).rows) {
    if (person.at("ctdc_contributor") != "1") continue;
    const auto& record = records.rows.at(std::stoul(person.at("ctdc_contributor_row")) - 2);
    const std::string& citizenship = record.at("citizenship");
    if (citizenship == "00" || citizenship == "-99") continue;
    EXPECT_EQ(citizenship, person.at("citizenship"));
    ++compared;
  }
  EXPECT_GT(compared, 200);
}

TEST(World, the_capture_table_agrees_with_the_persons) {
  const auto table = core::CaptureTable::parse_csv(shared_world().at("truth/capture.csv"), "capture.csv");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->lists(), std::vector<std::string>(kLists.begin(), kLists.end()));
  std::vector<core::CaptureCell> cells;
  for (const auto& row : read_rows(shared_world().at("truth/persons.csv")).rows) {
    std::uint32_t history = 0;
    for (std::size_t i = 0; i < kLists.size(); ++i)
      if (row.at(kLists[i]) == "1") history |= 1U << i;
    if (history != 0) cells.push_back({history, 1, "trafficking " + row.at("trafficking"), std::stoi(row.at("year"))});
  }
  EXPECT_EQ(table->cells(), core::CaptureTable::make(table->lists(), cells)->cells());
}

TEST(World, the_hotline_marks_each_line_as_simulated) {
  const std::string& lines = shared_world().at("hotline.jsonl");
  std::size_t read = 0;
  for (std::size_t start = 0; start < lines.size();) {
    const std::size_t end = lines.find('\n', start);
    const auto line = core::parse_json(std::string_view(lines).substr(start, end - start), "hotline.jsonl");
    ASSERT_TRUE(line);
    EXPECT_TRUE((*line)["simulated"].is_bool() && (*line)["simulated"].as_bool());
    for (const auto& [key, value] : line->members()) EXPECT_FALSE(value.is_array() || value.is_object()) << key;
    ++read;
    start = end + 1;
  }
  EXPECT_GT(read, 50U);
}

TEST(World, no_column_could_hold_a_name_or_a_contact) {
  for (const char* file : {"shelter_north.csv", "labour_inspection.csv", "ctdc_contributor.csv", "truth/persons.csv"})
    for (const std::string& column : read_rows(shared_world().at(file)).header)
      for (const char* word : {"Name", "Phone", "Email", "Street", "Birthdate", "Identity", "Mailing", "name", "phone"})
        EXPECT_EQ(column.find(word), std::string::npos) << file << " " << column;
}

TEST(World, an_interrupted_world_leaves_nothing) {
  for (const int patience : {0, 1, 8, 9, 10}) {
    const Scratch scratch;
    {
      auto folder = core::OutputFolder::open(scratch.path("world"), "world");
      ASSERT_TRUE(folder);
      Impatient progress(patience);
      const core::Done done = write_world({.seed = 1, .persons = 2000}, *folder, progress);
      ASSERT_FALSE(done) << patience;
      EXPECT_EQ(done.error().kind.code, "core.cancelled");
    }
    EXPECT_TRUE(scratch.names().empty());
  }
}

TEST(World, refuses_a_number_of_persons_that_it_cannot_serve) {
  const Scratch scratch;
  core::Silence silence;
  for (const std::int64_t persons : {std::int64_t{-1}, std::int64_t{0}, kFewestPersons - 1, kMostPersons + 1}) {
    auto folder = core::OutputFolder::open(scratch.path("world"), "world");
    ASSERT_TRUE(folder);
    const core::Done done = write_world({.seed = 1, .persons = persons}, *folder, silence);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind.code, "simulate.bad_persons");
    EXPECT_EQ(done.error().kind.exit, core::Exit::usage);
  }
}

}  // namespace
}  // namespace palermo::simulate
