// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/ledger_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "palermo/core/bytes.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/schema.hpp"

namespace palermo::publish {
namespace {

namespace fs = std::filesystem;
using core::Done;
using core::Result;
using core::Value;

constexpr std::string_view kHeadFormat = "palermo-release-head/1";
constexpr std::string_view kSeenFormat = "palermo-release-seen/1";

// A line of a ledger, as somebody remembers it.
struct Seen {
  std::string ledger;
  std::int64_t number = 0;
  std::string hash;
};

auto cannot_write(const std::string& path) { return core::fail(core::kCannotWrite, {.file = path}, {{"reason", std::strerror(errno)}}); }

Value to_value(const Seen& seen) {
  Value value;
  value.set("ledger", seen.ledger);
  value.set("number", seen.number);
  value.set("hash", seen.hash);
  return value;
}

Seen read_seen(core::Reader& reader) { return {.ledger = reader.text("ledger"), .number = reader.integer("number"), .hash = reader.text("hash")}; }

Done check(const Seen& seen, const Ledger& ledger, std::string_view witness) {
  if (seen.ledger != ledger.id()) return {};
  if (seen.number >= 1 && seen.number <= ledger.size() && ledger.hash_of(seen.number) == seen.hash) return {};
  return core::fail(kCutShort, {.file = std::string(witness)}, {{"number", std::to_string(seen.number)}, {"witness", std::string(witness)}});
}

std::string head_path(const std::string& path) { return path + ".head"; }

Result<Seen> read_head(const std::string& path) {
  const std::string head = head_path(path);
  if (!fs::exists(head)) return core::fail(kCutShort, {.file = path}, {{"number", "none"}, {"witness", fs::path(head).filename().string()}});
  PALERMO_TRY(const std::string text, core::read_file(head, core::kHandWritten));
  PALERMO_TRY(const Value value, core::parse_json(text, head));
  core::Reader reader(value, "head");
  (void)reader.choice("format", {std::string(kHeadFormat)}, "");
  Seen seen = read_seen(reader);
  PALERMO_CHECK_DONE(reader.finish());
  return seen;
}

// The head is read before the ledger: a writer adds the line first and moves the head after it, so what was read later holds it.
Result<Ledger> read_with_head(const std::string& path) {
  if (!fs::exists(path)) return core::fail(core::kNoFile, {.file = path});
  PALERMO_TRY(const Seen seen, read_head(path));
  PALERMO_TRY(const std::string text, core::read_file(path));
  PALERMO_TRY(Ledger ledger, Ledger::parse(text, path));
  const std::string witness = fs::path(head_path(path)).filename().string();
  if (seen.ledger != ledger.id()) return core::fail(kCutShort, {.file = path}, {{"number", std::to_string(seen.number)}, {"witness", witness}});
  PALERMO_CHECK_DONE(check(seen, ledger, witness));
  return ledger;
}

Done write_head(const std::string& path, const Ledger& ledger) {
  Value value;
  value.set("format", kHeadFormat);
  value.set("ledger", ledger.id());
  value.set("number", ledger.size());
  value.set("hash", ledger.head());
  return core::write_file(head_path(path), core::to_json(value) + "\n");
}

Done write_durably(int file, const std::string& path, std::string_view text) {
  while (!text.empty()) {
    const ssize_t done = ::write(file, text.data(), text.size());
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return cannot_write(path);
    text.remove_prefix(static_cast<std::size_t>(done));
  }
  if (::fsync(file) != 0) return cannot_write(path);
  return {};
}

Result<std::vector<Seen>> read_memory(const std::string& path) {
  std::vector<Seen> memory;
  if (!fs::exists(path)) return memory;
  PALERMO_TRY(const std::string text, core::read_file(path, core::kHandWritten));
  PALERMO_TRY(const Value value, core::parse_json(text, path));
  core::Reader reader(value, "memory");
  (void)reader.choice("format", {std::string(kSeenFormat)}, "");
  const Value* ledgers = reader.array("ledgers");
  PALERMO_CHECK_DONE(reader.finish());
  if (ledgers == nullptr) return memory;
  for (const Value& node : ledgers->items()) {
    core::Reader one(node, "memory");
    memory.push_back(read_seen(one));
    PALERMO_CHECK_DONE(one.finish());
  }
  return memory;
}

}  // namespace

Result<Ledger> read_ledger(const std::string& path) { return read_with_head(path); }

LedgerFile::LedgerFile(LedgerFile&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)), ledger_(std::move(other.ledger_)) {}

