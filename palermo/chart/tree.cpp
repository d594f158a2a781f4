// SPDX-License-Identifier: Apache-2.0
#include "palermo/chart/tree.hpp"

#include <algorithm>
#include <string>

#include "palermo/chart/svg.hpp"

namespace palermo::chart {
namespace {

constexpr double kIndent = 24;
constexpr double kRadius = 8;
constexpr double kRow = 28;
constexpr double kDeepest = 14;  // deeper steps stand at this indent: the page has an end

void draw_mark(Svg& svg, TreeMark mark, double x, double y) {
  const std::string_view colour = kSeries[0];
  switch (mark) {
    case TreeMark::yes:
      svg.circle(x, y, kRadius, colour, colour);
      svg.path("M" + coordinate(x - 4) + ' ' + coordinate(y) + "l3 3.5l5.5 -7", "none", "#FFFFFF", 2);
      break;
    case TreeMark::unknown: svg.circle(x, y, kRadius, svg.hatch(colour), colour); break;
    case TreeMark::no:
      svg.circle(x, y, kRadius, "#FFFFFF", kQuiet);
      svg.path("M" + coordinate(x - 3.5) + ' ' + coordinate(y - 3.5) + "l7 7m0 -7l-7 7", "none", kQuiet, 1.75);
      break;
    case TreeMark::none: svg.rect(x - 3, y - 3, 6, 6, kQuiet); break;
  }
}

// Draws `node` and what is under it from y down; returns where the next may start.
double draw_node(Svg& svg, const TreeNode& node, double depth, double y) {
  const double x = kRadius + 2 + std::min(depth, kDeepest) * kIndent;
  const double middle = y + kRow / 2;
  const double word = text_width(node.word, kNormal);
  const double room = kWidth - x - kRadius - 12 - word - 12;
  const double next = std::max(svg.paragraph(x + kRadius + 8, middle + 4.5, node.label, room, {.bold = depth == 0}) - 4, y + kRow);
  svg.text(kWidth - 2, middle + 4.5, {node.word}, {.colour = kQuiet, .anchor = "end", .bold = node.mark == TreeMark::yes});
  double below = next;
  for (const TreeNode& child : node.children) {
    const double child_middle = below + kRow / 2;
    if (depth < kDeepest)
      svg.path("M" + coordinate(x) + ' ' + coordinate(middle + kRadius + 1) + 'V' + coordinate(child_middle) + 'h' +
                   coordinate(kIndent - kRadius - 2), "none", kAxis, 1);
    below = draw_node(svg, child, depth + 1, below);
  }
  draw_mark(svg, node.mark, x, middle);
  return below;
}

void fill_rows(const TreeNode& node, const std::string& step, Figure& figure) {
  figure.table.rows.push_back({step, node.label.text, node.word});
  if (node.label.data) figure.data.insert(node.label.text);
  for (std::size_t i = 0; i < node.children.size(); ++i)
    fill_rows(node.children[i], step + '.' + std::to_string(i + 1), figure);
}

}  // namespace

Figure draw(const Tree& tree) {
  Figure figure;
  figure.table.caption = tree.frame.title;
  figure.table.columns = {{tree.step_name}, {tree.label_name}, {tree.mark_name}};
  fill_rows(tree.root, "1", figure);
  Svg svg(tree.frame);
  figure.svg = svg.finish(draw_node(svg, tree.root, 0, 0) + 4);
  return figure;
}

}  // namespace palermo::chart
