// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "palermo/chart/svg.hpp"
#include "palermo/publish/flows_page.hpp"

namespace palermo::publish {
namespace {

using chart::Svg;
using core::Catalogue;

constexpr double kRow = 32;
constexpr double kLabel = 190;
constexpr double kNarrowest = 64, kWidest = 120;
constexpr std::string_view kFills[] = {"#FFFFFF", "#D6E6F2", "#A9CCE3", "#6FA8CF"};

std::size_t shade(std::int64_t count) { return count < 10 ? 0 : count < 100 ? 1 : count < 1000 ? 2 : 3; }

std::string count_text(const ProtectedFlowCell& cell, const Catalogue& catalogue) {
  if (!cell.people) return catalogue.text("flows.nobody_looked");
  return cell.people->small() ? catalogue.text("flows.small") : catalogue.number(cell.people->value());
}

std::vector<std::string> sorted(const ProtectedFlowTable& table, std::string ProtectedCorridor::* end) {
  std::set<std::string> places;
  for (const ProtectedCorridor& corridor : table.corridors) places.insert(corridor.*end);
  return {places.begin(), places.end()};
}

struct Grid {
  std::vector<std::string> origins, destinations;
  double cell = kWidest, top = 0;

  [[nodiscard]] double x(std::size_t column) const { return kLabel + cell * static_cast<double>(column); }
  [[nodiscard]] double y(std::size_t row) const { return top + kRow * static_cast<double>(row); }
};

void draw_cell(Svg& svg, const Grid& grid, std::size_t row, std::size_t column, const ProtectedFlowCell& cell, const Catalogue& catalogue) {
  const double x = grid.x(column), y = grid.y(row);
  if (!cell.people) {
    svg.rect(x, y, grid.cell, kRow, svg.hatch(chart::kAxis), chart::kAxis);
    return;
  }
  svg.rect(x, y, grid.cell, kRow, kFills[shade(cell.people->value())], chart::kAxis);
  svg.text(x + grid.cell / 2, y + kRow / 2 + 4.5, {count_text(cell, catalogue)}, {.anchor = "middle"});
}

void draw_key(Svg& svg, const Catalogue& catalogue) {
  double x = 0;
  svg.text(x, 13, {catalogue.text("flows.matrix.fewer")}, {.colour = chart::kQuiet});
  x += chart::text_width(catalogue.text("flows.matrix.fewer"), chart::kNormal) + 8;
  for (const std::string_view fill : kFills) {
    svg.rect(x, 2, 22, 14, fill, chart::kAxis);
    x += 22;
  }
  svg.text(x + 8, 13, {catalogue.text("flows.matrix.more")}, {.colour = chart::kQuiet});
  x += chart::text_width(catalogue.text("flows.matrix.more"), chart::kNormal) + 36;
  svg.rect(x, 2, 22, 14, svg.hatch(chart::kAxis), chart::kAxis);
  svg.text(x + 30, 13, {catalogue.text("flows.nobody_looked")}, {.colour = chart::kQuiet});
}

}  // namespace

chart::Figure flow_matrix(const ProtectedFlowTable& table, const CountryNames& names, const Catalogue& catalogue) {
  const std::string period = table.periods.empty() ? "" : table.periods.back().text();
  const chart::Frame frame{"matrix", catalogue.text("flows.matrix", {{"period", period}}), catalogue.text("flows.matrix.description")};
  chart::Figure figure;
  figure.table = {frame.title, {{catalogue.text("flows.column.origin")}, {catalogue.text("flows.column.destination")}, {period, true}}, {}};
  Grid grid{sorted(table, &ProtectedCorridor::origin), sorted(table, &ProtectedCorridor::destination)};
  const double columns = static_cast<double>(std::max<std::size_t>(1, grid.destinations.size()));
  grid.cell = std::clamp((chart::kWidth - kLabel) / columns, kNarrowest, kWidest);
  Svg svg(frame, std::max(chart::kWidth, kLabel + grid.cell * columns + 2));
  draw_key(svg, catalogue);
  grid.top = 64;
  for (std::size_t i = 0; i < grid.destinations.size(); ++i) svg.text(grid.x(i) + grid.cell / 2, grid.top - 8, {grid.destinations[i], true}, {.anchor = "middle", .bold = true});
  for (std::size_t i = 0; i < grid.origins.size(); ++i) svg.text(kLabel - 10, grid.y(i) + kRow / 2 + 4.5, {place_text(grid.origins[i], names), true}, {.anchor = "end"});
  for (const ProtectedCorridor& corridor : table.corridors) {
    const auto place = [](const std::vector<std::string>& all, const std::string& one) { return static_cast<std::size_t>(std::ranges::find(all, one) - all.begin()); };
    draw_cell(svg, grid, place(grid.origins, corridor.origin), place(grid.destinations, corridor.destination), corridor.cells.back(), catalogue);
    figure.table.rows.push_back({place_text(corridor.origin, names), place_text(corridor.destination, names), count_text(corridor.cells.back(), catalogue)});
    figure.data.insert(place_text(corridor.origin, names));
    figure.data.insert(place_text(corridor.destination, names));
  }
  figure.svg = svg.finish(grid.y(grid.origins.size()) + 4);
  return figure;
}

}  // namespace palermo::publish
