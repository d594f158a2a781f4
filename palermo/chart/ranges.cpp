// SPDX-License-Identifier: Apache-2.0
#include "palermo/chart/ranges.hpp"

#include <algorithm>

#include "palermo/chart/scale.hpp"
#include "palermo/chart/svg.hpp"

namespace palermo::chart {
namespace {

constexpr double kWidestLabel = 230;
constexpr double kMark = 9;
constexpr double kWhisker = 5;
constexpr double kArrow = 7;
constexpr double kArrowLength = 46;
constexpr double kBand = 14;
constexpr double kGap = 16;
constexpr double kLabelStep = kNormal * kLineHeight, kNoteStep = kSmall * kLineHeight;
constexpr std::string_view kColour = kSeries[0];

struct Layout {
  double label_width = 60, value_width = 0;
};

std::vector<std::string> note_lines(const RangeRow& row) {
  return row.note.text.empty() ? std::vector<std::string>{} : wrap(row.note.text, kWidestLabel, kSmall);
}

double height_of(const RangeRow& row) {
  const auto labels = static_cast<double>(wrap(row.label.text, kWidestLabel, kNormal).size());
  return std::max(27.0, labels * kLabelStep + static_cast<double>(note_lines(row).size()) * kNoteStep + 9);
}

Layout measure(const RangeChart& chart) {
  Layout layout;
  for (const RangePanel& panel : chart.panels)
    for (const RangeRow& row : panel.rows) {
      for (const std::string& line : wrap(row.label.text, kWidestLabel, kNormal)) layout.label_width = std::max(layout.label_width, text_width(line, kNormal));
      for (const std::string& line : note_lines(row)) layout.label_width = std::max(layout.label_width, text_width(line, kSmall));
      layout.value_width = std::max(layout.value_width, text_width(row.shown, kNormal));
    }
  return layout;
}

double largest_of(const RangePanel& panel) {
  double largest = panel.top;
  const auto widen = [&](const std::optional<Range>& range) {
    if (range) largest = std::max(largest, range->open_hi ? range->lo * 1.25 : range->hi);
  };
  for (const RangeRow& row : panel.rows) widen(row.known), widen(row.possible);
  return largest;
}

Scale scale_of(const RangePanel& panel, const Layout& layout) {
  const double from = layout.label_width + kGap, to = kWidth - layout.value_width - kGap;
  if (panel.top <= 0) return make_scale(largest_of(panel), from, to, 1e-6);
  Scale scale{from, to, panel.top, {}};
  for (int i = 0; i <= 4; ++i) scale.ticks.push_back(panel.top * i / 4);
  return scale;
}

void arrow_head(Svg& svg, double tip, double y, double back) {
  svg.line(tip + back, y - kWhisker, tip, y, kColour, 2);
  svg.line(tip + back, y + kWhisker, tip, y, kColour, 2);
}

void draw_known(Svg& svg, const Range& range, const Scale& scale, double y) {
  const double left = scale.at(range.lo), right = scale.at(range.hi);
  if (range.open_hi) {
    const double tip = std::min(left + kArrowLength, scale.to);
    svg.line(left, y - kWhisker, left, y + kWhisker, kColour, 2);
    svg.line(left, y, tip, y, kColour, 2);
    arrow_head(svg, tip, y, -kArrow);
  } else if (range.open_lo) {
    const double tip = std::max(right - kArrowLength, scale.from);
    svg.line(right, y - kWhisker, right, y + kWhisker, kColour, 2);
    svg.line(tip, y, right, y, kColour, 2);
    arrow_head(svg, tip, y, kArrow);
  } else if (right - left < 2) {
    svg.rect((left + right) / 2 - kMark / 2, y - kMark / 2, kMark, kMark, kColour);
  } else {
    svg.line(left, y, right, y, kColour, 4);
    svg.line(left, y - kWhisker, left, y + kWhisker, kColour, 2);
    svg.line(right, y - kWhisker, right, y + kWhisker, kColour, 2);
  }
}

void draw_row(Svg& svg, const RangeRow& row, const Scale& scale, double y) {
  const double height = height_of(row), middle = y + height / 2;
  const double next = svg.paragraph(0, y + 15, row.label, kWidestLabel);
  if (!row.note.text.empty()) svg.paragraph(0, next - 1, row.note, kWidestLabel, {.size = kSmall, .colour = kQuiet});
  if (row.possible && row.possible->hi > row.possible->lo) {
    const double left = scale.at(row.possible->lo);
    svg.rect(left, middle - kBand / 2, scale.at(row.possible->hi) - left, kBand, svg.hatch(kQuiet), kQuiet);
  }
  if (row.known) draw_known(svg, *row.known, scale, middle);
  svg.text(kWidth, middle + 4.5, {row.shown}, {.anchor = "end", .bold = row.known.has_value()});
}

// Labels of ticks that would stand in each other are left out; their lines stay.
void draw_axis(Svg& svg, const Scale& scale, const NumberText& number, double top, double bottom) {
  double free_from = 0;
  for (const double tick : scale.ticks) {
    const std::string text = number(tick);
    const double half = text_width(text, kSmall) / 2;
    svg.line(scale.at(tick), top, scale.at(tick), bottom, tick == 0 ? kAxis : kGrid);
    if (scale.at(tick) - half < free_from) continue;
    svg.text(scale.at(tick), top - 6, {text}, {.size = kSmall, .colour = kQuiet, .anchor = "middle"});
    free_from = scale.at(tick) + half + 8;
  }
}

// A piece of each sign with its word. Returns the height used.
double draw_signs(Svg& svg, const CertainPossible& words) {
  if (words.certain.empty() && words.possible.empty()) return 0;
  double x = 0;
  if (!words.certain.empty()) {
    draw_known(svg, {.lo = 0, .hi = 1}, {x, x + 22, 1, {}}, 9);
    svg.text(x + 28, 13, {words.certain}, {.colour = kQuiet});
    x += 48 + text_width(words.certain, kNormal);
  }
  if (!words.possible.empty()) {
    svg.rect(x, 9 - kBand / 2, 22, kBand, svg.hatch(kQuiet), kQuiet);
    svg.text(x + 28, 13, {words.possible}, {.colour = kQuiet});
  }
  return 26;
}

double draw_panel(Svg& svg, const RangePanel& panel, const RangeChart& chart, const Layout& layout, double y) {
  if (!panel.label.text.empty()) y = svg.paragraph(0, y + 15, panel.label, kWidth - 10, {.bold = true}) - 11;
  if (!panel.note.text.empty()) y = svg.paragraph(0, y + 13, panel.note, kWidth - 10, {.size = kSmall, .colour = kQuiet}) - 10;
  const double top = y + 24;
  double bottom = top;
  for (const RangeRow& row : panel.rows) bottom += height_of(row);
  const Scale scale = scale_of(panel, layout);
  draw_axis(svg, scale, chart.number, top, bottom);
  y = top;
  for (const RangeRow& row : panel.rows) {
    draw_row(svg, row, scale, y);
    y += height_of(row);
  }
  return bottom + 16;
}

void fill_table(const RangeChart& chart, Figure& figure) {
  figure.table.caption = chart.frame.title;
  const bool notes = !chart.note_name.empty();
  figure.table.columns = {{chart.panel_name}, {chart.row_name}};
  if (notes) figure.table.columns.push_back({chart.note_name});
  figure.table.columns.push_back({chart.value_name, true});
  const auto mark = [&](const Label& label) {
    if (label.data) figure.data.insert(label.text);
  };
  for (const RangePanel& panel : chart.panels)
    for (const RangeRow& row : panel.rows) {
      std::vector<std::string> cells{panel.label.text, row.label.text};
      if (notes) cells.push_back(row.note.text);
      cells.push_back(row.shown);
      figure.table.rows.push_back(std::move(cells));
      mark(panel.label), mark(row.label), mark(row.note);
    }
}

}  // namespace

Figure draw(const RangeChart& chart) {
  Figure figure;
  fill_table(chart, figure);
  const Layout layout = measure(chart);
  Svg svg(chart.frame);
  double y = draw_signs(svg, chart.words);
  for (const RangePanel& panel : chart.panels) y = draw_panel(svg, panel, chart, layout, y);
  figure.svg = svg.finish(y);
  return figure;
}

}  // namespace palermo::chart
