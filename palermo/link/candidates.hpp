// SPDX-License-Identifier: Apache-2.0
// Candidates: the pairs that are compared in full, each once, and the plan that tells how many before anything runs.
//
// Up to `all_pairs_limit` possible pairs every pair is looked at, and those whose signatures speak for it are compared; with
// few records all are. Above it the union of the blocking rules takes the place of all pairs. A block of more than
// `largest_block` records is split by finer keys, and fewer where a rule would else give more pairs than it may (so that work
// grows with the records and not with their square); what is still too large is left out under that rule and counted: named by rule
// and size, never by what its records share. Records are numbered here by place in canonical order.
// Memory: about 25 bytes a record and key. Reading is safe from any thread; each has its own Scratch.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/link/blocking.hpp"
#include "palermo/link/record.hpp"
#include "palermo/link/signature.hpp"

namespace palermo::link {

struct CandidateOptions {
  std::uint64_t every_pair_limit = 3'000'000;   // possible pairs up to which each is compared in full
  std::uint64_t all_pairs_limit = 420'000'000;  // up to which each is looked at: 20,000 x 20,000, or 29,000 records
  std::size_t largest_block = 400;              // records; times more where there are fewer than 100,000 records
  std::size_t few_records = 60'000;             // up to which a pair in a block needs fewer points (signature.hpp)
  std::uint64_t pairs_a_rule = 12'000'000;      // or 12 a record: a rule that gives more has its largest blocks split
  int threads = 0;
};

enum class Reach : std::uint8_t { every_pair, all_pairs, blocks };

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

  struct Scratch {
    std::vector<std::uint32_t> stamp;
    std::vector<std::uint32_t> partners;
  };
  // Partners of the record at `place` with a later place, each once, that pass the signatures. Valid until the next call.
  [[nodiscard]] const std::vector<std::uint32_t>& partners(std::uint32_t place, Scratch& scratch) const;
  // Whether partners() would give the pair.
  [[nodiscard]] bool has(std::uint32_t a, std::uint32_t b) const;

 private:
  struct Member {
    std::uint32_t at = 0;   // my place in members_
    std::uint32_t end = 0;  // of my block
  };
  void block(const Records& records, const CandidateOptions& options, Rule rule, std::vector<std::vector<Member>>& of);
  void count_additions(const Records& records);

  CandidatePlan plan_;
  std::vector<RecordIndex> order_;
  std::vector<Signature> signatures_;
  int enough_ = kEnough;
  std::vector<std::uint32_t> members_;          // places, block by block, ascending in each
  std::vector<Member> memberships_;             // of all records
  std::vector<std::uint32_t> first_membership_;  // by place, one more
  std::vector<std::uint32_t> rule_end_;          // in members_, by rule
};

}  // namespace palermo::link
