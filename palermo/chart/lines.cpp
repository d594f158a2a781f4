// SPDX-License-Identifier: Apache-2.0
#include "palermo/chart/lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "palermo/chart/scale.hpp"
#include "palermo/chart/svg.hpp"

namespace palermo::chart {
namespace {

constexpr double kGap = 28;
constexpr double kPlotHeight = 130;

struct Range {
  int first = 0, last = 0;
  double largest = 0;
};

Range range_of(const LineChart& chart) {
  Range range;
  bool any = false;
  for (const LineSeries& series : chart.series)
    for (const YearPoint& point : series.points) {
      range.first = any ? std::min(range.first, point.year) : point.year;
      range.last = any ? std::max(range.last, point.year) : point.year;
      range.largest = std::max(range.largest, point.hi);
      any = true;
    }
  return range;
}

struct Panel {
  double left = 0, right = 0;  // of the plot
  Range range;
  Scale y;

  [[nodiscard]] double x(int year) const {
    if (range.first == range.last) return (left + right) / 2;
    return left + (right - left) * (year - range.first) / (range.last - range.first);
  }
};

// Runs of years that follow each other without a gap.
std::vector<std::span<const YearPoint>> runs_of(const std::vector<YearPoint>& points) {
  std::vector<std::span<const YearPoint>> runs;
  std::size_t start = 0;
  for (std::size_t i = 1; i <= points.size(); ++i)
    if (i == points.size() || points[i].year != points[i - 1].year + 1) {
      runs.emplace_back(points.data() + start, i - start);
      start = i;
    }
  return runs;
}

std::string trace(std::span<const YearPoint> run, const Panel& panel, bool upper) {
  std::string d;
  for (const YearPoint& point : run)
    d += fmt::format("{}{} {}", d.empty() ? 'M' : 'L', coordinate(panel.x(point.year)), coordinate(panel.y.at(upper ? point.hi : point.lo)));
  return d;
}

void draw_run(Svg& svg, std::span<const YearPoint> run, const Panel& panel, std::string_view colour) {
  if (run.size() == 1) {  // one year alone: a dot and a stem instead of a line
    const double x = panel.x(run[0].year);
    svg.line(x, panel.y.at(run[0].lo), x, panel.y.at(run[0].hi), colour, 1.5, "3 3");
    svg.circle(x, panel.y.at(run[0].lo), 3.5, colour, colour);
    return;
  }
  std::string band = trace(run, panel, true);
  for (auto point = run.rbegin(); point != run.rend(); ++point)
    band += fmt::format("L{} {}", coordinate(panel.x(point->year)), coordinate(panel.y.at(point->lo)));
  svg.path(band + "Z", svg.hatch(colour), "none", 0);
  svg.path(trace(run, panel, true), "none", colour, 1.25);
  svg.path(trace(run, panel, false), "none", colour, 3);
}

void draw_axes(Svg& svg, const Panel& panel, const NumberText& number) {
  for (const double tick : panel.y.ticks) {
    svg.line(panel.left, panel.y.at(tick), panel.right, panel.y.at(tick), tick == 0 ? kAxis : kGrid);
    svg.text(panel.left - 6, panel.y.at(tick) + 4, {number(tick)}, {.size = kSmall, .colour = kQuiet, .anchor = "end"});
  }
  const int most = std::max(2, static_cast<int>((panel.right - panel.left) / 48));
  for (const int year : year_ticks(panel.range.first, panel.range.last, most))
    svg.text(panel.x(year), panel.y.from + 18, {fmt::format("{}", year)}, {.size = kSmall, .colour = kQuiet, .anchor = "middle"});
}

void fill_table(const LineChart& chart, Figure& figure) {
  figure.table.caption = chart.frame.title;
  figure.table.columns = {{chart.year_name}};
  std::map<int, std::vector<std::string>> by_year;
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const LineSeries& series = chart.series[i];
    figure.table.columns.push_back({series.label.text, true});
    if (series.label.data) figure.data.insert(series.label.text);
    for (const YearPoint& point : series.points) {
      auto& row = by_year[point.year];
      row.resize(chart.series.size());
      row[i] = point.shown;
    }
  }
  for (auto& [year, cells] : by_year) {
    cells.insert(cells.begin(), fmt::format("{}", year));
    figure.table.rows.push_back(std::move(cells));
  }
}

}  // namespace

Figure draw(const LineChart& chart) {
  Figure figure;
  fill_table(chart, figure);
  const Range range = range_of(chart);
  const bool abreast = chart.series.size() > 1;
  const double width = abreast ? (kWidth - kGap) / 2 : kWidth;
  const double axis = text_width(chart.number(make_scale(range.largest, 0, 1).top), kSmall) + 12;
  Svg svg(chart.frame);
  double y = draw_key(svg, chart.words, 0, 2) + 4;
  for (std::size_t i = 0; i < chart.series.size(); i += abreast ? 2 : 1) {
    double heading = 0;
    for (std::size_t side = 0; side < 2 && i + side < chart.series.size(); ++side)
      heading = std::max(heading, static_cast<double>(wrap(chart.series[i + side].label.text, width, kNormal).size()));
    const double plot = y + heading * kNormal * kLineHeight + 10;
    for (std::size_t side = 0; side < (abreast ? 2u : 1u) && i + side < chart.series.size(); ++side) {
      const LineSeries& series = chart.series[i + side];
      const double left = static_cast<double>(side) * (width + kGap);
      const Panel panel{left + axis, left + width - 18, range, make_scale(range.largest, plot + kPlotHeight, plot)};
      svg.paragraph(left, y + 13, series.label, width, {.bold = true});
      draw_axes(svg, panel, chart.number);
      for (const auto run : runs_of(series.points)) draw_run(svg, run, panel, series_colour(i + side));
    }
    y = plot + kPlotHeight + 40;
  }
  figure.svg = svg.finish(y - 14);
  return figure;
}

}  // namespace palermo::chart
