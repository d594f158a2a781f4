// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/junction_tree.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>

namespace palermo::privacy {
namespace {

using Graph = std::vector<std::vector<char>>;  // symmetric; who stands next to whom

Graph moral_graph(std::size_t columns, std::span<const ColumnSet> sets) {
  Graph graph(columns, std::vector<char>(columns, 0));
  for (const ColumnSet& set : sets)
    for (const int a : set)
      for (const int b : set)
        if (a != b) graph[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)] = 1;
  return graph;
}

ColumnSet neighbours(const Graph& graph, const std::vector<char>& gone, int column) {
  ColumnSet found;
  for (std::size_t other = 0; other < graph.size(); ++other)
    if (!gone[other] && graph[static_cast<std::size_t>(column)][other]) found.push_back(static_cast<int>(other));
  return found;
}

int fill_of(const Graph& graph, const ColumnSet& around) {
  int missing = 0;
  for (std::size_t i = 0; i < around.size(); ++i)
    for (std::size_t j = i + 1; j < around.size(); ++j)
      missing += graph[static_cast<std::size_t>(around[i])][static_cast<std::size_t>(around[j])] ? 0 : 1;
  return missing;
}

enum class Greedy { size, fill };

// Cliques in the order of elimination; some lie inside later or earlier ones.
std::vector<ColumnSet> eliminate(Graph graph, std::span<const int> sizes, Greedy greedy) {
  std::vector<char> gone(graph.size(), 0);
  std::vector<ColumnSet> cliques;
  for (std::size_t step = 0; step < graph.size(); ++step) {
    int best = -1;
    double least = INFINITY;
    ColumnSet around;
    for (std::size_t column = 0; column < graph.size(); ++column) {
      if (gone[column]) continue;
      ColumnSet near = neighbours(graph, gone, static_cast<int>(column));
      const double cells = cells_of(near, sizes) * sizes[column];
      const double cost = greedy == Greedy::size ? cells : 1e12 * fill_of(graph, near) + cells;
      if (cost >= least) continue;
      least = cost;
      best = static_cast<int>(column);
      around = std::move(near);
    }
    for (const int a : around)
      for (const int b : around)
        if (a != b) graph[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)] = 1;
    gone[static_cast<std::size_t>(best)] = 1;
    around.insert(std::lower_bound(around.begin(), around.end(), best), best);
    cliques.push_back(std::move(around));
  }
  return cliques;
}

std::vector<ColumnSet> maximal(std::vector<ColumnSet> cliques) {
  std::stable_sort(cliques.begin(), cliques.end(), [](const ColumnSet& a, const ColumnSet& b) { return a.size() > b.size(); });
  std::vector<ColumnSet> kept;
  for (ColumnSet& clique : cliques)
    if (std::none_of(kept.begin(), kept.end(), [&](const ColumnSet& other) { return contains(other, clique); })) kept.push_back(std::move(clique));
  return kept;
}

ColumnSet shared(const ColumnSet& a, const ColumnSet& b) {
  ColumnSet both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

// Prim's tree over the largest separators; among equals the edge between the smallest tables, so that a large clique is
// asked by few neighbours. The largest clique is the root: what hangs on it is asked once.
JunctionTree spanning_tree(std::vector<ColumnSet> cliques, std::span<const int> sizes) {
  std::stable_sort(cliques.begin(), cliques.end(), [&](const ColumnSet& a, const ColumnSet& b) { return cells_of(a, sizes) > cells_of(b, sizes); });
  JunctionTree tree;
  std::vector<char> placed(cliques.size(), 0);
  for (std::size_t step = 0; step < cliques.size(); ++step) {
    std::size_t chosen = 0;
    Clique best;
    double least = INFINITY;
    std::size_t most = 0;
    for (std::size_t i = 0; i < cliques.size() && step > 0; ++i) {
      if (placed[i]) continue;
      for (std::size_t p = 0; p < tree.cliques.size(); ++p) {
        ColumnSet separator = shared(cliques[i], tree.cliques[p].columns);
        const double cells = cells_of(cliques[i], sizes) + cells_of(tree.cliques[p].columns, sizes);
        if (least < INFINITY && (separator.size() < most || (separator.size() == most && cells >= least))) continue;
        most = separator.size();
        least = cells;
        chosen = i;
        best = Clique{{}, std::move(separator), static_cast<int>(p)};
      }
    }
    placed[chosen] = 1;
    best.columns = cliques[chosen];
    tree.cliques.push_back(std::move(best));
  }
  return tree;
}

}  // namespace

double cells_of(const ColumnSet& columns, std::span<const int> sizes) {
  double cells = 1;
  for (const int column : columns) cells *= sizes[static_cast<std::size_t>(column)];
  return cells;
}

bool contains(const ColumnSet& whole, const ColumnSet& part) { return std::includes(whole.begin(), whole.end(), part.begin(), part.end()); }

double JunctionTree::cells(std::span<const int> sizes) const {
  double cells = 0;
  for (const Clique& clique : cliques) cells += cells_of(clique.columns, sizes);
  return cells;
}

JunctionTree junction_tree(std::span<const int> sizes, std::span<const ColumnSet> sets) {
  const Graph graph = moral_graph(sizes.size(), sets);
  JunctionTree best;
  for (const Greedy greedy : {Greedy::size, Greedy::fill}) {
    JunctionTree tree = spanning_tree(maximal(eliminate(graph, sizes, greedy)), sizes);
    if (best.cliques.empty() || tree.cells(sizes) < best.cells(sizes)) best = std::move(tree);
  }
  return best;
}

}  // namespace palermo::privacy
