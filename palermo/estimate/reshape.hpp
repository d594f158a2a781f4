// SPDX-License-Identifier: Apache-2.0
// Tables made from a table: without a list, with two lists as one, within a list, in another order.
//
// Each is what would have been counted had the lists been other lists of the same people; nothing is estimated.
#pragma once

#include <vector>

#include "palermo/estimate/history_counts.hpp"

namespace palermo::estimate {

// Lists in the order of their names: then nothing that is drawn, and no tie, depends on the order in a file.
[[nodiscard]] HistoryCounts in_order_of_names(const HistoryCounts& table);

// Without `list`; people on no other list are no longer seen.
[[nodiscard]] HistoryCounts without_list(const HistoryCounts& table, int list);

// Lists a and b as one list, named "a+b", in the place of a.
[[nodiscard]] HistoryCounts merged(const HistoryCounts& table, int a, int b);

// The people on `list` alone, by the other lists; those on no other list are as if never seen. A known population.
[[nodiscard]] HistoryCounts within_list(const HistoryCounts& table, int list);

// Without the lists on which nobody is.
[[nodiscard]] HistoryCounts without_empty_lists(const HistoryCounts& table);

}  // namespace palermo::estimate
