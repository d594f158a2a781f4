// SPDX-License-Identifier: Apache-2.0
// What a study says of its definitions and readings before a row is read, and what follows from it: invented laws that
// ask for the actor's mind or leave it out, an assumption that only rules out, and conduct before a law was in force.
#include "palermo/study/inputs.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "palermo/core/bytes.hpp"
#include "palermo/study/heads.hpp"
#include "palermo/study/results_json.hpp"
#include "palermo/study/run.hpp"
#include "palermo/study/study_test.hpp"

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

const std::string kMapping = testing::small_mapping(R"(
conduct_year: year
dimensions:
  year: {column: year, kind: year, min: 1990, max: 2026}
)", R"(
  - id: groups_examined
    says: Everybody was asked about every means.
    closes: [means]
  - id: dated_by_registration
    says: The conduct is dated by the year of registration.
    dates_conduct: true
)");

// 47 children and 15 adults without force since 2015; 23 children in 1999, before the protocol was in force.
std::string rows() {
  std::string text = "year,minor,force,labour\n";
  for (int i = 0; i < 47; ++i) text += "2015,1,,1\n";
  for (int i = 0; i < 15; ++i) text += "2016,0,0,1\n";
  for (int i = 0; i < 23; ++i) text += "1999,1,,1\n";
  return text;
}

const std::string kWholeStudy = R"(format: palermo-study/1
id: test
title: Test
question: Why?
period: "1999..2016"
place: Velmora
sources:
  - {id: north, title: North, role: service, file: rows.csv, mapping: form.yaml}
definitions: [un.tip-protocol#trafficking]
readings:
  - id: one
    says: One.
    assume: [identified_victim]
    answers:
      - {law: un.tip-protocol, term: tip_other_exploitation, answer: true, by: legal desk, reason: the list is open}
tables: [year]
)";

