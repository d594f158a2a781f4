// SPDX-License-Identifier: Apache-2.0
// All methods on one table, the diagnosis around them, and the verdict over all.
//
//   const FirstLook first = look(table, rules);
//   if (!first.verdict.refused) auto answer = run_all_methods(table, {}, rules, {.seed = 1}, progress);
//
// Defaults are chosen so that five lists take under ten seconds on two cores; each interval says of what kind it is. Methods (ids are the words
// of the JSON answer): main_effects, stepwise, aic_forward, best_bic_pairs, best_bic_all_orders, averaged_bic, no_highest_order, decomposable,
// latent_class, thresholding, chao; with strata by_stratum; with referrals set_aside_main_effects, set_aside_stepwise, referral_pairs,
// referral_offset; with drawn tables linkage_averaged. One without an estimate on this table says so in `reason`.
// Depends on seed and options alone. Seconds are for inspection and in no comparison.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/estimate/decomposable.hpp"
#include "palermo/estimate/diagnosis.hpp"
#include "palermo/estimate/latent_class.hpp"
#include "palermo/estimate/no_highest_order.hpp"
#include "palermo/estimate/referrals.hpp"
#include "palermo/estimate/strata.hpp"
#include "palermo/estimate/thresholding.hpp"
#include "palermo/estimate/verdict.hpp"

namespace palermo::estimate {

// The chains of a Bayesian method stand in different places after all scans: it has no estimate. args: r_hat
inline constexpr core::ErrorKind kChainsApart{"estimate.chains_apart", core::Exit::refused, "D30"};

// Remarks that a method makes about its own figure.
enum class Note : std::uint8_t {
  lower_bound,         // an "at least"
  conditional,         // on one model: too short if that was chosen by looking at the data
  chains_apart,        // R-hat or ESS: the chains have not met
  prior_collapsed,     // the prior says that nearly all were seen
  grid_matters,        // probability lies beyond the end of the grid
  replicates_failed,   // more than one replicate in twenty had no estimate
  percentiles,         // BCa is not defined: all that the replicates span
  few_replicates,      // an end rests on the outermost replicates
  contradicted,        // the table speaks against the model that is taken for given
};
[[nodiscard]] std::string_view word(Note note);

struct MethodResult {
  std::string method;
  std::optional<double> estimate;  // people in all
  Limits interval;
  std::string interval_kind;       // "bca_selection_inside", "wald_given_model", "credible", "bootstrap_percentile", "log_normal", "combined"
  double level = kUsualLevel;
  std::string model;               // "[GO*NG][LA]", or a setting: "delta 0.03125"; "" where there is none
  double seconds = 0;
  std::vector<Note> notes;
  std::optional<Limits> percentile;         // of the same replicates as a BCa interval: far from it, the replicates are skew about the estimate
  std::optional<Limits> monte_carlo_error;  // of its two ends; infinite where an end rests on the outermost replicates
  std::string reason;              // why there is no estimate: the code of an error

  [[nodiscard]] bool has(Note note) const;
};

struct AllOptions {
  std::uint64_t seed = 1;
  int threads = 0;
  double level = kUsualLevel;
  int replicates = 1000;        // stepwise and forward AIC; dearer searches take the shares below
  double share_bic = 0.5;       // of replicates: best BIC over pairs
  double share_all = 0.2;       // of replicates: best BIC over all orders or of six lists, and averaging
  int scans = 600;              // of each Bayesian chain, kept
  bool bayesian = true;
  DiagnosisOptions diagnosis;   // seed, threads and level are taken from above
};

// What may be known beside the table; each may be empty.
struct Beside {
  std::vector<Referral> referrals;
  std::vector<HistoryCounts> drawn;               // tables of the linkage, all with the lists of the table
  std::optional<core::CaptureTable> stratified;   // the same people by stratum and year, lists in the same order; not looked at with referrals
};

struct AllMethods {
  std::vector<MethodResult> methods;
  Diagnosis diagnosis;                      // of the table without the referred, where referrals are given
  std::optional<ReferralReport> referrals;
  std::vector<XiEstimate> xi;               // of the stepwise model, over the assumption that no table can test
  std::optional<LogLinearFit> stepwise;     // the fit behind it
  std::optional<Profile> profile;           // of the stepwise model, referrals not set aside
  std::vector<DecomposablePosterior> deltas; // decomposable graphs with delta 2^-K, 0.5 and 1: how much the prior alone decides; up to five lists
  std::optional<StrataFit> strata;          // with the pairs of the stepwise model, each list's chances by stratum
  Verdict verdict;
  std::optional<double> at_least;           // the smallest lower end of the methods that hold: what "usable as a lower bound" may quote
  Limits span;                              // of the methods' intervals that hold
};

// table: in the order of the lists' names, not refused by look(); where a rule refuses after the diagnosis there are no methods.
// Errors: core.cancelled, kWrongNumberOfLists.
[[nodiscard]] core::Result<AllMethods> run_all_methods(const HistoryCounts& table, const Beside& beside, const std::vector<Rule>& rules,
                                                       const AllOptions& options, core::Progress& progress);

// Whether the figure may enter comparisons of methods: it exists, is no bound, and its own diagnostics do not speak against it.
[[nodiscard]] bool holds(const MethodResult& method);

}  // namespace palermo::estimate
