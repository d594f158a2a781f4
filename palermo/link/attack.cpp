// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/attack.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "palermo/core/random.hpp"
#include "palermo/link/graph_attack.hpp"
#include "palermo/link/record.hpp"

namespace palermo::link {
namespace {

constexpr std::size_t kFields = kFilterFields.size();
constexpr std::uint32_t kNothing = static_cast<std::uint32_t>(-1);

// What a value is, before any key: all that its filter depends on.
struct Value {
  std::string salt;
  std::vector<std::string> grams;

  auto operator<=>(const Value&) const = default;
};

// The list as numbers of values, one row a record, in an order that depends on contents alone.
struct PlainList {
  std::array<std::vector<Value>, kFields> values;               // by field, sorted
  std::array<std::vector<std::uint32_t>, kFields + 1> said;     // by field and record: number of the value, kNothing; last: of the whole record
  std::vector<std::array<std::uint32_t, kFields>> whole;        // different whole records, sorted

  [[nodiscard]] std::size_t size() const { return said[kFields].size(); }
};

// Records in the order of contents, then drawn: the first ones are the attacked, and known at every share.
std::vector<RecordIndex> drawn_order(const Records& records, std::uint64_t seed) {
  std::vector<RecordIndex> order = records.canonical_order();
  core::Stream stream(seed, "link.attack.order");
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[stream.below(i)]);
  return order;
}

PlainList plain_list(const Records& records, const AttackOptions& options) {
  PlainList list;
  const std::vector<RecordIndex> order = drawn_order(records, options.seed);
  std::vector<std::array<std::uint32_t, kFields>> rows(order.size());
  for (std::size_t f = 0; f < kFields; ++f) {
    std::map<Value, std::uint32_t> numbers;
    std::vector<const Value*> of(order.size(), nullptr);
    for (std::size_t i = 0; i < order.size(); ++i) {
      Value value{salt_of(records, order[i], options.hardening), grams_of(records, order[i], kFilterFields[f])};
      if (!value.grams.empty()) of[i] = &numbers.emplace(std::move(value), 0).first->first;
    }
    for (auto& [value, number] : numbers) {
      number = static_cast<std::uint32_t>(list.values[f].size());
      list.values[f].push_back(value);
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
      list.said[f].push_back(of[i] != nullptr ? numbers.at(*of[i]) : kNothing);
      rows[i][f] = list.said[f].back();
    }
  }
  list.whole = rows;
  std::ranges::sort(list.whole);
  list.whole.erase(std::unique(list.whole.begin(), list.whole.end()), list.whole.end());
  for (const auto& row : rows) {
    const auto number = static_cast<std::uint32_t>(std::ranges::lower_bound(list.whole, row) - list.whole.begin());
    const bool empty = std::ranges::all_of(row, [](std::uint32_t value) { return value == kNothing; });
    list.said[kFields].push_back(empty ? kNothing : number);
  }
  return list;
}

// How often each value stands among some records.
struct Times {
  std::map<std::uint32_t, std::int64_t> of;
  std::int64_t records = 0;
};

Times times_among(std::span<const std::uint32_t> said) {
  Times times;
  for (const std::uint32_t value : said)
    if (value != kNothing) {
      ++times.of[value];
      ++times.records;
    }
  return times;
}

std::size_t known_rows(std::size_t rows, int percent) { return (rows * static_cast<std::size_t>(percent) + 99) / 100; }

// Whether filters of this field can be similar without being equal.
bool has_degrees(std::size_t field) { return field == kFields || (kFilterFields[field] != FilterField::sex && kFilterFields[field] != FilterField::nationality); }

double share(double part, std::int64_t whole) { return whole > 0 ? part / static_cast<double>(whole) : 0; }

// Ranks [begin, end) that a count takes, the most frequent first.
struct Ranks {
  std::int64_t begin = 0, end = 0;
};

std::map<std::int64_t, Ranks, std::greater<>> ranks_of(const Times& times) {
  std::map<std::int64_t, Ranks, std::greater<>> ranks;
  for (const auto& [value, count] : times.of) ++ranks[count].end;
  std::int64_t next = 0;
  for (auto& [count, range] : ranks) {
    range = {next, next + range.end};
    next = range.end;
  }
  return ranks;
}

// Expected, over all ways to guess among equally frequent ones: a filter and its value meet when they get the same rank.
Recovered frequency_attack(const Times& all, const Times& known) {
  const auto hidden_ranks = ranks_of(all), known_ranks = ranks_of(known);
  double recovered = 0, of_known = 0;
  for (const auto& [value, count] : known.of) {
    const Ranks e = hidden_ranks.at(all.of.at(value)), k = known_ranks.at(count);
    const auto common = static_cast<double>(std::max<std::int64_t>(0, std::min(e.end, k.end) - std::max(e.begin, k.begin)));
    const double chance = common / (static_cast<double>(e.end - e.begin) * static_cast<double>(k.end - k.begin));
    recovered += chance * static_cast<double>(all.of.at(value));
    of_known += chance * static_cast<double>(count);
  }
  return {.attack = Attack::frequency, .field = {}, .known_percent = 0, .records = all.records, .share = share(recovered, all.records), .share_of_known = share(of_known, known.records)};
}

// One side of the graph attack: values that stand among some records, their filters under one key.
class Side {
 public:
  Side(const PlainList& list, std::size_t field, std::span<const std::uint32_t> said, const FilterEncoder& encoder, int threads) : times_(times_among(said)) {
    for (const auto& [value, count] : times_.of) nodes_.push_back(value);
    const std::size_t n = nodes_.size();
    graph_.similarity.assign(n * n, 0);
    graph_.kind.assign(n, 0);
    graph_.bits.assign(n, 0);
    for (const auto& [value, count] : times_.of) graph_.times.push_back(static_cast<float>(share(static_cast<double>(count), times_.records)));
    std::vector<float> fields_in_common(n * n, 0);
    for (std::size_t f = 0; f < kFields; ++f)
      if (field == kFields || field == f) add(list, f, field == kFields, encoder, fields_in_common, threads);
    for (std::size_t at = 0; at < graph_.similarity.size(); ++at)
      if (fields_in_common[at] > 0) graph_.similarity[at] /= fields_in_common[at];
  }

