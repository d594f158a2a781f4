// SPDX-License-Identifier: Apache-2.0
// The lists that a linkage verb is called with: settings, roles and rules first, then the rows.
//
// Who may link whom is decided from the roles alone, before a file of records is opened (link/roles.hpp, D20, D23). Lists whose
// names stand in a column are known only when they have been read; what settings or --role say of them is judged before,
// and once more when all names are known.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "palermo/cli/context.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/link/record.hpp"
#include "palermo/link/roles.hpp"

namespace CLI {
class App;
}

namespace palermo::cli {

inline constexpr core::ErrorKind kBadLinkSettings{"link.bad_settings", core::Exit::usage};
inline constexpr core::ErrorKind kNoRecords{"link.no_records", core::Exit::unreadable};
inline constexpr core::ErrorKind kTooManyRecords{"link.too_many_records", core::Exit::unreadable};

// What the command line says; --config may say the same and more (docs/formats/link-config.md). The command line wins.
struct LinkCall {
  std::vector<std::string> files;
  std::string config, list_column, id_column;
  std::vector<std::string> roles;           // LIST=ROLE
  std::vector<std::string> duplicate_free;  // LIST
  int threads = 0;
};

// FILES, --config, --list-column, --id-column, --role, --duplicate-free, --threads.
void add_list_options(CLI::App& verb, const Context& context, LinkCall& call);

struct ReadList {
  std::string file;  // without its folder
  std::int64_t rows = 0, set_aside = 0;
  std::vector<link::Column> columns;
};

// Records are numbered from 0: first those that may be linked, then those of people who did not agree to it (records.aside), of
// which nothing was read but that they are there. Only the first are compared, counted for frequencies, and trained on.
struct LinkLists {
  link::AdmittedLists admitted;
  link::Records records;
  std::vector<ReadList> read;
  std::vector<core::InputFile> inputs;
  std::vector<std::uint64_t> aside_at = {};  // which rows, over all files from 0, were set aside; ascending
  // An id that is different for every record: as it stands in the list where that is so, else LIST/ID, else LIST/ID#ROW.
  [[nodiscard]] std::string id(link::RecordIndex record) const;
  [[nodiscard]] std::string_view own_id(link::RecordIndex record) const;  // as it stands in its list
  [[nodiscard]] link::ListIndex list(link::RecordIndex record) const;     // an index into admitted and records.lists
  [[nodiscard]] std::size_t size() const { return records.size() + records.aside.size(); }
  [[nodiscard]] bool agreed(link::RecordIndex record) const { return record < records.size(); }
  int id_parts = 1;
};

// Errors: D20, D23 and the others of link::admit_in_the_clear; link.bad_settings, link.no_records, csv.*, file.*.
[[nodiscard]] core::Result<LinkLists> read_lists(Context& context, const LinkCall& call);

}  // namespace palermo::cli
