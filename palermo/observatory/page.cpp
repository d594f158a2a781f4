// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/page.hpp"

#include <algorithm>

#include "palermo/core/plain_text.hpp"

namespace palermo::observatory {
namespace {

// Arguments travel through the catalogue as one private character each (U+E000 + index), and become spans after it.
constexpr std::string_view kLead = "\xEE\x80";
constexpr char kFirst = '\x80';

std::string stand_in(std::size_t index) {
  return std::string(kLead) + static_cast<char>(kFirst + static_cast<char>(index));
}

bool starts_with_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

Span data(std::string text, std::string href) {
  return {.text = core::one_line(text), .data = true, .strong = false, .href = std::move(href)};
}

Span strong(Span span) {
  span.strong = true;
  return span;
}

Line message(const core::Catalogue& catalogue, std::string_view key,
             const std::vector<std::pair<std::string, Span>>& args) {
  std::vector<core::Arg> stand_ins;
  for (std::size_t i = 0; i < args.size(); ++i) stand_ins.push_back({args[i].first, stand_in(i)});
  const std::string text = catalogue.text(key, stand_ins);
  Line line;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t at = std::min(text.find(kLead, from), text.size());
    if (at > from) line.push_back({text.substr(from, at - from)});
    if (at >= text.size()) break;
    const auto index = static_cast<std::size_t>(static_cast<unsigned char>(text[at + kLead.size()]) -
                                                static_cast<unsigned char>(kFirst));
    if (index < args.size()) line.push_back(args[index].second);
    from = at + kLead.size() + 1;
  }
  return line;
}

Line operator+(Line a, const Line& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Line joined(const std::vector<Line>& lines, std::string_view between) {
  Line all;
  for (const Line& line : lines) {
    if (!all.empty()) all.push_back({std::string(between)});
    all.insert(all.end(), line.begin(), line.end());
  }
  return all;
}

std::string plain(const Line& line) {
  std::string text;
  for (const Span& span : line) text += span.text;
  return text;
}

std::string anchor(std::string_view text) {
  std::string id;
  for (const char c : text) {
    if (starts_with_letter_or_digit(c) || c == '.')
      id += c;
    else if (!id.empty() && id.back() != '-')
      id += '-';
  }
  while (!id.empty() && (id.back() == '-' || id.back() == '.')) id.pop_back();
  return id;
}

void Page::heading(int level, Line line, std::string id) {
  Block block;
  block.kind = Block::Kind::heading;
  block.level = level;
  block.line = std::move(line);
  block.id = std::move(id);
  blocks_.push_back(std::move(block));
}

void Page::paragraph(Line line) {
  Block block;
  block.line = std::move(line);
  blocks_.push_back(std::move(block));
}

void Page::notice(Line line) {
  Block block;
  block.kind = Block::Kind::notice;
  block.line = std::move(line);
  blocks_.push_back(std::move(block));
}

void Page::list(std::vector<Item> items) {
  if (items.empty()) return;
  Block block;
  block.kind = Block::Kind::list;
  block.items = std::move(items);
  blocks_.push_back(std::move(block));
}

void Page::pairs(std::vector<std::pair<Line, Line>> pairs) {
  if (pairs.empty()) return;
  Block block;
  block.kind = Block::Kind::pairs;
  block.pairs = std::move(pairs);
  blocks_.push_back(std::move(block));
}

void Page::grid(Grid grid) {
  if (grid.rows.empty()) return;
  Block block;
  block.kind = Block::Kind::grid;
  block.grid = std::move(grid);
  blocks_.push_back(std::move(block));
}

void Page::append(const Page& other) { blocks_.insert(blocks_.end(), other.blocks_.begin(), other.blocks_.end()); }

}  // namespace palermo::observatory
