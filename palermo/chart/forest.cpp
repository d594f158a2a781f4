// SPDX-License-Identifier: Apache-2.0
#include "palermo/chart/forest.hpp"

#include <algorithm>
#include <cmath>

#include "palermo/chart/svg.hpp"

namespace palermo::chart {
namespace {

constexpr double kRow = 25;
constexpr double kWidestLabel = 215;
constexpr double kMark = 9;           // side of a square, diameter of a circle
constexpr double kWhisker = 4;        // half the height of an interval's ends
constexpr double kArrow = 6;
constexpr double kWidestAxis = 1e4;   // an interval that is longer than this many times the least value ends in an arrow
constexpr double kGap = 14;
constexpr std::string_view kColour = kSeries[0];
constexpr std::string_view kReserved = kSeries[1];

struct Layout {
  double label_width = 0, value_width = 0, row = kRow, least = 0, largest = 0;
};

Layout measure(const Forest& chart) {
  Layout layout;
  const auto widen = [&](double value) {
    layout.least = layout.least == 0 ? value : std::min(layout.least, value);
    layout.largest = std::max(layout.largest, value);
  };
  if (chart.reference > 0) widen(chart.reference);
  for (const ForestGroup& group : chart.groups)
    for (const ForestRow& row : group.rows) {
      const std::vector<std::string> lines = wrap(row.label.text, kWidestLabel, kNormal);
      for (const std::string& line : lines) layout.label_width = std::max(layout.label_width, text_width(line, kNormal));
      layout.row = std::max(layout.row, static_cast<double>(lines.size()) * kNormal * kLineHeight + 6);
      layout.value_width = std::max(layout.value_width, text_width(row.shown, kNormal));
      widen(row.lo);
      widen(row.point);
      if (std::isfinite(row.hi)) widen(row.hi);
    }
  layout.largest = std::min(layout.largest, layout.least * kWidestAxis);
  return layout;
}

struct LogScale {
  double from = 0, to = 0, least = 1, largest = 10;
  std::vector<double> ticks;

