// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/training.hpp"

#include <algorithm>
#include <cmath>

#include "palermo/link/two_people.hpp"

namespace palermo::link {
namespace {

constexpr double kMostTogether = 4;  // bits
constexpr double kCorrection = 50;  // pseudo-pairs for which the frequencies' bits are right as they stand

// Comparisons in which one person's records slip and namesakes differ.
constexpr std::array<std::size_t, 2> kSlips{static_cast<std::size_t>(Comparison::name), static_cast<std::size_t>(Comparison::birth)};

using Shares = std::array<Levels, kComparisons>;

std::size_t levels_of(std::size_t c) { return kind_of(c).levels.size(); }

Level exact_of(std::size_t c) { return static_cast<Level>(levels_of(c) - 1); }

// Name and birth exact, or a number that is hardly shared, and nothing that speaks against it.
bool strict(Pattern p) {
  const auto at = [p](Comparison c) { return level_of(p, static_cast<std::size_t>(c)); };
  const auto name = static_cast<NameAgreement>(at(Comparison::name));
  const bool name_exact = name >= NameAgreement::part_exact;
  const bool birth_exact = at(Comparison::birth) == static_cast<Level>(BirthAgreement::exact);
  const bool number = at(Comparison::document) == 5 || at(Comparison::email) == 5;
  if (at(Comparison::sex) == 1) return false;
  return (name_exact && birth_exact) || (number && name > NameAgreement::weak_conflict && at(Comparison::birth) != 1);
}

class Trainer {
 public:
  Trainer(const TrainingData& data, const TrainingOptions& options) : data_(data), options_(options), two_people_(data, options) {
    for (const GroupPairs& group : data.groups) possible_ += group.possible;
    possible_ = std::max(possible_, 1.0);
    group_prior_.resize(data.groups.size());
    for (std::size_t c = 0; c < kComparisons; ++c)
      for (std::size_t l = 1; l < levels_of(c); ++l) {
        m_[c][l] = kind_of(c).usual_m[l];
        most_[c][l] = most_m(c, l);
      }
    u_ = two_people_.shares({});
  }

  Trained run() {
    first_prior();
    // u must not hold the matches: take out what the prior and the usual m expect, before anything leans on it.
    u_ = two_people_.shares(two_people_.usual_matches(prior_ * possible_, m_));
    passes();
    all();
    return finish();
  }

 private:
  void first_prior() {
    double count = 0;
    for (const PatternCount& row : data_.compared) count += strict(row.key.pattern) ? row.count : 0;
    out_.strict_pairs = count;
    const double wanted = std::max(count / options_.strict_recall, 1.0);
    prior_ = std::min(wanted / possible_, 0.5);
    std::ranges::fill(group_prior_, prior_);
  }

  void set_weights() {
    for (std::size_t c = 0; c < kComparisons; ++c)
      for (std::size_t s = 0; s < kStrata; ++s) weight_[c][s] = monotone_weights(c, m_[c], u_[c][s]);
  }

  [[nodiscard]] double bits_of(const PatternKey& key) const {
    const Level name = level_of(key.pattern, 0);
    const std::size_t s = stratum_of(key.pattern);
    double bits = key.other_bits + (name == 0 ? 0 : key.name_bits - correction_[s][name]);
    for (std::size_t c = 0; c < kComparisons; ++c) bits += weight_[c][s][level_of(key.pattern, c)];
    if (const Level birth = level_of(key.pattern, 1); name != 0 && birth != 0) bits += together_[name_class(name)][birth_class(birth)];
    return bits;
  }

  void round(std::string_view pass, int n, double matches, double change) { out_.history.push_back({pass, n, matches, change}); }

  // One pass: pairs that agree exactly on comparison `blocked`; the m of the others, in `m`. Returns expected matches.
  double pass(std::size_t blocked, Shares& m) {
    std::vector<const PatternCount*> rows;
    double all = 0;
    for (const PatternCount& row : data_.compared)
      if (level_of(row.key.pattern, blocked) == exact_of(blocked)) {
        rows.push_back(&row);
        all += row.count;
      }
    if (all < 20) return 0;
    double here = std::min(0.5, std::max(0.01, prior_ * std::exp2(weight_[blocked][0][exact_of(blocked)])));
    double matches = 0;
    for (int n = 0; n < options_.most_rounds; ++n) {
      Stratified weight{};
      for (std::size_t c = 0; c < kComparisons; ++c)
        for (std::size_t s = 0; s < kStrata && c != blocked; ++s) weight[c][s] = monotone_weights(c, m[c], u_[c][s]);
      Shares expected{};
      matches = 0;
      for (const PatternCount* row : rows) {
        double bits = std::log2(here / (1 - here)) + (blocked == 0 ? 0 : row->key.name_bits) + row->key.other_bits;
        for (std::size_t c = 0; c < kComparisons; ++c) bits += weight[c][stratum_of(row->key.pattern)][level_of(row->key.pattern, c)];
        const double w = row->count * probability_of(bits);
        matches += w;
        for (std::size_t c = 0; c < kComparisons; ++c) expected[c][level_of(row->key.pattern, c)] += w;
      }
      const double change = update(m, expected, blocked);
      here = std::clamp(matches / all, 1e-6, 1 - 1e-6);
      round(kind_of(blocked).name, n, matches, change);
      if (change < options_.enough) break;
    }
    return matches;
  }

