// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/lists_stream.hpp"

#include <cmath>
#include <map>
#include <set>

#include "palermo/simulate/lists_test.hpp"
#include "palermo/simulate/world_test.hpp"

namespace palermo::simulate {
namespace {

OneListOptions of(std::int64_t records, double duplicates, unsigned threads = 0) {
  OneListOptions options{.lists = default_lists(), .records = records, .threads = threads};
  options.lists.seed = 9;
  options.lists.duplicates = duplicates;
  return options;
}

std::pair<std::string, std::string> written(const OneListOptions& options) {
  const Scratch scratch;
  core::Silence silence;
  auto folder = core::OutputFolder::open(scratch.path("lists"), "lists");
  if (!folder || !write_one_list(our_book(), options, *folder, silence) || !folder->commit()) return {};
  return {*core::read_file(scratch.path("lists/list.csv")), *core::read_file(scratch.path("lists/truth.csv"))};
}

class Cancelled final : public core::Progress {
 public:
  explicit Cancelled(int after) : left_(after) {}
  void begin(std::string_view, std::string_view, std::int64_t, std::string_view) override {}
  void report(std::int64_t) override {}
  void end() override {}
  [[nodiscard]] bool cancelled() const override { return left_-- <= 0; }

 private:
  mutable int left_;
};

TEST(Shuffle, is_a_permutation) {
  for (const std::uint64_t n : {1, 2, 3, 7, 100, 4096, 10007}) {
    const Shuffle shuffle(5, n);
    std::set<std::uint64_t> seen;
    for (std::uint64_t i = 0; i < n; ++i) {
      EXPECT_LT(shuffle(i), n);
      seen.insert(shuffle(i));
    }
    EXPECT_EQ(seen.size(), n);
  }
}

TEST(OneList, a_fifth_of_the_records_are_second_records_and_stand_anywhere) {
  const auto [list, truth] = written(of(20000, 0.2));
  const Rows rows = read_rows(list);
  ASSERT_EQ(rows.rows.size(), 20000U);
  std::map<std::string, int> records;
  std::set<std::string> ids;
  std::size_t second_in_first_half = 0;
  std::size_t i = 0;
  for (const auto& row : read_rows(truth).rows) {
    EXPECT_EQ(row.at("record_id"), rows.rows.at(i).at("record_id"));
    ids.insert(row.at("record_id"));
    if (++records[row.at("person_id")] == 2 && i < 10000) ++second_in_first_half;
    ++i;
  }
  EXPECT_EQ(ids.size(), 20000U);
  EXPECT_EQ(records.size(), 16000U);
  for (const auto& [person, n] : records) EXPECT_LE(n, 2);
  EXPECT_NEAR(static_cast<double>(second_in_first_half), 1000, 4 * std::sqrt(4000 * 0.25 * 0.75)) << "both records in the first half: a quarter";
}

TEST(OneList, the_bytes_do_not_depend_on_the_threads) {
  const auto one = written(of(40000, 0.2, 1));
  ASSERT_FALSE(one.first.empty());
  EXPECT_EQ(one, written(of(40000, 0.2, 3)));
}

TEST(OneList, an_interrupted_list_leaves_nothing) {
  for (const int after : {0, 1, 2}) {
    const Scratch scratch;
    {
      auto folder = core::OutputFolder::open(scratch.path("lists"), "lists");
      ASSERT_TRUE(folder);
      Cancelled progress(after);
      const core::Done done = write_one_list(our_book(), of(100000, 0, 1), *folder, progress);
      ASSERT_FALSE(done);
      EXPECT_EQ(done.error().kind.code, "core.cancelled");
    }
    EXPECT_TRUE(scratch.names().empty());
  }
}

TEST(OneList, refuses_what_cannot_be) {
  for (const OneListOptions& options : {of(0, 0), of(kMostStreamed + 1, 0), of(100, 0.7)}) {
    const core::Done done = check(options, our_book());
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind.code, "simulate.bad_lists");
  }
}

}  // namespace
}  // namespace palermo::simulate
