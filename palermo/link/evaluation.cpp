// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/evaluation.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace palermo::link {
namespace {

constexpr std::size_t kRowsTold = 10;
constexpr std::int64_t kFirstRow = 2;

using Numbers = std::unordered_map<std::string_view, std::uint32_t>;

std::uint32_t number(Numbers& numbers, std::string_view word) {
  return numbers.try_emplace(word, static_cast<std::uint32_t>(numbers.size())).first->second;
}

Numbers rows_by_record(std::span<const ClusterRow> rows) {
  Numbers at;
  for (std::uint32_t row = 0; row < rows.size(); ++row) at.emplace(rows[row].record, row);
  return at;
}

OneSided missing(std::span<const ClusterRow> rows, const Numbers& other) {
  OneSided alone;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (other.contains(rows[row].record)) continue;
    ++alone.records;
    if (alone.first_rows.size() < kRowsTold) alone.first_rows.push_back(static_cast<std::int64_t>(row) + kFirstRow);
  }
  return alone;
}

// Numbers for the groups, in the order in which they are told.
struct GroupNumbers {
  std::vector<NamedGroup> groups;
  std::vector<std::uint32_t> of;  // per record
};

GroupNumbers number_groups(const std::vector<std::string_view>& names) {
  std::map<std::string_view, std::int64_t> records;
  for (const std::string_view name : names) ++records[name];
  GroupNumbers numbers;
  std::map<std::string_view, std::uint32_t> number;
  for (const auto& [name, count] : records)
    if (!name.empty() && count >= kSmallGroup) {
      number[name] = static_cast<std::uint32_t>(numbers.groups.size());
      numbers.groups.push_back({NamedGroup::Kind::named, std::string(name), {}, {}});
    }
  if (records.contains("")) {
    number[""] = static_cast<std::uint32_t>(numbers.groups.size());
    numbers.groups.push_back({NamedGroup::Kind::not_recorded, "", {}, {}});
  }
  const auto small = static_cast<std::uint32_t>(numbers.groups.size());
  if (number.size() < records.size()) numbers.groups.push_back({NamedGroup::Kind::small, "", {}, {}});
  for (const std::string_view name : names) {
    const auto found = number.find(name);
    numbers.of.push_back(found == number.end() ? small : found->second);
  }
  return numbers;
}

// Records that stand in both files, with the person found, the person in truth and the group.
struct Judged {
  Numbers place;  // of each record in what follows
  std::vector<std::uint32_t> found, right;
  std::vector<std::string_view> group;
};

Judged judged_of(std::span<const ClusterRow> clusters, std::span<const ClusterRow> truth, const Numbers& in_truth) {
  Judged judged;
  Numbers found_person, true_person;
  for (const ClusterRow& row : clusters) {
    const auto at = in_truth.find(row.record);
    if (at == in_truth.end()) continue;
    judged.place.emplace(row.record, static_cast<std::uint32_t>(judged.found.size()));
    judged.found.push_back(number(found_person, row.person));
    judged.right.push_back(number(true_person, truth[at->second].person));
    judged.group.push_back(truth[at->second].group);
  }
  return judged;
}

}  // namespace

Evaluation evaluate(std::span<const ClusterRow> clusters, std::span<const ClusterRow> truth, const std::vector<PairRow>* pairs) {
  const Numbers in_clusters = rows_by_record(clusters), in_truth = rows_by_record(truth);
  Evaluation answer;
  answer.only_clusters = missing(clusters, in_truth);
  answer.only_truth = missing(truth, in_clusters);
  const Judged judged = judged_of(clusters, truth, in_truth);
  answer.score = score_partition(judged.found, judged.right);
  if (pairs == nullptr) return answer;
  std::vector<double> probability;
  std::vector<std::uint8_t> is_match;
  for (const PairRow& pair : *pairs) {
    const auto a = judged.place.find(pair.a), b = judged.place.find(pair.b);
    if (a == judged.place.end() || b == judged.place.end()) {
      ++answer.pairs_not_judged;
      continue;
    }
    probability.push_back(pair.probability);
    is_match.push_back(judged.right[a->second] == judged.right[b->second] ? 1 : 0);
  }
  answer.calibration = calibrate(probability, is_match);
  answer.curve = precision_recall(probability, is_match, answer.score.pairs_true);
  return answer;
}

