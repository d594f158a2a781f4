// SPDX-License-Identifier: Apache-2.0
// The treaty table of the data folder, and what it knows of one State on one day, with the row that decides, in words.
#pragma once

#include <string>

#include "palermo/core/country.hpp"
#include "palermo/observatory/compilation.hpp"
#include "palermo/treaty/table.hpp"

namespace palermo::cli {

class Context;

// Errors: study.no_data, those of Table::parse.
[[nodiscard]] core::Result<treaty::Table> load_treaty_table(const Context& context);

// The last day of which any source of the table knows anything. After it a State that was bound may have left.
[[nodiscard]] core::Day last_day(const treaty::Table& table);

// A State by its alpha-2 code, as the table writes it.
[[nodiscard]] std::string participant_code(const core::Countries& countries, const std::string& state);

// An instrument that is not in the table, or a State that it does not know, stays unknown.
[[nodiscard]] observatory::Standing standing_in(const Context& context, const treaty::Table& table,
                                                const std::string& participant, const std::string& instrument,
                                                core::Day day);

}  // namespace palermo::cli
