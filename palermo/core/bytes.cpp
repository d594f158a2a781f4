// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/bytes.hpp"

#include <algorithm>
#include <filesystem>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "palermo/core/disk_reader.hpp"

namespace palermo::core {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;
constexpr std::size_t kBlocksAhead = 2;

class PlainSource final : public ByteSource {
 public:
  explicit PlainSource(std::unique_ptr<DiskReader> reader) : reader_(std::move(reader)), block_(kBlock) {}

  Result<std::span<const char>> next() override {
    PALERMO_TRY(const std::size_t filled, reader_->fill(block_));
    return std::span<const char>(block_.data(), filled);
  }
  std::int64_t bytes_on_disk() const override { return reader_->size(); }
  std::int64_t bytes_taken() const override { return reader_->taken(); }
  std::string sha256() const override { return reader_->sha256(); }
  const std::string& name() const override { return reader_->name(); }

 private:
  std::unique_ptr<DiskReader> reader_;
  std::vector<char> block_;
};

// One thread fills blocks and queues them; the caller takes them off and gives each block back with the next call.
class AheadSource final : public ByteSource {
 public:
  explicit AheadSource(std::unique_ptr<DiskReader> reader) : reader_(std::move(reader)), thread_([this] { work(); }) {}

  ~AheadSource() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  Result<std::span<const char>> next() override {
    std::unique_lock lock(mutex_);
    if (!current_.bytes.empty()) free_.push_back(std::move(current_.bytes));
    current_ = {};
    changed_.notify_all();
    changed_.wait(lock, [this] { return !ready_.empty() || finished_; });
    if (ready_.empty()) {
      if (error_) return fail(*error_);
      return std::span<const char>();
    }
    current_ = std::move(ready_.front());
    ready_.pop_front();
    changed_.notify_all();
    return std::span<const char>(current_.bytes.data(), current_.filled);
  }
  std::int64_t bytes_on_disk() const override { return reader_->size(); }
  std::int64_t bytes_taken() const override {
    const std::lock_guard lock(mutex_);
    return finished_ && ready_.empty() && current_.bytes.empty() ? taken_at_end_ : current_.taken;
  }
  std::string sha256() const override {
    const std::lock_guard lock(mutex_);
    return sha256_;
  }
  const std::string& name() const override { return reader_->name(); }

 private:
  struct Block {
    std::vector<char> bytes;
    std::size_t filled = 0;
    std::int64_t taken = 0;
  };

  std::vector<char> spare() {
    if (free_.empty()) return std::vector<char>(kBlock);
    std::vector<char> bytes = std::move(free_.back());
    free_.pop_back();
    return bytes;
  }

  void work() {
    for (;;) {
      Block block;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return stopping_ || ready_.size() < kBlocksAhead; });
        if (stopping_) return;
        block.bytes = spare();
      }
      const Result<std::size_t> filled = reader_->fill(block.bytes);
      const std::lock_guard lock(mutex_);
      if (!filled || *filled == 0) {
        if (!filled) error_ = filled.error();
        taken_at_end_ = reader_->taken();
        sha256_ = reader_->sha256();
        finished_ = true;
        changed_.notify_all();
        return;
      }
      block.filled = *filled;
      block.taken = reader_->taken();
      ready_.push_back(std::move(block));
      changed_.notify_all();
    }
  }

  std::unique_ptr<DiskReader> reader_;  // the thread's, but for name() and size(), which never change
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Block> ready_;
  std::vector<std::vector<char>> free_;
  Block current_;
  std::optional<Error> error_;
  std::int64_t taken_at_end_ = 0;
  std::string sha256_;
  bool finished_ = false;
  bool stopping_ = false;
  std::thread thread_;  // last: starts when all else is there
};

class MemorySource final : public ByteSource {
 public:
  MemorySource(std::string_view bytes, std::string name, std::size_t block) : bytes_(bytes), name_(std::move(name)), block_(std::max<std::size_t>(block, 1)) {}

