// SPDX-License-Identifier: Apache-2.0
// What a study says of its definitions and readings before a row is read, and what follows from it: invented laws that
// ask for the actor's mind or leave it out, an assumption that only rules out, and conduct before a law was in force.
#include "palermo/study/inputs.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "palermo/core/bytes.hpp"
#include "palermo/study/results_json.hpp"
#include "palermo/study/run.hpp"

namespace palermo::study {
namespace {

namespace fs = std::filesystem;

// The first version of "changed" asks for intent, the second does not.
const std::string kLaw = R"(
format: palermo-law/1
id: test.mind
title: Invented statute
kind: statute
country: "INT"
source: "invented"
mark: verified
review: {status: draft, encoded_by: "", reviewed_by: "", reviewed_on: null}
uses: palermo-vocabulary/1
versions:
  - id: "1900"
    in_force: {from: 1900-01-01, to: 1950-01-01}
    applies_by: conduct_date
    offences:
      - {id: changed, cite: "1", says: An act on purpose., elements: [{id: act, cite: "1", says: An act., expr: {all: [act.recruit, actor.intentional]}}]}
  - id: "1950"
    in_force: {from: 1950-01-01, to: null}
    applies_by: conduct_date
    definitions:
      - {id: on_purpose, cite: "1", says: On purpose., expr: actor.intentional}
      - {id: guilty_mind, cite: "1", says: On purpose or worse., expr: {any: [{ref: on_purpose}]}}
    offences:
      - {id: changed, cite: "1", says: An act., elements: [{id: act, cite: "1", says: An act., expr: act.recruit}]}
      - {id: referred, cite: "2", says: An act with a guilty mind., elements: [{id: act, cite: "2", says: An act., expr: {all: [act.recruit, {ref: guilty_mind}]}}]}
      - {id: knowing, cite: "3", says: An act with knowledge., elements: [{id: act, cite: "3", says: An act., expr: {all: [act.transport, actor.knows_illegality]}}]}
    aggravations:
      - {id: worse, of: referred, cite: "4", says: With force., any_of: [{id: force, cite: "4", says: With force., expr: means.force}]}
      - {id: plain_worse, of: changed, cite: "5", says: With force., any_of: [{id: force, cite: "5", says: With force., expr: means.force}]}
)";

const std::string kMapping = R"(
format: palermo-mapping/1
id: form
title: Form
source: test
unit: record
flags: {yes: ["1"], no: ["0"]}
assumptions:
  - id: identified_victim
    says: Registered persons were identified.
    states: {actor.intentional: true}
    one_of: [[act.recruit, act.transport, act.transfer, act.harbour, act.receive]]
  - id: groups_examined
    says: Everybody was asked about every means.
    closes: [means]
  - id: dated_by_registration
    says: The conduct is dated by the year of registration.
    dates_conduct: true
conduct_year: year
dimensions:
  year: {column: year, kind: year, min: 1990, max: 2026}
numbers:
  - {fact: person.age, column: minor, values: {"1": {max: 17}, "0": {min: 18}}}
signals:
  - {column: force, shows: [means.force]}
  - {column: labour, shows: [purpose.forced_labour]}
)";

// 47 children and 15 adults without force since 2015; 23 children in 1999, before the protocol was in force.
std::string rows() {
  std::string text = "year,minor,force,labour\n";
  for (int i = 0; i < 47; ++i) text += "2015,1,,1\n";
  for (int i = 0; i < 15; ++i) text += "2016,0,0,1\n";
  for (int i = 0; i < 23; ++i) text += "1999,1,,1\n";
  return text;
}

