// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/progress_bar.hpp"

#include <fmt/format.h>

#include <cmath>
#include <ostream>

#include "palermo/cli/interrupt.hpp"

namespace palermo::cli {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kFirst{300};     // short work draws nothing
constexpr milliseconds kBetween{100};
constexpr std::int64_t kMega = 1'000'000;

double seconds(std::chrono::steady_clock::duration d) { return std::chrono::duration<double>(d).count(); }

std::string minutes(double seconds_left) {
  const auto whole = static_cast<std::int64_t>(std::ceil(seconds_left));
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

ProgressBar::ProgressBar(const core::Catalogue& catalogue, std::ostream& err, Clock clock)
    : catalogue_(catalogue), err_(err), clock_(std::move(clock)) {}

void ProgressBar::begin(std::string_view what, std::string_view detail, std::int64_t total, std::string_view unit) {
  const std::lock_guard lock(mutex_);
  what_ = catalogue_.text(what);
  detail_ = detail;
  unit_ = unit;
  total_ = total;
  began_ = clock_();
  next_ = began_ + kFirst;
}

void ProgressBar::report(std::int64_t done) {
  const std::lock_guard lock(mutex_);
  const auto now = clock_();
  if (now < next_) return;
  next_ = now + kBetween;
  draw(done, seconds(now - began_));
}

void ProgressBar::draw(std::int64_t done, double elapsed_seconds) {
  const bool bytes = unit_ == "unit.bytes";
  const std::int64_t scale = bytes ? kMega : 1;
  const double rate = elapsed_seconds > 0 ? static_cast<double>(done) / elapsed_seconds : 0;
  const bool known = total_ > 0 && rate > 0;
  const double left = known ? static_cast<double>(total_ - done) / rate : 0;
  err_ << "\r\x1b[K"
       << catalogue_.text(known ? "cli.progress.known" : "cli.progress.unknown",
                          {{"what", what_},
                           {"detail", detail_},
                           {"done", done / scale},
                           {"total", total_ / scale},
                           {"rate", static_cast<std::int64_t>(rate) / scale},
                           {"unit", catalogue_.text(bytes ? "cli.progress.megabytes" : unit_)},
                           {"left", minutes(left)}})
       << std::flush;
  drawn_ = true;
}

void ProgressBar::end() {
  const std::lock_guard lock(mutex_);
  if (drawn_) err_ << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

bool ProgressBar::cancelled() const { return interrupted(); }
bool QuietProgress::cancelled() const { return interrupted(); }

}  // namespace palermo::cli
