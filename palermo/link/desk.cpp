// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/desk.hpp"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "palermo/core/schema.hpp"
#include "palermo/link/match_keys.hpp"
#include "palermo/link/record.hpp"

namespace palermo::link {
namespace {

using core::Done;
using core::Result;
using core::Value;

constexpr std::string_view kDeskFormat = "palermo-link-desk/1";
constexpr std::string_view kAccountFormat = "palermo-link-account/1";
constexpr std::string_view kPrintsHead = "palermo-link-prints/1 not for release\n";
constexpr std::size_t kFewestPrints = 20;  // under a key: fewer say nothing about the list
constexpr std::size_t kHandful = 10;       // people by whom two lists differ

auto bad_desk(std::string_view file, std::string_view problem) {
  return core::fail(kBadDesk, {.file = std::string(file)}, {{"problem", std::string(problem)}});
}

Print keyed(const Secret& key, std::string_view text) {
  Print print{};
  crypto_generichash(print.data(), print.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), key.bytes().data(), key.bytes().size());
  return print;
}

Value to_value(const std::map<std::uint32_t, std::int64_t>& cells) {
  Value value(Value::Object{});
  for (const auto& [history, people] : cells) value.set(std::to_string(history), people);
  return value;
}

bool read_cells(const Value* value, std::map<std::uint32_t, std::int64_t>& cells) {
  if (value == nullptr || !value->is_object()) return false;
  for (const auto& [key, people] : value->members()) {
    std::uint32_t history = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), history);
    if (error != std::errc() || end != key.data() + key.size() || !people.is_int()) return false;
    cells.emplace(history, people.as_int());
  }
  return true;
}

Result<JournalEntry> read_entry(const Value& node) {
  core::Reader reader(node, "entry");
  JournalEntry entry;
  entry.agreement = reader.text("agreement");
  entry.project = reader.text("project");
  entry.run = static_cast<int>(reader.integer("run"));
  entry.did = reader.choice("did", {"offer", "answer", "finish"}, "");
  entry.pass = static_cast<int>(reader.integer("pass"));
  entry.hop = static_cast<int>(reader.integer("hop"));
  entry.answered = reader.text("answered");
  entry.nonce = reader.text("nonce");
  entry.with = reader.texts("with");
  entry.prints = reader.text("prints");
  entry.order = reader.text("order");
  PALERMO_CHECK_DONE(reader.finish());
  return entry;
}

}  // namespace

std::string desk_file(const Secret& secret) {
  Value value;
  value.set("format", kDeskFormat);
  value.set("secret", to_hex(secret.bytes()));
  return core::to_json(value) + "\n";
}

Result<Secret> read_desk_file(std::string_view text, std::string_view file) {
  PALERMO_TRY(const Value value, core::parse_json(text, file));
  core::Reader reader(value, "desk");
  (void)reader.choice("format", {std::string(kDeskFormat)}, "");
  const std::string hex = reader.text("secret");
  PALERMO_CHECK_DONE(reader.finish());
  std::array<std::uint8_t, 32> bytes{};
  if (!from_hex(hex, bytes)) return bad_desk(file, "its secret is not 64 hexadecimal digits");
  const Secret secret(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return secret;
}

std::string to_line(const JournalEntry& entry) {
  Value value, with(Value::Array{});
  value.set("agreement", entry.agreement);
  value.set("project", entry.project);
  value.set("run", entry.run);
  value.set("did", entry.did);
  value.set("pass", entry.pass);
  value.set("hop", entry.hop);
  value.set("answered", entry.answered);
  value.set("nonce", entry.nonce);
  for (const std::string& key : entry.with) with.push(key);
  value.set("with", std::move(with));
  value.set("prints", entry.prints);
  value.set("order", entry.order);
  return core::to_json(value, -1) + "\n";
}

Result<std::vector<JournalEntry>> read_journal(std::string_view text, std::string_view file) {
  std::vector<JournalEntry> journal;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) break;  // cut short: it was never reported done
    PALERMO_TRY(const Value value, core::parse_json(text.substr(0, end), file));
    PALERMO_TRY(JournalEntry entry, read_entry(value));
    journal.push_back(std::move(entry));
    text.remove_prefix(end + 1);
  }
  return journal;
}

Result<int> next_run(const Agreement& agreement, std::span<const JournalEntry> journal) {
  int last = 0;
  for (const JournalEntry& entry : journal)
    if (entry.agreement == agreement.hash() && !entry.prints.empty()) last = std::max(last, entry.run);
  if (last >= agreement.runs) return core::fail(kRunsUsedUp, {}, {{"runs", std::to_string(agreement.runs)}});
  return last + 1;
}

std::string nonce_of(const Agreement& agreement, int run, std::span<const JournalEntry> journal) {
  for (const JournalEntry& entry : journal)
    if (entry.agreement == agreement.hash() && entry.run == run) return entry.nonce;
  return "";
}

Done check_not_done(const Agreement& agreement, const Letter& letter, std::string_view did, std::span<const JournalEntry> journal) {
  const bool finishes = did == "finish";
  for (const JournalEntry& entry : journal) {
    const bool same_place = entry.agreement == agreement.hash() && entry.run == letter.run && entry.did == did && entry.pass == letter.pass &&
                            (finishes || entry.hop == letter.hop);
    if (same_place || entry.answered == letter.hash) return core::fail(kAnsweredTwice);
  }
  return {};
}

