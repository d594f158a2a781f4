// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/run.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>

#include "palermo/link/compare_pairs.hpp"
#include "palermo/link/constraint.hpp"
#include "palermo/link/controls.hpp"
#include "palermo/link/model_draws.hpp"

namespace palermo::link {
namespace {

constexpr double kSureBits = 5;     // without the name: pairs from which variants are learned

constexpr std::size_t kMostFriends = 100;  // of one record, whose pairs are closed
constexpr std::size_t kMostOpen = 20'000'000;
constexpr std::size_t kMostDrawn = 40'000'000;  // weights of pairs under other models, in all
constexpr double kNearControl = -13;            // bits
constexpr double kMostMoved = 0.4;              // nats: by half more or a third fewer matches a drawn model may differ
constexpr int kMostAgain = 20;

class Run {
 public:
  Run(const Records& records, const Candidates& candidates, const LinkOptions& options, core::Progress& progress)
      : records_(records), candidates_(candidates), options_(options), progress_(progress), frequency_(records), groups_(records), rank_(content_rank(records)) {}

  core::Result<LinkResult> run() {
    PALERMO_TRY(ComparedPairs compared, compare_candidates(records_, candidates_, frequency_, groups_,
                                                           {.seed = options_.seed, .sample_pairs = options_.sample_pairs,
                                                            .most_pairs = options_.most_pairs, .threads = options_.threads},
                                                           progress_));
    out_.diagnostics.compared_pairs = compared.compared;
    kept_ = std::move(compared.kept);
    table_ = std::move(compared.table);
    others_ = compared.others;
    others_known_ = std::move(compared.others_known);
    PALERMO_CHECK_DONE(compare_controls());
    PALERMO_CHECK_DONE(learn());
    if (!options_.model && options_.learn_variants) {
      PALERMO_TRY(const bool any, relearn());
      if (any) PALERMO_CHECK_DONE(learn());
    }
    if (candidates_.plan().reach != Reach::every_pair && close_triangles()) PALERMO_CHECK_DONE(learn());
    PALERMO_CHECK_DONE(score());
    return std::move(out_);
  }

 private:
  // Pairs inside duplicate-free lists: nobody's (controls.hpp).
  core::Done compare_controls() {
    if (options_.model || options_.control_pairs == 0) return {};
    core::Silence silence;
    std::vector<RecordIndex> order(rank_.size());
    for (RecordIndex record = 0; record < rank_.size(); ++record) order[rank_[record]] = record;
    controls_ = control_pairs(records_, frequency_, order, options_.control_pairs, options_.seed, options_.threads, silence, &out_.variants);
    out_.diagnostics.control_pairs = controls_.pairs.size();
    return progress_.cancelled() ? core::Done(core::fail(core::kCancelled)) : core::Done{};
  }

  void calibrate() {
    double possible = 0, between = 0;
    for (const GroupPairs& group : groups_.groups()) possible += group.possible;
    std::vector<double> size = list_sizes(), known = others_known_;
    for (ListIndex a = 0; a < size.size(); ++a)
      for (ListIndex b = 0; b < a; ++b) between += controlled(records_, a, b) ? size[a] * size[b] : 0;
    for (const PatternCount& row : rows_) known[known_of(row.key.pattern)] += row.count;
    for (double& pairs : known) pairs *= between / possible;
    control_weights_ = control_weights(records_, groups_, out_.model, controls_, known);
    if (const auto fit = fit_calibration(controlled_weights(out_.model), control_weights_)) out_.model.calibration = fit->steps();
  }

  [[nodiscard]] std::vector<double> list_sizes() const {
    std::vector<double> size(records_.lists.size());
    for (const Record& record : records_.records) size[record.list] += 1;
    return size;
  }

  // Of the kept pairs for which controls can stand.
  [[nodiscard]] std::vector<double> controlled_weights(const Model& model) const {
    std::vector<double> weights;
    for (const KeptPair& pair : kept_)
      if (controlled(records_, records_.records[pair.a].list, records_.records[pair.b].list)) weights.push_back(weight_of(pair, model));
    return weights;
  }

