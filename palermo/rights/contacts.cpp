// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/contacts.hpp"

#include <algorithm>

namespace palermo::rights {

using core::Reader;
using core::Value;

namespace {

bool is_phone(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return text.size() <= 30 && std::count_if(text.begin(), text.end(), is_digit) >= 2 &&
         std::all_of(text.begin(), text.end(), [&](char c) { return is_digit(c) || std::string_view(" +()-/").find(c) != std::string_view::npos; });
}

// How people are written and offices are not: a form of address at the beginning, or an e-mail address.
bool looks_like_a_person(std::string_view text) {
  constexpr std::string_view kForms[] = {"Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Sr", "Sra", "Herr", "Frau", "Mme", "Mlle", "M"};
  const std::string_view first = text.substr(0, std::min(text.find_first_of(". "), text.size()));
  return text.find('@') != std::string_view::npos || std::find(std::begin(kForms), std::end(kForms), first) != std::end(kForms);
}

core::Result<Contact> parse_contact(const Value& value) {
  Contact made;
  Reader reader(value, "contact");
  made.purpose = reader.choice("for", {std::begin(kPurposes), std::end(kPurposes)}, "");
  made.organisation = reader.text("organisation");
  made.phone = reader.text("phone");
  made.hours = reader.optional_text("hours").value_or("");
  made.languages = reader.texts("languages");
  made.free = reader.flag("free", false);
  made.police = reader.choice("tells_police", {"yes", "no", "not_known"}, "not_known");
  PALERMO_CHECK_DONE(reader.finish());
  if (!is_phone(made.phone)) return core::fail(kBadPhone, value.place());
  if (looks_like_a_person(made.organisation) || looks_like_a_person(made.hours)) return core::fail(kContactOfAPerson, value.place());
  return made;
}

}  // namespace

core::Result<Contacts> parse_contacts(const Value& document) {
  Contacts made;
  Reader reader(document, "contacts");
  (void)reader.choice("format", {"palermo-contacts/1"}, "");
  made.state = reader.text("state");
  const std::string checked = reader.text("checked");
  made.invented = reader.flag("invented", false);
  const Value* list = reader.array("contacts");
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_TRY(made.checked, core::parse_date(checked));
  for (const Value& item : list ? list->items() : Value::Array{}) {
    PALERMO_TRY(Contact one, parse_contact(item));
    made.list.push_back(std::move(one));
  }
  return made;
}

}  // namespace palermo::rights
