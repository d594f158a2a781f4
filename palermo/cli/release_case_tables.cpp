// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/release_case_tables.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "palermo/core/csv.hpp"
#include "palermo/publish/release_folder.hpp"

namespace palermo::cli {
namespace {

using core::Done;
using core::Result;

// `sink` is called as core::read_csv says.
Done read_rows(Context& context, const std::string& path, const core::CsvSink& sink) {
  PALERMO_TRY(const auto source, core::open_file(path, true));
  core::CsvOptions options;
  if (path.ends_with(".tsv") || path.ends_with(".tsv.gz")) options.delimiter = '\t';
  PALERMO_CHECK_DONE(core::read_csv(*source, options, sink, context.progress()));
  return {};
}

bool is_our_mark(std::string_view text) { return text == publish::kSyntheticMark || text == publish::kSyntheticTestMark; }

// A column whose name says that rows are synthetic; ours has exactly that name.
bool marks_rows(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower.find("synthetic") != std::string::npos;
}

// The values found, column by column of the first file.
class Found {
 public:
  Done add(Context& context, const std::string& path) {
    std::vector<std::string> names;
    return read_rows(context, path,
                     {.header = [&](const std::vector<std::string>& header) {
                        names = header;
                        std::erase_if(order_, [&](const std::string& name) { return std::ranges::find(header, name) == header.end(); });
                        if (is_first_) std::ranges::copy_if(header, std::back_inserter(order_), [](const std::string& name) { return !marks_rows(name); });
                        is_first_ = false;
                        return Done{};
                      },
                      .row = [&](std::int64_t, std::span<const std::string_view> cells) {
                        for (std::size_t c = 0; c < cells.size(); ++c)
                          if (!cells[c].empty()) values_[names[c]].emplace(cells[c]);
                        return Done{};
                      }});
  }

  // A codebook of the columns that all files have; a column with nothing in it is left out.
  [[nodiscard]] Result<privacy::Codebook> codebook() const {
    core::Value columns(core::Value::Array{});
    for (const std::string& name : order_) {
      const auto found = values_.find(name);
      if (found == values_.end()) continue;
      core::Value column, values(core::Value::Array{});
      for (const std::string& value : found->second) values.push(value);
      column.set("name", name);
      column.set("values", std::move(values));
      column.set("other", false);
      columns.push(std::move(column));
    }
    if (columns.items().empty()) return core::fail(kNoCommonColumn);
    core::Value document;
    document.set("format", "palermo-codebook/1");
    document.set("id", "found");
    document.set("title", "found");
    document.set("columns", std::move(columns));
    return privacy::Codebook::read(document);
  }

 private:
  bool is_first_ = true;
  std::vector<std::string> order_;
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> values_;
};

Result<privacy::Codebook> codebook_for(Context& context, const std::string& path, const std::vector<CaseFile>& files) {
  if (path.empty()) {
    Found found;
    for (const CaseFile& file : files) PALERMO_CHECK_DONE(found.add(context, file.path));
    return found.codebook();
  }
  PALERMO_TRY(const std::string text, core::read_file(path, core::kHandWritten));
  PALERMO_TRY(const core::Value document, core::parse_yaml(text, path));
  return privacy::Codebook::read(document);
}

Result<CaseTable> read_case_table(Context& context, const std::shared_ptr<const privacy::Codebook>& codebook, const std::string& path) {
  privacy::PersonReader reader(codebook);
  std::vector<std::size_t> marks;
  bool all_ours = true, any_row = false;
  const core::CsvSink sink{.header = [&](const std::vector<std::string>& header) {
                             for (std::size_t c = 0; c < header.size(); ++c)
                               if (marks_rows(header[c])) marks.push_back(c);
                             return reader.header(header);
                           },
                           .row = [&](std::int64_t, std::span<const std::string_view> cells) {
                             for (const std::size_t c : marks) all_ours = all_ours && is_our_mark(cells[c]);
                             any_row = true;
                             reader.add(cells);
                             return Done{};
                           }};
  PALERMO_CHECK_DONE(read_rows(context, path, sink));
  CaseTable table{.rows = std::move(reader).finish().inside_rows()};
  table.mark = marks.empty() || !any_row ? RowMark::none : all_ours ? RowMark::ours : RowMark::foreign;
  return table;
}

}  // namespace

Result<CaseTables> read_case_tables(Context& context, const std::string& codebook, const std::vector<CaseFile>& files) {
  PALERMO_TRY(privacy::Codebook read, codebook_for(context, codebook, files));
  CaseTables result;
  result.codebook = std::make_shared<const privacy::Codebook>(read);
  read.subject.reset();
  const auto without_subject = std::make_shared<const privacy::Codebook>(std::move(read));
  for (const CaseFile& file : files) {
    PALERMO_TRY(CaseTable table, read_case_table(context, file.synthetic ? without_subject : result.codebook, file.path));
    result.tables.push_back(std::move(table));
  }
  return result;
}

Result<std::vector<std::size_t>> columns_named(const privacy::Codebook& codebook, const std::vector<std::string>& names) {
  std::vector<std::size_t> columns;
  for (const std::string& name : names) {
    const std::optional<std::size_t> found = codebook.find(name);
    if (!found) return core::fail(privacy::kNoColumn, {.field = name});
    columns.push_back(*found);
  }
  return columns;
}

}  // namespace palermo::cli
