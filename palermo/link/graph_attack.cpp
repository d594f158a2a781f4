// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/graph_attack.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "palermo/core/parallel.hpp"
#include "palermo/core/progress.hpp"

namespace palermo::link {
namespace {

constexpr std::size_t kQuantiles = 24, kFeatures = kQuantiles + 3;
constexpr std::size_t kMostAnchors = 120, kFewestAnchors = 4;
constexpr int kRounds = 8;
constexpr float kClip = 0.15F;            // a difference of similarities above this says no more than this
constexpr float kFar = std::numeric_limits<float>::max();

using Features = std::vector<std::array<float, kFeatures>>;

// Quantiles of a node's similarities, closer together at the top where they say most; their mean; how often; how many bits.
Features features_of(const SimilarityGraph& graph) {
  Features features(graph.size());
  std::vector<float> others;
  for (std::size_t node = 0; node < graph.size(); ++node) {
    others.clear();
    for (std::size_t other = 0; other < graph.size(); ++other)
      if (other != node) others.push_back(graph.row(node)[other]);
    std::ranges::sort(others);
    auto& f = features[node];
    for (std::size_t q = 0; q < kQuantiles && !others.empty(); ++q) {
      const double below = 1 - std::pow(1 - (static_cast<double>(q) + 0.5) / kQuantiles, 2.0);
      f[q] = others[std::min(others.size() - 1, static_cast<std::size_t>(below * static_cast<double>(others.size())))];
    }
    f[kQuantiles] = others.empty() ? 0 : std::accumulate(others.begin(), others.end(), 0.0F) / static_cast<float>(others.size());
    f[kQuantiles + 1] = std::log(graph.times[node] + 1e-6F);
    f[kQuantiles + 2] = graph.bits[node];
  }
  return features;
}

// Each feature in units of its deviation among the known; the quantiles and their mean count as four features together.
void scale(Features& hidden, Features& known) {
  for (std::size_t f = 0; f < kFeatures; ++f) {
    double sum = 0, squares = 0;
    for (const auto& one : known) {
      sum += one[f];
      squares += static_cast<double>(one[f]) * one[f];
    }
    const double n = static_cast<double>(known.size()), mean = sum / n;
    const double deviation = std::sqrt(std::max(squares / n - mean * mean, 0.0));
    const double weight = f <= kQuantiles ? std::sqrt(4.0 / (kQuantiles + 1)) : 1;
    const float factor = deviation > 1e-6 ? static_cast<float>(weight / deviation) : 0;
    for (Features* side : {&hidden, &known})
      for (auto& one : *side) one[f] *= factor;
  }
}

struct Distances {
  std::size_t rows = 0, columns = 0;
  std::vector<float> at;

  Distances(std::size_t r, std::size_t c) : rows(r), columns(c), at(r * c, 0) {}
  [[nodiscard]] float* row(std::size_t i) { return at.data() + i * columns; }
  [[nodiscard]] const float* row(std::size_t i) const { return at.data() + i * columns; }
};

void each_row(std::size_t rows, int threads, const std::function<void(std::size_t)>& work) {
  core::Silence silence;
  (void)core::in_parallel(rows, 16, threads, silence, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) work(i);
  });
}

void forbid_other_kinds(const SimilarityGraph& hidden, const SimilarityGraph& known, std::size_t i, float* row) {
  for (std::size_t j = 0; j < known.size(); ++j)
    if (hidden.kind[i] != known.kind[j]) row[j] = kFar;
}

Distances feature_distances(const SimilarityGraph& hidden, const SimilarityGraph& known, int threads) {
  Features a = features_of(hidden), b = features_of(known);
  scale(a, b);
  Distances distances(hidden.size(), known.size());
  each_row(hidden.size(), threads, [&](std::size_t i) {
    for (std::size_t j = 0; j < known.size(); ++j) {
      float sum = 0;
      for (std::size_t f = 0; f < kFeatures; ++f) sum += (a[i][f] - b[j][f]) * (a[i][f] - b[j][f]);
      distances.row(i)[j] = std::sqrt(sum / 6);
    }
    forbid_other_kinds(hidden, known, i, distances.row(i));
  });
  return distances;
}

