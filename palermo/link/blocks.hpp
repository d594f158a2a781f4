// SPDX-License-Identifier: Apache-2.0
// The blocks of one rule: sorted from the keys of all records, and kept within a number of pairs.
//
// A key and a record stand in one 64-bit number (the highest bits of the key's hash, then the record's place), so that sorting
// numbers forms the blocks. Which blocks are kept is read from how many there are of each size: where all of them would give more
// pairs than the rule may, the small ones come first, and the larger ones are split by a finer key and asked again, up to three
// times. So a rule costs what it is allowed to and not the square of the records; what stays too large is left out and counted.
// Memory while forming: 16 bytes a key. Two hashes that share their highest bits stand in one block: some pairs are looked
// at for nothing, none is lost.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "palermo/link/blocking.hpp"
#include "palermo/link/record.hpp"

namespace palermo::link {

struct RuleCount {
  std::string_view rule;           // word(Rule), "every_pair" or "all_pairs"
  std::uint64_t pairs = 0;         // that the rule gives
  std::uint64_t adds = 0;          // of them, that no earlier rule gives (estimated from a sample where there are many)
  std::uint64_t blocks = 0;
  std::uint64_t largest_block = 0;      // records, before splitting
  std::uint64_t split_blocks = 0;
  std::uint64_t left_out_blocks = 0;    // too large even when split
  std::uint64_t largest_left_out = 0;   // records
};

struct BlockLimits {
  std::size_t largest_block = 400;  // records
  std::uint64_t pairs = 0;          // of the whole rule
};

struct RuleBlocks {
  RuleCount count;
  std::vector<std::uint32_t> members;  // places, block by block, ascending in each
  std::vector<std::uint32_t> sizes;    // records in each block, at least two
};

// What a block that is too large is split by, a record; in the order of `order`.
[[nodiscard]] std::vector<FinerKeys> finer_keys(const Records& records, std::span<const RecordIndex> order);

// `order`: records by place; `finer` by place.
[[nodiscard]] RuleBlocks form_blocks(const Records& records, std::span<const RecordIndex> order, std::span<const FinerKeys> finer,
                                     Rule rule, const BlockLimits& limits);

}  // namespace palermo::link
