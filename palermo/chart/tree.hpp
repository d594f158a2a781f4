// SPDX-License-Identifier: Apache-2.0
// Tree: a derivation from the finding down to the facts it rests on, one line a step, each with its mark.
//
// Marks differ by shape, fill and word: true a full disc with a tick, unknown a hatched disc, false an open disc with a
// cross, none a small square.
#pragma once

#include <string>
#include <vector>

#include "palermo/chart/figure.hpp"

namespace palermo::chart {

enum class TreeMark { yes, unknown, no, none };

struct TreeNode {
  Label label;       // "means: art. 3(a)"
  TreeMark mark = TreeMark::none;
  std::string word;  // the mark in words: "true"; may be empty with none
  std::vector<TreeNode> children;
};

struct Tree {
  Frame frame;
  TreeNode root;
  std::string step_name, label_name, mark_name;  // heads of the table's columns
};

// The table numbers the steps: 1, 1.1, 1.1.1.
[[nodiscard]] Figure draw(const Tree& tree);

}  // namespace palermo::chart
