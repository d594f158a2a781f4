// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/all_methods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cmath>
#include <functional>

#include "palermo/estimate/bootstrap.hpp"

namespace palermo::estimate {
namespace {

constexpr int kMostListsForAllOrders = 5;
constexpr int kMostListsForPairs = 6;
constexpr int kMostListsForGraphs = 6;      // seven take a second and more a value of delta
constexpr double kMostRHatHere = 1.05;      // of short chains: above, they have not met; for 1.01 ask the method itself for longer ones
constexpr double kMostFailed = 0.05;        // of replicates, before it is said
constexpr double kMostRHatTold = 1.2;       // above, the chains stand in different modes: any one number would be that of where they began
constexpr int kMoreTimes = 4, kMoreRounds = 2;  // of replicates, where an end rests on the outermost of them
constexpr double kCollapsed = 0.5;          // probability that nearly all were seen, or of the graph that joins all lists
constexpr double kContradicted = 0.05;      // p value of the main effects, below which their line says that the table speaks against them
constexpr std::array<std::string_view, 9> kNotes{"lower_bound", "conditional", "chains_apart", "prior_collapsed", "grid_matters",
                                                 "replicates_failed", "percentiles", "few_replicates", "contradicted"};

using core::Done;

// What a method fills in; an error that is not "cancelled" becomes its reason.
using Run = std::function<Done(MethodResult&)>;

// What the cells of the table differ by.
StrataBy strata_of(const core::CaptureTable& table) {
  bool strata = false, years = false;
  for (const core::CaptureCell& cell : table.cells()) {
    strata = strata || cell.stratum != table.cells().front().stratum;
    years = years || cell.year != table.cells().front().year;
  }
  return strata && years ? StrataBy::both : years ? StrataBy::year : StrataBy::stratum;
}

class Runner {
 public:
  Runner(const HistoryCounts& table, double aside, const AllOptions& options, core::Progress& progress, AllMethods& answer)
      : table_(table), aside_(aside), options_(options), progress_(progress), answer_(answer) {}

  Done run() {
    PALERMO_CHECK_DONE(add("main_effects", [&](MethodResult& r) { return independent(r); }));
    PALERMO_CHECK_DONE(add("stepwise", [&](MethodResult& r) { return selected(r, select_stepwise(table_), stepwise(table_.lists())); }));
    PALERMO_CHECK_DONE(add("aic_forward", [&](MethodResult& r) { return selected(r, select_aic(table_), aic_forward(table_.lists())); }));
    if (table_.lists() <= kMostListsForPairs) PALERMO_CHECK_DONE(add("best_bic_pairs", [&](MethodResult& r) { return best(r, 2); }));
    if (table_.lists() <= kMostListsForAllOrders) {
      PALERMO_CHECK_DONE(add("best_bic_all_orders", [&](MethodResult& r) { return best(r, table_.lists()); }));
      PALERMO_CHECK_DONE(add("averaged_bic", [&](MethodResult& r) { return averaged(r); }));
    }
    PALERMO_CHECK_DONE(add("no_highest_order", [&](MethodResult& r) { return wald(r, fit_no_highest_order(table_)); }));
    PALERMO_CHECK_DONE(bayesian());
    return add("chao", [&](MethodResult& r) { return bound(r); });
  }

  // Each stratum by itself, with the pairs that the stepwise search chose on all together.
  Done by_stratum(const core::CaptureTable& table) {
    return add("by_stratum", [&](MethodResult& result) -> Done {
      StrataOptions how{.by = strata_of(table), .chances = ListChances::by_stratum, .terms = {}, .level = options_.level};
      if (answer_.stepwise)
        for (const History term : answer_.stepwise->model.generators())
          if (std::popcount(term) > 1) how.terms.push_back(term);
      PALERMO_TRY(answer_.strata, fit_strata(table, how));
      result.estimate = answer_.strata->total.estimate;
      result.interval = {answer_.strata->total.lower, answer_.strata->total.upper};
      result.interval_kind = "wald_given_model";
      result.model = answer_.stepwise ? answer_.stepwise->model.text(table_.names()) : "";
      result.notes.push_back(Note::conditional);
      return {};
    });
  }

 private:
  Done add(std::string method, const Run& run) {
    MethodResult result;
    result.method = std::move(method);
    result.level = options_.level;
    const auto begin = std::chrono::steady_clock::now();
    if (const Done done = run(result); !done) {
      if (done.error().kind.code == core::kCancelled.code) return done;
      result.reason = done.error().kind.code;
      result.estimate.reset();
    }
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (result.estimate) {
      *result.estimate += aside_;
      result.interval = {result.interval.lo + aside_, result.interval.hi + aside_};
    }
    answer_.methods.push_back(std::move(result));
    return {};
  }

