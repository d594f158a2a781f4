// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/run.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>

#include "palermo/core/random.hpp"
#include "palermo/link/constraint.hpp"
#include "palermo/link/pair_comparer.hpp"
#include "palermo/link/pair_groups.hpp"
#include "palermo/link/parallel.hpp"

namespace palermo::link {
namespace {

constexpr double kWorthBits = -16;  // by the usual m and u, before training: pairs below are only counted
constexpr double kSureBits = 5;     // without the name: pairs from which variants are learned

constexpr std::size_t kMostFriends = 100;  // of one record, whose pairs are closed
constexpr std::size_t kMostOpen = 20'000'000;

// A pair that may come into the result.
struct Kept {
  RecordIndex a = 0, b = 0;
  Pattern pattern = 0;
  float name_bits = 0, other_bits = 0;
};

// A thread's own things, lent out block by block.
struct Worker {
  PairComparer comparer;
  Candidates::Scratch scratch;
  PatternTable table;
};

class Workers {
 public:
  Workers(const Records& records, const TermFrequency& frequency) : records_(records), frequency_(frequency) {}
  std::unique_ptr<Worker> take() {
    const std::scoped_lock lock(mutex_);
    if (free_.empty()) return std::make_unique<Worker>(Worker{PairComparer(records_, frequency_), {}, {}});
    auto worker = std::move(free_.back());
    free_.pop_back();
    return worker;
  }
  void give(std::unique_ptr<Worker> worker) {
    const std::scoped_lock lock(mutex_);
    free_.push_back(std::move(worker));
  }
  [[nodiscard]] const std::vector<std::unique_ptr<Worker>>& all() const { return free_; }

 private:
  const Records& records_;
  const TermFrequency& frequency_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Worker>> free_;
};

struct Usual {
  std::array<Levels, kComparisons> weight{};
  double prior_bits = 0;
};

Usual usual_weights(const Records& records) {
  Usual out;
  for (std::size_t c = 0; c < kComparisons; ++c)
    for (std::size_t l = 1; l < kind_of(c).levels.size(); ++l)
      out.weight[c][l] = std::log2(kind_of(c).usual_m[l] / kind_of(c).usual_u[l]);
  out.prior_bits = -std::log2(std::max(2.0, static_cast<double>(records.size())));
  return out;
}

double bits_of(const Usual& usual, const Compared& compared) {
  double bits = usual.prior_bits + compared.name_bits + compared.other_bits;
  for (std::size_t c = 0; c < kComparisons; ++c) bits += usual.weight[c][level_of(compared.pattern, c)];
  return bits;
}

class Run {
 public:
  Run(const Records& records, const Candidates& candidates, const LinkOptions& options, core::Progress& progress)
      : records_(records), candidates_(candidates), options_(options), progress_(progress), frequency_(records), groups_(records), rank_(content_rank(records)) {}

  core::Result<LinkResult> run() {
    PALERMO_CHECK_DONE(compare_all());
    PALERMO_CHECK_DONE(sample_others());
    PALERMO_CHECK_DONE(learn());
    if (!options_.model && options_.learn_variants && relearn()) PALERMO_CHECK_DONE(learn());
    if (candidates_.plan().reach != Reach::every_pair && close_triangles()) PALERMO_CHECK_DONE(learn());
    score();
    return std::move(out_);
  }

 private:
  core::Done compare_all() {
    const Usual usual = usual_weights(records_);
    const std::size_t n = candidates_.size();
    const std::size_t block = std::clamp<std::size_t>(n / 256, 16, 4096);
    std::vector<std::vector<Kept>> kept(n / block + 1);
    Workers workers(records_, frequency_);
    std::mutex mutex;
    bool too_many = false;
    std::size_t count = 0;
    progress_.begin("progress.link.comparing", "", static_cast<std::int64_t>(n), "unit.records");
    const bool done = in_parallel(n, block, options_.threads, progress_, [&](std::size_t begin, std::size_t end) {
      auto worker = workers.take();
      std::vector<Kept>& mine = kept[begin / block];
      for (std::size_t place = begin; place < end; ++place) {
        const RecordIndex i = candidates_.record_at(static_cast<std::uint32_t>(place));
        for (const std::uint32_t other : candidates_.partners(static_cast<std::uint32_t>(place), worker->scratch)) {
          const RecordIndex j = candidates_.record_at(other);
          const Compared compared = worker->comparer.compare(i, j);
          worker->table.add(key_of(compared, groups_.of(records_.records[i].list, records_.records[j].list)));
          if (compared.pattern != 0 && bits_of(usual, compared) >= kWorthBits)
            mine.push_back({std::min(i, j), std::max(i, j), compared.pattern, compared.name_bits, compared.other_bits});
        }
      }
      mine.shrink_to_fit();
      workers.give(std::move(worker));
      const std::scoped_lock lock(mutex);
      count += mine.size();
      too_many = too_many || count > options_.most_pairs;
    });
    progress_.end();
    if (!done) return core::fail(core::kCancelled);
    if (too_many) return core::fail(kTooManyPairs, {}, {{"count", std::to_string(count)}});
    kept_.reserve(count);
    for (auto& some : kept) {
      kept_.insert(kept_.end(), some.begin(), some.end());
      std::vector<Kept>().swap(some);
    }
    for (const auto& worker : workers.all()) table_.add(worker->table);
    return {};
  }

