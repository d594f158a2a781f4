// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/csv.hpp"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "palermo/core/folder_test.hpp"

namespace palermo::core {
namespace {

using Rows = std::vector<std::vector<std::string>>;
using testing::ElementsAre;

struct Read {
  std::vector<std::string> header;
  Rows rows;
  std::vector<std::int64_t> numbers;
  Result<CsvSummary> summary;
};

Read read(ByteSource& source, const CsvOptions& options = {}) {
  Read all;
  Silence silence;
  all.summary = read_csv(source, options,
                         {[&](const std::vector<std::string>& header) -> Done { all.header = header; return {}; },
                          [&](std::int64_t row, std::span<const std::string_view> fields) -> Done {
                            all.numbers.push_back(row);
                            all.rows.emplace_back(fields.begin(), fields.end());
                            return {};
                          }},
                         silence);
  return all;
}

Read read(std::string_view text, std::size_t block = 1 << 16, const CsvOptions& options = {}) {
  return read(*from_memory(text, "t.csv", block), options);
}

Error error_of(std::string_view text, const CsvOptions& options = {}) {
  const Read whole = read(text, 1 << 16, options);
  EXPECT_FALSE(whole.summary) << text.substr(0, 60);
  if (whole.summary) return Error{kInternal, {}, {}};
  const Read pieces = read(text, 3, options);
  EXPECT_FALSE(pieces.summary);
  if (pieces.summary) return Error{kInternal, {}, {}};
  EXPECT_EQ(pieces.summary.error().kind.code, whole.summary.error().kind.code);
  EXPECT_EQ(pieces.summary.error().place, whole.summary.error().place);
  return whole.summary.error();
}

TEST(Csv, reads_rows_with_their_numbers) {
  const Read r = read("a,b\n1,2\n,\n\" x \", y \n");
  EXPECT_THAT(r.header, ElementsAre("a", "b"));
  EXPECT_EQ(r.rows, (Rows{{"1", "2"}, {"", ""}, {" x ", " y "}}));
  EXPECT_THAT(r.numbers, ElementsAre(2, 3, 4));
  EXPECT_EQ(r.summary->rows, 3);
  EXPECT_EQ(r.summary->sha256, sha256_hex("a,b\n1,2\n,\n\" x \", y \n"));
}

TEST(Csv, line_ends_may_be_lf_crlf_or_cr_and_the_last_may_be_missing) {
  const Rows wanted = {{"1", "2"}, {"3", ""}};
  for (const char* text : {"a,b\n1,2\n3,\n", "a,b\r\n1,2\r\n3,\r\n", "a,b\r1,2\r3,\r", "a,b\n1,2\n3,", "a,b\r\n1,2\r\n3,"})
    for (const std::size_t block : {1, 2, 3, 5, 100}) EXPECT_EQ(read(text, block).rows, wanted) << block;
}

TEST(Csv, a_byte_order_mark_is_no_part_of_the_first_name) {
  for (const std::size_t block : {1, 2, 3, 4, 100}) EXPECT_THAT(read("\xEF\xBB\xBF" "a,b\n1,2\n", block).header, ElementsAre("a", "b"));
  EXPECT_THAT(read("\xEF\xBB\xBF\"a\",b\n1,2\n").header, ElementsAre("a", "b"));
}

TEST(Csv, a_quoted_field_may_hold_delimiters_quotes_and_line_ends) {
  for (const std::size_t block : {1, 2, 7, 100}) {
    const Read r = read("a,b\n\"1,\"\"2\"\"\",\"x\r\ny\n\"\n3,4\n", block);
    EXPECT_EQ(r.rows, (Rows{{"1,\"2\"", "x\r\ny\n"}, {"3", "4"}}));
    EXPECT_THAT(r.numbers, ElementsAre(2, 3));
  }
}

TEST(Csv, blank_lines_are_not_rows) {
  const Read r = read("\n\r\na\n\n1\n\r\n\n2\n\n");
  EXPECT_EQ(r.rows, (Rows{{"1"}, {"2"}}));
  EXPECT_THAT(r.numbers, ElementsAre(2, 3));
}

TEST(Csv, any_one_byte_may_delimit) {
  CsvOptions options;
  options.delimiter = ';';
  EXPECT_EQ(read("a;b\n1,5;\"2;\"\n", 100, options).rows, (Rows{{"1,5", "2;"}}));
  options.delimiter = '\t';
  EXPECT_EQ(read("a\tb\n1\t \n", 100, options).rows, (Rows{{"1", " "}}));
}

TEST(Csv, a_row_with_a_wrong_number_of_fields_is_set_aside_with_its_reason) {
  const Read r = read("a,b\n1,2\n1\n1,2,3\n4,5\n");
  EXPECT_EQ(r.rows, (Rows{{"1", "2"}, {"4", "5"}}));
  EXPECT_EQ(r.summary->rows, 2);
  EXPECT_EQ(r.summary->rows_set_aside, 2);
  EXPECT_EQ(r.summary->set_aside[0].row, 3);
  EXPECT_EQ(r.summary->set_aside[0].reason, "aside.wrong_field_count");
  EXPECT_EQ(r.summary->set_aside[1].args, (Args{{"expected", "2"}, {"found", "3"}}));
}

TEST(Csv, all_rows_set_aside_are_counted_though_few_reasons_are_kept) {
  CsvOptions options;
  options.keep_set_aside = 3;
  const Read r = read("a,b\n1\n1\n1\n1\n1\n", 100, options);
  EXPECT_EQ(r.summary->rows_set_aside, 5);
  EXPECT_EQ(r.summary->set_aside.size(), 3U);
}

TEST(Csv, a_file_read_with_the_wrong_delimiter_is_an_error) {
  std::string text = "a;b\n";
  for (int i = 0; i < 20; ++i) text += "1,5;2,5\n";
  EXPECT_EQ(error_of(text).kind.code, kTooManySetAside.code);
}

TEST(Csv, no_header_or_the_same_column_twice_is_an_error) {
  EXPECT_EQ(error_of("").kind.code, kNoHeader.code);
  EXPECT_EQ(error_of("\n\r\n").kind.code, kNoHeader.code);
  EXPECT_EQ(error_of("\xEF\xBB\xBF").kind.code, kNoHeader.code);
  const Error twice = error_of("a,b,a\n1,2,3\n");
  EXPECT_EQ(twice.kind.code, kDuplicateColumn.code);
  EXPECT_EQ(twice.args, (Args{{"first", "1"}, {"column", "3"}}));
}

TEST(Csv, a_nul_byte_ends_the_reading_at_its_row_and_column) {
  const Error error = error_of(std::string("a,b,c\n1,2,3\n4,x\0y,6\n", 21));
  EXPECT_EQ(error.kind.code, kNulByte.code);
  EXPECT_EQ(error.place, (Place{.file = "t.csv", .row = 3, .field = "b"}));
}

TEST(Csv, a_latin_1_byte_ends_the_reading_at_its_row_and_column) {
  const Error error = error_of("a,b\n1,\xC3\xA9\ncaf\xE9,2\n");
  EXPECT_EQ(error.kind.code, kNotUtf8.code);
  EXPECT_EQ(error.place, (Place{.file = "t.csv", .row = 3, .field = "a"}));
  EXPECT_EQ(error_of("a,b\n1,\"caf\xE9\"\n").place.field, "b");
  EXPECT_EQ(error_of("a,caf\xE9\n1,2\n").place.row, 1);
}

TEST(Csv, a_quote_that_never_closes_is_an_error_at_the_row_where_it_opened) {
  const Error error = error_of("a,b\n1,2\n3,\"4\n5,6\n7,8\n");
  EXPECT_EQ(error.kind.code, kOpenQuote.code);
  EXPECT_EQ(error.place, (Place{.file = "t.csv", .row = 3, .field = "b"}));
}

TEST(Csv, errors_hold_nothing_of_a_field) {
  for (const char* text : {"a,b\n1,\"Maria Secret\n", "a,b\nMaria Secret,caf\xE9\n", "Maria Secret,Maria Secret\n"}) {
    const Error error = error_of(text);
    for (const auto& [name, value] : error.args) EXPECT_EQ(value.find("Maria"), std::string::npos) << name;
    EXPECT_EQ(error.place.field.find("Maria"), std::string::npos);
  }
}

// Gives the same block again and again: a file of any length.
class EndlessSource final : public ByteSource {
 public:
  EndlessSource(std::string head, std::string block, int blocks) : head_(std::move(head)), block_(std::move(block)), left_(blocks) {}
  Result<std::span<const char>> next() override {
    if (!std::exchange(begun_, true)) return std::span<const char>(head_);
    if (left_ == 0) return std::span<const char>();
    --left_;
    return std::span<const char>(block_);
  }
  std::int64_t bytes_on_disk() const override { return 0; }
  std::int64_t bytes_taken() const override { return 0; }
  std::string sha256() const override { return {}; }
  const std::string& name() const override { return name_; }
  [[nodiscard]] int left() const { return left_; }

