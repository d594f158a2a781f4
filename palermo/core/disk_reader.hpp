// SPDX-License-Identifier: Apache-2.0
// DiskReader: the bytes of a file, inflated when they are gzip, hashed as they lie on disk.
//
// Inside core only; ByteSource is the way in. Errors repeat: after the first, every fill() gives the same.
// Not thread-safe. Source: RFC 1952 (concatenated members, zero padding after the last); FIPS 180-4 for SHA-256.
#pragma once

#include <sodium.h>
#include <zlib.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/result.hpp"

namespace palermo::core {

class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  [[nodiscard]] std::string hex() const;

 private:
  crypto_hash_sha256_state state_{};
};

class DiskReader {
 public:
  enum class Decode { when_gzip, never };
  [[nodiscard]] static Result<std::unique_ptr<DiskReader>> open(const std::string& path, Decode decode = Decode::when_gzip);
  DiskReader(const DiskReader&) = delete;
  DiskReader& operator=(const DiskReader&) = delete;
  ~DiskReader();

  // Fills `out` as far as it can; 0 only at the end of the file.
  [[nodiscard]] Result<std::size_t> fill(std::span<char> out);
  [[nodiscard]] std::int64_t size() const { return size_; }
  [[nodiscard]] std::int64_t taken() const { return taken_; }
  [[nodiscard]] std::string sha256() const { return hash_.hex(); }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  DiskReader(std::string path, int file, std::int64_t size);
  Done read_raw();                                  // the next raw bytes into raw_
  Result<std::size_t> take_plain(std::span<char> out);
  Result<std::size_t> take_gzip(std::span<char> out);
  Done start_member();                              // after a member: another one, padding, or damage
  tl::unexpected<Error> damaged() const;

  std::string name_;
  int file_;
  std::int64_t size_;
  std::int64_t taken_ = 0;
  std::vector<char> raw_;
  std::span<const char> left_;  // of raw_, not yet used
  bool at_end_ = false;         // of the raw bytes
  bool gzip_ = false;
  bool in_member_ = false;
  z_stream zip_{};
  Sha256 hash_;
  std::optional<Error> error_;
};

}  // namespace palermo::core
