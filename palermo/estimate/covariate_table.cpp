// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/covariate_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/progress.hpp"
#include "palermo/estimate/column_names.hpp"

namespace palermo::estimate {
namespace {

using Fields = std::span<const std::string_view>;
using core::Done;
using core::Place;

constexpr double kLargestNumber = 1e6;  // larger ones are dates or document numbers in disguise
constexpr std::size_t kLeastAlike = 3;  // people a level, on the average, where there are more than two levels

auto refuse(std::string_view reason, std::string_view column, Place place) {
  place.field = column;
  return core::fail(kBadColumn, std::move(place), {{"reason", std::string(reason)}});
}

// A date finer than a year: digits in two or three groups of which one has four, or six or eight digits on end.
bool is_fine_date(std::string_view value) {
  std::size_t groups = 0, longest = 0, run = 0, separators = 0;
  for (const char c : value) {
    if (c >= '0' && c <= '9') {
      groups += run == 0 ? 1 : 0;
      longest = std::max(longest, ++run);
      continue;
    }
    if (c != '-' && c != '/' && c != '.') return false;
    ++separators;
    run = 0;
  }
  return (separators == 0 && (longest == 6 || longest == 8)) || (separators == groups - 1 && groups == 3) ||
         (separators == 1 && groups == 2 && longest == 4 && value.size() <= 7);
}

// A covariate while its levels are still being found.
struct Finding {
  CovariateColumn column;
  std::map<std::string, std::uint8_t, std::less<>> text;
  std::map<std::int64_t, std::uint8_t> steps;  // of a number: multiples of its step
  [[nodiscard]] std::size_t size() const { return column.kind == CovariateColumn::Kind::number ? steps.size() : text.size(); }
};

template <class Levels, class Key>
std::uint8_t level_of(Levels& levels, const Key& key) {
  return levels.try_emplace(key, static_cast<std::uint8_t>(levels.size())).first->second;
}

core::Result<std::uint8_t> find_level(Finding& finding, std::string_view value, const Place& place) {
  const std::string& name = finding.column.name;
  std::uint8_t level = 0;
  if (finding.column.kind == CovariateColumn::Kind::number) {
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || !std::isfinite(number)) return refuse("not_a_number", name, place);
    if (std::fabs(number) >= kLargestNumber) return refuse("too_large", name, place);
    level = level_of(finding.steps, std::llround(number / finding.column.step));
  } else {
    if (value.size() > CovariateTable::kLongestLevel) return refuse("free_text", name, place);
    if (is_fine_date(value)) return refuse("date", name, place);
    level = level_of(finding.text, std::string(value));
  }
  if (finding.size() > CovariateTable::kMostLevels) return refuse("too_many_levels", name, Place{.file = place.file});
  return level;
}

// Levels in order, and where each found level went.
Covariate settle(const Finding& finding, std::vector<std::uint8_t>& moved) {
  Covariate covariate{finding.column, {}, {}};
  moved.resize(finding.size());
  for (const auto& [text, level] : finding.text) {
    moved[level] = static_cast<std::uint8_t>(covariate.levels.size());
    covariate.levels.push_back(text);
  }
  for (const auto& [steps, level] : finding.steps) {
    moved[level] = static_cast<std::uint8_t>(covariate.levels.size());
    covariate.values.push_back(static_cast<double>(steps) * finding.column.step);
    covariate.levels.push_back(fmt::format("{:g}", covariate.values.back()));
  }
  return covariate;
}

// Where the columns of the file go: a list, a covariate, or nowhere.
struct Layout {
  std::vector<int> list, covariate;  // by column of the file; -1: not one
};

core::Result<Layout> layout_of(const std::vector<std::string>& header, const std::vector<std::string>& lists,
                               const std::vector<Finding>& findings, const Place& place) {
  Layout layout;
  std::size_t found = 0;
  for (const std::string& column : header) {
    const auto list = std::find(lists.begin(), lists.end(), column);
    const auto covariate = std::find_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.column.name == column; });
    if (list == lists.end() && covariate == findings.end()) return refuse("undeclared", column, place);
    layout.list.push_back(list == lists.end() ? -1 : static_cast<int>(list - lists.begin()));
    layout.covariate.push_back(covariate == findings.end() ? -1 : static_cast<int>(covariate - findings.begin()));
    ++found;
  }
  if (found != lists.size() + findings.size()) return core::fail(kBadCovariateTable, place, {{"reason", "missing_column"}});
  return layout;
}

