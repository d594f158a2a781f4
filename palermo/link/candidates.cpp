// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/candidates.hpp"

#include <algorithm>
#include <map>

#include "palermo/core/parallel.hpp"

namespace palermo::link {
namespace {

constexpr std::uint64_t kPairsAPortion = 50'000;
constexpr std::size_t kSampled = 5000;      // records from which the additions of rules are estimated
constexpr std::size_t kSampledInAll = 200;  // where every pair is looked at

std::uint64_t pairs_in(std::uint64_t n) { return n * (n - 1) / 2; }

std::uint64_t possible_pairs(const Records& records) {
  std::map<ListIndex, std::uint64_t> by_list;
  for (const Record& r : records.records) ++by_list[r.list];
  std::uint64_t all = records.size() < 2 ? 0 : pairs_in(records.size());
  for (const auto& [list, n] : by_list)
    if (records.lists[list].duplicate_free && n > 1) all -= pairs_in(n);
  return all;
}

}  // namespace

core::Result<Candidates> Candidates::find(const Records& records, const CandidateOptions& options, core::Progress& progress) {
  Candidates out;
  out.order_ = records.canonical_order();
  out.signatures_ = signatures(records, out.order_);
  out.plan_.possible = possible_pairs(records);
  out.plan_.reach = out.plan_.possible <= options.every_pair_limit  ? Reach::every_pair
                    : out.plan_.possible <= options.all_pairs_limit ? Reach::all_pairs
                                                                    : Reach::blocks;
  if (out.plan_.reach == Reach::blocks) {
    out.many_ = records.size() > options.few_records;
    PALERMO_CHECK_DONE(out.form(records, options, progress));
  } else {
    RuleCount all;
    all.rule = out.plan_.reach == Reach::every_pair ? "every_pair" : "all_pairs";
    all.pairs = all.adds = out.plan_.possible;
    out.plan_.rules.push_back(all);
    out.plan_.looked_at = out.plan_.possible;
  }
  out.count_additions();
  return out;
}

core::Done Candidates::form(const Records& records, const CandidateOptions& options, core::Progress& progress) {
  const std::size_t n = order_.size();
  const BlockLimits limits{.largest_block = std::max(options.largest_block, options.largest_block * 100'000 / std::max<std::size_t>(1, n)),
                           .pairs = std::max<std::uint64_t>(options.pairs_a_rule, options.pairs_a_record * n)};
  const std::vector<FinerKeys> finer = finer_keys(records, order_);
  std::vector<RuleBlocks> by_rule(kRules);
  progress.begin("progress.link.blocks", "", static_cast<std::int64_t>(kRules), "unit.rules");
  const bool done = core::in_parallel(kRules, 1, options.threads, progress, [&](std::size_t begin, std::size_t end) {
    for (std::size_t rule = begin; rule < end; ++rule)
      by_rule[rule] = form_blocks(records, order_, finer, static_cast<Rule>(rule), limits);
  });
  progress.end();
  if (!done) return core::fail(core::kCancelled);
  join(by_rule);
  return {};
}

// The blocks of all rules one after the other; the blocks of each record; and portions of about as many pairs each.
void Candidates::join(std::vector<RuleBlocks>& by_rule) {
  std::size_t members = 0;
  std::size_t blocks = 0;
  for (const RuleBlocks& rule : by_rule) {
    members += rule.members.size();
    blocks += rule.sizes.size();
  }
  members_.reserve(members);
  begin_.reserve(blocks + 1);
  begin_.push_back(0);
  std::uint64_t pairs = kPairsAPortion;
  for (RuleBlocks& rule : by_rule) {
    plan_.rules.push_back(rule.count);
    members_.insert(members_.end(), rule.members.begin(), rule.members.end());
    for (const std::uint32_t size : rule.sizes) {
      if (pairs >= kPairsAPortion) {
        portion_.push_back(static_cast<std::uint32_t>(begin_.size() - 1));
        pairs = 0;
      }
      pairs += pairs_in(size);
      begin_.push_back(begin_.back() + size);
    }
    rule_end_.push_back(static_cast<std::uint32_t>(begin_.size() - 1));
    rule = {};
  }
  portion_.push_back(static_cast<std::uint32_t>(begin_.size() - 1));
  first_.assign(order_.size() + 1, 0);
  for (const std::uint32_t place : members_) ++first_[place + 1];
  for (std::size_t place = 1; place < first_.size(); ++place) first_[place] += first_[place - 1];
  blocks_.resize(members_.size());
  std::vector<std::uint64_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t block = 0; block + 1 < begin_.size(); ++block)
    for (const std::uint32_t place : this->members(block)) blocks_[next[place]++] = block;
}

std::span<const std::uint32_t> Candidates::members(std::size_t block) const {
  return std::span(members_).subspan(begin_[block], begin_[block + 1] - begin_[block]);
}

std::span<const std::uint32_t> Candidates::blocks_of(std::uint32_t place) const {
  return std::span(blocks_).subspan(first_[place], first_[place + 1] - first_[place]);
}

// Whether an earlier block than `block` has both; with the number of all blocks: whether any has.
bool Candidates::together_before(std::uint32_t a, std::uint32_t b, std::size_t block) const {
  const auto x = blocks_of(a);
  const auto y = blocks_of(b);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < x.size() && j < y.size() && x[i] < block && y[j] < block) {
    if (x[i] == y[j]) return true;
    const bool left = x[i] < y[j];
    i += left ? 1 : 0;
    j += left ? 0 : 1;
  }
  return false;
}