  [[nodiscard]] double at(double value) const {
    const double clipped = std::clamp(value, least, largest);
    return from + (to - from) * std::log(clipped / least) / std::log(largest / least);
  }
};

LogScale scale_of(const Layout& layout, double from, double to) {
  LogScale scale{from, to, 1, 10, log_ticks(layout.least > 0 ? layout.least : 1, layout.largest > 0 ? layout.largest : 1)};
  scale.least = scale.ticks.front();
  scale.largest = scale.ticks.back();
  return scale;
}

void draw_interval(Svg& svg, const ForestRow& row, const LogScale& scale, double y) {
  const std::string_view colour = row.reserved ? kReserved : kColour;
  const double left = scale.at(row.lo), right = scale.at(row.hi), middle = scale.at(row.point);
  svg.line(left, y, right, y, colour, 2);
  svg.line(left, y - kWhisker, left, y + kWhisker, colour, 2);
  if (row.hi > scale.largest) {
    svg.line(right - kArrow, y - kWhisker, right, y, colour, 2);
    svg.line(right - kArrow, y + kWhisker, right, y, colour, 2);
  } else {
    svg.line(right, y - kWhisker, right, y + kWhisker, colour, 2);
  }
  if (row.reserved)
    svg.circle(middle, y, kMark / 2, "#FFFFFF", colour);
  else
    svg.rect(middle - kMark / 2, y - kMark / 2, kMark, kMark, colour);
}

double draw_key_line(Svg& svg, const Forest& chart) {
  double x = 4;
  const auto word = [&](const std::string& text) {
    svg.text(x, 13, {text});
    x += text_width(text, kNormal) + 22;
  };
  bool any = false;
  if (!chart.plain.empty()) {
    svg.rect(x, 4, kMark, kMark, kColour);
    x += kMark + 6;
    word(chart.plain);
    any = true;
  }
  if (!chart.reserved.empty()) {
    svg.circle(x + kMark / 2, 8.5, kMark / 2, "#FFFFFF", kReserved);
    x += kMark + 6;
    word(chart.reserved);
    any = true;
  }
  if (chart.reference > 0 && !chart.reference_name.empty()) {
    svg.line(x, 2, x, 15, kText, 1.5, "4 3");
    x += 8;
    word(chart.reference_name);
    any = true;
  }
  return any ? 22 : 0;
}

// Height under the axis; draws when `svg` is given.
double draw_groups(Svg* svg, const Forest& chart, const LogScale& scale, const Layout& layout, double y) {
  for (const ForestGroup& group : chart.groups) {
    if (!group.label.text.empty()) {
      if (svg != nullptr) svg->text(0, y + 17, group.label, {.bold = true, .halo = true});
      y += 26;
    }
    for (const ForestRow& row : group.rows) {
      const double middle = y + layout.row / 2;
      if (svg != nullptr) {
        const auto lines = static_cast<double>(wrap(row.label.text, kWidestLabel, kNormal).size());
        svg->paragraph(layout.label_width + 4, middle + 4.5 - (lines - 1) * kNormal * kLineHeight / 2, row.label, kWidestLabel, {.anchor = "end"});
        draw_interval(*svg, row, scale, middle);
        svg->text(kWidth, middle + 4.5, {row.shown}, {.anchor = "end"});
      }
      y += layout.row;
    }
    y += 6;
  }
  return y;
}

void fill_table(const Forest& chart, Figure& figure) {
  figure.table.caption = chart.frame.title;
  if (!chart.group_name.empty()) figure.table.columns.push_back({chart.group_name});
  figure.table.columns.push_back({chart.row_name});
  figure.table.columns.push_back({chart.value_name, true});
  for (const ForestGroup& group : chart.groups)
    for (const ForestRow& row : group.rows) {
      std::vector<std::string> cells;
      if (!chart.group_name.empty()) cells.push_back(group.label.text);
      cells.push_back(row.label.text);
      cells.push_back(row.shown);
      figure.table.rows.push_back(std::move(cells));
      if (group.label.data) figure.data.insert(group.label.text);
      if (row.label.data) figure.data.insert(row.label.text);
    }
}

// The ticks whose numbers have room: powers of ten first, then what fits between them; the others keep their line alone.
std::vector<double> with_room(const Forest& chart, const LogScale& scale) {
  constexpr double kBetween = 4;
  std::vector<double> kept;
  const auto half = [&](double tick) { return (text_width(chart.number(tick), kSmall) + kBetween) / 2; };
  const auto fits = [&](double tick) {
    return std::ranges::all_of(kept, [&](double other) { return std::fabs(scale.at(tick) - scale.at(other)) >= half(tick) + half(other); });
  };
  const auto is_power = [](double tick) { return std::fabs(std::log10(tick) - std::round(std::log10(tick))) < 1e-9; };
  for (const bool powers : {true, false})
    for (const double tick : scale.ticks)
      if (is_power(tick) == powers && fits(tick)) kept.push_back(tick);
  return kept;
}

}  // namespace

std::vector<double> log_ticks(double least, double largest, std::size_t most) {
  constexpr double kSlack = 1 + 1e-9;
  const auto between = [&](const std::vector<double>& factors) {
    std::vector<double> ticks;
    const int first = static_cast<int>(std::floor(std::log10(least))), last = static_cast<int>(std::ceil(std::log10(largest))) + 1;
    for (int power = first; power <= last; ++power)
      for (const double factor : factors) ticks.push_back(factor * std::pow(10.0, power));
    while (ticks.size() > 2 && ticks[1] <= least * kSlack) ticks.erase(ticks.begin());
    while (ticks.size() > 2 && ticks[ticks.size() - 2] * kSlack >= largest) ticks.pop_back();
    return ticks;
  };
  const std::vector<double> fine = between({1, 2, 5});
  return fine.size() <= most ? fine : between({1});
}

Figure draw(const Forest& chart) {
  Figure figure;
  fill_table(chart, figure);
  const Layout layout = measure(chart);
  const LogScale scale = scale_of(layout, layout.label_width + kGap, kWidth - layout.value_width - kGap);
  Svg svg(chart.frame);
  const double top = draw_key_line(svg, chart) + 22;
  const double bottom = draw_groups(nullptr, chart, scale, layout, top);
  for (const double tick : scale.ticks) svg.line(scale.at(tick), top, scale.at(tick), bottom, kGrid);
  for (const double tick : with_room(chart, scale)) svg.text(scale.at(tick), top - 6, {chart.number(tick)}, {.size = kSmall, .colour = kQuiet, .anchor = "middle"});
  if (chart.reference > 0) svg.line(scale.at(chart.reference), top, scale.at(chart.reference), bottom, kText, 1.5, "4 3");
  draw_groups(&svg, chart, scale, layout, top);
  figure.svg = svg.finish(bottom + 4);
  return figure;
}

}  // namespace palermo::chart
