// SPDX-License-Identifier: Apache-2.0
// k-anonymity, diversity, minimal uniques, k-anonymous synthesis, rounding: against slower programs and published definitions.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/privacy/coded_tables_test.hpp"
#include "palermo/privacy/diversity.hpp"
#include "palermo/privacy/k_anonymity.hpp"
#include "palermo/privacy/kanon_synthesis.hpp"
#include "palermo/privacy/minimal_uniques.hpp"
#include "palermo/privacy/rounding_tables.hpp"

namespace palermo::privacy {
namespace {

core::Silence silence;

// Clustered: the columns follow one of a few types, with slips and gaps.
CodedTable cases(std::uint64_t seed, std::size_t rows, const std::vector<int>& sizes) {
  core::Stream stream(seed, "test.cases");
  CodedTable table{.values = std::vector<std::vector<Level>>(sizes.size()), .sizes = sizes, .empty = {}};
  for (const int size : sizes) table.empty.push_back(size - 1);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint64_t type = stream.below(5);
    for (std::size_t c = 0; c < sizes.size(); ++c) {
      const auto levels = static_cast<std::uint64_t>(sizes[c]);
      const std::uint64_t level = stream.chance(0.15) ? levels - 1 : stream.chance(0.3) ? stream.below(levels) : (type * 7 + c) % (levels - 1);
      table.values[c].push_back(static_cast<Level>(level));
    }
  }
  return table;
}

// Rows that have all of these attributes, by looking.
std::int64_t people_with(const CodedColumns& table, const std::vector<std::pair<std::size_t, Level>>& attributes) {
  std::int64_t people = 0;
  for (std::size_t row = 0; row < table.rows(); ++row)
    people += std::ranges::all_of(attributes, [&](const auto& one) { return table.values[one.first][row] == one.second; }) ? 1 : 0;
  return people;
}

std::vector<std::pair<std::size_t, Level>> attributes_at(const CodedColumns& table, std::size_t row) {
  std::vector<std::pair<std::size_t, Level>> attributes;
  for (std::size_t c = 0; c < table.columns(); ++c)
    if (table.is_attribute(c, row)) attributes.emplace_back(c, table.values[c][row]);
  return attributes;
}

TEST(KAnonymity, counts_classes_and_rare_combinations_as_by_hand) {
  // a0b0 ×3, a0b1, a1b1 ×2, a1 with b not recorded.
  const CodedTable table{.values = {{0, 0, 0, 0, 1, 1, 1}, {0, 0, 0, 1, 1, 1, 2}}, .sizes = {2, 3}, .empty = {-1, 2}};
  const auto classes = classes_of(table.view());
  ASSERT_TRUE(classes.has_value());
  EXPECT_EQ(classes->classes, 4);
  EXPECT_EQ(classes->smallest, 1);
  EXPECT_EQ(classes->unique, 2);
  EXPECT_EQ(classes->below3, 4);
  const auto rare = rare_combinations(table.view(), 3, 2, silence);
  ASSERT_TRUE(rare.has_value());
  EXPECT_EQ((*rare)[0].combinations, 4);
  EXPECT_EQ((*rare)[0].rare, 0);
  EXPECT_EQ((*rare)[1].combinations, 3);
  EXPECT_EQ((*rare)[1].rare, 2);
  EXPECT_EQ((*rare)[1].unique, 1);
}

TEST(KAnonymity, agrees_with_looking_at_every_combination_of_every_row) {
  const CodedTable table = cases(4, 80, {4, 3, 5, 3});
  const CodedColumns view = table.view();
  const auto rare = rare_combinations(view, 5, 4, silence);
  ASSERT_TRUE(rare.has_value());
  for (int length = 1; length <= 4; ++length) {
    std::map<std::vector<std::pair<std::size_t, Level>>, std::int64_t> seen;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const auto all = attributes_at(view, row);
      for (const auto& set : column_sets(all.size(), static_cast<std::size_t>(length))) {
        std::vector<std::pair<std::size_t, Level>> part;
        for (const std::size_t place : set) part.push_back(all[place]);
        seen[part] = people_with(view, part);
      }
    }
    const RareCombinations& found = (*rare)[static_cast<std::size_t>(length) - 1];
    EXPECT_EQ(found.combinations, static_cast<std::int64_t>(seen.size()));
    EXPECT_EQ(found.rare, std::ranges::count_if(seen, [](const auto& one) { return one.second < 5; }));
  }
}