  void take_fit(MethodResult& result, const LogLinearFit& fit) {
    result.estimate = fit.estimate;
    result.interval = wald_interval(fit, options_.level);
    result.interval_kind = "wald_given_model";
    result.model = fit.model.text(table_.names());
  }

  Done wald(MethodResult& result, const core::Result<LogLinearFit>& fit) {
    if (!fit) return core::fail(fit.error());
    take_fit(result, *fit);
    return {};
  }

  Done independent(MethodResult& result) {
    const auto& dependence = answer_.diagnosis.dependence;
    if (dependence && dependence->p_any < kContradicted) result.notes.push_back(Note::contradicted);
    return wald(result, fit_loglinear(table_, Hierarchy(table_.lists())));
  }

  [[nodiscard]] bool ends_on_outermost(const Bootstrap& sample) const {
    if (!sample.bca_defined()) return false;  // told as Note::percentiles
    const Limits error = sample.monte_carlo_error(options_.level);
    return !std::isfinite(error.lo) || !std::isfinite(error.hi);
  }

  // The whole procedure in the bootstrap; where that has no interval, Wald given the model.
  Done with_bootstrap(MethodResult& result, const EstimatorMaker& maker, double share) {
    int replicates = std::max(1, static_cast<int>(std::lround(options_.replicates * share)));
    auto found = bootstrap(table_, maker, {.seed = options_.seed, .replicates = replicates, .threads = options_.threads}, progress_);
    // More replicates while an end rests on the outermost ones, where a replicate is cheap. Streams are numbered: the first of them stay as they were.
    const bool cheap = result.method == "stepwise" && table_.lists() <= kMostListsForPairs;
    for (int more = 0; more < kMoreRounds && found && cheap && ends_on_outermost(*found); ++more) {
      replicates *= kMoreTimes;
      found = bootstrap(table_, maker, {.seed = options_.seed, .replicates = replicates, .threads = options_.threads}, progress_);
    }
    if (!found) {
      if (found.error().kind.code == core::kCancelled.code) return core::fail(found.error());
      result.notes.push_back(Note::replicates_failed);
      result.notes.push_back(Note::conditional);
      return {};
    }
    result.estimate = found->estimate;
    result.interval = found->bca(options_.level);
    result.percentile = found->percentile(options_.level);
    result.interval_kind = "bca_selection_inside";
    if (!found->bca_defined()) result.notes.push_back(Note::percentiles);
    if (found->failed > kMostFailed * replicates) result.notes.push_back(Note::replicates_failed);
    if (found->bca_defined()) result.monte_carlo_error = found->monte_carlo_error(options_.level);
    if (ends_on_outermost(*found)) result.notes.push_back(Note::few_replicates);
    if (result.method == "stepwise") answer_.diagnosis.measures["replicates_failed"] = static_cast<double>(found->failed) / replicates;
    return {};
  }

  Done selected(MethodResult& result, core::Result<Selected> chosen, const EstimatorMaker& maker) {
    if (!chosen) return core::fail(chosen.error());
    take_fit(result, chosen->fit);
    if (result.method == "stepwise") {
      answer_.xi = over_xi(chosen->fit, kUsualXi, options_.level);
      for (XiEstimate& one : answer_.xi) {
        one.estimate += aside_;
        one.interval = {one.interval.lo + aside_, one.interval.hi + aside_};
      }
      answer_.stepwise = chosen->fit;
      if (auto profile = profile_interval(table_, chosen->fit.model, options_.level)) answer_.profile = *profile;
    }
    // Seven lists and more: forward AIC fits twenty models a step, a replicate takes some ten milliseconds.
    const bool dear = result.method == "aic_forward" && table_.lists() > kMostListsForPairs;
    return with_bootstrap(result, maker, dear ? options_.share_all : 1);
  }

  Done best(MethodResult& result, int order) {
    PALERMO_TRY(const ModelRanking ranking, rank_models(table_, {.order = order, .threads = options_.threads}, progress_));
    const RankedModel& model = ranking.best();
    result.estimate = model.estimate;
    result.interval = model.wald(ranking.observed, options_.level);
    result.interval_kind = "wald_given_model";
    result.model = model.model.text(table_.names());
    PALERMO_TRY(const EstimatorMaker maker, best_bic(table_, order));
    // Six lists: of 32,768 models a replicate fits some thousands, the bound skips the rest; that takes some fifty milliseconds.
    const bool dear = order > 2 || table_.lists() > kMostListsForAllOrders;
    return with_bootstrap(result, maker, dear ? options_.share_all : options_.share_bic);
  }

