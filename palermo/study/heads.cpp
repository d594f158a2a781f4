// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/heads.hpp"

#include "palermo/intake/rows.hpp"

namespace palermo::study {
namespace {

using core::Done;
using core::Result;

constexpr std::size_t kHeadRows = 100;

bool nothing_recorded(const intake::Mapping& mapping, const intake::Columns& columns) {
  for (const std::string& name : mapping.columns())
    if (columns.counts(name).filled > 0) return false;
  return true;
}

Result<HeadNotice> check_head(const Source& source, const std::string& path, const intake::Mapping& mapping, const core::Countries& countries) {
  PALERMO_TRY(auto columns, intake::Columns::make(mapping, countries, kHeadRows));
  PALERMO_TRY(auto bytes, core::open_file(path));
  HeadNotice notice{source.id, true, {}};
  const auto block = [&]() -> Done {
    notice.empty = false;
    if (!columns.full()) return {};
    // A file of objects has no header: its keys show only in its lines.
    if (mapping.kind == intake::FileKind::json_lines && nothing_recorded(mapping, columns))
      return core::fail(intake::kNoMappedKey, {.file = path}, {{"mapping", mapping.id}});
    return core::fail(core::kCancelled);  // enough was read
  };
  core::Silence silence;
  const auto rows = intake::read_rows(*bytes, mapping, columns, block, silence);
  if (!rows && rows.error().kind.code != core::kCancelled.code) return core::fail(rows.error());
  for (const std::string& name : mapping.columns()) {
    const intake::ColumnCounts& counts = columns.counts(name);
    if (counts.filled > 0 && counts.not_understood >= counts.filled) notice.not_understood.push_back(name);
  }
  return notice;
}

}  // namespace

Result<std::vector<HeadNotice>> check_heads(const Inputs& inputs) {
  std::vector<HeadNotice> notices;
  for (std::size_t s = 0; s < inputs.study.sources.size(); ++s) {
    PALERMO_TRY(auto notice, check_head(inputs.study.sources[s], inputs.source_paths[s], inputs.mappings[s], inputs.countries));
    if (notice.empty || !notice.not_understood.empty()) notices.push_back(std::move(notice));
  }
  return notices;
}

}  // namespace palermo::study
