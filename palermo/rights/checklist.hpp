// SPDX-License-Identifier: Apache-2.0
// Checklist: what a State, a policy or an agreement is looked at for, as data, and the one form in which all lists are
// filled.
//
// A list is palermo-checklist/1 (data/checklists): items in our own words, each with the key of its source and its
// mark. A form is palermo-checklist-answers/1: to any item a reply with evidence, source, date and grade of the source.
// A reply that lacks one of these is told and counts as not answered. Several replies to one item stay side by side;
// where they differ, they differ. There is no score, no ranking and no share in per cent: how many items were answered
// is told as n of m (SAFEGUARDS.md, D31). Formats: docs/formats/checklist.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/partial_date.hpp"
#include "palermo/law/mark.hpp"

namespace palermo::rights {

inline constexpr core::ErrorKind kChecklistItemTwice{"rights.checklist_item_twice", core::Exit::unreadable};
inline constexpr core::ErrorKind kChecklistNoSource{"rights.checklist_no_source", core::Exit::unreadable};
inline constexpr core::ErrorKind kChecklistUnknown{"rights.checklist_unknown", core::Exit::usage};
inline constexpr core::ErrorKind kChecklistUnknownItem{"rights.checklist_unknown_item", core::Exit::unreadable};
inline constexpr core::ErrorKind kChecklistOtherList{"rights.checklist_other_list", core::Exit::usage};

struct ChecklistItem {
  std::string id, group, says, source;
  law::Mark mark = law::Mark::unverified;
};

struct Checklist {
  std::string id, title, publisher, note;
  std::int64_t year = 0;
  bool complete = false;                                     // whether the source has no further item
  std::vector<std::pair<std::string, std::string>> sources;  // key, what it is
  std::vector<ChecklistItem> items;

  [[nodiscard]] const ChecklistItem* find(std::string_view item) const;
};
[[nodiscard]] core::Result<Checklist> parse_checklist(const core::Value& document);

struct ChecklistAnswer {
  std::string item;
  std::string reply;  // yes | partly | no | not_known
  std::string evidence, source;
  core::PartialDate date;
  std::string grade;                     // of the source: primary | official | independent | press | account
  [[nodiscard]] bool supported() const;  // evidence, source, date and grade are all told
};

struct ChecklistForm {
  std::string checklist;  // id of its list
  std::string about;      // code of a State, or id of a policy or agreement
  std::vector<ChecklistAnswer> answers;
};
// Errors: rights.checklist_other_list, rights.checklist_unknown_item, schema.*.
[[nodiscard]] core::Result<ChecklistForm> parse_checklist_answers(const core::Value& document, const Checklist& list);
[[nodiscard]] core::Result<std::string> list_of_answers(const core::Value& document);

// answered: a reply that is supported, all such replies alike. differ: supported replies that are not alike.
// unsupported: replies without evidence, source, date or grade. not_known: asked, and nobody knows. open: nobody
// replied.
enum class ChecklistStanding { answered, differ, unsupported, not_known, open };
[[nodiscard]] std::string_view word(ChecklistStanding standing);

struct ChecklistRow {
  const ChecklistItem* item = nullptr;
  std::vector<ChecklistAnswer> answers;
  ChecklistStanding standing = ChecklistStanding::open;
};
// One row an item, in the list's order. `list` must outlive the rows.
[[nodiscard]] std::vector<ChecklistRow> fill(const Checklist& list, const ChecklistForm& form);
[[nodiscard]] std::int64_t answered(const std::vector<ChecklistRow>& rows);  // answered and differ

// Answers of `palermo rights checklist`: palermo-rights-checklist/1 (docs/formats/rights-checklist.schema.json). `form`
// may be null.
[[nodiscard]] core::Value to_value(const std::vector<Checklist>& lists);
[[nodiscard]] core::Value to_value(const Checklist& list, const ChecklistForm* form);
[[nodiscard]] std::string checklist_text(const std::vector<Checklist>& lists, const core::Catalogue& texts);
[[nodiscard]] std::string checklist_text(const Checklist& list, const ChecklistForm* form,
                                         const core::Catalogue& texts);

}  // namespace palermo::rights