// A sample of records, each rule in its turn: what share of its pairs no earlier rule gave, and how many pass.
void Candidates::count_additions() {
  const std::size_t n = order_.size();
  if (plan_.reach == Reach::every_pair || n == 0) {
    plan_.compared = plan_.possible;
    return;
  }
  const std::size_t step = std::max<std::size_t>(1, n / (plan_.reach == Reach::blocks ? kSampled : kSampledInAll));
  const double scale = static_cast<double>(step);
  std::vector<std::uint32_t> seen_by(n, ~std::uint32_t{0});
  std::vector<double> adds(plan_.rules.size());
  double compared = 0;
  for (std::size_t place = 0; place < n; place += step) {
    const auto at = static_cast<std::uint32_t>(place);
    const Signature& mine = signatures_[at];
    if (plan_.reach == Reach::all_pairs) {
      for (std::uint32_t other = 0; other < n; ++other) compared += other != at && worth_comparing(mine, signatures_[other]) ? 0.5 : 0.0;
      continue;
    }
    for (const std::uint32_t block : blocks_of(at)) {
      const auto rule = static_cast<std::size_t>(std::ranges::upper_bound(rule_end_, block) - rule_end_.begin());
      for (const std::uint32_t other : members(block)) {
        if (other == at || seen_by[other] == at || (mine.list != 0 && mine.list == signatures_[other].list)) continue;
        seen_by[other] = at;
        adds[rule] += 0.5;
        compared += worth(mine, signatures_[other]) ? 0.5 : 0;
      }
    }
  }
  if (plan_.reach == Reach::blocks)
    for (std::size_t r = 0; r < adds.size(); ++r) {
      plan_.rules[r].adds = std::min(plan_.rules[r].pairs, static_cast<std::uint64_t>(adds[r] * scale));
      plan_.looked_at += plan_.rules[r].adds;
    }
  plan_.compared = static_cast<std::uint64_t>(compared * scale);
}

// Of two records in one block.
bool Candidates::worth(const Signature& a, const Signature& b) const {
  return many_ ? worth_comparing(a, b, kEnough) && !contradict(a, b) : worth_comparing(a, b, kEnoughInBlock);
}

std::size_t Candidates::portions() const {
  return plan_.reach == Reach::blocks ? portion_.size() - 1 : order_.size();
}

void Candidates::pairs_of_block(std::size_t block, Scratch& scratch) const {
  const auto places = members(block);
  scratch.signatures.clear();
  for (const std::uint32_t place : places) scratch.signatures.push_back(signatures_[place]);
  for (std::size_t i = 0; i < places.size(); ++i)
    for (std::size_t j = i + 1; j < places.size(); ++j)
      if (worth(scratch.signatures[i], scratch.signatures[j]) && !together_before(places[i], places[j], block))
        scratch.pairs.emplace_back(places[i], places[j]);
}

std::span<const Candidates::Pair> Candidates::pairs(std::size_t portion, Scratch& scratch) const {
  scratch.pairs.clear();
  if (plan_.reach == Reach::blocks) {
    for (std::size_t block = portion_[portion]; block < portion_[portion + 1]; ++block) pairs_of_block(block, scratch);
    return scratch.pairs;
  }
  const auto place = static_cast<std::uint32_t>(portion);
  const Signature& mine = signatures_[place];
  const bool every = plan_.reach == Reach::every_pair;
  for (auto other = place + 1; other < order_.size(); ++other) {
    const Signature& its = signatures_[other];
    if (every ? mine.list == 0 || mine.list != its.list : worth_comparing(mine, its)) scratch.pairs.emplace_back(place, other);
  }
  return scratch.pairs;
}

bool Candidates::has(std::uint32_t a, std::uint32_t b) const {
  const Signature& x = signatures_[a];
  const Signature& y = signatures_[b];
  if (plan_.reach == Reach::every_pair) return x.list == 0 || x.list != y.list;
  if (plan_.reach == Reach::all_pairs) return worth_comparing(x, y);
  return worth(x, y) && together_before(a, b, begin_.size());
}

}  // namespace palermo::link
