// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/link_review.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

#include "palermo/cli/link_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/link/people_files.hpp"

namespace palermo::cli {
namespace {

using core::Done;
using core::Result;

constexpr std::string_view kNotForRelease = "not for release\n";
constexpr std::int64_t kLargestFile = std::int64_t{1} << 30;
constexpr std::array<std::string_view, 5> kSampleColumns{"pair", "record_a", "record_b", "stratum", "inclusion"};
constexpr std::array<std::string_view, 4> kClerkColumns{"pair", "clerk", "record_a", "record_b"};
constexpr std::array<std::string_view, 2> kClerkEnd{"label", "note"};

std::string name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

// The places of `wanted` in a header.
Result<std::vector<std::size_t>> places(const std::vector<std::string>& header, std::span<const std::string_view> wanted, const std::string& file) {
  std::vector<std::size_t> at;
  for (const std::string_view column : wanted) {
    const auto found = std::ranges::find(header, column);
    if (found == header.end()) return core::fail(kReviewColumns, {.file = file, .row = 1}, {{"column", std::string(column)}});
    at.push_back(static_cast<std::size_t>(found - header.begin()));
  }
  return at;
}

template <class Number>
bool read_number(std::string_view word, Number& out) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), out);
  return error == std::errc() && end == word.data() + word.size();
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string sample_csv(const std::vector<SampleRow>& rows) {
  std::string text(kNotForRelease);
  core::append_csv_row(text, kSampleColumns);
  for (const SampleRow& row : rows) {
    const std::string stratum = std::to_string(row.stratum), inclusion = fmt::format("{:.9g}", row.inclusion);
    core::append_csv_row(text, std::array<std::string_view, kSampleColumns.size()>{row.code, row.a, row.b, stratum, inclusion});
  }
  return text;
}

Result<std::vector<SampleRow>> read_sample(Context& context, const std::string& path) {
  PALERMO_TRY(const std::string text, core::read_file(path, kLargestFile));
  const std::string file = name_of(path);
  std::vector<SampleRow> rows;
  std::vector<std::size_t> at;
  core::CsvSink sink;
  sink.header = [&](const std::vector<std::string>& header) -> Done {
    PALERMO_TRY(at, places(header, kSampleColumns, file));
    return {};
  };
  sink.row = [&](std::int64_t row, std::span<const std::string_view> cells) -> Done {
    SampleRow one{std::string(cells[at[0]]), std::string(cells[at[1]]), std::string(cells[at[2]]), 0, 1};
    const bool whole = !one.code.empty() && !one.a.empty() && !one.b.empty() && read_number(cells[at[3]], one.stratum) && read_number(cells[at[4]], one.inclusion);
    if (!whole || !(one.inclusion > 0 && one.inclusion <= 1)) return core::fail(kReviewRow, {.file = file, .row = row});
    rows.push_back(std::move(one));
    return {};
  };
  PALERMO_CHECK_DONE(link::read_inside_csv(text, file, sink, context.progress()));
  std::ranges::sort(rows, {}, &SampleRow::code);
  return rows;
}

std::string clerk_csv(int clerk, const std::vector<std::string>& columns, const std::vector<ClerkRow>& rows) {
  std::string text(kNotForRelease);
  std::vector<std::string_view> cells(kClerkColumns.begin(), kClerkColumns.end());
  cells.insert(cells.end(), columns.begin(), columns.end());
  cells.insert(cells.end(), kClerkEnd.begin(), kClerkEnd.end());
  core::append_csv_row(text, cells);
  const std::string number = std::to_string(clerk);
  for (const ClerkRow& row : rows) {
    cells = {row.code, number, row.a, row.b};
    cells.insert(cells.end(), row.values.begin(), row.values.end());
    cells.insert(cells.end(), {std::string_view(), std::string_view()});
    core::append_csv_row(text, cells);
  }
  return text;
}

Result<ClerkFile> read_clerk(Context& context, const std::string& path) {
  PALERMO_TRY(const std::string text, core::read_file(path, kLargestFile));
  const std::string file = name_of(path);
  ClerkFile out;
  std::vector<std::size_t> at, value_at;
  std::int64_t empty = 0, first_empty = 0;
  constexpr std::array<std::string_view, 3> kWanted{"pair", "clerk", "label"};
  core::CsvSink sink;
  sink.header = [&](const std::vector<std::string>& header) -> Done {
    PALERMO_TRY(at, places(header, kWanted, file));
    for (std::size_t i = 0; i < header.size(); ++i)
      if (std::ranges::find(kClerkColumns, header[i]) == kClerkColumns.end() && std::ranges::find(kClerkEnd, header[i]) == kClerkEnd.end()) {
        value_at.push_back(i);
        out.columns.push_back(header[i]);
      }
    return {};
  };
  sink.row = [&](std::int64_t row, std::span<const std::string_view> cells) -> Done {
    int clerk = 0;
    if (cells[at[0]].empty() || !read_number(without_blanks(cells[at[1]]), clerk) || clerk < 1 || (out.clerk != 0 && clerk != out.clerk))
      return core::fail(kReviewRow, {.file = file, .row = row});
    out.clerk = clerk;
    const std::string_view word = without_blanks(cells[at[2]]);
    if (word.empty()) {
      if (empty++ == 0) first_empty = row;
      return {};
    }
    const auto label = link::pair_label_of(word);
    if (!label) return core::fail(kReviewRow, {.file = file, .row = row, .field = "label"});
    out.labels.push_back({std::string(cells[at[0]]), *label, {}});
    for (const std::size_t i : value_at) out.labels.back().values.emplace_back(cells[i]);
    return {};
  };
  PALERMO_CHECK_DONE(link::read_inside_csv(text, file, sink, context.progress()));
  if (empty > 0) return core::fail(kReviewUnfinished, {.file = file, .row = first_empty}, {{"rows", std::to_string(empty)}});
  std::ranges::sort(out.labels, {}, &ClerkLabel::code);
  if (std::ranges::adjacent_find(out.labels, {}, &ClerkLabel::code) != out.labels.end()) return core::fail(kOtherReview, {.file = file});
  return out;
}

void add_link_review(CLI::App& parent, Context& context) {
  CLI::App& family = add_family(parent, context, "link.review");
  add_link_review_make(family, context);
  add_link_review_read(family, context);
}

}  // namespace palermo::cli
