// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/csv.hpp"

#include <csv.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "palermo/core/row_cutter.hpp"

namespace palermo::core {
namespace {

constexpr std::size_t kSlice = std::size_t{64} << 10;  // how much is read between two looks at limits and at cancelled()
constexpr std::int64_t kFewRows = 20;                  // below this, a majority set aside is no sign of a wrong file

int blank_is_a_character(unsigned char) { return 0; }

// Collects the fields of one row as libcsv reports them.
class QuotedRow {
 public:
  explicit QuotedRow(char delimiter) {
    csv_init(&parser_, 0);
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
    csv_set_space_func(&parser_, blank_is_a_character);
    csv_set_blk_size(&parser_, 4096);
  }
  QuotedRow(const QuotedRow&) = delete;
  QuotedRow& operator=(const QuotedRow&) = delete;
  ~QuotedRow() { csv_free(&parser_); }

  // `part` ends at the latest after the first line end in it. False when memory ran out.
  bool feed(std::string_view part) {
    begun_ = begun_ || part.find_first_not_of("\r\n") != std::string_view::npos;
    return csv_parse(&parser_, part.data(), part.size(), on_field, on_row, this) == part.size();
  }
  // False when a quote is still open, which libcsv tells in strict mode only.
  bool finish() {
    csv_set_opts(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    return csv_fini(&parser_, on_field, on_row, this) == 0;
  }

  [[nodiscard]] bool whole() const { return whole_; }
  [[nodiscard]] bool begun() const { return begun_; }
  [[nodiscard]] std::size_t fields() const { return ends_.size(); }
  // Of the field that is being read; the last byte of a quoted one may turn out to be its closing quote.
  [[nodiscard]] std::size_t field_bytes() const { return parser_.entry_pos - (parser_.quoted != 0 && parser_.entry_pos > 0 ? 1 : 0); }
  [[nodiscard]] std::size_t longest_field() const { return longest_; }
  [[nodiscard]] std::size_t longest_field_at() const { return longest_at_; }
  [[nodiscard]] std::size_t row_bytes() const { return bytes_.size() + ends_.size() + parser_.entry_pos; }

  void take(std::vector<std::string_view>& fields) const {
    fields.clear();
    std::size_t begin = 0;
    for (const std::size_t end : ends_) {
      fields.push_back(std::string_view(bytes_).substr(begin, end - begin));
      begin = end;
    }
  }
  void clear() {
    bytes_.clear();
    ends_.clear();
    longest_ = longest_at_ = 0;
    whole_ = begun_ = false;
  }

 private:
  static void on_field(void* text, std::size_t length, void* self) {
    auto& row = *static_cast<QuotedRow*>(self);
    if (length > row.longest_) {
      row.longest_ = length;
      row.longest_at_ = row.ends_.size();
    }
    row.bytes_.append(static_cast<const char*>(text), length);
    row.ends_.push_back(row.bytes_.size());
  }
  static void on_row(int, void* self) { static_cast<QuotedRow*>(self)->whole_ = true; }

  csv_parser parser_{};
  std::string bytes_;
  std::vector<std::size_t> ends_;
  std::size_t longest_ = 0;
  std::size_t longest_at_ = 0;
  bool whole_ = false;
  bool begun_ = false;
};

class Reading {
 public:
  Reading(ByteSource& source, const CsvOptions& options, const CsvSink& sink, Progress& progress)
      : source_(source), options_(options), sink_(sink), progress_(progress), cutter_(options.delimiter), quoted_(options.delimiter) {}

  Result<CsvSummary> run() {
    for (;;) {
      if (progress_.cancelled()) return fail(kCancelled);
      PALERMO_TRY(const std::span<const char> block, source_.next());
      if (block.empty()) break;
      PALERMO_CHECK_DONE(read_block(without_mark({block.data(), block.size()})));
      progress_.report(source_.bytes_taken());
    }
    return finish();
  }

