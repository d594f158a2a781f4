// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/link_desk.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>

#include "palermo/core/bytes.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/random.hpp"

namespace palermo::cli {
namespace {

namespace fs = std::filesystem;
using core::Done;
using core::Result;

core::Day today() {
  return static_cast<core::Day>(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch().count());
}

auto cannot_write() { return core::fail(core::kCannotWrite, {.file = "desk"}, {{"reason", std::strerror(errno)}}); }

// Appends and waits until it is on the disk: what is reported done is not lost.
Done append_durably(const std::string& path, std::string_view text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return cannot_write();
  const bool done = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
  const auto failed = cannot_write();
  ::close(file);
  if (!done) return failed;
  return {};
}

// An entry that was cut short when the power went is dropped, so that the next begins on a line of its own.
Done mend_journal(const std::string& path, std::string_view text) {
  const std::size_t whole = text.rfind('\n') == std::string_view::npos ? 0 : text.rfind('\n') + 1;
  if (whole != text.size() && ::truncate(path.c_str(), static_cast<off_t>(whole)) != 0) return cannot_write();
  return {};
}

}  // namespace

Result<DeskLock> DeskLock::take(const std::string& folder) {
  DeskLock lock;
  lock.file_ = ::open((folder + "/.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock.file_ < 0) return core::fail(core::kNoFile, {.file = folder});
  if (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0) return core::fail(kDeskBusy, {.file = folder});
  return lock;
}

DeskLock::~DeskLock() {
  if (file_ >= 0) ::close(file_);
}

link::Seat OpenDesk::seat(int run) const {
  std::string nonce = link::nonce_of(agreement, run, journal);
  if (nonce.empty()) nonce = core::secret_hex(16);
  return {agreement, name, run, secret, std::move(nonce)};
}

std::string OpenDesk::account_path(int run, int passes_done) const {
  return folder + "/account-" + agreement.hash().substr(0, 16) + "-" + std::to_string(run) + "-" + std::to_string(passes_done) + ".json";
}

Result<link::SigningKey> make_desk(const std::string& folder) {
  if (fs::exists(folder)) return core::fail(kDeskExists, {.file = folder});
  std::error_code error;
  if (const fs::path parent = fs::path(folder).parent_path(); !parent.empty()) fs::create_directories(parent, error);
  if (::mkdir(folder.c_str(), 0700) != 0) return cannot_write();
  const link::Secret secret = link::Secret::random();
  PALERMO_CHECK_DONE(core::write_file(folder + "/holder.key", link::desk_file(secret), 0600));
  return link::SigningKey::from(secret);
}

Result<link::Secret> read_desk_secret(const std::string& folder) {
  PALERMO_TRY(const std::string text, core::read_file(folder + "/holder.key", core::kHandWritten));
  return link::read_desk_file(text, "holder.key");
}

Result<OpenDesk> open_desk(const std::string& folder, const std::string& agreement) {
  PALERMO_TRY(const std::string text, core::read_file(agreement, core::kHandWritten));
  PALERMO_TRY(const core::Value document, core::parse_yaml(text, fs::path(agreement).filename().string()));
  PALERMO_TRY(link::Agreement read, link::parse_agreement(document));
  PALERMO_CHECK_DONE(link::check_signed(read, today()));
  OpenDesk desk{folder, {}, {}, std::move(read), {}, {}};
  PALERMO_TRY(desk.secret, read_desk_secret(folder));
  PALERMO_TRY(desk.lock, DeskLock::take(folder));
  const std::string journal = folder + "/journal.jsonl";
  if (fs::exists(journal)) {
    PALERMO_TRY(const std::string lines, core::read_file(journal));
    PALERMO_CHECK_DONE(mend_journal(journal, lines));
    PALERMO_TRY(desk.journal, link::read_journal(lines, "journal.jsonl"));
  }
  const link::PublicKey self = desk.key().public_key;
  for (const link::Party& party : desk.agreement.holders)
    if (party.key == self) desk.name = party.name;
  if (desk.agreement.finisher.key == self) desk.name = desk.agreement.finisher.name;
  if (desk.name.empty()) return core::fail(kNoParty);
  return desk;
}

Result<link::ListPrints> check_not_nested(const OpenDesk& desk, const link::Records& records, std::span<const link::RecordIndex> which) {
  link::ListPrints prints = link::prints_of(records, which, desk.secret);
  for (const link::JournalEntry* entry : link::lists_with(desk.agreement, desk.key().public_key, desk.journal)) {
    PALERMO_TRY(const std::string bytes, core::read_file(desk.folder + "/" + entry->prints, std::int64_t{4} << 30, true));
    PALERMO_TRY(const auto earlier, link::read_prints(bytes, entry->prints));
    // Tier B has no match keys: what its filters compare is held against the keys that nearly everybody has.
    constexpr std::array kOfFilters{link::MatchKey::document, link::MatchKey::phone, link::MatchKey::name_birth, link::MatchKey::name_year_sex};
    const bool filters = desk.agreement.tier == link::Tier::b;
    if (link::nested(prints, earlier, filters ? std::span<const link::MatchKey>(kOfFilters) : std::span<const link::MatchKey>(desk.agreement.keys))) return core::fail(link::kNestedList, {}, {{"project", entry->project}, {"run", std::to_string(entry->run)}});
  }
  return prints;
}

Done enter(const OpenDesk& desk, link::JournalEntry entry, const std::optional<link::ListPrints>& prints) {
  entry.agreement = desk.agreement.hash();
  entry.project = desk.agreement.project;
  const link::PublicKey self = desk.key().public_key;
  for (const link::Party& party : desk.agreement.holders)
    if (party.key != self) entry.with.push_back(link::to_hex(party.key));
  if (prints) {
    entry.prints = "prints-" + entry.agreement.substr(0, 16) + "-" + std::to_string(entry.run);
    PALERMO_CHECK_DONE(core::write_file(desk.folder + "/" + entry.prints, link::prints_file(*prints), 0600));
  }
  return append_durably(desk.folder + "/journal.jsonl", link::to_line(entry));
}

}  // namespace palermo::cli
