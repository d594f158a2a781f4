// SPDX-License-Identifier: Apache-2.0
// The stages link and estimate of a study, on three small lists whose people can be counted by hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "palermo/core/bytes.hpp"
#include "palermo/publish/lint.hpp"
#include "palermo/study/linked_tables.hpp"
#include "palermo/study/run.hpp"
#include "palermo/study/study_test.hpp"

namespace palermo::study {
namespace {

namespace fs = std::filesystem;

const std::string kData = std::string(PALERMO_SOURCE_DIR) + "/data";
constexpr std::array<const char*, 3> kLists{"north", "south", "west"};
constexpr int kPeople = 120;

const std::string kForm = R"(
format: palermo-mapping/1
id: form
title: Form
source: test
unit: person
flags: {yes: ["1"], no: ["0"]}
not_used: [handle]
signals:
  - {column: recruit, shows: [act.recruit], denies: true}
  - {column: force, shows: [means.force], denies: true}
  - {column: labour, shows: [purpose.forced_labour], denies: true}
  - {column: intent, shows: [actor.intentional], denies: true}
)";

const std::string kHead = R"(
format: palermo-study/1
id: test
title: Test
period: "2020"
place: Velmora
simulated: true
)";

std::string sources(const std::string& role) {
  std::string text = "sources:\n";
  for (const char* list : kLists)
    text += std::string("  - {id: ") + list + ", title: L, role: " + (std::string(list) == "west" ? role : "service") + ", file: " + list +
            ".csv, mapping: form.yaml, identity: " + list + "_names.csv, key: handle, duplicate_free: true}\n";
  return text;
}

const std::string kRest = R"(definitions: [un.tip-protocol#trafficking]
readings:
  - {id: strict, says: Only what the records state., assume: []}
link: {draws: 8, seed: 3}
)";

// Names that no two people share.
std::string name_of(int person) {
  constexpr std::array<const char*, 12> kFirst{"Sokha", "Maria", "Anong", "Thida", "Rosa", "Linh", "Noor", "Amina", "Dara", "Vanna", "Grace", "Ines"};
  constexpr std::array<const char*, 10> kLast{"Chan", "Santos", "Srisai", "Keo", "Alvarez", "Nguyen", "Hassan", "Diallo", "Phan", "Okoro"};
  return std::string(kFirst[static_cast<std::size_t>(person) % 12]) + "," + kLast[static_cast<std::size_t>(person / 12) % 10];
}

// On list l: two people in three, others for each list. Everybody was recruited; force and the purpose are each recorded by one list only.
bool listed(int person, int list) { return person % 3 != list; }

class Chain : public testing::StudyFolder {
 protected:
  void SetUp() override {
    put("form.yaml", kForm);
    put("study.yaml", kHead + sources("service") + kRest);
    for (int list = 0; list < 3; ++list) {
      std::string cases = "handle,recruit,force,labour,intent\n", names = "handle,given_name,family_name,dob,sex\n";
      for (int person = 0; person < kPeople; ++person) {
        if (!listed(person, list)) continue;
        const std::string handle = std::to_string(1000 * (list + 1) + person);
        cases += handle + ",1," + (list == 0 ? "1" : "") + "," + (list == 1 ? "1" : "") + "," + (list == 0 ? "1" : "") + "\n";
        names += handle + "," + name_of(person) + ",19" + std::to_string(60 + person % 40) + "-0" + std::to_string(1 + person % 9) + "-1" +
                 std::to_string(person % 9) + "," + (person % 2 ? "F" : "M") + "\n";
      }
      put(std::string(kLists[static_cast<std::size_t>(list)]) + ".csv", cases);
      put(std::string(kLists[static_cast<std::size_t>(list)]) + "_names.csv", names);
    }
  }

  core::Result<RunResult> run() {
    core::Silence silence;
    return run_study({path("study.yaml"), path("out"), kData, false}, core::Catalogue(), silence);
  }

