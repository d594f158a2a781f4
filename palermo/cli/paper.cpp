// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/paper.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "palermo/chart/svg.hpp"
#include "palermo/cli/page_file.hpp"
#include "palermo/core/output.hpp"

namespace palermo::cli {
namespace {

using chart::escape_xml;
using observatory::Block;
using observatory::Item;
using observatory::Line;
using observatory::Page;

constexpr unsigned kForOwnerOnly = 0600;

// Black on white, for the cheapest printer. Logical sides, so that right-to-left languages mirror themselves.
constexpr std::string_view kStyle = R"css(
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { font: 12pt/1.4 "Noto Sans", "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", FONTS_OF_OTHER_SCRIPTS, system-ui, sans-serif; color: #000; background: #fff; }
body { margin: 0 auto; padding: 1rem 1.2rem 2rem; max-width: 50rem; }
h1 { font-size: 1.7em; line-height: 1.15; margin: 0 0 .25em; }
h2 { font-size: 1.08em; line-height: 1.2; margin: .9em 0 .25em; padding-top: .25em; border-top: 2px solid #000; break-after: avoid; }
h3, h4 { font-size: 1em; margin: .5em 0 .15em; break-after: avoid; }
h4 { font-style: italic; }
p { margin: .3em 0; }
ul { margin: .2em 0 .4em; padding-inline-start: 1.1em; }
li { margin: .18em 0; break-inside: avoid; }
dl { margin: .5em 0; break-inside: avoid; }
dt { font-weight: 600; margin-top: .5em; }
dd { margin: 0; }
.blank dd { border-bottom: 1px solid #000; height: 1.9em; }
.sheet li > strong { font-size: 1.2em; white-space: nowrap; }
.notice { border: 2px solid #000; border-inline-start-width: 10px; padding: .4em .7em; margin: .5em 0; font-weight: 600; break-inside: avoid; }
.sheet .columns { columns: 2; column-gap: 1.6em; margin-top: .5em; }
.sheet .columns > h2:first-child { margin-top: 0; }
.turn { display: none; }
@media screen and (max-width: 36rem) { .sheet .columns { columns: 1; } }
@media print {
  body { padding: 0; max-width: none; }
  .sheet, .letter { font-family: Arial, "Liberation Sans", "Helvetica Neue", "Noto Sans", "DejaVu Sans Condensed", FONTS_OF_OTHER_SCRIPTS, sans-serif; orphans: 2; widows: 2; }
  .letter { font-size: 11pt; line-height: 1.3; }
  .sheet, .sheet p, .sheet li { line-height: 1.2; }
  .sheet h1 { font-size: 1.5em; }
  .sheet h2 { margin: .5em 0 .15em; padding-top: .15em; }
  .sheet h3, .sheet h4 { margin: .3em 0 .05em; }
  .sheet p { margin: .2em 0; }
  .sheet .notice { padding: .25em .6em; }
  .sheet ul { margin: .1em 0 .2em; }
  .sheet li { margin: .1em 0; }
  .two .open { break-before: page; }
  .turn { display: block; font-weight: 600; }
  .a5 .columns { columns: 1; }
}
)css";

// For names of languages in their own script: what comes with Android and Linux, Windows and macOS. A printer that has none shows boxes.
constexpr std::string_view kOtherScripts =
    R"("Noto Sans Thai", "Noto Sans Myanmar", "Noto Sans Khmer", "Noto Sans Lao", "Noto Sans Arabic", "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Ethiopic", "Noto Sans CJK SC", )"
    R"("Leelawadee UI", "Myanmar Text", "Khmer UI", "Nirmala UI", "Ebrima", "Microsoft YaHei", "Thonburi", "Myanmar MN", "Khmer MN", "Lao MN", "Kohinoor Devanagari", "Kefa", "PingFang SC")";

std::string style() {
  constexpr std::string_view kMark = "FONTS_OF_OTHER_SCRIPTS";
  std::string css(kStyle);
  for (std::size_t at = css.find(kMark); at != std::string::npos; at = css.find(kMark)) css.replace(at, kMark.size(), kOtherScripts);
  return css;
}

std::string span(const observatory::Span& s) {
  std::string html = s.data ? "<bdi>" + escape_xml(s.text) + "</bdi>" : escape_xml(s.text);
  return s.strong ? "<strong>" + html + "</strong>" : html;
}

std::string line(const Line& spans) {
  std::string html;
  for (const observatory::Span& s : spans) html += span(s);
  return html;
}

std::string list(const std::vector<Item>& items, std::size_t& at, std::size_t depth) {
  std::string html = "<ul>";
  while (at < items.size() && items[at].depth >= depth) {
    html += "<li>" + line(items[at].line);
    ++at;
    if (at < items.size() && items[at].depth > depth) html += list(items, at, items[at].depth);
    html += "</li>";
  }
  return html + "</ul>";
}

std::string pairs(const std::vector<std::pair<Line, Line>>& rows) {
  std::string html;
  for (const auto& [name, value] : rows)
    html += fmt::format("<dl{}><dt>{}</dt><dd>{}</dd></dl>", plain(value).empty() ? R"( class="blank")" : "", line(name), line(value));
  return html;
}

std::string block(const Block& b) {
  std::size_t at = 0;
  switch (b.kind) {
    case Block::Kind::heading:
      return fmt::format("<h{0}>{1}</h{0}>", b.level, line(b.line));
    case Block::Kind::notice:
      return R"(<p class="notice">)" + line(b.line) + "</p>";
    case Block::Kind::list:
      return list(b.items, at, b.items.front().depth);
    case Block::Kind::pairs:
      return pairs(b.pairs);
    case Block::Kind::paragraph:
    case Block::Kind::grid:
      break;
  }
  return "<p>" + line(b.line) + "</p>";
}

// How a sheet is set. one: on one side. two: what is open on the second. flow: it goes on where the rest ends, over two sides or more.
enum class Sides { one, two, flow };

// A sheet is set in columns from its first heading on, and what is to be asked about (heading "open") in columns of its own. Whoever holds a
// sheet of more than one side is told so: below what is owed, or above it where nobody knows what the first side ends with.
std::string body(const Page& page, const core::Catalogue& catalogue, bool columns, Sides sides) {
  const std::string turn = "<p class=\"turn\">" + escape_xml(catalogue.text("sheet.turn")) + "</p>\n";
  std::string html;
  bool open = false;
  for (const Block& b : page.blocks()) {
    const bool heading = columns && b.kind == Block::Kind::heading, last = b.id == "open";
    const bool here = sides == Sides::two ? last && open : sides == Sides::flow && !open;
    if (heading && here) html += turn;
    if (heading && (!open || last)) html += fmt::format("{}<div class=\"columns{}\">\n", open ? "</div>\n" : "", last ? " open" : "");
    open |= heading;
    html += block(b) + "\n";
  }
  return open ? html + "</div>\n" : html;
}

// Letters as they are seen: no marks of direction.
std::size_t letters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\xE2\x80" && i + 2 < text.size() && static_cast<unsigned char>(text[i + 2]) >= 0x8B) continue;
    count += (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
  }
  return count;
}

// A size of letters on a paper, in points; how much fits was measured with a printer's fonts (docs/methods/sheets.md).
struct Setting {
  double width, height, points;
  int columns;
  [[nodiscard]] double letters_a_line() const { return (columns == 1 ? width : width / 2 - 0.8 * points) / (kLetter * points); }
  [[nodiscard]] double letters_a_whole_line() const { return width / (kLetter * points); }
  [[nodiscard]] double lines() const { return columns * height / (kLine * points); }
  static constexpr double kLetter = 0.53, kLine = 1.2;  // of a letter in the widest of the fonts of a sheet
};

double lines_of(std::string_view text, double letters_a_line) { return std::ceil(static_cast<double>(letters(text)) / letters_a_line); }

// Lines of a column that the blocks take.
struct Lines {
  double first = 0, open = 0;
};

Lines lines_of(const Page& page, const Setting& setting) {
  const double per = setting.letters_a_line();
  Lines lines;
  bool open = false, begun = false;
  lines.first = 1.9 * setting.columns;  // the title
  for (const Block& b : page.blocks()) {
    begun |= b.kind == Block::Kind::heading;
    open |= b.kind == Block::Kind::heading && b.id == "open";
    if (!begun) {  // over the whole width
      const bool notice = b.kind == Block::Kind::notice;
      lines.first += setting.columns * (lines_of(plain(b.line), setting.letters_a_whole_line() / (notice ? 1.15 : 1)) + (notice ? 1.1 : 0.35));
      continue;
    }
    double& sum = open ? lines.open : lines.first;
    switch (b.kind) {
      case Block::Kind::heading:
        sum += b.level == 2 ? lines_of(plain(b.line), per / 1.16) * 1.08 + 0.85 : lines_of(plain(b.line), per / 1.1) + 0.3;
        break;
      case Block::Kind::list:
        for (const Item& item : b.items) sum += lines_of(plain(item.line), per - 2.2) + 0.1;
        sum += 0.2;
        break;
      case Block::Kind::pairs:
        sum += 3.4 * static_cast<double>(b.pairs.size());
        break;
      case Block::Kind::notice:
        sum += lines_of(plain(b.line), per / 1.15) + 1.1;
        break;
      case Block::Kind::paragraph:
      case Block::Kind::grid:
        sum += lines_of(plain(b.line), per) + 0.25;
        break;
    }
  }
  return lines;
}

struct Fit {
  double points;
  Sides sides;
};

Fit fit(const Page& page, Paper paper) {
  constexpr double kA4[] = {12, 11.5, 11, 10.5}, kA5[] = {11, 10.5, 10, 9.5};
  const bool a5 = paper == Paper::sheet_a5;
  for (const Sides sides : {Sides::one, Sides::two, Sides::flow})
    for (const double points : a5 ? kA5 : kA4) {
      const Setting setting = a5 ? Setting{374, 550, points, 1} : Setting{538, 785, points, 2};
      const Lines lines = lines_of(page, setting);
      const double room = setting.lines() - 1.5 * setting.columns;  // columns are seldom of one length
      const bool fits = sides == Sides::two ? lines.first <= room - 1 && lines.open <= room : lines.first + lines.open <= (sides == Sides::one ? room : 2 * room);
      if (fits) return {points, sides};
    }
  return {a5 ? kA5[3] : kA4[3], Sides::flow};
}

std::string heading_text(const Block& b, const core::Catalogue& catalogue) { return catalogue.text("sheet.spoken.heading", {{"heading", plain(b.line)}}); }

std::string block_text(const Block& b, const core::Catalogue& catalogue) {
  std::string text;
  const auto add = [&](const std::string& line) { text += (text.empty() ? "" : "\n") + line; };
  switch (b.kind) {
    case Block::Kind::heading:
      return heading_text(b, catalogue);
    case Block::Kind::list:
      for (const Item& item : b.items) add(std::string(2 + item.depth * 2, ' ') + plain(item.line));
      return text;
    case Block::Kind::pairs:
      for (const auto& [name, value] : b.pairs) add(plain(name) + ": " + plain(value));
      return text;
    case Block::Kind::notice:
    case Block::Kind::paragraph:
    case Block::Kind::grid:
      break;
  }
  return plain(b.line);
}

}  // namespace

std::string paper_html(const Page& page, const core::Catalogue& catalogue, Paper paper) {
  const bool sheet = paper != Paper::letter;
  const std::string_view size = paper == Paper::sheet_a5 ? "a5" : "a4";
  const Fit set = sheet ? fit(page, paper) : Fit{12, Sides::one};
  const std::string kind = sheet ? fmt::format("sheet {}{}", size, set.sides == Sides::two ? " two" : "") : "letter";
  const std::string points = sheet ? fmt::format("@media print {{ .sheet {{ font-size: {}pt; }} }}\n", set.points) : "";
  return fmt::format(R"html(<!DOCTYPE html>
<html lang="{}" dir="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{}</title>
<style>{}{}@page {{ size: {}; margin: {}; }}
</style>
</head>
<body class="{}">
<main>
<h1>{}</h1>
{}</main>
</body>
</html>
)html",
                     catalogue.language(), catalogue.right_to_left() ? "rtl" : "ltr", escape_xml(plain(page.title())), style(), points,
                     paper == Paper::sheet_a5 ? "A5" : "A4", paper == Paper::sheet_a5 ? "8mm" : sheet ? "10mm" : "20mm", kind,
                     line(page.title()), body(page, catalogue, sheet, set.sides));
}

std::string paper_text(const Page& page, const core::Catalogue& catalogue) {
  std::string text = catalogue.text("sheet.spoken.title", {{"title", plain(page.title())}});
  for (const Block& b : page.blocks()) text += (b.kind == Block::Kind::list ? "\n" : "\n\n") + block_text(b, catalogue);
  return text;
}

std::string spoken_date(std::string_view date, const core::Catalogue& catalogue) {
  if (const std::size_t dots = date.find(".."); dots != std::string_view::npos)
    return catalogue.text("sheet.between", {{"first", spoken_date(date.substr(0, dots), catalogue)}, {"last", spoken_date(date.substr(dots + 2), catalogue)}});
  if (date.size() < 7) return std::string(date);
  const std::string year(date.substr(0, 4)), month = catalogue.text("sheet.month." + std::string(date.substr(5, 2)));
  if (date.size() < 10) return catalogue.text("sheet.month_of", {{"month", month}, {"year", year}});
  const std::string day(date.substr(date[8] == '0' ? 9 : 8, date[8] == '0' ? 1 : 2));
  return catalogue.text("sheet.day_of", {{"day", day}, {"month", month}, {"year", year}});
}

core::Done may_write_paper(const std::string& file, bool replace, const std::vector<std::string>& inputs) {
  PALERMO_CHECK_DONE(not_an_input(file, inputs));
  std::error_code ignored;
  if (file.empty() || replace || !std::filesystem::exists(file, ignored)) return {};
  return core::fail(kPaperExists, {.file = file}, {{"file", file}});
}

core::Done write_paper(const std::string& file, const std::string& html, bool replace) {
  if (file.empty()) return {};
  return core::write_files({{file, html}}, {.mode = kForOwnerOnly, .replace = replace});
}

}  // namespace palermo::cli
