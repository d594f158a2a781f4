// SPDX-License-Identifier: Apache-2.0
// What a terminal shows of an Evaluation: the number of persons first, then links, then the rest.
#include <fmt/format.h>

#include "palermo/core/table.hpp"
#include "palermo/link/evaluation.hpp"

namespace palermo::link {
namespace {

std::string shown(const core::Catalogue& texts, std::optional<double> share) {
  return share ? fmt::format("{:.4f}", *share) : texts.text("link.evaluate.undefined");
}

core::Table accuracies(const PartitionScore& score, const core::Catalogue& texts) {
  core::Table table;
  for (const char* column : {"measure", "precision", "recall", "f1"})
    table.columns.push_back({texts.text(std::string("link.evaluate.column.") + column), !table.columns.empty()});
  const auto add = [&](const char* measure, const Accuracy& accuracy) {
    table.rows.push_back({texts.text(std::string("link.evaluate.measure.") + measure), shown(texts, accuracy.precision),
                          shown(texts, accuracy.recall), shown(texts, accuracy.f1)});
  };
  add("pairwise", score.pairwise);
  add("b_cubed", score.b_cubed);
  add("whole_persons", score.exact);
  return table;
}

}  // namespace

core::Table calibration_table(const Calibration& calibration, const core::Catalogue& texts) {
  core::Table table;
  table.caption = texts.text("link.evaluate.calibration");
  for (const char* column : {"about", "pairs", "mean", "share", "interval"})
    table.columns.push_back({texts.text(std::string("link.evaluate.column.") + column), true});
  for (const CalibrationBin& bin : calibration.bins)
    table.rows.push_back({fmt::format("{:.1f}", bin.centre), texts.number(bin.pairs),
                          shown(texts, bin.pairs > 0 ? std::optional(bin.mean_probability) : std::nullopt), shown(texts, bin.share_true),
                          bin.pairs > 0 ? fmt::format("{:.3f} – {:.3f}", bin.share_low, bin.share_high) : texts.text("link.evaluate.undefined")});
  return table;
}

std::string group_name(const NamedGroup& group, const core::Catalogue& texts) {
  if (group.kind == NamedGroup::Kind::not_recorded) return texts.text("link.evaluate.group.not_recorded");
  if (group.kind == NamedGroup::Kind::small) return texts.text("link.evaluate.group.small", {{"least", kSmallGroup}});
  return group.name;
}

core::Table group_table(const std::vector<NamedGroup>& groups, const core::Catalogue& texts) {
  core::Table table;
  table.caption = texts.text("link.evaluate.groups");
  for (const char* column : {"field", "group", "records", "links", "recall"})
    table.columns.push_back({texts.text(std::string("link.evaluate.column.") + column), table.columns.size() > 1});
  for (const NamedGroup& group : groups)
    table.rows.push_back({group.field, group_name(group, texts), texts.number(group.recall.records), texts.number(group.recall.links_true),
                          shown(texts, group.recall.recall)});
  return table;
}

namespace {

std::string missing_line(const OneSided& alone, const char* where, const core::Catalogue& texts) {
  if (alone.records == 0) return {};
  std::string rows;
  for (const std::int64_t row : alone.first_rows) rows += (rows.empty() ? "" : ", ") + std::to_string(row);
  return texts.text("link.evaluate.only", {{"where", std::string(where)}, {"records", alone.records}, {"rows", rows}}) + "\n";
}

}  // namespace

std::string evaluation_text(const Evaluation& evaluation, const core::Catalogue& texts) {
  const PartitionScore& score = evaluation.score;
  std::string text = texts.text("link.evaluate.persons", {{"records", score.records},
                                                          {"found", score.persons_found},
                                                          {"truth", score.persons_true},
                                                          {"error", fmt::format("{:+.2f}", 100 * score.persons_error)}}) + "\n";
  text += missing_line(evaluation.only_clusters, "clusters", texts) + missing_line(evaluation.only_truth, "truth", texts);
  text += texts.text("link.evaluate.links", {{"found", score.pairs_found}, {"truth", score.pairs_true}, {"right", score.pairs_right}}) + "\n\n";
  text += core::to_plain_text(accuracies(score, texts));
  if (evaluation.calibration) {
    const Calibration& calibration = *evaluation.calibration;
    text += "\n" + core::to_plain_text(calibration_table(calibration, texts));
    text += texts.text("link.evaluate.calibration_error",
                       {{"pairs", calibration.pairs}, {"not_judged", evaluation.pairs_not_judged},
                        {"brier", shown(texts, calibration.brier)}, {"error", shown(texts, calibration.expected_error)}}) + "\n";
  }
  if (!evaluation.groups.empty()) {
    text += "\n" + core::to_plain_text(group_table(evaluation.groups, texts));
    text += evaluation.recall_gap ? texts.text("link.evaluate.gap", {{"gap", fmt::format("{:.1f}", 100 * *evaluation.recall_gap)}, {"least", kLeastLinks}})
                                  : texts.text("link.evaluate.no_gap", {{"least", kLeastLinks}});
    text += "\n";
    if (evaluation.worst_group) {
      const NamedGroup& worst = evaluation.groups[*evaluation.worst_group];
      text += texts.text("link.evaluate.worst", {{"field", worst.field}, {"group", group_name(worst, texts)}, {"recall", shown(texts, worst.recall.recall)}, {"all", shown(texts, score.pairwise.recall)}}) + "\n";
    }
  }
  return text + texts.text("link.evaluate.notice") + "\n";
}

}  // namespace palermo::link