  // Matches among all possible pairs by the mixture that a model with its m and u gives, its priors learned anew.
  [[nodiscard]] double mixture_matches(Model model) const {
    constexpr int kRounds = 5;
    double all = 0;
    for (int round = 0; round < kRounds; ++round) {
      std::vector<double> matches(model.groups.size());
      for (const PatternCount& row : rows_)
        matches[row.key.group] += row.count * probability_of(model.weight(row.key.pattern, row.key.name_bits, row.key.other_bits, row.key.group));
      all = 0;
      for (std::size_t g = 0; g < matches.size(); ++g) {
        all += matches[g];
        model.groups[g].prior = std::clamp(matches[g] / std::max(groups_.groups()[g].possible, 1.0), 1e-14, 0.5);
      }
    }
    return all;
  }

  // The weights of the result's pairs under other models as likely (model_draws.hpp). `kept_` holds these pairs, in their order.
  void draw_models() {
    const std::size_t models = std::min<std::size_t>(options_.model_draws, kMostDrawn / std::max<std::size_t>(out_.pairs.size(), 1));
    if (models < 2 || options_.model || records_.lists.size() < 2) return;
    std::vector<PairEvidence> pairs;
    std::vector<double> p;
    for (std::size_t k = 0; k < kept_.size(); ++k) {
      pairs.push_back({kept_[k].a, kept_[k].b, kept_[k].pattern, kept_[k].name_bits, kept_[k].other_bits, group_of(kept_[k])});
      p.push_back(out_.pairs[k].probability);
    }
    LearnedFrom from{matches_by_level(pairs, p, groups_.groups().size()), controls_.pairs.empty() ? others_ : levels_of(controls_)};
    const std::vector<double> size = list_sizes();
    std::vector<std::size_t> near;  // controls that any draw may bring above the lowest knot; the others stand below it with all of them
    for (std::size_t i = 0; i < control_weights_.size(); ++i)
      if (control_weights_[i].weight > kNearControl) near.push_back(i);
    const double base = std::max(mixture_matches(out_.model), 1.0);
    for (std::size_t draw = 0; draw < models; ++draw) {
      core::Stream stream(options_.seed, "link.models", draw);
      // Under some draws the mixture runs to another solution, in which far more or far fewer are of one person; that is no doubt about this one.
      Model model = draw_model(out_.model, from, options_.training, stream);
      double times = mixture_matches(model) / base;
      for (int again = 0; again < kMostAgain && std::fabs(std::log(times)) > kMostMoved; ++again) {
        model = draw_model(out_.model, from, options_.training, stream);
        times = mixture_matches(model) / base;
      }
      if (std::fabs(std::log(times)) > kMostMoved) {
        model = out_.model;
        times = 1;
      }
      out_.other_matches.push_back(out_.diagnostics.expected_matches * times);
      if (!near.empty()) {
        std::vector<ControlWeight> controls;
        for (const std::size_t i : near) controls.push_back({weight_between(size, groups_, model, controls_.pairs[i]), control_weights_[i].scale});
        const auto fit = fit_calibration(controlled_weights(model), controls);
        if (fit) model.calibration = fit->drawn(stream);
      }
      std::vector<float>& bits = out_.other_bits.emplace_back();
      for (const KeptPair& pair : kept_) bits.push_back(static_cast<float>(model.calibrated(weight_of(pair, model))));
    }
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
    const TrainingData data{.compared = rows_, .others = others_, .groups = groups_.groups(), .controls = levels_of(controls_)};
    Trained trained = train(data, options_.training);
    out_.model = std::move(trained.model);
    out_.diagnostics.history = std::move(trained.history);
    out_.diagnostics.strict_pairs = trained.strict_pairs;
    return {};
  }

  [[nodiscard]] PairGroup group_of(const KeptPair& pair) const {
    return groups_.of(records_.records[pair.a].list, records_.records[pair.b].list);
  }

