// SPDX-License-Identifier: Apache-2.0
// Tables that a graphical model implies: read off a clique, or gathered from the leaves to the root by conditional tables.
#include <algorithm>
#include <map>

#include "palermo/privacy/clique_cells.hpp"
#include "palermo/privacy/graphical_model.hpp"

namespace palermo::privacy {
namespace {

// P(query columns below | separator): separator cells × query cells, the query's last column fastest. At the root: people.
struct Gathered {
  ColumnSet columns;  // of the query, in the order of the table
  std::size_t cells = 1;
  std::vector<double> table;
};

class Gather {
 public:
  Gather(const GraphicalModel& model, const ColumnSet& query) : model_(model), below_(model.cliques().size()), children_(model.cliques().size()) {
    const auto& cliques = model.cliques();
    for (std::size_t c = cliques.size(); c-- > 0;) {
      for (const int column : query)
        if (std::binary_search(cliques[c].residual.begin(), cliques[c].residual.end(), column)) below_[c].push_back(column);
      local_.insert(local_.begin(), below_[c]);
      for (const std::size_t child : children_[c]) below_[c].insert(below_[c].end(), below_[child].begin(), below_[child].end());
      if (c > 0 && !below_[c].empty()) children_[static_cast<std::size_t>(cliques[c].parent)].push_back(c);
    }
  }

  Gathered at(std::size_t c) {
    const CliqueCells& clique = model_.cliques()[c];
    std::vector<Gathered> under;
    for (const std::size_t child : children_[c]) under.push_back(at(child));
    Gathered all;
    all.columns = below_[c];
    for (const int column : all.columns) all.cells *= static_cast<std::size_t>(model_.sizes()[static_cast<std::size_t>(column)]);
    std::size_t spread = 1;
    for (const Gathered& one : under) spread *= one.cells;
    const std::vector<std::uint32_t> own = places_in(clique, local_[c], model_.sizes());
    all.table.assign(clique.separator_cells * all.cells, 0);
    std::vector<double> product, wider;
    for (std::size_t g = 0; g < clique.group_separator.size(); ++g) {
      double mass = 0;
      for (std::size_t i = clique.group_begin[g]; i < clique.group_begin[g + 1]; ++i) mass += clique.people[i];
      if (!(mass > 0)) continue;
      for (std::size_t i = clique.group_begin[g]; i < clique.group_begin[g + 1]; ++i) {
        if (!(clique.people[i] > 0)) continue;
        product.assign(1, c == 0 ? clique.people[i] : clique.people[i] / mass);
        for (std::size_t k = 0; k < under.size(); ++k) multiply(product, under[k], model_.cliques()[children_[c][k]].parent_separator[i], wider);
        double* const into = all.table.data() + clique.group_separator[g] * all.cells + own[i] * spread;
        for (std::size_t j = 0; j < spread; ++j) into[j] += product[j];
      }
    }
    return all;
  }

 private:
  static void multiply(std::vector<double>& product, const Gathered& with, std::size_t separator, std::vector<double>& wider) {
    const double* const row = with.table.data() + separator * with.cells;
    wider.resize(product.size() * with.cells);
    for (std::size_t i = 0; i < product.size(); ++i)
      for (std::size_t j = 0; j < with.cells; ++j) wider[i * with.cells + j] = product[i] * row[j];
    product.swap(wider);
  }

