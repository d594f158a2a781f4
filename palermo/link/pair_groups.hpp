// SPDX-License-Identifier: Apache-2.0
// PairGroups: the pairs of lists, numbered: (0, 0), (0, 1), (1, 1), (0, 2) ... With more than 20 lists all are one group.
#pragma once

#include <algorithm>
#include <vector>

#include "palermo/link/record.hpp"
#include "palermo/link/training.hpp"

namespace palermo::link {

class PairGroups {
 public:
  static constexpr std::size_t kMostLists = 20;

  explicit PairGroups(const Records& records) : one_(records.lists.size() > kMostLists) {
    std::vector<double> sizes(records.lists.size());
    for (const Record& r : records.records) sizes[r.list] += 1;
    const auto& lists = records.lists;
    for (std::size_t b = 0; b < lists.size(); ++b)
      for (std::size_t a = 0; a <= b; ++a) {
        const double pairs = a != b ? sizes[a] * sizes[b] : lists[a].duplicate_free ? 0 : sizes[a] * (sizes[a] - 1) / 2;
        if (one_ && !groups_.empty()) {
          groups_[0].possible += pairs;
        } else {
          groups_.push_back(one_ ? GroupPairs{"*", "*", pairs}
                                 : GroupPairs{lists[a].name, lists[b].name, pairs, a != b && lists[b].duplicate_free ? sizes[a] : GroupPairs::kUnlimited,
                                              a != b && lists[a].duplicate_free ? sizes[b] : GroupPairs::kUnlimited});
        }
      }
  }

  [[nodiscard]] PairGroup of(ListIndex a, ListIndex b) const {
    if (one_) return 0;
    if (a > b) std::swap(a, b);
    return static_cast<PairGroup>(b * (b + 1) / 2 + a);
  }
  [[nodiscard]] const std::vector<GroupPairs>& groups() const { return groups_; }

 private:
  bool one_ = false;
  std::vector<GroupPairs> groups_;
};

}  // namespace palermo::link
