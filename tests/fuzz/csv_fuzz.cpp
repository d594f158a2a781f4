// SPDX-License-Identifier: Apache-2.0
// Any bytes as a CSV file: whole, and one byte at a time. Both must end, in a summary or in one error, with the same
// rows; rows cut in place and rows through libcsv are thereby held to the same answer.
#include <cstdint>
#include <cstdlib>

#include "palermo/core/csv.hpp"

namespace {

namespace core = palermo::core;

struct Read {
  std::string rows;
  core::Result<core::CsvSummary> summary;
};

Read read(std::string_view text, std::size_t block) {
  Read all;
  core::Silence silence;
  core::CsvOptions options;
  options.field_bytes = 1000;
  const auto source = core::from_memory(text, "fuzz.csv", block);
  const auto row = [&](std::int64_t number, std::span<const std::string_view> fields) -> core::Done {
    all.rows += std::to_string(number) + ":";
    core::append_csv_row(all.rows, fields);
    return {};
  };
  all.summary = core::read_csv(*source, options, {{}, row}, silence);
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Read whole = read(text, 1 << 16);
  const Read bytes = read(text, 1);
  if (whole.summary.has_value() != bytes.summary.has_value()) std::abort();
  if (whole.summary && whole.rows != bytes.rows) std::abort();
  if (whole.summary && whole.summary->rows_set_aside != bytes.summary->rows_set_aside) std::abort();
  return 0;
}
