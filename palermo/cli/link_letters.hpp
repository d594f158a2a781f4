// SPDX-License-Identifier: Apache-2.0
// What the verbs of private linkage do alike with letters and with the list that is handed in, whatever the tier.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "palermo/cli/link_desk.hpp"
#include "palermo/cli/link_files.hpp"

namespace palermo::cli {

inline constexpr core::ErrorKind kLetterExists{"private.letter_exists", core::Exit::usage};

// No letter is written over another. Errors: private.letter_exists.
[[nodiscard]] core::Done check_free(const std::string& path);

// The bytes of a letter of at most a gibibyte. Errors: those of core::read_file.
[[nodiscard]] core::Result<std::string> read_letter_file(const std::string& path);

// The name of a file without its folder, as errors and the journal tell it.
[[nodiscard]] std::string file_name(const std::string& path);

// Records in the order of their keyed prints: it tells nothing, and is the same another day.
[[nodiscard]] std::vector<std::pair<link::Print, link::RecordIndex>> in_order_of_prints(const link::Records& records, const link::Secret& desk);

// The journal first, then the letter: a run may be lost, it is never done twice. Errors: those of enter() and core::write_file.
[[nodiscard]] core::Done enter_and_write(const OpenDesk& desk, link::JournalEntry entry, const std::optional<link::ListPrints>& prints, const std::string& path,
                                         const std::string& bytes);

}  // namespace palermo::cli