  [[nodiscard]] LinkedTables tables() const {
    const auto document = core::parse_json(get("out/inside/link/tables.json"), "tables");
    EXPECT_TRUE(document.has_value());
    auto parsed = parse_linked_tables(*document);
    EXPECT_TRUE(parsed.has_value());
    return std::move(*parsed);
  }
};

std::int64_t people(const OwnCounts& table) {
  std::int64_t sum = 0;
  for (const auto& [own, count] : table) sum += count;
  return sum;
}

// 120 people, 40 on each pair of lists. Force and intent stand on the first list, the purpose on the second: 40 people are on both. Together
// their records meet the definition; no record does by itself.
TEST_F(Chain, facts_of_linked_people_are_the_union_and_the_tables_are_counted_by_hand) {
  const auto result = run();
  ASSERT_TRUE(result.has_value()) << result.error().kind.code;
  const LinkedTables found = tables();
  EXPECT_EQ(found.records, 240);
  EXPECT_EQ(found.people, kPeople);
  ASSERT_EQ(found.tables.size(), 1u);
  EXPECT_EQ(found.tables[0].point.certain, 40);
  EXPECT_EQ(found.tables[0].point.possible, 120);
  EXPECT_EQ(found.tables[0].point.people, (OwnCounts{{{0b011, 0, 0}, 40}, {{0b101, 0, 0}, 40}, {{0b110, 0, 0}, 40}}));
  EXPECT_EQ(found.tables[0].draws.size(), 8u);
  for (const OwnTable& draw : found.tables[0].draws) EXPECT_NEAR(static_cast<double>(people(draw.people)), kPeople, 12);
}

// North writes down everything of its people, west that nobody meant it: 40 people are on both.
TEST_F(Chain, each_lists_own_record_says_what_it_shows_and_what_it_excludes) {
  std::string north = get("north.csv"), west = get("west.csv");
  for (std::size_t at = north.find(",1,1,,1"); at != std::string::npos; at = north.find(",1,1,,1", at)) north.replace(at, 7, ",1,1,1,1");
  for (std::size_t at = west.find(",1,,,\n"); at != std::string::npos; at = west.find(",1,,,\n", at)) west.replace(at, 6, ",1,,,0\n");
  put("north.csv", north);
  put("west.csv", west);
  ASSERT_TRUE(run().has_value());
  EXPECT_EQ(tables().tables[0].point.people, (OwnCounts{{{0b011, 0b001, 0}, 40}, {{0b101, 0b001, 0b100}, 40}, {{0b110, 0, 0b100}, 40}}));
  EXPECT_EQ(tables().tables[0].point.certain, 40);  // of the contradicted the joined intent is unknown
}

TEST_F(Chain, no_name_is_in_any_output) {
  ASSERT_TRUE(run().has_value());
  for (const auto& entry : fs::recursive_directory_iterator(path("out"))) {
    if (!entry.is_regular_file()) continue;
    const std::string text = *core::read_file(entry.path().string());
    for (const char* name : {"Sokha", "Alvarez", "Diallo", "1990-"}) EXPECT_EQ(text.find(name), std::string::npos) << entry.path();
  }
}

TEST_F(Chain, each_fact_of_a_person_says_from_which_list_it_comes) {
  ASSERT_TRUE(run().has_value());
  const std::string lines = get("out/inside/link/people.jsonl");
  EXPECT_TRUE(lines.starts_with("{\"not for release\":true"));
  EXPECT_NE(lines.find("\"means.force\":{\"true\":[\"north\"]}"), std::string::npos);
  EXPECT_EQ(lines.find("\"means.force\":{\"true\":[\"south\"]}"), std::string::npos);
}

TEST_F(Chain, D20_a_service_is_not_linked_with_the_police) {
  put("study.yaml", kHead + sources("enforcement") + kRest);
  fs::remove(path("west_names.csv"));  // refused before any file is looked for
  const auto result = run();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind.rule, "D20");
  EXPECT_EQ(result.error().kind.exit, core::Exit::refused);
  EXPECT_FALSE(fs::exists(path("out")));
}

