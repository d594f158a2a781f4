// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/suppression.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "palermo/privacy/linear_program.hpp"

namespace palermo::privacy {
namespace {

constexpr double kTolerance = 1e-6;
constexpr int kMostDives = 200;

// Changes of counts, one a cell, that leave every relation true.
using Moves = std::vector<std::int64_t>;

std::vector<std::size_t> cells_under(const MarginLayout& layout, std::size_t cell) {
  if (!layout.is_total(cell)) return {cell};
  const std::vector<int> at = layout.positions(cell);
  std::vector<std::size_t> under;
  for (std::size_t inner = 0; inner < layout.cells(); ++inner) {
    const std::vector<int> place = layout.positions(inner);
    bool is_under = !layout.is_total(inner);
    for (std::size_t c = 0; is_under && c < at.size(); ++c) is_under = at[c] == layout.levels()[c] || at[c] == place[c];
    if (is_under) under.push_back(inner);
  }
  return under;
}

// Every cell under this one as far down as readers cannot contradict, with all totals that it is in: the cell at the low end of its interval.
Moves down_along_totals(const MarginTable& table, const SmallCellRule& rule, std::size_t cell) {
  Moves moves(table.counts.size(), 0);
  for (const std::size_t inner : cells_under(table.layout, cell)) {
    if (table.counts[inner] == 0) continue;
    const std::vector<std::size_t> line = table.layout.line(inner);
    std::int64_t step = table.counts[inner];
    for (const std::size_t one : line) step = std::min(step, std::max<std::int64_t>(0, table.counts[one] + moves[one] - rule.floor_of_gap(one)));
    for (const std::size_t one : line) moves[one] -= step;
  }
  return moves;
}

ProtectedCell protection_of(const MarginTable& table, const SmallCellRule& rule, std::size_t cell) {
  return {.cell = cell, .low = table.counts[cell] + down_along_totals(table, rule, cell)[cell], .high = rule.least};
}

// Looks for whole changes that take a cell where it must be able to go, at the least loss of cells still shown. Each cell has two
// variables: people added (even) and people taken away (odd).
class Mover {
 public:
  Mover(const MarginTable& table, const SmallCellRule& rule) : table_(table), rule_(rule), system_(bounds(), rows()), cost_(2 * table.counts.size()) {
    for (std::size_t cell = 0; cell < table.counts.size(); ++cell) price(cell, loss(cell));
  }

  void is_gap(std::size_t cell) { price(cell, 0); }

  // Changes with moves[cell] = by.
  [[nodiscard]] Moves move(std::size_t cell, std::int64_t by) {
    const std::size_t variable = 2 * cell + (by < 0 ? 1 : 0), other = 2 * cell + (by < 0 ? 0 : 1);
    const auto amount = static_cast<double>(std::abs(by));
    system_.set_bounds(variable, {.lower = amount, .upper = amount});
    system_.set_bounds(other, {.lower = 0, .upper = 0});
    std::vector<std::size_t> fixed{variable, other};
    const std::optional<Moves> found = dive(fixed);
    for (const std::size_t one : fixed) system_.set_bounds(one, bounds_of(one));
    if (found) return *found;
    if (std::optional<Moves> moves = exchange(cell, by)) return *moves;
    return along_totals(cell, by);
  }

 private:
  // The linear program's answer in whole people. Where it is in fractions, the eighth of them that are nearest to whole numbers are held
  // there, and the program is asked again; `fixed` tells which variables were held.
  [[nodiscard]] std::optional<Moves> dive(std::vector<std::size_t>& fixed) {
    for (int step = 0; step < kMostDives; ++step) {
      const LinearAnswer answer = system_.least(cost_);
      if (answer.kind != LinearAnswer::Kind::found) return std::nullopt;
      if (std::optional<Moves> moves = whole(answer.x)) return moves;
      std::vector<std::pair<double, std::size_t>> fractions;  // how far off, variable
      for (std::size_t variable = 0; variable < answer.x.size(); ++variable) {
        const double off = std::abs(answer.x[variable] - std::round(answer.x[variable]));
        if (off > kTolerance) fractions.emplace_back(off, variable);
      }
      if (fractions.empty()) return std::nullopt;  // whole, and still not possible
      std::ranges::sort(fractions);
      fractions.resize(1 + fractions.size() / 8);
      for (const auto& [off, variable] : fractions) {
        const double whole_number = std::round(answer.x[variable]);
        system_.set_bounds(variable, {.lower = whole_number, .upper = whole_number});
        fixed.push_back(variable);
      }
    }
    return std::nullopt;
  }

  using Change = std::pair<std::size_t, std::int64_t>;  // a cell, and what it moves by

  [[nodiscard]] bool can_move(const Change& change) const {
    const std::int64_t count = table_.counts[change.first];
    return (count > 0 || !rule_.zeros_shown) && count + change.second >= rule_.floor_of_gap(change.first);
  }

