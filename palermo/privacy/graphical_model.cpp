// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/graphical_model.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <deque>
#include <limits>
#include <numeric>

#include "palermo/privacy/clique_cells.hpp"

namespace palermo::privacy {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();
constexpr std::size_t kMemory = 12;       // pairs of steps that L-BFGS remembers
constexpr int kHalvings = 30;
constexpr double kSufficient = 1e-4;      // Armijo

double dot(const std::vector<double>& a, const std::vector<double>& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

std::vector<ColumnSet> sets_of(const ModelInput& input) {
  std::vector<ColumnSet> sets;
  for (const MeasuredTable& one : input.measured) sets.push_back(one.columns);
  sets.insert(sets.end(), input.held.begin(), input.held.end());
  return sets;
}

}  // namespace

// The variables are x = φ σ, all measured tables one after the other: then the gradient is in standard deviations of the noise.
class ModelFit {
 public:
  ModelFit(const ModelInput& input, const FitOptions& options, GraphicalModel& model) : input_(input), options_(options), model_(model) {}

  void run(const Potentials& start) {
    attach();
    std::vector<double> x = begin_at(start);
    descend(x);
    finish(x);
  }

 private:
  // Where a measured table lies: the smallest clique that holds it.
  struct Attached {
    std::size_t table;
    std::vector<std::uint32_t> place;  // by cell of the clique
  };

  void attach() {
    attached_.resize(model_.cliques_.size());
    message_.resize(model_.cliques_.size());
    mass_.resize(model_.cliques_.size());
    sum_.resize(model_.cliques_.size());
    children_.resize(model_.cliques_.size());
    for (std::size_t c = 1; c < model_.cliques_.size(); ++c) children_[static_cast<std::size_t>(model_.cliques_[c].parent)].push_back(c);
    std::size_t offset = 0;
    for (std::size_t t = 0; t < input_.measured.size(); ++t) {
      const MeasuredTable& table = input_.measured[t];
      std::size_t best = model_.cliques_.size();
      for (std::size_t c = 0; c < model_.cliques_.size(); ++c)
        if (contains(model_.cliques_[c].columns, table.columns) && (best == model_.cliques_.size() || model_.cliques_[c].size() < model_.cliques_[best].size()))
          best = c;
      assert(best < model_.cliques_.size());
      attached_[best].push_back({t, places_in(model_.cliques_[best], table.columns, input_.sizes)});
      offset_.push_back(offset);
      for (std::size_t i = 0; i < table.values.size(); ++i) sigma_.push_back(std::sqrt(table.variance_at(i)));
      offset += table.values.size();
    }
    offset_.push_back(offset);
  }

  [[nodiscard]] std::vector<double> begin_at(const Potentials& start) const {
    std::vector<double> x(offset_.back(), 0);
    for (std::size_t t = 0; t < std::min(start.size(), input_.measured.size()); ++t)
      if (start[t].size() == input_.measured[t].values.size())
        for (std::size_t i = 0; i < start[t].size(); ++i) x[offset_[t] + i] = start[t][i] * sigma_[offset_[t] + i];
    return x;
  }

  // Belief propagation. Returns log Z, leaves expected people in the cliques and by measured cell in `expected`.
  double propagate(const std::vector<double>& x, std::vector<double>& expected) {
    phi_.resize(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) phi_[i] = x[i] / sigma_[i];
    for (std::size_t c = model_.cliques_.size(); c-- > 0;) upwards(c);
    expected.assign(x.size(), 0);
    for (std::size_t c = 0; c < model_.cliques_.size(); ++c) downwards(c, expected);
    return message_[0][0];
  }

