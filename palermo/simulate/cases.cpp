// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/cases.hpp"

#include <fcntl.h>
#include <stdio.h>  // renameat2
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <future>
#include <thread>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/simulate/records.hpp"

namespace palermo::simulate {
namespace {

constexpr std::int64_t kRowsABlock = 16384;
constexpr PersonMix kCasesMix{"simulate.cases.person", {0.68, 0.24, 0.0, 0.08, 0.0}, 2002, 2023};

bool is_there(const std::string& path) {
  std::error_code unknown;
  return std::filesystem::exists(std::filesystem::symlink_status(path, unknown));
}

// A file that takes its place only when finish() is called; dropped before, it is removed.
class Sibling {
 public:
  explicit Sibling(const std::string& path) : path_(path), work_(path + ".part-" + core::secret_hex(4)), file_(std::fopen(work_.c_str(), "wbx")) {}
  Sibling(const Sibling&) = delete;
  Sibling& operator=(const Sibling&) = delete;
  ~Sibling() {
    if (file_) std::fclose(file_);
    std::error_code ignored;
    if (!work_.empty()) std::filesystem::remove(work_, ignored);
  }

  [[nodiscard]] core::Done write(const std::string& bytes) {
    if (!file_ || std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) return cannot_write();
    return {};
  }

  [[nodiscard]] core::Done finish(bool replace) {
    const bool closed = file_ && std::fclose(file_) == 0;
    file_ = nullptr;
    if (!closed) return cannot_write();
    if (!replace && ::renameat2(AT_FDCWD, work_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) == 0) {
      work_.clear();
      return {};
    }
    // Some file systems cannot refuse in the same step.
    if (!replace && (errno == EEXIST || is_there(path_))) return core::fail(kFileExists, core::Place{.file = path_});
    std::error_code error;
    std::filesystem::rename(work_, path_, error);
    if (error) return cannot_write();
    work_.clear();
    return {};
  }

 private:
  [[nodiscard]] core::Done cannot_write() const { return core::fail(core::kCannotWrite, core::Place{.file = path_}); }

  std::string path_;
  std::string work_;
  std::FILE* file_;
};

// One whole gzip member; empty when zlib fails.
std::string gzip(const std::string& text) {
  constexpr int fastest = 1;
  constexpr int gzip_format = 15 + 16;
  z_stream zip{};
  if (deflateInit2(&zip, fastest, Z_DEFLATED, gzip_format, 9, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string packed(deflateBound(&zip, static_cast<uLong>(text.size())), '\0');
  zip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  zip.avail_in = static_cast<uInt>(text.size());
  zip.next_out = reinterpret_cast<Bytef*>(packed.data());
  zip.avail_out = static_cast<uInt>(packed.size());
  const int result = deflate(&zip, Z_FINISH);
  packed.resize(result == Z_STREAM_END ? zip.total_out : 0);
  deflateEnd(&zip);
  return packed;
}

std::string block_of_rows(const CasesOptions& options, std::int64_t block, bool packed) {
  std::string text = block == 0 ? contributor_header() : std::string();
  text.reserve(static_cast<std::size_t>(kRowsABlock) * 300);
  const std::int64_t end = std::min(options.rows, (block + 1) * kRowsABlock);
  for (std::int64_t row = block * kRowsABlock; row < end; ++row) {
    const Person person = draw_person(options.seed, row, kCasesMix);
    append_contributor_record(text, options.seed, person, person.seen);
  }
  return packed ? gzip(text) : text;
}

// Blocks [first, first + n), made at the same time, in their order.
std::vector<std::string> wave_of_blocks(const CasesOptions& options, std::int64_t first, std::int64_t n, bool packed) {
  std::vector<std::future<std::string>> made;
  for (std::int64_t i = 1; i < n; ++i) made.push_back(std::async(std::launch::async, block_of_rows, options, first + i, packed));
  std::vector<std::string> blocks{block_of_rows(options, first, packed)};
  for (auto& block : made) blocks.push_back(block.get());
  return blocks;
}

core::Done write_blocks(const CasesOptions& options, bool packed, Sibling& file, core::Progress& progress) {
  const std::int64_t blocks = std::max<std::int64_t>(1, (options.rows + kRowsABlock - 1) / kRowsABlock);
  const std::int64_t at_once = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  for (std::int64_t first = 0; first < blocks; first += at_once) {
    if (progress.cancelled()) return core::fail(core::kCancelled);
    for (const std::string& block : wave_of_blocks(options, first, std::min(at_once, blocks - first), packed)) {
      if (block.empty()) return core::fail(core::kInternal);
      PALERMO_CHECK_DONE(file.write(block));
    }
    progress.report(std::min(options.rows, (first + at_once) * kRowsABlock));
  }
  return {};
}

}  // namespace

core::Done write_cases(const CasesOptions& options, const std::string& path, core::Progress& progress) {
  if (options.rows < 0 || options.rows > kMostRows) return core::fail(kBadRows, {}, {{"most", std::to_string(kMostRows)}});
  if (!options.replace && is_there(path)) return core::fail(kFileExists, core::Place{.file = path});
  Sibling file(path);
  progress.begin("progress.inventing", std::filesystem::path(path).filename().string(), options.rows, "unit.records");
  PALERMO_CHECK_DONE(write_blocks(options, path.ends_with(".gz"), file, progress));
  progress.end();
  return file.finish(options.replace);
}

}  // namespace palermo::simulate
