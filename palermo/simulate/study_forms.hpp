// SPDX-License-Identifier: Apache-2.0
// The case forms of five invented organisations: which facts each asks about, under which heads, and which it lumps together.
//
// A form is a table: one column a question. A column of several facts is a merged label: "yes" when one of them happened. Forms differ
// as forms of the field do; the mapping that goes with each is written from the same table, so that the two cannot drift apart.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/simulate/person.hpp"

namespace palermo::simulate {

struct FormQuestion {
  std::string_view column;
  std::vector<Fact> facts;
};

struct CaseForm {
  std::string_view list;                 // name of the organisation's list
  std::string_view yes, no;              // its words
  bool asks_all_purposes = true;         // else what it does not ask about stays open under every reading
  double gap = 0.03;                     // an answer was not written down
  double block_gap = 0.08;               // a whole group of questions was not asked
  std::vector<FormQuestion> questions;
};

// hotline, shelter, health, labour_inspection, legal_aid.
[[nodiscard]] std::span<const CaseForm> case_forms();
[[nodiscard]] const CaseForm& form_of(std::string_view list);

// Chances that an answer is written down the wrong way round.
struct FormMistakes {
  double missed = 0.01;    // it happened, and is written as a no
  double mistaken = 0.002; // it did not happen, and is written as a yes
};

[[nodiscard]] std::string form_header(const CaseForm& form);
// One row: the handle, then year, sex, age at the start of the conduct, and the answers; with its newline. Draws from the stream
// (seed, "simulate.form.LIST", number of the person) alone.
void append_form_row(std::string& out, std::uint64_t seed, const CaseForm& form, const Person& person, std::string_view handle, int year,
                     const FormMistakes& mistakes);
// The palermo-mapping/1 of the form. Its one assumption, `asked`, closes the groups that the form asks about.
[[nodiscard]] std::string form_mapping(const CaseForm& form);

}  // namespace palermo::simulate
