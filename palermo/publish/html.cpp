// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/html.hpp"

#include <fmt/format.h>

#include "palermo/chart/svg.hpp"
#include "palermo/core/plain_text.hpp"

namespace palermo::publish {
namespace {

std::string shown(const std::string& text, const std::set<std::string>& data) {
  return data.contains(text) ? data_html(text) : escape_html(text);
}

std::string head_row(const core::Table& table, const std::set<std::string>& data) {
  std::string cells;
  for (const core::Table::Column& column : table.columns)
    cells += element("th", shown(column.name, data), column.numeric ? R"(scope="col" class="n")" : R"(scope="col")");
  return element("thead", element("tr", cells));
}

// How many leading headings of row `i` repeat those of the row before.
std::size_t repeated_heads(const core::Table& table, std::size_t i, std::size_t heads) {
  std::size_t same = 0;
  if (i > 0)
    while (same + 1 < heads && table.rows[i][same] == table.rows[i - 1][same]) ++same;
  return same;
}

// In how many rows from `i` on the heading in `column`, and those before it, stay the same.
std::size_t span_of(const core::Table& table, std::size_t i, std::size_t column, std::size_t heads) {
  std::size_t rows = 1;
  while (i + rows < table.rows.size() && repeated_heads(table, i + rows, heads) > column) ++rows;
  return rows;
}

std::string body_row(const core::Table& table, std::size_t i, const std::set<std::string>& data, std::size_t heads) {
  std::string cells;
  for (std::size_t c = repeated_heads(table, i, heads); c < table.rows[i].size(); ++c) {
    const std::string text = shown(table.rows[i][c], data);
    if (c >= heads) {
      cells += element("td", text, table.columns[c].numeric ? R"(class="n")" : "");
      continue;
    }
    const std::size_t rows = span_of(table, i, c, heads);
    cells += element("th", text, rows > 1 ? fmt::format(R"(scope="rowgroup" rowspan="{}")", rows) : R"(scope="row")");
  }
  return element("tr", cells);
}

}  // namespace

std::string escape_html(std::string_view text) { return chart::escape_xml(text); }

std::string data_html(std::string_view raw) {
  const std::string text = core::one_line(raw);
  std::string inner;
  for (std::size_t i = 0; i < text.size(); ++i) {
    inner += escape_html(std::string_view(text).substr(i, 1));
    const bool more = i + 1 < text.size() && text[i + 1] != ' ';
    if (more && (text[i] == '#' || text[i] == '.' || text[i] == '/' || text[i] == '_')) inner += "<wbr>";
  }
  return element("span", inner, R"(class="data" lang="en" dir="ltr" translate="no")");
}

std::string element(std::string_view name, std::string_view content, std::string_view attributes) {
  return fmt::format("<{}{}{}>{}</{}>", name, attributes.empty() ? "" : " ", attributes, content, name);
}

std::string table_html(const core::Table& table, const std::set<std::string>& data, std::size_t heads) {
  std::string rows;
  for (std::size_t i = 0; i < table.rows.size(); ++i) rows += body_row(table, i, data, heads);
  const std::string content = element("caption", escape_html(table.caption)) + head_row(table, data) + element("tbody", rows);
  return fmt::format(R"(<div class="scroll" role="group" tabindex="0" aria-label="{}">{}</div>)", escape_html(table.caption),
                     element("table", content)) + "\n";
}

std::string picture_html(const chart::Figure& figure) {
  return element("figure", element("figcaption", escape_html(figure.table.caption)) +
                               element("div", figure.svg, fmt::format(R"(class="scroll" role="group" tabindex="0" aria-label="{}")",
                                                                      escape_html(figure.table.caption)))) + "\n";
}

std::string figure_html(const chart::Figure& figure, std::size_t heads) {
  return picture_html(figure) + table_html(figure.table, figure.data, heads);
}

std::string figure_with_folded_table(const chart::Figure& figure, std::string_view summary, std::size_t heads) {
  return picture_html(figure) +
         element("details", element("summary", summary) + table_html(figure.table, figure.data, heads), R"(class="twin")") + "\n";
}

std::string details_html(std::string_view summary, std::string_view content, bool open) {
  return element("details", element("summary", summary) + std::string(content), open ? "open" : "") + "\n";
}

}  // namespace palermo::publish
