// SPDX-License-Identifier: Apache-2.0
// Ranges: values that are a number, lie between two ends, or are known from one side only, on a linear axis from zero.
//
//   RangeChart chart{.frame = {"rivals", "People in forced labour", "..."}, .panels = {{.label = {"modelled"}, .rows = {{.label = {"ILO"}, .known = Range{.lo = 20.9e6, .hi = 20.9e6}, .shown = "20,900,000"}}}}, ...};
//   Figure figure = draw(chart);
//
// A number is a square, a range a line with two ends, "more than" and "up to" arrows. Around it, hatched, may stand what cannot be excluded.
// Each panel has its own axis, so that values of two panels cannot be read against each other; nothing joins the rows of a panel.
// Rows stand in the order given: a caller that sorts them by value makes a league table (SAFEGUARDS.md, D31).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "palermo/chart/figure.hpp"

namespace palermo::chart {

struct Range {
  double lo = 0, hi = 0;                 // 0 <= lo <= hi
  bool open_lo = false, open_hi = false;  // "up to hi", "more than lo"; never both
};

struct RangeRow {
  Label label;
  Label note = {};                        // under the label, smaller; may be empty
  std::optional<Range> known = {};        // nothing: no value, the row says why in `shown`
  std::optional<Range> possible = {};     // hatched
  std::string shown;
};

struct RangePanel {
  Label label;
  Label note = {};
  std::vector<RangeRow> rows;
  double top = 0;  // the end of its axis; 0: the largest value
};

struct RangeChart {
  Frame frame;
  std::vector<RangePanel> panels;
  CertainPossible words;                                     // the key of known and hatched; empty words: no key
  std::string panel_name, row_name, note_name, value_name;  // heads of the table's columns
  NumberText number;
};

[[nodiscard]] Figure draw(const RangeChart& chart);

}  // namespace palermo::chart
