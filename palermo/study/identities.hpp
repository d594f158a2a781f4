// SPDX-License-Identifier: Apache-2.0
// Identities: the names of the people of all lists, read for linking and for nothing else.
//
// They live in memory while it is decided who is one person, and are written nowhere. What leaves is a Linkage (linkage.hpp), which
// holds numbers of rows and nobody's name. Files are read only after admit_lists() (SAFEGUARDS.md, D20, D23).
#pragma once

#include <string>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/link/record.hpp"
#include "palermo/link/roles.hpp"
#include "palermo/study/study_file.hpp"

namespace palermo::study {

inline constexpr core::ErrorKind kKeyTwice{"study.key_twice", core::Exit::unreadable};            // args: source
inline constexpr core::ErrorKind kNoIdentityColumn{"study.no_identity_column", core::Exit::unreadable};  // args: source, column
inline constexpr core::ErrorKind kTooManyIdentities{"study.too_many_identities", core::Exit::unreadable};

// The lists of a study whose sources may be linked with each other. Decided from the declared roles, before any file is opened.
// Errors: those of link::admit_in_the_clear, above all link.service_firewall (D20) and link.own_store_firewall (D23).
[[nodiscard]] core::Result<link::AdmittedLists> admit_lists(const StudyFile& study);

struct Identities {
  link::Records records;                // list i: source i
  std::vector<std::string> keys;        // by record; then of the rows set aside (records.aside), whose people did not agree
  std::vector<core::InputFile> inputs;  // by source
};

// A path that is not absolute is counted from the folder of the study.
[[nodiscard]] std::string identity_path(const StudyFile& study, const Source& source);

// Errors: study.no_identity_column, study.key_twice, csv.*, file.*, core.cancelled.
[[nodiscard]] core::Result<Identities> read_identities(const StudyFile& study, const link::AdmittedLists& lists, const std::string& data_folder,
                                                       core::Progress& progress);

// The tables of names in DATA/names.
[[nodiscard]] core::Result<link::NameTables> load_name_tables(const std::string& data_folder);

}  // namespace palermo::study
