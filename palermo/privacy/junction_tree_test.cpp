// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/junction_tree.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "palermo/core/random.hpp"

namespace palermo::privacy {
namespace {

struct Drawn {
  std::vector<int> sizes;
  std::vector<ColumnSet> sets;
};

Drawn drawn(core::Stream& stream) {
  Drawn drawn;
  for (std::uint64_t i = 3 + stream.below(10); i > 0; --i) drawn.sizes.push_back(2 + static_cast<int>(stream.below(8)));
  for (std::uint64_t i = stream.below(15); i > 0; --i) {
    std::set<int> set;
    for (std::uint64_t k = 1 + stream.below(3); k > 0; --k) set.insert(static_cast<int>(stream.below(drawn.sizes.size())));
    drawn.sets.emplace_back(set.begin(), set.end());
  }
  return drawn;
}

// The cliques that hold a column hang together: each but one has the column in the separator to its parent.
int roots_of(const JunctionTree& tree, int column) {
  int roots = 0;
  for (const Clique& clique : tree.cliques)
    roots += contains(clique.columns, {column}) && !contains(clique.separator, {column});
  return roots;
}

TEST(JunctionTree, every_set_lies_in_a_clique_and_cliques_of_a_column_hang_together) {
  core::Stream stream(11, "junction_tree_test");
  for (int round = 0; round < 300; ++round) {
    const Drawn input = drawn(stream);
    const JunctionTree tree = junction_tree(input.sizes, input.sets);
    for (const ColumnSet& set : input.sets)
      EXPECT_TRUE(std::any_of(tree.cliques.begin(), tree.cliques.end(), [&](const Clique& clique) { return contains(clique.columns, set); })) << round;
    for (std::size_t column = 0; column < input.sizes.size(); ++column) EXPECT_EQ(roots_of(tree, static_cast<int>(column)), 1) << round;
    for (std::size_t c = 0; c < tree.cliques.size(); ++c) {
      EXPECT_EQ(tree.cliques[c].parent < 0, c == 0);
      EXPECT_LT(tree.cliques[c].parent, static_cast<int>(c));
      if (c == 0) continue;
      EXPECT_TRUE(contains(tree.cliques[static_cast<std::size_t>(tree.cliques[c].parent)].columns, tree.cliques[c].separator));
    }
  }
}

TEST(JunctionTree, a_chain_of_pairs_stays_a_chain_of_pairs) {
  const std::vector<int> sizes{2, 3, 4, 5};
  const std::vector<ColumnSet> sets{{0, 1}, {1, 2}, {2, 3}};
  const JunctionTree tree = junction_tree(sizes, sets);
  EXPECT_EQ(tree.cliques.size(), 3U);
  EXPECT_EQ(tree.cells(sizes), 6 + 12 + 20);
}

TEST(JunctionTree, a_cycle_of_four_needs_one_chord) {
  const std::vector<int> sizes{2, 2, 2, 2};
  const std::vector<ColumnSet> sets{{0, 1}, {1, 2}, {2, 3}, {0, 3}};
  const JunctionTree tree = junction_tree(sizes, sets);
  ASSERT_EQ(tree.cliques.size(), 2U);
  EXPECT_EQ(tree.cliques[1].separator.size(), 2U);
}

}  // namespace
}  // namespace palermo::privacy
