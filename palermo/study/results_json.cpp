// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/results_json.hpp"

#include "palermo/core/schema.hpp"

namespace palermo::study {
namespace {

using core::Done;
using core::Reader;
using core::Result;
using core::Value;
using publish::Tally;

Value number(std::size_t n) { return Value(static_cast<std::int64_t>(n)); }

Value counts(const std::map<std::string, std::int64_t>& map) {
  Value value(Value::Object{});
  for (const auto& [key, count] : map) value.set(key, count);
  return value;
}

void set_tally(Value& value, const Tally& tally) {
  value.set("true", tally.yes);
  value.set("unknown", tally.unknown);
  value.set("false", tally.no);
  value.set("not_in_force", tally.not_in_force);
}

Value finding(const publish::FindingCount& count) {
  Value value;
  value.set("definition", number(count.definition));
  value.set("reading", number(count.reading));
  set_tally(value, count.tally);
  value.set("certain_without", counts(count.certain_without));
  value.set("possible_without", counts(count.possible_without));
  return value;
}

Value element(const publish::ElementCount& count) {
  Value value;
  value.set("definition", number(count.definition));
  value.set("reading", number(count.reading));
  value.set("element", count.element);
  value.set("cite", count.cite);
  value.set("says", count.says);
  set_tally(value, count.tally);
  return value;
}

Value cell(const publish::CellCount& count) {
  Value value;
  value.set("definition", number(count.definition));
  value.set("reading", number(count.reading));
  value.set("dimension", count.dimension);
  value.set("category", count.category);
  set_tally(value, count.tally);
  return value;
}

Value column(const publish::ColumnReport& report) {
  Value value;
  value.set("column", report.column);
  value.set("mapped", report.mapped);
  value.set("filled", report.filled);
  value.set("missing", report.missing);
  value.set("not_understood", report.not_understood);
  value.set("distinct_not_understood", report.distinct_not_understood);
  value.set("impossible", report.impossible);
  return value;
}

Value merged(const publish::MergedLabel& label) {
  Value value;
  value.set("column", label.column);
  value.set("says", label.says);
  value.set("records", label.records);
  return value;
}

Value drift(const publish::Drift& d) {
  Value value;
  value.set("column", d.column);
  value.set("from", d.from);
  value.set("to", d.to);
  value.set("share_before", d.share_before);
  value.set("share_after", d.share_after);
  return value;
}

template <class T>
Value list(const std::vector<T>& items, Value (*one)(const T&)) {
  Value value(Value::Array{});
  for (const T& item : items) value.push(one(item));
  return value;
}

std::map<std::string, std::int64_t> read_counts(const Value* value) {
  std::map<std::string, std::int64_t> map;
  if (value)
    for (const auto& [key, count] : value->members())
      if (count.is_int()) map[key] = count.as_int();
  return map;
}

Tally read_tally(Reader& reader) {
  Tally tally;
  tally.yes = reader.integer("true");
  tally.unknown = reader.integer("unknown");
  tally.no = reader.integer("false");
  tally.not_in_force = reader.integer("not_in_force");
  return tally;
}

template <class T>
void read_indices(Reader& reader, T& count) {
  count.definition = static_cast<std::size_t>(reader.integer("definition"));
  count.reading = static_cast<std::size_t>(reader.integer("reading"));
}

Done read_finding(const Value& node, publish::SourceResults& results) {
  Reader reader(node, "finding");
  publish::FindingCount count;
  read_indices(reader, count);
  count.tally = read_tally(reader);
  count.certain_without = read_counts(reader.object("certain_without"));
  count.possible_without = read_counts(reader.object("possible_without"));
  results.findings.push_back(std::move(count));
  return reader.finish();
}

Done read_element(const Value& node, publish::SourceResults& results) {
  Reader reader(node, "element");
  publish::ElementCount count;
  read_indices(reader, count);
  count.element = reader.text("element");
  count.cite = reader.text("cite");
  count.says = reader.text("says");
  count.tally = read_tally(reader);
  results.elements.push_back(std::move(count));
  return reader.finish();
}

Done read_cell(const Value& node, publish::SourceResults& results) {
  Reader reader(node, "cell");
  publish::CellCount count;
  read_indices(reader, count);
  count.dimension = reader.text("dimension");
  count.category = reader.text("category");
  count.tally = read_tally(reader);
  results.cells.push_back(std::move(count));
  return reader.finish();
}

Done read_column(const Value& node, publish::SourceResults& results) {
  Reader reader(node, "column");
  publish::ColumnReport report;
  report.column = reader.text("column");
  report.mapped = reader.flag("mapped", false);
  report.filled = reader.integer("filled");
  report.missing = reader.integer("missing");
  report.not_understood = reader.integer("not_understood");
  report.distinct_not_understood = reader.integer("distinct_not_understood");
  report.impossible = reader.integer("impossible");
  results.columns.push_back(std::move(report));
  return reader.finish();
}

Done read_merged(const Value& node, publish::SourceResults& results) {
  Reader reader(node, "merged");
  publish::MergedLabel label;
  label.column = reader.text("column");
  label.says = reader.text("says");
  label.records = reader.integer("records");
  results.merged.push_back(std::move(label));
  return reader.finish();
}

Done read_drift(const Value& node, publish::SourceResults& results) {
  Reader reader(node, "drift");
  publish::Drift d;
  d.column = reader.text("column");
  d.from = reader.text("from");
  d.to = reader.text("to");
  if (const Value* share = reader.any("share_before"); share && share->is_number()) d.share_before = share->as_number();
  if (const Value* share = reader.any("share_after"); share && share->is_number()) d.share_after = share->as_number();
  results.drifts.push_back(std::move(d));
  return reader.finish();
}

Done read_each(const Value* array, publish::SourceResults& results, Done (*one)(const Value&, publish::SourceResults&)) {
  if (array)
    for (const Value& node : array->items()) PALERMO_CHECK_DONE(one(node, results));
  return {};
}

}  // namespace

Value to_value(const publish::SourceResults& results) {
  Value value;
  value.set("not for release", true);
  value.set("format", kResultsFormat);
  value.set("id", results.id);
  value.set("title", results.title);
  value.set("organisation", results.organisation);
  value.set("mapping", results.mapping);
  value.set("unit", results.unit);
  value.set("rows_read", results.rows_read);
  value.set("rows_set_aside", results.rows_set_aside);
  value.set("contradictory", results.contradictory);
  value.set("set_aside_reasons", counts(results.set_aside_reasons));
  value.set("findings", list(results.findings, &finding));
  value.set("elements", list(results.elements, &element));
  value.set("cells", list(results.cells, &cell));
  Value records(Value::Object{});
  for (const auto& [dimension, categories] : results.records_by) records.set(dimension, counts(categories));
  value.set("records_by", std::move(records));
  value.set("columns", list(results.columns, &column));
  value.set("merged", list(results.merged, &merged));
  value.set("drifts", list(results.drifts, &drift));
  return value;
}

Result<publish::SourceResults> source_results(const Value& value) {
  Reader reader(value, "source results");
  publish::SourceResults results;
  reader.ignore("not for release");
  (void)reader.choice("format", {std::string(kResultsFormat)}, "");
  results.id = reader.text("id");
  results.title = reader.text("title");
  results.organisation = reader.text("organisation");
  results.mapping = reader.text("mapping");
  results.unit = reader.text("unit");
  results.rows_read = reader.integer("rows_read");
  results.rows_set_aside = reader.integer("rows_set_aside");
  results.contradictory = reader.integer("contradictory");
  results.set_aside_reasons = read_counts(reader.object("set_aside_reasons"));
  if (const Value* records = reader.object("records_by"))
    for (const auto& [dimension, categories] : records->members()) results.records_by[dimension] = read_counts(&categories);
  const Value* findings = reader.array("findings");
  const Value* elements = reader.array("elements");
  const Value* cells = reader.array("cells");
  const Value* columns = reader.array("columns");
  const Value* labels = reader.array("merged");
  const Value* drifts = reader.array("drifts");
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_CHECK_DONE(read_each(findings, results, &read_finding));
  PALERMO_CHECK_DONE(read_each(elements, results, &read_element));
  PALERMO_CHECK_DONE(read_each(cells, results, &read_cell));
  PALERMO_CHECK_DONE(read_each(columns, results, &read_column));
  PALERMO_CHECK_DONE(read_each(labels, results, &read_merged));
  PALERMO_CHECK_DONE(read_each(drifts, results, &read_drift));
  return results;
}

}  // namespace palermo::study