  // Levels of pairs that are no candidates, from a random sample, brought to their number.
  core::Done sample_others() {
    double compared = 0;
    for (const PatternCount& row : table_.rows()) compared += row.count;
    out_.diagnostics.compared_pairs = static_cast<std::uint64_t>(compared);
    const double left = static_cast<double>(candidates_.plan().possible) - compared;
    if (left < 1) return {};
    constexpr std::size_t kBlock = 10'000;
    const std::size_t blocks = (options_.sample_pairs + kBlock - 1) / kBlock;
    std::vector<std::array<Strata, kComparisons>> counts(blocks);
    std::vector<double> seen(blocks);
    Workers workers(records_, frequency_);
    const auto n = static_cast<std::uint64_t>(candidates_.size());
    core::Silence silence;
    const bool done = in_parallel(blocks, 1, options_.threads, silence, [&](std::size_t begin, std::size_t end) {
      auto worker = workers.take();
      for (std::size_t b = begin; b < end; ++b) {
        core::Stream stream(options_.seed, "link.sample", b);
        for (std::size_t k = 0; k < kBlock; ++k) {
          auto x = static_cast<std::uint32_t>(stream.below(n));
          auto y = static_cast<std::uint32_t>(stream.below(n));
          if (x == y) continue;
          if (x > y) std::swap(x, y);
          const RecordIndex i = candidates_.record_at(x);
          const RecordIndex j = candidates_.record_at(y);
          if (!records_.may_pair(i, j) || candidates_.has(x, y)) continue;
          const Compared one = worker->comparer.compare(i, j);
          for (std::size_t c = 0; c < kComparisons; ++c) counts[b][c][stratum_of(one.pattern)][level_of(one.pattern, c)] += 1;
          seen[b] += 1;
        }
      }
      workers.give(std::move(worker));
    });
    if (!done || progress_.cancelled()) return core::fail(core::kCancelled);
    double all = 0;
    for (const double s : seen) all += s;
    if (all < 1) return {};
    for (const auto& block : counts)
      for (std::size_t c = 0; c < kComparisons; ++c)
        for (std::size_t s = 0; s < kStrata; ++s)
          for (std::size_t l = 0; l < kMostLevels; ++l) others_[c][s][l] += block[c][s][l] * left / all;
    return {};
  }

  core::Done learn() {
    rows_ = table_.rows();
    if (options_.model) {
      out_.model = *options_.model;
      std::vector<GroupModel> mine;
      for (const GroupPairs& group : groups_.groups()) {
        const auto found = std::ranges::find_if(out_.model.groups, [&](const GroupModel& g) {
          return (g.first == group.first && g.second == group.second) || (g.first == group.second && g.second == group.first);
        });
        if (found == out_.model.groups.end()) return core::fail(kModelLists, {}, {{"first", group.first}, {"second", group.second}});
        mine.push_back(*found);
      }
      out_.model.groups = std::move(mine);
      return {};
    }
    const TrainingData data{.compared = rows_, .others = others_, .groups = groups_.groups()};
    Trained trained = train(data, options_.training);
    out_.model = std::move(trained.model);
    out_.diagnostics.history = std::move(trained.history);
    out_.diagnostics.strict_pairs = trained.strict_pairs;
    return {};
  }

  [[nodiscard]] PairGroup group_of(const Kept& pair) const {
    return groups_.of(records_.records[pair.a].list, records_.records[pair.b].list);
  }

