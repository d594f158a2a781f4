// SPDX-License-Identifier: Apache-2.0
// A table with covariates: what it takes, what it refuses by a column's name, and that it keeps no order.
#include "palermo/estimate/covariate_table.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace palermo::estimate {
namespace {

using Kind = CovariateColumn::Kind;

const std::vector<std::string> kLists{"hotline", "police"};

core::Error refused(std::string_view csv, const std::vector<CovariateColumn>& declared) {
  const auto table = CovariateTable::parse_csv(csv, "cases.csv", kLists, declared);
  EXPECT_FALSE(table.has_value()) << csv;
  return table ? core::Error{} : table.error();
}

std::string many(int rows, const std::function<std::string(int)>& value) {
  std::string csv = "hotline,police,x\n";
  for (int i = 0; i < rows; ++i) csv += "1,0," + value(i) + "\n";
  return csv;
}

TEST(CovariateTable, equal_people_are_counted_and_the_order_of_the_file_is_gone) {
  const std::string head = "sex,hotline,age,police\n";
  const std::vector<CovariateColumn> declared{{.name = "sex"}, {.name = "age", .kind = Kind::number, .step = 10}};
  const auto one = CovariateTable::parse_csv(head + "F,1,23,0\nM,0,31,1\nF,1,19,0\nF,1,22,1\nM,1,30,0\nF,1,17,0\n", "a.csv", kLists, declared);
  const auto two = CovariateTable::parse_csv(head + "M,1,30,0\nF,1,17,0\nF,1,22,1\nF,1,19,0\nM,0,31,1\nF,1,23,0\n", "b.csv", kLists, declared);
  ASSERT_TRUE(one.has_value());
  EXPECT_EQ(one->rows(), two->rows());
  EXPECT_EQ(one->observed(), 6);
  EXPECT_EQ(one->rows().size(), 4U);
  EXPECT_EQ(one->covariates()[1].values, (std::vector<double>{20, 30}));
  const auto counts = one->by_stratum({"sex"});
  EXPECT_EQ(counts->observed(), 6);
  EXPECT_EQ(counts->cells().front().stratum, "F");
}

TEST(CovariateTable, a_column_that_says_who_somebody_is_is_refused_by_its_name) {
  for (const char* name : {"id", "case_id", "Given-Name", "date of entry", "phone", "passport.no", "DOB"}) {
    const core::Error error = refused("hotline,police\n1,0\n", {{.name = name}});
    EXPECT_EQ(error.args.at("reason"), "identity") << name;
    EXPECT_EQ(error.place.field, name);
  }
}

TEST(CovariateTable, a_column_of_many_values_or_fine_dates_or_text_is_refused_and_no_value_is_told) {
  const std::vector<CovariateColumn> x{{.name = "x"}};
  const std::vector<std::pair<std::string, std::string>> wrong{
      {many(200, [](int i) { return "v" + std::to_string(i); }), "too_many_levels"},
      {many(6, [](int i) { return "v" + std::to_string(i); }), "nearly_unique"},
      {many(9, [](int) { return "2020-03-01"; }), "date"},
      {many(9, [](int) { return "01/2020"; }), "date"},
      {many(9, [](int) { return "20200301"; }), "date"},
      {many(9, [](int) { return "a long sentence about what happened"; }), "free_text"},
  };
  for (const auto& [csv, reason] : wrong) {
    const core::Error error = refused(csv, x);
    EXPECT_EQ(error.args.at("reason"), reason);
    EXPECT_EQ(error.place.field, "x");
    EXPECT_EQ(error.args.size(), 1U);  // nothing but the reason: no value can be in it
  }
}

TEST(CovariateTable, a_year_and_a_range_of_ages_are_not_dates) {
  for (const char* value : {"2020", "18-24", "A1", ""})
    EXPECT_TRUE(CovariateTable::parse_csv(many(9, [&](int) { return std::string(value); }), "a.csv", kLists, {{.name = "x"}}).has_value()) << value;
}

TEST(CovariateTable, numbers_as_large_as_document_numbers_are_refused) {
  const std::vector<CovariateColumn> x{{.name = "x", .kind = Kind::number, .step = 1}};
  EXPECT_EQ(refused(many(9, [](int) { return "20200301"; }), x).args.at("reason"), "too_large");
  EXPECT_EQ(refused(many(9, [](int) { return "many"; }), x).args.at("reason"), "not_a_number");
  EXPECT_EQ(refused(many(300, [](int i) { return std::to_string(i); }), x).args.at("reason"), "too_many_levels");
}

TEST(CovariateTable, what_nobody_declared_may_not_be_in_the_file) {
  const core::Error error = refused("hotline,police,village\n1,0,x\n", {});
  EXPECT_EQ(error.args.at("reason"), "undeclared");
  EXPECT_EQ(error.place.field, "village");
}

TEST(CovariateTable, who_is_on_no_list_cannot_be_in_it) {
  EXPECT_EQ(refused("hotline,police\n0,0\n", {}).args.at("reason"), "on_no_list");
  EXPECT_EQ(refused("hotline,police\n2,0\n", {}).args.at("reason"), "flag");
  EXPECT_EQ(refused("hotline\n1\n", {}).args.at("reason"), "missing_column");
}

}  // namespace
}  // namespace palermo::estimate
