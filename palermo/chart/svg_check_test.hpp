// SPDX-License-Identifier: Apache-2.0
// For tests: reads an SVG (or the HTML of a report) with a small strict reader and answers what stands in it.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace palermo::chart::checking {

struct Markup {
  std::string problem;                    // empty: tags balanced, attributes quoted, entities known, ids unique
  std::vector<std::string> texts;         // text nodes of <text> elements, entities resolved
  std::set<std::string> ids;
  std::vector<std::string> references;    // ids named by aria-labelledby and url(#...)
  std::vector<double> font_sizes;
};

inline std::string resolve_entities(std::string_view text, std::string& problem) {
  std::string out;
  while (!text.empty()) {
    if (text[0] != '&') {
      out += text[0];
      text.remove_prefix(1);
      continue;
    }
    const std::size_t end = text.find(';');
    const std::string name(text.substr(1, end == std::string_view::npos ? end : end - 1));
    if (name == "amp") out += '&';
    else if (name == "lt") out += '<';
    else if (name == "gt") out += '>';
    else if (name == "quot") out += '"';
    else if (name == "#39") out += '\'';
    else { problem = "unknown entity &" + name; return out; }
    text.remove_prefix(end + 1);
  }
  return out;
}

class MarkupReader {
 public:
  static Markup read(std::string_view svg) {
    MarkupReader reader(svg);
    reader.run();
    return reader.markup_;
  }

 private:
  explicit MarkupReader(std::string_view rest) : rest_(rest) {}

  void run() {
    while (!rest_.empty() && markup_.problem.empty()) rest_[0] == '<' ? tag() : text();
    if (markup_.problem.empty() && !open_.empty()) markup_.problem = "not closed: " + open_.back();
  }
  void text() {
    const std::size_t end = rest_.find('<');
    const std::string resolved = resolve_entities(rest_.substr(0, end), markup_.problem);
    if (open_.empty()) markup_.problem = "text outside the root";
    else if (open_.back() == "text") markup_.texts.push_back(resolved);
    rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end);
  }
  void tag() {
    rest_.remove_prefix(1);
    if (rest_.starts_with('/')) {
      const std::string name(rest_.substr(1, rest_.find('>') - 1));
      if (open_.empty() || open_.back() != name) markup_.problem = "closes " + name + " wrongly";
      else open_.pop_back();
      rest_.remove_prefix(rest_.find('>') + 1);
      return;
    }
    const std::string name(rest_.substr(0, rest_.find_first_of(" />")));
    rest_.remove_prefix(name.size());
    while (rest_.starts_with(' ') && markup_.problem.empty()) attribute();
    const bool empty = rest_.starts_with("/>");
    if (!empty && !rest_.starts_with('>')) markup_.problem = "bad tag " + name;
    else rest_.remove_prefix(empty ? 2 : 1);
    if (!empty) open_.push_back(name);
  }
  void attribute() {
    rest_.remove_prefix(1);
    const std::size_t equals = rest_.find("=\"");
    const std::size_t end = equals == std::string_view::npos ? equals : rest_.find('"', equals + 2);
    if (end == std::string_view::npos) { markup_.problem = "attribute without quotes"; return; }
    const std::string name(rest_.substr(0, equals));
    const std::string value = resolve_entities(rest_.substr(equals + 2, end - equals - 2), markup_.problem);
    if (name == "id" && !markup_.ids.insert(value).second) markup_.problem = "id twice: " + value;
    if (name == "font-size") markup_.font_sizes.push_back(std::stod(value));
    if (name == "aria-labelledby") {
      markup_.references.push_back(value.substr(0, value.find(' ')));
      markup_.references.push_back(value.substr(value.find(' ') + 1));
    }
    if (value.starts_with("url(#")) markup_.references.push_back(value.substr(5, value.size() - 6));
    rest_.remove_prefix(end + 1);
  }

  std::string_view rest_;
  std::vector<std::string> open_;
  Markup markup_;
};

}  // namespace palermo::chart::checking
