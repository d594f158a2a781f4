// SPDX-License-Identifier: Apache-2.0
// Figure: one chart as SVG and the same values as a table. No chart exists without its table twin.
//
// Every SVG has role="img", a title and a description named by ids that start with Frame::id, dir="ltr" (also in
// right-to-left pages: axes keep their direction), no script, no outside reference, no text under 12 px at its own
// width of 680 px (A4 between margins), and shows each distinction by pattern as well as by colour.
// Same values, same bytes: nothing depends on locale, clock or memory addresses. Pure functions, thread-safe.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "palermo/core/table.hpp"

namespace palermo::chart {

// A text of the chart, already in the reader's language; or, with `data`, a text of a data file (a law's title, a
// country), which is shown as it is and marked as English and not to be translated.
struct Label {
  std::string text;
  bool data = false;

  bool operator==(const Label&) const = default;
};

// What every chart needs around it.
struct Frame {
  std::string id;           // unique in the page, letters, digits and '-': "summary"
  std::string title;        // what is shown; also the caption of the table
  std::string description;  // one sentence for who cannot see it
};

struct Figure {
  std::string svg;
  core::Table table;
  std::set<std::string> data;  // cells and column names of the table that come from data files
};

// Writes an axis value in the reader's language.
using NumberText = std::function<std::string(double)>;

// Names of the two parts of a count: "certain" (solid) and "possible" (hatched).
struct CertainPossible {
  std::string certain, possible;
};

}  // namespace palermo::chart
