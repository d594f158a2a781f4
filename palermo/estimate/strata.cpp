// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/strata.hpp"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <map>

#include "palermo/estimate/gaussian.hpp"
#include "palermo/estimate/log_gamma.hpp"
#include "palermo/estimate/positive_matrix.hpp"

namespace palermo::estimate {
namespace {

constexpr int kMostSteps = 100;
constexpr double kSettled = 1e-9;    // gain of the log likelihood
constexpr double kVanishing = 1e-7;  // a fitted mean that goes here in a cell of the finite part: no maximum exists

struct Stratum {
  std::string name;
  std::vector<double> counts;  // by history
};

std::string name_of(const core::CaptureCell& cell, StrataBy by) {
  if (by == StrataBy::stratum) return cell.stratum;
  const std::string year = fmt::format("{}", cell.year);
  return by == StrataBy::year ? year : cell.stratum + " / " + year;
}

std::vector<Stratum> strata_of(const core::CaptureTable& table, StrataBy by) {
  std::map<std::string, std::vector<double>> counts;
  for (const core::CaptureCell& cell : table.cells()) {
    std::vector<double>& here = counts[name_of(cell, by)];
    here.resize(std::size_t{1} << table.lists().size());
    here[cell.history] += static_cast<double>(cell.count);
  }
  std::vector<Stratum> strata;
  for (auto& [name, histories] : counts) strata.push_back({name, std::move(histories)});
  return strata;
}

double on_all(const std::vector<double>& counts, History lists) {
  double sum = 0;
  for (std::size_t w = 1; w < counts.size(); ++w)
    if ((w & lists) == lists) sum += counts[w];
  return sum;
}

// A model: the number of each parameter, or -1 where it is -infinity.
struct Design {
  std::vector<std::vector<int>> list;  // by stratum and list
  std::vector<int> term;               // by term
  std::size_t columns = 0;             // finite ones; the first are the strata's intercepts
  std::size_t parameters = 0;
};

Design design_of(const std::vector<Stratum>& strata, std::size_t lists, const std::vector<History>& terms, const std::vector<bool>& own) {
  Design design{std::vector<std::vector<int>>(strata.size(), std::vector<int>(lists, -1)), {}, strata.size(), strata.size()};
  for (std::size_t j = 0; j < lists; ++j) {
    int common = -1;
    design.parameters += own[j] ? strata.size() : 1;
    for (std::size_t c = 0; c < strata.size(); ++c) {
      if (!own[j] && common < 0) common = static_cast<int>(design.columns++);
      if (!own[j])
        design.list[c][j] = common;  // a list is never empty in all strata
      else if (on_all(strata[c].counts, History{1} << j) > 0)
        design.list[c][j] = static_cast<int>(design.columns++);
    }
  }
  for (const History term : terms) {
    double people = 0;
    for (const Stratum& stratum : strata) people += on_all(stratum.counts, term);
    design.term.push_back(people > 0 ? static_cast<int>(design.columns++) : -1);
    ++design.parameters;
  }
  return design;
}

// A cell of the finite part: which columns are 1 there.
struct Cell {
  double count;
  std::vector<std::size_t> columns;
};

std::vector<Cell> cells_of(const std::vector<Stratum>& strata, const std::vector<History>& terms, const Design& design) {
  std::vector<Cell> cells;
  for (std::size_t c = 0; c < strata.size(); ++c)
    for (History w = 1; w < strata[c].counts.size(); ++w) {
      Cell cell{strata[c].counts[w], {c}};
      bool finite = true;
      const auto add = [&](int column) { column < 0 ? void(finite = false) : cell.columns.push_back(static_cast<std::size_t>(column)); };
      for (std::size_t j = 0; j < design.list[c].size(); ++j)
        if ((w >> j & 1U) != 0) add(design.list[c][j]);
      for (std::size_t t = 0; t < terms.size(); ++t)
        if ((w & terms[t]) == terms[t]) add(design.term[t]);
      if (finite) cells.push_back(std::move(cell));
    }
  return cells;
}

struct Solution {
  std::vector<double> beta;
  double log_likelihood = 0;
  std::optional<PositiveMatrix> information;
};

double mean_at(const Cell& cell, const std::vector<double>& beta) {
  double eta = 0;
  for (const std::size_t column : cell.columns) eta += beta[column];
  return std::exp(eta);
}

double log_likelihood(const std::vector<Cell>& cells, const std::vector<double>& beta) {
  double sum = 0;
  for (const Cell& cell : cells) {
    const double mu = mean_at(cell, beta);
    sum += (cell.count > 0 ? cell.count * std::log(mu) : 0) - mu - log_gamma(cell.count + 1);
  }
  return sum;
}

std::optional<PositiveMatrix> information_at(const std::vector<Cell>& cells, const std::vector<double>& beta, std::vector<double>& gradient) {
  const std::size_t p = beta.size();
  std::vector<double> matrix(p * p);
  gradient.assign(p, 0);
  for (const Cell& cell : cells) {
    const double mu = mean_at(cell, beta);
    for (const std::size_t i : cell.columns) {
      gradient[i] += cell.count - mu;
      for (const std::size_t j : cell.columns) matrix[i * p + j] += mu;
    }
  }
  return PositiveMatrix::factorise(std::move(matrix), p);
}

// Newton's method from small chances. Nothing when the columns are not independent or the likelihood has no maximum.
std::optional<Solution> solve(const std::vector<Stratum>& strata, const std::vector<Cell>& cells, std::size_t columns) {
  constexpr double kFirstLogOdds = -1.5;
  Solution solution{std::vector<double>(columns), 0, {}};
  for (std::size_t i = 0; i < columns; ++i) solution.beta[i] = i < strata.size() ? std::log(1 + on_all(strata[i].counts, 0)) : kFirstLogOdds;
  for (std::size_t i = strata.size(); i < columns; ++i) {  // dependences begin at 0
    bool always_with_others = true;
    for (const Cell& cell : cells)
      if (cell.columns.size() == 2 && cell.columns[1] == i) always_with_others = false;
    if (always_with_others) solution.beta[i] = 0;
  }
  solution.log_likelihood = log_likelihood(cells, solution.beta);
  std::vector<double> step;
  for (int round = 0; round < kMostSteps; ++round) {
    auto information = information_at(cells, solution.beta, step);
    if (!information) return std::nullopt;
    information->solve(step);
    double gain = 0;
    for (double length = 1; length > 1e-9; length /= 2) {
      std::vector<double> tried = solution.beta;
      for (std::size_t i = 0; i < columns; ++i) tried[i] += length * step[i];
      const double then = log_likelihood(cells, tried);
      if (!(then > solution.log_likelihood)) continue;
      gain = then - solution.log_likelihood;
      solution.beta = std::move(tried);
      solution.log_likelihood = then;
      break;
    }
    if (gain < kSettled) break;
  }
  for (const Cell& cell : cells)
    if (mean_at(cell, solution.beta) < kVanishing) return std::nullopt;
  solution.information = information_at(cells, solution.beta, step);
  if (!solution.information) return std::nullopt;
  return solution;
}

// n + U exp(-+ z se(log U)).
void set_interval(StratumEstimate& estimate, double variance, double level) {
  const double factor = estimate.unseen > 0 ? std::exp(gaussian_quantile((1 + level) / 2) * std::sqrt(variance) / estimate.unseen) : 1;
  const auto observed = static_cast<double>(estimate.observed);
  estimate.estimate = observed + estimate.unseen;
  estimate.lower = observed + estimate.unseen / factor;
  estimate.upper = observed + estimate.unseen * factor;
}

std::optional<StrataFit> fit(const std::vector<Stratum>& strata, std::size_t lists, const StrataOptions& options, const std::vector<bool>& own) {
  const Design design = design_of(strata, lists, options.terms, own);
  const auto solution = solve(strata, cells_of(strata, options.terms, design), design.columns);
  if (!solution) return std::nullopt;
  StrataFit answer;
  answer.chance_by_stratum = own;
  answer.parameters = design.parameters;
  answer.log_likelihood = solution->log_likelihood;
  std::vector<double> sum(design.columns);  // by the total's gradient: unseen of each stratum
  for (std::size_t c = 0; c < strata.size(); ++c) {
    StratumEstimate one{strata[c].name, static_cast<std::int64_t>(on_all(strata[c].counts, 0)), std::exp(solution->beta[c]), 0, 0, 0};
    std::vector<double> unit(design.columns);
    unit[c] = 1;
    solution->information->solve(unit);
    set_interval(one, one.unseen * one.unseen * unit[c], options.level);
    sum[c] = one.unseen;
    answer.total.observed += one.observed;
    answer.total.unseen += one.unseen;
    answer.strata.push_back(std::move(one));
  }
  std::vector<double> spread = sum;
  solution->information->solve(spread);
  double variance = 0;
  for (std::size_t c = 0; c < strata.size(); ++c) variance += sum[c] * spread[c];
  set_interval(answer.total, variance, options.level);
  answer.aic = 2 * static_cast<double>(answer.parameters) - 2 * answer.log_likelihood;
  answer.bic = static_cast<double>(answer.parameters) * std::log(static_cast<double>(answer.total.observed)) - 2 * answer.log_likelihood;
  return answer;
}

std::optional<StrataFit> fit_by_bic(const std::vector<Stratum>& strata, std::size_t lists, const StrataOptions& options) {
  std::vector<bool> own(lists, false);
  std::optional<StrataFit> best = fit(strata, lists, options, own);
  for (bool better = true; better;) {
    better = false;
    const std::vector<bool> from = own;
    for (std::size_t j = 0; j < lists; ++j) {
      if (from[j]) continue;
      std::vector<bool> tried = from;
      tried[j] = true;
      auto candidate = fit(strata, lists, options, tried);
      if (!candidate || (best && candidate->bic >= best->bic)) continue;
      best = std::move(candidate);
      own = std::move(tried);
      better = true;
    }
  }
  return best;
}

auto refuse(std::string_view reason) { return core::fail(kBadStrata, {}, {{"reason", std::string(reason)}}); }

core::Done check(const std::vector<Stratum>& strata, std::size_t lists, const StrataOptions& options) {
  constexpr std::size_t kFewestLists = 3, kMostLists = 8;
  if (lists < kFewestLists || lists > kMostLists) return refuse("lists");
  if (strata.empty()) return refuse("nobody");
  if (strata.size() > kMostStrata) return refuse("too_many");
  if (!(options.level > 0 && options.level < 1)) return refuse("level");
  for (const History term : options.terms)
    if (std::popcount(term) < 2 || static_cast<std::size_t>(std::popcount(term)) >= lists || (term >> lists) != 0) return refuse("term");
  return {};
}

}  // namespace

core::Result<StrataFit> fit_strata(const core::CaptureTable& table, const StrataOptions& options) {
  const std::vector<Stratum> strata = strata_of(table, options.by);
  const std::size_t lists = table.lists().size();
  PALERMO_CHECK_DONE(check(strata, lists, options));
  auto answer = options.chances == ListChances::by_bic
                    ? fit_by_bic(strata, lists, options)
                    : fit(strata, lists, options, std::vector<bool>(lists, options.chances == ListChances::by_stratum));
  if (!answer) return core::fail(kStrataNoEstimate);
  return std::move(*answer);
}

}  // namespace palermo::estimate
