// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/context.hpp"

#include <ostream>

#include "palermo/cli/progress_bar.hpp"
#include "palermo/core/provenance.hpp"

namespace palermo::cli {
namespace {

std::vector<core::Arg> named(const core::Args& args) {
  std::vector<core::Arg> list;
  for (const auto& [name, value] : args) list.push_back({name, value});
  return list;
}

// File names and headers come from elsewhere: no byte of them may steer the terminal. Line ends stay; C0, DEL and C1 go.
std::string without_controls(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if ((byte < 0x20 && byte != '\n') || byte == 0x7F || c1) clean += "\xEF\xBF\xBD";
    else clean += text[i];
    i += c1;
  }
  return clean;
}

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
  out_ << without_controls(text);
  if (!text.ends_with('\n')) out_ << '\n';
  out_.flush();
  return 0;
}

int Context::print_json(const core::Value& document) const { return print(core::to_json(document)); }

void Context::note(std::string_view text) const {
  if (!options.quiet) err_ << text << std::endl;
}

int Context::fail(const core::Error& error) const {
  if (options.json)
    print_json(cli::to_value(error, catalogue_));
  else if (error.kind.exit == core::Exit::usage && error.place == core::Place{})
    err_ << catalogue_.text("cli.usage", {{"sentence", catalogue_.text("error." + std::string(error.kind.code), named(error.args))},
                                          {"hint", catalogue_.text("error." + std::string(error.kind.code) + ".hint", named(error.args))}})
         << std::endl;
  else
    err_ << without_controls(catalogue_.explain(error)) << std::endl;
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
