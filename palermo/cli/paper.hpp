// SPDX-License-Identifier: Apache-2.0
// Paper: a page for somebody's hand: the person's sheet, a letter, a list to fill in.
//
// Invariants: a file of its own, nothing from outside, no script; escaped here and nowhere else. A sheet is set in two columns, the
// smaller the more there is on it, and never below 7 points: one side of A4; of A5 both, when much is open.
#pragma once

#include <string>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/result.hpp"
#include "palermo/observatory/page.hpp"

namespace palermo::cli {

inline constexpr core::ErrorKind kPaperExists{"rights.file_exists", core::Exit::usage};

enum class Paper { sheet_a4, sheet_a5, letter };

// Headings, paragraphs, notices, lists and pairs; a pair without a value is a line to write on. `language` of the texts.
[[nodiscard]] std::string paper_html(const observatory::Page& page, const core::Catalogue& catalogue, Paper paper);

// For the owner alone, and over nothing unless `replace`. An empty name: nothing to do. Errors: rights.file_exists, output.cannot_write.
[[nodiscard]] core::Done may_write_paper(const std::string& file, bool replace);
[[nodiscard]] core::Done write_paper(const std::string& file, const std::string& html);

}  // namespace palermo::cli