  Done averaged(MethodResult& result) {
    PALERMO_TRY(const ModelRanking ranking, rank_models(table_, {.order = 2, .threads = options_.threads}, progress_));
    result.estimate = ranking.averaged();
    result.interval = ranking.best().wald(ranking.observed, options_.level);
    result.interval_kind = "wald_given_model";
    PALERMO_TRY(const EstimatorMaker maker, averaged_bic(table_, 2));
    return with_bootstrap(result, maker, options_.share_all);
  }

  Done bayesian() {
    if (!options_.bayesian) return {};
    if (table_.lists() <= kMostListsForGraphs) PALERMO_CHECK_DONE(add("decomposable", [&](MethodResult& r) { return decomposable(r); }));
    PALERMO_CHECK_DONE(add("thresholding", [&](MethodResult& r) { return thresholding(r); }));
    return add("latent_class", [&](MethodResult& r) { return latent(r); });
  }

  Done thresholding(MethodResult& result) {
    ThresholdingOptions how;
    how.seed = options_.seed;
    how.level = options_.level;
    how.draws = options_.scans;
    PALERMO_TRY(const ThresholdingPosterior posterior, threshold_pairs(table_, how, options_.threads, progress_));
    result.estimate = posterior.people.median;
    result.interval = {posterior.people.lower, posterior.people.upper};
    result.interval_kind = "credible";
    result.model = Hierarchy(table_.lists(), posterior.model).text(table_.names());
    result.notes.push_back(Note::conditional);
    if (posterior.people.r_hat > kMostRHatHere) result.notes.push_back(Note::chains_apart);
    return {};
  }

  Done decomposable(MethodResult& result) {
    DecomposableOptions how = published_grid();
    how.level = options_.level;
    const DecomposableGraphs graphs(table_.lists());
    if (table_.lists() <= kMostListsForAllOrders) {
      PALERMO_TRY(answer_.deltas, decomposable_sensitivity(table_, graphs, how, options_.threads, progress_));
      return take_posterior(result, answer_.deltas.front());
    }
    PALERMO_TRY(const DecomposablePosterior posterior, average_decomposable(table_, graphs, how, options_.threads, progress_));
    return take_posterior(result, posterior);
  }

  Done take_posterior(MethodResult& result, const DecomposablePosterior& posterior) {
    result.estimate = posterior.median;
    result.interval = {posterior.lower, posterior.upper};
    result.interval_kind = "credible";
    result.model = fmt::format("delta {:.6g}", posterior.delta);
    if (posterior.nearly_all_seen > kCollapsed || posterior.saturated > kCollapsed) result.notes.push_back(Note::prior_collapsed);
    if (posterior.grid_end_matters) result.notes.push_back(Note::grid_matters);
    return {};
  }

  Done latent(MethodResult& result) {
    LatentClassOptions how;
    how.seed = options_.seed;
    how.level = options_.level;
    how.scans = options_.scans;
    how.warm_up = options_.scans / 2;
    PALERMO_TRY(const LatentClassPosterior posterior, latent_classes(table_, how, options_.threads, progress_));
    if (!(posterior.people.r_hat <= kMostRHatTold)) return core::fail(kChainsApart, {}, {{"r_hat", fmt::format("{:.2f}", posterior.people.r_hat)}});
    result.estimate = posterior.people.median;
    result.interval = {posterior.people.lower, posterior.people.upper};
    result.interval_kind = "credible";
    result.model = fmt::format("R-hat {:.2f}", posterior.people.r_hat);
    if (posterior.people.r_hat > kMostRHatHere) result.notes.push_back(Note::chains_apart);
    return {};
  }

  Done bound(MethodResult& result) {
    PALERMO_TRY(const ChaoBounds bounds, chao_bounds(table_, options_.level));
    const LowerBound& lower = bounds.unlike ? *bounds.unlike : bounds.alike;
    result.estimate = lower.estimate;
    result.interval = lower.interval;
    result.interval_kind = "log_normal";
    result.model = bounds.unlike ? "lists unlike" : "lists alike";
    result.notes.push_back(Note::lower_bound);
    return {};
  }

