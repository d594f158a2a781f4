// SPDX-License-Identifier: Apache-2.0
// parse_yaml: the events of yaml-cpp, typed and checked. yaml-cpp throws; nothing leaves this file but a Result.
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "palermo/core/bytes.hpp"
#include "palermo/core/document.hpp"

namespace palermo::core {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

// True for a number as JSON writes it: -12, 0.5, 1e-6; not 007, +1, .5, 1. or 2019-05.
bool is_json_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t whole = count_digits(text);
  if (whole == 0 || (whole > 1 && text[0] == '0')) return false;
  text.remove_prefix(whole);
  if (text.starts_with('.')) {
    const std::size_t decimals = count_digits(text.substr(1));
    if (decimals == 0) return false;
    text.remove_prefix(1 + decimals);
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    const std::size_t digits = count_digits(text);
    return digits > 0 && digits == text.size();
  }
  return text.empty();
}

Value plain_scalar(const std::string& text) {
  if (text == "true") return true;
  if (text == "false") return false;
  if (text == "null" || text == "~" || text.empty()) return nullptr;
  if (!is_json_number(text)) return text;
  const char* end = text.data() + text.size();
  std::int64_t whole = 0;
  if (const auto read = std::from_chars(text.data(), end, whole); read.ec == std::errc() && read.ptr == end) return whole;
  double number = 0;
  if (std::from_chars(text.data(), end, number).ec != std::errc()) return text;
  return number;
}

// yaml-cpp counts bytes; we count characters, but for lines so long that nobody counts along.
Place place_of(const YAML::Mark& mark, std::string_view text, const Tree& tree) {
  constexpr int kLongLine = 10'000;
  const auto pos = static_cast<std::size_t>(std::max(mark.pos, 0));
  const auto bytes = static_cast<std::size_t>(std::max(mark.column, 0));
  if (mark.column > kLongLine || bytes > pos || pos > text.size()) return tree.at(mark.line + 1, mark.column + 1);
  const std::string_view before = text.substr(pos - bytes, bytes);
  const auto continuing = std::count_if(before.begin(), before.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; });
  return tree.at(mark.line + 1, mark.column + 1 - continuing);
}

class Events final : public YAML::EventHandler {
 public:
  Events(Tree& tree, std::string_view text) : tree_(tree), text_(text) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  // yaml-cpp reports NULL and Null like null; here they are text.
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto from = std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size());
    const std::string_view word = text_.substr(from, 4);
    if (word == "NULL" || word == "Null") return node(std::string(word), mark, anchor, true);
    node(word == "null" ? "null" : word.starts_with('~') ? "~" : "", mark, anchor, true);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (!tree_.wants_key()) return tree_.alias(anchor, at(mark));
    const Value* value = tree_.anchored(anchor);
    if (value == nullptr || !value->is_text()) return tree_.refuse(kBadYaml, at(mark), {{"reason", "key"}});
    tree_.key(value->as_text(), at(mark));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    const bool plain = tag == "?" || tag.empty();
    if (!plain && tag != "!" && tag != "tag:yaml.org,2002:str") return tree_.refuse(kBadYaml, at(mark), {{"reason", "tag"}});
    node(value, mark, anchor, plain);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    begin(false, mark, tag, anchor);
  }
  void OnSequenceEnd() override { tree_.end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    begin(true, mark, tag, anchor);
  }
  void OnMapEnd() override { tree_.end(); }

 private:
  Place at(const YAML::Mark& mark) const { return place_of(mark, text_, tree_); }

  void node(const std::string& text, const YAML::Mark& mark, YAML::anchor_t anchor, bool plain) {
    // yaml-cpp writes \N and \_ as single bytes, which are no characters.
    if (first_invalid_utf8(text) != std::string_view::npos) return tree_.refuse(kBadYaml, at(mark), {{"reason", "escape"}});
    if (tree_.wants_key()) {
      tree_.key(text, at(mark));
    } else {
      tree_.scalar(plain ? plain_scalar(text) : Value(text), at(mark), anchor);
    }
  }

  void begin(bool is_map, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (tree_.wants_key()) return tree_.refuse(kBadYaml, at(mark), {{"reason", "key"}});
    if (!tag.empty() && tag != "?" && tag != "!") return tree_.refuse(kBadYaml, at(mark), {{"reason", "tag"}});
    tree_.begin(is_map, at(mark), anchor);
  }

  Tree& tree_;
  std::string_view text_;
};

// Control characters are not YAML, and yaml-cpp would take U+0004 for the end of the file.
std::size_t first_control(std::string_view text) {
  const auto is_control = [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F; };
  const auto found = std::find_if(text.begin(), text.end(), is_control);
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

// Whether the line of this place begins with a tab among its blanks, where YAML takes blanks alone.
bool begins_with_tab(std::string_view text, const YAML::Mark& mark) {
  const std::size_t pos = std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text.size());
  const std::size_t before = text.substr(0, pos).rfind('\n');
  const std::string_view line = text.substr(before == std::string_view::npos ? 0 : before + 1);
  return line.substr(0, std::min(line.find_first_not_of(" \t"), line.size())).find('\t') != std::string_view::npos;
}

void read_documents(std::string_view text, Tree& tree) {
  std::istringstream stream{std::string(text)};
  YAML::Parser parser(stream);
  Events events(tree, text);
  if (!parser.HandleNextDocument(events) || tree.failed()) return;
  Tree rest("");
  Events more(rest, text);
  if (parser.HandleNextDocument(more)) tree.refuse(kBadYaml, tree.at(0, 0), {{"reason", "documents"}});
}

}  // namespace

Result<Value> parse_yaml(std::string_view raw, std::string_view file) {
  PALERMO_TRY(const std::string_view text, document_text(raw, file));
  Tree tree(file);
  if (const std::size_t position = first_control(text); position != std::string_view::npos) {
    const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n') + 1;
    return fail(kBadYaml, tree.at(line, 0), {{"reason", "control"}});
  }
  try {
    read_documents(text, tree);
  } catch (const YAML::Exception& error) {
    const bool tab = !error.mark.is_null() && begins_with_tab(text, error.mark);
    tree.refuse(kBadYaml, error.mark.is_null() ? tree.at(0, 0) : place_of(error.mark, text, tree), {{"reason", tab ? "tab" : "syntax"}});
  } catch (const std::exception&) {
    tree.refuse(kBadYaml, tree.at(0, 0), {{"reason", "syntax"}});
  }
  return tree.finish();
}

}  // namespace palermo::core