  // The cheapest exchange of whole people that moves an inner cell under `cell`: in some of its columns as many leave another level as come,
  // so that the totals over these columns stay.
  [[nodiscard]] std::optional<Moves> exchange(std::size_t cell, std::int64_t by) const {
    std::vector<Change> best;
    double least = kNoBound;
    for (const std::size_t inner : cells_under(table_.layout, cell)) {
      if (!can_move({inner, by})) continue;
      const std::vector<int> at = table_.layout.positions(inner), of = table_.layout.positions(cell);
      exchanges_from(at, of, at, 0, by, least, best);
    }
    if (best.empty()) return std::nullopt;
    Moves moves(table_.counts.size(), 0);
    for (const auto& [one, change] : best) moves[one] += change;
    return moves;
  }

  // Every way to choose another level, or none, for the columns from `column` on; `of` has the columns in which the cell is a total.
  void exchanges_from(const std::vector<int>& at, const std::vector<int>& of, std::vector<int> other, std::size_t column, std::int64_t by, double& least,
                      std::vector<Change>& best) const {
    if (column == at.size()) return weigh(at, other, by, least, best);
    exchanges_from(at, of, other, column + 1, by, least, best);
    if (of[column] == table_.layout.levels()[column]) return;
    for (int level = 0; level < table_.layout.levels()[column]; ++level) {
      if (level == at[column]) continue;
      other[column] = level;
      exchanges_from(at, of, other, column + 1, by, least, best);
    }
  }

  void weigh(const std::vector<int>& at, const std::vector<int>& other, std::int64_t by, double& least, std::vector<Change>& best) const {
    std::vector<Change> changes;
    for (std::size_t corner = 0; corner < (std::size_t{1} << at.size()); ++corner) {
      std::vector<int> place = at;
      std::int64_t change = by;
      bool is_corner = true;
      for (std::size_t c = 0; c < at.size(); ++c) {
        if ((corner >> c & 1U) == 0) continue;
        is_corner = is_corner && other[c] != at[c];
        place[c] = other[c];
        change = -change;
      }
      if (!is_corner) continue;
      const std::size_t inner = table_.layout.cell(place);
      if (!can_move({inner, change})) return;
      for (const std::size_t one : table_.layout.line(inner)) changes.emplace_back(one, change);
    }
    std::ranges::sort(changes);
    double cost = 0;
    for (std::size_t i = 0, next = 0; i < changes.size(); i = next) {
      Change sum{changes[i].first, 0};
      for (next = i; next < changes.size() && changes[next].first == sum.first; ++next) sum.second += changes[next].second;
      if (sum.second == 0) continue;
      if (!can_move(sum)) return;
      cost += cost_[2 * sum.first];
    }
    if (cost >= least) return;
    least = cost;
    best = std::move(changes);
  }

  // What is lost with a count is its people: a total is worth what all its parts are.
  [[nodiscard]] double loss(std::size_t cell) const { return 1 + static_cast<double>(table_.counts[cell]); }
  void price(std::size_t cell, double cost) { cost_[2 * cell] = cost_[2 * cell + 1] = cost; }

  // Nothing may be taken from a gap below the floor that the rule tells; a zero that is shown stays.
  [[nodiscard]] Bounds bounds_of(std::size_t variable) const {
    const std::int64_t count = table_.counts[variable / 2];
    if (count == 0 && rule_.zeros_shown) return {.lower = 0, .upper = 0};
    return {.lower = 0, .upper = variable % 2 == 0 ? kNoBound : static_cast<double>(std::max<std::int64_t>(0, count - rule_.floor_of_gap(variable / 2)))};
  }
  [[nodiscard]] std::vector<Bounds> bounds() const {
    std::vector<Bounds> result;
    for (std::size_t variable = 0; variable < 2 * table_.counts.size(); ++variable) result.push_back(bounds_of(variable));
    return result;
  }
  [[nodiscard]] std::vector<LinearRow> rows() const {
    std::vector<LinearRow> result;
    for (const Relation& relation : table_.layout.relations()) {
      LinearRow row;
      const auto add = [&row](std::size_t cell, double factor) {
        row.variables.insert(row.variables.end(), {static_cast<int>(2 * cell), static_cast<int>(2 * cell + 1)});
        row.factors.insert(row.factors.end(), {factor, -factor});
      };
      for (const std::size_t part : relation.parts) add(part, 1);
      add(relation.total, -1);
      result.push_back(std::move(row));
    }
    return result;
  }

  // The answer in whole people, if it is one: every count that moves stays a possible gap and everything still adds up.
  [[nodiscard]] std::optional<Moves> whole(const std::vector<double>& x) const {
    Moves moves(table_.counts.size());
    for (std::size_t cell = 0; cell < moves.size(); ++cell) {
      const double change = x[2 * cell] - x[2 * cell + 1];
      moves[cell] = std::llround(change);
      if (std::abs(change - static_cast<double>(moves[cell])) > kTolerance) return std::nullopt;
    }
    return is_possible(moves) ? std::optional(std::move(moves)) : std::nullopt;
  }
  [[nodiscard]] bool is_possible(const Moves& moves) const {
    for (std::size_t cell = 0; cell < moves.size(); ++cell) {
      const std::int64_t count = table_.counts[cell];
      if (moves[cell] != 0 && ((count == 0 && rule_.zeros_shown) || count + moves[cell] < rule_.floor_of_gap(cell))) return false;
    }
    return adds_up(table_.layout, moves);
  }

