// SPDX-License-Identifier: Apache-2.0
// The files of a release, as texts: what is handed out, and nothing else. docs/formats/release-folder.md.
//
//   data.csv          rows of nobody; the first column, `synthetic`, says so in every row (D33)
//   counts.csv        counts of people with an interval each; cells below `minimum_shown` are left out
//   codebook.yaml     what the columns hold
//   datapackage.json  Frictionless Data Package
//   method.md         how it was made, what it keeps and what it does not
//   report.html       the same with a chart, for who opens one file only
//   manifest.json     palermo-release/1: guarantee, parameters, attacks, hash of every other file, place in the ledger
// Everything here follows from what the noise has already made public, the plan, and the codebook. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/result.hpp"
#include "palermo/core/value.hpp"
#include "palermo/publish/ledger_entry.hpp"
#include "palermo/publish/release_tables.hpp"

namespace palermo::publish {

inline constexpr std::string_view kSyntheticColumn = "synthetic";
inline constexpr std::string_view kSyntheticMark = "synthetic: no real person";
inline constexpr std::string_view kSyntheticTestMark = "synthetic: no real person; TEST – NOT PRIVATE";
inline constexpr std::string_view kNotRecorded = "(not recorded)";  // in counts.csv
inline constexpr std::string_view kManifestFormat = "palermo-release/1";

// One attack, as the publisher ran it. An internal one was run on the real rows: its figures stay inside, and so does their hash.
struct AttackNote {
  std::string name;
  bool is_public = false;
  core::Value result;   // public only
  std::string sha256;   // of the answer; public only
};

struct ReleaseParts {
  const ReleasePlan& plan;
  const ReleaseContent& content;
  const Intent& intent;
  std::string time;
  std::string ledger;                 // id; "" for a test without one
  std::int64_t ledger_number = 0;     // of the intent
  std::string ledger_hash;            // of the intent's line
  std::vector<AttackNote> attacks;
};

struct ReleaseFile {
  std::string path, content;
};

[[nodiscard]] std::vector<ReleaseFile> release_files(const ReleaseParts& parts, const core::Catalogue& catalogue);

[[nodiscard]] std::string data_csv(const ReleasePlan& plan, const privacy::CodedRows& rows, bool test);
[[nodiscard]] std::string counts_csv(const ReleasePlan& plan, const std::vector<ReleaseCount>& counts);
// The counts that counts.csv shows: the others are below minimum_shown.
[[nodiscard]] bool is_shown(const ReleasePlan& plan, const ReleaseCount& count);

// Of the counts that are shown, how many have their number of rows within the interval. Made of what is public.
struct Agreement {
  std::int64_t counts = 0, rows_inside = 0;
  // Under this share rows are no substitute for counts, and the report says so: the columns are too fine for so few people.
  [[nodiscard]] bool poor() const { return 5 * rows_inside < 4 * counts; }
};
[[nodiscard]] Agreement agreement_of(const ReleasePlan& plan, const std::vector<ReleaseCount>& counts);

// The guarantee in one plain sentence and in symbols.
struct Guarantee {
  std::string sentence, symbols;
};
[[nodiscard]] Guarantee guarantee_of(const ReleasePlan& plan, bool test, const core::Catalogue& catalogue);

[[nodiscard]] std::string release_report(const ReleaseParts& parts, const core::Catalogue& catalogue);
[[nodiscard]] std::string method_page(const ReleaseParts& parts, const core::Catalogue& catalogue);

// better, unclear, no_better: how the rows tell pairs of columns beside columns that know nothing of each other.
[[nodiscard]] std::string_view word(privacy::PairError::Verdict verdict);

}  // namespace palermo::publish
