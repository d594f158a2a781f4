// SPDX-License-Identifier: Apache-2.0
// Candidates: the pairs that are compared in full, each once, and the plan that tells how many before anything runs.
//
// Up to `all_pairs_limit` possible pairs every pair is looked at, and those whose signatures speak for it are compared; with
// few records all are. Above it the union of the blocking rules takes the place of all pairs. A rule may give so many pairs a
// record and no more (so that work grows with the records and not with their square): its largest blocks are split by finer keys,
// and what is still too large is left out under that rule and counted: named by rule and size, never by what its records share.
// A pair is given by the first block that both records stand in, so no list of pairs is ever sorted or kept.
// Records are numbered here by place in canonical order.
// Memory: about 8 bytes a record and key, some 200 a record. Reading is safe from any thread; each has its own Scratch.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/link/blocks.hpp"
#include "palermo/link/record.hpp"
#include "palermo/link/signature.hpp"

namespace palermo::link {

struct CandidateOptions {
  std::uint64_t every_pair_limit = 3'000'000;   // possible pairs up to which each is compared in full
  std::uint64_t all_pairs_limit = 420'000'000;  // up to which each is looked at: 20,000 x 20,000, or 29,000 records
  std::size_t largest_block = 400;              // records; times more where there are fewer than 100,000 records
  std::size_t few_records = 60'000;             // up to which a pair in a block needs fewer points and may contradict itself (signature.hpp)
  std::uint64_t pairs_a_rule = 12'000'000;      // that one rule may give: these,
  std::uint64_t pairs_a_record = 12;            // or these times the records, whichever is more
  int threads = 0;
};

enum class Reach : std::uint8_t { every_pair, all_pairs, blocks };

struct CandidatePlan {
  Reach reach = Reach::every_pair;
  std::uint64_t possible = 0;   // pairs that the lists allow
  std::uint64_t looked_at = 0;  // sum of adds
  std::uint64_t compared = 0;   // that pass the signatures: estimated from a sample where there are many
  std::vector<RuleCount> rules;
};

class Candidates {
 public:
  // Errors: core.cancelled.
  [[nodiscard]] static core::Result<Candidates> find(const Records& records, const CandidateOptions& options, core::Progress& progress);

  [[nodiscard]] const CandidatePlan& plan() const { return plan_; }
  [[nodiscard]] std::size_t size() const { return order_.size(); }
  [[nodiscard]] RecordIndex record_at(std::uint32_t place) const { return order_[place]; }

  using Pair = std::pair<std::uint32_t, std::uint32_t>;  // places, the earlier first
  struct Scratch {
    std::vector<Signature> signatures;
    std::vector<Pair> pairs;
  };
  // The work in even portions: a portion is a record with all that follow, or some blocks.
  [[nodiscard]] std::size_t portions() const;
  // The pairs of one portion that pass the signatures; over all portions each pair once. Valid until the next call.
  [[nodiscard]] std::span<const Pair> pairs(std::size_t portion, Scratch& scratch) const;
  // Whether some portion gives the pair.
  [[nodiscard]] bool has(std::uint32_t a, std::uint32_t b) const;

 private:
  [[nodiscard]] core::Done form(const Records& records, const CandidateOptions& options, core::Progress& progress);
  void join(std::vector<RuleBlocks>& by_rule);
  void count_additions();
  [[nodiscard]] bool worth(const Signature& a, const Signature& b) const;
  void pairs_of_block(std::size_t block, Scratch& scratch) const;
  [[nodiscard]] std::span<const std::uint32_t> members(std::size_t block) const;
  [[nodiscard]] std::span<const std::uint32_t> blocks_of(std::uint32_t place) const;
  [[nodiscard]] bool together_before(std::uint32_t a, std::uint32_t b, std::size_t block) const;

  CandidatePlan plan_;
  std::vector<RecordIndex> order_;
  std::vector<Signature> signatures_;    // by place
  bool many_ = false;                    // records, so that a pair in a block must show more
  std::vector<std::uint32_t> members_;   // places, block by block, ascending in each; the blocks of a rule one after the other
  std::vector<std::uint64_t> begin_;     // of each block in members_, and one more
  std::vector<std::uint32_t> rule_end_;  // in blocks, by rule
  std::vector<std::uint32_t> blocks_;    // of each record, ascending
  std::vector<std::uint64_t> first_;     // in blocks_, by place, and one more
  std::vector<std::uint32_t> portion_;   // first block of each, and one more
};

}  // namespace palermo::link
