// SPDX-License-Identifier: Apache-2.0
// Patience: how long a command may think, and who may tell it to stop. One for the whole command, however many solvers it starts.
//
// Time that is up is no error: the answer says what was not decided. A command that is told to stop ends with core.cancelled.
// Once over, it stays over. Copies share nothing but the listener, which must outlive them. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "palermo/core/progress.hpp"

namespace palermo::compare {

class Patience {
 public:
  Patience() = default;  // without end
  // The clock starts here.
  explicit Patience(std::int64_t time_limit_ms, const core::Progress* listener = nullptr)
      : until_(std::chrono::steady_clock::now() + std::chrono::milliseconds(time_limit_ms)), listener_(listener) {}

  [[nodiscard]] bool out_of_time() const { return until_ && std::chrono::steady_clock::now() >= *until_; }
  [[nodiscard]] bool cancelled() const { return listener_ && listener_->cancelled(); }
  [[nodiscard]] bool over() const { return out_of_time() || cancelled(); }
  [[nodiscard]] bool endless() const { return !until_ && !listener_; }

 private:
  std::optional<std::chrono::steady_clock::time_point> until_;
  const core::Progress* listener_ = nullptr;
};

}  // namespace palermo::compare
