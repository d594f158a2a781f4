// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/column_names.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace palermo::estimate {
namespace {

constexpr std::array<std::string_view, 21> kIdentity{"id",       "uid",     "handle", "name",   "surname", "alias",   "birth",
                                                     "birthday", "dob",     "date",   "phone",  "mobile",  "email",   "mail",
                                                     "passport", "address", "street", "number", "nr",      "initials", "nickname"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

bool names_identity(std::string_view column) {
  std::string word;
  for (std::size_t i = 0; i <= column.size(); ++i) {
    if (i < column.size() && is_letter(column[i])) {
      word += static_cast<char>(column[i] | 0x20);
      continue;
    }
    if (std::find(kIdentity.begin(), kIdentity.end(), word) != kIdentity.end()) return true;
    word.clear();
  }
  return false;
}

}  // namespace palermo::estimate
