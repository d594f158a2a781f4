// SPDX-License-Identifier: Apache-2.0
// A page for a browser or for paper: one document, no script, nothing asked from outside.
#include <fmt/format.h>

#include <algorithm>

#include "palermo/chart/svg.hpp"
#include "palermo/observatory/page.hpp"

namespace palermo::observatory {
namespace {

using chart::escape_xml;

constexpr std::size_t kNarrow = 7;  // columns that fit between the margins

struct Writer {
  const core::Catalogue& catalogue;
  std::string root;  // "../" from the page to the root of the site
  bool in_site = false;

  [[nodiscard]] std::string href(const std::string& target) const {
    if (target.empty() || target[0] == '#') return target;
    return in_site ? root + target : "";
  }

  // Text with chances to break after '#', '.', '/' and '_' inside long words.
  [[nodiscard]] static std::string breakable(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      out += escape_xml(text.substr(i, 1));
      const bool inside = i + 1 < text.size() && text[i + 1] != ' ';
      if (inside && (text[i] == '#' || text[i] == '.' || text[i] == '/' || text[i] == '_')) out += "<wbr>";
    }
    return out;
  }

  [[nodiscard]] std::string span(const Span& span) const {
    std::string html =
        span.data ? R"(<span class="data" lang="en" dir="ltr" translate="no">)" + breakable(span.text) + "</span>"
                  : escape_xml(span.text);
    if (span.strong) html = "<strong>" + html + "</strong>";
    const std::string target = href(span.href);
    return target.empty() ? html : fmt::format(R"(<a href="{}">{}</a>)", escape_xml(target), html);
  }

  [[nodiscard]] std::string line(const Line& spans) const {
    std::string html;
    for (const Span& s : spans) html += span(s);
    return html;
  }

  [[nodiscard]] std::string list(const std::vector<Item>& items, std::size_t& at, std::size_t depth) const {
    std::string html = "<ul>";
    while (at < items.size() && items[at].depth >= depth) {
      html += "<li>" + line(items[at].line);
      ++at;
      if (at < items.size() && items[at].depth > depth) html += list(items, at, items[at].depth);
      html += "</li>";
    }
    return html + "</ul>";
  }

  [[nodiscard]] std::string pairs(const std::vector<std::pair<Line, Line>>& rows) const {
    std::string html = "<dl>";
    for (const auto& [name, value] : rows) html += "<dt>" + line(name) + "</dt><dd>" + line(value) + "</dd>";
    return html + "</dl>";
  }

  [[nodiscard]] std::string cell(const Cell& cell, bool head) const {
    if (head) return R"(<th scope="row">)" + line(cell.line) + "</th>";
    const std::string_view tone = cell.tone == Tone::hatched ? R"( class="hatched")"
                                  : cell.tone == Tone::quiet ? R"( class="quiet")"
                                                             : "";
    const std::string inner = cell.tone == Tone::hatched ? "<span>" + line(cell.line) + "</span>" : line(cell.line);
    return fmt::format("<td{}>{}</td>", tone, inner);
  }

  [[nodiscard]] std::string grid(const Grid& table) const {
    std::string head, body;
    for (const Line& column : table.columns) head += R"(<th scope="col">)" + line(column) + "</th>";
    for (const std::vector<Cell>& row : table.rows) {
      body += "<tr>";
      for (std::size_t i = 0; i < row.size(); ++i) body += cell(row[i], i == 0);
      body += "</tr>\n";
    }
    return fmt::format(
        R"(<div class="scroll{}" role="group" tabindex="0" aria-label="{}"><table{}><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>)",
        table.columns.size() > kNarrow ? " wide" : "", escape_xml(plain(table.caption)),
        table.short_heads ? R"( class="codes")" : "", line(table.caption), head, body);
  }

  [[nodiscard]] std::string block(const Block& block) const {
    std::size_t at = 0;
    switch (block.kind) {
      case Block::Kind::heading:
        return fmt::format("<h{0}{1}>{2}</h{0}>", block.level,
                           block.id.empty() ? "" : fmt::format(R"( id="{}")", escape_xml(block.id)), line(block.line));
      case Block::Kind::paragraph:
        return "<p>" + line(block.line) + "</p>";
      case Block::Kind::notice:
        return R"(<p class="notice" role="note">)" + line(block.line) + "</p>";
      case Block::Kind::list:
        return list(block.items, at, block.items.front().depth);
      case Block::Kind::pairs:
        return pairs(block.pairs);
      case Block::Kind::grid:
        break;
    }
    return grid(block.grid);
  }

  // Links to every part of the page, when it has several.
  [[nodiscard]] std::string contents(const Page& page) const {
    std::string links;
    std::size_t parts = 0;
    for (const Block& b : page.blocks())
      if (b.kind == Block::Kind::heading && b.level == 2 && !b.id.empty()) {
        links += fmt::format(R"(<li><a href="#{}">{}</a></li>)", escape_xml(b.id), line(b.line));
        ++parts;
      }
    return parts < 2 ? ""
                     : fmt::format(R"(<nav aria-label="{}"><ul>{}</ul></nav>)",
                                   escape_xml(catalogue.text("observatory.contents")), links);
  }

  [[nodiscard]] std::string way_home(const Page& page) const {
    if (!in_site || page.file() == "index.html") return "";
    return fmt::format(R"(<p class="home"><a href="{}index.html">{}</a></p>)", root,
                       escape_xml(catalogue.text("observatory.home")));
  }
};

}  // namespace

std::string to_html(const Page& page, const core::Catalogue& catalogue, bool in_site) {
  std::string root;
  for (const char c : page.file())
    if (c == '/') root += "../";
  const Writer writer{catalogue, root, in_site};
  std::string body;
  for (const Block& block : page.blocks()) body += writer.block(block) + "\n";
  return fmt::format(R"html(<!DOCTYPE html>
<html lang="{}" dir="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{}</title>
<style>{}</style>
</head>
<body>
<a class="skip" href="#main">{}</a>
{}<main id="main">
<h1>{}</h1>
{}{}</main>
<footer><p>{}</p></footer>
</body>
</html>
)html",
                     catalogue.language(), catalogue.right_to_left() ? "rtl" : "ltr", escape_xml(plain(page.title())),
                     kPageStyle, escape_xml(catalogue.text("observatory.skip")), writer.way_home(page),
                     writer.line(page.title()), writer.contents(page), body,
                     escape_xml(catalogue.text("observatory.footer")));
}

}  // namespace palermo::observatory
