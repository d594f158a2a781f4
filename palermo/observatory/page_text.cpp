// SPDX-License-Identifier: Apache-2.0
// A page for a terminal: Markdown that reads well without being rendered.
#include "palermo/core/table.hpp"
#include "palermo/observatory/page.hpp"

namespace palermo::observatory {
namespace {

std::string list_text(const std::vector<Item>& items) {
  std::string text;
  for (const Item& item : items)
    text += (text.empty() ? "" : "\n") + std::string(item.depth * 2, ' ') + "- " + plain(item.line);
  return text;
}

std::string pairs_text(const std::vector<std::pair<Line, Line>>& pairs) {
  std::string text;
  for (const auto& [name, value] : pairs) text += (text.empty() ? "- " : "\n- ") + plain(name) + ": " + plain(value);
  return text;
}

std::string grid_text(const Grid& grid) {
  core::Table table;
  table.caption = plain(grid.caption);
  for (const Line& column : grid.columns) table.columns.push_back({plain(column), false});
  for (const std::vector<Cell>& row : grid.rows) {
    std::vector<std::string> cells;
    for (const Cell& cell : row) cells.push_back(plain(cell.line));
    table.rows.push_back(std::move(cells));
  }
  std::string text = core::to_plain_text(table);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string block_text(const Block& block) {
  switch (block.kind) {
    case Block::Kind::heading:
      return std::string(static_cast<std::size_t>(block.level), '#') + " " + plain(block.line);
    case Block::Kind::paragraph:
      return plain(block.line);
    case Block::Kind::notice:
      return "> " + plain(block.line);
    case Block::Kind::list:
      return list_text(block.items);
    case Block::Kind::pairs:
      return pairs_text(block.pairs);
    case Block::Kind::grid:
      break;
  }
  return grid_text(block.grid);
}

}  // namespace

std::string to_text(const Page& page) {
  std::string text = "# " + plain(page.title());
  for (const Block& block : page.blocks()) text += "\n\n" + block_text(block);
  return text;
}

}  // namespace palermo::observatory
