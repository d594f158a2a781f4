// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/release_input.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "palermo/core/csv.hpp"

namespace palermo::publish {
namespace {

using core::Done;
using core::Result;
using privacy::Level;

// Ids by row, in the order in which PersonReader makes rows: a subject's first record makes one, a record without a subject always.
class Subjects {
 public:
  void header(const std::vector<std::string>& names, const std::optional<std::string>& column) {
    field_ = column ? static_cast<std::size_t>(std::ranges::find(names, *column) - names.begin()) : names.size();
  }
  void add(std::span<const std::string_view> fields) {
    if (field_ >= fields.size()) return;
    const std::string_view subject = fields[field_];
    if (!subject.empty() && !seen_.try_emplace(std::string(subject), ids_.size()).second) return;
    ids_.emplace_back(subject);
  }
  [[nodiscard]] std::vector<std::string> finish() && { return std::move(ids_); }

 private:
  std::size_t field_ = 0;
  std::unordered_map<std::string, std::size_t> seen_;
  std::vector<std::string> ids_;
};

// By column: which levels are kept; empty for all.
std::vector<std::vector<bool>> kept_levels(const ReleasePlan& plan) {
  std::vector<std::vector<bool>> kept(plan.codebook->columns.size());
  for (const auto& [name, values] : plan.where) {
    const std::size_t column = *plan.codebook->find(name);
    kept[column].assign(plan.codebook->columns[column].size(), false);
    for (const std::string& value : values) kept[column][plan.codebook->columns[column].level(value)] = true;
  }
  if (plan.year_column.empty()) return kept;
  const std::size_t column = *plan.codebook->find(plan.year_column);
  const privacy::CodebookColumn& years = plan.codebook->columns[column];
  const std::vector<bool> asked = kept[column];
  kept[column].assign(years.size(), true);
  for (std::size_t level = 0; level < years.size(); ++level) {
    const std::optional<YearSpan> of = years_in(years.levels[level]);  // read_plan() knows of no band that lies partly outside
    kept[column][level] = (!of || (of->first >= plan.first_year && of->last <= plan.last_year)) && (asked.empty() || asked[level]);
  }
  return kept;
}

// More than half of what a column says is no value of the codebook, or, where the codebook has a level for others, all of it.
Done check_words(const privacy::PersonTable& table) {
  constexpr std::int64_t kFewest = 5;  // cells that say something: fewer may be odd by chance
  const privacy::ReadingCounts& counts = table.inside_counts();
  for (std::size_t c = 0; c < counts.told.size(); ++c) {
    const privacy::CodebookColumn& column = table.codebook().columns[c];
    const bool others = column.other.has_value();
    if (counts.told[c] >= kFewest && (others ? counts.outside[c] == counts.told[c] : 2 * counts.outside[c] > counts.told[c]))
      return core::fail(kOtherWords, {}, {{"column", column.name}});
  }
  return {};
}

}  // namespace

Result<ReleasePeople> read_people(const ReleasePlan& plan, const std::vector<std::string>& files, core::Progress& progress) {
  privacy::PersonReader reader(plan.codebook);
  Subjects subjects;
  for (const std::string& file : files) {
    PALERMO_TRY(const std::unique_ptr<core::ByteSource> source, core::open_file(file));
    const core::CsvSink sink{.header =
                                 [&](const std::vector<std::string>& names) -> Done {
                                   PALERMO_CHECK_DONE(reader.header(names));
                                   subjects.header(names, plan.codebook->subject);
                                   return {};
                                 },
                             .row =
                                 [&](std::int64_t, std::span<const std::string_view> fields) -> Done {
                                   reader.add(fields);
                                   subjects.add(fields);
                                   return {};
                                 }};
    PALERMO_TRY(const core::CsvSummary summary, core::read_csv(*source, {}, sink, progress));
    if (summary.rows_set_aside > 0) return core::fail(kRowsSetAside, {.file = file, .row = summary.set_aside.empty() ? 0 : summary.set_aside.front().row});
  }
  privacy::PersonTable table = std::move(reader).finish();
  PALERMO_CHECK_DONE(check_words(table));
  return chosen(plan, {std::move(table), std::move(subjects).finish()});
}

ReleasePeople chosen(const ReleasePlan& plan, const ReleasePeople& people) {
  const std::vector<std::vector<bool>> kept = kept_levels(plan);
  const privacy::CodedRows& rows = people.table.inside_rows();
  privacy::CodedRows out;
  out.columns.resize(rows.columns.size());
  std::vector<std::string> subjects;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    bool in = true;
    for (std::size_t c = 0; c < rows.columns.size(); ++c) in = in && (kept[c].empty() || kept[c][rows.columns[c][row]]);
    if (!in) continue;
    for (std::size_t c = 0; c < rows.columns.size(); ++c) out.columns[c].push_back(rows.columns[c][row]);
    if (!people.subjects.empty()) subjects.push_back(people.subjects[row]);
  }
  return {privacy::PersonTable(people.table.shared_codebook(), std::move(out)), std::move(subjects)};
}

}  // namespace palermo::publish
