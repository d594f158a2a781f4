// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/bytes.hpp"

#include <gtest/gtest.h>

#include "palermo/core/folder_test.hpp"

namespace palermo::core {
namespace {

// Bytes that do not compress, the same each time.
std::string noise(std::size_t size) {
  std::string bytes(size, '\0');
  std::uint32_t state = 1;
  for (char& c : bytes) {
    state = state * 1664525U + 1013904223U;
    c = static_cast<char>(state >> 24);
  }
  return bytes;
}

Result<std::string> all_of(ByteSource& source) {
  std::string all;
  for (;;) {
    PALERMO_TRY(const std::span<const char> block, source.next());
    if (block.empty()) return all;
    all.append(block.data(), block.size());
  }
}

Result<std::string> all_of_file(const std::string& path, bool ahead) {
  PALERMO_TRY(const std::unique_ptr<ByteSource> source, open_file(path, ahead));
  PALERMO_TRY(std::string all, all_of(*source));
  EXPECT_EQ(source->bytes_taken(), source->bytes_on_disk());
  EXPECT_EQ(source->sha256(), sha256_file(path).value());
  return all;
}

class ReadingFiles : public testing::TestWithParam<bool> {
 protected:
  TemporaryFolder folder_;
};
INSTANTIATE_TEST_SUITE_P(AheadOrNot, ReadingFiles, testing::Bool());

TEST_P(ReadingFiles, gives_plain_files_back) {
  for (const std::size_t size : {0, 1, 2, 1 << 18, (1 << 20) - 1, 1 << 20, 5'000'000}) {
    const std::string bytes = noise(size);
    EXPECT_EQ(all_of_file(folder_.file("plain", bytes), GetParam()).value(), bytes) << size;
  }
}

TEST_P(ReadingFiles, knows_gzip_by_its_bytes_and_reads_every_member) {
  const std::string a = noise(3'000'000);
  const std::string b(4'000'000, 'b');
  EXPECT_EQ(all_of_file(folder_.file("named.txt", gzip(a)), GetParam()).value(), a);
  EXPECT_EQ(all_of_file(folder_.file("two.gz", gzip(a) + gzip(b) + gzip("") + gzip("end")), GetParam()).value(), a + b + "end");
  EXPECT_EQ(all_of_file(folder_.file("empty.gz", gzip("")), GetParam()).value(), "");
}

TEST_P(ReadingFiles, zeros_after_the_last_member_are_padding) {
  EXPECT_EQ(all_of_file(folder_.file("padded.gz", gzip("text") + std::string(600'000, '\0')), GetParam()).value(), "text");
}

TEST_P(ReadingFiles, a_gzip_file_cut_anywhere_is_an_error_never_a_short_file) {
  const std::string whole = gzip(noise(2'000'000));
  for (const std::size_t size : {std::size_t{2}, std::size_t{9}, std::size_t{1000}, whole.size() / 2, whole.size() - 8, whole.size() - 1}) {
    const Result<std::string> read = all_of_file(folder_.file("cut.gz", whole.substr(0, size)), GetParam());
    ASSERT_FALSE(read) << size;
    EXPECT_EQ(read.error().kind.code, kDamagedGzip.code);
    EXPECT_EQ(read.error().place.file, folder_ / "cut.gz");
    EXPECT_EQ(read.error().args.at("read"), std::to_string(size));
  }
}

TEST_P(ReadingFiles, damaged_gzip_is_an_error) {
  std::string bytes = gzip(noise(100'000));
  bytes[bytes.size() - 6] ^= 1;  // the checksum
  EXPECT_EQ(all_of_file(folder_.file("checksum.gz", bytes), GetParam()).error().kind.code, kDamagedGzip.code);
  EXPECT_EQ(all_of_file(folder_.file("tail.gz", gzip("a") + "tail"), GetParam()).error().kind.code, kDamagedGzip.code);
}

TEST_P(ReadingFiles, an_error_repeats) {
  const std::string path = folder_.file("cut.gz", gzip(noise(1000)).substr(0, 500));
  const auto source = open_file(path, GetParam()).value();
  while (const auto block = source->next())
    if (block->empty()) break;
  EXPECT_FALSE(source->next());
  EXPECT_FALSE(source->next());
}

TEST_P(ReadingFiles, a_source_may_be_left_in_the_middle) {
  const std::string path = folder_.file("long", noise(8 << 20));
  for (int blocks = 0; blocks < 4; ++blocks) {
    const auto source = open_file(path, GetParam()).value();
    for (int i = 0; i < blocks; ++i) EXPECT_TRUE(source->next());
  }
}

TEST_P(ReadingFiles, what_is_missing_or_a_folder_is_an_error_that_names_it) {
  const auto missing = open_file(folder_ / "none.csv", GetParam());
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind.code, kNoFile.code);
  EXPECT_EQ(missing.error().place.file, folder_ / "none.csv");
  const auto directory = open_file(folder_.path().string(), GetParam());
  ASSERT_FALSE(directory);
  EXPECT_EQ(directory.error().kind.code, kCannotRead.code);
}

TEST(ReadFile, an_excel_workbook_is_called_one_and_not_damaged_text) {
  const TemporaryFolder here;
  const std::string path = here.file("cases.csv", "PK\x03\x04\x14\x00");
  EXPECT_EQ(open_file(path).error().kind.code, kZipFile.code);
  EXPECT_EQ(read_file(path).error().kind.code, kZipFile.code);
  EXPECT_TRUE(sha256_file(path)) << "a digest may be made of any file";
}

TEST(ReadFile, refuses_what_is_too_large_before_it_fills_memory) {
  const TemporaryFolder folder;
  const std::string path = folder.file("bomb.gz", gzip(std::string(20'000'000, 'x')));
  EXPECT_EQ(read_file(path, 1000).error().kind.code, kFileTooLarge.code);
  EXPECT_EQ(read_file(path).value().size(), 20'000'000U);
}

TEST(ReadFile, names_line_and_character_of_a_latin_1_byte) {
  const TemporaryFolder folder;
  const std::string path = folder.file("latin", "a\n\xC3\xA9t\xE9\n");
  const auto read = read_file(path);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind.code, kNotUtf8.code);
  EXPECT_EQ(read.error().place, (Place{.file = path, .line = 2, .column = 3}));
  EXPECT_TRUE(read_file(path, 1000, true));
}

TEST(Sha256, is_that_of_fips_180) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Utf8, only_well_formed_characters_are_valid) {
  EXPECT_EQ(first_invalid_utf8("plain text of more than eight bytes"), std::string_view::npos);
  EXPECT_EQ(first_invalid_utf8("aé€𐍈 \xF4\x8F\xBF\xBF"), std::string_view::npos);
  for (const char* bad : {"\x80", "\xC3", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE2\x82", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE2\x82(", "\xF0\x9F\x98("})
    EXPECT_EQ(first_invalid_utf8(std::string("0123456") + bad + "tail"), 7U);
}

}  // namespace
}  // namespace palermo::core
