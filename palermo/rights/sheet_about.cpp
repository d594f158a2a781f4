// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/sheet_about.hpp"

#include <algorithm>

#include "palermo/law/facts.hpp"

namespace palermo::rights {
namespace {

constexpr std::int64_t kOfAge = 18;

// Where a contact stands: the lower, the earlier.
int place_of(const Contact& contact, const SheetAbout& about) {
  constexpr int kFirst = 0, kAsked = 1, kOther = 2, kLast = 3;
  const std::string& purpose = contact.purpose;
  if (purpose == "danger") return kFirst;
  if (purpose == "child") return about.age == AgeKnown::child ? kAsked : about.age == AgeKnown::adult ? kLast : kOther;
  const bool asked = (purpose == "doctor" && about.urgent_care) || (purpose == "shelter" && about.hurt) || (purpose == "work" && about.work) || (purpose == "asylum" && about.fled);
  return asked ? kAsked : kOther;
}

}  // namespace

SheetAbout about_person(const law::Case& stated, const law::Vocabulary& vocabulary) {
  SheetAbout about;
  const auto facts = law::FactBase::derive(stated, vocabulary, law::OnContradiction::set_aside);
  if (!facts) return about;
  const auto is = [&](std::string_view name) {
    const auto fact = vocabulary.find(name);
    return fact && facts->fact(*fact).truth == law::Truth::yes;
  };
  const auto any = [&](std::initializer_list<std::string_view> names) { return std::any_of(names.begin(), names.end(), is); };
  const auto any_of_group = [&](std::string_view group) {
    for (law::FactId fact = 0; fact < vocabulary.facts().size(); ++fact)
      if (vocabulary[fact].id.starts_with(group) && facts->fact(fact).truth == law::Truth::yes) return true;
    return false;
  };
  if (const auto age = vocabulary.find("person.age"); age && !any({"authority.age_doubted", "authority.treated_as_adult"})) {
    const auto& range = facts->number(*age).range;
    if (range.max && *range.max < kOfAge) about.age = AgeKnown::child;
    if (range.min && *range.min >= kOfAge) about.age = AgeKnown::adult;
  }
  about.urgent_care = is("need.urgent_medical_care");
  about.debt = is("purpose.debt_bondage");
  about.work = any_of_group("work.") || any({"purpose.forced_labour", "purpose.exploitative_employment", "purpose.debt_bondage", "purpose.servitude"});
  about.brought = any_of_group("facilitation.");
  about.hurt = any_of_group("harm.") || any({"means.force", "means.threat"});
  about.fled = any({"person.seeks_asylum", "authority.risk_of_persecution_on_return", "authority.risk_of_torture_on_return"});
  return about;
}

std::vector<Contact> contacts_for(std::vector<Contact> list, const SheetAbout& about) {
  if (list.size() > kLongList && !about.work) std::erase_if(list, [](const Contact& one) { return one.purpose == "work"; });
  std::stable_sort(list.begin(), list.end(), [&](const Contact& a, const Contact& b) { return place_of(a, about) < place_of(b, about); });
  return list;
}

}  // namespace palermo::rights
