// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/filter_linkage.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <map>
#include <mutex>
#include <unordered_map>

#include "palermo/core/parallel.hpp"
#include "palermo/core/schema.hpp"
#include "palermo/link/model.hpp"

namespace palermo::link {
namespace {

using core::Result;
using core::Value;

constexpr std::string_view kFormat = "palermo-link-filters/1";
constexpr std::size_t kFields = kFilterFields.size();
constexpr unsigned kLevelBits = 3;
constexpr std::size_t kBlock = 64;  // records a piece of work

using DicePattern = std::uint32_t;  // three bits a field

// Among records of one person how often each level is seen: a first guess, and the prior that seldom seen levels stay near.
constexpr std::array<double, kDiceLevels> kUsualM{0, 0.06, 0.06, 0.10, 0.18, 0.60};
constexpr double kPriorPairs = 20;    // that this guess is worth
constexpr double kFewestOthers = 0.5; // pairs of two people that a level is taken to have
constexpr double kUsualMatches = 0.4; // a first guess: matches by the shorter list
constexpr double kLeastShare = 1e-7;
constexpr int kRounds = 300;
constexpr double kDone = 1e-9;

unsigned level_in(DicePattern pattern, std::size_t field) { return pattern >> (kLevelBits * field) & 7U; }

constexpr std::size_t kNationality = static_cast<std::size_t>(FilterField::nationality);

std::size_t stratum_of_dice(DicePattern pattern) {
  const unsigned level = level_in(pattern, kNationality);
  return level == 0 ? 0 : level + 1 < kDiceLevels ? 1 : 2;
}
// The nationality itself is not split by itself.
std::size_t stratum_for(std::size_t field, DicePattern pattern) { return field == kNationality ? 0 : stratum_of_dice(pattern); }

unsigned level_of_dice(double value) {
  unsigned level = 1;
  for (const double step : kDiceSteps) level += value >= step ? 1 : 0;
  return level;
}

// All records in one row, with what a pair needs.
struct All {
  std::vector<const RecordFilters*> records;
  std::vector<std::array<int, kFields>> bits;
  std::vector<ListIndex> list_of;
  std::vector<bool> duplicate_free;  // by list

