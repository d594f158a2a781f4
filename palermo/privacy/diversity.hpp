// SPDX-License-Identifier: Apache-2.0
// What a class tells about a column that its people did not show: l-diversity and t-closeness.
//
// In each class of people who agree in the known columns, let p be the shares of the values of the sensitive column, q those of all
// people. Distinct l: values that occur. Entropy l: exp(−Σ p ln p). Recursive (c, l): the greatest l with r₁ < c (r_l + … + r_m), r the
// counts, greatest first. t: the greatest distance of p from q; ½ Σ |p − q| between unordered values, (1/(m−1)) Σ |Σ (p − q)| between
// ordered ones. Sources: Machanavajjhala et al. 2007; Li, Li and Venkatasubramanian 2007. For closed circles.
#pragma once

#include <cstdint>
#include <span>

#include "palermo/privacy/coded_columns.hpp"

namespace palermo::privacy {

struct DiversityOptions {
  bool ordered = false;  // the sensitive column's levels have an order
  double c = 3;          // of recursive (c, l)-diversity
};

struct Diversity {
  std::int64_t classes = 0;
  std::int64_t distinct = 0;   // least over the classes, like the two below; 0 when there is nobody
  double entropy = 0;
  std::int64_t recursive = 0;
  double closeness = 0;        // greatest over the classes
  std::int64_t settled = 0;    // people in classes with one value: who knows the columns knows it
};

[[nodiscard]] Diversity diversity_of(const CodedColumns& table, std::span<const std::size_t> known, std::size_t sensitive, const DiversityOptions& options = {});

}  // namespace palermo::privacy
