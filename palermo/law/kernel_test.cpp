// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "palermo/core/random.hpp"
#include "palermo/law/kernel_decode.hpp"
#include "palermo/law/kernel_logic.hpp"
#include "palermo/law/kernel_tally.hpp"

namespace palermo::law {
namespace {

constexpr std::size_t kLengths[] = {0, 1, 63, 64, 65, 511, 512, 513, 1000, kBlockRecords - 1, kBlockRecords};

CodeTable random_table(core::Stream& random, unsigned codes) {
  CodeTable table;
  for (unsigned code = 0; code < codes; ++code) table.set(static_cast<std::uint8_t>(code), static_cast<Truth>(random.below(3)));
  return table;
}

std::vector<std::uint8_t> random_codes(core::Stream& random, std::size_t n) {
  std::vector<std::uint8_t> codes(n);
  for (std::uint8_t& code : codes) code = static_cast<std::uint8_t>(random.below(random.chance(0.5) ? 16 : 256));
  return codes;
}

Truth at(const PlaneWords& yes, const PlaneWords& no, std::size_t record) { return bit(yes.data(), record) ? Truth::yes : bit(no.data(), record) ? Truth::no : Truth::unknown; }

TEST(Decode, every_level_gives_each_record_the_truth_of_its_code) {
  core::Stream random(7, "law.kernel_test.decode");
  for (const unsigned width : {0u, 3u, 16u, 17u, 200u, 256u}) {
    const CodeTable table = random_table(random, width);
    for (const std::size_t n : kLengths) {
      const std::vector<std::uint8_t> codes = random_codes(random, n);
      for (const Level level : levels()) {
        PlaneWords yes(plane_words(n), ~Word{0}), no(plane_words(n), ~Word{0});
        decode(codes, table, yes.data(), no.data(), level);
        for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(at(yes, no, i), table[codes[i]]);
        ASSERT_EQ(count_bits(yes.data(), plane_words(n) * 64), count_bits(yes.data(), n)) << "bits past the last record";
        ASSERT_EQ(count_bits(no.data(), plane_words(n) * 64), count_bits(no.data(), n)) << "bits past the last record";
      }
    }
  }
}

TEST(Decode, a_code_may_change_its_mind) {
  CodeTable table;
  table.set(200, Truth::yes);
  EXPECT_FALSE(table.narrow());
  table.set(200, Truth::no);
  table.set(200, Truth::unknown);
  EXPECT_TRUE(table.narrow());
  EXPECT_EQ(table[200], Truth::unknown);
}

TEST(Decode, two_byte_codes_past_the_table_say_nothing) {
  const std::vector<std::uint16_t> codes{0, 1, 2, 3, 65535};
  const std::vector<Truth> table{Truth::yes, Truth::no, Truth::unknown, Truth::yes};
  PlaneWords yes(plane_words(5)), no(plane_words(5));
  decode(codes, table, yes.data(), no.data());
  EXPECT_EQ(yes[0], 0b01001u);
  EXPECT_EQ(no[0], 0b00010u);
}

TEST(Compare, every_level_agrees_with_the_interval_read_one_by_one) {
  core::Stream random(7, "law.kernel_test.compare");
  const std::int64_t bounds[] = {-40000, -32769, -32768, -32767, -1, 0, 18, 21, 32766, 32767, 32768, 40000};
  for (const std::size_t n : kLengths) {
    std::vector<std::int16_t> lo(n), hi(n);
    for (std::size_t i = 0; i < n; ++i) {
      lo[i] = random.chance(0.2) ? kNoLowest : static_cast<std::int16_t>(random.chance(0.2) ? 32767 : random.below(40));
      hi[i] = random.chance(0.2) ? kNoHighest : static_cast<std::int16_t>(random.chance(0.2) ? -32768 : random.below(40));
    }
    for (const std::int64_t bound : bounds) {
      for (const Level level : levels()) {
        PlaneWords yes(plane_words(n), ~Word{0}), no(plane_words(n), ~Word{0});
        compare({lo.data(), hi.data()}, n, bound, yes.data(), no.data(), level);
        for (std::size_t i = 0; i < n; ++i) {
          const bool sane = lo[i] <= hi[i];
          const Truth less = !sane ? Truth::unknown : hi[i] != kNoHighest && hi[i] < bound ? Truth::yes
                             : lo[i] != kNoLowest && lo[i] >= bound ? Truth::no : Truth::unknown;
          ASSERT_EQ(at(yes, no, i), less) << lo[i] << ".." << hi[i] << " < " << bound;
        }
      }
    }
  }
}

TEST(Execute, every_level_does_each_operation_also_over_its_own_operand) {
  core::Stream random(7, "law.kernel_test.execute");
  const std::vector<Instruction> code{{Op::any2, 4, {0, 1}}, {Op::any3, 5, {1, 2, 4}}, {Op::any4, 6, {0, 1, 2, 3}}, {Op::all2, 7, {0, 1}},
                                      {Op::all3, 8, {1, 2, 6}}, {Op::all4, 9, {0, 1, 2, 3}}, {Op::without, 10, {0, 1}}, {Op::copy, 11, {2}},
                                      {Op::zeros, 12, {}}, {Op::ones, 13, {}}, {Op::without, 4, {4, 3}}};
  constexpr std::size_t kPlanes = 14;
  for (const std::size_t words : {kLaneWords, 3 * kLaneWords, kBlockWords}) {
    PlaneWords start(kPlanes * words);
    for (Word& word : start) word = random();
    for (const Level level : levels()) {
      PlaneWords planes = start;
      Word* table[kPlanes];
      for (std::size_t i = 0; i < kPlanes; ++i) table[i] = planes.data() + i * words;
      execute(code, table, words, level);
      for (std::size_t w = 0; w < words; ++w) {
        const Word a = table[0][w], b = table[1][w], c = table[2][w], d = table[3][w];
        const Word expected[] = {(a | b) & ~d, a | b | c, a | b | c | d, a & b, b & c & (a | b | c | d), a & b & c & d, a & ~b, c, 0, ~Word{0}};
        for (std::size_t i = 0; i < std::size(expected); ++i) ASSERT_EQ(table[4 + i][w], expected[i]) << "plane " << 4 + i;
      }
    }
  }
}

TEST(TallyBy, sums_over_the_categories_are_the_tally_and_each_record_is_counted_once) {
  core::Stream random(7, "law.kernel_test.tally");
  for (const std::size_t n : kLengths) {
    Planes finding(n), out(n);
    std::vector<std::uint8_t> category(n);
    std::vector<Tally> naive(5), counted(5);
    for (std::size_t i = 0; i < n; ++i) {
      const auto outcome = random.below(4);
      if (outcome == 3) out.state(i, Truth::yes);
      else finding.state(i, static_cast<Truth>(outcome));
      category[i] = static_cast<std::uint8_t>(random.below(5));
      ++naive[category[i]].by_outcome[outcome];
    }
    const FindingView view{finding.yes.data(), finding.no.data(), out.yes.data()};
    tally_by(category, view, counted);
    EXPECT_EQ(counted, naive);
    Tally sum;
    for (const Tally& t : counted) sum += t;
    for (const Level level : levels()) EXPECT_EQ(tally(view, n, level), sum);
    EXPECT_EQ(sum.records(), static_cast<std::int64_t>(n));
    std::vector<Tally> wide(5);
    tally_by(std::vector<std::uint16_t>(category.begin(), category.end()), view, wide);
    EXPECT_EQ(wide, naive);
  }
}

}  // namespace
}  // namespace palermo::law
