// SPDX-License-Identifier: Apache-2.0
// SheetAbout: the few recorded things that choose the words of a sheet, and nothing of what is owed.
//
//   const SheetAbout about = about_person(stated, corpus.vocabulary());
//
// What is only presumed, or contradicts itself, is not known. No word that this chooses promises more, or takes a line of the floor away.
#pragma once

#include <vector>

#include "palermo/law/case.hpp"
#include "palermo/rights/contacts.hpp"

namespace palermo::rights {

// Of who somebody says to be; not_known also while an office doubts it.
enum class AgeKnown { not_known, child, adult };

struct SheetAbout {
  AgeKnown age = AgeKnown::not_known;
  bool urgent_care = false;  // a doctor is needed now
  bool debt = false;         // the work was meant to pay off a debt
  bool work = false;         // anything about work is in the story
  bool brought = false;      // somebody brought the person over a border, or tried to, or kept the person there
  bool hurt = false, fled = false;
};

[[nodiscard]] SheetAbout about_person(const law::Case& stated, const law::Vocabulary& vocabulary);

// Above this many contacts, those for work are left out where nothing is said of any work.
inline constexpr std::size_t kLongList = 6;

// Danger first, then whom the story asks for, then the others as in the file; those for children last when the person is known to be of age.
// Nothing is left out but contacts for work, of a list of more than kLongList where no work is in the story.
[[nodiscard]] std::vector<Contact> contacts_for(std::vector<Contact> list, const SheetAbout& about);

}  // namespace palermo::rights
