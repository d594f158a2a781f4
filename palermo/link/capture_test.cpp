// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/capture.hpp"

#include <gtest/gtest.h>

#include "palermo/link/graph_test.hpp"

namespace palermo::link {
namespace {

using testing::lists_of;
using testing::pair_of;
using testing::World;

TEST(Capture, a_persons_history_is_the_lists_she_has_a_record_on) {
  const AdmittedLists lists = lists_of({true, true, false});
  const std::vector<ListIndex> list_of{0, 0, 1, 2, 2, 2};
  const People people{{0, 1, 1, 1, 2, 2}, 3};  // a; a+b+c; twice on c
  const auto table = capture_table(people, list_of, lists);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->cells(), (std::vector<core::CaptureCell>{{1, 1, "", 0}, {4, 1, "", 0}, {7, 1, "", 0}}));
  EXPECT_EQ(table->observed(), 3);
}

TEST(Capture, a_list_on_which_nobody_is_is_told) {
  const auto table = capture_table({{0}, 1}, std::vector<ListIndex>{0}, lists_of({true, true}));
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().kind.code, "capture.empty_list");
}

CaptureDraws some_draws() {
  World world{lists_of({true, true}), {0, 0, 1, 1}, {pair_of(0, 2, 1), pair_of(1, 3, -1)}, {}, {}, {}};
  core::Silence silence;
  const auto sample = *sample_partitions(world.evidence(), world.people(), {.seed = 18446744073709551615ULL, .draws = 5}, silence);
  return {{"list 1", "list 2"}, DrawnFrom::partitions, 18446744073709551615ULL, *capture_table(world.people(), world.list_of, world.lists),
          *capture_tables(sample, world.evidence(), silence)};
}

TEST(Capture, draws_are_read_back_as_they_were_written) {
  const CaptureDraws draws = some_draws();
  const std::string text = to_json_lines(draws);
  EXPECT_TRUE(text.starts_with("{\"not for release\":true,\"format\":\"palermo-link-capture/1\"")) << text.substr(0, 80);
  const auto read = parse_capture_draws(text, "draws.jsonl");
  ASSERT_TRUE(read) << read.error().args.at("reason");
  EXPECT_EQ(read->lists, draws.lists);
  EXPECT_EQ(read->seed, draws.seed);
  EXPECT_EQ(read->from, DrawnFrom::partitions);
  ASSERT_EQ(read->draws.size(), 5U);
  ASSERT_TRUE(read->point);
  EXPECT_EQ(read->point->cells(), draws.point->cells());
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(read->draws[i].cells(), draws.draws[i].cells());
}

TEST(Capture, a_damaged_file_of_draws_is_refused_with_the_line_and_the_reason) {
  const std::string head = R"({"not for release":true,"format":"palermo-link-capture/1","from":"partitions","seed":"1","draws":1,"lists":["a","b"]})" "\n";
  const std::string good = R"({"draw":1,"people":3,"cells":[{"history":"10","count":2},{"history":"01","count":1}]})" "\n";
  ASSERT_TRUE(parse_capture_draws(head + good, "f"));
  const auto reason = [](const std::string& text) {
    const auto read = parse_capture_draws(text, "f");
    if (read) return std::string("none");
    return read.error().kind.code == "link.bad_capture_file" ? read.error().args.at("reason") : std::string(read.error().kind.code);
  };
  EXPECT_EQ(reason(""), "head");
  EXPECT_EQ(reason(good), "format");
  EXPECT_EQ(reason(head), "cut_short");
  EXPECT_EQ(reason(head + good + good), "order");
  EXPECT_EQ(reason(head + "oops\n"), "line");
  EXPECT_EQ(reason(head + R"({"draw":1,"people":4,"cells":[{"history":"10","count":2},{"history":"01","count":1}]})"), "people");
  EXPECT_EQ(reason(head + R"({"draw":1,"people":2,"cells":[{"history":"2","count":2}]})"), "cells");
  EXPECT_EQ(reason(head + R"({"draw":1,"people":2,"cells":[{"history":"10","count":2}]})"), "capture.empty_list");
  const auto damaged = parse_capture_draws(head + "oops\n", "f");
  EXPECT_EQ(damaged.error().place.line, 2);
}

}  // namespace
}  // namespace palermo::link