  const GraphicalModel& model_;
  std::vector<ColumnSet> below_;  // query columns in the clique's residual, then those under its children
  std::vector<ColumnSet> local_;  // those in the residual
  std::vector<std::vector<std::size_t>> children_;  // with query columns below
};

std::vector<double> sorted_axes(const Gathered& from, const ColumnSet& columns, std::span<const int> sizes) {
  std::vector<std::size_t> stride(columns.size(), 1);  // in the result, by column of the result
  for (std::size_t i = columns.size(); i-- > 1;) stride[i - 1] = stride[i] * static_cast<std::size_t>(sizes[static_cast<std::size_t>(columns[i])]);
  std::vector<double> result(from.cells, 0);
  std::vector<std::size_t> size, step, level(from.columns.size(), 0);
  for (const int column : from.columns) {
    size.push_back(static_cast<std::size_t>(sizes[static_cast<std::size_t>(column)]));
    step.push_back(stride[static_cast<std::size_t>(std::lower_bound(columns.begin(), columns.end(), column) - columns.begin())]);
  }
  for (std::size_t cell = 0; cell < from.cells; ++cell) {
    std::size_t place = 0;
    for (std::size_t i = 0; i < level.size(); ++i) place += level[i] * step[i];
    result[place] = from.table[cell];
    for (std::size_t i = level.size(); i-- > 0;) {
      if (++level[i] < size[i]) break;
      level[i] = 0;
    }
  }
  return result;
}

// Tables of all pairs: P(column | separator) is carried once from the column's topmost clique up to the root; a pair meets in the
// lowest clique above both.
class PairGather {
 public:
  explicit PairGather(const GraphicalModel& model) : model_(model), upward_(model.sizes().size()) {
    for (std::size_t column = 0; column < upward_.size(); ++column) carry(column);
  }

  [[nodiscard]] std::vector<double> pair(int a, int b) const {
    std::size_t meeting = home_of(a), other = home_of(b);
    std::size_t under_a = kHere, under_b = kHere;  // the clique from which each column comes to the meeting
    while (meeting != other) {  // parents have smaller numbers
      std::size_t& lower = meeting > other ? meeting : other;
      (meeting > other ? under_a : under_b) = lower;
      lower = static_cast<std::size_t>(model_.cliques()[lower].parent);
    }
    const CliqueCells& clique = model_.cliques()[meeting];
    const Side from_a = side(a, under_a, clique), from_b = side(b, under_b, clique);
    if (from_a.states * from_b.states > kMostJoint) return cell_by_cell(clique, from_a, size(a), from_b, size(b));
    std::vector<double> joint(from_a.states * from_b.states, 0);
    for (std::size_t i = 0; i < clique.size(); ++i) joint[from_a.state[i] * from_b.states + from_b.state[i]] += clique.people[i];
    const std::size_t na = size(a), nb = size(b);
    std::vector<double> table(na * nb, 0), row(nb);
    for (std::size_t s = 0; s < from_a.states; ++s) {
      const double* const here = joint.data() + s * from_b.states;
      std::fill(row.begin(), row.end(), 0.0);
      for (std::size_t t = 0; t < from_b.states; ++t) {
        if (!(here[t] > 0)) continue;
        if (!from_b.given) row[t] += here[t];
        else
          for (std::size_t j = 0; j < nb; ++j) row[j] += here[t] * (*from_b.given)[t * nb + j];
      }
      for (std::size_t i = 0; i < na; ++i) {
        const double share = from_a.given ? (*from_a.given)[s * na + i] : (i == s ? 1.0 : 0.0);
        for (std::size_t j = 0; j < nb && share > 0; ++j) table[i * nb + j] += share * row[j];
      }
    }
    return table;
  }

 private:
  static constexpr std::size_t kHere = static_cast<std::size_t>(-1);
  static constexpr std::size_t kMostJoint = std::size_t{1} << 20;  // cells of a table of two separators

  // How a column shows in the cells of the clique where a pair meets: by its level, or by the separator to where it comes from.
  struct Side {
    std::size_t states = 0;
    std::vector<std::uint32_t> state;               // by cell
    const std::vector<double>* given = nullptr;     // P(level | separator), unless the state is the level
  };

  static double share_of(const Side& side, std::uint32_t state, std::size_t level, std::size_t levels) {
    return side.given ? (*side.given)[state * levels + level] : (level == state ? 1.0 : 0.0);
  }

