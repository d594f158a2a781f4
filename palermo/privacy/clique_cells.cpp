// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/clique_cells.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace palermo::privacy {
namespace {

std::size_t at(int column) { return static_cast<std::size_t>(column); }

// One forbidding table, asked as soon as the last of its columns has a level.
struct Check {
  const ForbiddenCells* zeros;
  std::vector<std::size_t> depth;   // of each of its columns
  std::vector<std::size_t> stride;
};

std::vector<std::size_t> strides(const ColumnSet& columns, std::span<const int> sizes) {
  std::vector<std::size_t> stride(columns.size(), 1);
  for (std::size_t i = columns.size(); i-- > 1;) stride[i - 1] = stride[i] * at(sizes[at(columns[i])]);
  return stride;
}

class Lister {
 public:
  Lister(CliqueCells& clique, std::span<const int> sizes, std::span<const ForbiddenCells> zeros, double most) : clique_(clique), most_(most) {
    order_ = clique.separator;
    order_.insert(order_.end(), clique.residual.begin(), clique.residual.end());
    for (const int column : order_) size_.push_back(at(sizes[at(column)]));
    level_.resize(order_.size());
    checks_.resize(order_.size());
    for (const ForbiddenCells& one : zeros)
      if (contains(clique.columns, one.columns)) add(one, sizes);
    clique_.level.resize(order_.size());
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const auto found = std::lower_bound(clique.columns.begin(), clique.columns.end(), order_[i]);
      place_.push_back(static_cast<std::size_t>(found - clique.columns.begin()));
    }
  }

  bool list() { return deeper(0) && close(); }

 private:
  void add(const ForbiddenCells& zeros, std::span<const int> sizes) {
    Check check{&zeros, {}, strides(zeros.columns, sizes)};
    for (const int column : zeros.columns) check.depth.push_back(static_cast<std::size_t>(std::find(order_.begin(), order_.end(), column) - order_.begin()));
    checks_[*std::max_element(check.depth.begin(), check.depth.end())].push_back(std::move(check));
  }

  [[nodiscard]] bool possible(std::size_t depth) const {
    for (const Check& check : checks_[depth]) {
      std::size_t cell = 0;
      for (std::size_t i = 0; i < check.depth.size(); ++i) cell += level_[check.depth[i]] * check.stride[i];
      if (!check.zeros->possible[cell]) return false;
    }
    return true;
  }

  // False when there are too many.
  bool deeper(std::size_t depth) {
    if (depth == clique_.separator.size()) begin_group();
    if (depth == order_.size()) return put();
    for (std::size_t level = 0; level < size_[depth]; ++level) {
      level_[depth] = level;
      if (possible(depth) && !deeper(depth + 1)) return false;
    }
    return true;
  }

  void begin_group() {
    if (!clique_.group_begin.empty() && clique_.group_begin.back() == count_) {  // the one before stayed empty
      clique_.group_begin.pop_back();
      clique_.group_separator.pop_back();
    }
    std::size_t separator = 0;
    for (std::size_t i = 0; i < clique_.separator.size(); ++i) separator = separator * size_[i] + level_[i];
    clique_.group_begin.push_back(static_cast<std::uint32_t>(count_));
    clique_.group_separator.push_back(static_cast<std::uint32_t>(separator));
  }

  bool put() {
    if (static_cast<double>(++count_) > most_) return false;
    for (std::size_t i = 0; i < order_.size(); ++i) clique_.level[place_[i]].push_back(static_cast<std::uint16_t>(level_[i]));
    return true;
  }

  bool close() {
    if (!clique_.group_begin.empty() && clique_.group_begin.back() == count_) {
      clique_.group_begin.pop_back();
      clique_.group_separator.pop_back();
    }
    clique_.group_begin.push_back(static_cast<std::uint32_t>(count_));
    clique_.people.assign(count_, 0);
    return true;
  }

  CliqueCells& clique_;
  double most_;
  ColumnSet order_;
  std::vector<std::size_t> size_, level_, place_;
  std::vector<std::vector<Check>> checks_;
  std::size_t count_ = 0;
};

}  // namespace

core::Result<std::vector<CliqueCells>> list_cells(const JunctionTree& tree, std::span<const int> sizes, std::span<const ForbiddenCells> zeros,
                                                  double most_cells) {
  std::vector<CliqueCells> cliques;
  double cells = 0;
  for (const Clique& from : tree.cliques) {
    CliqueCells clique;
    clique.columns = from.columns;
    clique.separator = from.separator;
    clique.parent = from.parent;
    std::set_difference(from.columns.begin(), from.columns.end(), from.separator.begin(), from.separator.end(), std::back_inserter(clique.residual));
    clique.separator_cells = static_cast<std::size_t>(cells_of(clique.separator, sizes));
    if (!Lister(clique, sizes, zeros, most_cells - cells).list())
      return core::fail(kModelTooLarge, {}, {{"most", std::to_string(static_cast<std::int64_t>(most_cells))}});
    if (clique.size() == 0) return core::fail(kNothingPossible);
    if (clique.parent >= 0) clique.parent_separator = places_in(cliques[at(clique.parent)], clique.separator, sizes);
    cells += static_cast<double>(clique.size());
    cliques.push_back(std::move(clique));
  }
  return cliques;
}

std::vector<std::uint32_t> places_in(const CliqueCells& clique, const ColumnSet& columns, std::span<const int> sizes) {
  const std::vector<std::size_t> stride = strides(columns, sizes);
  std::vector<std::uint32_t> place(clique.size(), 0);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto found = std::lower_bound(clique.columns.begin(), clique.columns.end(), columns[i]);
    const auto& level = clique.level[static_cast<std::size_t>(found - clique.columns.begin())];
    for (std::size_t cell = 0; cell < place.size(); ++cell) place[cell] += static_cast<std::uint32_t>(level[cell] * stride[i]);
  }
  return place;
}

}  // namespace palermo::privacy
