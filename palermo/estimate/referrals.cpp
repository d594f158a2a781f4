// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/referrals.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/parallel.hpp"
#include "palermo/estimate/bootstrap.hpp"
#include "palermo/estimate/dense_poisson.hpp"
#include "palermo/estimate/draws.hpp"
#include "palermo/estimate/gaussian.hpp"
#include "palermo/estimate/reshape.hpp"
#include "palermo/estimate/selection.hpp"

namespace palermo::estimate {
namespace {

constexpr std::size_t kBlock = 8;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

History pair_of(const Referral& referral) {
  return (History{1} << static_cast<unsigned>(referral.from)) | (History{1} << static_cast<unsigned>(referral.to));
}

auto bad(const char* reason, core::Place place, std::string list = {}) {
  return core::fail(kBadReferrals, std::move(place), {{"reason", reason}, {"list", std::move(list)}});
}

core::Result<int> list_called(std::string_view name, const HistoryCounts& table, core::Place place) {
  for (int list = 0; list < table.lists(); ++list)
    if (table.names()[static_cast<std::size_t>(list)] == name) return list;
  return bad("unknown_list", std::move(place));
}

// Referrals of a pair in both directions, by its two lists.
std::map<History, std::int64_t> by_pair(const std::vector<Referral>& referrals) {
  std::map<History, std::int64_t> sums;
  for (const Referral& one : referrals) sums[pair_of(one)] += one.count;
  return sums;
}

// One list that others refer to.
struct Target {
  History list = 0;
  std::vector<std::pair<History, double>> referrers;  // each with the share of its people that it sent here
  double own = 1;                                     // probability that this list finds somebody of theirs by itself

