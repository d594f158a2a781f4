// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/roles.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace palermo::link {
namespace {

constexpr std::array<std::pair<std::string_view, Role>, 6> kWords{{{"service", Role::service},
                                                                   {"health", Role::health},
                                                                   {"labour_inspection", Role::labour_inspection},
                                                                   {"research", Role::research},
                                                                   {"enforcement", Role::enforcement},
                                                                   {"immigration", Role::immigration}}};

const ListInfo* first_with(const std::vector<ListInfo>& lists, bool (*has)(Role)) {
  const auto found = std::ranges::find_if(lists, [has](const ListInfo& list) { return list.role && has(*list.role); });
  return found == lists.end() ? nullptr : &*found;
}

bool is_service(Role role) { return role == Role::service; }

core::Done check_firewall(const std::vector<ListInfo>& lists) {
  const ListInfo* enforcing = first_with(lists, enforces);
  const ListInfo* service = first_with(lists, is_service);
  const ListInfo* protecting = service != nullptr ? service : first_with(lists, protects);
  if (enforcing == nullptr || protecting == nullptr) return {};
  return core::fail(service != nullptr ? kServiceFirewall : kOwnStoreFirewall, {},
                    {{"list", protecting->name},
                     {"role", std::string(to_word(*protecting->role))},
                     {"other", enforcing->name},
                     {"other_role", std::string(to_word(*enforcing->role))}});
}

core::Done check_names(const std::vector<ListInfo>& lists) {
  if (lists.empty()) return core::fail(kNoLists);
  if (lists.size() > kMostLists)
    return core::fail(kTooManyLists, {}, {{"found", std::to_string(lists.size())}, {"most", std::to_string(kMostLists)}});
  for (std::size_t i = 0; i < lists.size(); ++i)
    for (std::size_t j = 0; j <= i; ++j)
      if (lists[i].name.empty() || (j < i && lists[i].name == lists[j].name))
        return core::fail(kBadListName, {}, {{"list", lists[i].name}, {"number", std::to_string(i + 1)}});
  return {};
}

}  // namespace

std::string_view to_word(Role role) {
  for (const auto& [word, of] : kWords)
    if (of == role) return word;
  return {};
}

core::Result<Role> parse_role(std::string_view word) {
  if (word == "labour") return Role::labour_inspection;
  for (const auto& [known, role] : kWords)
    if (known == word) return role;
  std::string all;
  for (const auto& [known, role] : kWords) all += (all.empty() ? "" : ", ") + std::string(known);
  return core::fail(kUnknownRole, {}, {{"known", all}});
}

std::vector<ListIndex> AdmittedLists::without_role() const {
  std::vector<ListIndex> found;
  for (std::size_t i = 0; i < lists_.size(); ++i)
    if (!lists_[i].role) found.push_back(static_cast<ListIndex>(i));
  return found;
}

core::Result<AdmittedLists> admit_in_the_clear(std::vector<ListInfo> lists) {
  PALERMO_CHECK_DONE(check_firewall(lists));
  PALERMO_CHECK_DONE(check_names(lists));
  return AdmittedLists(std::move(lists));
}

}  // namespace palermo::link
