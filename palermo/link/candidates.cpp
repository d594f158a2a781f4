// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/candidates.hpp"

#include <algorithm>
#include <map>

#include "palermo/link/parallel.hpp"

namespace palermo::link {
namespace {

struct Keyed {
  std::uint64_t key = 0;
  std::uint32_t place = 0;
  bool operator<(const Keyed& other) const { return key != other.key ? key < other.key : place < other.place; }
  bool operator==(const Keyed& other) const = default;
};

std::uint64_t pairs_in(std::uint64_t n) { return n * (n - 1) / 2; }

// Least significant byte first, on six bytes of the key: the places keep their order within a key.
void sort_keys(std::vector<Keyed>& keys) {
  if (keys.size() < 4096) {
    std::ranges::sort(keys, std::less<>());
    return;
  }
  std::vector<Keyed> other(keys.size());
  for (unsigned shift = 0; shift < 66; shift += 11) {
    std::vector<std::size_t> begin(2049);
    for (const Keyed& k : keys) ++begin[((k.key >> shift) & 2047U) + 1];
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    for (const Keyed& k : keys) other[begin[(k.key >> shift) & 2047U]++] = k;
    keys.swap(other);
    if (shift == 55) break;
  }
}

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
  if (out.plan_.reach == Reach::blocks && records.size() <= options.few_records) out.enough_ = kEnoughInBlock;
  if (out.plan_.reach != Reach::blocks) {
    RuleCount all;
    all.rule = out.plan_.reach == Reach::every_pair ? "every_pair" : "all_pairs";
    all.pairs = all.adds = out.plan_.possible;
    out.plan_.rules.push_back(all);
    out.plan_.looked_at = out.plan_.possible;
  } else {
    std::vector<std::vector<Member>> of(records.size());
    progress.begin("progress.link.blocks", "", static_cast<std::int64_t>(kRules), "unit.rules");
    for (std::size_t rule = 0; rule < kRules; ++rule) {
      if (progress.cancelled()) return core::fail(core::kCancelled);
      out.block(records, options, static_cast<Rule>(rule), of);
      progress.report(static_cast<std::int64_t>(rule) + 1);
    }
    out.first_membership_.push_back(0);
    for (std::vector<Member>& mine : of) {
      out.memberships_.insert(out.memberships_.end(), mine.begin(), mine.end());
      out.first_membership_.push_back(static_cast<std::uint32_t>(out.memberships_.size()));
      std::vector<Member>().swap(mine);
    }
    progress.end();
  }
  out.count_additions(records);
  return out;
}

void Candidates::block(const Records& records, const CandidateOptions& options, Rule rule, std::vector<std::vector<Member>>& of) {
  RuleCount count;
  std::vector<Keyed> keys;
  std::vector<std::uint64_t> scratch;
  for (std::uint32_t place = 0; place < order_.size(); ++place) {
    scratch.clear();
    keys_of(records, records.records[order_[place]], rule, scratch);
    std::ranges::sort(scratch);
    const auto [last, end] = std::ranges::unique(scratch);
    scratch.erase(last, end);
    for (const std::uint64_t key : scratch) keys.push_back({key, place});
  }
  sort_keys(keys);
  const std::vector<Keyed> as_formed = keys;
  std::size_t most = std::max(options.largest_block, options.largest_block * 100'000 / std::max<std::size_t>(1, order_.size()));
  bool keep = false;  // count first, then keep
  const auto put = [&](std::vector<Keyed>::iterator begin, std::vector<Keyed>::iterator end) {
    const auto size = static_cast<std::uint64_t>(end - begin);
    if (size < 2) return;
    ++count.blocks;
    count.pairs += pairs_in(size);
    if (!keep) return;
    const auto first = static_cast<std::uint32_t>(members_.size());
    const auto block_end = static_cast<std::uint32_t>(first + size);
    for (auto at = begin; at != end; ++at) {
      of[at->place].push_back({static_cast<std::uint32_t>(members_.size()), block_end});
      members_.push_back(at->place);
    }
  };
  const auto split = [&](auto&& self, std::vector<Keyed>::iterator begin, std::vector<Keyed>::iterator end, int step) -> void {
    const auto size = static_cast<std::uint64_t>(end - begin);
    if (size <= most) return put(begin, end);
    if (step == 0) ++count.split_blocks;
    if (step == 2) {
      ++count.left_out_blocks;
      count.largest_left_out = std::max(count.largest_left_out, size);
      return;
    }
    for (auto at = begin; at != end; ++at)
      at->key = finer_key(records, records.records[order_[at->place]], rule, step);
    std::sort(begin, end);
    for (auto at = begin; at != end;) {
      auto next = at;
      while (next != end && next->key == at->key) ++next;
      self(self, at, next, step + 1);
      at = next;
    }
  };
  const auto form = [&] {
    count = RuleCount{.rule = word(rule)};
    for (auto at = keys.begin(); at != keys.end();) {
      auto next = at;
      const std::uint64_t key = at->key;
      while (next != keys.end() && next->key == key) ++next;
      count.largest_block = std::max(count.largest_block, static_cast<std::uint64_t>(next - at));
      split(split, at, next, 0);
      at = next;
    }
  };
  const std::uint64_t allowed = std::max<std::uint64_t>(options.pairs_a_rule, 12 * order_.size());
  for (form(); count.pairs > allowed && most > 8; form()) {
    most = most * 2 / 3;
    keys = as_formed;
  }
  keys = as_formed;
  keep = true;
  form();
  rule_end_.push_back(static_cast<std::uint32_t>(members_.size()));
  plan_.rules.push_back(count);
}

// A sample of records, each rule in its turn: what share of its pairs no earlier rule gave, and how many pass.
void Candidates::count_additions(const Records& records) {
  const std::size_t n = order_.size();
  if (plan_.reach == Reach::every_pair || n == 0) {
    plan_.compared = plan_.possible;
    return;
  }
  const std::size_t step = std::max<std::size_t>(1, n / (plan_.reach == Reach::blocks ? 5000 : 200));
  const double scale = static_cast<double>(step);
  std::vector<std::uint32_t> stamp(n, ~std::uint32_t{0});
  std::vector<double> adds(plan_.rules.size());
  double compared = 0;
  for (std::size_t place = 0; place < n; place += step) {
    const auto at = static_cast<std::uint32_t>(place);
    if (plan_.reach == Reach::all_pairs) {
      for (std::uint32_t other = 0; other < n; ++other)
        compared += other != at && worth_comparing(signatures_[at], signatures_[other]) ? 0.5 : 0.0;
      continue;
    }
    for (std::uint32_t k = first_membership_[place]; k < first_membership_[place + 1]; ++k) {
      const Member member = memberships_[k];
      const auto rule = static_cast<std::size_t>(std::ranges::upper_bound(rule_end_, member.at) - rule_end_.begin());
      for (std::uint32_t m = member.at + 1; m < member.end; ++m) {
        const std::uint32_t other = members_[m];
        if (stamp[other] == at || !records.may_pair(order_[at], order_[other])) continue;
        stamp[other] = at;
        adds[rule] += 1;
        compared += worth_comparing(signatures_[at], signatures_[other], enough_) ? 1 : 0;
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

const std::vector<std::uint32_t>& Candidates::partners(std::uint32_t place, Scratch& scratch) const {
  scratch.partners.clear();
  const Signature& mine = signatures_[place];
  const auto n = static_cast<std::uint32_t>(order_.size());
  if (plan_.reach == Reach::every_pair) {
    for (std::uint32_t other = place + 1; other < n; ++other)
      if (mine.list == 0 || mine.list != signatures_[other].list) scratch.partners.push_back(other);
  } else if (plan_.reach == Reach::all_pairs) {
    for (std::uint32_t other = place + 1; other < n; ++other)
      if (worth_comparing(mine, signatures_[other])) scratch.partners.push_back(other);
  } else {
    if (scratch.stamp.size() != n) scratch.stamp.assign(n, ~std::uint32_t{0});
    for (std::uint32_t k = first_membership_[place]; k < first_membership_[place + 1]; ++k)
      for (std::uint32_t m = memberships_[k].at + 1; m < memberships_[k].end; ++m) {
        const std::uint32_t other = members_[m];
        if (scratch.stamp[other] == place) continue;
        scratch.stamp[other] = place;
        if (worth_comparing(mine, signatures_[other], enough_)) scratch.partners.push_back(other);
      }
    std::ranges::sort(scratch.partners);
  }
  return scratch.partners;
}

bool Candidates::has(std::uint32_t a, std::uint32_t b) const {
  const Signature& x = signatures_[a];
  const Signature& y = signatures_[b];
  if (plan_.reach == Reach::every_pair) return x.list == 0 || x.list != y.list;
  if (!worth_comparing(x, y, enough_)) return false;
  if (plan_.reach == Reach::all_pairs) return true;
  for (std::uint32_t k = first_membership_[a]; k < first_membership_[a + 1]; ++k)
    for (std::uint32_t l = first_membership_[b]; l < first_membership_[b + 1]; ++l)
      if (memberships_[k].end == memberships_[l].end) return true;
  return false;
}

}  // namespace palermo::link
