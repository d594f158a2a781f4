// SPDX-License-Identifier: Apache-2.0
// check_release(): whether a release folder is what its manifest and the ledger say, and keeps the rules that do not depend on trust.
//
// It believes nothing that made the folder: every file is read again. Problems are all collected, none ends the check:
//   D29  a file is missing, changed or not named; the ledger does not know the release, or not with these hashes; two officers have
//        not signed; it is a test; a count below the least that is shown
//   D5   a cell reads as a day, a time of day or a position
//   D31  a column that tells a nationality has no purpose, or one of its values stands in fewer rows than the least
//   D33  a row of data.csv does not say that it is synthetic
//   D34  it was made earlier than its delay allows, or its routes are finer than admin-1
// What cannot be seen in a folder, such as whether noise was added, rests on the ledger's signatures.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/core/value.hpp"
#include "palermo/publish/ledger.hpp"

namespace palermo::publish {

inline constexpr core::ErrorKind kBadManifest{"release.bad_manifest", core::Exit::unreadable};

struct CheckProblem {
  std::string rule;     // "D33"
  std::string key;      // of the catalogue: "release.check." + key
  std::string file;
  std::string what;     // a column, a path, a number of rows: never a cell's content
};

struct ReleaseChecked {
  std::string release, id, title;
  std::int64_t rows = 0, counts = 0, files = 0;
  bool test = false;
  bool in_ledger = false;
  std::vector<std::string> signed_by;
  std::vector<CheckProblem> problems;  // in the order of files
};

// `ledger` may be null: then what it would say is not asked. Errors: release.bad_manifest, file.*, csv.*.
[[nodiscard]] core::Result<ReleaseChecked> check_release(const std::string& folder, const Ledger* ledger, core::Progress& progress);

[[nodiscard]] core::Value to_value(const ReleaseChecked& checked);  // palermo-release-check/1

}  // namespace palermo::publish