 private:
  Place here(std::size_t column) const {
    return Place{.file = source_.name(), .row = row_, .field = column < header_.size() ? header_[column] : std::string()};
  }
  tl::unexpected<Error> stop(const ErrorKind& kind, std::size_t column, Args args = {}) const {
    args.emplace("column", std::to_string(column + 1));
    return fail(kind, here(column), std::move(args));
  }

  // The byte order mark may come in pieces: nothing is read until it is whole or ruled out.
  std::string_view without_mark(std::string_view block) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (mark_done_) return block;
    head_.append(block);
    if (head_.size() < kMark.size() && kMark.starts_with(head_)) return {};
    mark_done_ = true;
    return head_.starts_with(kMark) ? std::string_view(head_).substr(kMark.size()) : std::string_view(head_);
  }

  Done read_block(std::string_view block) {
    const std::size_t nul = block.find('\0');
    for (std::string_view left = block.substr(0, nul); !left.empty();) {
      const std::string_view slice = left.substr(0, kSlice);
      PALERMO_TRY(const std::size_t used, read_slice(slice, slice.size() < left.size()));
      left.remove_prefix(used);
      if (progress_.cancelled()) return fail(kCancelled);
    }
    if (nul != std::string_view::npos) return stop(kNulByte, quoted_.fields());
    return {};
  }

  // Simple rows that end in the slice are cut where they lie; any other row goes through libcsv.
  // Leaves the beginning of a row for the next slice when there `is_more` in the block.
  Result<std::size_t> read_slice(std::string_view slice, bool is_more) {
    std::string_view left = slice;
    while (!left.empty()) {
      if (!quoted_.begun()) {
        if (const std::size_t length = cutter_.cut(left, fields_); length > 0) {
          if (cutter_.has_row()) PALERMO_CHECK_DONE(check_and_hand_on(left.substr(0, length)));
          left.remove_prefix(length);
          continue;
        }
        if (is_more && cutter_.unfinished() && left.size() < slice.size()) break;
      }
      const std::size_t line_end = find_line_end(left);
      const std::string_view part = left.substr(0, line_end == std::string_view::npos ? line_end : line_end + 1);
      PALERMO_CHECK_DONE(feed(part));
      left.remove_prefix(part.size());
    }
    return slice.size() - left.size();
  }

  Done feed(std::string_view part) {
    if (!quoted_.feed(part)) return stop(kFieldTooLong, quoted_.fields(), {{"most", std::to_string(options_.field_bytes)}});
    if (quoted_.whole()) return hand_on_quoted();
    return check_size(quoted_.field_bytes(), quoted_.fields(), quoted_.row_bytes());
  }

  Done hand_on_quoted() {
    PALERMO_CHECK_DONE(check_size(quoted_.longest_field(), quoted_.longest_field_at(), quoted_.row_bytes()));
    quoted_.take(fields_);
    PALERMO_CHECK_DONE(check_text());
    PALERMO_CHECK_DONE(hand_on());
    quoted_.clear();
    return {};
  }

  Done check_size(std::size_t field, std::size_t column, std::size_t row) const {
    if (static_cast<std::int64_t>(field) > options_.field_bytes)
      return stop(kFieldTooLong, column, {{"most", std::to_string(options_.field_bytes)}});
    if (static_cast<std::int64_t>(row) > options_.row_bytes)
      return fail(kRowTooLong, Place{.file = source_.name(), .row = row_}, {{"most", std::to_string(options_.row_bytes)}});
    return {};
  }

  // A row cut in place is at most one slice long: only smaller limits than that need a look at each field.
  Done check_and_hand_on(std::string_view row) {
    if (options_.field_bytes < static_cast<std::int64_t>(kSlice) || options_.row_bytes < static_cast<std::int64_t>(kSlice)) {
      for (std::size_t column = 0; column < fields_.size(); ++column) PALERMO_CHECK_DONE(check_size(fields_[column].size(), column, 0));
      PALERMO_CHECK_DONE(check_size(0, 0, row.size()));
    }
    if (first_invalid_utf8(row) != std::string_view::npos) PALERMO_CHECK_DONE(check_text());
    return hand_on();
  }

