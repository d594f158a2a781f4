// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/circle_table.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "palermo/privacy/suppression.hpp"
#include "palermo/privacy/table_attacker.hpp"
#include "palermo/publish/release_cells.hpp"

namespace palermo::publish {
namespace {

using core::Result;
using privacy::Codebook;
using privacy::CodebookColumn;
using privacy::CountRange;
using privacy::Level;
using privacy::MarginLayout;
using privacy::MarginTable;

// One column of the table: the levels that are named, and where each level of the codebook is counted.
struct Axis {
  std::size_t column = 0;      // of the codebook
  std::vector<Level> named;    // by position
  std::vector<int> position;   // by level of the codebook
  std::vector<bool> enough;    // by position: that it is named tells that the minimum of people have it
};

Axis all_levels(std::size_t column, std::size_t levels) {
  Axis axis{.column = column, .named = std::vector<Level>(levels), .position = std::vector<int>(levels), .enough = std::vector<bool>(levels, false)};
  std::iota(axis.named.begin(), axis.named.end(), Level{0});
  std::iota(axis.position.begin(), axis.position.end(), 0);
  return axis;
}

// D31: levels with fewer people than the minimum stand together where the codebook has a place for them.
Axis common_levels(std::size_t column, const CodebookColumn& of, const std::vector<Level>& rows, std::int64_t minimum) {
  std::vector<std::int64_t> people(of.size(), 0);
  for (const Level level : rows) ++people[level];
  const Level rest = of.other ? *of.other : of.unknown();
  Axis axis{.column = column, .named = {}, .position = std::vector<int>(of.size(), 0), .enough = {}};
  for (Level level = 0; level < of.size(); ++level) {
    const bool always = level == rest || (of.missing && level == *of.missing);
    if (!always && people[level] < minimum) continue;
    axis.named.push_back(level);
    axis.enough.push_back(!always);
  }
  for (Level level = 0; level < of.size(); ++level) {
    const auto own = std::ranges::find(axis.named, level);
    axis.position[level] = static_cast<int>((own != axis.named.end() ? own : std::ranges::find(axis.named, rest)) - axis.named.begin());
  }
  return axis;
}

class CircleTable {
 public:
  CircleTable(const ReleasePlan& plan, const privacy::PersonTable& people) : plan_(plan), codebook_(*plan.codebook) {
    const privacy::CodedRows& rows = people.inside_rows();
    for (const std::size_t column : places_of(codebook_, plan.tables.front())) {
      const CodebookColumn& of = codebook_.columns[column];
      const bool is_nationality = std::ranges::find(plan.nationality, of.name) != plan.nationality.end();
      axes_.push_back(is_nationality ? common_levels(column, of, rows.columns[column], plan.minimum_shown) : all_levels(column, of.size()));
    }
    exact_ = counted(rows);
  }

  [[nodiscard]] const MarginTable& exact() const { return exact_; }

  // The line of a cell, without its numbers; nothing where the codebook's rules leave nobody.
  [[nodiscard]] std::optional<ReleaseCount> line(std::size_t cell) const {
    const std::vector<int> at = exact_.layout.positions(cell);
    std::vector<std::size_t> columns;
    std::vector<Level> levels;
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      if (at[i] == exact_.layout.levels()[i]) continue;  // a total
      columns.push_back(axes_[i].column);
      levels.push_back(axes_[i].named[static_cast<std::size_t>(at[i])]);
    }
    if (!anybody_possible(columns, levels)) return {};
    return named(codebook_, columns, levels);
  }

  // What the names of nationalities tell besides the numbers: by cell, the least that it can be.
  [[nodiscard]] std::vector<std::int64_t> known() const {
    std::vector<std::int64_t> least(exact_.layout.cells(), 0);
    std::vector<int> at = exact_.layout.levels();
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      for (std::size_t position = 0; position < axes_[i].named.size(); ++position) {
        if (!axes_[i].enough[position]) continue;
        at[i] = static_cast<int>(position);
        least[exact_.layout.cell(at)] = plan_.minimum_shown;
      }
      at[i] = exact_.layout.levels()[i];
    }
    return least;
  }

  // What a cell is called when it is rounded at random: the same in every release of the register.
  [[nodiscard]] std::string name(const ReleaseCount& line) const {
    std::string text = plan_.register_name;
    for (std::size_t i = 0; i < line.columns.size(); ++i) text += "\n" + line.columns[i] + "=" + line.values[i];
    return text;
  }

 private:
  // Whether the codebook's rules allow somebody in it: with one of the levels that are counted where the shown ones stand.
  [[nodiscard]] bool anybody_possible(const std::vector<std::size_t>& columns, std::vector<Level> levels, std::size_t from = 0) const {
    if (from == columns.size()) return possible(codebook_, columns, levels);
    const Axis& axis = *std::ranges::find(axes_, columns[from], &Axis::column);
    const int position = axis.position[levels[from]];
    for (Level level = 0; level < axis.position.size(); ++level) {
      if (axis.position[level] != position) continue;
      levels[from] = level;
      if (anybody_possible(columns, levels, from + 1)) return true;
    }
    return false;
  }

