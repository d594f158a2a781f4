// SPDX-License-Identifier: Apache-2.0
#include "palermo/chart/waterfall.hpp"

#include <algorithm>
#include <cmath>

#include "palermo/chart/scale.hpp"
#include "palermo/chart/svg.hpp"

namespace palermo::chart {
namespace {

constexpr double kBarHeight = 16;
constexpr double kRow = 23;
constexpr double kWidestLabel = 210;
constexpr double kLeastTick = 34;  // px between two numbers of the axis

constexpr std::string_view kUp = kSeries[0];
constexpr std::string_view kDown = kSeries[1];
constexpr std::string_view kSum = kSeries[4];

// Values from below to above zero, laid out between two pixel positions.
struct SignedScale {
  Scale scale;       // its zero is our zero
  double least = 0;  // <= 0, a multiple of the step

  [[nodiscard]] double at(double value) const { return scale.at(value); }
};

struct Layout {
  double label_width = 0, value_width = 0, row = kRow, least = 0, largest = 0;
};

Layout measure(const Waterfall& chart) {
  Layout layout;
  for (const StepGroup& group : chart.groups)
    for (const Step& step : group.steps) {
      const std::vector<std::string> lines = wrap(step.label.text, kWidestLabel, kNormal);
      for (const std::string& line : lines) layout.label_width = std::max(layout.label_width, text_width(line, kNormal));
      layout.row = std::max(layout.row, static_cast<double>(lines.size()) * kNormal * kLineHeight + 6);
      layout.value_width = std::max(layout.value_width, text_width(step.shown, kNormal));
      layout.least = std::min({layout.least, step.from, step.to});
      layout.largest = std::max({layout.largest, step.from, step.to});
    }
  return layout;
}

SignedScale signed_scale(const Layout& layout, double from, double to) {
  // Room for the value left of the longest bar to the left.
  if (layout.least < 0) from += layout.value_width + 8;
  const double span = layout.largest - layout.least;
  const double step = make_scale(span, 0, 1, 0.1).ticks.at(1);
  SignedScale out;
  out.least = -step * std::ceil(-layout.least / step - 1e-9);
  const double top = std::max(step, step * std::ceil(layout.largest / step - 1e-9));
  const double zero = from + (to - from) * (0 - out.least) / (top - out.least);
  out.scale = {zero, to, top, {}};
  const auto steps = static_cast<int>(std::lround((top - out.least) / step));
  const int every = std::max(1, static_cast<int>(std::ceil(kLeastTick * (steps + 1) / (to - from))));
  const auto first = static_cast<int>(std::lround(out.least / step));
  for (int i = first; i <= first + steps; ++i)
    if (i % every == 0) out.scale.ticks.push_back(i * step);
  return out;
}

void draw_step(Svg& svg, const Step& step, const SignedScale& scale, const Layout& layout, double y) {
  const auto lines = static_cast<double>(wrap(step.label.text, kWidestLabel, kNormal).size());
  const double middle = y + layout.row / 2;
  svg.paragraph(layout.label_width + 4, middle + 4.5 - (lines - 1) * kNormal * kLineHeight / 2, step.label, kWidestLabel,
                {.anchor = "end", .bold = step.sum});
  const double left = scale.at(std::min(step.from, step.to)), right = scale.at(std::max(step.from, step.to));
  const bool down = step.to < step.from;
  const std::string_view colour = step.sum ? kSum : down ? kDown : kUp;
  const std::string hatch = down && !step.sum ? svg.hatch(colour) : std::string();
  svg.rect(left, middle - kBarHeight / 2, std::max(1.0, right - left), kBarHeight, hatch.empty() ? colour : std::string_view(hatch), colour);
  if (down)
    svg.text(left - 6, middle + 4.5, {step.shown}, {.anchor = "end", .bold = true, .halo = true});
  else
    svg.text(right + 6, middle + 4.5, {step.shown}, {.bold = true, .halo = true});
}

// Height under the axis; draws when `svg` is given.
double draw_groups(Svg* svg, const Waterfall& chart, const SignedScale& scale, const Layout& layout, double y) {
  for (const StepGroup& group : chart.groups) {
    if (!group.label.text.empty()) {
      const double heading = static_cast<double>(wrap(group.label.text, kWidth - 10, kNormal).size()) * kNormal * kLineHeight;
      if (svg != nullptr) {
        svg->rect(0, y + 4, kWidth, heading + 6, "#FFFFFF");  // keeps the grid lines out of the heading
        svg->paragraph(0, y + 18, group.label, kWidth - 10, {.bold = true});
      }
      y += heading + 10;
    }
    for (std::size_t i = 0; i < group.steps.size(); ++i) {
      const Step& step = group.steps[i];
      if (svg != nullptr) {
        if (i > 0 && !step.sum && step.from != 0 && group.steps[i - 1].to == step.from)
          svg->line(scale.at(step.from), y - layout.row / 2 + kBarHeight / 2, scale.at(step.from), y + layout.row / 2 - kBarHeight / 2, kAxis);
        draw_step(*svg, step, scale, layout, y);
      }
      y += layout.row;
    }
    y += 6;
  }
  return y;
}

double draw_signs(Svg& svg, const Waterfall& chart, double x) {
  bool any = false;
  const auto entry = [&](const std::string& word, const std::string& fill, std::string_view colour) {
    if (word.empty()) return;
    svg.rect(x, 2, 13, 13, fill, colour);
    svg.text(x + 19, 13, {word});
    x += 19 + text_width(word, kNormal) + 22;
    any = true;
  };
  entry(chart.up, std::string(kUp), kUp);
  entry(chart.down, chart.down.empty() ? "" : svg.hatch(kDown), kDown);
  entry(chart.total, std::string(kSum), kSum);
  return any ? 20 : 0;
}

void fill_table(const Waterfall& chart, Figure& figure) {
  figure.table.caption = chart.frame.title;
  if (!chart.group_name.empty()) figure.table.columns.push_back({chart.group_name});
  figure.table.columns.push_back({chart.step_name});
  figure.table.columns.push_back({chart.value_name, true});
  for (const StepGroup& group : chart.groups)
    for (const Step& step : group.steps) {
      std::vector<std::string> row;
      if (!chart.group_name.empty()) row.push_back(group.label.text);
      row.push_back(step.label.text);
      row.push_back(step.shown);
      figure.table.rows.push_back(std::move(row));
      if (group.label.data) figure.data.insert(group.label.text);
      if (step.label.data) figure.data.insert(step.label.text);
    }
}

}  // namespace

Figure draw(const Waterfall& chart) {
  Figure figure;
  fill_table(chart, figure);
  const Layout layout = measure(chart);
  const SignedScale scale = signed_scale(layout, layout.label_width + 14, kWidth - layout.value_width - 14);
  Svg svg(chart.frame);
  const double top = draw_signs(svg, chart, layout.label_width + 14) + 22;
  const double bottom = draw_groups(nullptr, chart, scale, layout, top);
  for (const double tick : scale.scale.ticks) {
    svg.line(scale.at(tick), top, scale.at(tick), bottom, tick == 0 ? kAxis : kGrid);
    svg.text(scale.at(tick), top - 6, {chart.number(tick)}, {.size = kSmall, .colour = kQuiet, .anchor = "middle"});
  }
  draw_groups(&svg, chart, scale, layout, top);
  figure.svg = svg.finish(bottom + 4);
  return figure;
}

}  // namespace palermo::chart
