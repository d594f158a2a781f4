// SPDX-License-Identifier: Apache-2.0
// Labels of clerks brought back into a linkage: its probabilities are calibrated on them, and the labelled pairs keep their labels.
//
// The pairs were drawn by weight (review_sample.hpp), so they look unlike all pairs: each counts 1 / inclusion, the number of pairs it
// stands for ([horvitz1952]). Over these a straight line is fitted in log-odds (Platt scaling),
//
//   calibrated = shift + slope * weight        P(labelled "same") = (1 - e) p + e (1 - p),  p = 1 / (1 + 2^-calibrated)
//
// by weighted likelihood; e is how often a label is wrong (clerks.hpp), so that one slip among sure pairs does not bend the line. A
// normal prior around shift 0 (sd 3 bits) and slope 1 (sd 0.5) holds it where there are few labels; weights are scaled to the
// effective sample size (sum w)^2 / sum w^2. Two numbers and no more, because a few hundred labels carry no more.
// A labelled pair then has the probability that its label is right, or wrong, instead of the line's: the clerks saw what the model saw.
// It does not enter the training of m and u: pairs drawn for being uncertain would bend them.
// A pair that stayed open says nothing: two clerks of whom one says same and one different leave the odds where they were. It is not
// in the line, keeps the line's probability, and stands with it where matches are counted.
//
// File: CSV, "not for release" first, columns record_a, record_b, label (same, different, open), stratum, inclusion, certainty.
// Ids are compared byte by byte; no error repeats one. Pure functions; page: docs/formats/link-review.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/link/clerks.hpp"

namespace palermo::link {

inline constexpr core::ErrorKind kLabelColumns{"link.label_columns", core::Exit::unreadable};
inline constexpr core::ErrorKind kBadLabelRow{"link.bad_label_row", core::Exit::unreadable};
inline constexpr core::ErrorKind kTooFewLabels{"link.too_few_labels", core::Exit::usage};

enum class Settled : std::uint8_t { same, different, open };
[[nodiscard]] std::string_view to_word(Settled label);

struct LabelRow {
  std::string a, b;
  Settled label = Settled::open;
  std::int64_t stratum = 0;
  double inclusion = 1;   // (0, 1]
  double certainty = 1;   // (0.5, 1]
};

[[nodiscard]] std::string labels_csv(std::span<const LabelRow> rows);
// Errors: link.label_columns, link.bad_label_row, link.damaged_rows, csv.*, text.*, core.cancelled.
[[nodiscard]] core::Result<std::vector<LabelRow>> read_labels(std::string_view text, std::string_view file, core::Progress& progress);

// A label beside what the model says of its pair.
struct Labelled {
  double weight = 0;      // bits
  Settled label = Settled::open;
  std::int64_t stratum = 0;
  double inclusion = 1, certainty = 1;
};

inline constexpr std::size_t kFewestLabels = 20;

struct LabelFit {
  double shift = 0, slope = 1;     // bits
  double effective = 0;            // labels, after weighting
  double matches = 0;              // among all kept pairs, by the labels (stratified); open pairs by the line
  ShareInterval matches_interval;  // 95 %, normal; not below 0
};

// Errors: link.too_few_labels (fewer than kFewestLabels that are settled).
[[nodiscard]] core::Result<LabelFit> fit_labels(std::span<const Labelled> labels);

}  // namespace palermo::link
