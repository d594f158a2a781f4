// SPDX-License-Identifier: Apache-2.0
// Clerical review of pairs: what its two verbs share. Files: docs/formats/link-review.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/cli/context.hpp"
#include "palermo/core/result.hpp"
#include "palermo/link/clerks.hpp"

namespace CLI {
class App;
}

namespace palermo::cli {

inline constexpr core::ErrorKind kReviewColumns{"link.review_columns", core::Exit::unreadable};
inline constexpr core::ErrorKind kReviewRow{"link.review_row", core::Exit::unreadable};
inline constexpr core::ErrorKind kReviewUnfinished{"link.review_unfinished", core::Exit::usage};
inline constexpr core::ErrorKind kOneClerk{"link.one_clerk", core::Exit::usage};
inline constexpr core::ErrorKind kOtherReview{"link.other_review", core::Exit::usage};
inline constexpr core::ErrorKind kOtherRun{"link.other_run", core::Exit::usage};
inline constexpr core::ErrorKind kValuesNeedLists{"link.values_need_lists", core::Exit::usage};
inline constexpr core::ErrorKind kNothingToReview{"link.nothing_to_review", core::Exit::usage};

// A pair of the sample. `code` is what clerks see; it says nothing.
struct SampleRow {
  std::string code, a, b;
  std::int64_t stratum = 0;
  double inclusion = 1;
};

// A pair as a clerk sees it.
struct ClerkRow {
  std::string code, a, b;
  std::vector<std::string> values;
};

// sample.csv: who drew which pair with which chance. It never goes to a clerk.
[[nodiscard]] std::string sample_csv(const std::vector<SampleRow>& rows);
[[nodiscard]] core::Result<std::vector<SampleRow>> read_sample(Context& context, const std::string& path);

// A clerk's file, its labels empty; `columns` are the heads of the values, if any. Neither score nor model nor stratum is in it.
[[nodiscard]] std::string clerk_csv(int clerk, const std::vector<std::string>& columns, const std::vector<ClerkRow>& rows);

struct ClerkLabel {
  std::string code;
  link::PairLabel label = link::PairLabel::unsure;
  std::vector<std::string> values;
};
struct ClerkFile {
  int clerk = 0;
  std::vector<std::string> columns;  // heads of the values: the third sees what the first two saw
  std::vector<ClerkLabel> labels;    // by code
};
// Errors: link.review_columns, link.review_row, link.review_unfinished, link.damaged_rows, csv.*, file.*.
[[nodiscard]] core::Result<ClerkFile> read_clerk(Context& context, const std::string& path);

void add_link_review_make(CLI::App& family, Context& context);
void add_link_review_read(CLI::App& family, Context& context);

}  // namespace palermo::cli
