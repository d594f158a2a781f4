// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <numbers>

#include "palermo/core/csv.hpp"
#include "palermo/link/model.hpp"
#include "palermo/link/people_files.hpp"

namespace palermo::link {
namespace {

constexpr std::string_view kNotForRelease = "not for release\n";
constexpr std::array<std::string_view, 6> kColumns{"record_a", "record_b", "label", "stratum", "inclusion", "certainty"};
constexpr std::array<std::string_view, 3> kWords{"same", "different", "open"};

constexpr double kShiftSd = 3, kSlopeSd = 0.5;  // of the prior
constexpr double kLeastSlope = 0.1;             // a closer pair is never less probable
constexpr int kMostSteps = 100;
constexpr double kConverged = 1e-10;
constexpr double kNormal95 = 1.959963984540054;

template <class Number>
bool read_number(std::string_view word, Number& out) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), out);
  return error == std::errc() && end == word.data() + word.size();
}

// What is minimised, with its gradient and Fisher information, at (shift, slope).
struct Local {
  double loss = 0;
  std::array<double, 2> gradient{};
  double aa = 0, ab = 0, bb = 0;
};

Local local_at(std::span<const Labelled> labels, double scale, double shift, double slope) {
  Local out;
  out.loss = shift * shift / (2 * kShiftSd * kShiftSd) + (slope - 1) * (slope - 1) / (2 * kSlopeSd * kSlopeSd);
  out.gradient = {shift / (kShiftSd * kShiftSd), (slope - 1) / (kSlopeSd * kSlopeSd)};
  out.aa = 1 / (kShiftSd * kShiftSd);
  out.bb = 1 / (kSlopeSd * kSlopeSd);
  for (const Labelled& one : labels) {
    if (one.label == Settled::open) continue;
    const double p = probability_of(shift + slope * one.weight);
    const double q = one.certainty * p + (1 - one.certainty) * (1 - p);
    const double y = one.label == Settled::same ? 1 : 0, weight = scale / one.inclusion;
    constexpr double kTiny = 1e-12;
    const double bounded = std::clamp(q, kTiny, 1 - kTiny);
    out.loss -= weight * (y * std::log(bounded) + (1 - y) * std::log(1 - bounded));
    const double dq = (2 * one.certainty - 1) * p * (1 - p) * std::numbers::ln2;  // by a bit
    const double slopewise = weight * (bounded - y) / (bounded * (1 - bounded)) * dq;
    const double information = weight * dq * dq / (bounded * (1 - bounded));
    out.gradient[0] += slopewise;
    out.gradient[1] += slopewise * one.weight;
    out.aa += information;
    out.ab += information * one.weight;
    out.bb += information * one.weight * one.weight;
  }
  return out;
}

// Fisher scoring with halved steps; the prior keeps the information positive.
void fit_line(std::span<const Labelled> labels, double scale, LabelFit& fit) {
  Local at = local_at(labels, scale, fit.shift, fit.slope);
  for (int step = 0; step < kMostSteps; ++step) {
    const double det = at.aa * at.bb - at.ab * at.ab;
    const double d_shift = -(at.bb * at.gradient[0] - at.ab * at.gradient[1]) / det;
    const double d_slope = -(at.aa * at.gradient[1] - at.ab * at.gradient[0]) / det;
    double length = 1;
    Local next;
    double shift = fit.shift, slope = fit.slope;
    for (int halving = 0; halving < 40; ++halving, length /= 2) {
      shift = fit.shift + length * d_shift;
      slope = std::max(kLeastSlope, fit.slope + length * d_slope);
      next = local_at(labels, scale, shift, slope);
      if (next.loss <= at.loss) break;
    }
    if (next.loss > at.loss) return;
    const bool done = at.loss - next.loss < kConverged;
    fit.shift = shift;
    fit.slope = slope;
    at = next;
    if (done) return;
  }
}

