// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/estimate_routes.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "palermo/cli/estimate_words.hpp"
#include "palermo/core/bytes.hpp"

namespace palermo::cli {

core::Result<RouteFile> read_route_file(const std::string& path) {
  PALERMO_TRY(std::string text, core::read_file(path));
  core::InputFile input{std::filesystem::path(path).filename().string(), core::sha256_hex(text), static_cast<std::int64_t>(text.size())};
  return RouteFile{std::move(text), std::move(input)};
}

std::string percent_text(double share, const core::Catalogue& catalogue) {
  constexpr double kTwoFiguresFrom = 9.95;
  const double percent = 100 * share;
  const std::string number = percent >= kTwoFiguresFrom || percent == 0 ? fmt::format("{:.0f}", percent) : fmt::format("{:.1f}", percent);
  return catalogue.text("estimate.percent", {{"number", number}});
}

std::string percent_range(double share, const estimate::Limits& limits, const core::Catalogue& catalogue) {
  return catalogue.text("estimate.range", {{"point", percent_text(share, catalogue)}, {"lo", percent_text(limits.lo, catalogue)}, {"hi", percent_text(limits.hi, catalogue)}});
}

core::Value estimate_value(double estimate, const estimate::Limits& limits) {
  core::Value value;
  value.set("estimate", number_value(estimate));
  value.set("interval", interval_value(limits));
  return value;
}

}  // namespace palermo::cli