  const HistoryCounts& table_;
  double aside_;
  const AllOptions& options_;
  core::Progress& progress_;
  AllMethods& answer_;
};

void add_referral_methods(AllMethods& answer, double level) {
  for (const ReferralEstimate& one : answer.referrals->estimates) {
    if (one.way == ReferralWay::as_recorded) continue;
    MethodResult result;
    result.method = one.way == ReferralWay::pair_forced ? "referral_pairs" : one.way == ReferralWay::offset ? "referral_offset"
                    : one.selected                      ? "set_aside_stepwise"
                                                        : "set_aside_main_effects";
    result.estimate = one.estimate;
    result.interval = one.interval;
    result.interval_kind = one.bootstrap ? "bootstrap_percentile" : "wald_given_model";
    result.level = level;
    if (!one.estimate) result.reason = kNoEstimate.code;
    if (!one.bootstrap) result.notes.push_back(Note::conditional);
    answer.methods.push_back(std::move(result));
  }
}

void add_linkage(AllMethods& answer, double aside, double level) {
  const WidthParts& parts = *answer.diagnosis.widths;
  MethodResult result;
  result.method = "linkage_averaged";
  result.estimate = parts.middle + aside;
  result.interval = {parts.interval.lo + aside, parts.interval.hi + aside};
  result.interval_kind = "combined";
  result.level = level;
  answer.methods.push_back(std::move(result));
}

void compare(AllMethods& answer) {
  double least = 0, largest = 0;
  Limits span;
  for (const MethodResult& one : answer.methods) {
    const bool bound = one.estimate && one.has(Note::lower_bound);
    if (!holds(one) && !bound) continue;
    answer.at_least = answer.at_least ? std::min(*answer.at_least, one.interval.lo) : one.interval.lo;
    if (bound) continue;
    least = least == 0 ? *one.estimate : std::min(least, *one.estimate);
    largest = std::max(largest, *one.estimate);
    span.lo = span.lo == 0 ? one.interval.lo : std::min(span.lo, one.interval.lo);
    span.hi = std::max(span.hi, one.interval.hi);
    if (one.method == "stepwise") answer.diagnosis.measures["width_factor"] = one.interval.hi / one.interval.lo;
  }
  answer.span = span;
  if (least > 0) answer.diagnosis.measures["method_factor"] = largest / least;
}

}  // namespace

std::string_view word(Note note) { return kNotes[static_cast<std::size_t>(note)]; }

bool MethodResult::has(Note note) const { return std::ranges::count(notes, note) > 0; }

bool holds(const MethodResult& method) {
  return method.estimate && std::isfinite(*method.estimate) && !method.has(Note::lower_bound) && !method.has(Note::chains_apart) &&
         !method.has(Note::prior_collapsed) && !method.has(Note::grid_matters);
}

core::Result<AllMethods> run_all_methods(const HistoryCounts& table, const Beside& beside, const std::vector<Rule>& rules,
                                         const AllOptions& options, core::Progress& progress) {
  if (table.lists() < 3 || table.lists() > kMostLogLinearLists)
    return core::fail(kWrongNumberOfLists, {}, {{"lists", fmt::to_string(table.lists())}, {"fewest", "3"}, {"most", fmt::to_string(kMostLogLinearLists)}});
  AllMethods answer;
  double aside = 0;
  if (!beside.referrals.empty()) {
    const ReferralOptions how{.seed = options.seed, .replicates = options.replicates, .threads = options.threads, .level = options.level};
    PALERMO_TRY(answer.referrals, estimate_with_referrals(table, beside.referrals, how, progress));
    aside = static_cast<double>(table.observed() - answer.referrals->rest.observed());
  }
  const HistoryCounts& rest = answer.referrals ? answer.referrals->rest : table;
  DiagnosisOptions how = options.diagnosis;
  how.seed = options.seed;
  how.threads = options.threads;
  how.level = options.level;
  PALERMO_TRY(answer.diagnosis, diagnose(rest, beside.drawn, how, progress));
  answer.verdict = judge(rules, answer.diagnosis.measures, answer.diagnosis.not_taken);
  if (answer.verdict.refused) return answer;
  Runner runner(rest, aside, options, progress, answer);
  PALERMO_CHECK_DONE(runner.run());
  if (beside.stratified && !answer.referrals) PALERMO_CHECK_DONE(runner.by_stratum(*beside.stratified));
  if (answer.referrals) add_referral_methods(answer, options.level);
  if (!beside.drawn.empty() && answer.diagnosis.widths) add_linkage(answer, aside, options.level);
  compare(answer);
  answer.verdict = judge(rules, answer.diagnosis.measures, answer.diagnosis.not_taken);
  name_lists(answer.verdict, answer.diagnosis.overlap);
  return answer;
}

}  // namespace palermo::estimate