  // m from expected counts and the usual m; the largest change. `skip`: a comparison that is left alone.
  double update(Shares& m, const Shares& expected, std::size_t skip = kComparisons) const {
    double change = 0;
    for (std::size_t c = 0; c < kComparisons; ++c) {
      if (c == skip || !two_people_.seen(c)) continue;
      double known = options_.prior_pairs;
      for (std::size_t l = 1; l < levels_of(c); ++l) known += expected[c][l];
      for (std::size_t l = 1; l < levels_of(c); ++l) {
        double now = (expected[c][l] + options_.prior_pairs * kind_of(c).usual_m[l]) / known;
        now = std::min(now, most_[c][l]);
        change = std::max(change, std::fabs(now - m[c][l]));
        m[c][l] = now;
      }
    }
    return change;
  }

  void passes() {
    set_weights();
    Shares sum{}, of_numbers{};
    std::array<double, kComparisons> weight{};
    double numbers = 0;  // matches of the passes by a number
    const auto odds = [](double p) { return std::log(p / (1 - p)); };
    for (const Comparison blocked : {Comparison::birth, Comparison::name, Comparison::document, Comparison::phone,
                                     Comparison::email, Comparison::street, Comparison::town}) {
      const auto b = static_cast<std::size_t>(blocked);
      if (!two_people_.seen(b)) continue;
      Shares m = m_;
      const double matches = pass(b, m);
      if (matches < 10) continue;
      if (blocked == Comparison::document || blocked == Comparison::phone || blocked == Comparison::email) {
        numbers += matches;
        for (const std::size_t c : kSlips)
          for (std::size_t l = 1; l < levels_of(c); ++l) of_numbers[c][l] += matches * m[c][l];
      }
      for (std::size_t c = 0; c < kComparisons; ++c) {
        if (c == b || !two_people_.seen(c)) continue;
        weight[c] += matches;
        for (std::size_t l = 1; l < levels_of(c); ++l) sum[c][l] += matches * odds(std::clamp(m[c][l], 1e-9, 1 - 1e-9));
      }
    }
    heed_numbers(of_numbers, numbers);
    for (std::size_t c = 0; c < kComparisons; ++c) {
      if (weight[c] <= 0) continue;
      double total = 0;
      for (std::size_t l = 1; l < levels_of(c); ++l) total += m_[c][l] = 1 / (1 + std::exp(-sum[c][l] / weight[c]));
      for (std::size_t l = 1; l < levels_of(c); ++l) m_[c][l] /= total;
    }
  }

  // Who has the same document, telephone or e-mail is one person nearly always, whatever the list's length. In a list of millions people
  // of one name are a class of their own, larger than that of one person's records, and nothing but such pairs says what the
  // latter look like: no slip may be much more frequent than among them.
  void heed_numbers(const Shares& of_numbers, double matches) {
    constexpr double kFewest = 200, kTimes = 2, kBeside = 0.02;
    if (matches < kFewest) return;
    for (const std::size_t c : kSlips)
      for (std::size_t l = 1; l < levels_of(c); ++l)
        most_[c][l] = std::min(most_[c][l], kTimes * of_numbers[c][l] / matches + kBeside);
  }

  void all() {
    for (int n = 0; n < options_.most_rounds; ++n) {
      set_weights();
      Shares expected{};
      Stratified by_stratum{};
      std::vector<double> of_group(group_prior_.size());
      Strata two{};       // two people, by level of the name
      Strata factor{};    // and the sum of their factors
      double matches = 0;
      std::array<std::array<double, 2>, 2> met{};
      for (const PatternCount& row : data_.compared) {
        const double prior = group_prior_[row.key.group];
        const double p = probability_of(bits_of(row.key) + std::log2(prior / (1 - prior)));
        const double w = row.count * p;
        matches += w;
        of_group[row.key.group] += w;
        const std::size_t s = stratum_of(row.key.pattern);
        for (std::size_t c = 0; c < kComparisons; ++c) {
          expected[c][level_of(row.key.pattern, c)] += w;
          by_stratum[c][s][level_of(row.key.pattern, c)] += w;
        }
        const Level name = level_of(row.key.pattern, 0);
        two[s][name] += row.count - w;
        factor[s][name] += (row.count - w) * std::exp2(row.key.name_bits);
        if (const Level birth = level_of(row.key.pattern, 1); name != 0 && birth != 0) met[name_class(name)][birth_class(birth)] += w;
      }
      const double change = update(m_, expected);
      u_ = two_people_.shares(by_stratum);
      prior_ = std::clamp(matches / possible_, 1e-14, 0.5);
      for (std::size_t g = 0; g < group_prior_.size(); ++g)
        group_prior_[g] = std::clamp((std::min(of_group[g], data_.groups[g].most_matches()) + 5) / (data_.groups[g].possible + 5 / prior_), 1e-14, 0.5);
      for (std::size_t s = 0; s < kStrata; ++s)
        for (std::size_t l = 1; l < kNameLevels; ++l)
          correction_[s][l] = std::log2((factor[s][l] + kCorrection) / (two[s][l] + kCorrection));
      if (n >= 3) together_ = together_bits(met, options_.independent_pairs);
      round("all", n, matches, change);
      if (n > 8 && change < options_.enough) break;
    }
  }

