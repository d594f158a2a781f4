// SPDX-License-Identifier: Apache-2.0
// Page: what the observatory shows, written once and read in a terminal (Markdown) or in a browser (HTML).
//
// A page is a list of blocks, a block is made of lines, a line of spans. A span is text in the reader's language or,
// with `data`, text of a law file: English, shown as it is and marked so for browsers (lang, dir, translate).
// Invariants: HTML is escaped in to_html and nowhere else; a page asks for nothing from outside and has no script.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "palermo/core/catalogue.hpp"

namespace palermo::observatory {

struct Span {
  std::string text;
  bool data = false;
  bool strong = false;
  std::string href = {};  // "#art-3" on this page, or "laws/un.tip-protocol.html#art-3" from the root of the site
};
using Line = std::vector<Span>;

// Text of a law file, made one line and free of controls and direction marks. In HTML its span is isolated (dir), so
// that it cannot change the order in which its neighbours are read.
[[nodiscard]] Span data(std::string text, std::string href = {});
[[nodiscard]] Span strong(Span span);

// The text of `key` with spans as its arguments: {name} in the text becomes the span.
[[nodiscard]] Line message(const core::Catalogue& catalogue, std::string_view key,
                           const std::vector<std::pair<std::string, Span>>& args = {});
[[nodiscard]] Line operator+(Line a, const Line& b);
[[nodiscard]] Line joined(const std::vector<Line>& lines, std::string_view between);
[[nodiscard]] std::string plain(const Line& line);

struct Item {
  Line line;
  std::size_t depth = 0;
};

// How a cell looks beside what it says; the words alone carry the meaning.
enum class Tone { plain, quiet, hatched };

struct Cell {
  Line line;
  Tone tone = Tone::plain;
};

// The first cell of a row is its heading.
struct Grid {
  Line caption;
  std::vector<Line> columns;
  std::vector<std::vector<Cell>> rows;
  bool short_heads = false;  // the headings of its rows are codes
};

struct Block {
  enum class Kind { heading, paragraph, notice, list, pairs, grid };
  Kind kind = Kind::paragraph;
  int level = 2;                             // heading: 2, 3 or 4
  std::string id;                            // heading: its anchor
  Line line;                                 // heading, paragraph, notice
  std::vector<Item> items;                   // list
  std::vector<std::pair<Line, Line>> pairs;  // pairs
  Grid grid;
};

class Page {
 public:
  Page(std::string file, Line title) : file_(std::move(file)), title_(std::move(title)) {}

  void heading(int level, Line line, std::string id = {});
  void paragraph(Line line);
  void notice(Line line);
  void list(std::vector<Item> items);  // nothing when empty
  void pairs(std::vector<std::pair<Line, Line>> pairs);
  void grid(Grid grid);
  void append(const Page& other);  // its blocks

  [[nodiscard]] const std::string& file() const { return file_; }  // from the root of the site: "laws/un.cat.html"
  [[nodiscard]] const Line& title() const { return title_; }
  [[nodiscard]] const std::vector<Block>& blocks() const { return blocks_; }

 private:
  std::string file_;
  Line title_;
  std::vector<Block> blocks_;
};

// Markdown without links; no newline at the end.
[[nodiscard]] std::string to_text(const Page& page);

// A whole HTML document. `in_site`: links to other pages are kept; else they become plain text.
[[nodiscard]] std::string to_html(const Page& page, const core::Catalogue& catalogue, bool in_site);

// "art. 6(1)(a)" as an anchor: letters, digits, '.' and '-'.
[[nodiscard]] std::string anchor(std::string_view text);

extern const std::string_view kPageStyle;

}  // namespace palermo::observatory
