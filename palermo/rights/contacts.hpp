// SPDX-License-Identifier: Apache-2.0
// Contacts: whom somebody can call in one State: organisations and their numbers.
//
// Format: palermo-contacts/1 (docs/formats/contacts.md). There is no field for a person, an address or an e-mail address: a sheet that
// is found leads to nobody's name and to no safe house. What cannot be an office is refused as far as it can be seen.
#pragma once

#include <string>
#include <vector>

#include "palermo/core/partial_date.hpp"
#include "palermo/core/schema.hpp"

namespace palermo::rights {

inline constexpr core::ErrorKind kBadPhone{"rights.bad_phone", core::Exit::unreadable};
inline constexpr core::ErrorKind kContactOfAPerson{"rights.contact_of_a_person", core::Exit::unreadable};
inline constexpr core::ErrorKind kBadContactText{"rights.bad_contact_text", core::Exit::unreadable};

struct Contact {
  std::string purpose, organisation, phone, hours;  // purpose: one of kPurposes; hours may be empty
  std::vector<std::string> languages;               // as their speakers write them
  bool free = false;
  std::string police = "not_known";                 // whether they tell the police: yes, no, not_known
};

inline constexpr std::string_view kPurposes[] = {"danger", "help_line", "shelter", "doctor", "lawyer", "work", "asylum", "child", "embassy", "complaint"};

struct Contacts {
  std::string state;           // ISO 3166-1 alpha-2
  core::PartialDate checked;   // when somebody last tried the numbers
  bool invented = false;       // an example: the sheet says so (SAFEGUARDS.md, D33)
  std::vector<Contact> list;   // as in the file
};

// Errors: schema.*, document.not_one_line, date.unreadable, rights.bad_phone, rights.contact_of_a_person, rights.bad_contact_text.
[[nodiscard]] core::Result<Contacts> parse_contacts(const core::Value& document);

}  // namespace palermo::rights
