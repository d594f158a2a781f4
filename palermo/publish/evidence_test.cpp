// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/evidence.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "palermo/core/catalogue.hpp"
#include "palermo/publish/lint.hpp"
#include "palermo/publish/results_fixture_test.hpp"

namespace palermo::publish {
namespace {

using core::Value;

Value fixture() { return evidence(protect(testing_support::results())); }

const Value* number(const Value& document, const std::string& id) {
  for (const Value& item : document["numbers"].items())
    if (item["id"].as_text() == id) return &item;
  return nullptr;
}

// The document with number `id` changed by `change`.
template <class Change>
Value changed(const std::string& id, Change change) {
  Value document = fixture();
  Value::Array numbers = document["numbers"].items();
  for (Value& item : numbers)
    if (item["id"].as_text() == id) change(item);
  document.set("numbers", std::move(numbers));
  return document;
}

Value without(const Value& object, std::string_view key) {
  Value out{Value::Object{}};
  for (const auto& [name, member] : object.members())
    if (name != key) out.set(name, member);
  return out;
}

std::string refusal(const Value& document) {
  const core::Done done = lint_evidence(document);
  return done ? "" : std::string(done.error().kind.code);
}

constexpr const char* kId = "shelter_north/strict/un.tip-protocol#trafficking";

TEST(Evidence, passes_its_own_linter) {
  const core::Done done = lint_evidence(fixture());
  EXPECT_TRUE(done) << done.error().kind.code << " at " << done.error().place.field;
}

TEST(Evidence, has_stable_ids_for_findings_elements_and_breakdowns) {
  const Value document = fixture();
  for (const std::string tail : {"", "/element=means", "/sex=female", "/year=2015", "/country=KH", "/sex=not_recorded", "/age=fewer_than_10_each"})
    EXPECT_NE(number(document, kId + tail), nullptr) << tail;
  EXPECT_EQ(number(document, std::string(kId) + "/country=AZ"), nullptr) << "four records: not named";
  EXPECT_NE(number(document, "shelter_north/contributor/un.tip-protocol#trafficking/without=identified_victim"), nullptr);
}

TEST(Evidence, a_number_for_a_year_or_country_has_its_own_concept) {
  const Value document = fixture();
  EXPECT_EQ((*number(document, std::string(kId) + "/year=2015"))["concept"]["period"].as_text(), "2015");
  EXPECT_EQ((*number(document, std::string(kId) + "/country=KH"))["concept"]["place"].as_text(), "KH");
  EXPECT_FALSE((*number(document, std::string(kId) + "/sex=female"))["concept"] == (*number(document, kId))["concept"]);
}

TEST(Evidence, no_two_numbers_share_a_concept) {
  const Value document = fixture();
  std::set<std::string> concepts;
  for (const Value& item : document["numbers"].items())
    EXPECT_TRUE(concepts.insert(core::to_json(item["concept"], -1)).second) << item["id"].as_text();
}

TEST(Evidence, two_labels_of_one_column_keep_two_ids) {
  Results in = testing_support::results();
  in.sources[0].merged.push_back({in.sources[0].merged[0].column, "something else", 40});
  const Value document = evidence(protect(in));
  EXPECT_EQ(refusal(document), "");
  EXPECT_NE(number(document, "shelter_north/merged/IP_TransactionProcess/2"), nullptr);
}

TEST(Evidence, names_the_assumptions_that_a_count_rests_on) {
  const Value document = fixture();
  EXPECT_TRUE((*number(document, kId))["rests_on"].items().empty());
  EXPECT_EQ((*number(document, "shelter_north/contributor/un.tip-protocol#trafficking"))["rests_on"].items().size(), 2u);
}

TEST(Evidence, holds_no_exact_count) {
  const SourceResults exact = testing_support::shelter();
  const std::string text = core::to_json(fixture());
  EXPECT_EQ(text.find(std::to_string(exact.rows_read)), std::string::npos);
  EXPECT_EQ(text.find(std::to_string(exact.findings[0].tally.yes) + ","), std::string::npos);
}

TEST(Evidence, marks_invented_data_in_the_file_and_in_each_number) {
  Value document = fixture();
  EXPECT_TRUE(document["simulated"].as_bool());
  document.set("simulated", false);
  EXPECT_EQ(refusal(document), "publish.unmarked_simulation");
}

TEST(Evidence, shows_what_an_assumption_rules_out) {
  const Value document = fixture();
  const std::string id = "shelter_north/contributor/un.tip-protocol#trafficking";
  const Value* with = number(document, id);
  const Value* without_it = number(document, id + "/possible_without=ctdc.kanon/control_is_means");
  ASSERT_NE(without_it, nullptr);
  EXPECT_GT((*without_it)["value"].as_int(), (*with)["hi"].as_int());
  EXPECT_EQ((*without_it)["rests_on"].items().size(), 1u) << "the other assumption still holds";
}

TEST(Evidence, counts_the_records_outside_the_time_in_force_by_date_and_only_then) {
  Results in = testing_support::results();
  EXPECT_EQ(number(evidence(protect(in)), std::string(kId) + "/not_in_force"), nullptr);
  in.time = "by_date";
  in.sources[0].findings[0].tally.not_in_force = 77;
  const Value document = evidence(protect(in));
  EXPECT_EQ(refusal(document), "");
  EXPECT_EQ((*number(document, std::string(kId) + "/not_in_force"))["value"].as_int(), 70);
  const Value* none = number(document, "shelter_north/strict/un.som-protocol#smuggling/not_in_force");
  ASSERT_NE(none, nullptr) << "its presence must say nothing";
  EXPECT_EQ((*none)["value"].as_int(), 0);
}

TEST(EvidenceLinter, refuses_a_number_without_any_one_of_its_parts) {
  for (const char* part : {"definition", "unit", "population", "period", "place", "reading", "method"})
    EXPECT_EQ(refusal(changed(kId, [&](Value& n) { n.set("concept", without(n["concept"], part)); })), "publish.incomplete_number") << part;
  for (const char* part : {"id", "lo", "hi", "concept", "no_interval_because", "fitness", "method", "protected", "rests_on", "mark"})
    EXPECT_EQ(refusal(changed(kId, [&](Value& n) { n = without(n, part); })), "publish.incomplete_number") << part;
}

TEST(EvidenceLinter, refuses_a_bare_number_wherever_it_stands) {
  EXPECT_EQ(refusal(changed(kId, [](Value& n) { n.set("records", 120); })), "publish.bare_number");
  Value document = fixture();
  document.set("total", 120);
  EXPECT_EQ(refusal(document), "publish.bare_number");
  document = fixture();
  Value study = document["study"];
  study.set("rows", Value::Array{Value(3.5)});
  document.set("study", study);
  const core::Done done = lint_evidence(document);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().place.field, "study.rows");
  EXPECT_EQ(done.error().kind.exit, core::Exit::refused);
  EXPECT_EQ(done.error().kind.rule, "D30");
}

TEST(EvidenceLinter, refuses_bounds_the_wrong_way_round_and_counts_that_are_not_floored) {
  EXPECT_EQ(refusal(changed(kId, [](Value& n) { n.set("lo", 990), n.set("hi", 980); })), "publish.bounds_reversed");
  EXPECT_EQ(refusal(changed(kId, [](Value& n) { n.set("lo", 3); })), "publish.unprotected_number");
  EXPECT_EQ(refusal(changed(kId, [](Value& n) { n.set("lo", -10); })), "publish.unprotected_number");
  EXPECT_EQ(refusal(changed(kId, [](Value& n) { n.set("value", 10); })), "publish.incomplete_number") << "value and bounds";
}

TEST(EvidenceLinter, refuses_an_exact_number_in_whatever_dress) {
  const auto protection = [](const char* by, int base) {
    return [=](Value& n) {
      Value floor;
      floor.set("by", by), floor.set("base", base);
      n.set("value", Value()), n = without(n, "value");
      n.set("lo", base), n.set("hi", base), n.set("protected", floor);
    };
  };
  EXPECT_NE(refusal(changed(kId, protection("floor", 397))), "") << "its own base";
  EXPECT_NE(refusal(changed(kId, protection("nothing", 10))), "");
  Value interval;
  interval.set("lo", 397), interval.set("hi", 397);
  EXPECT_EQ(refusal(changed(kId, [&](Value& n) { n.set("interval", interval); })), "publish.bare_number");
  EXPECT_EQ(refusal(changed(kId, [](Value& n) { n.set("exactly", "397"); })), "publish.bare_number") << "as text under a new name";
  EXPECT_EQ(refusal(changed(kId, [](Value& n) { n.set("397", true); })), "publish.bare_number") << "as a key";
  EXPECT_EQ(refusal(changed(kId, [](Value& n) { n.set("hi", std::int64_t{9'223'372'036'854'775'800}); })), "publish.unprotected_number");
  Value document = fixture();
  document.set("numbers", Value(Value::Array{}));
  EXPECT_EQ(refusal(document), "publish.not_evidence") << "no number at all";
}

TEST(EvidenceLinter, refuses_the_same_id_twice_and_a_file_of_another_kind) {
  EXPECT_EQ(refusal(changed("shelter_north/rows_read", [](Value& n) { n.set("id", "shelter_north/rows_set_aside"); })), "publish.same_number_twice");
  EXPECT_EQ(refusal(Value(3)), "publish.not_evidence");
}

TEST(EvidenceLinter, says_in_words_what_it_refuses_and_under_which_rule) {
  const core::Catalogue english("en");
  for (const core::ErrorKind& kind : {kNotEvidence, kBareNumber, kIncompleteNumber, kUnprotectedNumber, kBoundsReversed, kSameNumberTwice, kUnmarkedSimulation}) {
    EXPECT_TRUE(english.has("error." + std::string(kind.code))) << kind.code;
    EXPECT_TRUE(english.has("error." + std::string(kind.code) + ".hint")) << kind.code;
  }
}

TEST(Evidence, is_valid_under_its_json_schema) {
  if (std::system("/usr/bin/python3 -c 'import jsonschema' 2>/dev/null") != 0) GTEST_SKIP() << "python3-jsonschema is not installed";
  const auto file = std::filesystem::temp_directory_path() / ("palermo-evidence-" + std::to_string(std::rand()) + ".json");
  std::ofstream(file) << core::to_json(fixture());
  const std::string check = "/usr/bin/python3 -c \"import json,sys,jsonschema; s=json.load(open(sys.argv[1])); "
                            "jsonschema.Draft202012Validator.check_schema(s); jsonschema.Draft202012Validator(s).validate(json.load(open(sys.argv[2])))\" ";
  const std::string schema = std::string(PALERMO_SOURCE_DIR) + "/docs/formats/evidence.schema.json";
  EXPECT_EQ(std::system((check + schema + ' ' + file.string()).c_str()), 0);
  std::ofstream(file) << core::to_json(changed(kId, [](Value& n) { n.set("records", 120); }));
  EXPECT_NE(std::system((check + schema + ' ' + file.string() + " 2>/dev/null").c_str()), 0) << "the schema takes a bare number";
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace palermo::publish
