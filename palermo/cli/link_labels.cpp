// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/link_labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <unordered_map>

#include "palermo/core/bytes.hpp"
#include "palermo/link/review_sample.hpp"

namespace palermo::cli {
namespace {

using core::Result;
using link::ScoredPair;
using link::Settled;

constexpr std::int64_t kLargestFile = std::int64_t{1} << 30;
constexpr double kFarBits = 60;  // beyond it a calibrated weight goes on in parallel (link/model.hpp)

std::unordered_map<std::string, link::RecordIndex> records_named(const LinkLists& lists, const std::vector<link::LabelRow>& rows) {
  std::unordered_map<std::string, link::RecordIndex> named;
  for (const link::LabelRow& row : rows)
    for (const std::string& id : {row.a, row.b}) named.emplace(id, link::RecordIndex{0});
  std::unordered_map<std::string, link::RecordIndex> found;
  for (link::RecordIndex i = 0; i < lists.records.size(); ++i)
    if (std::string id = lists.id(i); named.contains(id)) found.emplace(std::move(id), i);
  return found;
}

// The kept pair of two records; null when the run did not keep it.
ScoredPair* kept_pair(std::vector<ScoredPair>& pairs, link::RecordIndex a, link::RecordIndex b) {
  const auto key = std::minmax(a, b);
  const auto at = std::ranges::lower_bound(pairs, std::pair(key.first, key.second), {}, [](const ScoredPair& pair) { return std::pair(pair.a, pair.b); });
  return at != pairs.end() && at->a == key.first && at->b == key.second ? &*at : nullptr;
}

// The line after what the model was calibrated by before.
std::vector<link::CalibrationStep> steps_after(const link::Model& model, const link::LabelFit& fit) {
  std::vector<link::CalibrationStep> steps{{-kFarBits, 0}};
  for (const link::CalibrationStep& step : model.calibration)
    if (std::abs(step.weight) < kFarBits) steps.push_back(step);
  steps.push_back({kFarBits, 0});
  for (link::CalibrationStep& step : steps) step.calibrated = fit.shift + fit.slope * model.calibrated(step.weight);
  return steps;
}

double sum_of(const std::vector<ScoredPair>& pairs) {
  double sum = 0;
  for (const ScoredPair& pair : pairs) sum += pair.probability;
  return sum;
}

void expect_anew(const std::vector<ScoredPair>& pairs, link::Diagnostics& diagnostics) {
  double all = 0, sure = 0, linked = 0;
  for (const ScoredPair& pair : pairs) {
    all += pair.probability;
    if (pair.probability < 0.5) continue;
    sure += pair.probability;
    linked += 1;
  }
  diagnostics.expected_matches = all;
  diagnostics.expected_precision = linked > 0 ? sure / linked : 1;
  diagnostics.expected_recall = all > 0 ? sure / all : 1;
}

}  // namespace

Result<LabelsUsed> use_labels(Context& context, const std::string& path, const LinkLists& lists, link::LinkResult& result) {
  PALERMO_TRY(const std::string text, core::read_file(path, kLargestFile));
  LabelsUsed used;
  used.file = std::filesystem::path(path).filename().string();
  PALERMO_TRY(const std::vector<link::LabelRow> rows, link::read_labels(text, used.file, context.progress()));
  used.given = static_cast<std::int64_t>(rows.size());
  const auto records = records_named(lists, rows);
  std::vector<std::pair<ScoredPair*, const link::LabelRow*>> found;
  std::vector<link::Labelled> labels;
  for (const link::LabelRow& row : rows) {
    const auto a = records.find(row.a), b = records.find(row.b);
    if (a == records.end() || b == records.end()) continue;
    ScoredPair* pair = kept_pair(result.pairs, a->second, b->second);
    if (pair == nullptr) continue;
    found.emplace_back(pair, &row);
    labels.push_back({pair->weight, row.label, row.stratum, row.inclusion, row.certainty});
    ++(row.label == Settled::same ? used.same : row.label == Settled::different ? used.different : used.open);
  }
  used.found = static_cast<std::int64_t>(found.size());
  PALERMO_TRY(used.fit, link::fit_labels(labels));
  used.expected_before = sum_of(result.pairs);
  std::vector<double> before;
  for (const ScoredPair& pair : result.pairs) before.push_back(pair.weight);
  result.model.calibration = steps_after(result.model, used.fit);
  for (ScoredPair& pair : result.pairs) {
    pair.weight = used.fit.shift + used.fit.slope * pair.weight;
    pair.probability = link::probability_of(pair.weight);
  }
  for (const auto& [pair, row] : found) {
    if (row->label == Settled::open) continue;
    pair->probability = row->label == Settled::same ? row->certainty : 1 - row->certainty;
    pair->weight = link::review_bits(pair->probability);
  }
  for (std::vector<float>& bits : result.other_bits)  // what the clerks say moves every model alike
    for (std::size_t i = 0; i < bits.size(); ++i) bits[i] += static_cast<float>(result.pairs[i].weight - before[i]);
  const double expected = result.diagnostics.expected_matches;
  expect_anew(result.pairs, result.diagnostics);
  for (double& matches : result.other_matches) matches *= result.diagnostics.expected_matches / std::max(expected, 1.0);
  used.expected_after = result.diagnostics.expected_matches;
  return used;
}

core::Value to_value(const LabelsUsed& used) {
  const auto tenths = [](double x) { return std::round(x * 10) / 10; };
  const auto thousandths = [](double x) { return std::round(x * 1000) / 1000; };
  core::Value value, interval;
  value.set("file", used.file);
  value.set("given", used.given);
  value.set("found", used.found);
  value.set("same", used.same);
  value.set("different", used.different);
  value.set("open", used.open);
  value.set("shift_bits", thousandths(used.fit.shift));
  value.set("slope", thousandths(used.fit.slope));
  value.set("effective_labels", tenths(used.fit.effective));
  value.set("matches_by_labels", tenths(used.fit.matches));
  interval.set("low", tenths(used.fit.matches_interval.low));
  interval.set("high", tenths(used.fit.matches_interval.high));
  value.set("matches_by_labels_interval", std::move(interval));
  value.set("expected_matches_before", tenths(used.expected_before));
  value.set("expected_matches_after", tenths(used.expected_after));
  return value;
}

std::string labels_text(const LabelsUsed& used, const core::Catalogue& catalogue) {
  const auto whole = [](double x) { return static_cast<std::int64_t>(std::llround(x)); };
  return catalogue.text("link.labels.used", {{"found", used.found}, {"given", used.given}, {"same", used.same}, {"different", used.different}, {"open", used.open}}) + "\n" +
         catalogue.text("link.labels.matches", {{"matches", whole(used.fit.matches)}, {"low", whole(used.fit.matches_interval.low)}, {"high", whole(used.fit.matches_interval.high)},
                                                {"before", whole(used.expected_before)}, {"after", whole(used.expected_after)}}) + "\n" +
         catalogue.text("link.labels.line", {{"shift", fmt::format("{:+.2f}", used.fit.shift)}, {"slope", fmt::format("{:.2f}", used.fit.slope)}}) + "\n";
}

}  // namespace palermo::cli