LedgerFile& LedgerFile::operator=(LedgerFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(file_, other.file_);
  std::swap(ledger_, other.ledger_);
  return *this;
}

LedgerFile::~LedgerFile() {
  if (file_ >= 0) ::close(file_);
}

Result<LedgerFile> LedgerFile::create(const std::string& path, const Entry& opening) {
  const std::string line = to_line(opening) + "\n";
  PALERMO_TRY(Ledger ledger, Ledger::parse(line, path));
  if (fs::exists(head_path(path))) return core::fail(kLedgerExists, {.file = path});
  LedgerFile made;
  made.path_ = path;
  made.file_ = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
  if (made.file_ < 0 && errno == EEXIST) return core::fail(kLedgerExists, {.file = path});
  if (made.file_ < 0 || ::flock(made.file_, LOCK_EX | LOCK_NB) != 0) return cannot_write(path);
  PALERMO_CHECK_DONE(write_durably(made.file_, path, line));
  PALERMO_CHECK_DONE(write_head(path, ledger));
  made.ledger_ = std::move(ledger);
  return made;
}

Result<LedgerFile> LedgerFile::open(const std::string& path) {
  LedgerFile opened;
  opened.path_ = path;
  opened.file_ = ::open(path.c_str(), O_RDWR | O_APPEND | O_CLOEXEC);
  if (opened.file_ < 0) return core::fail(errno == ENOENT ? core::kNoFile : core::kCannotRead, {.file = path}, {{"reason", std::strerror(errno)}});
  if (::flock(opened.file_, LOCK_EX | LOCK_NB) != 0) return core::fail(kLedgerBusy, {.file = path});
  PALERMO_TRY(Ledger ledger, read_with_head(path));
  PALERMO_TRY(const std::string text, core::read_file(path));
  const std::size_t whole = text.rfind('\n') + 1;  // it has a line: parse() said so
  if (whole != text.size() && ::ftruncate(opened.file_, static_cast<off_t>(whole)) != 0) return cannot_write(path);
  opened.ledger_ = std::move(ledger);
  return opened;
}

Done LedgerFile::append(const Entry& entry) {
  const std::string line = to_line(entry);
  Ledger after = *ledger_;
  PALERMO_CHECK_DONE(after.accept(line, path_));
  PALERMO_CHECK_DONE(write_durably(file_, path_, line + "\n"));
  ledger_ = std::move(after);
  return write_head(path_, *ledger_);
}

Done LedgerFile::sign(const std::string& key_path, std::string plan, std::string time) {
  PALERMO_TRY(const SigningKey key, SigningKey::read(key_path));
  PALERMO_CHECK_DONE(check_seen(key_path, *ledger_));
  PALERMO_TRY(const Entry entry, ledger_->sign(key, std::move(plan), std::move(time)));
  PALERMO_CHECK_DONE(append(entry));
  return remember_seen(key_path, *ledger_);
}

Done check_seen(const std::string& key_path, const Ledger& ledger) {
  const std::string path = key_path + ".seen";
  PALERMO_TRY(const std::vector<Seen> memory, read_memory(path));
  for (const Seen& seen : memory) PALERMO_CHECK_DONE(check(seen, ledger, fs::path(path).filename().string()));
  return {};
}

Done remember_seen(const std::string& key_path, const Ledger& ledger) {
  const std::string path = key_path + ".seen";
  PALERMO_TRY(const std::vector<Seen> memory, read_memory(path));
  Value value, ledgers(Value::Array{});
  value.set("format", kSeenFormat);
  for (const Seen& seen : memory)
    if (seen.ledger != ledger.id()) ledgers.push(to_value(seen));
  ledgers.push(to_value({ledger.id(), ledger.size(), ledger.head()}));
  value.set("ledgers", std::move(ledgers));
  return core::write_file(path, core::to_json(value) + "\n", 0600);
}

}  // namespace palermo::publish
