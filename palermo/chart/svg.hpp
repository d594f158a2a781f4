// SPDX-License-Identifier: Apache-2.0
// Svg: writes one drawing, top to bottom, in pixels of a page 680 wide; and the few text measures a layout needs.
//
// Text is escaped here and nowhere else. Coordinates are written with at most two decimals.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/chart/figure.hpp"
#include "palermo/chart/palette.hpp"

namespace palermo::chart {

inline constexpr double kWidth = 680;
inline constexpr double kSmall = 12;   // axis numbers; the smallest text there is
inline constexpr double kNormal = 13;
inline constexpr double kLineHeight = 1.3;

// & < > " ' as entities; control characters that XML forbids as U+FFFD.
[[nodiscard]] std::string escape_xml(std::string_view text);
[[nodiscard]] std::string coordinate(double value);

// Width in px that `text` may need: generous, because the reader's font is not known. Marks of direction are 0 wide.
[[nodiscard]] double text_width(std::string_view text, double size);
// Breaks at spaces so that no line is wider than `width`, where words allow. At least one line.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, double width, double size);

struct TextStyle {
  double size = kNormal;
  std::string_view colour = kText;
  std::string_view anchor = "start";  // "middle", "end"
  bool bold = false;
  bool halo = false;  // white outline: keeps grid lines out of the text
};

class Svg {
 public:
  explicit Svg(const Frame& frame, double width = kWidth) : frame_(&frame), width_(width) {}

  void rect(double x, double y, double w, double h, std::string_view fill, std::string_view stroke = "none");
  void line(double x1, double y1, double x2, double y2, std::string_view colour, double thickness = 1,
            std::string_view dash = "");
  void path(std::string_view d, std::string_view fill, std::string_view stroke, double thickness, std::string_view dash = "");
  void circle(double x, double y, double r, std::string_view fill, std::string_view stroke);
  void text(double x, double y, const Label& label, const TextStyle& style = {});  // y: base line
  // Several lines from base line y down; returns the base line after the last.
  double paragraph(double x, double y, const Label& label, double width, const TextStyle& style = {});

  // The fill "url(#...)" of lines slanting through `colour`: the sign of what is possible or unknown.
  [[nodiscard]] std::string hatch(std::string_view colour);

  // The whole drawing, `height` px high.
  [[nodiscard]] std::string finish(double height) const;

 private:
  const Frame* frame_;
  double width_;
  std::string body_;
  std::vector<std::string> hatches_;  // colours, in order of first use
};

// The key: a solid and a hatched square with their words, from (x, y); returns the height used.
// Without words there is no key: a chart whose values are not known between two ends.
double draw_key(Svg& svg, const CertainPossible& words, double x, double y, std::string_view colour = kQuiet);

}  // namespace palermo::chart
