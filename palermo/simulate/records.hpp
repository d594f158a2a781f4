// SPDX-License-Identifier: Apache-2.0
// One record of one invented person in the format of each organisation. Formats: README.md of a world.
//
// No name, contact, document number or free text exists to be written. Each function draws its gaps and mistakes from a
// stream of its own, by person, so that a record does not depend on which others are written.
#pragma once

#include <string>
#include <string_view>

#include "palermo/simulate/organisations.hpp"

namespace palermo::simulate {

// JSON Lines: one flat object, with its newline.
[[nodiscard]] std::string hotline_record(std::uint64_t seed, const Person& person, const Registration& registered);

// CSV of 16 columns in the manner of the victim-perpetrator data: flags are 1 or empty, never 0.
[[nodiscard]] std::string inspection_header();
[[nodiscard]] std::string inspection_record(std::uint64_t seed, const Person& person, const Registration& registered);

// HTCDS 2.0 as CSV: prefixed field names, value names, multi-selects separated by blanks.
[[nodiscard]] std::string shelter_header();
[[nodiscard]] std::string shelter_record(std::uint64_t seed, const Person& person, const Registration& registered);

// The 63 columns of the CTDC k-anonymised file: 0, 1, -99; `append` because ten million are written.
[[nodiscard]] std::string contributor_header();
void append_contributor_record(std::string& out, std::uint64_t seed, const Person& person, core::Day registered);

}  // namespace palermo::simulate