// The extract of the k-anonymised CTDC file of 2020: its publisher says k = 11. Counted, not attacked.
TEST(KAnonymity, smallest_class_of_the_ctdc_extract_is_11_in_844_classes) {
  const std::string path = PALERMO_SHARED_DIR "/data/ctdc-kanon-2020-subset/dados_app.csv.gz";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "the extract is not on this machine";
  const std::vector<std::string> wanted = {"yearOfRegistration", "gender", "ageBroad", "citizenship", "CountryOfExploitation", "isForcedLabour", "isSexualExploit"};
  std::vector<std::size_t> fields;
  std::vector<std::map<std::string, Level>> codes(wanted.size());
  CodedTable table{.values = std::vector<std::vector<Level>>(wanted.size()), .sizes = {}, .empty = std::vector<int>(wanted.size(), -1)};
  auto source = core::open_file(path);
  ASSERT_TRUE(source.has_value());
  const core::CsvSink sink{.header = [&](const std::vector<std::string>& names) {
                             for (const std::string& name : wanted) fields.push_back(static_cast<std::size_t>(std::ranges::find(names, name) - names.begin()));
                             return core::Done{};
                           },
                           .row = [&](std::int64_t, std::span<const std::string_view> cells) {
                             for (std::size_t c = 0; c < fields.size(); ++c)
                               table.values[c].push_back(codes[c].try_emplace(std::string(cells[fields[c]]), static_cast<Level>(codes[c].size())).first->second);
                             return core::Done{};
                           }};
  ASSERT_TRUE(core::read_csv(**source, {}, sink, silence).has_value());
  for (const auto& column : codes) table.sizes.push_back(static_cast<int>(column.size()));
  const std::vector<std::size_t> five = {0, 1, 2, 3, 4};
  const auto classes = classes_of(columns_of(table.view(), five)), all = classes_of(table.view());
  ASSERT_TRUE(classes.has_value() && all.has_value());
  EXPECT_EQ(classes->people, 48773);
  EXPECT_EQ(classes->classes, 844);
  EXPECT_EQ(classes->smallest, 11);
  EXPECT_EQ(all->classes, 936);
  EXPECT_EQ(all->smallest, 11);
}

TEST(Diversity, of_two_classes_is_as_the_definitions_say) {
  // Class 0: secrets 0 0 1 2; class 1: 1 1.  All: 2 3 1 of 6.
  const CodedTable table{.values = {{0, 0, 0, 0, 1, 1}, {0, 0, 1, 2, 1, 1}}, .sizes = {2, 3}, .empty = {-1, -1}};
  const std::vector<std::size_t> known = {0};
  const Diversity found = diversity_of(table.view(), known, 1);
  EXPECT_EQ(found.classes, 2);
  EXPECT_EQ(found.distinct, 1);
  EXPECT_NEAR(found.entropy, 1, 1e-12);
  EXPECT_EQ(found.recursive, 1);
  EXPECT_EQ(found.settled, 2);
  EXPECT_NEAR(found.closeness, 0.5, 1e-12);  // class 1: |0 − 2/6| + |1 − 3/6| + |0 − 1/6|, halved
  EXPECT_NEAR(diversity_of(table.view(), known, 1, {.ordered = true}).closeness, 0.25, 1e-12);  // (1/2)(2/6 + 1/6)
  const std::vector<std::size_t> rows = {0, 1, 2, 3};
  const Diversity first = diversity_of(rows_of(table.view(), rows).view(), known, 1);
  EXPECT_NEAR(first.entropy, std::exp(1.5 * std::log(2.0)), 1e-12);  // shares ½ ¼ ¼
  EXPECT_EQ(first.recursive, 3);                                     // 2 < 3 · 1
}

// A slower program: every set of columns of every row, alone or not, minimal or not.
TEST(MinimalUniques, agree_with_a_slower_program) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const CodedTable table = cases(seed, 60, {5, 4, 3, 6, 3});
    const CodedColumns view = table.view();
    const auto found = minimal_uniques(view, 3, silence);
    ASSERT_TRUE(found.has_value());
    const std::vector<double> weights = {4.0 * 3 * 2, 3.0 * 2, 2.0};
    std::vector<std::int64_t> by_size(3, 0);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      double score = 0;
      const auto all = attributes_at(view, row);
      for (std::size_t set = 1; set < std::size_t{1} << all.size(); ++set) {
        std::vector<std::pair<std::size_t, Level>> part;
        for (std::size_t i = 0; i < all.size(); ++i)
          if ((set >> i & 1U) != 0) part.push_back(all[i]);
        if (part.size() > 3 || people_with(view, part) != 1) continue;
        bool minimal = true;
        for (std::size_t i = 0; i < part.size() && part.size() > 1; ++i) {
          auto smaller = part;
          smaller.erase(smaller.begin() + static_cast<std::ptrdiff_t>(i));
          minimal = minimal && people_with(view, smaller) > 1;
        }
        if (!minimal) continue;
        score += weights[part.size() - 1];
        ++by_size[part.size() - 1];
      }
      EXPECT_DOUBLE_EQ(found->score[row], score);
    }
    EXPECT_EQ(found->by_size, by_size);
  }
}

TEST(MinimalUniques, name_the_column_that_makes_people_stand_out) {
  CodedTable table{.values = {}, .sizes = {2, 40, 2}, .empty = {-1, -1, -1}};
  table.values.assign(3, std::vector<Level>(40, 0));
  for (std::size_t row = 0; row < 40; ++row) table.values[1][row] = static_cast<Level>(row), table.values[0][row] = row % 2;
  const auto found = minimal_uniques(table.view(), 2, silence);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->people, 40);
  EXPECT_EQ(found->by_size, (std::vector<std::int64_t>{40, 0}));
  EXPECT_DOUBLE_EQ(found->column_share[1], 1);
  EXPECT_EQ(found->column_people, (std::vector<std::int64_t>{0, 40, 0}));
}

