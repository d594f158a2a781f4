// SPDX-License-Identifier: Apache-2.0
// Lines over years of counts known between two ends: the certain count as a line, up to the possible one as a band.
//
// One small panel a series, all on one scale, two abreast: bands of several series in one frame hide each other.
// Years without a value break the line; nothing is drawn between them.
#pragma once

#include <string>
#include <vector>

#include "palermo/chart/figure.hpp"

namespace palermo::chart {

struct YearPoint {
  int year = 0;
  double lo = 0, hi = 0;  // 0 <= lo <= hi
  std::string shown;      // "1,230 to 4,560"
};

struct LineSeries {
  Label label;
  std::vector<YearPoint> points;  // by year, each year at most once
};

struct LineChart {
  Frame frame;
  std::vector<LineSeries> series = {};
  CertainPossible words;
  std::string year_name;  // head of the table's first column
  NumberText number;
};

[[nodiscard]] Figure draw(const LineChart& chart);

}  // namespace palermo::chart
