// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/link_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "palermo/cli/link_measures.hpp"
#include "palermo/cli/link_tables.hpp"
#include "palermo/core/provenance.hpp"

namespace palermo::cli {
namespace {

using core::Catalogue;
using core::Value;

std::int64_t count(std::size_t n) { return static_cast<std::int64_t>(n); }

std::string reach_word(link::Reach reach) {
  return reach == link::Reach::every_pair ? "every_pair" : reach == link::Reach::all_pairs ? "all_pairs" : "blocks";
}

std::string list_names(const LinkLists& lists, const std::vector<link::ListIndex>& which) {
  std::string names;
  for (const link::ListIndex list : which) names += (names.empty() ? "" : ", ") + lists.admitted[list].name;
  return names;
}

Value list_values(const LinkLists& lists) {
  Value all(Value::Array{});
  for (std::size_t i = 0; i < lists.admitted.size(); ++i) {
    const link::ListInfo& info = lists.admitted[i];
    Value one;
    one.set("name", info.name);
    if (info.role) one.set("role", link::to_word(*info.role));
    one.set("duplicate_free", info.duplicate_free);
    const auto list = static_cast<link::ListIndex>(i);
    one.set("records", std::ranges::count(lists.records.records, list, &link::Record::list) + std::ranges::count(lists.records.aside, list, &link::AsideRow::list));
    all.push(std::move(one));
  }
  return all;
}

Value own_lists(const LinkLists& lists) {
  Value own(Value::Array{});
  for (const link::ListIndex list : lists.admitted.without_role()) own.push(lists.admitted[list].name);
  return own;
}

Value column_values(const LinkLists& lists) {
  Value all(Value::Array{});
  for (const ReadList& read : lists.read) {
    Value one, columns(Value::Array{});
    one.set("file", read.file);
    one.set("rows", read.rows);
    one.set("rows_set_aside", read.set_aside);
    for (const link::Column& column : read.columns) {
      Value entry;
      entry.set("column", column.header);
      entry.set("meaning", link::word(column.field));
      columns.push(std::move(entry));
    }
    one.set("columns", std::move(columns));
    all.push(std::move(one));
  }
  return all;
}

Value plan_value(const link::CandidatePlan& plan) {
  const auto number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  Value value, rules(Value::Array{});
  value.set("reach", reach_word(plan.reach));
  value.set("possible_pairs", number(plan.possible));
  value.set("looked_at", number(plan.looked_at));
  value.set("compared", number(plan.compared));
  for (const link::RuleCount& rule : plan.rules) {
    Value one;
    one.set("rule", rule.rule);
    one.set("pairs", number(rule.pairs));
    one.set("adds", number(rule.adds));
    one.set("largest_block", number(rule.largest_block));
    one.set("blocks_split", number(rule.split_blocks));
    one.set("blocks_left_out", number(rule.left_out_blocks));
    rules.push(std::move(one));
  }
  value.set("rules", std::move(rules));
  return value;
}

Value diagnostics_value(const LinkOutcome& outcome) {
  const link::Diagnostics& said = outcome.result.diagnostics;
  Value value;
  value.set("expected_matches", said.expected_matches);
  value.set("expected_precision", said.expected_precision);
  value.set("expected_recall", said.expected_recall);
  value.set("unlinkable_records", static_cast<std::int64_t>(said.unlinkable));
  value.set("compared_pairs", static_cast<std::int64_t>(said.compared_pairs));
  value.set("training_rounds", count(said.history.size()));
  value.set("groups", outcome.diagnosis.groups);
  value.set("largest_group", outcome.diagnosis.largest);
  return value;
}

// The probabilities as the model has them are expectations, so they are rounded: nobody should read more out of them.
double rounded(double share) { return std::round(share * 1e4) / 1e4; }

Value parity_value(const LinkOutcome& outcome) {
  const std::vector<ParityRow> rows = parity(outcome.lists.records, outcome.result.pairs, outcome.people);
  Value value, groups(Value::Array{});
  for (const ParityRow& row : rows) {
    Value one;
    one.set("field", row.field);
    one.set("kind", row.kind == ParityRow::Kind::named ? "named" : row.kind == ParityRow::Kind::small ? "small" : "not_recorded");
    if (row.kind == ParityRow::Kind::named) one.set("value", row.value);
    one.set("records", row.records);
    one.set("expected_matches", std::round(row.expected * 10) / 10);
    one.set("expected_recall", row.expected > 0 ? Value(rounded(row.recall)) : Value());
    groups.push(std::move(one));
  }
  value.set("groups", std::move(groups));
  const double gap = parity_gap(rows);
  value.set("gap", gap >= 0 ? Value(rounded(gap)) : Value());
  return value;
}

Value threshold_values(const LinkOutcome& outcome) {
  Value all(Value::Array{});
  for (const ThresholdRow& row : by_threshold(outcome.result.pairs, outcome.result.diagnostics.expected_matches)) {
    Value one;
    one.set("probability", row.probability);
    one.set("pairs", row.pairs);
    one.set("expected_precision", rounded(row.precision));
    one.set("expected_recall", rounded(row.recall));
    all.push(std::move(one));
  }
  return all;
}

}  // namespace

std::int64_t linked_pairs(const LinkOutcome& outcome) {
  return std::ranges::count_if(outcome.result.pairs, [](const link::ScoredPair& pair) { return pair.probability >= 0.5; });
}

Value model_of(const LinkOutcome& outcome) {
  Value model = link::to_document(outcome.result.model), parity_rows(Value::Array{}), told;
  const std::vector<ParityRow> rows = parity(outcome.lists.records, outcome.result.pairs, outcome.people);
  const auto hundredths = [](double share) { return std::round(share * 100) / 100; };
  for (const ParityRow& row : rows) {
    if (row.kind != ParityRow::Kind::named || row.expected < kLeastExpected) continue;
    Value one;
    one.set("field", row.field);
    one.set("value", row.value);
    one.set("expected_recall", hundredths(row.recall));
    parity_rows.push(std::move(one));
  }
  told.set("basis", "expected from the model, not measured");
  told.set("groups", std::move(parity_rows));
  const double gap = parity_gap(rows);
  told.set("gap", gap >= 0 ? Value(hundredths(gap)) : Value());
  model.set("parity", std::move(told));
  return model;
}

std::string recognised_text(const LinkLists& lists, const Catalogue& catalogue) {
  std::string text = core::to_plain_text(columns_table(lists, catalogue));
  for (const ReadList& read : lists.read)
    if (read.set_aside > 0) text += "\n" + catalogue.text("link.run.set_aside", {{"file", read.file}, {"rows", read.set_aside}});
  if (const auto without = lists.admitted.without_role(); !without.empty())
    text += "\n" + catalogue.text("link.roles.none_declared", {{"lists", count(without.size())}, {"names", list_names(lists, without)}});
  return text;
}

std::string plan_text(const link::CandidatePlan& plan, const Catalogue& catalogue) {
  return core::to_plain_text(plan_table(plan, catalogue)) + "\n" +
         catalogue.text("link.run.plan_sum", {{"possible", static_cast<std::int64_t>(plan.possible)}, {"compared", static_cast<std::int64_t>(plan.compared)}});
}

std::string answer_text(const LinkOutcome& outcome, const std::string& out, const Catalogue& catalogue) {
  const link::Diagnostics& said = outcome.result.diagnostics;
  const std::int64_t pairs = linked_pairs(outcome);
  std::string text = catalogue.text("link.run.people_found", {{"people", count(outcome.people.count)}, {"records", count(outcome.lists.size())},
                                                              {"lists", count(outcome.lists.admitted.size())}}) +
                     "\n" + catalogue.text("link.run.pairs_found", {{"pairs", pairs}}) + "\n";
  if (pairs > 0)
    text += catalogue.text("link.run.expected", {{"precision", fmt::format("{:.1f}", 100 * said.expected_precision)},
                                                 {"recall", fmt::format("{:.1f}", 100 * said.expected_recall)}}) +
            "\n";
  if (!outcome.lists.records.aside.empty()) text += catalogue.text("link.run.without_consent", {{"records", count(outcome.lists.records.aside.size())}}) + "\n";
  if (outcome.labels) text += labels_text(*outcome.labels, catalogue);
  text += ids_text(outcome.ids, catalogue);
  if (said.unlinkable > 0) text += catalogue.text("link.run.unlinkable", {{"records", static_cast<std::int64_t>(said.unlinkable)}}) + "\n";
  if (outcome.table) {
    text += "\n" + core::to_plain_text(capture_counts(*outcome.draws.point, catalogue));
    if (!outcome.draws.draws.empty()) {
      std::vector<std::int64_t> people;
      for (const core::CaptureTable& table : outcome.draws.draws) people.push_back(table.observed());
      std::ranges::sort(people);
      const auto at = [&](double share) { return people[static_cast<std::size_t>(share * static_cast<double>(people.size() - 1))]; };
      text += "\n" + catalogue.text("link.run.draws", {{"draws", count(people.size())}, {"low", at(0.025)}, {"high", at(0.975)}}) + "\n";
    }
  }
  if (const auto without = outcome.lists.admitted.without_role(); !without.empty())
    text += "\n" + catalogue.text("link.roles.none_declared", {{"lists", count(without.size())}, {"names", list_names(outcome.lists, without)}}) + "\n";
  return text + "\n" + catalogue.text("link.run.written", {{"folder", out}});
}

Value answer_of(const LinkOutcome& outcome) {
  Value value;
  value.set("not for release", true);
  value.set("format", "palermo-link-run/1");
  value.set("records", count(outcome.lists.size()));
  value.set("records_without_consent", count(outcome.lists.records.aside.size()));
  value.set("people", count(outcome.people.count));
  value.set("pairs_linked", linked_pairs(outcome));
  value.set("pairs_kept", count(outcome.result.pairs.size()));
  value.set("method", outcome.method);
  value.set("lists", list_values(outcome.lists));
  value.set("files", column_values(outcome.lists));
  value.set("candidates", plan_value(outcome.plan));
  value.set("diagnostics", diagnostics_value(outcome));
  value.set("thresholds", threshold_values(outcome));
  value.set("parity", parity_value(outcome));
  value.set("taken_as_one_controllers_own", own_lists(outcome.lists));
  value.set("draws", count(outcome.draws.draws.size()));
  if (outcome.labels) value.set("labels", to_value(*outcome.labels));
  if (outcome.ids.earlier) value.set("person_ids", to_value(outcome.ids));
  return value;
}

Value receipt_of(const LinkOutcome& outcome) {
  Value value = answer_of(outcome);
  value.set("format", "palermo-link-receipt/1");
  value.set("version", core::version());
  value.set("seed", std::to_string(outcome.seed));
  Value inputs(Value::Array{});
  for (const core::InputFile& input : outcome.lists.inputs) inputs.push(core::to_value(input));
  value.set("inputs", std::move(inputs));
  return value;
}

}  // namespace palermo::cli
