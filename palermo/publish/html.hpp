// SPDX-License-Identifier: Apache-2.0
// The few pieces of HTML that the report is made of. Text is escaped here; keys of the catalogue are not known here.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "palermo/chart/figure.hpp"

namespace palermo::publish {

[[nodiscard]] std::string escape_html(std::string_view text);

// Text of a data file: English, shown as it is, with chances to break after '#', '.', '/' and '_'.
[[nodiscard]] std::string data_html(std::string_view text);

// <name>content</name>; `content` is HTML, `attributes` are complete: R"(class="n")".
[[nodiscard]] std::string element(std::string_view name, std::string_view content, std::string_view attributes = {});

// A table with its caption; numeric columns at the end side; the first `heads` cells of a row are its headings, and
// equal headings in rows that follow each other are written once. Cells and column names that stand in `data` are
// marked as data.
[[nodiscard]] std::string table_html(const core::Table& table, const std::set<std::string>& data, std::size_t heads = 1);

// The picture with its caption, in a frame that scrolls on a narrow screen.
[[nodiscard]] std::string picture_html(const chart::Figure& figure);
// The picture and its table.
[[nodiscard]] std::string figure_html(const chart::Figure& figure, std::size_t heads = 1);
// The picture, and its table folded away under `summary`: where the same values stand in a table just above.
[[nodiscard]] std::string figure_with_folded_table(const chart::Figure& figure, std::string_view summary, std::size_t heads = 1);

// <details>, open or not; closed ones are printed open.
[[nodiscard]] std::string details_html(std::string_view summary, std::string_view content, bool open);

extern const std::string_view kReportStyle;  // the page's style sheet

}  // namespace palermo::publish
