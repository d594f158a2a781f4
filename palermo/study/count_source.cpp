// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/count_source.hpp"

#include <algorithm>
#include <optional>

#include "palermo/study/drift.hpp"
#include "palermo/study/rows_writer.hpp"

namespace palermo::study {
namespace {

using core::Done;
using core::Result;
using core::Value;

// A reading with one assumption less, to see what rests on that assumption.
struct Without {
  std::size_t reading = 0;
  std::string assumption;
  ReadingCounter counter;
};

// Everything that looks at a block.
struct Counters {
  std::vector<ReadingCounter> readings;
  std::vector<Without> without;
  DriftCounter drift;
  std::vector<std::int64_t> merged;  // by signal: records in which a merged label is yes
  std::vector<std::size_t> in_rows;  // findings that may stand in record-level rows
  std::optional<RowsWriter> rows;
};

bool is_merged(const intake::Signal& signal) { return signal.shows.size() > 1; }

Result<Counters> make_counters(const law::Corpus& corpus, const intake::Mapping& mapping, const intake::Columns& columns,
                               const std::vector<intake::Reading>& readings, const CountPlan& plan) {
  Counters counters{{}, {}, DriftCounter(mapping, columns), std::vector<std::int64_t>(mapping.signals.size()), {}, std::nullopt};
  for (std::size_t r = 0; r < readings.size(); ++r) {
    PALERMO_TRY(auto counter, ReadingCounter::make(corpus, plan, mapping, readings[r], columns, true));
    counters.readings.push_back(std::move(counter));
    for (const std::string& assumption : readings[r].assumptions) {
      const bool here = std::any_of(mapping.assumptions.begin(), mapping.assumptions.end(), [&](const intake::Assumption& a) {
        return a.id == assumption || mapping.id + "/" + a.id == assumption;
      });
      if (!here) continue;
      PALERMO_TRY(auto less, ReadingCounter::make(corpus, plan, mapping, readings[r].without(assumption), columns, false));
      counters.without.push_back({r, assumption, std::move(less)});
    }
  }
  return counters;
}

Done open_rows(Counters& counters, const std::string& path, const std::vector<intake::Reading>& readings, const CountPlan& plan,
               const intake::Mapping& mapping, const intake::Columns& columns, const law::Corpus& corpus) {
  if (path.empty()) return {};
  for (std::size_t f = 0; f < plan.findings.size(); ++f)
    if (may_stand_in_rows(corpus, plan.findings[f])) counters.in_rows.push_back(f);
  std::vector<std::string> names;
  for (const intake::Reading& reading : readings)
    for (const std::size_t f : counters.in_rows) names.push_back(reading.id + "/" + plan.findings[f].text());
  PALERMO_TRY(auto writer, RowsWriter::open(path, names, cuts_of(mapping, columns, plan.tables)));
  counters.rows = std::move(writer);
  return {};
}

Done count_block(Counters& counters, const intake::Mapping& mapping, intake::SignalPlanes& signals, const intake::Columns& columns) {
  signals.decode(columns);
  for (ReadingCounter& counter : counters.readings) counter.count(signals, columns);
  for (Without& less : counters.without) less.counter.count(signals, columns);
  counters.drift.count(columns);
  for (std::size_t s = 0; s < mapping.signals.size(); ++s)
    if (is_merged(mapping.signals[s])) counters.merged[s] += law::count_bits(signals.yes(s), columns.size());
  if (!counters.rows) return {};
  std::vector<law::FindingView> findings;
  for (const ReadingCounter& counter : counters.readings)
    for (const std::size_t f : counters.in_rows) findings.push_back(counter.finding(f));
  return counters.rows->write(columns, findings);
}

void add_columns(publish::SourceResults& results, const intake::Mapping& mapping, const intake::Columns& columns,
                 const std::vector<std::string>& not_mapped) {
  for (const std::string& name : mapping.columns()) {
    const intake::ColumnCounts& counts = columns.counts(name);
    results.columns.push_back({.column = name, .mapped = true, .filled = counts.filled, .missing = counts.missing,
                               .not_understood = counts.not_understood, .impossible = counts.impossible,
                               .distinct_not_understood = static_cast<std::int64_t>(counts.distinct.size())});
  }
  for (const std::string& name : not_mapped) {
    publish::ColumnReport report;
    report.column = name;
    results.columns.push_back(std::move(report));
  }
}

void add_merged(publish::SourceResults& results, const intake::Mapping& mapping, const std::vector<std::int64_t>& merged) {
  for (std::size_t s = 0; s < mapping.signals.size(); ++s) {
    const intake::Signal& signal = mapping.signals[s];
    if (is_merged(signal))
      results.merged.push_back({signal.token.empty() ? signal.column : signal.column + ": " + signal.token, signal.says, merged[s]});
  }
}

Value mapping_report(const intake::Mapping& mapping, const intake::Columns& columns, const intake::RowsSummary& rows) {
  Value shapes(Value::Object{});
  for (const std::string& name : mapping.columns()) {
    Value of_column(Value::Object{});
    for (const auto& [shape, count] : columns.counts(name).shapes) of_column.set(shape, count);
    if (!of_column.members().empty()) shapes.set(name, std::move(of_column));
  }
  Value aside(Value::Array{});
  for (const core::SetAside& row : rows.set_aside) {
    Value value;
    value.set("row", row.row);
    value.set("reason", row.reason);
    for (const auto& [key, text] : row.args) value.set(key, text);
    aside.push(std::move(value));
  }
  Value report;
  report.set("not for release", true);
  report.set("format", "palermo-mapping-report/1");
  report.set("mapping", mapping.id);
  report.set("shapes_not_understood", std::move(shapes));
  report.set("set_aside", std::move(aside));
  return report;
}

}  // namespace

Result<CountedSource> count_source(const Source& source, const CountSourceOptions& options, const law::Corpus& corpus,
                                   const core::Countries& countries, const intake::Mapping& mapping,
                                   const std::vector<intake::Reading>& readings, const CountPlan& plan, core::Progress& progress) {
  PALERMO_TRY(auto columns, intake::Columns::make(mapping, countries, law::kBlockRecords));
  intake::SignalPlanes signals(mapping, columns);
  PALERMO_TRY(auto counters, make_counters(corpus, mapping, columns, readings, plan));
  PALERMO_CHECK_DONE(open_rows(counters, options.rows_path, readings, plan, mapping, columns, corpus));
  PALERMO_TRY(auto bytes, core::open_file(options.path, true));
  const auto block = [&] { return count_block(counters, mapping, signals, columns); };
  progress.begin("progress.counting", source.id, bytes->bytes_on_disk(), "unit.bytes");
  PALERMO_TRY(const auto rows, intake::read_rows(*bytes, mapping, columns, block, progress));
  progress.end();
  if (counters.rows) PALERMO_CHECK_DONE(counters.rows->close());

  CountedSource counted;
  publish::SourceResults& results = counted.results;
  results.id = source.id;
  results.title = source.title;
  results.organisation = source.organisation;
  results.mapping = mapping.id;
  results.unit = mapping.unit;
  results.rows_read = rows.rows_read;
  results.rows_set_aside = rows.rows_set_aside;
  for (const core::SetAside& row : rows.set_aside) ++results.set_aside_reasons[row.reason];
  // Reasons are kept for the first rows only; all are counted.
  if (const auto kept = static_cast<std::int64_t>(rows.set_aside.size()); kept < rows.rows_set_aside)
    results.set_aside_reasons["aside.further"] = rows.rows_set_aside - kept;
  for (std::size_t r = 0; r < counters.readings.size(); ++r) {
    counters.readings[r].add_to(results, r, corpus, plan);
    results.contradictory = std::max(results.contradictory, counters.readings[r].contradictory());
  }
  for (const Without& less : counters.without)
    for (std::size_t f = 0; f < plan.findings.size(); ++f) {
      publish::FindingCount& finding = results.findings[less.reading * plan.findings.size() + f];
      finding.certain_without[less.assumption] = less.counter.certain(f);
      finding.possible_without[less.assumption] = less.counter.possible(f);
    }
  add_columns(results, mapping, columns, rows.not_mapped);
  add_merged(results, mapping, counters.merged);
  results.drifts = counters.drift.drifts();
  counted.mapping_report = mapping_report(mapping, columns, rows);
  counted.sha256 = bytes->sha256();
  counted.bytes = bytes->bytes_on_disk();
  return counted;
}

}  // namespace palermo::study
