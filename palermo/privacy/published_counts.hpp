// SPDX-License-Identifier: Apache-2.0
// Published counts: what all noisy tables together tell of a cell, with its interval, beside the count in the synthetic rows.
//
// Every measured table over a superset of the cell's columns tells it, by adding up; independent noise, so the inverse-variance mean is
// unbiased and normal to a good approximation (sums of discrete Gaussians). The interval covers the exact count with the stated confidence or a
// little more, also among the counts that a reader sees: levels of large columns that keep their name, and counts from `least_shown` on
// (shown_interval.hpp).
#pragma once

#include <limits>

#include "palermo/privacy/survey.hpp"
#include "palermo/privacy/synthesis.hpp"

namespace palermo::privacy {

// The number of people; all one-way cells; the cells of measured pairs and triples; coarse levels that stand for several are left out.
// `rows` is by coarse levels. Whoever shows them leaves those under `least_shown` out.
[[nodiscard]] std::vector<PublishedCount> published_counts(const Survey& survey, const CodedRows& rows, double confidence,
                                                            double least_shown = -std::numeric_limits<double>::infinity());

}  // namespace palermo::privacy
