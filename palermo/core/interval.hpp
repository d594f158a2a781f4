// SPDX-License-Identifier: Apache-2.0
// Interval<T>: a closed interval whose ends may be unknown; the empty intersection is a value, not an error.
#pragma once

#include <algorithm>
#include <optional>

namespace palermo::core {

template <class T>
struct Interval {
  std::optional<T> min;  // no value: unbounded below
  std::optional<T> max;  // no value: unbounded above

  [[nodiscard]] bool known() const { return min || max; }
  [[nodiscard]] bool exact() const { return min && max && *min == *max; }
  [[nodiscard]] bool empty() const { return min && max && *min > *max; }
  [[nodiscard]] bool contains(const T& value) const { return (!min || *min <= value) && (!max || value <= *max); }

  bool operator==(const Interval&) const = default;
};

template <class T>
[[nodiscard]] Interval<T> intersect(const Interval<T>& a, const Interval<T>& b) {
  Interval<T> both = a;
  if (b.min) both.min = both.min ? std::max(*both.min, *b.min) : b.min;
  if (b.max) both.max = both.max ? std::min(*both.max, *b.max) : b.max;
  return both;
}

}  // namespace palermo::core
