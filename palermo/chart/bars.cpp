// SPDX-License-Identifier: Apache-2.0
#include "palermo/chart/bars.hpp"

#include <algorithm>

#include "palermo/chart/scale.hpp"
#include "palermo/chart/svg.hpp"

namespace palermo::chart {
namespace {

constexpr double kBarHeight = 18;
constexpr double kRow = 25;
constexpr double kWidestLabel = 170;

std::vector<Label> series_of(const BarChart& chart) {
  std::vector<Label> series;
  for (const BarGroup& group : chart.groups)
    for (const Bar& bar : group.bars)
      if (std::find(series.begin(), series.end(), bar.label) == series.end()) series.push_back(bar.label);
  return series;
}

struct Layout {
  double label_width = 0, value_width = 0, largest = 0;
  double row = kRow;
};

Layout measure(const BarChart& chart) {
  Layout layout;
  for (const BarGroup& group : chart.groups)
    for (const Bar& bar : group.bars) {
      for (const std::string& line : wrap(bar.label.text, kWidestLabel, kNormal))
        layout.label_width = std::max(layout.label_width, text_width(line, kNormal));
      const auto lines = static_cast<double>(wrap(bar.label.text, kWidestLabel, kNormal).size());
      layout.row = std::max(layout.row, lines * kNormal * kLineHeight + 6);
      layout.value_width = std::max(layout.value_width, text_width(bar.shown, kNormal));
      layout.largest = std::max(layout.largest, bar.hi);
    }
  return layout;
}

void draw_bar(Svg& svg, const Bar& bar, const Scale& scale, const Layout& layout, double y, std::string_view colour) {
  const auto lines = static_cast<double>(wrap(bar.label.text, kWidestLabel, kNormal).size());
  const double middle = y + layout.row / 2;
  svg.paragraph(scale.from - 10, middle + 4.5 - (lines - 1) * kNormal * kLineHeight / 2, bar.label, kWidestLabel, {.anchor = "end"});
  const double top = middle - kBarHeight / 2;
  if (bar.hi > bar.lo) svg.rect(scale.at(bar.lo), top, scale.at(bar.hi) - scale.at(bar.lo), kBarHeight, svg.hatch(colour), colour);
  if (bar.lo > 0) svg.rect(scale.from, top, scale.at(bar.lo) - scale.from, kBarHeight, colour, colour);
  svg.text(scale.at(bar.hi) + 8, middle + 4.5, {bar.shown}, {.bold = true, .halo = true});
}

void draw_grid(Svg& svg, const Scale& scale, const NumberText& number, double top, double bottom) {
  for (const double tick : scale.ticks) {
    svg.line(scale.at(tick), top, scale.at(tick), bottom, tick == 0 ? kAxis : kGrid);
    svg.text(scale.at(tick), top - 6, {number(tick)}, {.size = kSmall, .colour = kQuiet, .anchor = "middle"});
  }
}

// Height of the bars and headings under the axis; draws them when `svg` is given.
double draw_groups(Svg* svg, const BarChart& chart, const Scale& scale, const Layout& layout, double y) {
  const std::vector<Label> series = series_of(chart);
  for (const BarGroup& group : chart.groups) {
    if (!group.label.text.empty()) {
      const double heading = static_cast<double>(wrap(group.label.text, kWidth - 10, kNormal).size()) * kNormal * kLineHeight;
      // A white band keeps the grid lines out of the heading.
      if (svg) svg->rect(0, y + 4, kWidth, heading + 6, "#FFFFFF");
      if (svg) svg->paragraph(0, y + 18, group.label, kWidth - 10, {.bold = true});
      y += heading + 10;
    }
    for (const Bar& bar : group.bars) {
      const auto place = static_cast<std::size_t>(std::find(series.begin(), series.end(), bar.label) - series.begin());
      if (svg) draw_bar(*svg, bar, scale, layout, y, series_colour(place));
      y += layout.row;
    }
    y += 6;
  }
  return y;
}

void fill_table(const BarChart& chart, Figure& figure) {
  figure.table.caption = chart.frame.title;
  figure.table.columns = {{chart.group_name}, {chart.bar_name}, {chart.value_name, true}};
  for (const BarGroup& group : chart.groups)
    for (const Bar& bar : group.bars) {
      figure.table.rows.push_back({group.label.text, bar.label.text, bar.shown});
      if (group.label.data) figure.data.insert(group.label.text);
      if (bar.label.data) figure.data.insert(bar.label.text);
    }
}

}  // namespace

Figure draw(const BarChart& chart) {
  Figure figure;
  fill_table(chart, figure);
  const Layout layout = measure(chart);
  const Scale scale = make_scale(layout.largest, layout.label_width + 14, kWidth - layout.value_width - 16);
  Svg svg(chart.frame);
  const double top = draw_key(svg, chart.words, scale.from, 2) + 22;
  const double bottom = draw_groups(nullptr, chart, scale, layout, top);
  draw_grid(svg, scale, chart.number, top, bottom);
  draw_groups(&svg, chart, scale, layout, top);
  figure.svg = svg.finish(bottom + 4);
  return figure;
}

}  // namespace palermo::chart
