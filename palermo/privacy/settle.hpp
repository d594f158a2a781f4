// SPDX-License-Identifier: Apache-2.0
// Settling: rows exchange single values until no forbidden pair is left and all tables of pairs are near what the model expects.
//
// Two rows exchange their values of one column, so every one-way table stays as it is. An exchange is made when it lessens
//   Σ over all pairs of columns and cells |rows − expected| + kForbidden · (forbidden pairs in the two rows).
// A forbidden pair that no exchange mends loses one of its values: it becomes missing. The sampler follows a tree, and what it tells of
// two columns far apart on it is off by chance; settling takes most of that chance away, and honours tables too wide for the tree.
// After the noise. Deterministic in the stream; one thread. Kin: the gradual update of [zhang2021] (PrivSyn).
#pragma once

#include "palermo/core/random.hpp"
#include "palermo/privacy/compression.hpp"
#include "palermo/privacy/graphical_model.hpp"
#include "palermo/privacy/person_table.hpp"

namespace palermo::privacy {

struct SettleOptions {
  double proposals = 20;       // exchanges tried, by value of the table
  double most_proposals = 1e7; // in a large table fewer by value: what chance leaves there is small beside the counts
  int tries = 300;             // partners tried for a forbidden pair, each round
};

struct SettleReport {
  std::int64_t forbidden_before = 0, blanked = 0;
  double distance_before = 0, distance_after = 0;  // Σ |rows − expected|
};

// `expected`: tables of all pairs in order, people by cell (scaled to the number of rows here). `possible`: the same order.
// Rows and tables by coarse levels. `rules`: zeros over three columns and more; no exchange breaks one.
SettleReport settle(CodedRows& rows, const CoarseColumns& columns, const std::vector<std::vector<double>>& expected,
                    std::span<const ForbiddenCells> possible, std::span<const ForbiddenCells> rules, const SettleOptions& options, core::Stream& stream);

}  // namespace palermo::privacy
