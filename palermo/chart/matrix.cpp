// SPDX-License-Identifier: Apache-2.0
#include "palermo/chart/matrix.hpp"

#include <algorithm>

#include "palermo/chart/svg.hpp"

namespace palermo::chart {
namespace {

constexpr double kLabelWidth = 170;
constexpr double kStrip = 14;
constexpr double kRow = 46;
constexpr double kGap = 18;
constexpr std::string_view kColour = kSeries[0];

void draw_cell(Svg& svg, const SplitCell& cell, const std::string& not_shown, double x, double y, double width) {
  if (!cell.shown) {
    svg.path("M" + coordinate(x) + ' ' + coordinate(y + kStrip) + 'h' + coordinate(width), "none", kAxis, 1, "2 3");
    svg.paragraph(x, y + kStrip + 15, {not_shown}, width, {.size = kSmall, .colour = kQuiet});
    return;
  }
  const double yes = width * cell.yes, unknown = width * cell.unknown;
  svg.rect(x, y, width, kStrip, "#FFFFFF", kAxis);
  if (unknown > 0) svg.rect(x + yes, y, unknown, kStrip, svg.hatch(kColour), kColour);
  if (yes > 0) svg.rect(x, y, yes, kStrip, kColour, kColour);
  const double base = y + kStrip + 15;
  svg.text(x, base, {cell.yes_text}, {.size = kSmall, .bold = true});
  svg.text(x + width / 2, base, {cell.unknown_text}, {.size = kSmall, .colour = kQuiet, .anchor = "middle"});
  svg.text(x + width, base, {cell.no_text}, {.size = kSmall, .colour = kQuiet, .anchor = "end"});
}

double draw_key(Svg& svg, const Matrix& matrix) {
  double x = 0;
  const std::vector<std::pair<std::string, std::string>> parts = {
      {matrix.yes, std::string(kColour)}, {matrix.unknown, svg.hatch(kColour)}, {matrix.no, "#FFFFFF"}};
  for (const auto& [word, fill] : parts) {
    svg.rect(x, 2, 22, 12, fill, fill == "#FFFFFF" ? kAxis : kColour);
    svg.text(x + 28, 13, {word}, {.colour = kQuiet});
    x += 28 + text_width(word, kNormal) + 20;
  }
  return 26;
}

double draw_heads(Svg& svg, const Matrix& matrix, double y, double cell_width) {
  double lines = 1;
  for (const Label& column : matrix.columns)
    lines = std::max(lines, static_cast<double>(wrap(column.text, cell_width, kSmall).size()));
  for (std::size_t i = 0; i < matrix.columns.size(); ++i)
    svg.paragraph(kLabelWidth + kGap + static_cast<double>(i) * (cell_width + kGap), y + 14, matrix.columns[i], cell_width,
                  {.size = kSmall, .bold = true});
  return y + lines * kSmall * kLineHeight + 8;
}

double draw_group(Svg& svg, const Matrix& matrix, const MatrixGroup& group, double y, double cell_width) {
  svg.line(0, y + 2, kWidth, y + 2, kAxis);
  y = svg.paragraph(0, y + 20, group.label, kWidth, {.bold = true}) - 4;
  for (const MatrixRow& row : group.rows) {
    const double note = svg.paragraph(0, y + 12, row.label, kLabelWidth);
    const double end = row.note.text.empty() ? note : svg.paragraph(0, note - 1, row.note, kLabelWidth, {.size = kSmall, .colour = kQuiet});
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      draw_cell(svg, row.cells[i], matrix.not_shown, kLabelWidth + kGap + static_cast<double>(i) * (cell_width + kGap), y, cell_width);
    y = std::max(y + kRow, end);
  }
  return y + 4;
}

void fill_table(const Matrix& matrix, Figure& figure) {
  core::Table& table = figure.table;
  table.caption = matrix.frame.title;
  table.columns = {{matrix.group_name}, {matrix.row_name}, {matrix.note_name}};
  const auto seen = [&figure](const Label& label) { if (label.data) figure.data.insert(label.text); };
  // Few columns have room for the three shares in one line.
  const std::string between = matrix.columns.size() <= 2 ? "\u00A0·\u00A0" : "\u00A0· ";
  for (const Label& column : matrix.columns) {
    table.columns.push_back({column.text, true});
    seen(column);
  }
  for (const MatrixGroup& group : matrix.groups)
    for (const MatrixRow& row : group.rows) {
      std::vector<std::string> cells = {group.label.text, row.label.text, row.note.text};
      seen(group.label), seen(row.label), seen(row.note);
      for (const SplitCell& cell : row.cells)
        cells.push_back(cell.shown ? cell.yes_text + between + cell.unknown_text + between + cell.no_text : matrix.not_shown);
      table.rows.push_back(std::move(cells));
    }
}

}  // namespace

Figure draw(const Matrix& matrix) {
  Figure figure;
  fill_table(matrix, figure);
  Svg svg(matrix.frame);
  const double columns = std::max<double>(1, static_cast<double>(matrix.columns.size()));
  const double cell_width = std::min(220.0, (kWidth - kLabelWidth - columns * kGap) / columns);
  double y = draw_heads(svg, matrix, draw_key(svg, matrix), cell_width);
  for (const MatrixGroup& group : matrix.groups) y = draw_group(svg, matrix, group, y, cell_width);
  figure.svg = svg.finish(y + 4);
  return figure;
}

}  // namespace palermo::chart
