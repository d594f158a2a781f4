// SPDX-License-Identifier: Apache-2.0
// ProgressBar: one line on a terminal, redrawn at most ten times a second: how much, how fast, how long still.
//
// The rate is the mean since the stage began. Time comes from the clock that is passed in, so tests need not wait.
// Thread-safe; report() costs a lock and a clock call when nothing is drawn.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <mutex>
#include <string>
#include <string_view>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/progress.hpp"

namespace palermo::cli {

using Clock = std::function<std::chrono::steady_clock::time_point()>;

class ProgressBar final : public core::Progress {
 public:
  // `catalogue` and `err` must outlive the bar.
  ProgressBar(const core::Catalogue& catalogue, std::ostream& err, Clock clock = std::chrono::steady_clock::now);

  void begin(std::string_view what, std::string_view detail, std::int64_t total, std::string_view unit) override;
  void report(std::int64_t done) override;
  void end() override;
  [[nodiscard]] bool cancelled() const override;

 private:
  void draw(std::int64_t done, double elapsed_seconds);

  const core::Catalogue& catalogue_;
  std::ostream& err_;
  Clock clock_;
  std::mutex mutex_;
  std::string what_, detail_, unit_;
  std::int64_t total_ = 0;
  std::chrono::steady_clock::time_point began_, next_;
  bool drawn_ = false;
};

// Listens to nothing, but is cancelled by Ctrl-C.
class QuietProgress final : public core::Progress {
 public:
  void begin(std::string_view, std::string_view, std::int64_t, std::string_view) override {}
  void report(std::int64_t) override {}
  void end() override {}
  [[nodiscard]] bool cancelled() const override;
};

}  // namespace palermo::cli