class StudyInputs : public testing::StudyFolder {
 protected:
  void SetUp() override {
    fs::create_directories(path("data"));
    for (const char* part : {"law", "codes"})
      fs::copy(fs::path(PALERMO_SOURCE_DIR) / "data" / part, fs::path(path("data")) / part, fs::copy_options::recursive);
    put("data/law/test.mind.yaml", kLaw);
    put("form.yaml", kMapping);
    put("rows.csv", rows());
  }

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

// The error of a study whose text has `change` made to it.
core::Error error_of(const testing::StudyFolder& folder, const std::string& was, const std::string& is) {
  std::string study = kWholeStudy;
  study.replace(study.find(was), was.size(), is);
  folder.put("study.yaml", study);
  const auto inputs = load_inputs(folder.path("study.yaml"), folder.path("data"));
  if (inputs) return {{"none", core::Exit::done}, {}, {}};
  return inputs.error();
}

class StudyMistakes : public StudyInputs {};

TEST_F(StudyMistakes, the_whole_study_has_none) { EXPECT_EQ(error_of(*this, "id: test", "id: test").kind.code, "none"); }

TEST_F(StudyMistakes, an_answer_to_a_term_that_no_law_leaves_open_is_refused_with_the_terms_there_are) {
  const core::Error term = error_of(*this, "term: tip_other_exploitation", "term: other_exploitation");
  EXPECT_EQ(term.kind.code, "study.unknown_term");
  EXPECT_EQ(term.kind.exit, core::Exit::unreadable);
  EXPECT_EQ(term.place.line, 15);
  EXPECT_NE(term.args.at("terms").find("tip_other_exploitation"), std::string::npos);
  const core::Error law = error_of(*this, "law: un.tip-protocol,", "law: un.tip-protocoll,");
  EXPECT_EQ(law.kind.code, "study.unknown_law");
  EXPECT_EQ(law.place.line, 15);
}

TEST_F(StudyMistakes, an_answer_may_be_called_answer_as_in_cases_or_value_and_must_be_there) {
  EXPECT_EQ(error_of(*this, "answer: true", "value: true").kind.code, "none");
  EXPECT_EQ(error_of(*this, "answer: true, ", "").kind.code, "schema.missing_key");
  EXPECT_EQ(error_of(*this, "answer: true", "answer: true, value: false").kind.code, "schema.unknown_key");
}

TEST_F(StudyMistakes, an_unknown_definition_is_shown_with_its_line_and_what_the_law_has) {
  const core::Error offence = error_of(*this, "un.tip-protocol#trafficking", "test.mind#changd");
  EXPECT_EQ(offence.kind.code, "study.unknown_offence");
  EXPECT_EQ(offence.kind.exit, core::Exit::unreadable);
  EXPECT_EQ(offence.place.line, 9);
  EXPECT_NE(offence.args.at("offences").find("test.mind#changed"), std::string::npos);
  const core::Error law = error_of(*this, "un.tip-protocol#trafficking", "un.tip#trafficking");
  EXPECT_EQ(law.kind.code, "study.unknown_law");
  EXPECT_EQ(law.place.line, 9);
}

TEST_F(StudyMistakes, a_period_is_a_date_or_a_span_of_dates_in_order) {
  for (const char* period : {"2024..2015", "the war", "2015-2016", "unknown"})
    EXPECT_EQ(error_of(*this, "1999..2016", period).kind.code, "study.bad_period") << period;
  for (const char* period : {"2015", "2015-03", "2015-03-01..2016", "about 2016"})
    EXPECT_EQ(error_of(*this, "1999..2016", period).kind.code, "none") << period;
}

TEST_F(StudyMistakes, what_is_empty_is_called_empty_and_not_missing) {
  const core::Error error = error_of(*this, "definitions: [un.tip-protocol#trafficking]", "definitions: []");
  EXPECT_EQ(error.kind.code, "study.empty");
  EXPECT_EQ(error.place.line, 9);
  EXPECT_EQ(error_of(*this, "definitions: [un.tip-protocol#trafficking]\n", "").kind.code, "schema.missing_key");
}

TEST_F(StudyMistakes, an_id_with_a_blank_is_quoted_at_its_own_line) {
  const core::Error error = error_of(*this, "id: test", "id: my 2024");
  EXPECT_EQ(error.kind.code, "study.bad_id");
  EXPECT_EQ(error.place.line, 2);
  EXPECT_EQ(error.args.at("id"), "my 2024");
}

TEST_F(StudyMistakes, a_misspelt_key_is_named_with_its_line) {
  const core::Error error = error_of(*this, "title: Test", "tilte: Test");
  EXPECT_EQ(error.kind.code, "schema.unknown_key");
  EXPECT_EQ(error.place.line, 3);
}

TEST_F(StudyMistakes, a_wrong_word_is_quoted_with_those_that_may_stand_there) {
  const core::Error role = error_of(*this, "role: service", "role: police");
  EXPECT_EQ(role.kind.code, "schema.unknown_word");
  EXPECT_EQ(role.args.at("found"), "police");
  EXPECT_EQ(role.place.line, 8);
  EXPECT_EQ(error_of(*this, "tables: [year]", "tables: [yera]").args.at("found"), "yera");
}

TEST_F(StudyMistakes, an_unknown_assumption_is_answered_with_those_there_are) {
  const core::Error error = error_of(*this, "assume: [identified_victim]", "assume: [victim]");
  EXPECT_EQ(error.kind.code, "mapping.unknown_assumption");
  EXPECT_EQ(error.args.at("known"), "identified_victim, groups_examined, dated_by_registration");
  EXPECT_EQ(error.place.line, 11);
}

TEST_F(StudyMistakes, a_table_that_no_mapping_can_give_is_refused) {
  const core::Error error = error_of(*this, "tables: [year]", "tables: [year, sex]");
  EXPECT_EQ(error.kind.code, "study.unknown_dimension");
  EXPECT_EQ(error.args.at("dimension"), "sex");
}

TEST_F(StudyMistakes, a_study_must_say_its_format) {
  EXPECT_EQ(error_of(*this, "format: palermo-study/1\n", "").kind.code, "schema.missing_key");
  EXPECT_EQ(error_of(*this, "palermo-study/1", "palermo-mapping/1").kind.code, "schema.unknown_word");
}

TEST_F(StudyMistakes, a_wrong_data_folder_is_called_that) {
  put("study.yaml", kWholeStudy);
  const auto inputs = load_inputs(path("study.yaml"), path("no-data"));
  ASSERT_FALSE(inputs);
  EXPECT_EQ(inputs.error().kind.code, "study.no_data");
}

TEST_F(StudyMistakes, a_source_that_does_not_fit_its_mapping_is_found_before_the_run) {
  put("study.yaml", kWholeStudy);
  const auto heads = [this] { return check_heads(*load_inputs(path("study.yaml"), path("data"))); };
  ASSERT_TRUE(heads());
  EXPECT_TRUE(heads()->empty());
  put("rows.csv", "year,minor,force\n2015,1,1\n");
  EXPECT_EQ(heads().error().kind.code, "mapping.missing_column");
  put("rows.csv", "year;minor;force;labour\n2015;1;1;1\n");
  EXPECT_EQ(heads().error().kind.code, "mapping.one_column");
  put("rows.csv", "PK\x03\x04 and so on");
  EXPECT_EQ(heads().error().kind.code, "file.zip");
  put("rows.csv", "year,minor,force,labour\n");
  EXPECT_TRUE(heads()->at(0).empty);
  put("rows.csv", "year,minor,force,labour\n2015,1,often,1\n2016,0,,1\n");
  EXPECT_EQ(heads()->at(0).not_understood, std::vector<std::string>{"force"});
}

TEST_F(StudyMistakes, of_a_long_source_only_the_head_is_read) {
  put("study.yaml", kWholeStudy);
  std::string rows = "year,minor,force,labour\n";
  for (int i = 0; i < 200; ++i) rows += "2015,1,1,1\n";
  put("rows.csv", rows + "2015,1,1,\"never closed\n");
  const auto heads = check_heads(*load_inputs(path("study.yaml"), path("data")));
  ASSERT_TRUE(heads);
  EXPECT_TRUE(heads->empty());
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
  study("coe.cets197#trafficking", "by_date", "identified_victim, dated_by_registration");
  EXPECT_EQ(run().findings.at(0).tally, (publish::Tally{47, 15, 0, 23}));
  const core::Value evidence = *core::parse_json(*core::read_file(path("out/outside/evidence.json")), "evidence");
  std::int64_t shown = -1;
  for (const core::Value& number : evidence["numbers"].items())
    if (number["id"].as_text() == "north/one/coe.cets197#trafficking/not_in_force") shown = number["value"].as_int();
  EXPECT_EQ(shown, 20);
  const std::string page = *core::read_file(path("out/outside/report/index.html"));
  EXPECT_NE(page.find("Records whose conduct lies outside the time in which the law was in force"), std::string::npos);
  EXPECT_NE(page.find("Registered persons were identified, so an act and the intent are accepted."), std::string::npos);
}

TEST_F(StudyInputs, conduct_before_a_first_day_that_nobody_read_is_not_said_to_lie_outside) {
  study("un.tip-protocol#trafficking", "by_date", "identified_victim, dated_by_registration");
  const publish::FindingCount finding = run().findings.at(0);
  EXPECT_EQ(finding.tally.not_in_force, 0);
  EXPECT_EQ(finding.tally.records(), 85);
}

}  // namespace
}  // namespace palermo::study
