// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/identities.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <optional>
#include <unordered_set>

#include "palermo/core/csv.hpp"
#include "palermo/link/name_tables.hpp"
#include "palermo/study/corpus_files.hpp"

namespace palermo::study {
namespace {

namespace fs = std::filesystem;
using core::Done;
using core::Result;

// Whatever is no clear yes is no consent.
bool is_yes(std::string_view said) { return said == "yes" || said == "true" || said == "1" || said == "y"; }

// One row of a list with a key of its own. Not thread-safe.
class ListReader {
 public:
  ListReader(const Source& source, const link::ListInfo& info, link::RecordReader& reader, std::vector<std::string>& keys, std::vector<std::string>& aside)
      : source_(source), info_(info), reader_(reader), keys_(keys), aside_(aside) {}

  Done header(const std::vector<std::string>& header) {
    (void)reader_.begin_file(info_, header);
    PALERMO_TRY(key_at_, position(header, source_.key));
    if (source_.consent.empty()) return {};
    PALERMO_TRY(consent_at_, position(header, source_.consent));
    return {};
  }

  Done row(std::span<const std::string_view> cells) {
    if (reader_.rows() >= std::numeric_limits<std::uint32_t>::max() - 1) return core::fail(kTooManyIdentities, {.file = file()});
    if (!seen_.emplace(cells[key_at_]).second) return core::fail(kKeyTwice, {.file = file(), .field = source_.key}, {{"source", source_.id}});
    const bool agreed = !consent_at_ || is_yes(cells[*consent_at_]);
    (agreed ? keys_ : aside_).emplace_back(cells[key_at_]);
    if (agreed) reader_.add_row(cells);
    else reader_.set_row_aside(cells);
    return {};
  }

 private:
  [[nodiscard]] std::string file() const { return fs::path(source_.identity).filename().string(); }

  Result<std::size_t> position(const std::vector<std::string>& header, const std::string& column) const {
    const auto at = std::find(header.begin(), header.end(), column);
    if (at == header.end())
      return core::fail(kNoIdentityColumn, {.file = file(), .field = column}, {{"source", source_.id}, {"column", column}});
    return static_cast<std::size_t>(at - header.begin());
  }

  const Source& source_;
  const link::ListInfo& info_;
  link::RecordReader& reader_;
  std::size_t key_at_ = 0;
  std::optional<std::size_t> consent_at_;
  std::vector<std::string>&keys_, &aside_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

Result<link::AdmittedLists> admit_lists(const StudyFile& study) {
  std::vector<link::ListInfo> infos;
  for (const Source& source : study.sources) {
    link::ListInfo info{.name = source.id, .role = {}, .duplicate_free = source.duplicate_free};
    if (!source.role.empty()) {
      PALERMO_TRY(info.role, link::parse_role(source.role));
    }
    infos.push_back(std::move(info));
  }
  return link::admit_in_the_clear(std::move(infos));
}

std::string identity_path(const StudyFile& study, const Source& source) {
  return fs::path(source.identity).is_absolute() || study.folder.empty() ? source.identity : (fs::path(study.folder) / source.identity).string();
}

Result<Identities> read_identities(const StudyFile& study, const link::AdmittedLists& lists, const std::string& data_folder,
                                   core::Progress& progress) {
  PALERMO_TRY(const link::NameTables tables, load_name_tables(data_folder));
  // One column name has to serve all files: sources may have keys of different names, so each is named as the id by mapping.
  link::ColumnOptions columns;
  for (const Source& source : study.sources) columns.mapping.insert_or_assign(source.key, link::Field::record_id);
  for (const Source& source : study.sources)
    if (!source.consent.empty()) columns.mapping.insert_or_assign(source.consent, link::Field::ignored);
  link::RecordReader reader(tables, columns);
  Identities identities;
  std::vector<std::string> aside;
  for (std::size_t s = 0; s < study.sources.size(); ++s) {
    PALERMO_TRY(const auto bytes, core::open_file(identity_path(study, study.sources[s]), true));
    ListReader list(study.sources[s], lists[s], reader, identities.keys, aside);
    core::CsvSink sink;
    sink.header = [&](const std::vector<std::string>& header) { return list.header(header); };
    sink.row = [&](std::int64_t, std::span<const std::string_view> cells) { return list.row(cells); };
    PALERMO_TRY(const core::CsvSummary summary, core::read_csv(*bytes, {}, sink, progress));
    identities.inputs.push_back({fs::path(study.sources[s].identity).filename().string(), summary.sha256, bytes->bytes_on_disk()});
  }
  identities.keys.insert(identities.keys.end(), aside.begin(), aside.end());
  identities.records = reader.finish();
  return identities;
}

Result<link::NameTables> load_name_tables(const std::string& data_folder) {
  const std::string folder = data_folder + "/names";
  PALERMO_CHECK_DONE(check_data_folder(folder, "matching_key.yaml"));
  std::vector<std::string> files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  std::vector<core::Value> documents;
  for (const std::string& file : files) {
    PALERMO_TRY(const std::string text, core::read_file(file, core::kHandWritten));
    PALERMO_TRY(core::Value document, core::parse_yaml(text, fs::path(file).filename().string()));
    documents.push_back(std::move(document));
  }
  return link::NameTables::parse(documents);
}

}  // namespace palermo::study