  // Where two separators have too many values between them for a table of both.
  static std::vector<double> cell_by_cell(const CliqueCells& clique, const Side& a, std::size_t na, const Side& b, std::size_t nb) {
    std::vector<double> table(na * nb, 0);
    for (std::size_t cell = 0; cell < clique.size(); ++cell)
      for (std::size_t i = 0; i < na && clique.people[cell] > 0; ++i) {
        const double share = clique.people[cell] * share_of(a, a.state[cell], i, na);
        for (std::size_t j = 0; j < nb && share > 0; ++j) table[i * nb + j] += share * share_of(b, b.state[cell], j, nb);
      }
    return table;
  }

  [[nodiscard]] std::size_t size(int column) const { return static_cast<std::size_t>(model_.sizes()[static_cast<std::size_t>(column)]); }

  [[nodiscard]] std::size_t home_of(int column) const {
    std::size_t c = 0;
    while (!std::binary_search(model_.cliques()[c].columns.begin(), model_.cliques()[c].columns.end(), column)) ++c;
    return c;
  }

  [[nodiscard]] Side side(int column, std::size_t under, const CliqueCells& clique) const {
    if (under == kHere) return {size(column), places_in(clique, {column}, model_.sizes()), nullptr};
    const CliqueCells& child = model_.cliques()[under];
    return {child.separator_cells, child.parent_separator, &upward_[static_cast<std::size_t>(column)].at(under)};
  }

  void carry(std::size_t column) {
    const std::size_t levels = size(static_cast<int>(column));
    std::size_t below = kHere;
    for (std::size_t c = home_of(static_cast<int>(column)); c != 0; below = c, c = static_cast<std::size_t>(model_.cliques()[c].parent)) {
      const CliqueCells& clique = model_.cliques()[c];
      std::vector<double> table(clique.separator_cells * levels, 0);
      const std::vector<std::uint32_t> own = below == kHere ? places_in(clique, {static_cast<int>(column)}, model_.sizes()) : std::vector<std::uint32_t>{};
      for (std::size_t g = 0; g < clique.group_separator.size(); ++g) {
        double mass = 0;
        for (std::size_t i = clique.group_begin[g]; i < clique.group_begin[g + 1]; ++i) mass += clique.people[i];
        if (!(mass > 0)) continue;
        double* const into = table.data() + clique.group_separator[g] * levels;
        for (std::size_t i = clique.group_begin[g]; i < clique.group_begin[g + 1]; ++i) {
          const double share = clique.people[i] / mass;
          if (below == kHere) {
            into[own[i]] += share;
            continue;
          }
          const double* const from = upward_[column].at(below).data() + model_.cliques()[below].parent_separator[i] * levels;
          for (std::size_t level = 0; level < levels; ++level) into[level] += share * from[level];
        }
      }
      upward_[column].emplace(c, std::move(table));
    }
  }

  const GraphicalModel& model_;
  std::vector<std::map<std::size_t, std::vector<double>>> upward_;  // by column, then by clique: separator cells × levels
};

}  // namespace

std::vector<double> GraphicalModel::marginal(const ColumnSet& columns) const {
  const CliqueCells* smallest = nullptr;
  for (const CliqueCells& clique : cliques_)
    if (contains(clique.columns, columns) && (!smallest || clique.size() < smallest->size())) smallest = &clique;
  if (!smallest) return sorted_axes(Gather(*this, columns).at(0), columns, sizes_);
  std::vector<double> table(static_cast<std::size_t>(cells_of(columns, sizes_)), 0);
  const std::vector<std::uint32_t> place = places_in(*smallest, columns, sizes_);
  for (std::size_t i = 0; i < place.size(); ++i) table[place[i]] += smallest->people[i];
  return table;
}

std::vector<std::vector<double>> GraphicalModel::pairs() const {
  const PairGather gather(*this);
  std::vector<std::vector<double>> tables;
  for (int a = 0; a < static_cast<int>(sizes_.size()); ++a)
    for (int b = a + 1; b < static_cast<int>(sizes_.size()); ++b) {
      const auto holds = [&](const CliqueCells& clique) { return contains(clique.columns, {a, b}); };
      tables.push_back(std::any_of(cliques_.begin(), cliques_.end(), holds) ? marginal({a, b}) : gather.pair(a, b));
    }
  return tables;
}

}  // namespace palermo::privacy