  // Where no exchange is possible: cells inside move, each with all totals that it is in: always possible, dear in totals. Down: every one as
  // far as it can; up: one of them.
  [[nodiscard]] Moves along_totals(std::size_t cell, std::int64_t by) const {
    if (by < 0) return down_along_totals(table_, rule_, cell);
    Moves moves(table_.counts.size(), 0);
    for (const std::size_t inner : cells_under(table_.layout, cell)) {
      if (table_.counts[inner] == 0 && rule_.zeros_shown) continue;
      for (const std::size_t one : table_.layout.line(inner)) moves[one] += by;
      break;
    }
    assert(is_possible(moves));
    return moves;
  }

  const MarginTable& table_;
  SmallCellRule rule_;
  LinearSystem system_;
  std::vector<double> cost_;
};

// The least and the greatest count that a cell has in the tables found so far that agree with all that will be shown.
struct Reached {
  std::int64_t low = std::numeric_limits<std::int64_t>::max(), high = -1;
};

core::Done possible(const MarginTable& table, const SmallCellRule& rule) {
  if (rule.least < 3) return core::fail(kLeastTooSmall, {}, {{"least", std::to_string(rule.least)}});
  if (table.counts.size() <= kMostTableCells) return {};
  return core::fail(kTableTooLarge, {}, {{"cells", std::to_string(table.counts.size())}, {"most", std::to_string(kMostTableCells)}});
}

class Suppression {
 public:
  Suppression(const MarginTable& table, const SmallCellRule& rule) : table_(table), rule_(rule), mover_(table, rule), is_gap_(table.counts.size(), false), reached_(table.counts.size()) {
    for (std::size_t cell = 0; cell < table.counts.size(); ++cell)
      if (rule.is_small(table.counts[cell])) small_.push_back(protection_of(table, rule, cell));
    for (const ProtectedCell& cell : small_) open(cell.cell);
  }

  [[nodiscard]] bool protect_all(core::Progress& progress) {
    for (const ProtectedCell& one : small_) {
      if (progress.cancelled()) return false;
      const std::int64_t count = table_.counts[one.cell];
      if (count > one.low && reached_[one.cell].low > one.low) take(mover_.move(one.cell, one.low - count));
      if (reached_[one.cell].high < one.high) take(mover_.move(one.cell, one.high - count));
    }
    return true;
  }

  [[nodiscard]] SuppressedTable result() const {
    SuppressedTable result{.published = {.layout = table_.layout, .cells = {}, .rule = rule_}, .small = small_, .helpers = {}, .ranges = {}};
    for (std::size_t cell = 0; cell < table_.counts.size(); ++cell) {
      result.published.cells.push_back(is_gap_[cell] ? std::nullopt : std::optional(table_.counts[cell]));
      if (is_gap_[cell] && !rule_.is_small(table_.counts[cell])) result.helpers.push_back(cell);
    }
    std::vector<std::size_t> cells;
    for (const ProtectedCell& one : small_) cells.push_back(one.cell);
    result.ranges = attack(result.published, cells);
    return result;
  }

 private:
  void open(std::size_t cell) {
    is_gap_[cell] = true;
    mover_.is_gap(cell);
  }

  // Whatever moves is left out; the moved table may be a witness for other small cells too.
  void take(const Moves& moves) {
    for (std::size_t cell = 0; cell < moves.size(); ++cell) {
      if (moves[cell] == 0) continue;
      if (!is_gap_[cell]) open(cell);
      const std::int64_t moved = table_.counts[cell] + moves[cell];
      reached_[cell] = {.low = std::min(reached_[cell].low, moved), .high = std::max(reached_[cell].high, moved)};
    }
  }

  const MarginTable& table_;
  SmallCellRule rule_;
  Mover mover_;
  std::vector<bool> is_gap_;
  std::vector<Reached> reached_;
  std::vector<ProtectedCell> small_;
};

}  // namespace

bool is_protected(const CellRange& range, const ProtectedCell& cell) {
  return range.low <= static_cast<double>(cell.low) + kTolerance && range.high >= static_cast<double>(cell.high) - kTolerance;
}

core::Result<SuppressedTable> suppress(const MarginTable& table, const SmallCellRule& rule, core::Progress& progress) {
  PALERMO_CHECK_DONE(possible(table, rule));
  Suppression suppression(table, rule);
  if (!suppression.protect_all(progress)) return core::fail(core::kCancelled);
  SuppressedTable result = suppression.result();
  if (!std::ranges::equal(result.ranges, result.small, is_protected)) return core::fail(kNotProtected);
  return result;
}

}  // namespace palermo::privacy
