// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/ids.hpp"

#include <algorithm>

namespace palermo::law {

bool is_plain_id(std::string_view id) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
  };
  return !id.empty() && id.size() <= 80 && id.front() != '.' && id.find("..") == std::string_view::npos &&
         std::all_of(id.begin(), id.end(), plain);
}

}  // namespace palermo::law