  // Spellings of one name, and the patterns of the kept pairs in their light. Whether there were any.
  bool relearn() {
    PairComparer plain(records_, frequency_);
    std::vector<Against> against;
    for (const Kept& pair : kept_) {
      const Pattern without = with_level(pair.pattern, 0, 0);
      if (out_.model.weight(without, 0, pair.other_bits, group_of(pair)) < kSureBits) continue;
      if (const auto left = plain.left_over(pair.a, pair.b); left.one_each) against.push_back({left.a, left.b});
    }
    out_.variants = learn_variants(against);
    out_.diagnostics.variants = out_.variants.size();
    if (out_.variants.size() == 0) return false;
    PairComparer comparer(records_, frequency_, &out_.variants);
    for (Kept& pair : kept_) {
      const auto name = static_cast<NameAgreement>(level_of(pair.pattern, 0));
      if (name == NameAgreement::missing || name == NameAgreement::exact) continue;
      const PairGroup group = group_of(pair);
      const Compared now = comparer.compare(pair.a, pair.b);
      if (now.pattern == pair.pattern) continue;
      table_.add(key_of({pair.pattern, pair.name_bits, pair.other_bits}, group), -1);
      table_.add(key_of(now, group));
      pair.pattern = now.pattern;
      pair.name_bits = now.name_bits;
    }
    return true;
  }

  [[nodiscard]] double weight_of(const Kept& pair) const {
    return out_.model.weight(pair.pattern, pair.name_bits, pair.other_bits, group_of(pair));
  }

  // Two records that both go with a third are compared too, whatever the rules said: people with many records are seen
  // whole, and the training sees the pairs that say little. Whether there were any.
  bool close_triangles() {
    const auto by_records = [](const Kept& x, const Kept& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; };
    std::ranges::sort(kept_, by_records);
    std::vector<std::uint32_t> begin(records_.size() + 1);
    std::vector<std::pair<RecordIndex, RecordIndex>> sure;
    for (const Kept& pair : kept_)
      if (weight_of(pair) >= 0) {
        sure.emplace_back(pair.a, pair.b);
        ++begin[pair.a + 1];
        ++begin[pair.b + 1];
      }
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    std::vector<RecordIndex> friends(begin.back());
    std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
    for (const auto& [a, b] : sure) {
      friends[next[a]++] = b;
      friends[next[b]++] = a;
    }
    std::vector<std::pair<RecordIndex, RecordIndex>> open;
    for (std::uint32_t place = 0; place < records_.size(); ++place) {
      const RecordIndex b = candidates_.record_at(place);
      const std::span mine(friends.data() + begin[b], begin[b + 1] - begin[b]);
      if (mine.size() < 2 || mine.size() > kMostFriends) continue;
      for (std::size_t i = 0; i < mine.size(); ++i)
        for (std::size_t j = i + 1; j < mine.size(); ++j)
          if (records_.may_pair(mine[i], mine[j])) open.emplace_back(std::min(mine[i], mine[j]), std::max(mine[i], mine[j]));
      if (open.size() > kMostOpen) break;
    }
    std::ranges::sort(open);
    open.erase(std::ranges::unique(open).begin(), open.end());
    PairComparer comparer(records_, frequency_, &out_.variants);
    std::vector<Kept> more;
    auto at = kept_.begin();
    for (const auto& [a, b] : open) {
      while (at != kept_.end() && (at->a < a || (at->a == a && at->b < b))) ++at;
      if (at != kept_.end() && at->a == a && at->b == b) continue;
      const Compared one = comparer.compare(a, b);
      more.push_back({a, b, one.pattern, one.name_bits, one.other_bits});
      // Pairs that were compared and not kept stand in the table already.
      if (!candidates_.has(std::min(rank_[a], rank_[b]), std::max(rank_[a], rank_[b]))) table_.add(key_of(one, group_of(more.back())));
    }
    kept_.insert(kept_.end(), more.begin(), more.end());
    return !more.empty();
  }

  // Pairs in canonical order, so that sums do not depend on the order of rows.
  void compete() {
    std::ranges::sort(kept_, [this](const Kept& x, const Kept& y) {
      const auto [xa, xb] = std::minmax({rank_[x.a], rank_[x.b]});
      const auto [ya, yb] = std::minmax({rank_[y.a], rank_[y.b]});
      return xa != ya ? xa < ya : xb < yb;
    });
    std::vector<PairEvidence> pairs;
    pairs.reserve(kept_.size());
    for (const Kept& pair : kept_) pairs.push_back({pair.a, pair.b, pair.pattern, pair.name_bits, pair.other_bits, group_of(pair)});
    // How many matches there are, the training says with all pairs; competition says which (it sees too few, being sure).
    for (const GroupModel& group : out_.model.groups) out_.diagnostics.expected_matches += group.matches;
    train_with_competition(records_, pairs, groups_.groups(), options_.training, out_.model);
  }

