// SPDX-License-Identifier: Apache-2.0
// For tests: the register as it is shipped.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "palermo/core/bytes.hpp"
#include "palermo/figures/register.hpp"

namespace palermo::figures {

inline std::string file_text(const std::string& name) {
  const auto text = core::read_file(std::string(PALERMO_SOURCE_DIR) + "/data/figures/" + name);
  EXPECT_TRUE(text.has_value()) << name;
  return text.value_or("");
}

inline const FigureRegister& shipped() {
  static const FigureRegister kRegister = [] {
    auto parsed = FigureRegister::parse(file_text("figures.csv"), file_text("questions.yaml"));
    EXPECT_TRUE(parsed.has_value()) << (parsed ? "" : std::string(parsed.error().kind.code) + " " + parsed.error().place.field);
    return parsed ? *parsed : FigureRegister();
  }();
  return kRegister;
}

inline const PublishedFigure& figure(std::string_view id) {
  const auto found = shipped().find(id);
  EXPECT_TRUE(found.has_value()) << id;
  static const PublishedFigure kNone;
  return found ? **found : kNone;
}

}  // namespace palermo::figures