void judge_groups(Evaluation& answer, std::span<const ClusterRow> clusters, std::span<const ClusterRow> truth, std::string_view field) {
  const Judged judged = judged_of(clusters, truth, rows_by_record(truth));
  GroupNumbers numbers = number_groups(judged.group);
  const auto recall = recall_by_group(judged.found, judged.right, numbers.of, static_cast<std::uint32_t>(numbers.groups.size()));
  const std::optional<double> gap = recall_gap(recall, kLeastLinks);
  if (gap) answer.recall_gap = std::max(*gap, answer.recall_gap.value_or(0));
  for (std::size_t g = 0; g < recall.size(); ++g) {
    NamedGroup& group = numbers.groups[g];
    group.field = field;
    group.recall = recall[g];
    answer.groups.push_back(std::move(group));
    if (!gap || recall[g].links_true < kLeastLinks) continue;
    if (!answer.worst_group || *recall[g].recall < *answer.groups[*answer.worst_group].recall.recall) answer.worst_group = answer.groups.size() - 1;
  }
}

namespace {

core::Value or_null(std::optional<double> number) { return number ? core::Value(*number) : core::Value(nullptr); }

void set(core::Value& into, const Accuracy& accuracy) {
  into.set("precision", or_null(accuracy.precision));
  into.set("recall", or_null(accuracy.recall));
  into.set("f1", or_null(accuracy.f1));
}

core::Value to_value(const OneSided& alone) {
  core::Value::Array rows;
  for (const std::int64_t row : alone.first_rows) rows.emplace_back(row);
  core::Value value;
  value.set("records", alone.records);
  value.set("first_rows", std::move(rows));
  return value;
}

core::Value to_value(const Calibration& calibration, std::int64_t not_judged) {
  core::Value::Array bins;
  for (const CalibrationBin& bin : calibration.bins) {
    core::Value one;
    one.set("centre", bin.centre);
    one.set("pairs", bin.pairs);
    one.set("matches", bin.matches);
    one.set("mean_probability", bin.pairs > 0 ? core::Value(bin.mean_probability) : core::Value(nullptr));
    one.set("share_true", or_null(bin.share_true));
    one.set("share_low", bin.pairs > 0 ? core::Value(bin.share_low) : core::Value(nullptr));
    one.set("share_high", bin.pairs > 0 ? core::Value(bin.share_high) : core::Value(nullptr));
    bins.push_back(std::move(one));
  }
  core::Value value;
  value.set("pairs", calibration.pairs);
  value.set("matches", calibration.matches);
  value.set("not_judged", not_judged);
  value.set("brier", or_null(calibration.brier));
  value.set("expected_error", or_null(calibration.expected_error));
  value.set("bins", std::move(bins));
  return value;
}

core::Value to_value(const CurvePoint& point) {
  core::Value value;
  value.set("probability", point.probability);
  value.set("pairs", point.pairs);
  value.set("right", point.right);
  value.set("precision", or_null(point.precision));
  value.set("recall", or_null(point.recall));
  return value;
}

core::Value to_value(const NamedGroup& group) {
  static constexpr std::string_view kinds[] = {"named", "not_recorded", "small"};
  core::Value value;
  value.set("field", group.field);
  value.set("kind", kinds[static_cast<std::size_t>(group.kind)]);
  value.set("name", group.name);
  value.set("records", group.recall.records);
  value.set("links_true", group.recall.links_true);
  value.set("links_found", group.recall.links_found);
  value.set("recall", or_null(group.recall.recall));
  return value;
}

}  // namespace

void add_to(core::Value& answer, const Evaluation& evaluation) {
  const PartitionScore& score = evaluation.score;
  answer.set("records", score.records);
  answer.set("only_in_clusters", to_value(evaluation.only_clusters));
  answer.set("only_in_truth", to_value(evaluation.only_truth));
  core::Value persons;
  persons.set("found", score.persons_found);
  persons.set("true", score.persons_true);
  persons.set("error", score.persons_error);
  answer.set("persons", std::move(persons));
  core::Value pairwise;
  pairwise.set("found", score.pairs_found);
  pairwise.set("true", score.pairs_true);
  pairwise.set("right", score.pairs_right);
  set(pairwise, score.pairwise);
  answer.set("pairwise", std::move(pairwise));
  core::Value b_cubed;
  set(b_cubed, score.b_cubed);
  answer.set("b_cubed", std::move(b_cubed));
  core::Value exact;
  exact.set("persons", score.persons_exact);
  set(exact, score.exact);
  answer.set("whole_persons", std::move(exact));
  answer.set("calibration", evaluation.calibration ? to_value(*evaluation.calibration, evaluation.pairs_not_judged) : core::Value(nullptr));
  core::Value::Array groups;
  for (const NamedGroup& group : evaluation.groups) groups.push_back(to_value(group));
  answer.set("groups", std::move(groups));
  answer.set("recall_gap", or_null(evaluation.recall_gap));
  answer.set("worst_group", evaluation.worst_group ? to_value(evaluation.groups[*evaluation.worst_group]) : core::Value(nullptr));
  core::Value::Array curve;
  for (const CurvePoint& point : evaluation.curve) curve.push_back(to_value(point));
  answer.set("precision_recall", evaluation.calibration ? core::Value(std::move(curve)) : core::Value(nullptr));
}

}  // namespace palermo::link
