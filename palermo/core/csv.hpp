// SPDX-License-Identifier: Apache-2.0
// CsvReader: RFC 4180 as it comes: BOM, CRLF, quotes, embedded newlines, any one-byte delimiter; streaming.
//
// Rows count from 1; the header is row 1. A row whose number of fields differs from the header's is set aside with
// its reason, never dropped silently. Errors that make the rest of the file unreliable (NUL byte, a quote that never
// closes, a field over the limit, a byte that is not UTF-8, a damaged gzip stream) end the reading with one error that
// names row and column. Messages never hold a field's content.
// Memory: one block, one row; at most Limits::field_bytes a field and Limits::row_bytes a row.
// Source: RFC 4180; scanning by libcsv.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/bytes.hpp"
#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"

namespace palermo::core {

inline constexpr ErrorKind kNoHeader{"csv.no_header", Exit::unreadable};
inline constexpr ErrorKind kDuplicateColumn{"csv.duplicate_column", Exit::unreadable};
inline constexpr ErrorKind kFieldTooLong{"csv.field_too_long", Exit::unreadable};
inline constexpr ErrorKind kRowTooLong{"csv.row_too_long", Exit::unreadable};
inline constexpr ErrorKind kOpenQuote{"csv.open_quote", Exit::unreadable};
inline constexpr ErrorKind kTooManySetAside{"csv.too_many_set_aside", Exit::unreadable};

// Why a row was set aside. `reason` is a catalogue key ("aside.wrong_field_count").
struct SetAside {
  std::int64_t row = 0;
  std::string reason;
  Args args;
};

struct CsvOptions {
  char delimiter = ',';
  std::int64_t field_bytes = 1 << 20;
  std::int64_t row_bytes = 4 << 20;
  std::int64_t keep_set_aside = 1000;  // reasons kept in full; all are counted
};

struct CsvSummary {
  std::int64_t rows = 0;            // rows handed on, without header
  std::int64_t rows_set_aside = 0;
  std::vector<SetAside> set_aside;  // the first keep_set_aside of them
  std::string sha256;
};

// Called once with the header, then once a row; the views die with the call. `row` is the row's number.
struct CsvSink {
  std::function<Done(const std::vector<std::string>& header)> header;
  std::function<Done(std::int64_t row, std::span<const std::string_view> fields)> row;
};

// Reads to the end, or to the first error or cancellation. Progress is in bytes of the file.
[[nodiscard]] Result<CsvSummary> read_csv(ByteSource& source, const CsvOptions& options, const CsvSink& sink, Progress& progress);

// Writes one row, quoting where needed, with a newline at the end.
void append_csv_row(std::string& out, std::span<const std::string_view> fields, char delimiter = ',');

}  // namespace palermo::core
