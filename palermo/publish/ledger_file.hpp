// SPDX-License-Identifier: Apache-2.0
// The ledger on disk: PATH (JSON Lines, only ever appended to) and what shows that its end was cut off.
//
//   PATH         the lines; each is written and flushed to the disk before anything is done that it tells of
//   PATH.head    palermo-release-head/1: number and hash of the last line; a ledger that lacks that line is refused
//   KEY.seen     beside an officer's key, on the officer's own medium: the last line of each ledger at her last signature
//   PATH.people/ mode 0700: keyed prints of the people of closed-circle releases (differencing.hpp); never leaves
//
// One process at a time may write: the file is locked (flock) while a LedgerFile for writing lives, and a second one is refused at
// once; a lock ends with its process, however that ends. A last line without its end was being written when the power went; nothing
// was done on its strength, and the next writer drops it. Reading takes no lock.
// Not seen here: somebody who cuts off PATH and mends PATH.head in the same way; the officers' .seen files find that, and every
// manifest, which names the line of its intent. Errors: file.*, output.cannot_write, those of Ledger::parse.
#pragma once

#include <string>
#include <string_view>

#include "palermo/core/result.hpp"
#include "palermo/publish/ledger.hpp"

namespace palermo::publish {

inline constexpr core::ErrorKind kLedgerBusy{"release.ledger_busy", core::Exit::usage};
inline constexpr core::ErrorKind kLedgerExists{"release.ledger_exists", core::Exit::usage};
inline constexpr core::ErrorKind kCutShort{"release.cut_short", core::Exit::refused, "D29"};  // args: number (that is missing), witness

// Reads and verifies it, and compares it with its head. Errors: also release.cut_short.
[[nodiscard]] core::Result<Ledger> read_ledger(const std::string& path);

class LedgerFile {
 public:
  // A new ledger. Errors: release.ledger_exists.
  [[nodiscard]] static core::Result<LedgerFile> create(const std::string& path, const Entry& opening);
  // For writing. Errors: also release.ledger_busy.
  [[nodiscard]] static core::Result<LedgerFile> open(const std::string& path);
  LedgerFile(LedgerFile&& other) noexcept;
  LedgerFile& operator=(LedgerFile&& other) noexcept;
  ~LedgerFile();

  [[nodiscard]] const Ledger& ledger() const { return *ledger_; }
  [[nodiscard]] const std::string& path() const { return path_; }

  // The next line: checked, then on the disk when this returns.
  [[nodiscard]] core::Done append(const Entry& entry);
  // An officer's signature of the head, and her memory of it. `plan` as in Signed. Errors: release.no_officer, release.cut_short.
  [[nodiscard]] core::Done sign(const std::string& key_path, std::string plan, std::string time);

 private:
  LedgerFile() = default;
  std::string path_;
  int file_ = -1;
  std::optional<Ledger> ledger_;
};

// What the officer of this key saw last is still in the ledger. Errors: release.cut_short.
[[nodiscard]] core::Done check_seen(const std::string& key_path, const Ledger& ledger);
[[nodiscard]] core::Done remember_seen(const std::string& key_path, const Ledger& ledger);

}  // namespace palermo::publish
