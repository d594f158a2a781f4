// SPDX-License-Identifier: Apache-2.0
// RowsWriter: the record-level rows of inside/, for the custodian who must look at single records. Not for release.
//
// First line "not for release"; then a header; then one line a record: a random handle, the table categories, and every
// finding under every reading that may_stand_in_rows(). No identifier, no fact of entry, stay or status, no element. The
// handles come from the operating system, and within each block of records the order is random, so that no line can be
// matched to its source by position.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "palermo/study/counter.hpp"

namespace palermo::study {

// False for a finding that itself tells of entry, stay or status, because its law asks for a withheld fact (smuggling:
// the entry was unlawful). Such findings are counted, and written for no single record (SAFEGUARDS.md, D2).
[[nodiscard]] bool may_stand_in_rows(const law::Corpus& corpus, const law::FindingId& finding);

class RowsWriter {
 public:
  // `path` is made with mode 0600. Errors: output.cannot_write.
  [[nodiscard]] static core::Result<RowsWriter> open(const std::string& path, const std::vector<std::string>& finding_columns,
                                                     std::vector<Cut> cuts);

  // Writes the block that was just counted; `findings` are in the order of the columns.
  [[nodiscard]] core::Done write(const intake::Columns& columns, const std::vector<law::FindingView>& findings);
  [[nodiscard]] core::Done close();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<Cut> cuts_;
  std::string buffer_;
  std::string path_;
};

}  // namespace palermo::study