  Done check_text() const {
    for (std::size_t column = 0; column < fields_.size(); ++column)
      if (first_invalid_utf8(fields_[column]) != std::string_view::npos) return stop(kNotUtf8, column);
    return {};
  }

  Done hand_on() {
    if (row_ == 1) {
      PALERMO_CHECK_DONE(take_header());
    } else if (fields_.size() == header_.size()) {
      ++summary_.rows;
      if (sink_.row) PALERMO_CHECK_DONE(sink_.row(row_, fields_));
    } else {
      set_aside();
    }
    ++row_;
    return {};
  }

  Done take_header() {
    std::unordered_map<std::string_view, std::size_t> seen;
    for (std::size_t column = 0; column < fields_.size(); ++column) {
      const auto [first, is_new] = seen.emplace(fields_[column], column);
      if (!is_new) return stop(kDuplicateColumn, column, {{"first", std::to_string(first->second + 1)}});
    }
    header_.assign(fields_.begin(), fields_.end());
    return sink_.header ? sink_.header(header_) : Done();
  }

  void set_aside() {
    ++summary_.rows_set_aside;
    if (static_cast<std::int64_t>(summary_.set_aside.size()) >= options_.keep_set_aside) return;
    summary_.set_aside.push_back({row_, "aside.wrong_field_count",
                                  {{"expected", std::to_string(header_.size())}, {"found", std::to_string(fields_.size())}}});
  }

  Result<CsvSummary> finish() {
    if (!mark_done_) PALERMO_CHECK_DONE(read_block(head_));  // a file of one or two bytes
    if (!quoted_.finish()) return stop(kOpenQuote, quoted_.fields());
    if (quoted_.whole()) PALERMO_CHECK_DONE(hand_on_quoted());
    if (row_ == 1) return fail(kNoHeader, Place{.file = source_.name()});
    const std::int64_t all = summary_.rows + summary_.rows_set_aside;
    if (all >= kFewRows && 2 * summary_.rows_set_aside > all)
      return fail(kTooManySetAside, Place{.file = source_.name()},
                  {{"set_aside", std::to_string(summary_.rows_set_aside)}, {"rows", std::to_string(all)}});
    summary_.sha256 = source_.sha256();
    return std::move(summary_);
  }

  ByteSource& source_;
  const CsvOptions& options_;
  const CsvSink& sink_;
  Progress& progress_;
  RowCutter cutter_;
  QuotedRow quoted_;
  std::vector<std::string_view> fields_;
  std::vector<std::string> header_;
  std::int64_t row_ = 1;  // the row that is being read
  std::string head_;
  bool mark_done_ = false;
  CsvSummary summary_;
};

bool needs_quotes(std::string_view field, char delimiter) {
  if (field.empty()) return false;
  if (field.front() == ' ' || field.back() == ' ') return true;  // many readers would trim it
  return std::any_of(field.begin(), field.end(), [&](char c) { return c == delimiter || c == '"' || c == '\n' || c == '\r'; });
}

}  // namespace

Result<CsvSummary> read_csv(ByteSource& source, const CsvOptions& options, const CsvSink& sink, Progress& progress) {
  progress.begin("progress.reading", source.name(), source.bytes_on_disk(), "unit.bytes");
  Result<CsvSummary> summary = Reading(source, options, sink, progress).run();
  progress.end();
  return summary;
}

void append_csv_row(std::string& out, std::span<const std::string_view> fields, char delimiter) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out.push_back(delimiter);
    const bool only_an_empty_field = fields.size() == 1 && fields[0].empty();  // else the row would be a blank line
    if (!only_an_empty_field && !needs_quotes(fields[i], delimiter)) {
      out += fields[i];
      continue;
    }
    out.push_back('"');
    for (const char c : fields[i]) {
      if (c == '"') out.push_back('"');
      out.push_back(c);
    }
    out.push_back('"');
  }
  out.push_back('\n');
}

}  // namespace palermo::core
