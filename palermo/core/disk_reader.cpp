// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/disk_reader.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "palermo/core/bytes.hpp"

namespace palermo::core {
namespace {

constexpr std::size_t kRawBlock = std::size_t{256} << 10;
constexpr std::string_view kZip = "PK\x03\x04";
constexpr int kGzipOnly = 15 + 16;  // window of 32 KiB; zlib's way of saying "a gzip header"

auto cannot_read(const std::string& name, int number) {
  if (number == ENOENT) return fail(kNoFile, Place{.file = name});
  return fail(kCannotRead, Place{.file = name}, {{"reason", std::generic_category().message(number)}});
}

}  // namespace

Sha256::Sha256() { crypto_hash_sha256_init(&state_); }

void Sha256::add(std::string_view bytes) {
  crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

std::string Sha256::hex() const {
  crypto_hash_sha256_state copy = state_;
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(&copy, digest.data());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text{};
  sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
  return text.data();
}

DiskReader::DiskReader(std::string path, int file, std::int64_t size)
    : name_(std::move(path)), file_(file), size_(size), raw_(kRawBlock) {}

DiskReader::~DiskReader() {
  if (gzip_) inflateEnd(&zip_);
  ::close(file_);
}

Result<std::unique_ptr<DiskReader>> DiskReader::open(const std::string& path, Decode decode) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return cannot_read(path, errno);
  struct stat status {};
  const bool known = ::fstat(file, &status) == 0;
  std::unique_ptr<DiskReader> reader(new DiskReader(path, file, known ? static_cast<std::int64_t>(status.st_size) : 0));
  PALERMO_CHECK_DONE(reader->read_raw());
  const std::span<const char> head = reader->left_;
  if (decode == Decode::when_gzip && std::string_view(head.data(), std::min(head.size(), kZip.size())) == kZip) return fail(kZipFile, Place{.file = path});
  if (decode == Decode::when_gzip && head.size() >= 2 && head[0] == '\x1f' && head[1] == '\x8b') {
    if (inflateInit2(&reader->zip_, kGzipOnly) != Z_OK) return fail(kInternal, Place{.file = path});
    reader->gzip_ = reader->in_member_ = true;
  }
  return reader;
}

Done DiskReader::read_raw() {
  std::size_t filled = 0;
  while (filled < raw_.size()) {  // a pipe gives less than asked for
    const ssize_t got = ::read(file_, raw_.data() + filled, raw_.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return cannot_read(name_, errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  at_end_ = filled == 0;
  left_ = std::span<const char>(raw_.data(), filled);
  taken_ += static_cast<std::int64_t>(filled);
  hash_.add({raw_.data(), filled});
  return {};
}

Result<std::size_t> DiskReader::fill(std::span<char> out) {
  if (error_) return fail(*error_);
  Result<std::size_t> filled = gzip_ ? take_gzip(out) : take_plain(out);
  if (!filled) error_ = filled.error();
  return filled;
}

Result<std::size_t> DiskReader::take_plain(std::span<char> out) {
  std::size_t filled = 0;
  while (filled < out.size() && !at_end_) {
    if (left_.empty()) {
      PALERMO_CHECK_DONE(read_raw());
      continue;
    }
    const std::size_t count = std::min(left_.size(), out.size() - filled);
    std::memcpy(out.data() + filled, left_.data(), count);
    left_ = left_.subspan(count);
    filled += count;
  }
  return filled;
}

tl::unexpected<Error> DiskReader::damaged() const {
  return fail(kDamagedGzip, Place{.file = name_}, {{"read", std::to_string(taken_)}, {"inflated", std::to_string(zip_.total_out)}});
}

Done DiskReader::start_member() {
  while (!at_end_ && std::all_of(left_.begin(), left_.end(), [](char c) { return c == '\0'; })) PALERMO_CHECK_DONE(read_raw());
  if (at_end_) return {};
  if (left_[0] != '\x1f' || inflateReset(&zip_) != Z_OK) return damaged();
  in_member_ = true;
  return {};
}

Result<std::size_t> DiskReader::take_gzip(std::span<char> out) {
  zip_.next_out = reinterpret_cast<Bytef*>(out.data());
  zip_.avail_out = static_cast<uInt>(out.size());
  while (zip_.avail_out > 0) {
    if (!in_member_) {
      PALERMO_CHECK_DONE(start_member());
      if (!in_member_) break;
    }
    if (left_.empty()) PALERMO_CHECK_DONE(read_raw());
    if (at_end_) return damaged();
    zip_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(left_.data()));
    zip_.avail_in = static_cast<uInt>(left_.size());
    const int state = inflate(&zip_, Z_NO_FLUSH);
    left_ = left_.last(zip_.avail_in);
    if (state == Z_STREAM_END) {
      in_member_ = false;
    } else if (state != Z_OK) {
      return damaged();
    }
  }
  return out.size() - zip_.avail_out;
}

}  // namespace palermo::core
