// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/table.hpp"

#include <algorithm>

namespace palermo::core {
namespace {

// Marks that take no column of a terminal: combining accents, direction marks, joiners.
bool takes_no_width(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

std::size_t width_of(const std::string& text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = lead < 0x80 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k) c = (c << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    if (!takes_no_width(c)) ++width;
    i += length;
  }
  return width;
}

std::vector<std::size_t> widths_of(const Table& table) {
  std::vector<std::size_t> widths;
  for (const Table::Column& column : table.columns) widths.push_back(width_of(column.name));
  for (const auto& row : table.rows)
    for (std::size_t i = 0; i < std::min(row.size(), widths.size()); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  return widths;
}

std::string line_of(const Table& table, const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const std::string cell = i < cells.size() ? cells[i] : std::string();
    const std::string padding(widths[i] - width_of(cell), ' ');
    if (i > 0) line += "  ";
    line += table.columns[i].numeric ? padding + cell : cell + padding;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace

std::string to_plain_text(const Table& table) {
  const std::vector<std::size_t> widths = widths_of(table);
  std::vector<std::string> names;
  std::vector<std::string> rules;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    names.push_back(table.columns[i].name);
    std::string rule;
    for (std::size_t k = 0; k < widths[i]; ++k) rule += "─";
    rules.push_back(rule);
  }
  std::string text = table.caption.empty() ? std::string() : table.caption + "\n";
  text += line_of(table, names, widths) + line_of(table, rules, widths);
  for (const auto& row : table.rows) text += line_of(table, row, widths);
  return text;
}

}  // namespace palermo::core