  // Spellings of one name, and the patterns of the kept pairs and of the controls in their light. Whether there were any.
  core::Result<bool> relearn() {
    PALERMO_CHECK_DONE(find_variants());
    out_.diagnostics.variants = out_.variants.size();
    if (out_.variants.size() == 0) return false;
    std::vector<bool> varies;  // by spelling
    for (const Token& token : records_.tokens) {
      varies.resize(std::max<std::size_t>(varies.size(), token.spelling + 1));
      varies[token.spelling] = out_.variants.any(token.spelling);
    }
    const auto may_vary = [&](RecordIndex record) {
      return std::ranges::any_of(records_.name(records_.records[record]), [&](TokenUse use) { return varies[records_.tokens[use.token].spelling]; });
    };
    const auto may_change = [&](const auto& pair) {
      const auto name = static_cast<NameAgreement>(level_of(pair.pattern, 0));
      return name != NameAgreement::missing && name != NameAgreement::exact && may_vary(pair.a) && may_vary(pair.b);
    };
    Comparers comparers(records_, frequency_, &out_.variants);
    const bool done = in_slices(kept_.size(), options_.threads, progress_, [&](std::size_t begin, std::size_t end) {
      auto own = comparers.take();
      for (KeptPair& pair : std::span(kept_).subspan(begin, end - begin)) {
        if (!may_change(pair)) continue;
        const PairGroup group = group_of(pair);
        const Compared now = own->comparer.compare(pair.a, pair.b);
        if (now.pattern == pair.pattern) continue;
        own->table.add(key_of({pair.pattern, pair.name_bits, pair.other_bits}, group), -1);
        own->table.add(key_of(now, group));
        pair.pattern = now.pattern;
        pair.name_bits = now.name_bits;
      }
      comparers.give(std::move(own));
    });
    const bool controls_done = in_slices(controls_.pairs.size(), options_.threads, progress_, [&](std::size_t begin, std::size_t end) {
      auto own = comparers.take();
      for (ControlPair& pair : std::span(controls_.pairs).subspan(begin, end - begin)) {
        if (!may_change(pair)) continue;
        const Compared now = own->comparer.compare(pair.a, pair.b);
        pair.pattern = now.pattern;
        pair.name_bits = now.name_bits;
      }
      comparers.give(std::move(own));
    });
    if (!done || !controls_done) return core::fail(core::kCancelled);
    comparers.add_tables(table_);
    return true;
  }

  core::Done find_variants() {
    std::vector<Against> against;
    std::mutex mutex;
    Comparers comparers(records_, frequency_);
    const bool done = in_slices(kept_.size(), options_.threads, progress_, [&](std::size_t begin, std::size_t end) {
      auto own = comparers.take();
      std::vector<Against> mine;
      for (const KeptPair& pair : std::span(kept_).subspan(begin, end - begin)) {
        const Pattern without = with_level(pair.pattern, 0, 0);
        if (out_.model.weight(without, 0, pair.other_bits, group_of(pair)) < kSureBits) continue;
        if (const auto left = own->comparer.left_over(pair.a, pair.b); left.one_each) mine.push_back({left.a, left.b});
      }
      comparers.give(std::move(own));
      const std::scoped_lock lock(mutex);
      against.insert(against.end(), mine.begin(), mine.end());
    });
    if (!done) return core::fail(core::kCancelled);
    out_.variants = learn_variants(against);
    return {};
  }

  [[nodiscard]] double weight_of(const KeptPair& pair, const Model& model) const {
    return model.weight(pair.pattern, pair.name_bits, pair.other_bits, group_of(pair));
  }

