// SPDX-License-Identifier: Apache-2.0
// What the tests of `palermo estimate` share: a call as one types it, and its answer.
#pragma once

#include <gtest/gtest.h>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/value.hpp"

namespace palermo::cli {

inline bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

inline Said estimate_call(std::vector<std::string> words) {
  words.insert(words.begin(), {"--data", std::string(PALERMO_SOURCE_DIR) + "/data", "--quiet", "estimate"});
  return call(words);
}

inline core::Value json(const Said& said) {
  const auto value = core::parse_json(said.out, "answer");
  EXPECT_TRUE(value.has_value()) << said.out.substr(0, 300) << said.err;
  return value ? *value : core::Value();
}

}  // namespace palermo::cli
