// SPDX-License-Identifier: Apache-2.0
// parse_json: the events of nlohmann's SAX parser, with positions and checks.
//
// The parser tells no positions, so it reads through an iterator that counts. A token starts at the first character
// after the previous token that is neither blank nor comma nor colon.
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>

#include "palermo/core/document.hpp"

namespace palermo::core {
namespace {

struct CountingIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char** at;   // shared by all copies: how far the parser has read
  const char* stop;  // nullptr in the end iterator

  reference operator*() const { return **at; }
  CountingIterator& operator++() {
    ++*at;
    return *this;
  }
  bool operator==(const CountingIterator& other) const { return *at == (stop ? stop : other.stop); }
  bool operator!=(const CountingIterator& other) const { return !(*this == other); }
};

// Line and column of places that are asked for in the order of the text.
class Cursor {
 public:
  Cursor(std::string_view text, std::int64_t first_line) : text_(text), line_(first_line) {}

  void skip_to(std::size_t position) {
    for (; position_ < position; ++position_) {
      const auto c = static_cast<unsigned char>(text_[position_]);
      if (c == '\n') {
        ++line_;
        column_ = 1;
      } else if ((c & 0xC0U) != 0x80U) {
        ++column_;
      }
    }
  }
  void skip_between_tokens() {
    const std::size_t next = text_.find_first_not_of(" \t\r\n,:", position_);
    skip_to(next == std::string_view::npos ? text_.size() : next);
  }
  [[nodiscard]] std::int64_t line() const { return line_; }
  [[nodiscard]] std::int64_t column() const { return column_; }

 private:
  std::string_view text_;
  std::size_t position_ = 0;
  std::int64_t line_;
  std::int64_t column_ = 1;
};

class Events final : public nlohmann::json_sax<nlohmann::json> {
 public:
  Events(Tree& tree, std::string_view text, std::int64_t first_line, const char* const& read)
      : tree_(tree), text_(text), read_(read), cursor_(text, first_line) {}

  bool null() override { return scalar(nullptr); }
  bool boolean(bool value) override { return scalar(value); }
  bool number_integer(std::int64_t value) override { return scalar(value); }
  bool number_unsigned(std::uint64_t value) override {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return scalar(static_cast<double>(value));
    return scalar(static_cast<std::int64_t>(value));
  }
  bool number_float(double value, const std::string&) override { return scalar(value); }
  bool string(std::string& value) override { return scalar(std::move(value)); }
  bool binary(nlohmann::json::binary_t&) override { return false; }
  bool start_object(std::size_t) override { return begin(true); }
  bool start_array(std::size_t) override { return begin(false); }
  bool end_object() override { return end(); }
  bool end_array() override { return end(); }
  bool key(std::string& name) override {
    tree_.key(std::move(name), start());
    return token_done();
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    cursor_.skip_to(position() > 0 ? position() - 1 : 0);
    tree_.refuse(kBadJson, here());
    return false;
  }

 private:
  std::size_t position() const { return static_cast<std::size_t>(read_ - text_.data()); }
  Place here() const { return tree_.at(cursor_.line(), cursor_.column()); }
  Place start() {
    cursor_.skip_between_tokens();
    return here();
  }
  bool token_done() {
    cursor_.skip_to(position());
    return !tree_.failed();
  }
  bool scalar(Value value) {
    tree_.scalar(std::move(value), start());
    return token_done();
  }
  bool begin(bool is_map) {
    tree_.begin(is_map, start());
    return token_done();
  }
  bool end() {
    tree_.end();
    return token_done();
  }

  Tree& tree_;
  std::string_view text_;
  const char* const& read_;
  Cursor cursor_;
};

}  // namespace

Result<Value> parse_json_from(std::string_view raw, std::string_view file, std::int64_t first_line) {
  PALERMO_TRY(const std::string_view text, document_text(raw, file));
  Tree tree(file);
  const char* read = text.data();
  const char* stop = text.data() + text.size();
  Events events(tree, text, first_line, read);
  try {
    if (!nlohmann::json::sax_parse(CountingIterator{&read, stop}, CountingIterator{&read, nullptr}, &events))
      tree.refuse(kBadJson, tree.at(first_line, 0));
  } catch (const std::exception&) {
    tree.refuse(kBadJson, tree.at(first_line, 0));
  }
  return tree.finish();
}

Result<Value> parse_json(std::string_view text, std::string_view file) { return parse_json_from(text, file, 1); }

}  // namespace palermo::core
