// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/contacts.hpp"

#include <algorithm>

#include "palermo/core/plain_text.hpp"

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

// Letters, not bytes.
std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) words.back() += static_cast<char>(c | 0x20);
    else if (!words.back().empty()) words.emplace_back();
  }
  return words;
}

// A text that speaks of the authorities together with a condition: nothing on a sheet depends on talking to them (SAFEGUARDS.md, D15).
bool makes_a_condition(std::string_view text) {
  constexpr std::string_view kWhom[] = {"police", "authorities", "immigration", "prosecutor", "cooperate", "testify", "report"};
  constexpr std::string_view kCondition[] = {"must", "only", "if", "first", "unless", "need", "have", "lose", "before", "after", "when", "talk", "required", "who"};
  const std::vector<std::string> words = words_of(text);
  const auto any = [&](const auto& list) { return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return std::find(std::begin(list), std::end(list), word) != std::end(list); }); };
  return any(kWhom) && any(kCondition);
}

bool fits(std::string_view text, std::size_t most) { return letters(text) <= most && text.find_first_of("<>#*|") == std::string_view::npos && !makes_a_condition(text); }

bool fits(const Contact& one) {
  return fits(one.organisation, 80) && fits(one.hours, 80) && one.languages.size() <= 20 &&
         std::all_of(one.languages.begin(), one.languages.end(), [](const std::string& language) { return fits(language, 40); });
}

// A month, or a day of it: "2026" tells no month to say.
bool is_month(const core::PartialDate& date) {
  return date.known() && date.text().size() >= 7 && date.text().find("..") == std::string::npos && core::year_of(*date.days.min) >= 2000 && core::year_of(*date.days.max) < 2100;
}

core::Result<Contact> parse_contact(const Value& value) {
  Contact made;
  Reader reader(value, "contact");
  made.purpose = reader.choice("for", {std::begin(kPurposes), std::end(kPurposes)}, "");
  if (made.purpose.empty()) reader.fail_at(value, core::kMissingKey, {{"key", "for"}});
  made.organisation = reader.text("organisation");
  made.phone = reader.text("phone");
  made.hours = reader.optional_text("hours").value_or("");
  made.languages = reader.texts("languages");
  made.free = reader.flag("free", false);
  made.police = reader.choice("tells_police", {"yes", "no", "not_known"}, "not_known");
  PALERMO_CHECK_DONE(reader.finish());
  if (!is_phone(made.phone)) return core::fail(kBadPhone, value.place());
  if (looks_like_a_person(made.organisation) || looks_like_a_person(made.hours)) return core::fail(kContactOfAPerson, value.place());
  if (!fits(made)) return core::fail(kBadContactText, value.place());
  return made;
}

}  // namespace

core::Result<Contacts> parse_contacts(const Value& document) {
  PALERMO_CHECK_DONE(core::require_one_line(document));
  Contacts made;
  Reader reader(document, "contacts");
  if (reader.choice("format", {"palermo-contacts/1"}, "").empty()) reader.fail_at(document, core::kMissingKey, {{"key", "format"}});
  made.state = reader.text("state");
  const std::string checked = reader.text("checked");
  made.invented = reader.flag("invented", false);
  const Value* list = reader.array("contacts");
  PALERMO_CHECK_DONE(reader.finish());
  const auto month = core::parse_date(checked);
  if (!month || !is_month(*month)) return core::fail(core::kBadDate, document["checked"].place());
  made.checked = *month;
  for (const Value& item : list ? list->items() : Value::Array{}) {
    PALERMO_TRY(Contact one, parse_contact(item));
    made.list.push_back(std::move(one));
  }
  return made;
}

}  // namespace palermo::rights