  [[nodiscard]] bool may_pair(std::size_t a, std::size_t b) const { return list_of[a] != list_of[b] || !duplicate_free[list_of[a]]; }
  [[nodiscard]] DicePattern pattern(std::size_t a, std::size_t b, const std::vector<FilterField>& fields) const {
    DicePattern out = 0;
    for (const FilterField one : fields) {
      const auto f = static_cast<std::size_t>(one);
      const auto& x = (*records[a])[f];
      const auto& y = (*records[b])[f];
      if (!x || !y) continue;
      const double sum = bits[a][f] + bits[b][f];
      out |= static_cast<DicePattern>(level_of_dice(sum > 0 ? 2 * shared_bits(*x, *y) / sum : 0)) << (kLevelBits * f);
    }
    return out;
  }
};

All gathered(std::span<const FilterList> lists) {
  All all;
  for (std::size_t l = 0; l < lists.size(); ++l) {
    all.duplicate_free.push_back(lists[l].duplicate_free);
    for (const RecordFilters& record : lists[l].records) {
      all.records.push_back(&record);
      all.list_of.push_back(static_cast<ListIndex>(l));
      auto& bits = all.bits.emplace_back();
      for (std::size_t f = 0; f < kFields; ++f) bits[f] = record[f] ? record[f]->bits() : 0;
    }
  }
  return all;
}

using Counts = std::map<DicePattern, double>;

Result<Counts> count_patterns(const All& all, const FilterOptions& options, core::Progress& progress) {
  Counts counts;
  std::mutex mutex;
  const std::size_t n = all.records.size();
  progress.begin("progress.link.comparing", "", static_cast<std::int64_t>(n), "unit.records");
  const bool done = core::in_parallel(n, kBlock, options.threads, progress, [&](std::size_t begin, std::size_t end) {
    std::unordered_map<DicePattern, double> mine;
    for (std::size_t a = begin; a < end; ++a)
      for (std::size_t b = a + 1; b < n; ++b)
        if (all.may_pair(a, b)) mine[all.pattern(a, b, options.fields)] += 1;
    const std::scoped_lock lock(mutex);
    for (const auto& [pattern, count] : mine) counts[pattern] += count;  // whole numbers: the order does not matter
  });
  progress.end();
  if (!done) return core::fail(core::kCancelled);
  return counts;
}

double bits_of(const FilterModel& model, DicePattern pattern, double prior_bits) {
  double bits = prior_bits;
  for (std::size_t f = 0; f < kFields; ++f) bits += model.fields[f].bits[stratum_for(f, pattern)][level_in(pattern, f)];
  return bits;
}

// log2(m / u), never falling with the level: neighbours that fall are pooled.
void weigh(const DiceShares& m, const DiceShares& u, DiceShares& bits) {
  struct Pool {
    double m, u;
    std::size_t levels;
  };
  std::vector<Pool> pools;
  for (std::size_t l = 1; l < kDiceLevels; ++l) {
    pools.push_back({m[l], u[l], 1});
    while (pools.size() > 1 && pools[pools.size() - 2].m * pools.back().u > pools.back().m * pools[pools.size() - 2].u) {
      const Pool last = pools.back();
      pools.pop_back();
      pools.back().m += last.m;
      pools.back().u += last.u;
      pools.back().levels += last.levels;
    }
  }
  std::size_t l = 1;
  for (const Pool& pool : pools)
    for (std::size_t k = 0; k < pool.levels; ++k) bits[l++] = std::log2(pool.m / pool.u);
}

// More matches than there are pairs: no bound.
double out_of_reach(const Counts& counts) {
  double pairs = 1;
  for (const auto& [pattern, count] : counts) pairs += count;
  return pairs;
}

// EM over the patterns. u is what all pairs show, less what the matches among them show.
FilterModel trained(const Counts& counts, double usual_matches, double most_matches, const FilterOptions& options) {
  FilterModel model;
  std::array<std::array<DiceShares, kFilterStrata>, kFields> all{}, matched{};  // pairs, and matches among them
  for (const auto& [pattern, count] : counts) {
    model.pairs += count;
    for (std::size_t f = 0; f < kFields; ++f) all[f][stratum_for(f, pattern)][level_in(pattern, f)] += count;
  }
  model.matches = usual_matches;
  for (const FilterField one : options.fields) {
    FieldShares& shares = model.fields[static_cast<std::size_t>(one)];
    shares.m = kUsualM;
  }
  for (int round = 0; round < kRounds; ++round) {
    const double share = std::clamp(model.matches / model.pairs, kLeastShare, 0.5);
    for (const FilterField one : options.fields) {
      const auto f = static_cast<std::size_t>(one);
      FieldShares& shares = model.fields[f];
      for (std::size_t s = 0; s < kFilterStrata; ++s) {
        double known = 0, sum = 0;
        for (std::size_t l = 1; l < kDiceLevels; ++l) known += all[f][s][l];
        if (known <= 0) continue;
        shares.seen = true;
        // What is seen among two people: never nothing, or one slip would be taken for a proof.
        for (std::size_t l = 1; l < kDiceLevels; ++l) sum += shares.u[s][l] = std::max(all[f][s][l] - matched[f][s][l], kFewestOthers);
        for (std::size_t l = 1; l < kDiceLevels; ++l) shares.u[s][l] /= sum;
        weigh(shares.m, shares.u[s], shares.bits[s]);
      }
    }
    const double prior_bits = std::log2(share / (1 - share));
    matched = {};
    double matches = 0;
    for (const auto& [pattern, count] : counts) {
      const double expected = count * probability_of(bits_of(model, pattern, prior_bits));
      matches += expected;
      for (std::size_t f = 0; f < kFields; ++f) matched[f][stratum_for(f, pattern)][level_in(pattern, f)] += expected;
    }
    if (matches > most_matches) {  // duplicate-free lists hold no more
      for (auto& field : matched)
        for (DiceShares& stratum : field)
          for (double& level : stratum) level *= most_matches / matches;
      matches = most_matches;
    }
    for (const FilterField one : options.fields) {
      FieldShares& shares = model.fields[static_cast<std::size_t>(one)];
      const auto& seen = matched[static_cast<std::size_t>(one)];
      double sum = 0;
      for (std::size_t l = 1; l < kDiceLevels; ++l) {
        shares.m[l] = kPriorPairs * kUsualM[l];
        for (const DiceShares& stratum : seen) shares.m[l] += stratum[l];
        sum += shares.m[l];
      }
      for (std::size_t l = 1; l < kDiceLevels; ++l) shares.m[l] /= sum;
    }
    const bool settled = std::abs(matches - model.matches) < kDone * model.pairs * share;
    model.matches = matches;
    if (settled) break;
  }
  return model;
}

}  // namespace

std::string filters_bytes(const FilterList& list) {
  Value head;
  head.set("format", kFormat);
  head.set("list", list.name);
  head.set("duplicate_free", list.duplicate_free);
  head.set("records", static_cast<std::int64_t>(list.records.size()));
  std::string bytes = core::to_json(head, -1) + "\n";
  for (const RecordFilters& record : list.records) {
    unsigned mask = 0;
    for (std::size_t f = 0; f < kFields; ++f) mask |= record[f] ? 1U << f : 0U;
    bytes.push_back(static_cast<char>(mask));
    for (const auto& filter : record) {
      if (!filter) continue;
      for (const std::uint64_t word : filter->words)
        for (unsigned shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<char>(word >> shift & 0xffU));
    }
  }
  return bytes;
}

Result<FilterList> read_filters(std::string_view bytes, std::string_view file) {
  const auto bad = [&] { return core::fail(kBadFilters, {.file = std::string(file)}); };
  const std::size_t end = bytes.find('\n');
  if (end == std::string_view::npos) return bad();
  PALERMO_TRY(const Value head, core::parse_json(bytes.substr(0, end), file));
  core::Reader reader(head, "filters");
  FilterList list;
  (void)reader.choice("format", {std::string(kFormat)}, "");
  list.name = reader.text("list");
  list.duplicate_free = reader.flag("duplicate_free", false);
  const std::int64_t records = reader.integer("records");
  PALERMO_CHECK_DONE(reader.finish());
  bytes.remove_prefix(end + 1);
  for (std::int64_t r = 0; r < records; ++r) {
    if (bytes.empty()) return bad();
    const auto mask = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    RecordFilters& record = list.records.emplace_back();
    for (std::size_t f = 0; f < kFields; ++f) {
      if ((mask >> f & 1U) == 0) continue;
      if (bytes.size() < kFilterBits / 8) return bad();
      Filter& filter = record[f].emplace();
      for (std::size_t byte = 0; byte < kFilterBits / 8; ++byte)
        filter.words[byte / 8] |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[byte])) << (8 * (byte % 8));
      bytes.remove_prefix(kFilterBits / 8);
    }
  }
  if (!bytes.empty()) return bad();
  return list;
}

