// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/compare_pairs.hpp"

#include <algorithm>
#include <cmath>

#include "palermo/core/parallel.hpp"
#include "palermo/core/random.hpp"

namespace palermo::link {
namespace {

constexpr double kWorthBits = -16;  // by the usual m and u, before training: pairs below are only counted
constexpr std::size_t kSlice = 10'000;

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

// Asks whether to go on and shows nothing.
class Unseen final : public core::Progress {
 public:
  explicit Unseen(const core::Progress& asked) : asked_(asked) {}
  void begin(std::string_view, std::string_view, std::int64_t, std::string_view) override {}
  void report(std::int64_t) override {}
  void end() override {}
  [[nodiscard]] bool cancelled() const override { return asked_.cancelled(); }

 private:
  const core::Progress& asked_;
};

// Levels of pairs that are no candidates, from a random sample, brought to their number.
core::Done sample_others(const Records& records, const Candidates& candidates, const TermFrequency& frequency, const CompareOptions& options,
                         const core::Progress& progress, ComparedPairs& out) {
  const double left = static_cast<double>(candidates.plan().possible) - static_cast<double>(out.compared);
  if (left < 1) return {};
  const std::size_t blocks = (options.sample_pairs + kSlice - 1) / kSlice;
  std::vector<std::array<Strata, kComparisons>> counts(blocks);
  std::vector<double> seen(blocks);
  std::vector<std::vector<double>> known(blocks, std::vector<double>(kKnown));
  Comparers comparers(records, frequency);
  const auto n = static_cast<std::uint64_t>(candidates.size());
  Unseen unseen(progress);
  const bool done = core::in_parallel(blocks, 1, options.threads, unseen, [&](std::size_t begin, std::size_t end) {
    auto own = comparers.take();
    for (std::size_t b = begin; b < end; ++b) {
      core::Stream stream(options.seed, "link.sample", b);
      for (std::size_t k = 0; k < kSlice; ++k) {
        auto x = static_cast<std::uint32_t>(stream.below(n));
        auto y = static_cast<std::uint32_t>(stream.below(n));
        if (x == y) continue;
        if (x > y) std::swap(x, y);
        const RecordIndex i = candidates.record_at(x);
        const RecordIndex j = candidates.record_at(y);
        if (!records.may_pair(i, j) || candidates.has(x, y)) continue;
        const Compared one = own->comparer.compare(i, j);
        for (std::size_t c = 0; c < kComparisons; ++c) counts[b][c][stratum_of(one.pattern)][level_of(one.pattern, c)] += 1;
        seen[b] += 1;
        known[b][known_of(one.pattern)] += 1;
      }
    }
    comparers.give(std::move(own));
  });
  if (!done) return core::fail(core::kCancelled);
  double all = 0;
  for (const double s : seen) all += s;
  if (all < 1) return {};
  for (const auto& block : known)
    for (std::size_t k = 0; k < kKnown; ++k) out.others_known[k] += block[k] * left / all;
  for (const auto& block : counts)
    for (std::size_t c = 0; c < kComparisons; ++c)
      for (std::size_t s = 0; s < kStrata; ++s)
        for (std::size_t l = 0; l < kMostLevels; ++l) out.others[c][s][l] += block[c][s][l] * left / all;
  return {};
}

}  // namespace

std::unique_ptr<Comparers::Own> Comparers::take() {
  const std::scoped_lock lock(mutex_);
  if (free_.empty()) return std::make_unique<Own>(Own{PairComparer(records_, frequency_, variants_), {}, {}});
  auto own = std::move(free_.back());
  free_.pop_back();
  return own;
}

void Comparers::give(std::unique_ptr<Own> own) {
  const std::scoped_lock lock(mutex_);
  free_.push_back(std::move(own));
}

void Comparers::add_tables(PatternTable& to) const {
  for (const auto& own : free_) to.add(own->table);
}

bool in_slices(std::size_t count, int threads, const core::Progress& progress, const std::function<void(std::size_t, std::size_t)>& work) {
  Unseen unseen(progress);
  return core::in_parallel(count, kSlice, threads, unseen, work);
}

core::Result<ComparedPairs> compare_candidates(const Records& records, const Candidates& candidates, const TermFrequency& frequency,
                                               const PairGroups& groups, const CompareOptions& options, core::Progress& progress) {
  ComparedPairs out;
  const Usual usual = usual_weights(records);
  const std::size_t portions = candidates.portions();
  const std::size_t step = std::clamp<std::size_t>(portions / 1024, 1, 4096);
  std::vector<std::vector<KeptPair>> kept(portions / step + 1);
  Comparers comparers(records, frequency);
  std::mutex mutex;
  bool too_many = false;
  std::size_t count = 0;
  progress.begin("progress.link.comparing", "", static_cast<std::int64_t>(portions), "unit.portions");
  const bool done = core::in_parallel(portions, step, options.threads, progress, [&](std::size_t begin, std::size_t end) {
    auto own = comparers.take();
    std::vector<KeptPair>& mine = kept[begin / step];
    std::uint64_t here = 0;
    for (std::size_t portion = begin; portion < end; ++portion)
      for (const auto& [x, y] : candidates.pairs(portion, own->scratch)) {
        const RecordIndex i = candidates.record_at(x);
        const RecordIndex j = candidates.record_at(y);
        const Compared compared = own->comparer.compare(i, j);
        ++here;
        own->table.add(key_of(compared, groups.of(records.records[i].list, records.records[j].list)));
        if (compared.pattern != 0 && bits_of(usual, compared) >= kWorthBits)
          mine.push_back({std::min(i, j), std::max(i, j), compared.pattern, compared.name_bits, compared.other_bits});
      }
    mine.shrink_to_fit();
    comparers.give(std::move(own));
    const std::scoped_lock lock(mutex);
    out.compared += here;
    count += mine.size();
    too_many = too_many || count > options.most_pairs;
  });
  progress.end();
  if (!done) return core::fail(core::kCancelled);
  if (too_many) return core::fail(kTooManyPairs, {}, {{"count", std::to_string(count)}});
  out.kept.reserve(count);
  for (auto& some : kept) {
    out.kept.insert(out.kept.end(), some.begin(), some.end());
    std::vector<KeptPair>().swap(some);
  }
  comparers.add_tables(out.table);
  PALERMO_CHECK_DONE(sample_others(records, candidates, frequency, options, progress, out));
  return out;
}

}  // namespace palermo::link