class StudyInputs : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("palermo_inputs_" + std::to_string(::getpid()) + "_" +
                                           testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "data");
    for (const char* part : {"law", "codes"})
      fs::copy(fs::path(PALERMO_SOURCE_DIR) / "data" / part, folder_ / "data" / part, fs::copy_options::recursive);
    put("data/law/test.mind.yaml", kLaw);
    put("form.yaml", kMapping);
    put("rows.csv", rows());
  }
  void TearDown() override { fs::remove_all(folder_); }

  void put(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name, std::ios::binary) << text; }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void study(const std::string& definitions, const std::string& time, const std::string& assume) const {
    put("study.yaml", "format: palermo-study/1\nid: test\ntitle: Test\nquestion: Why?\nperiod: \"1999..2016\"\nplace: Velmora\nsimulated: true\n"
                      "sources: [{id: north, title: North, file: rows.csv, mapping: form.yaml}]\ndefinitions: [" + definitions +
                          "]\ntime: " + time + "\nreadings: [{id: one, says: One., assume: [" + assume + "]}]\ntables: [year]\n");
  }
  // By definition: whether its encoding asks for the actor's mind.
  std::vector<bool> mental_elements(const std::string& definitions, const std::string& time) const {
    study(definitions, time, "");
    const auto inputs = load_inputs(path("study.yaml"), path("data"));
    EXPECT_TRUE(inputs.has_value()) << inputs.error().kind.code << ' ' << inputs.error().place.field;
    std::vector<bool> out;
    if (inputs)
      for (const publish::CountedDefinition& definition : describe(*inputs).definitions) out.push_back(definition.mental_element);
    return out;
  }
  // The exact counts of the only source.
  publish::SourceResults run() const {
    core::Silence silence;
    const auto result = run_study({path("study.yaml"), path("out"), path("data"), true}, core::Catalogue(), silence);
    EXPECT_TRUE(result.has_value()) << result.error().kind.code;
    const auto value = core::parse_json(*core::read_file(path("out/inside/counts/north.json")), "counts");
    auto results = source_results(*value);
    EXPECT_TRUE(results.has_value());
    return results ? *results : publish::SourceResults();
  }

  fs::path folder_;
};

TEST_F(StudyInputs, the_mental_element_is_found_through_references_and_in_the_offence_of_an_aggravation) {
  EXPECT_EQ(mental_elements("test.mind#referred, test.mind#knowing, test.mind#worse, test.mind#changed, test.mind#plain_worse", "as_definition"),
            (std::vector<bool>{true, true, true, false, false}));
}

TEST_F(StudyInputs, by_date_every_version_must_ask_for_the_mental_element) {
  EXPECT_EQ(mental_elements("test.mind#changed, test.mind#referred", "by_date"), (std::vector<bool>{false, true}));
}

TEST_F(StudyInputs, the_protocols_ask_for_intent) {
  EXPECT_EQ(mental_elements("un.tip-protocol#trafficking, un.som-protocol#smuggling", "as_definition"), (std::vector<bool>{true, true}));
}

TEST_F(StudyInputs, an_assumption_that_only_rules_out_shows_its_weight) {
  study("un.tip-protocol#trafficking", "as_definition", "identified_victim, form/groups_examined");
  const publish::FindingCount finding = run().findings.at(0);
  EXPECT_EQ(finding.tally, (publish::Tally{70, 0, 15, 0}));
  EXPECT_EQ(finding.certain_without.at("form/groups_examined"), 70);
  EXPECT_EQ(finding.possible_without.at("form/groups_examined"), 85) << "15 adults of whom nobody knows the other means";
  EXPECT_EQ(finding.certain_without.at("identified_victim"), 0);
  EXPECT_EQ(finding.possible_without.at("identified_victim"), 70);
}

TEST_F(StudyInputs, conduct_before_the_law_was_in_force_is_counted_and_shown) {
  study("un.tip-protocol#trafficking", "by_date", "identified_victim, dated_by_registration");
  EXPECT_EQ(run().findings.at(0).tally, (publish::Tally{47, 15, 0, 23}));
  const core::Value evidence = *core::parse_json(*core::read_file(path("out/outside/evidence.json")), "evidence");
  std::int64_t shown = -1;
  for (const core::Value& number : evidence["numbers"].items())
    if (number["id"].as_text() == "north/one/un.tip-protocol#trafficking/not_in_force") shown = number["value"].as_int();
  EXPECT_EQ(shown, 20);
  const std::string page = *core::read_file(path("out/outside/report/index.html"));
  EXPECT_NE(page.find("Records whose conduct lies outside the time in which the law was in force"), std::string::npos);
  EXPECT_NE(page.find("Registered persons were identified."), std::string::npos);
}

}  // namespace
}  // namespace palermo::study
