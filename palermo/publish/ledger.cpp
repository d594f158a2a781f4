// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "palermo/core/bytes.hpp"

namespace palermo::publish {
namespace {

using core::Done;
using core::Result;

constexpr std::string_view kNothingBefore = "0000000000000000000000000000000000000000000000000000000000000000";

auto tampered(std::string_view file, std::int64_t number, std::string_view problem) {
  return core::fail(kTampered, {.file = std::string(file), .line = number}, {{"number", std::to_string(number)}, {"problem", std::string(problem)}});
}

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

std::string shown(privacy::Rho rho) { return fmt::format("{:.4f}", rho.to_double()); }

auto gone(std::string_view year, privacy::Rho left, privacy::Rho asked) {
  return core::fail(kLedgerSpent, {}, {{"year", std::string(year)}, {"left", shown(left)}, {"asked", shown(asked)}});
}

}  // namespace

Entry Ledger::opening(Opened opened, std::string id, std::string time) {
  return {.ledger = std::move(id), .number = 1, .before = std::string(kNothingBefore), .time = std::move(time), .what = std::move(opened)};
}

Result<Ledger> Ledger::parse(std::string_view text, std::string_view file) {
  Ledger ledger;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) break;  // cut short while it was written: it was never acted on
    PALERMO_CHECK_DONE(ledger.accept(text.substr(0, end), file));
    text.remove_prefix(end + 1);
  }
  if (ledger.hashes_.empty()) return core::fail(kBadLedger, {.file = std::string(file), .line = 1}, {{"number", "1"}, {"problem", "it has no line that opens it"}});
  return ledger;
}

Done Ledger::accept(std::string_view line, std::string_view file) {
  const std::int64_t number = size() + 1;
  PALERMO_TRY(const Entry entry, parse_entry(line, file, number));
  if (entry.number != number) return tampered(file, number, "its number is not the next one");
  if (entry.before != (hashes_.empty() ? kNothingBefore : std::string_view(hashes_.back()))) return tampered(file, number, "it does not follow the line before it");
  if (!hashes_.empty() && entry.ledger != id_) return tampered(file, number, "it belongs to another ledger");
  if (std::holds_alternative<Opened>(entry.what) != hashes_.empty()) return tampered(file, number, "a ledger is opened once, by its first line");
  PALERMO_CHECK_DONE(take(entry, file));
  hashes_.push_back(core::sha256_hex(line));
  return {};
}

Done Ledger::take(const Entry& entry, std::string_view file) {
  if (const Opened* opened = std::get_if<Opened>(&entry.what)) {
    id_ = entry.ledger;
    opened_ = *opened;
    return {};
  }
  if (const Signed* signed_by = std::get_if<Signed>(&entry.what)) return take_signed(entry, *signed_by, file);
  if (const Intent* intent = std::get_if<Intent>(&entry.what)) return take_intent(entry, *intent, file);
  return take_published(entry, std::get<Published>(entry.what), file);
}

Done Ledger::take_signed(const Entry& entry, const Signed& signed_by, std::string_view file) {
  const auto officer = std::ranges::find(opened_.officers, signed_by.officer, &Officer::name);
  if (officer == opened_.officers.end()) return tampered(file, entry.number, "who signed it is no officer of this ledger");
  if (!is_signed_by(officer->key, signed_text(entry), signed_by.signature)) return tampered(file, entry.number, "its signature is not that of the officer it names");
  if (!signed_by.plan.empty()) add_once(approvals_[signed_by.plan], signed_by.officer);
  add_once(head_signers_, signed_by.officer);
  // Who approves the next plan has not said that she looked at what was published.
  if (signed_by.plan.empty() && !releases_.empty() && releases_.back().published) add_once(releases_.back().signed_by, signed_by.officer);
  return {};
}

Done Ledger::take_intent(const Entry& entry, const Intent& intent, std::string_view file) {
  if (find(intent.release) != nullptr) return tampered(file, entry.number, "its release was entered before");
  if (approvers(intent.plan).size() < kSignatures) return tampered(file, entry.number, "two officers had not approved its plan");
  if (!check_budget(intent)) return tampered(file, entry.number, "it spends more than was left");
  LedgerRelease release{.intent = intent, .number = entry.number, .published = {}, .approved_by = approvers(intent.plan), .signed_by = {}};
  for (int year = intent.first_year; year <= intent.last_year; ++year) spent_.by_year[year] = spent_.by_year[year] + intent.rho;
  spent_.ever = spent_.ever + intent.rho;
  releases_.push_back(std::move(release));
  approvals_.clear();
  head_signers_.clear();
  return {};
}

Done Ledger::take_published(const Entry& entry, const Published& published, std::string_view file) {
  if (releases_.empty() || releases_.back().intent.release != published.release || releases_.back().published)
    return tampered(file, entry.number, "it names no release that was being made");
  releases_.back().published = published;
  releases_.back().published_number = entry.number;
  approvals_.clear();
  head_signers_.clear();
  return {};
}

Entry Ledger::next(std::string time) const { return {.ledger = id_, .number = size() + 1, .before = head(), .time = std::move(time), .what = {}}; }

Result<Entry> Ledger::sign(const SigningKey& key, std::string plan, std::string time) const {
  if (std::ranges::find(opened_.officers, key.officer()) == opened_.officers.end()) return core::fail(kNoOfficer, {}, {{"officer", key.officer().name}});
  Entry entry = next(std::move(time));
  Signed signed_by{.officer = key.officer().name, .plan = std::move(plan), .signature = {}};
  entry.what = signed_by;
  signed_by.signature = key.sign(signed_text(entry));
  entry.what = std::move(signed_by);
  return entry;
}

Entry Ledger::intend(Intent intent, std::string time) const {
  Entry entry = next(std::move(time));
  entry.what = std::move(intent);
  return entry;
}

Entry Ledger::publish(Published published, std::string time) const {
  Entry entry = next(std::move(time));
  entry.what = std::move(published);
  return entry;
}

Done Ledger::check(const Intent& intent) const {
  const std::vector<std::string> officers = approvers(intent.plan);
  if (officers.size() < kSignatures) {
    const std::string names = officers.empty() ? "none" : fmt::format("{}", fmt::join(officers, ", "));
    return core::fail(kNotApproved, {}, {{"officers", names}, {"count", std::to_string(officers.size())}});
  }
  return check_budget(intent);
}

Done Ledger::check_budget(const Intent& intent) const {
  const Limits& limits = opened_.limits;
  for (int year = intent.first_year; year <= intent.last_year; ++year) {
    const auto at = spent_.by_year.find(year);
    const privacy::Rho before = at == spent_.by_year.end() ? privacy::Rho() : at->second;
    if (before + intent.rho > limits.per_year) return gone(std::to_string(year), limits.per_year - before, intent.rho);
  }
  if (spent_.ever + intent.rho > limits.ever) return gone("ever", limits.ever - spent_.ever, intent.rho);
  return {};
}

const LedgerRelease* Ledger::find(std::string_view release) const {
  const auto at = std::ranges::find_if(releases_, [&](const LedgerRelease& one) { return one.intent.release == release; });
  return at == releases_.end() ? nullptr : &*at;
}

std::vector<std::string> Ledger::approvers(std::string_view plan) const {
  const auto at = approvals_.find(plan);
  return at == approvals_.end() ? std::vector<std::string>() : at->second;
}

std::vector<std::string> Ledger::signers_of_head() const { return head_signers_; }

}  // namespace palermo::publish