  // Two records that both go with a third are compared too, whatever the rules said: people with many records are seen
  // whole, and the training sees the pairs that say little. Whether there were any.
  bool close_triangles() {
    const auto by_records = [](const KeptPair& x, const KeptPair& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; };
    std::ranges::sort(kept_, by_records);
    std::vector<std::uint32_t> begin(records_.size() + 1);
    std::vector<std::pair<RecordIndex, RecordIndex>> sure;
    for (const KeptPair& pair : kept_)
      if (weight_of(pair, out_.model) >= 0) {
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
    std::vector<KeptPair> more;
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
    std::ranges::sort(kept_, [this](const KeptPair& x, const KeptPair& y) {
      const auto [xa, xb] = std::minmax({rank_[x.a], rank_[x.b]});
      const auto [ya, yb] = std::minmax({rank_[y.a], rank_[y.b]});
      return xa != ya ? xa < ya : xb < yb;
    });
    std::vector<PairEvidence> pairs;
    pairs.reserve(kept_.size());
    for (const KeptPair& pair : kept_) pairs.push_back({pair.a, pair.b, pair.pattern, pair.name_bits, pair.other_bits, group_of(pair)});
    // The mixture of all pairs would say it too; it leans more on pairs that say little (docs/methods/link-people.md: measured).
    out_.diagnostics.expected_matches = train_with_competition(records_, pairs, groups_.groups(), options_.training, out_.model);
  }

  core::Done score() {
    if (!options_.model && options_.compete && std::ranges::any_of(records_.lists, &ListInfo::duplicate_free)) compete();
    if (options_.calibrate && !controls_.pairs.empty()) calibrate();
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
    std::erase_if(kept_, [this](const KeptPair& pair) { return out_.model.calibrated(weight_of(pair, out_.model)) < options_.keep_bits; });
    std::ranges::sort(kept_, [](const KeptPair& x, const KeptPair& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    for (const KeptPair& pair : kept_) {
      const double w = out_.model.calibrated(weight_of(pair, out_.model));
      out_.pairs.push_back({pair.a, pair.b, w, probability_of(w)});
    }
    draw_models();
    std::vector<KeptPair>().swap(kept_);
    return count_unlinkable();
  }

  // Records that would not even be linked with themselves: they say too little.
  core::Done count_unlinkable() {
    std::atomic<std::uint64_t> count = 0;
    Comparers comparers(records_, frequency_);
    const bool done = in_slices(records_.size(), options_.threads, progress_, [&](std::size_t begin, std::size_t end) {
      auto own = comparers.take();
      std::uint64_t here = 0;
      for (auto i = static_cast<RecordIndex>(begin); i < end; ++i) {
        const Compared self = own->comparer.compare(i, i);
        const ListIndex list = records_.records[i].list;
        if (out_.model.calibrated(out_.model.weight(self.pattern, self.name_bits, self.other_bits, groups_.of(list, list))) < 0) ++here;
      }
      comparers.give(std::move(own));
      count += here;
    });
    if (!done) return core::fail(core::kCancelled);
    out_.diagnostics.unlinkable = count;
    return {};
  }

  const Records& records_;
  const Candidates& candidates_;
  const LinkOptions& options_;
  core::Progress& progress_;
  TermFrequency frequency_;
  PairGroups groups_;
  std::vector<RecordIndex> rank_;  // places in canonical order
  std::vector<KeptPair> kept_;
  PatternTable table_;
  std::vector<PatternCount> rows_;
  std::array<Strata, kComparisons> others_{};
  std::vector<double> others_known_;
  Controls controls_;
  std::vector<ControlWeight> control_weights_;  // of the controls, in their order; empty: not calibrated
  LinkResult out_;
};

}  // namespace

core::Done check_admitted(const AdmittedLists& lists, const Records& records) {
  for (const ListInfo& info : records.lists)
    if (std::ranges::none_of(lists.lists(), [&](const ListInfo& one) { return one.name == info.name && one.role == info.role; }))
      return core::fail(kNotAdmitted, {}, {{"list", info.name}});
  return {};
}

core::Result<LinkResult> link_records(const AdmittedLists& lists, const Records& records, const Candidates& candidates,
                                      const LinkOptions& options, core::Progress& progress) {
  PALERMO_CHECK_DONE(check_admitted(lists, records));
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

}  // namespace palermo::link
