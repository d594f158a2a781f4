// SPDX-License-Identifier: Apache-2.0
// One long invented list with second records of the same people, for measurements of speed: list.csv and its truth.csv.
//
// Of n records, floor(duplicates * n) are second records of somebody; everybody has one or two. The order is a
// pseudo-random permutation of the records (a Feistel network over the record numbers, walked until it stays below n), so
// that no record has to be kept: memory is one block of rows a thread, whatever n.
// The bytes depend on the options and the book alone, not on the number of threads.
#pragma once

#include <array>
#include <cstdint>

#include "palermo/core/output.hpp"
#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/simulate/lists_options.hpp"

namespace palermo::simulate {

struct OneListOptions {
  ListsOptions lists;  // seed, duplicates, nationalities and errors; people and lists do not matter
  std::int64_t records = 1'000'000;
  unsigned threads = 0;  // 0: as many as the machine has
};

// A permutation of 0 .. n - 1, by key; each value at once and in constant memory.
class Shuffle {
 public:
  Shuffle(std::uint64_t seed, std::uint64_t n);
  [[nodiscard]] std::uint64_t operator()(std::uint64_t i) const;  // i < n

 private:
  [[nodiscard]] std::uint64_t step(std::uint64_t i) const;
  std::uint64_t n_;
  int half_bits_ = 1;
  std::array<std::uint64_t, 4> keys_{};
};

// Name, role and columns of the one list.
[[nodiscard]] ListPlan one_list_plan();
[[nodiscard]] core::Done check(const OneListOptions& options, const NameBook& book);

// list.csv, truth.csv, lists.yaml, README.md. The caller commits.
// Errors: simulate.bad_lists, output.cannot_write, core.cancelled.
[[nodiscard]] core::Done write_one_list(const NameBook& book, const OneListOptions& options, core::OutputFolder& out, core::Progress& progress);

}  // namespace palermo::simulate
