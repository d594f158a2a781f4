// SPDX-License-Identifier: Apache-2.0
// A listener who has already asked to stop: for tests of what is left behind then.
#pragma once

#include <cstdint>
#include <string_view>

#include "palermo/core/progress.hpp"

namespace palermo::core {

class Cancelled final : public Progress {
 public:
  void begin(std::string_view, std::string_view, std::int64_t, std::string_view) override {}
  void report(std::int64_t) override {}
  void end() override {}
  [[nodiscard]] bool cancelled() const override { return true; }
};

}  // namespace palermo::core
