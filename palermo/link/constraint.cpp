// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/constraint.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace palermo::link {
namespace {

constexpr double kMostBits = 30;
constexpr int kMostRounds = 100;
constexpr double kEnough = 1e-4;  // of a probability
constexpr std::uint32_t kAnyNumber = ~std::uint32_t{0};

double odds(const Model& model, const PairEvidence& pair) {
  return std::exp2(std::clamp(model.weight(pair.pattern, pair.name_bits, pair.other_bits, pair.group), -kMostBits, kMostBits));
}

// Who competes with whom. A place is a record's one place in a duplicate-free list; each pair asks for up to two of them, one in
// the list of either record. Pairs of two lists are a graph of two sides, `first` being of the list with the smaller number.
class Competition {
 public:
  Competition(const Records& records, std::span<const PairEvidence> pairs) : first_(pairs.size(), kAnyNumber), second_(pairs.size(), kAnyNumber) {
    std::unordered_map<std::uint64_t, std::uint32_t> places;
    const auto place = [&](RecordIndex record, ListIndex in) {
      return places.try_emplace(std::uint64_t{record} * records.lists.size() + in, static_cast<std::uint32_t>(places.size())).first->second;
    };
    for (std::size_t k = 0; k < pairs.size(); ++k) {
      RecordIndex first = pairs[k].a, second = pairs[k].b;
      if (records.records[first].list > records.records[second].list) std::swap(first, second);
      const ListIndex of_first = records.records[first].list, of_second = records.records[second].list;
      if (records.lists[of_second].duplicate_free) first_[k] = place(first, of_second);
      if (records.lists[of_first].duplicate_free) second_[k] = place(second, of_first);
    }
    sum_.resize(places.size());
  }

  // From odds to probabilities, in place. One side is told by the other in turn: how free the second side is falls from 1, round
  // by round, so nothing swings to and fro. At rest a pair has the same probability from either side; the lesser is taken, and
  // so pairs that ask for one place never add up to more than 1, even where it was not waited for.
  void settle(std::vector<double>& odds) {
    const std::size_t n = odds.size();
    std::vector<double> to_first = odds, to_second(n), of_first(n), of_second(n);
    for (int round = 0; round < kMostRounds; ++round) {
      const double moved_first = tell(first_, to_first, odds, to_second, of_first);
      const double moved_second = tell(second_, to_second, odds, to_first, of_second);
      if (std::max(moved_first, moved_second) < kEnough) break;
    }
    for (std::size_t k = 0; k < n; ++k) odds[k] = std::min(of_first[k], of_second[k]);
  }

 private:
  // What a pair is worth to the other side: its odds, as far as its place is free beside it. `to`: what pairs are worth to this side;
  // `p`: their probabilities as seen from it. How far the farthest of them moved.
  double tell(std::span<const std::uint32_t> place, std::span<const double> to, std::span<const double> odds, std::span<double> other,
              std::span<double> p) {
    std::ranges::fill(sum_, 0);
    for (std::size_t k = 0; k < to.size(); ++k)
      if (place[k] != kAnyNumber) sum_[place[k]] += to[k];
    double farthest = 0;
    for (std::size_t k = 0; k < to.size(); ++k) {
      const double all = place[k] == kAnyNumber ? to[k] : sum_[place[k]];
      const double now = to[k] / (1 + all);
      farthest = std::max(farthest, std::fabs(now - p[k]));
      p[k] = now;
      other[k] = odds[k] / (1 + std::max(0.0, all - to[k]));
    }
    return farthest;
  }

  std::vector<std::uint32_t> first_, second_;  // places that a pair asks for
  std::vector<double> sum_;                    // of a place
};

// `raised`: by group, what the odds are multiplied by; empty: nothing.
std::vector<double> with_competition(Competition& competition, const Model& model, std::span<const PairEvidence> pairs, std::span<const double> raised = {}) {
  std::vector<double> out(pairs.size());
  for (std::size_t k = 0; k < pairs.size(); ++k) out[k] = odds(model, pairs[k]) * (raised.empty() ? 1 : raised[pairs[k].group]);
  competition.settle(out);
  return out;
}

}  // namespace

std::vector<double> with_competition(const Records& records, const Model& model, std::span<const PairEvidence> pairs) {
  Competition competition(records, pairs);
  return with_competition(competition, model, pairs);
}

double train_with_competition(const Records& records, std::span<const PairEvidence> pairs, const std::vector<GroupPairs>& groups,
                              const TrainingOptions& options, Model& model, int rounds) {
  double matches = 0;
  if (std::ranges::none_of(records.lists, &ListInfo::duplicate_free) || pairs.empty()) return matches;
  double possible = 0;
  for (const GroupPairs& group : groups) possible += group.possible;
  Competition competition(records, pairs);
  std::vector<double> raised(groups.size(), 1);
  for (int round = 0; round < rounds; ++round) {
    const std::vector<double> p = with_competition(competition, model, pairs, raised);
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
      raised[g] = groups[g].odds_when_free(of_group[g]);
      group.prior = std::clamp((std::min(of_group[g], groups[g].most_matches()) + 5) / (groups[g].possible + 5 / model.prior), 1e-14, 0.5);
    }
  }
  return matches;
}

}  // namespace palermo::link