  Trained finish() {
    set_weights();
    Model& model = out_.model;
    model.prior = prior_;
    model.name_correction = correction_;
    model.together = together_;
    for (std::size_t c = 0; c < kComparisons; ++c)
      model.comparisons[c] = {.m = m_[c], .u = u_[c], .weight = weight_[c], .seen = two_people_.seen(c)};
    std::vector<Shares> expected(data_.groups.size());
    std::vector<double> matches(data_.groups.size());
    for (const PatternCount& row : data_.compared) {
      const double prior = group_prior_[row.key.group];
      const double w = row.count * probability_of(bits_of(row.key) + std::log2(prior / (1 - prior)));
      matches[row.key.group] += w;
      for (std::size_t c = 0; c < kComparisons; ++c) expected[row.key.group][c][level_of(row.key.pattern, c)] += w;
    }
    for (std::size_t g = 0; g < data_.groups.size(); ++g) {
      GroupModel group;
      group.first = data_.groups[g].first;
      group.second = data_.groups[g].second;
      group.pairs = data_.groups[g].possible;
      group.matches = matches[g];
      group.prior = group_prior_[g];
      for (std::size_t c = 0; c < kComparisons; ++c) {
        double known = options_.pooling;
        for (std::size_t l = 1; l < levels_of(c); ++l) known += expected[g][c][l];
        for (std::size_t l = 1; l < levels_of(c); ++l)
          group.m[c][l] = (expected[g][c][l] + options_.pooling * m_[c][l]) / known;
        for (std::size_t s = 0; s < kStrata && two_people_.seen(c); ++s)
          group.weight[c][s] = data_.groups.size() == 1 ? weight_[c][s] : monotone_weights(c, group.m[c], u_[c][s]);
      }
      model.groups.push_back(std::move(group));
    }
    return std::move(out_);
  }

  const TrainingData& data_;
  const TrainingOptions& options_;
  TwoPeople two_people_;
  double possible_ = 0;
  double prior_ = 0;
  std::vector<double> group_prior_;
  Shares m_{};
  Shares most_{};  // that a level may hold of m: most_m, and what heed_numbers found
  Stratified u_{};
  Stratified weight_{};
  Strata correction_{};
  std::array<std::array<double, 2>, 2> together_{};
  Trained out_;
};

}  // namespace

double GroupPairs::odds_when_free(double matches) const {
  constexpr double kLeastFree = 0.1;  // share of a list; nobody knows that all of it is linked
  return 1 / (std::max(kLeastFree, 1 - matches / first_once) * std::max(kLeastFree, 1 - matches / second_once));
}

double most_m(std::size_t comparison, std::size_t level) {
  const auto birth = static_cast<BirthAgreement>(level);
  switch (static_cast<Comparison>(comparison)) {
    case Comparison::name: return level == 1 ? 0.25 : 1;
    case Comparison::birth: return birth == BirthAgreement::different ? 0.06 : birth == BirthAgreement::within_10_years ? 0.12 : 1;
    case Comparison::sex: return level == 1 ? 0.15 : 1;
    case Comparison::nationality: return level == 1 ? 0.2 : 1;
    default: return 1;
  }
}

std::array<std::array<double, 2>, 2> together_bits(const std::array<std::array<double, 2>, 2>& met, double independent_pairs) {
  std::array<std::array<double, 2>, 2> out{};
  const double all = met[0][0] + met[0][1] + met[1][0] + met[1][1];
  if (all <= 0) return out;
  for (std::size_t n = 0; n < 2; ++n)
    for (std::size_t b = 0; b < 2; ++b) {
      const double chance = (met[n][0] + met[n][1]) * (met[0][b] + met[1][b]) / all;
      out[n][b] = std::clamp(std::log2((met[n][b] + independent_pairs) / (chance + independent_pairs)), -kMostTogether, kMostTogether);
    }
  return out;
}

Trained train(const TrainingData& data, const TrainingOptions& options) { return Trainer(data, options).run(); }

}  // namespace palermo::link
