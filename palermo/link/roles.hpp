// SPDX-License-Identifier: Apache-2.0
// Who may link whom in the clear. Decided from the lists' declared roles alone, before any record is read.
//
// A list of a service, of health care or of labour inspection is never linked in the clear with a list of enforcement
// or immigration: D20 where a service is among them, D23 where only labour inspection or health care is. There is no
// way round it: every function that links records takes an AdmittedLists, and only admit_in_the_clear() makes one.
// Research may meet either side, and not both in one run. A list without a role is taken as one controller's own; it is
// named by without_role(), and the answer and the receipt have to say so.
//
//   PALERMO_TRY(const AdmittedLists lists, admit_in_the_clear(std::move(infos)));   // first of all, before the files
//   PALERMO_TRY(const People people, find_people({.lists = lists, ...}, {}, progress));
//
// Whoever writes a linkage run or a verb: take the roles from the command line or the configuration, call this, and only then
// open a file of records. Whoever writes a private protocol asks meet_in_the_clear() for each pair of holders: where it is
// false, membership is never told, whatever the tier.
// Source: SAFEGUARDS.md, D20 and D23. Test: roles_test.cpp, over all subsets of roles.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "palermo/core/result.hpp"
#include "palermo/link/list.hpp"

namespace palermo::link {

inline constexpr core::ErrorKind kServiceFirewall{"link.service_firewall", core::Exit::refused, "D20"};
inline constexpr core::ErrorKind kOwnStoreFirewall{"link.own_store_firewall", core::Exit::refused, "D23"};
inline constexpr core::ErrorKind kUnknownRole{"link.unknown_role", core::Exit::usage};
inline constexpr core::ErrorKind kNoLists{"link.no_lists", core::Exit::usage};
inline constexpr core::ErrorKind kBadListName{"link.bad_list_name", core::Exit::usage};
inline constexpr core::ErrorKind kTooManyLists{"link.too_many_lists", core::Exit::usage};

inline constexpr std::size_t kMostLists = 64;

// People come to it for help, or it looks at workplaces to protect those who work there.
[[nodiscard]] constexpr bool protects(Role role) {
  return role == Role::service || role == Role::health || role == Role::labour_inspection;
}
[[nodiscard]] constexpr bool enforces(Role role) { return role == Role::enforcement || role == Role::immigration; }

// Whether lists of these two roles may stand in one linkage in the clear. Symmetric.
[[nodiscard]] constexpr bool meet_in_the_clear(Role a, Role b) {
  return !(protects(a) && enforces(b)) && !(enforces(a) && protects(b));
}

// "service", "health", "labour_inspection" (or "labour", as a study says), "research", "enforcement", "immigration".
[[nodiscard]] std::string_view to_word(Role role);
[[nodiscard]] core::Result<Role> parse_role(std::string_view word);  // errors: link.unknown_role

// Lists that may be linked with each other in the clear. At least one, at most kMostLists; names not empty and not repeated.
class AdmittedLists {
 public:
  [[nodiscard]] const std::vector<ListInfo>& lists() const { return lists_; }
  [[nodiscard]] std::size_t size() const { return lists_.size(); }
  [[nodiscard]] const ListInfo& operator[](std::size_t list) const { return lists_[list]; }
  // Lists taken as one controller's own, because nobody said what their holder does.
  [[nodiscard]] std::vector<ListIndex> without_role() const;

 private:
  explicit AdmittedLists(std::vector<ListInfo> lists) : lists_(std::move(lists)) {}
  friend core::Result<AdmittedLists> admit_in_the_clear(std::vector<ListInfo> lists);

  std::vector<ListInfo> lists_;
};

// Errors: link.service_firewall (D20), link.own_store_firewall (D23), which name the two lists and their roles;
// link.no_lists, link.bad_list_name, link.too_many_lists. A refusal comes before any other complaint.
[[nodiscard]] core::Result<AdmittedLists> admit_in_the_clear(std::vector<ListInfo> lists);

}  // namespace palermo::link
