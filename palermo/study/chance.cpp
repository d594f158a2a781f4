// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/chance.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "palermo/core/random.hpp"
#include "palermo/estimate/bootstrap.hpp"
#include "palermo/estimate/draws.hpp"

namespace palermo::study {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::infinity();
using Counts = std::vector<std::int64_t>;

double variance(const std::vector<double>& values) {
  if (2 * values.size() < kChanceReplicates) return kUnknown;
  double mean = 0, square = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  for (const double value : values) square += (value - mean) * (value - mean);
  return square / static_cast<double>(values.size() - 1);
}


// Cells with their chances, and how many people to draw over them.
struct Population {
  std::vector<double> weights;
  std::int64_t people = 0;
};

// The people of both populations: in the inner one, and not. The last weight of each: never on a list.
// Of those on lists and in no inner cell as many belong to the inner population as its estimate asks for, lists alike.
std::pair<Population, Population> two_populations(const std::vector<JointCell>& cells, double outer_people, double inner_people) {
  double listed = 0, undecided = 0, inside = 0;
  for (const JointCell& cell : cells) {
    const auto people = static_cast<double>(cell.people);
    listed += people;
    (cell.inner != 0 ? inside : undecided) += people;
  }
  const double never = std::max(0.0, outer_people - listed), inner_never = std::min(never, inner_people * never / outer_people);
  const double share = undecided > 0 ? std::clamp((inner_people - inside - inner_never) / undecided, 0.0, 1.0) : 0;
  Population in, out;
  for (const JointCell& cell : cells) {
    const auto people = static_cast<double>(cell.people);
    in.weights.push_back(cell.inner != 0 ? people : share * people);
    out.weights.push_back(cell.inner != 0 ? 0 : (1 - share) * people);
  }
  in.weights.push_back(inner_never);
  out.weights.push_back(never - inner_never);
  in.people = std::llround(inner_people);
  out.people = std::max<std::int64_t>(0, std::llround(outer_people) - in.people);
  return {in, out};
}

}  // namespace

double chance_of(const estimate::HistoryCounts& table, const estimate::Hierarchy& model, std::uint64_t seed) {
  const estimate::Estimator estimator = estimate::one_model(model)();
  const auto people = estimator(table.counts());
  if (!people) return kUnknown;
  std::vector<double> weights(table.counts().begin(), table.counts().end()), found;
  weights[0] = *people - static_cast<double>(table.observed());
  Counts counts(weights.size());
  for (int replicate = 0; replicate < kChanceReplicates; ++replicate) {
    core::Stream stream(seed, "study.chance", static_cast<std::uint64_t>(replicate));
    estimate::draw_multinomial(stream, std::llround(*people), weights, counts);
    counts[0] = 0;
    if (const auto estimate = estimator(counts)) found.push_back(*estimate);
  }
  return variance(found);
}

double chance_of_difference(const std::vector<JointCell>& cells, const estimate::Hierarchy& outer, const estimate::Hierarchy& inner,
                            std::uint64_t seed) {
  const estimate::Estimator of_outer = estimate::one_model(outer)(), of_inner = estimate::one_model(inner)();
  Counts outer_counts(std::size_t{1} << outer.lists()), inner_counts(std::size_t{1} << inner.lists());
  for (const JointCell& cell : cells) {
    outer_counts[cell.outer] += cell.people;
    if (cell.inner != 0) inner_counts[cell.inner] += cell.people;
  }
  const auto outer_people = of_outer(outer_counts), inner_people = of_inner(inner_counts);
  if (!outer_people || !inner_people) return kUnknown;
  const auto [in, out] = two_populations(cells, *outer_people, *inner_people);
  std::vector<double> found;
  Counts drawn_in(cells.size() + 1), drawn_out(cells.size() + 1);
  for (int replicate = 0; replicate < kChanceReplicates; ++replicate) {
    core::Stream stream(seed, "study.chance", static_cast<std::uint64_t>(replicate));
    std::fill(drawn_in.begin(), drawn_in.end(), 0);
    std::fill(drawn_out.begin(), drawn_out.end(), 0);
    if (in.people > 0) estimate::draw_multinomial(stream, in.people, in.weights, drawn_in);
    if (out.people > 0) estimate::draw_multinomial(stream, out.people, out.weights, drawn_out);
    std::fill(outer_counts.begin(), outer_counts.end(), 0);
    std::fill(inner_counts.begin(), inner_counts.end(), 0);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      outer_counts[cells[i].outer] += drawn_in[i] + drawn_out[i];
      if (cells[i].inner != 0) inner_counts[cells[i].inner] += drawn_in[i];
    }
    const auto outer_estimate = of_outer(outer_counts), inner_estimate = of_inner(inner_counts);
    if (outer_estimate && inner_estimate) found.push_back(*outer_estimate - *inner_estimate);
  }
  return variance(found);
}

}  // namespace palermo::study