  [[nodiscard]] const SimilarityGraph& graph() const { return graph_; }
  [[nodiscard]] const Times& times() const { return times_; }
  [[nodiscard]] std::uint32_t value(std::size_t node) const { return nodes_[node]; }

 private:
  void add(const PlainList& list, std::size_t f, bool whole, const FilterEncoder& encoder, std::vector<float>& fields_in_common, int threads) {
    const std::size_t n = nodes_.size();
    std::vector<Filter> filters(n);
    std::vector<int> bits(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t number = whole ? list.whole[nodes_[i]][f] : nodes_[i];
      if (number == kNothing) continue;
      const Value& value = list.values[f][number];
      filters[i] = encoder.encode(kFilterFields[f], value.grams, value.salt);
      bits[i] = filters[i].bits();
      graph_.kind[i] |= 1U << f;
      graph_.bits[i] += static_cast<float>(bits[i]);
    }
    // Every pair that shares a bit; each also the other way round. The counting is that of dice.hpp.
    const FilterSet set(filters);
    core::Silence silence;
    (void)dice_pairs(set, {.threshold = 1e-6, .length_bound = false, .threads = threads}, silence, [&](std::span<const DicePair> pairs) {
      for (const DicePair& pair : pairs) {
        graph_.similarity[pair.a * n + pair.b] += pair.dice;
        graph_.similarity[pair.b * n + pair.a] += pair.dice;
      }
    });
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        if (bits[i] > 0 && bits[j] > 0) ++fields_in_common[i * n + j];
  }

  Times times_;
  std::vector<std::uint32_t> nodes_;
  SimilarityGraph graph_;
};

Recovered graph_attack(const Side& hidden, const Side& known, int threads) {
  const std::vector<std::size_t> matched = match_graphs(hidden.graph(), known.graph(), threads);
  std::int64_t recovered = 0, of_known = 0;
  for (std::size_t node = 0; node < matched.size(); ++node) {
    if (matched[node] == kNoNode || known.value(matched[node]) != hidden.value(node)) continue;
    recovered += hidden.times().of.at(hidden.value(node));
    of_known += known.times().of.at(hidden.value(node));
  }
  return {.attack = Attack::graph,
          .field = {},
          .known_percent = 0,
          .records = hidden.times().records,
          .share = share(static_cast<double>(recovered), hidden.times().records),
          .share_of_known = share(static_cast<double>(of_known), known.times().records)};
}

// A key for the time of the attack: the shares do not depend on which, up to chance; the same each time, so that an answer can be repeated.
FilterEncoder encoder_of(std::string_view who, const AttackOptions& options) {
  return FilterEncoder(Secret().derived(std::string("palermo link attack: ") + std::string(who)), std::to_string(options.seed), options.hardening);
}

}  // namespace

std::string_view word(Attack attack) { return attack == Attack::frequency ? "frequency" : "graph"; }

core::Result<AttackReport> attack_own_list(const Records& records, const AttackOptions& options, core::Progress& progress) {
  const PlainList list = plain_list(records, options);
  const FilterEncoder holder = encoder_of("holder", options), attacker = encoder_of("attacker", options);
  AttackReport report;
  report.records = static_cast<std::int64_t>(list.size());
  report.drawn = static_cast<std::int64_t>(std::min(list.size(), options.at_most));
  progress.begin("progress.attacking", "", static_cast<std::int64_t>(2 * list.said.size()), "unit.attacks");
  std::int64_t done = 0;
  for (const Attack attack : {Attack::frequency, Attack::graph})
    for (std::size_t f = 0; f < list.said.size(); ++f) {
      if (attack == Attack::graph && !has_degrees(f)) continue;
      const std::span<const std::uint32_t> said = std::span(list.said[f]).first(attack == Attack::graph ? static_cast<std::size_t>(report.drawn) : list.size());
      const Times all = times_among(said);
      std::optional<Side> hidden;
      if (attack == Attack::graph && all.records > 0) hidden.emplace(list, f, said, holder, options.threads);
      for (const int percent : options.known_percent) {
        if (all.records == 0) break;
        if (progress.cancelled()) return core::fail(core::kCancelled);
        const auto rows = said.first(known_rows(said.size(), percent));
        Recovered one = attack == Attack::frequency ? frequency_attack(all, times_among(rows)) : graph_attack(*hidden, Side(list, f, rows, attacker, options.threads), options.threads);
        if (f < kFields) one.field = kFilterFields[f];
        one.known_percent = percent;
        report.recovered.push_back(one);
      }
      progress.report(++done);
    }
  progress.end();
  return report;
}

}  // namespace palermo::link
