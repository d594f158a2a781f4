// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/progress_bar.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace palermo::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

struct Screen {
  core::Catalogue catalogue{"en"};
  std::ostringstream err;
  steady_clock::time_point now{};
  ProgressBar bar{catalogue, err, [this] { return now; }};
};

TEST(ProgressBar, short_work_draws_nothing) {
  Screen screen;
  screen.bar.begin("cli.help.usage", "", 100, "unit.bytes");
  screen.now += milliseconds(100);
  screen.bar.report(50);
  screen.bar.end();
  EXPECT_EQ(screen.err.str(), "");
}

TEST(ProgressBar, shows_amount_rate_and_the_time_that_is_left) {
  Screen screen;
  screen.bar.begin("cli.help.usage", "north.csv", 100'000'000, "unit.bytes");
  screen.now += milliseconds(2000);
  screen.bar.report(20'000'000);
  EXPECT_NE(screen.err.str().find("north.csv: 20 of 100 MB, 10 MB a second, 0:08 left"), std::string::npos) << screen.err.str();
}

TEST(ProgressBar, promises_no_end_when_the_total_is_unknown) {
  Screen screen;
  screen.bar.begin("cli.help.usage", "north.csv", 0, "unit.bytes");
  screen.now += milliseconds(2000);
  screen.bar.report(20'000'000);
  EXPECT_EQ(screen.err.str().find("left"), std::string::npos) << screen.err.str();
  EXPECT_NE(screen.err.str().find("20 MB"), std::string::npos) << screen.err.str();
}

TEST(ProgressBar, redraws_at_most_ten_times_a_second_and_cleans_up) {
  Screen screen;
  screen.bar.begin("cli.help.usage", "", 1000, "unit.bytes");
  for (int i = 0; i < 1000; ++i) {  // one second
    screen.now += milliseconds(1);
    screen.bar.report(i);
  }
  std::size_t drawn = 0;
  const std::string before = screen.err.str();
  for (std::size_t at = before.find('\r'); at != std::string::npos; at = before.find('\r', at + 1)) ++drawn;
  EXPECT_GT(drawn, 2U);
  EXPECT_LE(drawn, 10U);
  screen.bar.end();
  EXPECT_TRUE(screen.err.str().ends_with("\r\x1b[K"));
}

}  // namespace
}  // namespace palermo::cli
