// SPDX-License-Identifier: Apache-2.0
// ByteSource: a file as a stream of blocks, plain or gzip, hashed on the way.
//
// gzip is recognised by its first two bytes, not by the name; concatenated members are read through. A truncated or
// damaged gzip stream is an error at its end, never a short file. The digest is SHA-256 of the bytes on disk.
// Memory: two blocks. Not thread-safe; one reader per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "palermo/core/result.hpp"

namespace palermo::core {

inline constexpr ErrorKind kNoFile{"file.missing", Exit::unreadable};
inline constexpr ErrorKind kCannotRead{"file.cannot_read", Exit::unreadable};
inline constexpr ErrorKind kDamagedGzip{"file.damaged_gzip", Exit::unreadable};
inline constexpr ErrorKind kZipFile{"file.zip", Exit::unreadable};  // Excel's .xlsx is one
inline constexpr ErrorKind kFileTooLarge{"file.too_large", Exit::unreadable};
inline constexpr ErrorKind kNotUtf8{"text.not_utf8", Exit::unreadable};
inline constexpr ErrorKind kNulByte{"text.nul_byte", Exit::unreadable};

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // The next block of decoded bytes; empty at the end. Valid until the next call.
  [[nodiscard]] virtual Result<std::span<const char>> next() = 0;
  [[nodiscard]] virtual std::int64_t bytes_on_disk() const = 0;   // size of the file; 0 for memory
  [[nodiscard]] virtual std::int64_t bytes_taken() const = 0;     // bytes of the file consumed so far
  [[nodiscard]] virtual std::string sha256() const = 0;           // hex; complete once next() has returned empty
  [[nodiscard]] virtual const std::string& name() const = 0;
};

// Opens `path`. With ahead = true a second thread reads and inflates one block ahead of the caller.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_file(const std::string& path, bool ahead = false);
// Reads from memory (tests, fuzzing). `bytes` must outlive the source.
[[nodiscard]] std::unique_ptr<ByteSource> from_memory(std::string_view bytes, std::string name, std::size_t block = 1 << 16);

// What people write by hand (studies, mappings, laws) is smaller than this; a larger file is something else.
inline constexpr std::int64_t kHandWritten = std::int64_t{4} << 20;

// The whole regular file as text (gzip too), at most `limit` bytes; a pipe or a device is refused, not waited for. Errors: file.*, text.not_utf8 unless `binary`.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::int64_t limit = std::int64_t{64} << 20, bool binary = false);

[[nodiscard]] std::string sha256_hex(std::string_view bytes);
[[nodiscard]] Result<std::string> sha256_file(const std::string& path);

// Position of the first byte that is not valid UTF-8, or npos.
[[nodiscard]] std::size_t first_invalid_utf8(std::string_view text);

}  // namespace palermo::core