TEST_F(Chain, an_unchanged_stage_is_not_run_again_and_a_changed_name_runs_it) {
  ASSERT_TRUE(run().has_value());
  const std::string lines = get("out/inside/link/people.jsonl");
  const auto again = run();
  ASSERT_TRUE(again.has_value());
  const auto stage = [](const Receipt& receipt) { return *std::find_if(receipt.stages.begin(), receipt.stages.end(), [](const Stage& s) { return s.name == "link"; }); };
  EXPECT_TRUE(stage(again->receipt).reused);
  EXPECT_EQ(get("out/inside/link/people.jsonl"), lines);  // the random handles are the same
  put("west_names.csv", get("west_names.csv") + "3999,Another,Person,1990-01-01,F\n");
  const auto changed = run();
  ASSERT_TRUE(changed.has_value());
  EXPECT_FALSE(stage(changed->receipt).reused);
  EXPECT_EQ(tables().without_case, 1);
}

TEST_F(Chain, a_case_without_a_name_is_a_person_of_her_own) {
  put("west.csv", get("west.csv") + "9999,1,0,0,1\n");
  ASSERT_TRUE(run().has_value());
  EXPECT_EQ(tables().people, kPeople + 1);
  EXPECT_EQ(tables().without_name, 1);
}

TEST_F(Chain, who_did_not_agree_is_linked_with_nobody) {
  std::string names = get("west_names.csv");
  names.replace(0, names.find('\n'), "handle,given_name,family_name,dob,sex,agreed");
  std::size_t at = names.find('\n');
  while ((at = names.find('\n', at + 1)) != std::string::npos) at = names.insert(at, ",no").find('\n', at);
  put("west_names.csv", names);
  std::string study = kHead + sources("service") + kRest;
  study.replace(study.find("west_names.csv, "), 16, "west_names.csv, consent: agreed, ");
  put("study.yaml", study);
  ASSERT_TRUE(run().has_value());
  EXPECT_EQ(tables().people, kPeople + 80);  // the 80 of west are nobody's second record
}

TEST_F(Chain, a_key_that_stands_twice_is_an_error_that_quotes_no_key) {
  put("west_names.csv", get("west_names.csv") + get("west_names.csv").substr(get("west_names.csv").rfind("\n3") + 1));
  const auto result = run();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind.code, "study.key_twice");
  for (const auto& [key, value] : result.error().args) EXPECT_EQ(value.find("31"), std::string::npos);
}

TEST_F(Chain, where_nobody_is_on_three_lists_the_estimate_is_refused_and_says_by_which_rule) {
  put("study.yaml", kHead + sources("service") + kRest + "estimate: {tables: 4, replicates: 20}\n");
  const auto result = run();
  ASSERT_TRUE(result.has_value()) << result.error().kind.code;
  const core::Value evidence = *core::parse_json(get("out/outside/evidence.json"), "evidence");
  EXPECT_TRUE(publish::lint_evidence(evidence).has_value());
  const core::Value& estimate = evidence["estimates"].items().front();
  EXPECT_EQ(estimate["verdict"].as_text(), "not usable");
  EXPECT_EQ(estimate.find("lo"), nullptr);
  bool named = false;
  for (const core::Value& rule : estimate["rules"].items()) named = named || rule["id"].as_text() == "no_triples";
  EXPECT_TRUE(named);
}

// Asks to stop when the facts of linked people are about to be joined: counts were written by then.
class StopsAtJoining final : public core::Progress {
 public:
  void begin(std::string_view what, std::string_view, std::int64_t, std::string_view) override { stop_ = stop_ || what == "progress.joining"; }
  void report(std::int64_t) override {}
  void end() override {}
  [[nodiscard]] bool cancelled() const override { return stop_; }

 private:
  bool stop_ = false;
};

TEST_F(Chain, a_run_cancelled_half_way_leaves_nothing) {
  StopsAtJoining progress;
  const auto result = run_study({path("study.yaml"), path("out"), kData, false}, core::Catalogue(), progress);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind.code, core::kCancelled.code);
  EXPECT_FALSE(fs::exists(path("out")));
}

}  // namespace
}  // namespace palermo::study
