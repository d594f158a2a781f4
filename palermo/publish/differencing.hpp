// SPDX-License-Identifier: Apache-2.0
// Differencing: whether a closed-circle release could be subtracted from an earlier one, so that a few people are left.
//
// A differentially private release is never refused for this: what two of them tell together is what their rho add up to. A closed
// circle gets exact or thresholded counts and has no such sum; there the rule is, for each earlier closed-circle release of the
// ledger (an interrupted one counts: nobody knows what of it was seen), within the years that both are about:
//   1. nobody in common: allowed;
//   2. somebody in common, and another shape (columns, levels), filter or minimum: refused. Tables of the same people that were never
//      checked together may solve each other; put both into one release;
//   3. the same shape, filter and minimum: for each year, the rows of one that the other has not (people who came, went, or whose
//      entries changed) are none, or at least `minimum` in each direction; else refused.
//   4. the earlier or the wanted one is an exact table (closed-circle-table), and somebody is in common, in whatever years: refused,
//      unless it is the same plan of the very same rows, which tells nothing new. Exact counts of ten people who came are exact, and a
//      gap of one table may stand in another.
// A person without a year, or of a band of years, counts in every year, and is compared too where no year is in both periods: she is in
// both releases. What is compared are keyed prints: BLAKE2b-128 of the subject id, and of the id with all levels of the row, under a secret of the ledger's
// own. They lie in PATH.people (0700) beside the register, which has the people themselves; nothing of them leaves but a hash in the
// ledger, by which a changed or missing file is found (then: refused). Each file names its key: a print of the subject's column, so that
// a lost or exchanged secret, or ids from another column, cannot make the same people look like others (then: refused too).
// Why, and what it does not see: docs/methods/release.md, docs/decisions/0007. Tests: differencing_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/result.hpp"
#include "palermo/privacy/person_table.hpp"
#include "palermo/publish/ledger.hpp"

namespace palermo::publish {

inline constexpr core::ErrorKind kDifference{"release.difference", core::Exit::refused, "D29"};      // args: title, year, rule
inline constexpr core::ErrorKind kPrintsLost{"release.prints_lost", core::Exit::refused, "D29"};     // args: title

using PrintSecret = std::array<std::uint8_t, 32>;

// One person of a release, as far as two releases can be compared.
struct PersonPrint {
  int year = 0;  // 0: none is known
  std::array<std::uint8_t, 16> person{}, row{};
  auto operator<=>(const PersonPrint&) const = default;
};

// Sorted. `subjects` by row of the table; `year_column` of its codebook, "" when there is none.
[[nodiscard]] std::vector<PersonPrint> prints_of(const privacy::PersonTable& table, std::span<const std::string> subjects, std::string_view year_column,
                                                 const PrintSecret& secret);

// `key`: of the folder that they lie in (PeopleFolder::key). Errors: release.bad_ledger; release.prints_lost when they have another key.
[[nodiscard]] std::string prints_text(std::span<const PersonPrint> prints, std::string_view key);
[[nodiscard]] core::Result<std::vector<PersonPrint>> parse_prints(std::string_view text, std::string_view key, std::string_view file);

// A release that is compared: what the ledger says of it, and its people.
struct Compared {
  const Intent& intent;
  std::span<const PersonPrint> people;
};

// Errors: release.difference. Symmetric in the two but for what it names.
[[nodiscard]] core::Done check_difference(const Compared& wanted, const Compared& earlier);

// The folder PATH.people of a ledger. Made when it is first needed, mode 0700.
class PeopleFolder {
 public:
  // `subject`: the codebook's column of ids.
  [[nodiscard]] static core::Result<PeopleFolder> open(const std::string& ledger_path, std::string_view subject);
  [[nodiscard]] const PrintSecret& secret() const { return secret_; }
  // 32 hex digits that only prints under this secret of ids from this column have.
  [[nodiscard]] const std::string& key() const { return key_; }
  // For random rounding: follows from the secret, and does not tell it.
  [[nodiscard]] std::array<unsigned char, 32> rounding_key() const;
  // The rule, against every earlier closed-circle release. Errors: release.difference, release.prints_lost.
  [[nodiscard]] core::Done check(const Ledger& ledger, const Compared& wanted) const;
  // Keeps them; returns their hash, for the intent.
  [[nodiscard]] core::Result<std::string> keep(const std::string& release, std::span<const PersonPrint> people) const;

 private:
  std::string path_;
  PrintSecret secret_{};
  std::string key_;
};

}  // namespace palermo::publish
