// SPDX-License-Identifier: Apache-2.0
// ListRates: how many people of each kind there are, drawn given a partition; the prior of the partition is learned with it.
//
// A person's kind is on which lists she has how many records, v = (v_1 .. v_K). Let the number of people of kind v be Poisson
// with mean rho_v, and every way of giving the records of the lists to them be as likely. Then
//   P(partition | rho) is proportional to the product over persons of rho_v v_1! .. v_K!     and
//   rho_v given the partition is Gamma(h_v + alpha_v, 1), h_v being how many people of that kind it has,
// with alpha 1/2 (Jeffreys), halved for each record beyond the first on a list. So two records of two lists on which nobody stands
// twice are one person with prior odds rho_12 / (rho_1 rho_2), about d / ((n1-d)(n2-d)): who is left to be linked with is
// counted, how many links there are is learned from the links, and its doubt is in the draws. Conjugate, so that the groups of
// records are independent of one another given rho (for two lists near [sadinle2017]; for more near multilink, facts 1.5). A kind
// that nobody is of yet has rate alpha: what is left when its rho is summed over.
#pragma once

#include <cstdint>
#include <numbers>
#include <span>
#include <unordered_map>

#include "palermo/link/list.hpp"

namespace palermo::link {

// A kind of person: the sum of its records' tokens tells it, but for chance of 2^-64.
struct PersonKind {
  std::uint64_t token = 0;
  double log_orders = 0;      // log of v_1! .. v_K!
  std::uint32_t repeats = 0;  // records beyond the first on a list
  std::uint32_t records = 0;
};

[[nodiscard]] std::uint64_t list_token(ListIndex list);
// One more record, of a list of which the person has `before`.
void add_record(PersonKind& kind, std::uint32_t before, ListIndex list);
// lists: one a record of the person.
[[nodiscard]] PersonKind kind_of_person(std::span<const ListIndex> lists);

struct KindCount {
  PersonKind kind;
  std::int64_t people = 0;
};
using KindCounts = std::unordered_map<std::uint64_t, KindCount>;

class ListRates {
 public:
  explicit ListRates(std::uint64_t seed) : seed_(seed) {}

  // New rates for a partition with these kinds. The same seed, round and counts give the same rates.
  void draw(const KindCounts& counts, std::uint64_t round);
  // For each of the k - 1 links of a person of k records, beside the rates.
  void set_link_bits(double bits) { link_nats_ = bits * std::numbers::ln2; }
  // log(rho_v v_1! .. v_K!), and the links
  [[nodiscard]] double log_weight(const PersonKind& kind) const;

 private:
  std::uint64_t seed_;
  double link_nats_ = 0;
  std::unordered_map<std::uint64_t, double> log_rate_;  // of the kinds that there are
};

}  // namespace palermo::link
