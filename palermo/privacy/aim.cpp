// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/aim.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace palermo::privacy {
namespace {

constexpr double kRoundCells = 5e7;   // of a model between rounds, at most
constexpr int kRoundIterations = 60;  // of the fit between rounds

constexpr double kAmple = 8000;  // people in standard deviations of a count, from which on the shares stay

double share_weight(double cells) { return std::pow(cells, 2.0 / 3.0); }

Rho part_of(Rho whole, double share) { return Rho::of_units(static_cast<std::uint64_t>(static_cast<double>(whole.units()) * std::clamp(share, 0.0, 1.0))); }

double noise_of(Rho rho) { return std::sqrt(1 / (2 * rho.to_double())); }

std::vector<ColumnSet> all_pairs(std::size_t columns) {
  std::vector<ColumnSet> pairs;
  for (int a = 0; a < static_cast<int>(columns); ++a)
    for (int b = a + 1; b < static_cast<int>(columns); ++b) pairs.push_back({a, b});
  return pairs;
}

std::vector<ColumnSet> columns_of_zeros(std::span<const ForbiddenCells> zeros) {
  std::vector<ColumnSet> sets;
  for (const ForbiddenCells& one : zeros) sets.push_back(one.columns);
  return sets;
}

// One round: fit, then choose and measure until `round` is spent or nothing is left to choose.
class Rounds {
 public:
  Rounds(Survey& survey, std::span<const ForbiddenCells> zeros, const SelectionOptions& options, core::Progress& progress)
      : survey_(survey), zeros_(zeros), options_(options), progress_(progress), sizes_(survey.sizes()) {
    candidates_ = all_pairs(sizes_.size());
    candidates_.insert(candidates_.end(), options.triples.begin(), options.triples.end());
    std::erase_if(candidates_, [&](const ColumnSet& one) { return survey_.has(one) || cells_of(one, sizes_) > static_cast<double>(kMostCells); });
  }

  core::Done run() {
    const Rho rest = survey_.left();
    double weights = 0;
    for (const ColumnSet& one : candidates_)
      if (one.size() == 2) weights += share_weight(cells_of(one, sizes_));
    const double columns = static_cast<double>(sizes_.size());
    const double bought = std::min(1.0, options_.breadth / columns);
    const double choice_share = options_.choice / (1 - options_.people - options_.one_way - options_.verdict);
    unit_ = weights > 0 ? rest.to_double() * (1 - choice_share) / (bought * weights) : 0;
    const double steps = std::max(1.0, std::min(static_cast<double>(candidates_.size()), 1.2 * bought * static_cast<double>(candidates_.size())));
    epsilon_ = exponential_epsilon(part_of(rest, choice_share / steps));
    for (int round = 0; round < options_.rounds && !candidates_.empty(); ++round) {
      if (progress_.cancelled()) return core::fail(core::kCancelled);
      const Rho keep = part_of(rest, 1 - static_cast<double>(round + 1) / options_.rounds);
      PALERMO_CHECK_DONE(one_round(keep));
    }
    return {};
  }

 private:
  core::Done one_round(Rho keep) {
    const std::vector<MeasuredTable> tables = tables_that_fit(survey_, zeros_, options_.most_cells);
    const std::vector<ColumnSet> held = columns_of_zeros(zeros_);
    PALERMO_TRY(const GraphicalModel model, fit_survey(survey_, tables, zeros_, held, {.iterations = kRoundIterations, .tolerance = 0.1, .most_cells = kRoundCells}));
    const std::vector<std::vector<double>> pairs = model.pairs();
    std::vector<std::vector<double>> expected;
    for (const ColumnSet& one : candidates_)
      expected.push_back(one.size() == 2 ? pairs[pair_index(static_cast<std::size_t>(one[0]), static_cast<std::size_t>(one[1]), sizes_.size())] : model.marginal(one));
    while (!candidates_.empty()) {
      std::vector<Proposal> proposals;
      std::vector<std::size_t> place;
      for (std::size_t i = 0; i < candidates_.size(); ++i) {
        const Rho cost = price(candidates_[i]);
        if (cost + Rho::of_exponential(epsilon_) > survey_.left() - keep) continue;
        const double cells = cells_of(candidates_[i], sizes_);
        proposals.push_back({candidates_[i], &expected[i], std::sqrt(2 / std::numbers::pi) * noise_of(cost) * cells});
        place.push_back(i);
      }
      if (proposals.empty()) break;
      PALERMO_TRY(const std::size_t chosen, survey_.choose(proposals, epsilon_));
      const std::size_t at = place[chosen];
      PALERMO_CHECK_DONE(survey_.measure(candidates_[at], price(candidates_[at])));
      candidates_.erase(candidates_.begin() + static_cast<std::ptrdiff_t>(at));
      expected.erase(expected.begin() + static_cast<std::ptrdiff_t>(at));
    }
    return {};
  }

  [[nodiscard]] Rho price(const ColumnSet& columns) const { return Rho::down(unit_ * share_weight(cells_of(columns, sizes_))); }

