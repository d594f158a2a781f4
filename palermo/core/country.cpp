// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/country.hpp"

#include <algorithm>
#include <functional>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/progress.hpp"

namespace palermo::core {
namespace {

using Fields = std::span<const std::string_view>;

std::string_view without_comments(std::string_view text) {
  while (text.starts_with('#')) {
    const std::size_t end = text.find('\n');
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return text;
}

Place at(const std::string& file, std::int64_t row) { return Place{.file = file, .row = row}; }

auto bad(const std::string& file, std::int64_t row, const char* reason) {
  return fail(kBadCountryTable, at(file, row), {{"reason", reason}});
}

Done read_table(std::string_view text, const std::string& file, const std::vector<std::string>& columns,
                const std::function<Done(std::int64_t, Fields)>& row) {
  Silence silence;
  const auto source = from_memory(without_comments(text), file);
  const auto header = [&](const std::vector<std::string>& found) -> Done {
    if (found != columns) return bad(file, 1, "columns");
    return {};
  };
  PALERMO_TRY(const CsvSummary summary, read_csv(*source, {}, {header, row}, silence));
  if (!summary.set_aside.empty()) return bad(file, summary.set_aside.front().row, "columns");
  return {};
}

bool all_of_kind(std::string_view code, std::size_t length, char first, char last) {
  return code.size() == length && std::all_of(code.begin(), code.end(), [&](char c) { return first <= c && c <= last; });
}

std::string upper(std::string_view code) {
  std::string text(code);
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

}  // namespace

Result<Countries> Countries::parse(std::string_view table, std::string_view legacy) {
  Countries result;
  const std::string table_file = "countries.csv";
  PALERMO_CHECK_DONE(read_table(table, table_file, {"alpha2", "alpha3", "numeric", "name", "region", "subregion"},
                                [&](std::int64_t row, Fields f) -> Done {
                                  if (!all_of_kind(f[0], 2, 'A', 'Z') || !all_of_kind(f[1], 3, 'A', 'Z') ||
                                      !all_of_kind(f[2], 3, '0', '9') || f[3].empty())
                                    return bad(table_file, row, "code");
                                  result.countries_.push_back({std::string(f[0]), std::string(f[1]), std::string(f[2]),
                                                               std::string(f[3]), std::string(f[4]), std::string(f[5])});
                                  return {};
                                }));
  for (std::size_t i = 0; i < result.countries_.size(); ++i) {
    result.index_.emplace_back(result.countries_[i].alpha2, i);
    result.index_.emplace_back(result.countries_[i].alpha3, i);
  }
  std::sort(result.index_.begin(), result.index_.end());

  std::vector<std::pair<std::string, std::size_t>> former;
  const std::string legacy_file = "legacy.csv";
  PALERMO_CHECK_DONE(read_table(legacy, legacy_file, {"code", "alpha2", "note"}, [&](std::int64_t row, Fields f) -> Done {
    const Country* successor = result.find(f[1]);
    if (!successor) return bad(legacy_file, row, "successor");
    former.emplace_back(std::string(f[0]), static_cast<std::size_t>(successor - result.countries_.data()));
    return {};
  }));
  result.index_.insert(result.index_.end(), former.begin(), former.end());
  std::sort(result.index_.begin(), result.index_.end());
  const auto same_code = [](const auto& a, const auto& b) { return a.first == b.first; };
  if (std::adjacent_find(result.index_.begin(), result.index_.end(), same_code) != result.index_.end())
    return bad(table_file, 0, "duplicate");
  return result;
}

const Country* Countries::find(std::string_view code) const {
  const std::string wanted = upper(code);
  const auto before = [](const auto& entry, const std::string& key) { return entry.first < key; };
  const auto found = std::lower_bound(index_.begin(), index_.end(), wanted, before);
  return found != index_.end() && found->first == wanted ? &countries_[found->second] : nullptr;
}

}  // namespace palermo::core
