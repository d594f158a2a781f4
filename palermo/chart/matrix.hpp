// SPDX-License-Identifier: Apache-2.0
// Matrix of three-valued shares: in each cell a strip split into true (solid), unknown (hatched) and false (white).
//
// Under each strip stand the three shares, always in this order: true at the left, unknown in the middle, false at the
// right. A cell whose shares are not shown says so in words.
#pragma once

#include <string>
#include <vector>

#include "palermo/chart/figure.hpp"

namespace palermo::chart {

struct SplitCell {
  bool shown = true;
  double yes = 0, unknown = 0;  // shares in [0, 1]; the rest is false
  std::string yes_text = {}, unknown_text = {}, no_text = {};
};

struct MatrixRow {
  Label label;       // "act"
  Label note;        // under the label, smaller: "art. 3(a)"; may be empty
  std::vector<SplitCell> cells;  // one a column
};

struct MatrixGroup {
  Label label;
  std::vector<MatrixRow> rows;
};

struct Matrix {
  Frame frame;
  std::vector<Label> columns;  // at most six fit on a page
  std::vector<MatrixGroup> groups;
  std::string yes, unknown, no, not_shown;         // the words of the key
  std::string group_name, row_name, note_name;     // heads of the table's columns
};

[[nodiscard]] Figure draw(const Matrix& matrix);

}  // namespace palermo::chart
