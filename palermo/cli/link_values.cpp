// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/link_values.hpp"

#include <algorithm>

#include "palermo/core/csv.hpp"
#include "palermo/core/plain_text.hpp"

namespace palermo::cli {
namespace {

bool is_shown(link::Field field) {
  return field != link::Field::ignored && field != link::Field::truth && field != link::Field::record_id && field != link::Field::list;
}

std::vector<SaidCell> shown_cells(const std::vector<link::Column>& columns, std::span<const std::string_view> cells) {
  std::vector<SaidCell> out;
  for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
    if (!is_shown(columns[i].field) || cells[i].empty()) continue;
    const std::string word(link::word(columns[i].field));
    auto same = std::ranges::find(out, word, &SaidCell::field);
    if (same == out.end()) same = out.insert(out.end(), SaidCell{word, {}});
    same->text += (same->text.empty() ? "" : " · ") + core::one_line(cells[i]);
  }
  return out;
}

}  // namespace

core::Result<SaidCells> read_values(Context& context, const LinkCall& call, const LinkLists& lists, const std::set<link::RecordIndex>& wanted) {
  SaidCells out;
  std::uint64_t row = 0;  // over all files, from 0
  link::RecordIndex next = 0;
  auto aside = lists.aside_at.begin();
  for (std::size_t file = 0; file < call.files.size(); ++file) {
    const std::string& path = call.files[file];
    PALERMO_TRY(const auto source, core::open_file(path, true));
    core::CsvOptions options;
    if (path.ends_with(".tsv") || path.ends_with(".tsv.gz")) options.delimiter = '\t';
    core::CsvSink sink;
    sink.header = [](const std::vector<std::string>&) -> core::Done { return {}; };
    sink.row = [&](std::int64_t, std::span<const std::string_view> cells) -> core::Done {
      const std::uint64_t at = row++;
      if (aside != lists.aside_at.end() && *aside == at) {
        ++aside;
        return {};
      }
      if (const link::RecordIndex mine = next++; wanted.contains(mine)) out[mine] = shown_cells(lists.read[file].columns, cells);
      return {};
    };
    PALERMO_CHECK_DONE(core::read_csv(*source, options, sink, context.progress()));
  }
  return out;
}

}  // namespace palermo::cli
