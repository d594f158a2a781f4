// SPDX-License-Identifier: Apache-2.0
// LinkGraph: which records may be one person and what speaks for it; and its groups, which can be decided one by one.
//
// Inside this room, records are numbered by their place in canonical order, so that nothing depends on the order of rows.
// Bans are settled here once: pairs without consent, never-link pairs and pairs within a duplicate-free list are no edges.
// What a chain of edges would join against a ban is found by `list_bit` (two records of a cluster share a bit) and `bans`.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "palermo/link/people.hpp"

namespace palermo::link {

struct Edge {
  std::uint32_t a = 0;  // a < b
  std::uint32_t b = 0;
  double bits = 0;      // log-odds
  std::uint32_t pair = 0;  // in Evidence.pairs

  bool operator==(const Edge&) const = default;
};

class LinkGraph {
 public:
  explicit LinkGraph(const Evidence& evidence);

  [[nodiscard]] std::size_t records() const { return list_bit_.size(); }
  [[nodiscard]] std::span<const Edge> edges() const { return edges_; }              // by (a, b), each pair once
  [[nodiscard]] std::span<const RecordPair> bans() const { return bans_; }          // by (a, b), each pair once
  [[nodiscard]] std::uint64_t list_bit(std::uint32_t record) const { return list_bit_[record]; }  // 0: the list may repeat
  [[nodiscard]] std::uint32_t place(RecordIndex record) const { return place_of_[record]; }
  [[nodiscard]] std::span<const std::uint32_t> place_of() const { return place_of_; }

 private:
  void sort_edges();

  std::vector<std::uint32_t> place_of_;
  std::vector<std::uint64_t> list_bit_;
  std::vector<Edge> edges_;
  std::vector<RecordPair> bans_;
};

// Records that a chain of edges above the cut joins: at least two. Edges and bans are in the group's own numbers.
struct Group {
  std::span<const std::uint32_t> members;    // ascending
  std::span<const std::uint64_t> list_bits;  // one per member
  std::span<const Edge> edges;               // all edges inside, also those below the cut; by (a, b)
  std::span<const RecordPair> bans;

  [[nodiscard]] std::size_t size() const { return members.size(); }
};

class Groups {
 public:
  // A group of more than `largest` records is cut again at one bit more, until none is left (0: never).
  Groups(const LinkGraph& graph, double cut_bits, std::size_t largest = 0);

  [[nodiscard]] std::size_t size() const { return first_member_.size() - 1; }
  [[nodiscard]] Group operator[](std::size_t group) const;
  [[nodiscard]] double highest_cut() const { return highest_cut_; }  // cut_bits where nothing had to be cut again

 private:
  std::vector<std::uint32_t> members_;
  std::vector<std::uint64_t> list_bits_;
  std::vector<Edge> edges_;
  std::vector<RecordPair> bans_;
  std::vector<std::size_t> first_member_, first_edge_, first_ban_;  // one more than there are groups
  double highest_cut_;
};

// Turns "the first record of my person" (in canonical numbers, one per record) into people.
// place_of: per record, its canonical number.
[[nodiscard]] People number_people(std::span<const std::uint32_t> place_of, std::span<const std::uint32_t> first_of);

}  // namespace palermo::link
