// SPDX-License-Identifier: Apache-2.0
// The checklists of the data folder, as the verbs that show them read them.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "palermo/core/bytes.hpp"
#include "palermo/rights/checklist.hpp"
#include "palermo/study/corpus_files.hpp"

namespace palermo::cli {

[[nodiscard]] inline core::Result<core::Value> read_document(const std::string& path) {
  PALERMO_TRY(const std::string text, core::read_file(path, core::kHandWritten));
  return core::parse_yaml(text, std::filesystem::path(path).filename().string());
}

// Every *.yaml of DATA/checklists in the order of their names. Errors: study.no_data, those of parse_checklist.
[[nodiscard]] inline core::Result<std::vector<rights::Checklist>> load_checklists(const std::string& data_folder) {
  const std::string folder = data_folder + "/checklists";
  PALERMO_CHECK_DONE(study::check_data_folder(folder, "ilo-bla-24.yaml"));
  std::vector<std::string> files;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  std::vector<rights::Checklist> lists;
  for (const std::string& file : files) {
    PALERMO_TRY(const core::Value document, read_document(file));
    PALERMO_TRY(rights::Checklist list, rights::parse_checklist(document));
    lists.push_back(std::move(list));
  }
  return lists;
}

// Errors: rights.checklist_unknown.
[[nodiscard]] inline core::Result<rights::Checklist> find_checklist(const std::vector<rights::Checklist>& lists,
                                                                    const std::string& id) {
  std::string ids;
  for (const rights::Checklist& list : lists) {
    if (list.id == id) return list;
    ids += (ids.empty() ? "" : ", ") + list.id;
  }
  return core::fail(rights::kChecklistUnknown, {}, {{"lists", ids}});
}

}  // namespace palermo::cli
