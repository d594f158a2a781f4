// SPDX-License-Identifier: Apache-2.0
// The folder of a desk (link/desk.hpp) on disk, and an agreement opened at it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "palermo/cli/context.hpp"
#include "palermo/link/desk.hpp"
#include "palermo/link/record.hpp"

namespace palermo::cli {

inline constexpr core::ErrorKind kDeskExists{"private.desk_exists", core::Exit::usage};
inline constexpr core::ErrorKind kDeskBusy{"private.desk_busy", core::Exit::usage};
inline constexpr core::ErrorKind kNoParty{"private.no_party", core::Exit::usage};

// Makes the folder with a new secret. Errors: private.desk_exists, output.cannot_write.
[[nodiscard]] core::Result<link::SigningKey> make_desk(const std::string& folder);

// Held while it lives: two programs at one desk at once could use one run twice.
class DeskLock {
 public:
  [[nodiscard]] static core::Result<DeskLock> take(const std::string& folder);
  DeskLock() = default;
  DeskLock(DeskLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  DeskLock& operator=(DeskLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  ~DeskLock();

 private:
  int file_ = -1;
};

struct OpenDesk {
  std::string folder;
  link::Secret secret;
  std::vector<link::JournalEntry> journal;
  link::Agreement agreement;
  std::string name;  // of the party whose desk this is
  DeskLock lock;

  [[nodiscard]] link::SigningKey key() const { return link::SigningKey::from(secret); }
  // A run that this party has taken part in goes on with its nonce; another begins with a new one.
  [[nodiscard]] link::Seat seat(int run) const;
  [[nodiscard]] std::string account_path(int run, int passes_done) const;
};

[[nodiscard]] core::Result<link::Secret> read_desk_secret(const std::string& folder);
// An agreement that all have signed and that has not ended, and whose party this desk is.
// Errors: those of link::parse_agreement and link::check_signed, private.bad_desk, private.no_party.
[[nodiscard]] core::Result<OpenDesk> open_desk(const std::string& folder, const std::string& agreement);

// The prints of the records that are to be handed in, checked against every earlier list with one of these parties.
// Errors: private.nested_list.
[[nodiscard]] core::Result<link::ListPrints> check_not_nested(const OpenDesk& desk, const link::Records& records, std::span<const link::RecordIndex> which);

// Writes prints (when a list was handed in) and the line of the journal, to the disk before it returns. It comes before the letter:
// after a power cut a run may be lost, and is never done twice.
[[nodiscard]] core::Done enter(const OpenDesk& desk, link::JournalEntry entry, const std::optional<link::ListPrints>& prints);

}  // namespace palermo::cli
