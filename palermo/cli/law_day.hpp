// SPDX-License-Identifier: Apache-2.0
// A single day, as verbs that ask for the law of one day read it.
#pragma once

#include <string>

#include "palermo/core/partial_date.hpp"

namespace palermo::cli {

inline constexpr core::ErrorKind kBadDay{"observatory.bad_day", core::Exit::usage};

[[nodiscard]] inline core::Result<core::Day> one_day(const std::string& text) {
  const auto date = core::parse_date(text);
  if (!date || !date->days.exact()) return core::fail(kBadDay, {}, {{"date", text}});
  return *date->days.min;
}

}  // namespace palermo::cli
