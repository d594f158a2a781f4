// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/json_lines.hpp"

#include "palermo/core/document.hpp"

namespace palermo::core {
namespace {

constexpr std::size_t kLineBytes = std::size_t{4} << 20;

class Lines {
 public:
  Lines(ByteSource& source, const std::function<Done(std::int64_t, const Value&)>& row, Progress& progress, std::int64_t keep)
      : source_(source), row_(row), progress_(progress), keep_(keep) {}

  Result<JsonLinesSummary> run() {
    for (;;) {
      if (progress_.cancelled()) return fail(kCancelled);
      PALERMO_TRY(const std::span<const char> block, source_.next());
      if (block.empty()) break;
      PALERMO_CHECK_DONE(take_block({block.data(), block.size()}));
      progress_.report(source_.bytes_taken());
    }
    if (!pending_.empty()) PALERMO_CHECK_DONE(take_line(pending_));
    summary_.sha256 = source_.sha256();
    return std::move(summary_);
  }

 private:
  Place here() const { return Place{.file = source_.name(), .row = line_}; }

  Done take_block(std::string_view block) {
    while (!block.empty()) {
      const std::size_t end = block.find('\n');
      const std::string_view part = block.substr(0, end);
      if (pending_.size() + part.size() > kLineBytes) return fail(kRowTooLong, here(), {{"most", std::to_string(kLineBytes)}});
      if (end == std::string_view::npos) {
        pending_.append(part);
        return {};
      }
      PALERMO_CHECK_DONE(pending_.empty() ? take_line(part) : take_line(pending_.append(part)));
      pending_.clear();
      block.remove_prefix(end + 1);
    }
    return {};
  }

  Done take_line(std::string_view line) {
    if (line_ % 1024 == 0 && progress_.cancelled()) return fail(kCancelled);
    const std::string_view mark = line_ == 1 && line.starts_with("\xEF\xBB\xBF") ? line.substr(0, 3) : std::string_view();
    const bool blank = line.substr(mark.size()).find_first_not_of(" \t\r") == std::string_view::npos;
    PALERMO_CHECK_DONE(blank ? Done() : take_record(line));
    ++line_;
    return {};
  }

  Done take_record(std::string_view line) {
    const Result<Value> value = parse_json_from(line, source_.name(), line_);
    if (value && value->is_object()) {
      ++summary_.rows;
      return row_(line_, *value);
    }
    if (value) return set_aside("aside.not_an_object", {});
    const Error& error = value.error();
    if (error.kind.code == kNotUtf8.code || error.kind.code == kNulByte.code) return fail(error.kind, here());
    const bool repeated = error.kind.code == kDuplicateKey.code;
    return set_aside(repeated ? "aside.duplicate_key" : "aside.bad_json", {{"column", std::to_string(error.place.column)}});
  }

  Done set_aside(const char* reason, Args args) {
    ++summary_.rows_set_aside;
    if (static_cast<std::int64_t>(summary_.set_aside.size()) < keep_) summary_.set_aside.push_back({line_, reason, std::move(args)});
    return {};
  }

  ByteSource& source_;
  const std::function<Done(std::int64_t, const Value&)>& row_;
  Progress& progress_;
  std::int64_t keep_;
  std::string pending_;  // the beginning of a line that goes on in the next block
  std::int64_t line_ = 1;
  JsonLinesSummary summary_;
};

}  // namespace

Result<JsonLinesSummary> read_json_lines(ByteSource& source, const std::function<Done(std::int64_t line, const Value&)>& row,
                                         Progress& progress, std::int64_t keep_set_aside) {
  progress.begin("progress.reading", source.name(), source.bytes_on_disk(), "unit.bytes");
  Result<JsonLinesSummary> summary = Lines(source, row, progress, keep_set_aside).run();
  progress.end();
  return summary;
}

}  // namespace palermo::core
