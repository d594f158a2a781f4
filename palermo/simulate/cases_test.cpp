// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/cases.hpp"

#include <gtest/gtest.h>

#include "palermo/simulate/records.hpp"
#include "palermo/simulate/world_test.hpp"

namespace palermo::simulate {
namespace {

std::string made(const Scratch& scratch, CasesOptions options, const std::string& name) {
  core::Silence silence;
  options.replace = true;
  if (!write_cases(options, scratch.path(name), silence)) return "failed";
  return *core::read_file(scratch.path(name), std::int64_t{1} << 30);
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

TEST(Cases, the_bytes_depend_on_the_seed_and_not_on_the_threads) {
  const Scratch scratch;
  const std::string one = made(scratch, {.seed = 2, .rows = 40000, .threads = 1}, "one.csv.gz");
  EXPECT_EQ(*core::sha256_file(scratch.path("one.csv.gz")), (made(scratch, {.seed = 2, .rows = 40000, .threads = 4}, "four.csv.gz"),
                                                             *core::sha256_file(scratch.path("four.csv.gz"))));
  EXPECT_EQ(one, made(scratch, {.seed = 2, .rows = 40000, .threads = 3}, "plain.csv")) << "gzip holds the same text";
  EXPECT_NE(one, made(scratch, {.seed = 3, .rows = 40000}, "other.csv"));
}

TEST(Cases, have_as_many_rows_as_asked_for_and_63_columns) {
  const Scratch scratch;
  for (const std::int64_t rows : {0, 1, 16384, 16385}) {
    const Rows file = read_rows(made(scratch, {.rows = rows}, "cases.csv.gz"));
    EXPECT_EQ(file.header.size(), 63U);
    EXPECT_EQ(file.rows.size(), static_cast<std::size_t>(rows));
  }
}

TEST(Cases, a_longer_file_begins_with_the_rows_of_a_shorter_one) {
  const Scratch scratch;
  EXPECT_TRUE(made(scratch, {.rows = 20000}, "long.csv").starts_with(made(scratch, {.rows = 500}, "short.csv")));
}

TEST(Cases, a_file_of_the_user_is_never_overwritten_unless_that_is_asked_for) {
  const Scratch scratch;
  core::Silence silence;
  const std::string path = scratch.path("register.csv");
  ASSERT_TRUE(core::write_file(path, "precious"));
  const core::Done done = write_cases({.rows = 10}, path, silence);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind.code, "simulate.file_exists");
  EXPECT_EQ(done.error().kind.exit, core::Exit::usage);
  EXPECT_EQ(*core::read_file(path), "precious");
  EXPECT_TRUE(write_cases({.rows = 10, .replace = true}, path, silence));
  EXPECT_NE(*core::read_file(path), "precious");
}

TEST(Cases, an_interrupted_file_leaves_nothing_and_keeps_what_stood_there) {
  const Scratch scratch;
  ASSERT_NE(made(scratch, {.rows = 10}, "cases.csv"), "failed");
  const std::string before = *core::read_file(scratch.path("cases.csv"));
  for (const int after : {0, 1, 2}) {
    Cancelled progress(after);
    const core::Done done = write_cases({.rows = 100000, .threads = 1, .replace = true}, scratch.path("cases.csv"), progress);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind.code, "core.cancelled");
    EXPECT_EQ(scratch.names(), std::vector<std::string>{"cases.csv"});
    EXPECT_EQ(*core::read_file(scratch.path("cases.csv")), before);
  }
}

TEST(Cases, a_folder_that_does_not_exist_is_an_error) {
  const Scratch scratch;
  core::Silence silence;
  const core::Done done = write_cases({.rows = 10}, scratch.path("nowhere/cases.csv"), silence);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind.code, "output.cannot_write");
  EXPECT_EQ(write_cases({.rows = -1}, scratch.path("cases.csv"), silence).error().kind.code, "simulate.bad_rows");
}

}  // namespace
}  // namespace palermo::simulate