  void upwards(std::size_t c) {
    CliqueCells& clique = model_.cliques_[c];
    std::vector<double>& theta = clique.people;
    std::fill(theta.begin(), theta.end(), 0.0);
    for (const Attached& one : attached_[c]) {
      const double* const phi = phi_.data() + offset_[one.table];
      for (std::size_t i = 0; i < theta.size(); ++i) theta[i] += phi[one.place[i]];
    }
    for (const std::size_t child : children_[c]) {
      const std::vector<std::uint32_t>& place = model_.cliques_[child].parent_separator;
      for (std::size_t i = 0; i < theta.size(); ++i) theta[i] += message_[child][place[i]];
    }
    message_[c].assign(clique.separator_cells, kNever);
    mass_[c].assign(clique.separator_cells, 0);
    sum_[c].resize(clique.group_separator.size());
    for (std::size_t g = 0; g < clique.group_separator.size(); ++g) {
      double* const begin = theta.data() + clique.group_begin[g];
      double* const end = theta.data() + clique.group_begin[g + 1];
      const double greatest = *std::max_element(begin, end);
      double sum = 0;
      for (double* cell = begin; cell != end; ++cell) sum += *cell = greatest == kNever ? 0 : std::exp(*cell - greatest);
      message_[c][clique.group_separator[g]] = greatest == kNever ? kNever : greatest + std::log(sum);
      sum_[c][g] = sum;
    }
  }

  void downwards(std::size_t c, std::vector<double>& expected) {
    CliqueCells& clique = model_.cliques_[c];
    if (c == 0) mass_[0][0] = input_.total;
    std::vector<double>& people = clique.people;
    for (std::size_t g = 0; g < clique.group_separator.size(); ++g) {
      const double scale = sum_[c][g] > 0 ? mass_[c][clique.group_separator[g]] / sum_[c][g] : 0;
      for (std::size_t i = clique.group_begin[g]; i < clique.group_begin[g + 1]; ++i) people[i] *= scale;
    }
    for (const std::size_t child : children_[c]) {
      const std::vector<std::uint32_t>& place = model_.cliques_[child].parent_separator;
      for (std::size_t i = 0; i < people.size(); ++i) mass_[child][place[i]] += people[i];
    }
    for (const Attached& one : attached_[c]) {
      double* const into = expected.data() + offset_[one.table];
      for (std::size_t i = 0; i < people.size(); ++i) into[one.place[i]] += people[i];
    }
  }

  // The function and its gradient; `curvature` is a guess of the diagonal of the second derivative.
  double value(const std::vector<double>& x, std::vector<double>& gradient, std::vector<double>& curvature) {
    double f = input_.total * propagate(x, gradient);
    curvature.resize(x.size());
    for (std::size_t t = 0; t < input_.measured.size(); ++t) {
      const std::vector<double>& y = input_.measured[t].values;
      for (std::size_t i = offset_[t]; i < offset_[t + 1]; ++i) {
        const double expected = gradient[i];
        const double target = y[i - offset_[t]];
        f += options_.entropy / 2 * x[i] * x[i] - phi_[i] * target;
        curvature[i] = expected / (sigma_[i] * sigma_[i]) + options_.entropy;
        gradient[i] = (expected - target) / sigma_[i] + options_.entropy * x[i];
      }
    }
    return f;
  }

  struct Step {
    std::vector<double> moved, turned;  // differences of x and of the gradient
    double product = 0;
  };

  // −H g by the two-loop recursion, H beginning from the guessed curvature.
  [[nodiscard]] std::vector<double> direction(const std::deque<Step>& memory, const std::vector<double>& gradient, const std::vector<double>& curvature) const {
    std::vector<double> q(gradient.size());
    std::transform(gradient.begin(), gradient.end(), q.begin(), std::negate<>());
    std::vector<double> alpha(memory.size());
    for (std::size_t k = memory.size(); k-- > 0;) {
      alpha[k] = dot(memory[k].moved, q) / memory[k].product;
      for (std::size_t i = 0; i < q.size(); ++i) q[i] -= alpha[k] * memory[k].turned[i];
    }
    double scale = 1;
    if (!memory.empty()) {
      const Step& last = memory.back();
      double weighted = 0;
      for (std::size_t i = 0; i < q.size(); ++i) weighted += last.turned[i] * last.turned[i] / curvature[i];
      scale = last.product / weighted;
    }
    for (std::size_t i = 0; i < q.size(); ++i) q[i] *= scale / curvature[i];
    for (std::size_t k = 0; k < memory.size(); ++k) {
      const double beta = dot(memory[k].turned, q) / memory[k].product;
      for (std::size_t i = 0; i < q.size(); ++i) q[i] += (alpha[k] - beta) * memory[k].moved[i];
    }
    return q;
  }