// Matches among all kept pairs: each stratum's share of "same", times its pairs. The variance of a stratum in which all labels are alike is
// not taken to be nothing: one label as the model expects it is added for it.
void count_matches(std::span<const Labelled> labels, LabelFit& fit) {
  struct Sum {
    double n = 0, same = 0, pairs = 0, expected = 0;
  };
  std::map<std::int64_t, Sum> strata;
  for (const Labelled& one : labels) {
    Sum& sum = strata[one.stratum];
    sum.n += 1;
    const double p = probability_of(fit.shift + fit.slope * one.weight);
    sum.same += one.label == Settled::open ? p : one.label == Settled::same ? 1 : 0;
    sum.pairs += 1 / one.inclusion;
    sum.expected += p;
  }
  double variance = 0;
  for (const auto& [stratum, sum] : strata) {
    fit.matches += sum.pairs * sum.same / sum.n;
    const double p = (sum.same + sum.expected / sum.n) / (sum.n + 1);
    variance += sum.pairs * sum.pairs * std::max(0.0, 1 - sum.n / sum.pairs) * p * (1 - p) / sum.n;
  }
  const double half = kNormal95 * std::sqrt(variance);
  fit.matches_interval = {std::max(0.0, fit.matches - half), fit.matches + half};
}

}  // namespace

std::string_view to_word(Settled label) { return kWords[static_cast<std::size_t>(label)]; }

std::string labels_csv(std::span<const LabelRow> rows) {
  std::string text(kNotForRelease);
  core::append_csv_row(text, kColumns);
  for (const LabelRow& row : rows) {
    const std::string stratum = std::to_string(row.stratum), inclusion = fmt::format("{:.9g}", row.inclusion), certainty = fmt::format("{:.4f}", row.certainty);
    core::append_csv_row(text, std::array<std::string_view, kColumns.size()>{row.a, row.b, to_word(row.label), stratum, inclusion, certainty});
  }
  return text;
}

core::Result<std::vector<LabelRow>> read_labels(std::string_view text, std::string_view file, core::Progress& progress) {
  std::vector<LabelRow> rows;
  std::array<std::size_t, kColumns.size()> at{};
  core::CsvSink sink;
  sink.header = [&](const std::vector<std::string>& header) -> core::Done {
    for (std::size_t c = 0; c < kColumns.size(); ++c) {
      const auto found = std::ranges::find(header, kColumns[c]);
      if (found == header.end()) return core::fail(kLabelColumns, {.file = std::string(file), .row = 1}, {{"column", std::string(kColumns[c])}});
      at[c] = static_cast<std::size_t>(found - header.begin());
    }
    return {};
  };
  sink.row = [&](std::int64_t row, std::span<const std::string_view> cells) -> core::Done {
    LabelRow one{std::string(cells[at[0]]), std::string(cells[at[1]]), Settled::open, 0, 1, 1};
    const auto word = std::ranges::find(kWords, cells[at[2]]);
    const bool whole = !one.a.empty() && !one.b.empty() && word != kWords.end() && read_number(cells[at[3]], one.stratum) &&
                       read_number(cells[at[4]], one.inclusion) && read_number(cells[at[5]], one.certainty);
    const bool possible = one.inclusion > 0 && one.inclusion <= 1 && one.certainty > 0.5 && one.certainty <= 1;
    if (!whole || !possible) return core::fail(kBadLabelRow, {.file = std::string(file), .row = row});
    one.label = static_cast<Settled>(word - kWords.begin());
    rows.push_back(std::move(one));
    return {};
  };
  PALERMO_CHECK_DONE(read_inside_csv(text, file, sink, progress));
  return rows;
}

core::Result<LabelFit> fit_labels(std::span<const Labelled> labels) {
  const auto open = static_cast<std::size_t>(std::ranges::count(labels, Settled::open, &Labelled::label));
  if (labels.size() - open < kFewestLabels)
    return core::fail(kTooFewLabels, {}, {{"found", std::to_string(labels.size() - open)}, {"least", std::to_string(kFewestLabels)}});
  LabelFit fit;
  double sum = 0, squares = 0;
  for (const Labelled& one : labels) {
    if (one.label == Settled::open) continue;
    sum += 1 / one.inclusion;
    squares += 1 / (one.inclusion * one.inclusion);
  }
  fit.effective = sum * sum / squares;
  fit_line(labels, fit.effective / sum, fit);
  count_matches(labels, fit);
  return fit;
}

}  // namespace palermo::link
