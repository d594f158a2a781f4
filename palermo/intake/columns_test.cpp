// SPDX-License-Identifier: Apache-2.0
#include "palermo/intake/columns.hpp"

#include "palermo/intake/fixture_test.hpp"

namespace palermo::intake {
namespace {

const std::string kMapping = R"(
format: palermo-mapping/1
id: t
title: t
source: t
unit: record
missing: ["-99", "Unknown"]
flags: {yes: ["1"], no: ["0"]}
split: {means: ";"}
dimensions:
  year: {column: year, kind: year, min: 2000, max: 2020}
  country: {column: country, kind: country}
  sex: {column: sex, values: {Female: female}}
signals:
  - {column: threat, shows: [means.threat]}
  - {column: means, has: lured, shows: [means.deception]}
  - {column: means, has: beaten, shows: [means.force]}
)";

Columns filled(const std::vector<std::vector<std::string_view>>& rows) {
  Columns columns = *Columns::make(mapping_of(kMapping), countries(), 64);
  EXPECT_TRUE(columns.bind({"year", "country", "sex", "threat", "means"}, "file.csv").has_value());
  for (const auto& row : rows) columns.add(row);
  return columns;
}

TEST(Columns, namibia_is_a_country_and_not_a_missing_value) {
  const Columns columns = filled({{"2017", "NA", "Female", "1", ""}, {"2017", "NAM", "Female", "1", ""}, {"2017", "", "Female", "1", ""}});
  const auto codes = columns.words(columns.slot("country"));
  const auto names = columns.categories(*mapping_of(kMapping).dimension("country"));
  EXPECT_EQ(names[codes[0]], "NA");
  EXPECT_EQ(names[codes[1]], "NA");
  EXPECT_EQ(codes[2], kMissing);
}

TEST(Columns, a_header_with_semicolons_is_told_as_such_and_its_text_is_not_shown) {
  Columns columns = *Columns::make(mapping_of(kMapping), countries(), 64);
  const auto done = columns.bind({"year;country;sex;threat;means"}, "file.csv");
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().kind.code, "mapping.one_column");
  EXPECT_EQ(done.error().args.at("delimiter"), ",");
  for (const auto& [name, value] : done.error().args) EXPECT_EQ(value.find(';'), std::string::npos) << name;
}

TEST(Columns, a_missing_column_is_told_with_how_many_the_header_has) {
  Columns columns = *Columns::make(mapping_of(kMapping), countries(), 64);
  const auto done = columns.bind({"year", "country", "sex"}, "file.csv");
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().args.at("columns"), "threat, means");
  EXPECT_EQ(done.error().args.at("expected"), "5");
  EXPECT_EQ(done.error().args.at("found"), "3");
}

TEST(Columns, a_no_is_understood_where_only_the_yes_tells_something) {
  std::string text = kMapping;
  text.replace(text.find("{column: threat, shows"), 22, "{column: threat, yes: [\"1\"], shows");
  Columns columns = *Columns::make(mapping_of(text), countries(), 64);
  ASSERT_TRUE(columns.bind({"year", "country", "sex", "threat", "means"}, "file.csv").has_value());
  columns.add(std::vector<std::string_view>{"2017", "KH", "Female", "0", ""});
  EXPECT_EQ(columns.counts("threat").not_understood, 0);
}

TEST(Columns, every_missing_code_is_missing_and_everything_else_is_counted_as_not_understood) {
  const Columns columns = filled({{"2017", "KH", "Unknown", "-99", ""}, {"2017", "KH", "Maria Lopez", "yes", ""}, {"2017", "KH", "", "2", ""}});
  EXPECT_EQ(columns.counts("sex").missing, 2);
  EXPECT_EQ(columns.counts("sex").not_understood, 1);
  EXPECT_EQ(columns.counts("threat").missing, 1);
  EXPECT_EQ(columns.counts("threat").not_understood, 2);
}

TEST(Columns, what_was_not_understood_is_kept_as_a_shape_and_never_as_text) {
  const Columns columns = filled({{"2017", "KH", "Maria Lopez 27", "1", ""}});
  ASSERT_EQ(columns.counts("sex").shapes.size(), 1u);
  EXPECT_EQ(columns.counts("sex").shapes.begin()->first, "Aaaaa Aaaaa 00");
  EXPECT_EQ(shape_of("სახელი ab 12"), shape_of("სახელი cd 34"));
}

TEST(Columns, impossible_years_are_counted_and_not_guessed) {
  const Columns columns = filled({{"1890", "KH", "", "", ""}, {"20177", "KH", "", "", ""}, {"2017-05-03", "KH", "", "", ""}});
  EXPECT_EQ(columns.counts("year").impossible, 1);
  EXPECT_EQ(columns.counts("year").not_understood, 2);
  EXPECT_EQ(columns.words(columns.slot("year"))[2], kFirstValue + 17);
}

TEST(Columns, tokens_of_a_filled_cell_are_present_or_absent) {
  const Columns columns = filled({{"2017", "KH", "", "", "lured;beaten"}, {"2017", "KH", "", "", "lured"}, {"2017", "KH", "", "", ""}});
  const auto lured = columns.bytes(columns.slot("means", "lured"));
  const auto beaten = columns.bytes(columns.slot("means", "beaten"));
  EXPECT_EQ(lured[0], kPresent);
  EXPECT_EQ(beaten[0], kPresent);
  EXPECT_EQ(beaten[1], kAbsent);
  EXPECT_EQ(lured[2], kMissing);
}

TEST(Columns, a_token_nobody_understands_makes_absence_unknown) {
  const Columns columns = filled({{"2017", "KH", "", "", "lured;slapped"}});
  EXPECT_EQ(columns.bytes(columns.slot("means", "lured"))[0], kPresent);
  EXPECT_EQ(columns.bytes(columns.slot("means", "beaten"))[0], kNotUnderstood);
}

TEST(Columns, a_header_without_the_mapped_columns_is_refused_and_names_them) {
  Columns columns = *Columns::make(mapping_of(kMapping), countries(), 64);
  const auto done = columns.bind({"year", "country", "notes"}, "file.csv");
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().kind.code, "mapping.missing_column");
  EXPECT_EQ(done.error().args.at("columns"), "sex, threat, means");
}

}  // namespace
}  // namespace palermo::intake
