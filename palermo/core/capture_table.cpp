// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/capture_table.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/progress.hpp"

namespace palermo::core {
namespace {

using Fields = std::span<const std::string_view>;

constexpr std::string_view kStratum = "stratum";
constexpr std::string_view kYear = "year";
constexpr std::string_view kCount = "count";

auto bad(const char* reason, Place place = {}) { return fail(kBadCaptureTable, std::move(place), {{"reason", reason}}); }

Done check_names(const std::vector<std::string>& lists) {
  if (lists.empty()) return bad("no_lists");
  if (lists.size() > CaptureTable::kMostLists)
    return fail(kBadCaptureTable, {}, {{"reason", "too_many_lists"}, {"found", std::to_string(lists.size())},
                                       {"most", std::to_string(CaptureTable::kMostLists)}});
  for (std::size_t i = 0; i < lists.size(); ++i) {
    if (lists[i] == kStratum || lists[i] == kYear || lists[i] == kCount) return bad("reserved_name");
    if (lists[i].empty() || std::find(lists.begin(), lists.begin() + static_cast<std::ptrdiff_t>(i), lists[i]) !=
                                lists.begin() + static_cast<std::ptrdiff_t>(i))
      return fail(kDuplicateList, {}, {{"list", lists[i]}});
  }
  return {};
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// Where the columns of a CSV stand.
struct Layout {
  std::vector<std::string> lists;
  bool has_stratum = false;
  bool has_year = false;
};

Result<Layout> layout_of(const std::vector<std::string>& header, const Place& place) {
  Layout layout;
  std::size_t next = header.size();
  if (next == 0 || header[--next] != kCount) return bad("column_order", place);
  if (next > 0 && header[next - 1] == kYear) layout.has_year = true, --next;
  if (next > 0 && header[next - 1] == kStratum) layout.has_stratum = true, --next;
  layout.lists.assign(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(next));
  if (auto names = check_names(layout.lists); !names) {
    names.error().place = place;
    return fail(names.error());
  }
  return layout;
}

Result<CaptureCell> cell_of(const Layout& layout, Fields fields, Place place) {
  CaptureCell cell;
  std::size_t next = 0;
  for (; next < layout.lists.size(); ++next) {
    place.field = layout.lists[next];
    if (fields[next] != "0" && fields[next] != "1") return bad("flag", place);
    if (fields[next] == "1") cell.history |= std::uint32_t{1} << next;
  }
  if (layout.has_stratum) cell.stratum = fields[next++];
  place.field = kYear;
  if (layout.has_year && !read_number(fields[next++], cell.year)) return bad("number", place);
  place.field = kCount;
  if (!read_number(fields[next], cell.count)) return bad("number", place);
  if (cell.count < 0) return bad("negative", place);
  place.field.clear();
  if (cell.history == 0) return bad("history", place);
  return cell;
}

}  // namespace

Result<CaptureTable> CaptureTable::make(std::vector<std::string> lists, std::vector<CaptureCell> cells) {
  PALERMO_CHECK_DONE(check_names(lists));
  std::map<std::tuple<std::string, int, std::uint32_t>, std::int64_t> counts;
  for (const CaptureCell& cell : cells) {
    if (cell.history == 0 || (cell.history >> lists.size()) != 0) return bad("history");
    if (cell.count < 0) return bad("negative");
    if (cell.count > 0) counts[{cell.stratum, cell.year, cell.history}] += cell.count;
  }
  CaptureTable table;
  table.lists_ = std::move(lists);
  for (const auto& [key, count] : counts)
    table.cells_.push_back({std::get<2>(key), count, std::get<0>(key), std::get<1>(key)});
  for (std::size_t i = 0; i < table.lists_.size(); ++i)
    if (table.on_list(i) == 0) return fail(kEmptyList, {}, {{"list", table.lists_[i]}});
  return table;
}

Result<CaptureTable> CaptureTable::parse_csv(std::string_view text, std::string_view file) {
  const std::string name(file);
  Silence silence;
  Layout layout;
  std::vector<CaptureCell> cells;
  CsvSink sink;
  sink.header = [&](const std::vector<std::string>& header) -> Done {
    PALERMO_TRY(layout, layout_of(header, Place{.file = name, .row = 1}));
    return {};
  };
  sink.row = [&](std::int64_t row, Fields fields) -> Done {
    PALERMO_TRY(CaptureCell cell, cell_of(layout, fields, Place{.file = name, .row = row}));
    cells.push_back(std::move(cell));
    return {};
  };
  const auto source = from_memory(text, name);
  PALERMO_TRY(const CsvSummary summary, read_csv(*source, {}, sink, silence));
  if (!summary.set_aside.empty()) return bad("fields", Place{.file = name, .row = summary.set_aside.front().row});
  auto table = make(layout.lists, std::move(cells));
  if (!table) table.error().place.file = name;
  return table;
}

std::string CaptureTable::to_csv() const {
  const bool has_stratum = std::any_of(cells_.begin(), cells_.end(), [](const CaptureCell& c) { return !c.stratum.empty(); });
  const bool has_year = std::any_of(cells_.begin(), cells_.end(), [](const CaptureCell& c) { return c.year != 0; });
  std::string csv;
  const auto append = [&](const std::vector<std::string>& row) {
    const std::vector<std::string_view> views(row.begin(), row.end());
    append_csv_row(csv, views);
  };
  std::vector<std::string> row = lists_;
  if (has_stratum) row.emplace_back(kStratum);
  if (has_year) row.emplace_back(kYear);
  row.emplace_back(kCount);
  append(row);
  for (const CaptureCell& cell : cells_) {
    row.clear();
    for (std::size_t i = 0; i < lists_.size(); ++i) row.emplace_back((cell.history >> i & 1U) != 0 ? "1" : "0");
    if (has_stratum) row.push_back(cell.stratum);
    if (has_year) row.push_back(std::to_string(cell.year));
    row.push_back(std::to_string(cell.count));
    append(row);
  }
  return csv;
}

std::int64_t CaptureTable::observed() const {
  std::int64_t total = 0;
  for (const CaptureCell& cell : cells_) total += cell.count;
  return total;
}

std::int64_t CaptureTable::on_list(std::size_t list) const { return on_both(list, list); }

std::int64_t CaptureTable::on_both(std::size_t a, std::size_t b) const {
  const std::uint32_t both = (std::uint32_t{1} << a) | (std::uint32_t{1} << b);
  std::int64_t total = 0;
  for (const CaptureCell& cell : cells_)
    if ((cell.history & both) == both) total += cell.count;
  return total;
}

}  // namespace palermo::core