  static double greatest(const std::vector<double>& gradient) {
    double most = 0;
    for (const double g : gradient) most = std::max(most, std::abs(g));
    return most;
  }

  void descend(std::vector<double>& x) {
    std::vector<double> gradient, curvature, next_gradient, next_curvature, next(x.size());
    std::deque<Step> memory;
    double f = value(x, gradient, curvature);
    for (model_.iterations_ = 0; model_.iterations_ < options_.iterations && greatest(gradient) > options_.tolerance; ++model_.iterations_) {
      std::vector<double> along = direction(memory, gradient, curvature);
      double slope = dot(gradient, along);
      if (!(slope < 0)) {  // rounding has spoilt the memory
        if (memory.empty()) break;
        memory.clear();
        continue;
      }
      double length = memory.empty() ? 0.5 : 1;
      double next_f = 0;
      int halvings = 0;
      for (; halvings < kHalvings; ++halvings, length /= 2) {
        for (std::size_t i = 0; i < x.size(); ++i) next[i] = x[i] + length * along[i];
        next_f = value(next, next_gradient, next_curvature);
        if (next_f <= f + kSufficient * length * slope) break;
      }
      if (halvings == kHalvings) break;  // at the end of what doubles can tell
      remember(memory, x, next, gradient, next_gradient);
      x.swap(next);
      gradient.swap(next_gradient);
      curvature.swap(next_curvature);
      f = next_f;
    }
  }

  static void remember(std::deque<Step>& memory, const std::vector<double>& x, const std::vector<double>& next, const std::vector<double>& gradient,
                       const std::vector<double>& next_gradient) {
    Step step;
    if (memory.size() == kMemory) {
      step = std::move(memory.front());
      memory.pop_front();
    }
    step.moved.resize(x.size());
    step.turned.resize(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      step.moved[i] = next[i] - x[i];
      step.turned[i] = next_gradient[i] - gradient[i];
    }
    step.product = dot(step.moved, step.turned);
    if (step.product > 1e-12 * std::sqrt(dot(step.moved, step.moved) * dot(step.turned, step.turned))) memory.push_back(std::move(step));
  }

  void finish(const std::vector<double>& x) {
    std::vector<double> expected;
    static_cast<void>(propagate(x, expected));
    model_.potentials_.resize(input_.measured.size());
    for (std::size_t t = 0; t < input_.measured.size(); ++t) {
      model_.potentials_[t].assign(phi_.begin() + static_cast<std::ptrdiff_t>(offset_[t]), phi_.begin() + static_cast<std::ptrdiff_t>(offset_[t + 1]));
      for (std::size_t i = offset_[t]; i < offset_[t + 1]; ++i) {
        const double off = (expected[i] - input_.measured[t].values[i - offset_[t]]) / sigma_[i];
        model_.loss_ += off * off / 2;
      }
    }
  }

  const ModelInput& input_;
  const FitOptions& options_;
  GraphicalModel& model_;
  std::vector<std::vector<Attached>> attached_;      // by clique
  std::vector<std::vector<std::size_t>> children_;
  std::vector<std::vector<double>> message_, mass_;  // by clique, then by cell of its separator
  std::vector<std::vector<double>> sum_;             // by clique, then by group
  std::vector<std::size_t> offset_;                  // of a measured table's variables; one more at the end
  std::vector<double> sigma_, phi_;
};

core::Result<GraphicalModel> GraphicalModel::fit(const ModelInput& input, const FitOptions& options, const Potentials& start) {
  GraphicalModel model;
  model.sizes_ = input.sizes;
  model.total_ = input.total;
  const std::vector<ColumnSet> sets = sets_of(input);
  PALERMO_TRY(model.cliques_, list_cells(junction_tree(input.sizes, sets), input.sizes, input.zeros, options.most_cells));
  ModelFit(input, options, model).run(start);
  const double people = std::accumulate(model.cliques_[0].people.begin(), model.cliques_[0].people.end(), 0.0);
  if (!(people > 0)) return core::fail(kNothingPossible);
  return model;
}

std::size_t GraphicalModel::cells() const {
  std::size_t cells = 0;
  for (const CliqueCells& clique : cliques_) cells += clique.size();
  return cells;
}

}  // namespace palermo::privacy