  [[nodiscard]] MarginTable counted(const privacy::CodedRows& rows) const {
    std::vector<int> sizes;
    std::size_t cells = 1;
    for (const Axis& axis : axes_) {
      sizes.push_back(static_cast<int>(axis.named.size()));
      cells *= axis.named.size();
    }
    std::vector<std::int64_t> inner(cells, 0);
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      std::size_t cell = 0;
      for (const Axis& axis : axes_) cell = cell * axis.named.size() + static_cast<std::size_t>(axis.position[rows.columns[axis.column][row]]);
      ++inner[cell];
    }
    return privacy::with_margins(std::move(sizes), inner);
  }

  const ReleasePlan& plan_;
  const Codebook& codebook_;
  std::vector<Axis> axes_;
  MarginTable exact_{.layout = MarginLayout({}), .counts = {}};
};

Result<std::vector<ReleaseCount>> with_gaps(const CircleTable& table, std::int64_t minimum, TableAttack& attacked, core::Progress& progress) {
  PALERMO_TRY(const privacy::SuppressedTable safe, privacy::suppress(table.exact(), {.least = minimum, .known = table.known()}, progress));
  std::vector<std::size_t> gaps;
  for (std::size_t cell = 0; cell < safe.published.cells.size(); ++cell)
    if (!safe.published.cells[cell]) gaps.push_back(cell);
  const std::vector<privacy::CellRange> ranges = privacy::attack(safe.published, gaps);  // of all gaps: of the small ones alone would tell which they are
  std::vector<ReleaseCount> counts;
  for (std::size_t cell = 0, gap = 0; cell < safe.published.cells.size(); ++cell) {
    const auto& shown = safe.published.cells[cell];
    std::optional<ReleaseCount> line = table.line(cell);
    const privacy::CellRange range = shown ? privacy::CellRange{.cell = cell, .low = static_cast<double>(*shown), .high = static_cast<double>(*shown)} : ranges[gap++];
    if (!line) continue;
    line->gap = !shown;
    line->people = shown.value_or(0);
    line->least = static_cast<std::int64_t>(std::ceil(range.low - 1e-6));
    line->most = std::isfinite(range.high) && range.high < 1e15 ? static_cast<std::int64_t>(std::floor(range.high + 1e-6)) : kNoMost;
    if (!shown) attacked.add(line->least, line->most);
    counts.push_back(std::move(*line));
  }
  return counts;
}

Result<std::vector<ReleaseCount>> rounded(const CircleTable& table, const ReleasePlan& plan, const privacy::RandomRounding& chance, TableAttack& attacked) {
  const std::int64_t base = plan.minimum_shown;
  const MarginTable& exact = table.exact();
  const std::vector<std::int64_t> known = table.known();
  std::vector<CountRange> ranges(exact.layout.cells(), CountRange{.low = 0, .high = 0});
  std::vector<ReleaseCount> counts;
  for (std::size_t cell = 0; cell < exact.layout.cells(); ++cell) {
    std::optional<ReleaseCount> line = table.line(cell);
    if (!line) continue;  // known to be nobody
    const std::int64_t count = exact.counts[cell];
    line->people = plan.circle_counts == CircleCounts::floor ? privacy::floor_to(count, base) : chance.round(table.name(*line), count, base);
    line->least = std::max(known[cell], plan.circle_counts == CircleCounts::floor ? line->people : std::max<std::int64_t>(0, line->people - base + 1));
    line->most = line->people + base - 1;
    ranges[cell] = {.low = line->least, .high = line->most};
    counts.push_back(std::move(*line));
  }
  PALERMO_TRY(const std::vector<CountRange> found, privacy::attack(exact.layout, ranges));
  for (const CountRange& one : found) {
    if (one.high > 0) attacked.add(one.low, one.high);
    if (one.low == one.high && one.low > 0 && one.low < base) return core::fail(kTableGivesAway);
  }
  return counts;
}

}  // namespace

void TableAttack::add(std::int64_t least, std::int64_t most) {
  const std::int64_t width = most == kNoMost ? kNoMost : most - least;
  narrowest = cells == 0 ? width : std::min(narrowest, width);
  ++cells;
}

Result<ReleaseContent> make_circle_table(const ReleasePlan& plan, const privacy::PersonTable& people, const privacy::RandomRounding::Key& key, core::Progress& progress) {
  const CircleTable table(plan, people);
  ReleaseContent content;
  content.attacked.emplace();
  if (plan.circle_counts == CircleCounts::gaps) {
    PALERMO_TRY(content.counts, with_gaps(table, plan.minimum_shown, *content.attacked, progress));
  } else {
    PALERMO_TRY(content.counts, rounded(table, plan, privacy::RandomRounding(key), *content.attacked));
  }
  return content;
}

}  // namespace palermo::publish
