// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/release_rows.hpp"

#include <algorithm>
#include <set>

#include "palermo/core/csv.hpp"

namespace palermo::study {
namespace {

using core::Result;
using Records = std::vector<std::uint32_t>;

// The category on which a person's records agree; of years the earliest; "" where they differ or none tells.
std::string category(const CaseFacts& cases, std::size_t table, const Roster& roster, const Records& records) {
  std::string agreed;
  for (const std::uint32_t record : records) {
    if (!roster.records[record].row) continue;
    const std::string& said = cases.names[table][cases.categories[table][*roster.records[record].row]];
    if (said.empty() || said == agreed) continue;
    if (agreed.empty()) agreed = said;
    else if (cases.dimensions[table] == "year") agreed = std::min(agreed, said);
    else return "";
  }
  return agreed;
}

std::optional<ReleaseColumn> column_of(const StudyFile& study, const CountPlan& plan, const std::string& name, const std::string& from) {
  ReleaseColumn column{name, std::nullopt};
  if (const auto table = std::find(plan.tables.begin(), plan.tables.end(), from); table != plan.tables.end()) {
    column.table = static_cast<std::size_t>(table - plan.tables.begin());
    return column;
  }
  for (column.reading = 0; column.reading < study.readings.size(); ++column.reading)
    for (column.finding = 0; column.finding < plan.findings.size(); ++column.finding)
      if (study.readings[column.reading].id + "/" + plan.findings[column.finding].text() == from) return column;
  return std::nullopt;
}

}  // namespace

Result<std::vector<ReleaseColumn>> release_columns(const StudyFile& study, const CountPlan& plan) {
  std::vector<ReleaseColumn> columns;
  for (const auto& [name, from] : study.chain.release->columns) {
    auto column = column_of(study, plan, name, from);
    if (!column) return core::fail(kReleaseColumn, study.chain.release->place, {{"column", name}, {"found", from}});
    columns.push_back(std::move(*column));
  }
  return columns;
}

Result<std::string> release_rows(const law::Corpus& corpus, const CountPlan& plan, const StudyFile& study, const CaseFacts& cases, const Roster& roster,
                                 const std::vector<ReleaseColumn>& columns, core::Progress& progress) {
  const std::vector<Records> people = roster.people_of_point();
  std::vector<Outcomes> outcomes;
  for (std::size_t reading = 0; reading < study.readings.size(); ++reading) {
    PALERMO_TRY(Outcomes found, joined_findings(corpus, plan, study.readings[reading], cases, reading, roster, people, progress));
    outcomes.push_back(std::move(found));
  }
  std::multiset<std::string> rows;
  for (std::size_t person = 0; person < people.size(); ++person) {
    std::vector<std::string> cells;
    for (const ReleaseColumn& column : columns)
      cells.push_back(column.table ? category(cases, *column.table, roster, people[person])
                                   : std::string(law::word(outcomes[column.reading][column.finding][person])));
    std::string row;
    core::append_csv_row(row, std::vector<std::string_view>(cells.begin(), cells.end()));
    rows.insert(std::move(row));
  }
  std::vector<std::string_view> header;
  for (const ReleaseColumn& column : columns) header.push_back(column.name);
  std::string text = "not for release\n";
  core::append_csv_row(text, header);
  for (const std::string& row : rows) text += row;
  return text;
}

}  // namespace palermo::study
