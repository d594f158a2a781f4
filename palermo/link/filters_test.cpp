// SPDX-License-Identifier: Apache-2.0
// Keyed filters: similar values have similar filters, another key or project has nothing in common, what is missing weighs nothing.
#include "palermo/link/filters.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "palermo/link/model_test.hpp"

namespace palermo::link {
namespace {

using testing::Row;

Secret secret_of(int n) {
  std::array<std::uint8_t, 32> bytes{};
  bytes[0] = static_cast<std::uint8_t>(n);
  return Secret(bytes);
}

Records two_of(const Row& a, const Row& b) { return testing::read_rows({a, b}); }

const Row kSok{"1", "Dara", "Sokhom", "1990-05-04", "F", "KHM", "Battambang", "1"};
const Row kSokSlip{"2", "Sokhum", "Dara", "1990-04-05", "F", "KHM", "Batambang", "1"};
const Row kOther{"3", "Nikolai", "Petrenko", "1971-11-28", "M", "UKR", "Lviv", "2"};
const Row kBare{"4", "", "", "", "", "", "", "3"};

double dice_of(const FilterEncoder& encoder, const Records& records, FilterField field) {
  const auto a = encoder.encode(records, 0, field), b = encoder.encode(records, 1, field);
  return a && b ? dice(*a, *b) : -1;
}

TEST(Filters, a_slip_of_the_pen_stays_near_and_another_person_far) {
  const FilterEncoder encoder(secret_of(1), "project", {});
  const Records near = two_of(kSok, kSokSlip), far = two_of(kSok, kOther);
  for (const FilterField field : {FilterField::name, FilterField::birth, FilterField::place}) {
    EXPECT_GT(dice_of(encoder, near, field), 0.6) << word(field);
    EXPECT_LT(dice_of(encoder, far, field), 0.55) << word(field);
  }
  EXPECT_EQ(dice_of(encoder, near, FilterField::sex), 1);
  EXPECT_LT(dice_of(encoder, far, FilterField::sex), 0.55);
}

TEST(Filters, what_is_not_known_has_no_filter) {
  const FilterEncoder encoder(secret_of(1), "project", {});
  const Records records = two_of(kBare, kSok);
  for (const FilterField field : kFilterFields) EXPECT_FALSE(encoder.encode(records, 0, field)) << word(field);
  EXPECT_FALSE(encoder.encode(records, 1, FilterField::phone));
  EXPECT_EQ(encoder.encode(FilterField::name, {}, "0000").bits(), 0);
}

TEST(Filters, another_key_project_or_field_has_nothing_in_common) {
  const Records records = two_of(kSok, kSok);
  const std::vector<std::string> grams = grams_of(records, 0, FilterField::name);
  const Filter filter = FilterEncoder(secret_of(1), "a", {}).encode(FilterField::name, grams, "0000");
  EXPECT_EQ(filter, FilterEncoder(secret_of(1), "a", {}).encode(FilterField::name, grams, "0000"));
  for (const Filter& other : {FilterEncoder(secret_of(2), "a", {}).encode(FilterField::name, grams, "0000"),
                              FilterEncoder(secret_of(1), "b", {}).encode(FilterField::name, grams, "0000"),
                              FilterEncoder(secret_of(1), "a", {}).encode(FilterField::place, grams, "0000"),
                              FilterEncoder(secret_of(1), "a", {}).encode(FilterField::name, grams, "1990"),
                              FilterEncoder(secret_of(1), "a", {.salted_by_year = true}).encode(FilterField::name, grams, "0000")})
    EXPECT_LT(dice(filter, other), 0.55);  // 0.37 by chance
}

RC_GTEST_PROP(Filters, a_third_of_the_bits_is_set_and_half_when_balanced, ()) {
  const auto grams = *rc::gen::container<std::set<std::string>>(rc::gen::container<std::string>(2, rc::gen::inRange('a', 'z')));
  const std::vector<std::string> sorted(grams.begin(), grams.end());
  const int plain = FilterEncoder(secret_of(1), "p", {}).encode(FilterField::name, sorted, "0000").bits();
  const int balanced = FilterEncoder(secret_of(1), "p", {.balanced = true}).encode(FilterField::name, sorted, "0000").bits();
  RC_ASSERT((sorted.empty() ? plain == 0 : plain > 300 && plain < 470));
  RC_ASSERT((balanced == (sorted.empty() ? 0 : 512)));
}

TEST(Filters, balancing_keeps_near_nearer_than_far) {
  const FilterEncoder encoder(secret_of(1), "project", {.balanced = true});
  EXPECT_GT(dice_of(encoder, two_of(kSok, kSokSlip), FilterField::name), dice_of(encoder, two_of(kSok, kOther), FilterField::name) + 0.1);
}

TEST(Filters, a_salt_of_the_year_loses_pairs_whose_years_differ) {
  const FilterEncoder encoder(secret_of(1), "project", {.salted_by_year = true});
  Row later = kSok;
  later[3] = "1991-05-04";
  EXPECT_EQ(dice_of(encoder, two_of(kSok, kSok), FilterField::name), 1);
  EXPECT_LT(dice_of(encoder, two_of(kSok, later), FilterField::name), 0.55);
}

}  // namespace
}  // namespace palermo::link
