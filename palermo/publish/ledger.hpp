// SPDX-License-Identifier: Apache-2.0
// Ledger: everything that was ever published about the people of one register, what it cost, and who signed; whole and verified.
//
//   PALERMO_TRY(Ledger ledger, Ledger::parse(text, "register.ledger"));   // every rule below was checked on every line
//   PALERMO_TRY(const Entry entry, ledger.intend(intent, now));           // refused when the budget is gone
//   PALERMO_CHECK_DONE(ledger.accept(to_line(entry), file));
//
// Rules, each checked on every line whenever the file is read, so that no program can have gone round them:
//  - lines are numbered from 1, name one ledger, and hold the hash of the line before (tampering, replay, lines of another ledger);
//  - the first line opens it and names at least two officers; a signature is of one of them and of everything above it;
//  - an intent follows two approvals of exactly its plan, by two officers, both later than the last intent: each pair makes one release;
//  - what is spent, summed over intents, stays within the limits: for each year of the period, and over all; a test spends like any other;
//  - published files belong to an intent that has none yet.
// What a chain of hashes cannot see, a file cut off at the end of a line, ledger_file.hpp finds by what was seen before.
// Pure: no file, no clock. Tests: ledger_test.cpp. Method: docs/methods/release.md. Safeguard: D29.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/result.hpp"
#include "palermo/publish/ledger_entry.hpp"

namespace palermo::publish {

inline constexpr core::ErrorKind kTampered{"release.tampered", core::Exit::refused, "D29"};        // args: number, problem
inline constexpr core::ErrorKind kLedgerSpent{"release.budget_gone", core::Exit::refused, "D29"};  // args: year ("ever" for all), left, asked (rho)
inline constexpr core::ErrorKind kNotApproved{"release.not_approved", core::Exit::refused, "D29"}; // args: officers (that have)
inline constexpr core::ErrorKind kNoOfficer{"release.no_officer", core::Exit::refused, "D29"};     // the key is of nobody in this ledger

inline constexpr std::size_t kSignatures = 2;

// One release as the ledger knows it.
struct LedgerRelease {
  Intent intent;
  std::int64_t number = 0;  // of its intent
  std::optional<Published> published;
  std::int64_t published_number = 0;
  std::vector<std::string> approved_by;  // officers
  std::vector<std::string> signed_by;    // officers who have signed what was published

  [[nodiscard]] bool interrupted() const { return !published; }
  [[nodiscard]] bool released() const { return published && signed_by.size() >= kSignatures; }
};

// What was spent and what is left.
struct Spent {
  std::map<int, privacy::Rho> by_year;
  privacy::Rho ever;
};

class Ledger {
 public:
  // The first line of a new ledger. `id`: 32 hex digits of the operating system's randomness.
  [[nodiscard]] static Entry opening(Opened opened, std::string id, std::string time);
  // The text of a file; an empty text is no ledger. Errors: release.bad_ledger, release.tampered, release.budget_gone, release.not_approved.
  [[nodiscard]] static core::Result<Ledger> parse(std::string_view text, std::string_view file);

  // Takes the line as the next, if every rule holds; otherwise nothing has changed. Errors: as of parse.
  [[nodiscard]] core::Done accept(std::string_view line, std::string_view file);

  // The next line. Errors: release.no_officer.
  [[nodiscard]] core::Result<Entry> sign(const SigningKey& key, std::string plan, std::string time) const;
  [[nodiscard]] Entry intend(Intent intent, std::string time) const;
  [[nodiscard]] Entry publish(Published published, std::string time) const;

  // Whether a release of this cost could be entered now. Errors: release.not_approved, release.budget_gone.
  [[nodiscard]] core::Done check(const Intent& intent) const;
  // The same without its approvals: what `plan` asks before anybody has signed.
  [[nodiscard]] core::Done check_budget(const Intent& intent) const;

  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const Opened& opened() const { return opened_; }
  [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(hashes_.size()); }
  [[nodiscard]] const std::string& head() const { return hashes_.back(); }
  [[nodiscard]] const std::string& hash_of(std::int64_t number) const { return hashes_[static_cast<std::size_t>(number - 1)]; }
  [[nodiscard]] const std::vector<LedgerRelease>& releases() const { return releases_; }
  [[nodiscard]] const LedgerRelease* find(std::string_view release) const;
  [[nodiscard]] const Spent& spent() const { return spent_; }
  // Officers who approve this plan now: since the last intent.
  [[nodiscard]] std::vector<std::string> approvers(std::string_view plan) const;
  // Officers who have signed since the last line that is no signature.
  [[nodiscard]] std::vector<std::string> signers_of_head() const;

 private:
  Ledger() = default;
  [[nodiscard]] Entry next(std::string time) const;
  [[nodiscard]] core::Done take(const Entry& entry, std::string_view file);
  [[nodiscard]] core::Done take_signed(const Entry& entry, const Signed& signed_by, std::string_view file);
  [[nodiscard]] core::Done take_intent(const Entry& entry, const Intent& intent, std::string_view file);
  [[nodiscard]] core::Done take_published(const Entry& entry, const Published& published, std::string_view file);

  std::string id_;
  Opened opened_;
  std::vector<std::string> hashes_;
  std::vector<LedgerRelease> releases_;
  std::map<std::string, std::vector<std::string>, std::less<>> approvals_;  // by plan, since the last intent
  std::vector<std::string> head_signers_;
  Spent spent_;
};

}  // namespace palermo::publish
