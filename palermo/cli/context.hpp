// SPDX-License-Identifier: Apache-2.0
// Context: what every verb of the program is given: the reader's language, where to print, how to fail.
//
//   int run_count(Context& context, const CountOptions& options) {
//     auto table = count(options, context.progress());
//     if (!table) return context.fail(table.error());
//     if (context.json()) return context.print_json(to_value(*table));
//     return context.print(to_plain_text(*table));
//   }
//
// Answers go to stdout, everything else to stderr. With --json stdout carries exactly one JSON document, also when the
// command fails (docs/formats/error.schema.json). Exit codes: docs/formats/exit-codes.md. A full disk or a closed pipe
// behind stdout is a failure like any other.
// Not thread-safe, except progress().
#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/error.hpp"
#include "palermo/core/progress.hpp"
#include "palermo/core/value.hpp"

namespace palermo::cli {

inline constexpr int kExitCancelled = 130;  // 128 + SIGINT, as shells expect

// What the person asked for before the verb.
struct GlobalOptions {
  bool json = false;
  bool quiet = false;
  std::string locale;
  std::string data;
};

class Context {
 public:
  // `out` and `err` must outlive the context; `bar` says whether err is a terminal that may be drawn on.
  Context(std::string_view locale, std::ostream& out, std::ostream& err, bool bar);
  ~Context();

  [[nodiscard]] const core::Catalogue& catalogue() const { return catalogue_; }
  [[nodiscard]] std::string text(std::string_view key, const std::vector<core::Arg>& args = {}) const {
    return catalogue_.text(key, args);
  }
  [[nodiscard]] bool json() const { return options.json; }
  // A bar on stderr where that is wanted, else silence; both are cancelled by Ctrl-C.
  [[nodiscard]] core::Progress& progress();
  [[nodiscard]] std::string data_folder() const;  // --data, else core::data_folder()

  // One newline at the end. 0; 4 (output.cannot_write, told once on stderr) when stdout took not all of it.
  int print(std::string_view text) const;
  int print_json(const core::Value& document) const;              // as print
  int print_json_lines(const std::string& piece) const;           // whole lines of the one document, as print
  [[nodiscard]] int ended(int code) const;  // the exit code of the program: an answer that could not be printed is not done
  void note(std::string_view text) const;       // to stderr, unless --quiet
  int fail(const core::Error& error) const;     // explains the error; returns the exit code

  GlobalOptions options;
  std::function<int()> action;  // the verb that was called

 private:
  core::Catalogue catalogue_;
  std::ostream& out_;
  std::ostream& err_;
  bool bar_;
  mutable bool unwritten_ = false;  // stdout failed
  std::unique_ptr<core::Progress> progress_;
};

// The error as --json shows it: {"error": {code, exit, rule, sentence, hint, place, args}}.
[[nodiscard]] core::Value to_value(const core::Error& error, const core::Catalogue& catalogue);
[[nodiscard]] int exit_code(const core::Error& error);

}  // namespace palermo::cli
