// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/codebook.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <memory>
#include <string>

#include "palermo/privacy/person_table.hpp"

namespace palermo::privacy {
namespace {

using testing::ElementsAre;

constexpr const char* kText = R"(format: palermo-codebook/1
id: demo
title: A small table
subject: person
columns:
  - name: year
    range: {from: 2019, to: 2021}
    missing: ["-99"]
    join: lowest
  - name: gender
    values: [Woman, Man]
    other: true
    starred: true
  - name: forced_labour
    values: [0, 1]
    other: false
    join: highest
  - name: type_of_labour
    values: [farm, sea]
  - name: citizenship
    values: [THA, KHM, ITA]
    missing: false
    hierarchy: {name: region, levels: {THA: Asia, KHM: Asia, ITA: Europe}}
rules:
  - when: {forced_labour: ["0", missing]}
    then: {type_of_labour: [missing]}
)";

core::Result<Codebook> read(const std::string& text) { return Codebook::read(*core::parse_yaml(text, "codebook.yaml")); }

std::shared_ptr<const Codebook> demo() { return std::make_shared<const Codebook>(*read(kText)); }

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

// Records as text, one list.
PersonTable people(std::shared_ptr<const Codebook> codebook, const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& records) {
  PersonReader reader(std::move(codebook));
  EXPECT_TRUE(reader.header(header));
  for (const auto& record : records) {
    const std::vector<std::string_view> fields(record.begin(), record.end());
    reader.add(fields);
  }
  return std::move(reader).finish();
}

std::vector<std::string> row(const PersonTable& table, std::size_t at) {
  std::vector<std::string> texts;
  for (std::size_t c = 0; c < table.codebook().columns.size(); ++c) texts.push_back(text_at(table.codebook(), table.inside_rows(), c, at));
  return texts;
}

const std::vector<std::string> kHeader = {"person", "year", "gender", "forced_labour", "type_of_labour", "citizenship"};

TEST(Codebook, levels_are_the_values_then_other_then_missing) {
  const auto codebook = demo();
  EXPECT_THAT(codebook->columns[0].levels, ElementsAre("2019", "2020", "2021", "other", ""));
  EXPECT_THAT(codebook->columns[2].levels, ElementsAre("0", "1", ""));
  EXPECT_THAT(codebook->columns[4].levels, ElementsAre("THA", "KHM", "ITA", "other"));
  EXPECT_TRUE(codebook->columns[1].starred);
  EXPECT_EQ(codebook->cells(std::vector<std::size_t>{0, 1, 2}), 5U * 4 * 3);
}

TEST(Codebook, every_text_has_a_level_and_one_that_is_not_listed_is_other) {
  const auto codebook = demo();
  EXPECT_EQ(codebook->columns[0].level("2030"), codebook->columns[0].other);
  EXPECT_EQ(codebook->columns[0].level("-99"), codebook->columns[0].missing);
  EXPECT_EQ(codebook->columns[0].level(""), codebook->columns[0].missing);
  EXPECT_EQ(codebook->columns[2].level("maybe"), codebook->columns[2].missing);  // no other there
  EXPECT_EQ(codebook->columns[4].level(""), codebook->columns[4].other);         // no missing there
}

TEST(Codebook, a_value_called_other_is_the_other_level) {
  const auto read_one = read("format: palermo-codebook/1\nid: x\ncolumns: [{name: a, values: [other, b]}]\n");
  ASSERT_TRUE(read_one);
  EXPECT_THAT(read_one->columns[0].levels, ElementsAre("other", "b", ""));
  EXPECT_EQ(read_one->columns[0].level("c"), Level{0});
}

TEST(Codebook, refuses_what_leaves_a_value_without_a_place) {
  const auto reason = [](const std::string& text) {
    const auto got = read(text);
    return got ? "none" : got.error().args.contains("reason") ? got.error().args.at("reason") : std::string(got.error().kind.code);
  };
  EXPECT_EQ(reason(kText), "none");
  EXPECT_EQ(reason(with(kText, "palermo-codebook/1", "palermo-codebook/9")), "format");
  EXPECT_EQ(reason(with(kText, "values: [Woman, Man]", "values: [Woman, Woman]")), "value_twice");
  EXPECT_EQ(reason(with(kText, "values: [Woman, Man]", "values: []")), "no_values");
  EXPECT_EQ(reason(with(kText, "values: [farm, sea]", "values: [farm, sea]\n    range: {from: 1, to: 2}")), "no_values");
  EXPECT_EQ(reason(with(kText, "from: 2019", "from: 2029")), "range");
  EXPECT_EQ(reason(with(kText, "from: 2019", "from: -20190")), "too_many_levels");
  EXPECT_EQ(reason(with(kText, "other: false", "other: false\n    missing: false")), "no_level_outside");
  EXPECT_EQ(reason(with(kText, ", ITA: Europe", "")), "hierarchy_gap");
  EXPECT_EQ(reason(with(kText, "ITA: Europe", "FRA: Europe")), "unknown_value");
  EXPECT_EQ(reason(with(kText, "when: {forced_labour", "when: {forced_lab")), "unknown_column");
  EXPECT_EQ(reason(with(kText, "[\"0\", missing]", "[\"2\"]")), "unknown_value");
  EXPECT_EQ(reason(with(kText, "[\"0\", missing]", "[]")), "empty_rule");
  EXPECT_EQ(reason(with(kText, "name: gender", "name: year")), "name_twice");
  EXPECT_EQ(reason(with(kText, "name: gender", "name: person")), "name_twice");
  EXPECT_EQ(reason(with(kText, "starred", "stared")), "schema.unknown_key");
}

TEST(Codebook, other_and_missing_are_groups_of_their_own) {
  const auto codebook = demo();
  const Hierarchy& region = codebook->columns[4].hierarchies.at(0);
  EXPECT_THAT(region.groups, ElementsAre("Asia", "Europe", "other"));
  EXPECT_THAT(region.group_of, ElementsAre(0, 0, 1, 2));
}

TEST(PersonTable, records_of_one_person_become_one_row_in_whatever_order_and_from_whatever_list) {
  std::vector<std::vector<std::string>> records = {
      {"p1", "2021", "Woman", "0", "", "THA"}, {"p1", "2019", "", "1", "sea", "THA"}, {"p2", "2020", "Man", "", "", "KHM"}, {"p1", "", "Woman", "", "farm", "ITA"}};
  std::ranges::sort(records);
  do {
    const PersonTable table = people(demo(), kHeader, records);
    ASSERT_EQ(table.inside_rows().rows(), 2U);
    const std::size_t first = records.front()[0] == "p1" ? 0 : 1;
    // year: lowest; gender: agrees; labour: highest; type: sea against farm is unknown; citizenship: unknown, and other is all it has.
    EXPECT_THAT(row(table, first), ElementsAre("2019", "Woman", "1", "", "other"));
    EXPECT_THAT(row(table, 1 - first), ElementsAre("2020", "Man", "", "", "KHM"));
    EXPECT_THAT(table.inside_counts().differed, ElementsAre(1, 0, 1, 1, 1));
  } while (std::ranges::next_permutation(records).found);
}

TEST(PersonTable, a_third_record_does_not_settle_what_two_have_contradicted) {
  const PersonTable table = people(demo(), kHeader, {{"p", "", "Woman", "", "", "THA"}, {"p", "", "Man", "", "", "THA"}, {"p", "", "Woman", "", "", "THA"}});
  EXPECT_EQ(row(table, 0)[1], "");
}

TEST(PersonTable, a_value_outside_the_codebook_is_counted_as_other_and_said) {
  const PersonTable table = people(demo(), kHeader, {{"p", "1999", "Robot", "7", "", "QQQ"}});
  EXPECT_THAT(row(table, 0), ElementsAre("other", "other", "", "", "other"));
  EXPECT_THAT(table.inside_counts().outside, ElementsAre(1, 1, 1, 0, 1));
  EXPECT_THAT(table.inside_counts().told, ElementsAre(1, 1, 1, 0, 1)) << "an empty cell says nothing";
}

TEST(PersonTable, a_row_that_breaks_skip_logic_is_mended_and_counted) {
  const PersonTable table = people(demo(), kHeader, {{"p", "2020", "Man", "0", "sea", "THA"}, {"q", "2020", "Man", "1", "sea", "THA"}});
  EXPECT_EQ(row(table, 0)[3], "");
  EXPECT_EQ(row(table, 1)[3], "sea");
  EXPECT_EQ(table.inside_counts().mended, 1);
}

TEST(PersonTable, records_without_a_subject_are_people_of_their_own) {
  EXPECT_EQ(people(demo(), kHeader, {{"", "2020", "Man", "", "", ""}, {"", "2020", "Man", "", "", ""}}).inside_rows().rows(), 2U);
}

TEST(PersonTable, D29_one_person_changes_one_row_however_many_records_she_has) {
  const std::vector<std::vector<std::string>> others = {{"a", "2020", "Man", "1", "sea", "THA"}, {"b", "2021", "Woman", "1", "farm", "KHM"}};
  auto more = others;
  for (int i = 0; i < 50; ++i) more.push_back({"c", std::to_string(2019 + i % 3), i % 2 == 0 ? "Woman" : "Man", "1", "sea", "THA"});
  EXPECT_EQ(people(demo(), kHeader, more).inside_rows().rows(), people(demo(), kHeader, others).inside_rows().rows() + 1);
}

TEST(PersonTable, every_column_and_the_subject_must_be_there_and_others_are_ignored) {
  PersonReader reader(demo());
  EXPECT_EQ(reader.header({"year", "gender", "forced_labour", "type_of_labour", "citizenship"}).error().place.field, "person");
  EXPECT_EQ(reader.header({"person", "gender", "forced_labour", "type_of_labour", "citizenship"}).error().place.field, "year");
  EXPECT_TRUE(reader.header({"note", "citizenship", "person", "year", "gender", "forced_labour", "type_of_labour"}));
}

}  // namespace
}  // namespace palermo::privacy