  Result<std::span<const char>> next() override {
    const std::string_view part = bytes_.substr(position_, block_);
    position_ += part.size();
    return std::span<const char>(part.data(), part.size());
  }
  std::int64_t bytes_on_disk() const override { return 0; }
  std::int64_t bytes_taken() const override { return static_cast<std::int64_t>(position_); }
  std::string sha256() const override { return sha256_hex(bytes_); }
  const std::string& name() const override { return name_; }

 private:
  std::string_view bytes_;
  std::string name_;
  std::size_t block_;
  std::size_t position_ = 0;
};

// Length of the well-formed UTF-8 character at the start of `text`, or 0 (Unicode 15, table 3-7).
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned lead = byte(0);
  const unsigned second = byte(1);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4 || !continues(1)) return 0;
  if (lead < 0xE0) return 2;
  if (lead == 0xE0 ? second < 0xA0 : lead == 0xED && second > 0x9F) return 0;
  if (lead < 0xF0) return continues(2) ? 3 : 0;
  if (lead == 0xF0 ? second < 0x90 : lead == 0xF4 && second > 0x8F) return 0;
  return continues(2) && continues(3) ? 4 : 0;
}

Place place_of(const std::string& text, std::size_t position, const std::string& file) {
  const auto here = text.begin() + static_cast<std::ptrdiff_t>(position);
  const std::size_t newline = position == 0 ? std::string::npos : text.rfind('\n', position - 1);
  const auto line_start = text.begin() + static_cast<std::ptrdiff_t>(newline + 1);  // npos + 1 is 0
  return Place{.file = file,
               .line = 1 + std::count(text.begin(), here, '\n'),
               .column = 1 + std::count_if(line_start, here, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; })};
}

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file(const std::string& path, bool ahead) {
  PALERMO_TRY(std::unique_ptr<DiskReader> reader, DiskReader::open(path));
  if (ahead) return std::make_unique<AheadSource>(std::move(reader));
  return std::make_unique<PlainSource>(std::move(reader));
}

std::unique_ptr<ByteSource> from_memory(std::string_view bytes, std::string name, std::size_t block) {
  return std::make_unique<MemorySource>(bytes, std::move(name), block);
}

Result<std::string> read_file(const std::string& path, std::int64_t limit, bool binary) {
  std::error_code unknown;
  const auto status = std::filesystem::status(path, unknown);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    return fail(kCannotRead, Place{.file = path}, {{"reason", "not a regular file"}});
  PALERMO_TRY(const std::unique_ptr<ByteSource> source, open_file(path));
  std::string text;
  for (;;) {
    PALERMO_TRY(const std::span<const char> block, source->next());
    if (block.empty()) break;
    if (static_cast<std::int64_t>(text.size() + block.size()) > limit)
      return fail(kFileTooLarge, Place{.file = path}, {{"most", std::to_string(limit)}});
    text.append(block.data(), block.size());
  }
  if (const std::size_t bad = binary ? std::string::npos : first_invalid_utf8(text); bad != std::string::npos)
    return fail(kNotUtf8, place_of(text, bad, path));
  return text;
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.hex();
}

Result<std::string> sha256_file(const std::string& path) {
  PALERMO_TRY(const std::unique_ptr<DiskReader> reader, DiskReader::open(path, DiskReader::Decode::never));
  std::vector<char> block(kBlock);
  for (;;) {
    PALERMO_TRY(const std::size_t filled, reader->fill(block));
    if (filled == 0) return reader->sha256();
  }
}

std::size_t first_invalid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    std::uint64_t eight = 0;
    if (i + sizeof eight <= text.size()) {
      std::memcpy(&eight, text.data() + i, sizeof eight);
      if ((eight & 0x8080808080808080U) == 0) {
        i += sizeof eight;
        continue;
      }
    }
    const std::size_t length = character_length(text.substr(i));
    if (length == 0) return i;
    i += length;
  }
  return std::string_view::npos;
}

}  // namespace palermo::core
