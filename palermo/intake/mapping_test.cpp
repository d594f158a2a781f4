// SPDX-License-Identifier: Apache-2.0
#include "palermo/intake/fixture_test.hpp"
#include "palermo/intake/reading.hpp"

namespace palermo::intake {
namespace {

const std::string kHead = "format: palermo-mapping/1\nid: t\ntitle: t\nsource: t\nunit: record\n";

std::string code_of(const std::string& body) {
  const auto mapping = parse_mapping(kHead + body, "test.yaml", corpus().vocabulary());
  return mapping ? "none" : std::string(mapping.error().kind.code);
}

TEST(Mapping, every_mapping_of_the_project_can_be_read) {
  const auto files = yaml_files("mappings");
  EXPECT_GE(files.size(), 5u);
  for (const std::string& file : files) {
    const auto mapping = parse_mapping(read_data(file), file, corpus().vocabulary());
    ASSERT_TRUE(mapping.has_value()) << file << " " << mapping.error().kind.code << " line " << mapping.error().place.line << " "
                                     << (mapping.error().args.empty() ? "" : mapping.error().args.begin()->second);
    EXPECT_EQ("data/" + file, "data/mappings/" + mapping->id + ".yaml");
    for (const Assumption& assumption : mapping->assumptions) EXPECT_GT(assumption.says.size(), 20u) << file;
  }
}

// Columns of the codebooks: k-anonymised edition 63, synthetic edition 27, victim-perpetrator edition 16.
TEST(Mapping, every_column_of_the_codebooks_is_read_or_named_as_not_read) {
  for (const auto& [id, columns] : {std::pair{"ctdc-kanon-63", 63u}, std::pair{"ctdc-synthetic-27", 27u},
                                    std::pair{"ctdc-victim-perpetrator", 16u}, std::pair{"ctdc-synthetic-19", 19u}}) {
    const std::string file = std::string("mappings/") + id + ".yaml";
    const Mapping mapping = *parse_mapping(read_data(file), file, corpus().vocabulary());
    EXPECT_EQ(mapping.columns().size() + mapping.not_used.size(), columns) << id;
  }
}

TEST(Mapping, a_fact_that_no_vocabulary_has_is_refused_with_its_place) {
  const auto mapping = parse_mapping(kHead + "signals:\n  - {column: a, shows: [means.magic]}\n", "test.yaml", corpus().vocabulary());
  ASSERT_FALSE(mapping.has_value());
  EXPECT_EQ(mapping.error().kind.code, "law.unknown_fact");
  EXPECT_EQ(mapping.error().place.line, 7);
  EXPECT_EQ(mapping.error().place.file, "test.yaml");
}

TEST(Mapping, what_cannot_be_meant_is_refused) {
  EXPECT_EQ(code_of("signals: []\n"), "mapping.bad");
  EXPECT_EQ(code_of("signals:\n  - {column: a}\n"), "mapping.bad");
  EXPECT_EQ(code_of("signals:\n  - {column: a, has: x, shows: [act.recruit]}\n"), "mapping.bad");
  EXPECT_EQ(code_of("signals:\n  - {column: a, shows: [act.recruit], if: nothing}\n"), "mapping.unknown_assumption");
  EXPECT_EQ(code_of("signals:\n  - {column: a, shows: [person.age]}\n"), "mapping.bad");
  EXPECT_EQ(code_of("signals:\n  - {column: a, shows: [act.recruit], shows: [act.sell]}\n"), "document.duplicate_key");
  EXPECT_EQ(code_of("signals:\n  - {column: a, shows: [act.recruit], color: red}\n"), "schema.unknown_key");
  EXPECT_EQ(code_of("assumptions:\n  - {id: x, says: y, closes: [nowhere]}\nsignals:\n  - {column: a, shows: [act.recruit]}\n"),
            "law.unknown_group");
  EXPECT_EQ(code_of("signals:\n  - {column: a, shows: [act.recruit]}\n"), "none");
}

// The fuzzer found it: such a column was bound to no cell, and reading the file went beyond the columns.
TEST(Mapping, a_column_without_a_name_is_refused_before_any_row_is_read) {
  EXPECT_EQ(code_of("signals:\n  - {column: \"\", shows: [act.recruit]}\n"), "mapping.bad");
  EXPECT_EQ(code_of("signals:\n  - {column: !, shows: [act.recruit]}\n"), "mapping.bad");
  const std::string signal = "signals:\n  - {column: a, shows: [act.recruit]}\n";
  EXPECT_EQ(code_of("dimensions:\n  year: {column: \"\", kind: year}\n" + signal), "mapping.bad");
  EXPECT_EQ(code_of("numbers:\n  - {fact: person.age, column: \"\", whole_number: true}\n" + signal), "mapping.bad");
}

TEST(Mapping, a_column_is_read_in_one_way) {
  const std::string signal = "signals:\n  - {column: a, shows: [act.recruit]}\n";
  EXPECT_EQ(code_of("dimensions:\n  year: {column: a, kind: year}\n" + signal), "mapping.bad");
  EXPECT_EQ(code_of("dimensions:\n  country: {column: a, kind: country}\n" + signal), "mapping.bad");
  EXPECT_EQ(code_of("conduct_year: a\n" + signal), "mapping.bad");
  EXPECT_EQ(code_of("split: {b: \";\"}\ndimensions:\n  year: {column: b, kind: year}\n" + signal), "mapping.bad");
}

TEST(Mapping, D31_no_table_by_nationality_whatever_it_is_called) {
  const std::string signal = "signals:\n  - {column: a, shows: [act.recruit]}\n";
  EXPECT_EQ(code_of("dimensions:\n  country: {column: citizenship, kind: country}\n" + signal), "mapping.nationality_table");
  EXPECT_EQ(code_of("dimensions:\n  sex: {column: Nationality, values: {SY: female}}\n" + signal), "mapping.nationality_table");
  EXPECT_EQ(code_of("dimensions:\n  country: {column: CountryOfExploitation, kind: country}\n" + signal), "none");
}

TEST(Mapping, a_misspelt_category_of_sex_is_refused_with_those_there_are) {
  const auto mapping = parse_mapping(kHead + "dimensions:\n  sex: {column: s, values: {F: woman}}\nsignals:\n  - {column: a, shows: [act.recruit]}\n",
                                     "test.yaml", corpus().vocabulary());
  ASSERT_FALSE(mapping.has_value());
  EXPECT_EQ(mapping.error().kind.code, "mapping.unknown_category");
  EXPECT_EQ(mapping.error().place.line, 7);
  EXPECT_EQ(mapping.error().args.at("found"), "woman");
  EXPECT_NE(mapping.error().args.at("allowed").find("female, male"), std::string::npos);
}

TEST(Mapping, must_say_its_format_and_a_wrong_word_is_quoted) {
  const std::string rest = "id: t\ntitle: t\nsource: t\nsignals:\n  - {column: a, shows: [act.recruit]}\n";
  const auto without = parse_mapping(rest, "test.yaml", corpus().vocabulary());
  ASSERT_FALSE(without.has_value());
  EXPECT_EQ(without.error().kind.code, "schema.missing_key");
  EXPECT_EQ(without.error().args.at("key"), "format");
  const auto wrong = parse_mapping("format: palermo-mapping/1\nunit: case\n" + rest, "test.yaml", corpus().vocabulary());
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().args.at("found"), "case");
  EXPECT_EQ(wrong.error().place.line, 2);
}

TEST(Reading, an_assumption_that_no_mapping_declares_is_refused) {
  const Mapping mapping = mapping_of(kHead + "assumptions:\n  - {id: seen, says: Everybody was seen.}\nsignals:\n  - {column: a, shows: [act.recruit]}\n");
  EXPECT_TRUE(check_assumptions({"r", "", {"seen"}, {}, false}, {mapping}, {}).has_value());
  EXPECT_TRUE(check_assumptions({"r", "", {"t/seen"}, {}, false}, {mapping}, {}).has_value());
  EXPECT_FALSE(check_assumptions({"r", "", {"u/seen"}, {}, false}, {mapping}, {}).has_value());
  EXPECT_FALSE(check_assumptions({"r", "", {"unseen"}, {}, false}, {mapping}, {}).has_value());
}

}  // namespace
}  // namespace palermo::intake
