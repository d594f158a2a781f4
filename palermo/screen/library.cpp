// SPDX-License-Identifier: Apache-2.0
#include "palermo/screen/library.hpp"

#include <algorithm>
#include <filesystem>

#include "palermo/core/bytes.hpp"
#include "palermo/core/plain_text.hpp"
#include "palermo/core/schema.hpp"
#include "palermo/screen/questionnaire.hpp"

namespace palermo::screen {
namespace {

namespace fs = std::filesystem;
using core::Result;
using core::Value;

Result<Value> read_document(const fs::path& path) {
  PALERMO_TRY(const std::string text, core::read_file(path.string(), core::kHandWritten));
  return core::parse_yaml(text, path.string());
}

Result<std::vector<fs::path>> pack_files(const std::string& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator(); entry.increment(error))
    if (entry->is_regular_file() && entry->path().extension() == ".yaml") files.push_back(entry->path());
  if (error) return core::fail(core::kCannotRead, {.file = folder}, {{"file", folder}});
  std::ranges::sort(files);
  return files;
}

Result<std::vector<NotObtained>> parse_not_obtained(const Value& document) {
  PALERMO_CHECK_DONE(core::require_one_line(document));
  core::Reader reader(document, "list");
  (void)reader.text("format");
  (void)reader.choice("format", {"palermo-screen-not-obtained/1"}, "");
  const Value* lists = reader.array("lists");
  PALERMO_CHECK_DONE(reader.finish());
  std::vector<NotObtained> found;
  if (lists == nullptr) return found;
  for (const Value& item : lists->items()) {
    core::Reader one(item, "list");
    NotObtained list{.title = one.text("title"), .publisher = one.text("publisher"), .why = one.text("why")};
    PALERMO_CHECK_DONE(one.finish());
    if (has_verdict_word(list.title) || has_verdict_word(list.why)) return core::fail(kUnfitPack, item.place(), {{"rule", "verdict_word"}});
    found.push_back(std::move(list));
  }
  return found;
}

core::Done require_fit(const std::vector<Problem>& problems) {
  if (problems.empty()) return {};
  return core::fail(kUnfitPack, problems.front().place, {{"rule", problems.front().rule}});
}

Result<Pack> load_pack(const fs::path& path, const Common& common) {
  PALERMO_TRY(const Value document, read_document(path));
  PALERMO_TRY(Pack pack, parse_pack(document));
  PALERMO_CHECK_DONE(require_fit(lint_pack(pack)));
  if (const auto made = Questionnaire::make(common, pack); !made) return core::fail(made.error());
  return pack;
}

}  // namespace

Result<const Pack*> Library::find(std::string_view id) const {
  const auto found = std::ranges::find_if(packs, [id](const Pack& pack) { return pack.id == id; });
  if (found != packs.end()) return &*found;
  std::string known;
  for (const Pack& pack : packs) known += (known.empty() ? "" : ", ") + pack.id;
  return core::fail(kUnknownPack, {}, {{"packs", known}});
}

Result<Common> load_common(const std::string& folder) {
  PALERMO_TRY(const Value document, read_document(fs::path(folder) / "common" / "steps.yaml"));
  PALERMO_TRY(Common common, parse_common(document));
  for (const Question& question : common.questions) PALERMO_CHECK_DONE(require_fit(lint_question(question)));
  return common;
}

Result<Library> load_library(const std::string& folder) {
  Library library;
  PALERMO_TRY(library.common, load_common(folder));
  PALERMO_TRY(const Value missing, read_document(fs::path(folder) / "common" / "not-obtained.yaml"));
  PALERMO_TRY(library.not_obtained, parse_not_obtained(missing));
  PALERMO_TRY(const std::vector<fs::path> files, pack_files(folder));
  for (const fs::path& file : files) {
    PALERMO_TRY(Pack pack, load_pack(file, library.common));
    if (library.find(pack.id)) return core::fail(kBadPack, pack.place, {{"reason", "twice"}});
    library.packs.push_back(std::move(pack));
  }
  std::ranges::sort(library.packs, {}, &Pack::id);
  return library;
}

core::Done may_run(const Pack& pack, std::string_view language, bool reads) {
  if (pack.off) return core::fail(kPackOff, {.field = pack.id}, {{"pack", pack.id}});
  if (!reads && pack.reading_only(language)) return core::fail(kNoAudio, {.field = pack.id}, {{"pack", pack.id}});
  return {};
}

}  // namespace palermo::screen