TEST(MinimalUniques, a_unique_of_a_register_is_unique_and_of_a_sample_less_surely) {
  EXPECT_DOUBLE_EQ(match_probability(10, 5, 1), 1);
  EXPECT_DOUBLE_EQ(match_probability(10, 5, 0.5), 0.5);
  EXPECT_DOUBLE_EQ(match_probability(0, 0, 0.5), 0);
}

// The guarantee, enumerated: the longest combination of each row, and every part of it, is had by k real people.
TEST(KanonSynthesis, every_combination_of_every_row_is_had_by_k_people) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    for (const bool fill : {false, true}) {
      const CodedTable real = cases(seed, 400, {6, 4, 7, 3, 3, 3});
      const auto made = kanon_rows(real.view(), {.k = 8, .fill = fill, .seed = seed}, silence);
      ASSERT_TRUE(made.has_value());
      const CodedColumns view = made->view(), outer = real.view();
      EXPECT_EQ(made->rows(), 400U);
      std::int64_t attributes = 0;
      for (std::size_t row = 0; row < made->rows(); ++row) {
        const auto all = attributes_at(view, row);
        attributes += static_cast<std::int64_t>(all.size());
        for (std::size_t set = 1; set < std::size_t{1} << all.size(); ++set) {
          std::vector<std::pair<std::size_t, Level>> part;
          for (std::size_t i = 0; i < all.size(); ++i)
            if ((set >> i & 1U) != 0) part.push_back(all[i]);
          ASSERT_GE(people_with(outer, part), 8) << seed;
        }
      }
      EXPECT_GT(attributes, 400);  // it does not keep the promise by saying nothing
      const auto rare = rare_in(view, outer, 8, 6, silence);
      ASSERT_TRUE(rare.has_value());
      for (const RareCombinations& length : *rare) EXPECT_EQ(length.rare, 0);
    }
  }
}

TEST(KanonSynthesis, counts_are_floored_and_rows_do_not_depend_on_the_order_of_the_file) {
  const CodedTable real = cases(9, 403, {6, 4, 7});
  const auto made = kanon_rows(real.view(), {.k = 10, .seed = 2}, silence), again = kanon_rows(turned(real).view(), {.k = 10, .seed = 2}, silence);
  ASSERT_TRUE(made.has_value() && again.has_value());
  EXPECT_EQ(made->rows(), 400U);
  EXPECT_EQ(made->values, again->values);
  for (std::size_t c = 0; c < 3; ++c)
    for (Level level = 0; int{level} + 1 < real.sizes[c]; ++level)
      EXPECT_LE(people_with(made->view(), {{c, level}}), people_with(real.view(), {{c, level}}) / 10 * 10);
}

TEST(KanonSynthesis, a_person_like_nobody_else_leaves_no_trace) {
  CodedTable real = cases(3, 300, {6, 4, 7});
  for (std::size_t c = 0; c < 3; ++c) ++real.sizes[c], real.values[c].push_back(static_cast<Level>(real.sizes[c] - 1));
  const auto made = kanon_rows(real.view(), {.k = 5}, silence);
  ASSERT_TRUE(made.has_value());
  for (std::size_t c = 0; c < 3; ++c) EXPECT_EQ(people_with(made->view(), {{c, static_cast<Level>(real.sizes[c] - 1)}}), 0);
}

TEST(KanonSynthesis, refuses_k_below_three) {
  EXPECT_EQ(kanon_rows(cases(1, 30, {3, 3}).view(), {.k = 2}, silence).error().kind.rule, "D29");
}

TEST(Rounding, floors_to_the_multiple_below) {
  EXPECT_EQ(floor_to(19, 10), 10);
  EXPECT_EQ(floor_to(20, 10), 20);
  EXPECT_EQ(floor_to(9, 10), 0);
}

// 20,000 cells with count 7 to base 5: mean 7; sd of the mean √(2·3/20,000) = .0173, five of them .087.
TEST(Rounding, at_random_is_unbiased_to_the_two_neighbours_and_the_same_again) {
  RandomRounding::Key key{};
  key[3] = 17;
  const RandomRounding rounding(key);
  double sum = 0;
  for (int cell = 0; cell < 20000; ++cell) {
    const std::int64_t rounded = rounding.round(std::to_string(cell), 7, 5);
    EXPECT_TRUE(rounded == 5 || rounded == 10);
    EXPECT_EQ(rounded, rounding.round(std::to_string(cell), 7, 5));
    sum += static_cast<double>(rounded);
  }
  EXPECT_NEAR(sum / 20000, 7, 0.087);
  EXPECT_EQ(rounding.round("any", 15, 5), 15);
}

}  // namespace
}  // namespace palermo::privacy