 private:
  std::string head_, block_, name_ = "endless.csv";
  int left_;
  bool begun_ = false;
};

TEST(Csv, a_line_of_two_gigabytes_stops_early_with_its_row_and_column) {
  for (const char* head : {"a,b\n1,2\n3,", "a,b\n1,2\n3,\"", "a,b\n1,2\n3,\"\n"}) {
    EndlessSource source(head, std::string(1 << 20, 'x'), 2048);
    const Read r = read(source);
    ASSERT_FALSE(r.summary);
    EXPECT_EQ(r.summary.error().kind.code, kFieldTooLong.code);
    EXPECT_EQ(r.summary.error().place, (Place{.file = "endless.csv", .row = 3, .field = "b"}));
    EXPECT_GT(source.left(), 2040);
  }
}

TEST(Csv, a_row_of_endless_short_fields_stops_early) {
  std::string block;
  for (int i = 0; i < 100'000; ++i) block += "1234,";
  EndlessSource source("a,b\n1,2\n", block, 4096);
  const Read r = read(source);
  ASSERT_FALSE(r.summary);
  EXPECT_EQ(r.summary.error().kind.code, kRowTooLong.code);
  EXPECT_EQ(r.summary.error().place.row, 3);
  EXPECT_GT(source.left(), 4000);
}

TEST(Csv, small_limits_hold_for_plain_and_quoted_fields) {
  CsvOptions options;
  options.field_bytes = 10;
  options.row_bytes = 15;
  EXPECT_EQ(error_of("a,b\n1,12345678901\n", options).place.field, "b");
  EXPECT_EQ(error_of("a,b\n1,\"12345678901\"\n", options).kind.code, kFieldTooLong.code);
  EXPECT_EQ(error_of("a,b\n1234567890,1234567890\n", options).kind.code, kRowTooLong.code);
  EXPECT_EQ(error_of("a,b\n\"1234567890\",1234567890\n", options).kind.code, kRowTooLong.code);
}

TEST(Csv, a_damaged_gzip_file_ends_in_its_error) {
  const TemporaryFolder folder;
  std::string text = "a,b\n";
  for (int i = 0; i < 100'000; ++i) text += std::to_string(i * 7919LL % 100'003) + ",2\n";
  const std::string whole = gzip(text);
  for (const bool ahead : {false, true}) {
    EXPECT_EQ(read(*open_file(folder.file("w.csv.gz", whole), ahead).value()).summary->rows, 100'000);
    const auto cut = read(*open_file(folder.file("c.csv.gz", whole.substr(0, whole.size() / 2)), ahead).value());
    ASSERT_FALSE(cut.summary);
    EXPECT_EQ(cut.summary.error().kind.code, kDamagedGzip.code);
  }
}

class CancelAfter final : public Progress {
 public:
  explicit CancelAfter(int questions) : left_(questions) {}
  void begin(std::string_view, std::string_view, std::int64_t, std::string_view) override { ++open_; }
  void report(std::int64_t) override {}
  void end() override { --open_; }
  bool cancelled() const override { return left_-- <= 0; }
  [[nodiscard]] int open() const { return open_; }

 private:
  mutable int left_;
  int open_ = 0;
};

TEST(Csv, stops_when_cancelled_and_ends_its_stage) {
  EndlessSource source("a\n", std::string(1 << 20, '\n'), 1 << 20);
  CancelAfter progress(50);
  const Result<CsvSummary> summary = read_csv(source, {}, {}, progress);
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().kind.code, kCancelled.code);
  EXPECT_EQ(progress.open(), 0);
}

TEST(Csv, an_error_of_the_sink_ends_the_reading) {
  Silence silence;
  const auto source = from_memory("a\n1\n2\n", "t.csv");
  const auto summary = read_csv(*source, {}, {{}, [](std::int64_t, std::span<const std::string_view>) -> Done { return fail(kInternal); }}, silence);
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().kind.code, kInternal.code);
}

// Text made of the characters that matter.
rc::Gen<std::string> csv_text() {
  return rc::gen::container<std::string>(rc::gen::weightedElement<char>({{6, 'a'}, {2, 'b'}, {4, ','}, {2, '"'}, {3, '\n'}, {1, '\r'}, {1, ' '}}));
}

TEST(Csv, rows_cut_in_place_and_rows_through_libcsv_are_the_same) {
  EXPECT_TRUE(rc::check("whole blocks against single bytes", [] {
    const std::string text = "h,i,j\n" + *rc::gen::scale(3, csv_text());
    const Read whole = read(text);
    const Read bytes = read(text, 1);  // every row begins in one block and ends in another: all through libcsv
    RC_ASSERT(whole.rows == bytes.rows);
    RC_ASSERT(whole.numbers == bytes.numbers);
    RC_ASSERT(whole.summary.has_value() == bytes.summary.has_value());
    if (whole.summary) {
      RC_ASSERT(whole.summary->rows_set_aside == bytes.summary->rows_set_aside);
    } else {
      RC_ASSERT(whole.summary.error().place == bytes.summary.error().place);
    }
  }));
}

TEST(Csv, what_is_written_reads_back_the_same) {
  EXPECT_TRUE(rc::check("round trip", [] {
    const auto width = *rc::gen::inRange<std::size_t>(1, 12);
    const auto rows = *rc::gen::container<Rows>(rc::gen::container<std::vector<std::string>>(width, csv_text()));
    std::string text;
    std::vector<std::string> header;
    for (std::size_t i = 0; i < width; ++i) header.push_back("c" + std::to_string(i));
    append_csv_row(text, std::vector<std::string_view>(header.begin(), header.end()));
    for (const auto& row : rows) append_csv_row(text, std::vector<std::string_view>(row.begin(), row.end()));
    const Read r = read(text, *rc::gen::inRange<std::size_t>(1, 40));
    RC_ASSERT(r.summary.has_value());
    RC_ASSERT(r.rows == rows);
  }));
}

}  // namespace
}  // namespace palermo::core
