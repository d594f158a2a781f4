// SPDX-License-Identifier: Apache-2.0
// One line of a release ledger: a JSON object with `format`, `ledger` (its id), `number` (from 1), `before` (SHA-256 of the
// line before, 64 zeros for the first), `time` (UTC), `kind`, and what that kind says. docs/formats/release-ledger.md.
//
// Invariant: no line holds anything of a person: neither a count of people nor a cell; `persons` is a hash under a secret key.
// Units: privacy is spent in zCDP rho, in whole units of 2^-40 so that sums are exact (palermo/privacy/zcdp.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "palermo/core/result.hpp"
#include "palermo/core/value.hpp"
#include "palermo/privacy/zcdp.hpp"
#include "palermo/publish/release_key.hpp"

namespace palermo::publish {

// How people are protected in a release. What each means: docs/methods/release.md.
enum class Mode { dp, dp_fast, closed_circle, circle_table };
[[nodiscard]] constexpr bool is_dp(Mode mode) { return mode == Mode::dp || mode == Mode::dp_fast; }
[[nodiscard]] std::optional<Mode> mode_of(std::string_view word);
[[nodiscard]] std::string_view word(Mode mode);  // "dp", "dp-fast", "closed-circle", "closed-circle-table"

// The most that may ever be spent on a person: on her records of one year, and over all years. Told at `delta`.
struct Limits {
  privacy::Rho per_year, ever;
  double epsilon_per_year = 0, epsilon_ever = 0;  // as they were asked for: told, never computed with
  double delta = 0;
};

struct Opened {
  std::string register_name;  // whose people: "Register of assisted persons of Velmora"
  std::vector<Officer> officers;  // two or more, of different names and keys
  Limits limits;
};

// An officer has seen everything above this line. With a plan: and approves that this plan is made once.
struct Signed {
  std::string officer;
  std::string plan;  // SHA-256 of the plan with its codebook (plan_file.hpp), or ""
  SignatureBytes signature{};
};

// Written before the data are measured: what an interrupted make has spent is spent.
struct Intent {
  std::string release;  // id: random, 16 hex digits
  std::string plan;
  std::string title;
  Mode mode = Mode::dp;
  int first_year = 0, last_year = 0;  // the period of the people it is about, ends included
  std::vector<std::string> columns;   // in the order of the codebook
  std::string shape;                  // SHA-256 of the columns with their levels and rules: what differencing compares
  std::string where;                  // the plan's filter in words of the plan, "" for all
  std::int64_t minimum = 0;           // closed circle: the least count that is shown
  privacy::Rho rho;                            // 0 for a closed circle
  double epsilon = 0, delta = 0;      // the guarantee told
  std::string persons;                // closed circle: SHA-256 of its prints (differencing.hpp); else ""
  bool test = false;                  // made from a seed: TEST – NOT PRIVATE
};

struct PublishedFile {
  std::string path, sha256;
  bool operator==(const PublishedFile&) const = default;
};

struct Published {
  std::string release;
  std::vector<PublishedFile> files;  // sorted by path
};

struct Entry {
  std::string ledger;
  std::int64_t number = 0;
  std::string before;
  std::string time;  // "2026-11-22T13:05:00Z"
  std::variant<Opened, Signed, Intent, Published> what;
};

inline constexpr core::ErrorKind kBadLedger{"release.bad_ledger", core::Exit::unreadable};  // args: number, problem

// Without the line end.
[[nodiscard]] std::string to_line(const Entry& entry);
[[nodiscard]] core::Result<Entry> parse_entry(std::string_view line, std::string_view file, std::int64_t number);
// What an officer's signature is over: the line without it.
[[nodiscard]] std::string signed_text(const Entry& entry);

}  // namespace palermo::publish
