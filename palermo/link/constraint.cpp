// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/constraint.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace palermo::link {
namespace {

constexpr double kMostBits = 30;
constexpr int kMessages = 8;

// Sums of odds of one record into one list.
class Sums {
 public:
  explicit Sums(const Records& records) : records_(records), lists_(records.lists.size()) {
    if (dense()) dense_.resize(records.size() * lists_);
  }
  double& at(RecordIndex record, RecordIndex other) {
    const std::size_t key = record * lists_ + records_.records[other].list;
    return dense() ? dense_[key] : sparse_[key];
  }

 private:
  [[nodiscard]] bool dense() const { return records_.size() * lists_ <= 20'000'000; }
  const Records& records_;
  std::size_t lists_;
  std::vector<double> dense_;
  std::unordered_map<std::size_t, double> sparse_;
};

double odds(const Model& model, const PairEvidence& pair) {
  return std::exp2(std::clamp(model.weight(pair.pattern, pair.name_bits, pair.other_bits, pair.group), -kMostBits, kMostBits));
}

}  // namespace

std::vector<double> with_competition(const Records& records, const Model& model, std::span<const PairEvidence> pairs) {
  const std::size_t n = pairs.size();
  std::vector<double> out(n);
  std::vector<float> free_a(n, 1.0F);  // how free a is beside the pair
  std::vector<float> free_b(n, 1.0F);
  for (std::size_t k = 0; k < n; ++k) out[k] = odds(model, pairs[k]);
  const auto once = [&records](RecordIndex r) { return records.lists[records.records[r].list].duplicate_free; };
  for (int round = 0; round < kMessages; ++round) {
    Sums sums(records);
    for (std::size_t k = 0; k < n; ++k) {
      if (once(pairs[k].b)) sums.at(pairs[k].a, pairs[k].b) += out[k] * free_b[k];
      if (once(pairs[k].a)) sums.at(pairs[k].b, pairs[k].a) += out[k] * free_a[k];
    }
    for (std::size_t k = 0; k < n; ++k) {
      const double to_a = out[k] * free_b[k];
      const double to_b = out[k] * free_a[k];
      if (once(pairs[k].b)) free_a[k] = static_cast<float>(1 / (1 + std::max(0.0, sums.at(pairs[k].a, pairs[k].b) - to_a)));
      if (once(pairs[k].a)) free_b[k] = static_cast<float>(1 / (1 + std::max(0.0, sums.at(pairs[k].b, pairs[k].a) - to_b)));
    }
  }
  for (std::size_t k = 0; k < n; ++k) {
    const double o = out[k] * free_a[k] * free_b[k];
    out[k] = o / (1 + o);
  }
  return out;
}

double train_with_competition(const Records& records, std::span<const PairEvidence> pairs, const std::vector<GroupPairs>& groups,
                              const TrainingOptions& options, Model& model, int rounds) {
  double matches = 0;
  if (std::ranges::none_of(records.lists, &ListInfo::duplicate_free) || pairs.empty()) return matches;
  double possible = 0;
  for (const GroupPairs& group : groups) possible += group.possible;
  for (int round = 0; round < rounds; ++round) {
    const std::vector<double> p = with_competition(records, model, pairs);
    std::vector<std::array<Levels, kComparisons>> expected(groups.size());
    std::vector<double> of_group(groups.size());
    std::array<std::array<double, 2>, 2> met{};
    matches = 0;
    for (std::size_t k = 0; k < pairs.size(); ++k) {
      const PairEvidence& pair = pairs[k];
      of_group[pair.group] += p[k];
      matches += p[k];
      for (std::size_t c = 0; c < kComparisons; ++c) expected[pair.group][c][level_of(pair.pattern, c)] += p[k];
      const Level name = level_of(pair.pattern, 0);
      const Level birth = level_of(pair.pattern, 1);
      if (name != 0 && birth != 0) met[name_class(name)][birth_class(birth)] += p[k];
    }
    model.prior = std::clamp(matches / possible, 1e-14, 0.5);
    model.together = together_bits(met, options.independent_pairs);
    for (std::size_t c = 0; c < kComparisons; ++c) {
      LevelShares& shares = model.comparisons[c];
      if (!shares.seen) continue;
      const std::size_t levels = kind_of(c).levels.size();
      double known = options.prior_pairs;
      for (const auto& group : expected)
        for (std::size_t l = 1; l < levels; ++l) known += group[c][l];
      for (std::size_t l = 1; l < levels; ++l) {
        double sum = options.prior_pairs * kind_of(c).usual_m[l];
        for (const auto& group : expected) sum += group[c][l];
        shares.m[l] = std::min(sum / known, most_m(c, l));
      }
      for (std::size_t s = 0; s < kStrata; ++s) shares.weight[s] = monotone_weights(c, shares.m, shares.u[s]);
      for (std::size_t g = 0; g < groups.size(); ++g) {
        GroupModel& group = model.groups[g];
        double here = options.pooling;
        for (std::size_t l = 1; l < levels; ++l) here += expected[g][c][l];
        for (std::size_t l = 1; l < levels; ++l) group.m[c][l] = (expected[g][c][l] + options.pooling * shares.m[l]) / here;
        for (std::size_t s = 0; s < kStrata; ++s) group.weight[c][s] = monotone_weights(c, group.m[c], shares.u[s]);
      }
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
      GroupModel& group = model.groups[g];
      group.matches = of_group[g];
      group.prior = std::clamp((std::min(of_group[g], groups[g].most_matches) + 5) / (groups[g].possible + 5 / model.prior), 1e-14, 0.5);
    }
  }
  return matches;
}

}  // namespace palermo::link
