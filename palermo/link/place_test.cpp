// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/place.hpp"

#include <gtest/gtest.h>

#include "palermo/link/names_test.hpp"

namespace palermo::link {
namespace {

std::optional<std::string> place(std::string_view cell) { return known_place(shipped_tables(), bare_place(shipped_tables(), cell)); }

TEST(Places, have_one_name_across_scripts_and_renamings) {
  EXPECT_EQ(place("Rangoon"), "yangon");
  EXPECT_EQ(place("ရန်ကုန်"), "yangon");
  EXPECT_EQ(place("ខេត្តកំពង់ចាម"), place("Kompong Cham"));  // the word for province is written without a blank
  EXPECT_EQ(place("จังหวัดนครราชสีมา"), place("Korat"));
  EXPECT_EQ(place("Siemreap"), place("Siem Reap Province"));
  EXPECT_EQ(place("Kharkov oblast"), place("Kharkiv"));
}

TEST(Places, the_word_for_what_a_place_is_stays_when_it_is_all_there_is) {
  EXPECT_EQ(bare_place(shipped_tables(), "Shan State"), "shan");
  EXPECT_EQ(bare_place(shipped_tables(), "Province"), "province");
}

TEST(Places, nothing_is_claimed_of_a_place_that_no_table_has) {
  EXPECT_EQ(place("Nowhere-on-Sea"), std::nullopt);
  EXPECT_NE(place("Chiang Mai"), place("Chiang Rai"));
  EXPECT_NE(place("Kayin"), place("Kayah"));
}

}  // namespace
}  // namespace palermo::link