  // Of somebody on the lists of `w`: that none of the referrers among them sent her here.
  [[nodiscard]] double not_sent(History w) const {
    double product = 1;
    for (const auto& [list_from, share] : referrers)
      if ((w & list_from) != 0) product *= 1 - share;
    return product;
  }
  // Of somebody on `w`, this list among them: that she came by herself and nobody sent her.
  [[nodiscard]] double kept(History w) const {
    const double not_one = not_sent(w);
    if (not_one == 1) return 1;
    return own * not_one / (1 - (1 - own) * not_one);
  }
  // By what the referrers in `w` multiply the odds of being here.
  [[nodiscard]] double odds(History w) const {
    const double not_one = not_sent(w);
    if (not_one == 1) return 1;
    return own * not_one > 0 ? (1 - (1 - own) * not_one) / (own * not_one) : kInfinity;
  }
};

// Those on a referring list that are not here came neither by themselves nor were sent: their number is (1 - own) times the sum of not_sent.
void find_own_chance(const HistoryCounts& table, Target& target) {
  double absent = 0, not_sent = 0;
  for (History w = 1; w < table.size(); ++w) {
    const bool referring = std::ranges::any_of(target.referrers, [&](const auto& one) { return (w & one.first) != 0; });
    if (!referring) continue;
    const auto people = static_cast<double>(table[w]);
    not_sent += people * target.not_sent(w);
    if ((w & target.list) == 0) absent += people;
  }
  target.own = not_sent > 0 ? std::clamp(1 - absent / not_sent, 0.0, 1.0) : 0;
}

std::vector<Target> targets_of(const HistoryCounts& table, const std::vector<Referral>& referrals) {
  std::map<int, Target> by_list;
  const std::vector<std::int64_t> supersets = table.supersets();
  for (const Referral& one : referrals) {
    const History from = History{1} << static_cast<unsigned>(one.from);
    Target& target = by_list[one.to];
    target.list = History{1} << static_cast<unsigned>(one.to);
    if (supersets[from] > 0) target.referrers.emplace_back(from, std::min(1.0, static_cast<double>(one.count) / static_cast<double>(supersets[from])));
  }
  std::vector<Target> targets;
  for (auto& [list, target] : by_list) {
    find_own_chance(table, target);
    targets.push_back(std::move(target));
  }
  return targets;
}

// By history: the probability that one of its people was never referred.
std::vector<double> share_kept(const HistoryCounts& table, const std::vector<Referral>& referrals) {
  std::vector<double> kept(table.size(), 1);
  for (const Target& target : targets_of(table, referrals))
    for (History w = 1; w < table.size(); ++w)
      if ((w & target.list) != 0) kept[w] *= target.kept(w);
  return kept;
}

// Estimates the people of a table of the not referred; `aside` are added.
std::optional<double> with_aside(const HistoryCounts& rest, std::int64_t aside, bool selected) {
  const HistoryCounts table = without_empty_lists(rest);
  if (table.lists() < 3 || table.on_exactly(1) == table.observed()) return std::nullopt;
  if (selected) {
    const auto fit = select_stepwise(table);
    if (!fit) return std::nullopt;
    return fit->fit.estimate + static_cast<double>(aside);
  }
  const auto fit = fit_loglinear(table, Hierarchy(table.lists()));
  if (!fit) return std::nullopt;
  return fit->estimate + static_cast<double>(aside);
}

struct BothModels {
  std::optional<double> main, selected;
};

// Draws who the referred are; estimates the rest.
BothModels one_draw(const HistoryCounts& table, const std::vector<double>& kept, core::Stream& stream) {
  std::vector<std::int64_t> counts(table.size());
  std::int64_t aside = 0;
  for (History w = 1; w < table.size(); ++w) {
    counts[w] = draw_binomial(stream, table[w], kept[w]);
    aside += table[w] - counts[w];
  }
  const HistoryCounts rest(table.names(), std::move(counts));
  return {with_aside(rest, aside, false), with_aside(rest, aside, true)};
}

std::vector<double> found(const std::vector<BothModels>& draws, std::optional<double> BothModels::*which) {
  std::vector<double> values;
  for (const BothModels& one : draws)
    if (one.*which) values.push_back(*(one.*which));
  std::ranges::sort(values);
  return values;
}

DenseDesign with_pairs(const HistoryCounts& table, const std::map<History, std::int64_t>& pairs) {
  DenseDesign design = DenseDesign::main_effects(table.lists());
  std::vector<double> column(table.size());
  for (const auto& [pair, count] : pairs) {
    for (History w = 0; w < table.size(); ++w) column[w] = (w & pair) == pair ? 1 : 0;
    design.add_column(column);
  }
  return design;
}

void find_dependence(const HistoryCounts& table, const std::vector<Referral>& referrals, const std::vector<double>& rest, ReferralReport& report) {
  const auto pairs = by_pair(referrals);
  const DenseDesign design = with_pairs(table, pairs);
  const std::vector<double> counts(table.counts().begin(), table.counts().end());
  const auto before = fit_dense(design, counts), after = fit_dense(design, rest);
  const std::vector<std::int64_t> supersets = table.supersets();
  const std::vector<Target> targets = targets_of(table, referrals);
  for (const Referral& one : referrals) {
    const History pair = pair_of(one);
    const std::size_t column = static_cast<std::size_t>(table.lists()) + 1 + static_cast<std::size_t>(std::distance(pairs.begin(), pairs.find(pair)));
    ReferralDependence entry{.referral = one, .overlap = supersets[pair], .explained = 1, .odds_before = {}, .odds_left = {}};
    for (const Target& target : targets)
      if ((target.list & pair) != 0) entry.explained *= target.odds(pair & ~target.list);
    if (before) entry.odds_before = std::exp(before->beta[column]);
    if (after) entry.odds_left = std::exp(after->beta[column]);
    report.pairs.push_back(entry);
  }
}

ReferralEstimate dense_estimate(ReferralWay way, const HistoryCounts& table, const DenseDesign& design, double level) {
  ReferralEstimate out{.way = way};
  const std::vector<double> counts(table.counts().begin(), table.counts().end());
  const auto fit = fit_dense(design, counts);
  if (!fit) return out;
  const double z = gaussian_quantile(1 - (1 - level) / 2), observed = static_cast<double>(table.observed());
  out.estimate = observed + fit->unseen();
  out.interval = {observed + fit->unseen() * std::exp(-z * fit->unseen_log_error), observed + fit->unseen() * std::exp(z * fit->unseen_log_error)};
  return out;
}

ReferralEstimate known_offset(const HistoryCounts& table, const std::vector<Referral>& referrals, double level) {
  DenseDesign design = DenseDesign::main_effects(table.lists());
  for (const Target& target : targets_of(table, referrals))
    for (History w = 1; w < table.size(); ++w) {
      if ((w & target.list) == 0) continue;
      const double odds = target.odds(w);
      if (!std::isfinite(odds)) return {.way = ReferralWay::offset};
      design.offset[w] += std::log(odds);
    }
  return dense_estimate(ReferralWay::offset, table, design, level);
}

// The table as if nobody knew of referrals: what the others are compared with.
ReferralEstimate as_recorded(const HistoryCounts& table, bool selected, double level) {
  ReferralEstimate out{.way = ReferralWay::as_recorded, .selected = selected};
  const auto take = [&](const LogLinearFit& fit) {
    out.estimate = fit.estimate;
    out.interval = wald_interval(fit, level);
  };
  if (selected) {
    if (const auto chosen = select_stepwise(table)) take(chosen->fit);
  } else if (const auto fit = fit_loglinear(table, Hierarchy(table.lists()))) {
    take(*fit);
  }
  return out;
}

ReferralEstimate set_aside(bool selected, const std::vector<BothModels>& draws, const std::vector<BothModels>& replicates, double level) {
  ReferralEstimate out{.way = ReferralWay::set_aside, .selected = selected, .bootstrap = true};
  const auto which = selected ? &BothModels::selected : &BothModels::main;
  const std::vector<double> points = found(draws, which), values = found(replicates, which);
  if (points.empty() || values.empty()) return out;
  out.estimate = quantile_type8(points, 0.5);
  out.interval = {quantile_type8(values, (1 - level) / 2), quantile_type8(values, 1 - (1 - level) / 2)};
  return out;
}

}  // namespace

core::Result<std::vector<Referral>> parse_referrals(std::string_view text, std::string_view file, const HistoryCounts& table) {
  const std::string name(file);
  std::map<std::pair<int, int>, std::int64_t> sums;
  const std::vector<std::int64_t> supersets = table.supersets();
  core::CsvSink sink;
  sink.header = [&](const std::vector<std::string>& header) -> core::Done {
    if (header != std::vector<std::string>{"from", "to", "count"}) return bad("header", {.file = name, .row = 1});
    return {};
  };
  sink.row = [&](std::int64_t row, std::span<const std::string_view> fields) -> core::Done {
    const core::Place place{.file = name, .row = row};
    PALERMO_TRY(const int from, list_called(fields[0], table, place));
    PALERMO_TRY(const int to, list_called(fields[1], table, place));
    if (from == to) return bad("same_list", place);
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(fields[2].data(), fields[2].data() + fields[2].size(), count);
    if (error != std::errc() || end != fields[2].data() + fields[2].size() || count < 0) return bad("number", place);
    if (count > table.observed()) return bad("more_than_overlap", place);
    sums[{from, to}] += count;
    const auto back = sums.find({to, from});
    if (sums[{from, to}] + (back == sums.end() ? 0 : back->second) > supersets[pair_of({from, to, 0})]) return bad("more_than_overlap", place);
    return {};
  };
  core::Silence silence;
  const auto source = core::from_memory(text, name);
  PALERMO_TRY(const core::CsvSummary summary, core::read_csv(*source, {}, sink, silence));
  if (!summary.set_aside.empty()) return bad("fields", {.file = name, .row = summary.set_aside.front().row});
  std::vector<Referral> referrals;
  for (const auto& [lists, count] : sums)
    if (count > 0) referrals.push_back({lists.first, lists.second, count});
  return referrals;
}

std::vector<double> expected_rest(const HistoryCounts& table, const std::vector<Referral>& referrals) {
  std::vector<double> rest = share_kept(table, referrals);
  for (History w = 0; w < table.size(); ++w) rest[w] *= static_cast<double>(table[w]);
  return rest;
}

core::Result<ReferralReport> estimate_with_referrals(const HistoryCounts& table, const std::vector<Referral>& referrals, const ReferralOptions& options,
                                                     core::Progress& progress) {
  const std::vector<double> kept = share_kept(table, referrals), rest = expected_rest(table, referrals);
  std::vector<std::int64_t> rounded(table.size());
  double aside = 0;
  for (History w = 1; w < table.size(); ++w) {
    rounded[w] = std::llround(rest[w]);
    aside += static_cast<double>(table[w]) - rest[w];
  }
  ReferralReport report{.pairs = {}, .estimates = {}, .rest = HistoryCounts(table.names(), std::move(rounded)), .set_aside = aside};
  find_dependence(table, referrals, rest, report);

  std::vector<History> order(table.size() - 1);
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<History>(i + 1);
  std::vector<BothModels> draws(static_cast<std::size_t>(std::max(1, options.draws))), replicates(static_cast<std::size_t>(std::max(1, options.replicates)));
  progress.begin("progress.estimate.referrals", "", static_cast<std::int64_t>(draws.size() + replicates.size()), "unit.tables");
  const bool done = core::in_parallel(draws.size() + replicates.size(), kBlock, options.threads, progress, [&](std::size_t begin, std::size_t end) {
    std::vector<std::int64_t> drawn(table.size());
    for (std::size_t i = begin; i < end; ++i) {
      core::Stream stream(options.seed, "estimate.referrals", i);
      if (i < draws.size()) {
        draws[i] = one_draw(table, kept, stream);
        continue;
      }
      resample(table.counts(), order, options.seed, i, drawn);
      replicates[i - draws.size()] = one_draw(HistoryCounts(table.names(), drawn), kept, stream);
    }
  });
  progress.end();
  if (!done) return core::fail(core::kCancelled);

  for (const bool selected : {false, true}) {
    report.estimates.push_back(as_recorded(table, selected, options.level));
    report.estimates.push_back(set_aside(selected, draws, replicates, options.level));
  }
  report.estimates.push_back(dense_estimate(ReferralWay::pair_forced, table, with_pairs(table, by_pair(referrals)), options.level));
  report.estimates.push_back(known_offset(table, referrals, options.level));
  return report;
}

}  // namespace palermo::estimate
