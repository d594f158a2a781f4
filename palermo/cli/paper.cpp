// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/paper.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "palermo/chart/svg.hpp"
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
html { font: 12pt/1.4 system-ui, "Noto Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #000; background: #fff; }
body { margin: 0 auto; padding: 1rem 1.2rem 2rem; max-width: 50rem; }
h1 { font-size: 1.7em; line-height: 1.15; margin: 0 0 .25em; }
h2 { font-size: 1.08em; line-height: 1.2; margin: .9em 0 .25em; padding-top: .25em; border-top: 2px solid #000; break-after: avoid; }
h3 { font-size: 1em; margin: .5em 0 .15em; break-after: avoid; }
p { margin: .3em 0; }
ul { margin: .2em 0 .4em; padding-inline-start: 1.1em; }
li { margin: .18em 0; break-inside: avoid; }
dl { margin: .5em 0; }
dt { font-weight: 600; margin-top: .5em; }
dd { margin: 0; }
.blank dd { border-bottom: 1px solid #000; height: 1.9em; }
.notice { border: 2px solid #000; border-inline-start-width: 10px; padding: .4em .7em; margin: .5em 0; font-weight: 600; }
.sheet .columns { columns: 2; column-gap: 1.6em; margin-top: .5em; }
.sheet .columns > h2:first-child { margin-top: 0; column-span: all; }
.sheet .open { font-size: .84em; }
.sheet .open li, .sheet .open p { line-height: 1.16; }
@media screen and (max-width: 36rem) { .sheet .columns { columns: 1; } }
@media print {
  body { padding: 0; max-width: none; }
  .sheet { font-family: Arial, "Liberation Sans", "Helvetica Neue", "Noto Sans", sans-serif; }
  .sheet, .sheet p, .sheet li { line-height: 1.2; }
  .sheet h1 { font-size: 1.5em; }
  .sheet h2 { margin-top: .6em; }
  .sheet p { margin: .2em 0; }
  .sheet ul { margin: .1em 0 .2em; }
  .sheet li { margin: .1em 0; }
  .a4.few { font-size: 12pt; } .a4.some { font-size: 10.5pt; } .a4.many { font-size: 8.8pt; }
  .a5.few { font-size: 9pt; } .a5.some { font-size: 8.5pt; } .a5.many { font-size: 8.5pt; }
}
)css";

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

// A sheet is set in columns from its first heading on; what is to be asked about (heading "open") in smaller print, then its end.
std::string body(const Page& page, bool columns) {
  std::string html;
  bool open = false;
  for (const Block& b : page.blocks()) {
    const bool begins = columns && b.kind == Block::Kind::heading && (!open || b.id == "open" || b.id == "end");
    if (begins) html += fmt::format("{}<div class=\"columns{}\">\n", open ? "</div>\n" : "", b.id == "open" ? " open" : "");
    open |= begins;
    html += block(b) + "\n";
  }
  return open ? html + "</div>\n" : html;
}

// How much there is to set, in letters of the text.
std::string_view fullness(const Page& page) {
  constexpr std::size_t kFew = 2600, kSome = 4300;
  const std::size_t letters = to_text(page).size();
  return letters <= kFew ? "few" : letters <= kSome ? "some" : "many";
}

}  // namespace

std::string paper_html(const Page& page, const core::Catalogue& catalogue, Paper paper) {
  const bool sheet = paper != Paper::letter;
  const std::string_view size = paper == Paper::sheet_a5 ? "a5" : "a4";
  const std::string kind = sheet ? fmt::format("sheet {} {}", size, fullness(page)) : "letter";
  return fmt::format(R"html(<!DOCTYPE html>
<html lang="{}" dir="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{}</title>
<style>{}@page {{ size: {}; margin: {}; }}
</style>
</head>
<body class="{}">
<main>
<h1>{}</h1>
{}</main>
</body>
</html>
)html",
                     catalogue.language(), catalogue.right_to_left() ? "rtl" : "ltr", escape_xml(plain(page.title())), kStyle,
                     paper == Paper::sheet_a5 ? "A5" : "A4", paper == Paper::sheet_a5 ? "8mm" : sheet ? "10mm" : "20mm", kind,
                     line(page.title()), body(page, sheet));
}

core::Done may_write_paper(const std::string& file, bool replace) {
  std::error_code ignored;
  if (file.empty() || replace || !std::filesystem::exists(file, ignored)) return {};
  return core::fail(kPaperExists, {.file = file}, {{"file", file}});
}

core::Done write_paper(const std::string& file, const std::string& html) {
  if (file.empty()) return {};
  return core::write_file(file, html, kForOwnerOnly);
}

}  // namespace palermo::cli
