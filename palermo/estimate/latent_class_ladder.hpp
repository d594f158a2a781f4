// SPDX-License-Identifier: Apache-2.0
// One chain of the latent class sampler: states on a ladder of heats that exchange places.
#pragma once

#include <vector>

#include "palermo/estimate/latent_class_model.hpp"

namespace palermo::estimate {

class LatentClassLadder {
 public:
  // rungs >= 2; heats fall from 1 to `hottest` in (0, 1), geometrically until tuned.
  // Begins with everybody in one class, or where a short Gibbs run from the prior ends: chains should begin far apart.
  LatentClassLadder(const LatentClassData& data, int rungs, double hottest, bool in_one, core::Stream& stream);

  void scan(const LatentClassData& data, core::Stream& stream);  // moves every state, then exchanges neighbours
  // Places the heats so that neighbours reject alike, by the rejections since the last call, and forgets these.
  void tune();
  void forget();                                                 // starts counting anew

  [[nodiscard]] const LatentClassState& cold() const { return states_[at_[0]]; }
  [[nodiscard]] std::vector<double> acceptance() const;          // by pair of neighbours
  [[nodiscard]] double barrier() const;
  [[nodiscard]] std::int64_t round_trips() const { return round_trips_; }
  [[nodiscard]] const std::vector<double>& heats() const { return heats_; }

 private:
  enum class Came : unsigned char { nowhere, from_hot, from_cold };
  void exchange(core::Stream& stream);
  void note_ends();
  std::vector<double> heats_;
  std::vector<LatentClassState> states_;
  std::vector<std::size_t> at_;      // which state stands on a rung
  std::vector<Came> came_;           // by state: which end it touched last
  std::vector<double> rejected_;     // sums of chances, by pair
  std::vector<std::int64_t> tried_;
  std::int64_t scans_ = 0, round_trips_ = 0;
};

}  // namespace palermo::estimate
