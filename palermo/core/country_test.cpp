// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/country.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "palermo/core/bytes.hpp"

namespace palermo::core {
namespace {

const std::string kHeader = "alpha2,alpha3,numeric,name,region,subregion\n";
const std::string kLegacyHeader = "code,alpha2,note\n";

std::string code_file(const std::string& name) { return *read_file(std::string(PALERMO_SOURCE_DIR) + "/data/codes/" + name); }

Countries countries() { return *Countries::parse(code_file("countries.csv"), code_file("legacy.csv")); }

std::string reason_of(const std::string& table, const std::string& legacy) {
  const auto result = Countries::parse(table, legacy);
  return result ? "accepted" : result.error().args.at("reason");
}

TEST(Countries, there_are_249_with_one_code_of_each_kind) {
  const Countries all = countries();
  std::set<std::string> alpha2, alpha3, numeric;
  for (const Country& country : all.all()) {
    alpha2.insert(country.alpha2);
    alpha3.insert(country.alpha3);
    numeric.insert(country.numeric);
    EXPECT_TRUE(country.alpha2 == "AQ" || !country.region.empty()) << country.alpha2;
  }
  EXPECT_EQ(all.all().size(), 249U);
  EXPECT_EQ(alpha2.size(), 249U);
  EXPECT_EQ(alpha3.size(), 249U);
  EXPECT_EQ(numeric.size(), 249U);
}

TEST(Countries, na_is_namibia_and_no_is_norway) {
  const Countries all = countries();
  EXPECT_EQ(all.find("NA")->name, "Namibia");
  EXPECT_EQ(all.find("NO")->name, "Norway");
}

TEST(Countries, are_found_by_two_and_three_letters_in_any_case) {
  const Countries all = countries();
  EXPECT_EQ(all.find("KH"), all.find("khm"));
  EXPECT_EQ(all.find("kh")->numeric, "116");
  EXPECT_EQ(all.find("KH")->subregion, "South-eastern Asia");
  for (const char* none : {"", "XX", "00", "0", "-99", "K", "Cambodia"}) EXPECT_EQ(all.find(none), nullptr) << none;
}

TEST(Countries, codes_of_former_states_and_of_iom_are_read_as_their_successor) {
  const Countries all = countries();
  EXPECT_EQ(all.find("ZR")->alpha2, "CD");
  EXPECT_EQ(all.find("TP")->alpha2, "TL");
  EXPECT_EQ(all.find("YU")->alpha2, "RS");
  EXPECT_EQ(all.find("Y1")->alpha2, "RS");
  EXPECT_EQ(all.find("TB")->alpha2, "CN");
  EXPECT_EQ(all.find("AN")->region, "Americas");
}

TEST(Countries, a_damaged_table_is_refused) {
  const std::string row = "KH,KHM,116,Cambodia,Asia,South-eastern Asia\n";
  EXPECT_EQ(reason_of("# note\n" + kHeader + row, kLegacyHeader), "accepted");
  EXPECT_EQ(reason_of("a,b\n" + row, kLegacyHeader), "columns");
  EXPECT_EQ(reason_of(kHeader + "KH,KHM\n", kLegacyHeader), "columns");
  EXPECT_EQ(reason_of(kHeader + "Kh,KHM,116,Cambodia,Asia,x\n", kLegacyHeader), "code");
  EXPECT_EQ(reason_of(kHeader + "KH,KHM,16,Cambodia,Asia,x\n", kLegacyHeader), "code");
  EXPECT_EQ(reason_of(kHeader + row + row, kLegacyHeader), "duplicate");
  EXPECT_EQ(reason_of(kHeader + row, kLegacyHeader + "ZR,CD,x\n"), "successor");
  EXPECT_EQ(reason_of(kHeader + row, kLegacyHeader + "KH,KH,x\n"), "duplicate");
}

}  // namespace
}  // namespace palermo::core
