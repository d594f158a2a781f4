// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/mark.hpp"

#include <algorithm>
#include <string>

namespace palermo::law {

std::string_view word(Mark mark) {
  switch (mark) {
    case Mark::verified:
      return "verified";
    case Mark::secondary:
      return "secondary";
    case Mark::unverified:
      break;
  }
  return "unverified";
}

Mark weaker(Mark a, Mark b) { return std::max(a, b); }

Mark read_mark(core::Reader& reader, Mark otherwise, const char* key) {
  if (!reader.any(key)) return otherwise;
  const std::string mark = reader.choice(key, {"verified", "secondary", "unverified", "V", "V2", "K"}, "");
  if (mark == "verified" || mark == "V") return Mark::verified;
  if (mark == "secondary" || mark == "V2") return Mark::secondary;
  if (mark == "unverified" || mark == "K") return Mark::unverified;
  return otherwise;
}

}  // namespace palermo::law