Result<FilterResult> link_filters(const AdmittedLists& admitted, std::span<const FilterList> lists, const FilterOptions& options, core::Progress& progress) {
  assert(admitted.size() == lists.size());
  const All all = gathered(lists);
  if (all.records.size() > kMostFilters) return core::fail(kTooManyFilters, {}, {{"found", std::to_string(all.records.size())}, {"most", std::to_string(kMostFilters)}});
  PALERMO_TRY(const Counts counts, count_patterns(all, options, progress));
  FilterResult out;
  out.list_of = all.list_of;
  if (counts.empty()) return out;
  double usual = 0, most = 0;  // over pairs of lists
  bool bounded = true;
  for (std::size_t a = 0; a < lists.size(); ++a) {
    bounded = bounded && lists[a].duplicate_free;
    for (std::size_t b = a + 1; b < lists.size(); ++b) most += static_cast<double>(std::min(lists[a].records.size(), lists[b].records.size()));
  }
  usual = kUsualMatches * (lists.size() > 1 ? most : static_cast<double>(all.records.size()));
  out.model = trained(counts, std::max(1.0, usual), bounded ? std::max(1.0, most) : out_of_reach(counts), options);
  const double share = std::clamp(out.model.matches / out.model.pairs, kLeastShare, 0.5);
  const double prior_bits = std::log2(share / (1 - share));
  std::unordered_map<DicePattern, double> kept;
  for (const auto& [pattern, count] : counts)
    if (const double bits = bits_of(out.model, pattern, prior_bits); bits >= options.keep_bits) kept.emplace(pattern, bits);
  const std::size_t n = all.records.size();
  std::vector<std::vector<ScoredPair>> found(n / kBlock + 1);
  progress.begin("progress.link.comparing", "", static_cast<std::int64_t>(n), "unit.records");
  const bool done = core::in_parallel(n, kBlock, options.threads, progress, [&](std::size_t begin, std::size_t end) {
    for (std::size_t a = begin; a < end; ++a)
      for (std::size_t b = a + 1; b < n; ++b) {
        if (!all.may_pair(a, b)) continue;
        const auto at = kept.find(all.pattern(a, b, options.fields));
        if (at != kept.end()) found[begin / kBlock].push_back({static_cast<RecordIndex>(a), static_cast<RecordIndex>(b), at->second, probability_of(at->second)});
      }
  });
  progress.end();
  if (!done) return core::fail(core::kCancelled);
  for (const auto& some : found) out.pairs.insert(out.pairs.end(), some.begin(), some.end());
  return out;
}

}  // namespace palermo::link
