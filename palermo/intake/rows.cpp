// SPDX-License-Identifier: Apache-2.0
#include "palermo/intake/rows.hpp"

#include <algorithm>
#include <set>

#include "palermo/core/json_lines.hpp"

namespace palermo::intake {
namespace {

using core::Done;
using core::Result;
using core::Value;

Done pass_on(Columns& columns, const std::function<Done()>& block, RowKeys* keys) {
  if (columns.size() == 0) return {};
  PALERMO_CHECK_DONE(block());
  columns.clear();
  if (keys) keys->of_block.clear();
  return {};
}

tl::unexpected<core::Error> no_key_column(const RowKeys& keys, const core::ByteSource& source) {
  return core::fail(kNoKeyColumn, {.file = source.name(), .field = keys.column}, {{"column", keys.column}});
}

// One JSON value as the cell it would be in a table.
std::string cell_of(const Value& value, char separator) {
  if (value.is_text()) return value.as_text();
  if (value.is_bool()) return value.as_bool() ? "true" : "false";
  if (value.is_null()) return {};
  if (!value.is_array()) return core::to_json(value, -1);
  std::string cell;
  for (const Value& item : value.items()) {
    if (!cell.empty()) cell += separator;
    cell += cell_of(item, separator);
  }
  return cell;
}

Result<RowsSummary> read_table(core::ByteSource& source, const Mapping& mapping, Columns& columns, const std::function<Done()>& block,
                               core::Progress& progress, RowKeys* keys) {
  core::CsvOptions options;
  options.delimiter = mapping.delimiter;
  std::size_t key_at = 0;
  const core::CsvSink sink{
      .header = [&](const std::vector<std::string>& header) -> Done {
        if (keys) {
          const auto at = std::find(header.begin(), header.end(), keys->column);
          if (at == header.end()) return no_key_column(*keys, source);
          key_at = static_cast<std::size_t>(at - header.begin());
        }
        return columns.bind(header, source.name());
      },
      .row = [&](std::int64_t, std::span<const std::string_view> cells) -> Done {
        columns.add(cells);
        if (keys) keys->of_block.emplace_back(cells[key_at]);
        return columns.full() ? pass_on(columns, block, keys) : Done{};
      }};
  PALERMO_TRY(auto read, core::read_csv(source, options, sink, progress));
  PALERMO_CHECK_DONE(pass_on(columns, block, keys));
  return RowsSummary{read.rows + read.rows_set_aside, read.rows_set_aside, std::move(read.set_aside), columns.not_mapped(),
                     std::move(read.sha256)};
}

Result<RowsSummary> read_lines(core::ByteSource& source, const Mapping& mapping, Columns& columns, const std::function<Done()>& block,
                               core::Progress& progress, RowKeys* keys) {
  const std::vector<std::string> names = mapping.columns();
  PALERMO_CHECK_DONE(columns.bind(names, source.name()));
  std::set<std::string> seen;
  std::vector<std::string> cells(names.size());
  std::vector<std::string_view> views(names.size());
  const auto line = [&](std::int64_t, const Value& object) -> Done {
    for (const auto& [key, value] : object.members()) seen.insert(key);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto split = mapping.split.find(names[i]);
      cells[i] = cell_of(object[names[i]], split == mapping.split.end() ? ';' : split->second);
      views[i] = cells[i];
    }
    columns.add(views);
    if (keys) keys->of_block.push_back(cell_of(object[keys->column], ';'));
    return columns.full() ? pass_on(columns, block, keys) : Done{};
  };
  PALERMO_TRY(auto read, core::read_json_lines(source, line, progress));
  PALERMO_CHECK_DONE(pass_on(columns, block, keys));
  RowsSummary summary{read.rows + read.rows_set_aside, read.rows_set_aside, std::move(read.set_aside), {}, std::move(read.sha256)};
  const bool any = std::any_of(names.begin(), names.end(), [&](const std::string& name) { return seen.contains(name); });
  if (keys && read.rows > 0 && !seen.contains(keys->column)) return no_key_column(*keys, source);
  if (read.rows > 0 && !any) return core::fail(kNoMappedKey, {.file = source.name()}, {{"mapping", mapping.id}});
  for (const std::string& key : seen)
    if (std::find(names.begin(), names.end(), key) == names.end() &&
        std::find(mapping.not_used.begin(), mapping.not_used.end(), key) == mapping.not_used.end())
      summary.not_mapped.push_back(key);
  return summary;
}

}  // namespace

Result<RowsSummary> read_rows(core::ByteSource& source, const Mapping& mapping, Columns& columns, const std::function<Done()>& block,
                              core::Progress& progress, RowKeys* keys) {
  return mapping.kind == FileKind::csv ? read_table(source, mapping, columns, block, progress, keys)
                                       : read_lines(source, mapping, columns, block, progress, keys);
}

}  // namespace palermo::intake
