// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/average_linkage.hpp"

#include <algorithm>
#include <queue>
#include <tuple>

namespace palermo::link {
namespace {

// What stands between two clusters: number and sum of edges, and whether they must stay apart.
struct Between {
  std::uint32_t other = 0;
  std::uint32_t edges = 0;
  double bits = 0;
  bool banned = false;
};

struct Offer {
  double mean;
  std::uint32_t a, b;        // a < b
  std::uint32_t age_a, age_b;  // void when either cluster has changed since
};

struct Worse {
  bool operator()(const Offer& x, const Offer& y) const { return std::tie(x.mean, y.a, y.b) < std::tie(y.mean, x.a, x.b); }
};

class Agglomeration {
 public:
  Agglomeration(const Group& group, double threshold, double absent)
      : threshold_(threshold), absent_(absent), lists_(group.list_bits.begin(), group.list_bits.end()), size_(group.size(), 1),
        age_(group.size()), between_(group.size()) {
    for (const Edge& edge : group.edges) {  // by (a, b), so that each list comes out in order of `other`
      between_[edge.b].push_back({edge.a, 1, edge.bits, false});
    }
    for (const Edge& edge : group.edges) between_[edge.a].push_back({edge.b, 1, edge.bits, false});
    for (const RecordPair& ban : group.bans) {
      find_or_add(ban.a, ban.b).banned = true;
      find_or_add(ban.b, ban.a).banned = true;
    }
    for (std::uint32_t a = 0; a < group.size(); ++a)
      for (const Between& link : between_[a])
        if (a < link.other) offer(a, link);
  }

  void run(std::span<std::uint32_t> first_of) {
    for (std::uint32_t member = 0; member < first_of.size(); ++member) first_of[member] = member;
    while (!offers_.empty()) {
      const Offer best = offers_.top();
      offers_.pop();
      if (age_[best.a] != best.age_a || age_[best.b] != best.age_b) continue;
      join(best.a, best.b);
      first_of[best.b] = best.a;
    }
    for (std::uint32_t member = 0; member < first_of.size(); ++member) first_of[member] = first_of[first_of[member]];
  }

 private:
  Between& find_or_add(std::uint32_t a, std::uint32_t b) {
    auto& links = between_[a];
    const auto at = std::ranges::lower_bound(links, b, {}, &Between::other);
    if (at != links.end() && at->other == b) return *at;
    return *links.insert(at, Between{b, 0, 0, false});
  }

  void offer(std::uint32_t a, const Between& link) {
    const std::uint32_t b = link.other;
    if (link.banned || (lists_[a] & lists_[b]) != 0) return;
    const double pairs = static_cast<double>(size_[a]) * size_[b];
    const double mean = (link.bits + (pairs - link.edges) * absent_) / pairs;
    if (mean > threshold_) offers_.push({mean, std::min(a, b), std::max(a, b), age_[std::min(a, b)], age_[std::max(a, b)]});
  }

  // Cluster b, the one with the larger first record, becomes part of a.
  void join(std::uint32_t a, std::uint32_t b) {
    std::vector<Between> joined;
    const auto &of_a = between_[a], &of_b = between_[b];
    for (std::size_t i = 0, j = 0; i < of_a.size() || j < of_b.size();) {
      const bool take_a = j == of_b.size() || (i < of_a.size() && of_a[i].other <= of_b[j].other);
      const bool take_b = i == of_a.size() || (j < of_b.size() && of_b[j].other <= of_a[i].other);
      Between link = take_a ? of_a[i] : of_b[j];
      if (take_a && take_b) {
        link.edges += of_b[j].edges;
        link.bits += of_b[j].bits;
        link.banned |= of_b[j].banned;
      }
      i += take_a ? 1 : 0;
      j += take_b ? 1 : 0;
      if (link.other != a && link.other != b) joined.push_back(link);
    }
    lists_[a] |= lists_[b];
    size_[a] += size_[b];
    ++age_[a];
    ++age_[b];  // never again
    between_[a] = std::move(joined);
    std::vector<Between>().swap(between_[b]);
    for (const Between& link : between_[a]) {
      auto& theirs = between_[link.other];
      std::erase_if(theirs, [b](const Between& their) { return their.other == b; });
      find_or_add(link.other, a) = {a, link.edges, link.bits, link.banned};
      offer(a, link);
    }
  }

  double threshold_, absent_;
  std::vector<std::uint64_t> lists_;
  std::vector<std::uint32_t> size_, age_;
  std::vector<std::vector<Between>> between_;  // by `other`
  std::priority_queue<Offer, std::vector<Offer>, Worse> offers_;
};

}  // namespace

void average_linkage(const Group& group, double threshold_bits, double absent_bits, std::span<std::uint32_t> first_of) {
  Agglomeration(group, threshold_bits, absent_bits).run(first_of);
}

}  // namespace palermo::link
