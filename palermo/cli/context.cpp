// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/context.hpp"

#include <cerrno>
#include <ostream>
#include <system_error>

#include "palermo/cli/progress_bar.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/provenance.hpp"

namespace palermo::cli {
namespace {

std::vector<core::Arg> named(const core::Args& args) {
  std::vector<core::Arg> list;
  for (const auto& [name, value] : args) list.push_back({name, value});
  return list;
}

// The last two digits of a character that turns the direction of the text after it (U+200E, 200F, 202A to 202E, 2066 to
// 2069), when `text` begins with one; else 0.
unsigned direction_mark(std::string_view text) {
  if (!text.starts_with("\xE2\x80") && !text.starts_with("\xE2\x81")) return 0;
  if (text.size() < 3) return 0;
  const unsigned low = ((static_cast<unsigned char>(text[1]) & 3U) << 6) | (static_cast<unsigned char>(text[2]) & 0x3FU);
  const bool turns = low == 0x0E || low == 0x0F || (low >= 0x2A && low <= 0x2E) || (low >= 0x66 && low <= 0x69);
  return turns ? low : 0;
}

// File names and headers come from elsewhere: no byte of them may steer the terminal or turn the order of what is read.
// Line ends stay; C0, DEL, C1 and direction marks go. Only the pseudo-locale, whose texts are made of them, keeps the last.
std::string without_controls(std::string_view text, bool keep_direction) {
  static constexpr const char* kReplacement = "\xEF\xBF\xBD";
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    const bool turns = !keep_direction && direction_mark(text.substr(i, 3)) != 0;
    if ((byte < 0x20 && byte != '\n') || byte == 0x7F || c1 || turns) clean += kReplacement;
    else clean += text[i];
    i += turns ? 2U : c1;
  }
  return clean;
}

// A JSON document with its direction marks escaped: the same document, harmless where it is looked at.
std::string with_escaped_directions(const std::string& json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t i = 0; i < json.size(); ++i) {
    const unsigned low = direction_mark(std::string_view(json).substr(i, 3));
    if (low == 0) {
      out += json[i];
      continue;
    }
    static constexpr std::string_view kDigits = "0123456789abcdef";
    out += "\\u20";
    out += kDigits[low >> 4];
    out += kDigits[low & 0xFU];
    i += 2;
  }
  return out;
}

bool is_pseudo(const core::Catalogue& catalogue) { return catalogue.language() == core::Catalogue::languages().back(); }

core::Value to_value(const core::Place& place) {
  core::Value value(core::Value::Object{});
  if (!place.file.empty()) value.set("file", place.file);
  if (place.row > 0) value.set("row", place.row);
  if (place.line > 0) value.set("line", place.line);
  if (place.column > 0) value.set("column", place.column);
  if (!place.field.empty()) value.set("field", place.field);
  return value;
}

}  // namespace

Context::Context(std::string_view locale, std::ostream& out, std::ostream& err, bool bar)
    : catalogue_(locale), out_(out), err_(err), bar_(bar) {}

Context::~Context() = default;

core::Progress& Context::progress() {
  if (!progress_) {
    if (bar_ && !options.quiet)
      progress_ = std::make_unique<ProgressBar>(catalogue_, err_);
    else
      progress_ = std::make_unique<QuietProgress>();
  }
  return *progress_;
}

std::string Context::data_folder() const { return options.data.empty() ? core::data_folder() : options.data; }

int Context::print(std::string_view text) const {
  errno = 0;  // why it failed is told only here
  out_ << without_controls(text, is_pseudo(catalogue_));
  if (!text.ends_with('\n')) out_ << '\n';
  out_.flush();
  if (out_.good()) return 0;
  if (!unwritten_) {
    const int number = errno;
    const std::string reason = number != 0 ? std::generic_category().message(number) : "stdout";
    err_ << without_controls(catalogue_.text("error.output.cannot_write", {{"reason", reason}}), is_pseudo(catalogue_)) << std::endl;
  }
  unwritten_ = true;
  return static_cast<int>(core::kCannotWrite.exit);
}

int Context::print_json(const core::Value& document) const { return print_json_lines(core::to_json(document)); }

int Context::print_json_lines(const std::string& piece) const { return print(with_escaped_directions(piece)); }

int Context::ended(int code) const { return unwritten_ && code < static_cast<int>(core::Exit::usage) ? static_cast<int>(core::kCannotWrite.exit) : code; }

void Context::note(std::string_view text) const {
  if (!options.quiet) err_ << without_controls(text, is_pseudo(catalogue_)) << std::endl;
}

int Context::fail(const core::Error& error) const {
  if (options.json)
    print_json(cli::to_value(error, catalogue_));
  else if (error.kind.exit == core::Exit::usage && error.place == core::Place{})
    err_ << without_controls(catalogue_.text("cli.usage", {{"sentence", catalogue_.text("error." + std::string(error.kind.code), named(error.args))},
                                                           {"hint", catalogue_.text("error." + std::string(error.kind.code) + ".hint", named(error.args))}}),
                             is_pseudo(catalogue_))
         << std::endl;
  else
    err_ << without_controls(catalogue_.explain(error), is_pseudo(catalogue_)) << std::endl;
  return exit_code(error);
}

core::Value to_value(const core::Error& error, const core::Catalogue& catalogue) {
  const std::string key = "error." + std::string(error.kind.code);
  core::Value::Object args;
  for (const auto& [name, value] : error.args) args.emplace_back(name, value);
  core::Value inner;
  inner.set("code", error.kind.code);
  inner.set("exit", exit_code(error));
  if (!error.kind.rule.empty()) inner.set("rule", error.kind.rule);
  inner.set("sentence", catalogue.text(key, named(error.args)));
  inner.set("hint", catalogue.text(key + ".hint", named(error.args)));
  inner.set("place", to_value(error.place));
  inner.set("args", core::Value(std::move(args)));
  core::Value value;
  value.set("format", "palermo-error/1");
  value.set("error", std::move(inner));
  return value;
}

int exit_code(const core::Error& error) {
  return error.kind.code == core::kCancelled.code ? kExitCancelled : static_cast<int>(error.kind.exit);
}

}  // namespace palermo::cli