  Survey& survey_;
  std::span<const ForbiddenCells> zeros_;
  const SelectionOptions& options_;
  core::Progress& progress_;
  std::vector<int> sizes_;
  std::vector<ColumnSet> candidates_;
  double unit_ = 0;  // ρ of a table of one cell
  core::Rational epsilon_;
};

// The pairs that still join two parts of the forest.
class Parts {
 public:
  explicit Parts(std::size_t columns) : of_(columns) { std::iota(of_.begin(), of_.end(), 0); }
  [[nodiscard]] bool apart(const ColumnSet& pair) const { return of_[static_cast<std::size_t>(pair[0])] != of_[static_cast<std::size_t>(pair[1])]; }
  void join(const ColumnSet& pair) {
    const int from = of_[static_cast<std::size_t>(pair[0])], to = of_[static_cast<std::size_t>(pair[1])];
    std::replace(of_.begin(), of_.end(), from, to);
  }

 private:
  std::vector<int> of_;
};

}  // namespace

SelectionOptions sized_for(SelectionOptions options, double people, Rho rho) {
  const double ample = std::clamp(people * std::sqrt(2 * rho.to_double()) / kAmple, 0.01, 1.0);
  options.one_way = std::min(options.one_way / ample, 0.45);
  options.verdict = std::min(options.verdict / ample, 0.04);
  options.breadth = std::clamp(14 * ample, 3.0, options.breadth);
  return options;
}

core::Done survey_people(Survey& survey, const SelectionOptions& options) { return survey.measure({}, part_of(survey.left(), options.people)); }

core::Done survey_columns(Survey& survey, const Codebook& codebook, const SelectionOptions& options) {
  const Rho left = survey.left();
  const double share = options.one_way / (1 - options.people);
  double weights = 0;
  for (const CodebookColumn& column : codebook.columns) weights += share_weight(static_cast<double>(column.size()));
  for (std::size_t c = 0; c < codebook.columns.size(); ++c)
    PALERMO_CHECK_DONE(survey.measure({static_cast<int>(c)}, part_of(left, share * share_weight(static_cast<double>(codebook.columns[c].size())) / weights)));
  survey.coarsen();
  return {};
}

core::Done survey_aim(Survey& survey, std::span<const ForbiddenCells> zeros, const SelectionOptions& options, core::Progress& progress) {
  return Rounds(survey, zeros, options, progress).run();
}

core::Done survey_mst(Survey& survey, std::span<const ForbiddenCells> zeros, const SelectionOptions& options, core::Progress& progress) {
  const std::vector<int> sizes = survey.sizes();
  if (sizes.size() < 2) return {};
  const Rho rest = survey.left();
  const double choice_share = 0.3;
  const double edges = static_cast<double>(sizes.size() - 1);
  const core::Rational epsilon = exponential_epsilon(part_of(rest, choice_share / edges));
  const std::vector<MeasuredTable> tables = tables_that_fit(survey, zeros, options.most_cells);
  PALERMO_TRY(const GraphicalModel model, fit_survey(survey, tables, zeros, columns_of_zeros(zeros), {}));
  std::vector<ColumnSet> candidates = all_pairs(sizes.size());
  const std::vector<std::vector<double>> expected = model.pairs();  // in the order of the candidates
  Parts parts(sizes.size());
  std::vector<ColumnSet> tree;
  for (std::size_t step = 0; step + 1 < sizes.size(); ++step) {
    if (progress.cancelled()) return core::fail(core::kCancelled);
    std::vector<Proposal> proposals;
    for (std::size_t i = 0; i < candidates.size(); ++i)
      if (parts.apart(candidates[i]) && cells_of(candidates[i], sizes) <= static_cast<double>(kMostCells)) proposals.push_back({candidates[i], &expected[i]});
    if (proposals.empty()) break;
    PALERMO_TRY(const std::size_t chosen, survey.choose(proposals, epsilon));
    tree.push_back(proposals[chosen].columns);
    parts.join(tree.back());
  }
  double weights = 0;
  for (const ColumnSet& pair : tree) weights += share_weight(cells_of(pair, sizes));
  const Rho left = survey.left();
  for (const ColumnSet& pair : tree) PALERMO_CHECK_DONE(survey.measure(pair, part_of(left, 0.9999 * share_weight(cells_of(pair, sizes)) / weights)));
  return {};
}

std::vector<MeasuredTable> tables_that_fit(const Survey& survey, std::span<const ForbiddenCells> zeros, double most_cells, std::vector<std::size_t>* left_out) {
  const std::vector<int> sizes = survey.sizes();
  std::vector<ColumnSet> sets = columns_of_zeros(zeros);
  std::vector<MeasuredTable> kept;
  for (std::size_t t = 0; t < survey.tables().size(); ++t) {
    const MeasuredTable& table = survey.tables()[t];
    if (table.columns.empty()) continue;  // the number of people stands in `total`
    sets.push_back(table.columns);
    if (table.columns.size() > 1 && junction_tree(sizes, sets).cells(sizes) > most_cells) {
      sets.pop_back();
      if (left_out) left_out->push_back(t);
      continue;
    }
    kept.push_back(table);
  }
  return kept;
}

core::Result<GraphicalModel> fit_survey(const Survey& survey, std::span<const MeasuredTable> tables, std::span<const ForbiddenCells> zeros,
                                        std::span<const ColumnSet> held, const FitOptions& options, const Potentials& start) {
  return GraphicalModel::fit({survey.sizes(), tables, zeros, held, std::max(1.0, survey.people())}, options, start);
}

}  // namespace palermo::privacy