ListPrints prints_of(const Records& records, std::span<const RecordIndex> which, const Secret& desk) {
  const Secret key = desk.derived("palermo link private: prints");
  ListPrints prints;
  for (const MatchKey one : all_match_keys()) {
    std::vector<Print>& of_key = prints.emplace_back();
    for (const RecordIndex i : which)
      if (const auto text = match_text(records, i, one)) of_key.push_back(keyed(key, *text));
    std::ranges::sort(of_key);
    of_key.erase(std::unique(of_key.begin(), of_key.end()), of_key.end());
  }
  return prints;
}

Print print_of(const Records& records, RecordIndex record, const Secret& desk) {
  std::string text;
  for (const MatchKey one : all_match_keys()) text += match_text(records, record, one).value_or("") + "\n";
  for (const TokenUse use : records.name(records.records[record])) text.append(records.texts.text(records.tokens[use.token].roman)).push_back(' ');
  return keyed(desk.derived("palermo link private: records"), text);
}

std::string prints_file(const ListPrints& prints) {
  std::string bytes(kPrintsHead);
  for (const std::vector<Print>& of_key : prints) {
    bytes += std::to_string(of_key.size()) + "\n";
    for (const Print& print : of_key) bytes.append(reinterpret_cast<const char*>(print.data()), print.size());
  }
  return bytes;
}

Result<ListPrints> read_prints(std::string_view bytes, std::string_view file) {
  if (!bytes.starts_with(kPrintsHead)) return bad_desk(file, "a file of prints is damaged");
  bytes.remove_prefix(kPrintsHead.size());
  ListPrints prints;
  while (!bytes.empty()) {
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), count);
    bytes.remove_prefix(static_cast<std::size_t>(end - bytes.data()));
    if (error != std::errc() || !bytes.starts_with('\n') || count > (bytes.size() - 1) / sizeof(Print)) return bad_desk(file, "a file of prints is damaged");
    bytes.remove_prefix(1);
    std::vector<Print>& of_key = prints.emplace_back(count);
    for (std::size_t i = 0; i < count; ++i) std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(i * sizeof(Print)), sizeof(Print), of_key[i].begin());
    bytes.remove_prefix(count * sizeof(Print));
  }
  if (prints.size() != all_match_keys().size()) return bad_desk(file, "a file of prints is damaged");
  return prints;
}

bool nested(const ListPrints& a, const ListPrints& b, std::span<const MatchKey> keys) {
  for (const MatchKey key : keys) {
    const auto k = static_cast<std::size_t>(key);
    if (a[k].size() < kFewestPrints || b[k].size() < kFewestPrints) continue;
    std::vector<Print> only_one;
    std::ranges::set_symmetric_difference(a[k], b[k], std::back_inserter(only_one));
    if (only_one.size() < kHandful || std::ranges::includes(a[k], b[k]) || std::ranges::includes(b[k], a[k])) return true;
  }
  return false;
}

std::vector<const JournalEntry*> lists_with(const Agreement& agreement, const PublicKey& self, std::span<const JournalEntry> journal) {
  std::vector<std::string> others;
  for (const Party& party : agreement.holders)
    if (party.key != self) others.push_back(to_hex(party.key));
  std::vector<const JournalEntry*> found;
  for (const JournalEntry& entry : journal)
    if (!entry.prints.empty() && std::ranges::any_of(entry.with, [&](const std::string& key) { return std::ranges::find(others, key) != others.end(); }))
      found.push_back(&entry);
  return found;
}

std::string account_file(const RingAccount& account) {
  Value value, added(Value::Array{}), lengths(Value::Array{});
  value.set("not for release", true);
  value.set("format", kAccountFormat);
  value.set("passes_done", account.passes_done);
  for (const std::int64_t n : account.lengths) lengths.push(n);
  for (const auto& cells : account.added) added.push(to_value(cells));
  value.set("lengths", std::move(lengths));
  value.set("added", std::move(added));
  return core::to_json(value) + "\n";
}

Result<RingAccount> read_account(std::string_view text, std::string_view file) {
  PALERMO_TRY(const Value value, core::parse_json(text, file));
  core::Reader reader(value, "account");
  reader.ignore("not for release");
  (void)reader.choice("format", {std::string(kAccountFormat)}, "");
  RingAccount account;
  account.passes_done = static_cast<int>(reader.integer("passes_done"));
  const Value* lengths = reader.array("lengths");
  const Value* added = reader.array("added");
  PALERMO_CHECK_DONE(reader.finish());
  bool whole = lengths != nullptr && added != nullptr;
  if (whole) {
    for (const Value& one : added->items()) whole = read_cells(&one, account.added.emplace_back()) && whole;
    for (const Value& one : lengths->items()) {
      whole = one.is_int() && whole;
      account.lengths.push_back(one.is_int() ? one.as_int() : 0);
    }
  }
  if (!whole || account.passes_done < 1 || account.added.size() + 1 != static_cast<std::size_t>(account.passes_done)) return bad_desk(file, "an account is damaged");
  return account;
}

}  // namespace palermo::link
