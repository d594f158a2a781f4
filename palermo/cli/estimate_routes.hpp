// SPDX-License-Identifier: Apache-2.0
// What the verbs of the other routes to a number share: the file they read, shares in words, remarks.
#pragma once

#include <string>
#include <vector>

#include "palermo/cli/context.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/estimate/loglinear_fit.hpp"

namespace palermo::cli {

// The route has no number to give: no share, no model, no pair of lists. The answer says why.
inline constexpr core::ErrorKind kNothingToSay{"estimate.nothing_to_say", core::Exit::refused, "D30"};

struct RouteFile {
  std::string text;
  core::InputFile input;
};
[[nodiscard]] core::Result<RouteFile> read_route_file(const std::string& path);

// 0.3417 -> "34 %", 0.0213 -> "2.1 %".
[[nodiscard]] std::string percent_text(double share, const core::Catalogue& catalogue);
// "34 % (27 % to 42 %)"
[[nodiscard]] std::string percent_range(double share, const estimate::Limits& limits, const core::Catalogue& catalogue);

// {"estimate": x, "interval": [lo, hi]}
[[nodiscard]] core::Value estimate_value(double estimate, const estimate::Limits& limits);

// Remarks as words, and as lines: notes_lines(report.notes, "estimate.rds.note.", catalogue).
template <class Note>
core::Value note_words(const std::vector<Note>& notes) {
  core::Value all(core::Value::Array{});
  for (const Note note : notes) all.push(word(note));
  return all;
}
template <class Note>
std::string note_lines(const std::vector<Note>& notes, const std::string& prefix, const core::Catalogue& catalogue) {
  std::string text;
  for (const Note note : notes) text += "- " + catalogue.text(prefix + std::string(word(note))) + "\n";
  return text;
}

}  // namespace palermo::cli