struct Match {
  std::size_t hidden = 0, known = 0;
  float margin = 0;  // how much nearer than the second best, seen from the side where it is less
};

struct Best {
  std::size_t at = kNoNode;
  float first = kFar, second = kFar;

  void see(std::size_t i, float distance) {
    if (distance < first) {
      second = first;
      first = distance;
      at = i;
    } else if (distance < second) {
      second = distance;
    }
  }
};

struct Bests {
  std::vector<Best> of_hidden, of_known;
};

Bests bests(const Distances& distances) {
  Bests all{std::vector<Best>(distances.rows), std::vector<Best>(distances.columns)};
  for (std::size_t i = 0; i < distances.rows; ++i)
    for (std::size_t j = 0; j < distances.columns; ++j) {
      if (distances.row(i)[j] == kFar) continue;
      all.of_hidden[i].see(j, distances.row(i)[j]);
      all.of_known[j].see(i, distances.row(i)[j]);
    }
  return all;
}

// Pairs that are each other's nearest, the clearest first.
std::vector<Match> mutual(const Bests& all) {
  std::vector<Match> matches;
  for (std::size_t i = 0; i < all.of_hidden.size(); ++i) {
    const Best& best = all.of_hidden[i];
    if (best.at == kNoNode || all.of_known[best.at].at != i) continue;
    const float second = std::min(best.second, all.of_known[best.at].second);
    matches.push_back({i, best.at, second == kFar ? 1.0F : (second - best.first) / (second + 1e-6F)});
  }
  std::ranges::stable_sort(matches, std::greater<>(), &Match::margin);
  return matches;
}

// Mean difference of the similarities to the anchors, own anchors left out, and a little of what the features say.
Distances anchor_distances(const SimilarityGraph& hidden, const SimilarityGraph& known, const std::vector<Match>& anchors, const Distances& features, float feature_weight,
                           int threads) {
  Distances distances(hidden.size(), known.size());
  std::vector<std::size_t> anchor_of(known.size(), kNoNode);
  for (std::size_t k = 0; k < anchors.size(); ++k) anchor_of[anchors[k].known] = k;
  each_row(hidden.size(), threads, [&](std::size_t i) {
    float* row = distances.row(i);
    std::size_t used = 0;
    for (const Match& anchor : anchors) {
      if (anchor.hidden == i) continue;
      ++used;
      const float mine = hidden.row(i)[anchor.hidden];
      const float* theirs = known.row(anchor.known);
      for (std::size_t j = 0; j < known.size(); ++j) row[j] += std::min(std::fabs(mine - theirs[j]), kClip);
    }
    for (std::size_t j = 0; j < known.size(); ++j) {
      std::size_t counted = used;
      const std::size_t k = anchor_of[j];
      if (k != kNoNode && anchors[k].hidden != i) {  // its similarity to itself says nothing
        row[j] -= std::min(std::fabs(hidden.row(i)[anchors[k].hidden] - known.row(anchors[k].known)[j]), kClip);
        --counted;
      }
      row[j] = row[j] / static_cast<float>(std::max<std::size_t>(counted, 1)) / kClip + feature_weight * features.row(i)[j];
      if (features.row(i)[j] == kFar) row[j] = kFar;
    }
  });
  return distances;
}

}  // namespace

std::vector<std::size_t> match_graphs(const SimilarityGraph& hidden, const SimilarityGraph& known, int threads) {
  std::vector<std::size_t> matched(hidden.size(), kNoNode);
  if (hidden.size() == 0 || known.size() == 0) return matched;
  const Distances features = feature_distances(hidden, known, threads);
  Bests all = bests(features);
  for (int round = 1; round <= kRounds; ++round) {
    std::vector<Match> anchors = mutual(all);
    // A tenth of the matches first, more as they grow surer.
    const std::size_t wanted = std::max(kFewestAnchors, anchors.size() * static_cast<std::size_t>(round) / kRounds);
    anchors.resize(std::min({anchors.size(), wanted, kMostAnchors}));
    if (anchors.empty()) break;
    all = bests(anchor_distances(hidden, known, anchors, features, 0.2F / static_cast<float>(round), threads));
  }
  for (std::size_t i = 0; i < hidden.size(); ++i) matched[i] = all.of_hidden[i].at;
  return matched;
}

}  // namespace palermo::link
