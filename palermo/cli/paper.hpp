// SPDX-License-Identifier: Apache-2.0
// Paper: a page for somebody's hand: the person's sheet, a letter, a list to fill in.
//
// Invariants: a file of its own, nothing from outside, no script; escaped here and nowhere else. A sheet is set in letters of 10.5 to 12
// points on A4 (9.5 to 11 on A5), the largest with which it fits on one side; if it fits with none, what is open (heading "open") begins the
// second side, or goes on where the rest ends where that saves a third; a sheet of more than one side says so. The order of the document is the order in which it is read; nothing is said by colour, place or a sign alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/result.hpp"
#include "palermo/observatory/page.hpp"

namespace palermo::cli {

inline constexpr core::ErrorKind kPaperExists{"rights.file_exists", core::Exit::usage};

enum class Paper { sheet_a4, sheet_a5, letter };

// Headings, paragraphs, notices, lists and pairs; a pair without a value is a line to write on. `language` of the texts.
[[nodiscard]] std::string paper_html(const observatory::Page& page, const core::Catalogue& catalogue, Paper paper);

// To be read out: a block a line, a list without signs before its items, headings that end like sentences.
[[nodiscard]] std::string paper_text(const observatory::Page& page, const core::Catalogue& catalogue);

// "2024-03-05" as it is spoken: "5 March 2024"; "2024-03": "March 2024"; "2023..2024-01": "between 2023 and January 2024".
[[nodiscard]] std::string spoken_date(std::string_view date, const core::Catalogue& catalogue);

// For the owner alone, over nothing unless `replace`, and never over one of the `inputs`. An empty name: nothing to do.
// Errors: rights.file_exists, output.is_input; output.file_exists, output.cannot_write.
[[nodiscard]] core::Done may_write_paper(const std::string& file, bool replace, const std::vector<std::string>& inputs);
[[nodiscard]] core::Done write_paper(const std::string& file, const std::string& html, bool replace);

}  // namespace palermo::cli
