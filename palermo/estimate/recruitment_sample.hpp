// SPDX-License-Identifier: Apache-2.0
// RecruitmentSample: who recruited whom in a respondent-driven sample, how many of the group each knows, and yes-or-no traits.
//
//   participant,recruiter,degree,has_papers
//   1,,12,1                       1 is a seed
//   2,1,5,0                       2 came with a coupon of 1
// Participants have serial numbers given anew for this file (1 to kMostParticipants): never coupon, document or telephone numbers. They serve to join the
// chains and are then forgotten: in memory a person is a place, the place of her recruiter, a degree and traits. A trait is 1, 0 or empty (not
// known); a question with more answers is one column an answer. Degree: how many members of the group she knows who know her;
// empty or 0: not known. Rows may stand in any order; nothing depends on it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/result.hpp"

namespace palermo::estimate {

// args: reason (a word of error.estimate.bad_recruitment); the place has row and column, never a value
inline constexpr core::ErrorKind kBadRecruitment{"estimate.bad_recruitment", core::Exit::unreadable};

enum class Trait : std::int8_t { unknown = -1, no = 0, yes = 1 };

struct Participant {
  int recruiter = -1;         // place in the sample; -1: a seed
  int wave = 0;               // 0: a seed
  int chain = 0;              // number of the seed that it began with
  double degree = 0;          // 0: not known
  std::vector<Trait> traits;  // one a trait of the sample

  bool operator==(const Participant&) const = default;
};

class RecruitmentSample {
 public:
  static constexpr std::int64_t kMostParticipants = 99'999;
  static constexpr double kMostDegree = 10'000;

  // Errors: estimate.bad_recruitment, csv.*.
  [[nodiscard]] static core::Result<RecruitmentSample> parse_csv(std::string_view text, std::string_view file);

  [[nodiscard]] const std::vector<std::string>& traits() const { return traits_; }
  [[nodiscard]] const std::vector<Participant>& people() const { return people_; }             // in the order of their serial numbers
  [[nodiscard]] const std::vector<std::vector<int>>& recruits() const { return recruits_; }    // by place: whom she recruited
  [[nodiscard]] const std::vector<int>& seeds() const { return seeds_; }

 private:
  std::vector<std::string> traits_;
  std::vector<Participant> people_;
  std::vector<std::vector<int>> recruits_;
  std::vector<int> seeds_;
};

}  // namespace palermo::estimate