Done check_declaration(const std::vector<std::string>& lists, const std::vector<CovariateColumn>& declared, const Place& place) {
  if (lists.empty() || lists.size() > core::CaptureTable::kMostLists) return core::fail(kBadCovariateTable, place, {{"reason", "number_of_lists"}});
  if (declared.size() > CovariateTable::kMostCovariates) return core::fail(kBadCovariateTable, place, {{"reason", "too_many_covariates"}});
  std::vector<std::string> names = lists;
  for (const CovariateColumn& column : declared) {
    if (names_identity(column.name)) return refuse("identity", column.name, place);
    if (column.kind == CovariateColumn::Kind::number && !(column.step > 0)) return refuse("step", column.name, place);
    names.push_back(column.name);
  }
  std::sort(names.begin(), names.end());
  if (std::adjacent_find(names.begin(), names.end()) != names.end()) return core::fail(kBadCovariateTable, place, {{"reason", "column_twice"}});
  return {};
}

}  // namespace

core::Result<CovariateTable> CovariateTable::parse_csv(std::string_view text, std::string_view file, const std::vector<std::string>& lists,
                                                       const std::vector<CovariateColumn>& declared) {
  const Place place{.file = std::string(file)};
  PALERMO_CHECK_DONE(check_declaration(lists, declared, place));
  std::vector<Finding> findings;
  for (const CovariateColumn& column : declared) findings.push_back({column, {}, {}});
  Layout layout;
  std::map<std::pair<std::uint32_t, std::vector<std::uint8_t>>, std::int64_t> counts;
  core::CsvSink sink;
  sink.header = [&](const std::vector<std::string>& header) -> Done {
    PALERMO_TRY(layout, layout_of(header, lists, findings, Place{.file = place.file, .row = 1}));
    return {};
  };
  sink.row = [&](std::int64_t row, Fields fields) -> Done {
    const Place here{.file = place.file, .row = row};
    std::pair<std::uint32_t, std::vector<std::uint8_t>> key{0, std::vector<std::uint8_t>(findings.size())};
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (const int list = layout.list[i]; list >= 0) {
        if (fields[i] != "0" && fields[i] != "1") return refuse("flag", lists[static_cast<std::size_t>(list)], here);
        if (fields[i] == "1") key.first |= std::uint32_t{1} << list;
        continue;
      }
      const auto covariate = static_cast<std::size_t>(layout.covariate[i]);
      PALERMO_TRY(key.second[covariate], find_level(findings[covariate], fields[i], here));
    }
    if (key.first == 0) return core::fail(kBadCovariateTable, here, {{"reason", "on_no_list"}});
    ++counts[std::move(key)];
    return {};
  };
  const auto source = core::from_memory(text, place.file);
  core::Silence silence;
  PALERMO_TRY(const core::CsvSummary summary, core::read_csv(*source, {}, sink, silence));
  if (!summary.set_aside.empty())
    return core::fail(kBadCovariateTable, Place{.file = place.file, .row = summary.set_aside.front().row}, {{"reason", "fields"}});

  CovariateTable table;
  table.lists_ = lists;
  std::vector<std::vector<std::uint8_t>> moved(findings.size());
  for (std::size_t c = 0; c < findings.size(); ++c) {
    if (findings[c].size() > 2 && kLeastAlike * findings[c].size() > static_cast<std::size_t>(summary.rows)) return refuse("nearly_unique", findings[c].column.name, place);
    table.covariates_.push_back(settle(findings[c], moved[c]));
  }
  for (const auto& [key, count] : counts) {
    CovariateRow row{key.first, key.second, count};
    for (std::size_t c = 0; c < row.level.size(); ++c) row.level[c] = moved[c][row.level[c]];
    table.rows_.push_back(std::move(row));
  }
  std::sort(table.rows_.begin(), table.rows_.end(), [](const CovariateRow& a, const CovariateRow& b) {
    return a.history != b.history ? a.history < b.history : a.level < b.level;
  });
  return table;
}

std::int64_t CovariateTable::observed() const {
  return std::accumulate(rows_.begin(), rows_.end(), std::int64_t{0}, [](std::int64_t sum, const CovariateRow& row) { return sum + row.count; });
}

core::Result<core::CaptureTable> CovariateTable::by_stratum(const std::vector<std::string>& covariates) const {
  std::vector<std::size_t> at;
  for (const std::string& name : covariates) {
    const auto found = std::find_if(covariates_.begin(), covariates_.end(), [&](const Covariate& c) { return c.column.name == name; });
    if (found == covariates_.end()) return refuse("undeclared", name, {});
    at.push_back(static_cast<std::size_t>(found - covariates_.begin()));
  }
  std::vector<core::CaptureCell> cells;
  for (const CovariateRow& row : rows_) {
    core::CaptureCell cell{row.history, row.count, {}, 0};
    for (const std::size_t c : at) cell.stratum += (cell.stratum.empty() ? "" : " / ") + covariates_[c].levels[row.level[c]];
    cells.push_back(std::move(cell));
  }
  return core::CaptureTable::make(lists_, std::move(cells));
}

}  // namespace palermo::estimate