  void score() {
    if (!options_.model && options_.compete && std::ranges::any_of(records_.lists, &ListInfo::duplicate_free)) compete();
    Diagnostics& d = out_.diagnostics;
    double all = 0;
    double sure = 0;
    double sure_p = 0;
    for (const PatternCount& row : rows_) {
      const double w = out_.model.calibrated(out_.model.weight(row.key.pattern, row.key.name_bits, row.key.other_bits, row.key.group));
      const double p = probability_of(w);
      all += row.count * p;
      if (p < 0.5) continue;
      sure += row.count;
      sure_p += row.count * p;
    }
    d.expected_precision = sure > 0 ? sure_p / sure : 1;
    if (d.expected_matches <= 0) d.expected_matches = all;
    d.expected_recall = all > 0 ? sure_p / all : 1;
    for (const Kept& pair : kept_) {
      const double w = out_.model.calibrated(out_.model.weight(pair.pattern, pair.name_bits, pair.other_bits, group_of(pair)));
      if (w >= options_.keep_bits) out_.pairs.push_back({pair.a, pair.b, w, probability_of(w)});
    }
    std::vector<Kept>().swap(kept_);
    std::ranges::sort(out_.pairs, [](const ScoredPair& x, const ScoredPair& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    PairComparer comparer(records_, frequency_);
    for (RecordIndex i = 0; i < records_.size(); ++i) {
      const Compared self = comparer.compare(i, i);
      const ListIndex list = records_.records[i].list;
      if (out_.model.calibrated(out_.model.weight(self.pattern, self.name_bits, self.other_bits, groups_.of(list, list))) < 0) ++d.unlinkable;
    }
  }

  const Records& records_;
  const Candidates& candidates_;
  const LinkOptions& options_;
  core::Progress& progress_;
  TermFrequency frequency_;
  PairGroups groups_;
  std::vector<RecordIndex> rank_;  // places in canonical order
  std::vector<Kept> kept_;
  PatternTable table_;
  std::vector<PatternCount> rows_;
  std::array<Strata, kComparisons> others_{};
  LinkResult out_;
};

}  // namespace

core::Result<LinkResult> link_records(const Records& records, const Candidates& candidates, const LinkOptions& options,
                                      core::Progress& progress) {
  return Run(records, candidates, options, progress).run();
}

std::vector<ListIndex> list_of(const Records& records) {
  std::vector<ListIndex> out;
  out.reserve(records.size());
  for (const Record& r : records.records) out.push_back(r.list);
  return out;
}

std::vector<RecordIndex> content_rank(const Records& records) {
  const std::vector<RecordIndex> order = records.canonical_order();
  std::vector<RecordIndex> rank(order.size());
  for (RecordIndex place = 0; place < order.size(); ++place) rank[order[place]] = place;
  return rank;
}

Explanation explain_pair(const Records& records, const Model& model, RecordIndex a, RecordIndex b, const Variants* variants) {
  const TermFrequency frequency(records);
  const PairGroups groups(records);
  PairComparer comparer(records, frequency, variants);
  const Compared compared = comparer.compare(a, b);
  const PairGroup group = groups.of(records.records[a].list, records.records[b].list);
  Explanation out;
  const double prior = model.groups[group].prior;
  out.prior_bits = std::log2(prior / (1 - prior));
  for (std::size_t c = 0; c < kComparisons; ++c) {
    const Level level = level_of(compared.pattern, c);
    if (level == 0) continue;
    Explanation::Part part{static_cast<Comparison>(c), level, model.groups[group].weight[c][stratum_of(compared.pattern)][level], 0};
    if (c == 0) part.frequency_bits = compared.name_bits - model.name_correction[stratum_of(compared.pattern)][level];
    out.parts.push_back(part);
  }
  const Level name = level_of(compared.pattern, 0);
  const Level birth = level_of(compared.pattern, 1);
  if (name != 0 && birth != 0) out.together_bits = model.together[name_class(name)][birth_class(birth)];
  out.other_bits = compared.other_bits;
  out.weight = model.weight(compared.pattern, compared.name_bits, compared.other_bits, group);
  out.calibrated = model.calibrated(out.weight);
  out.probability = probability_of(out.calibrated);
  return out;
}

}  // namespace palermo::link
