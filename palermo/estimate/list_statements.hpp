// SPDX-License-Identifier: Apache-2.0
// What each list says of itself: scope, period, and how people get on it. Without that an overlap means nothing.
//
//   format: palermo-lists/1
//   lists:
//     - name: PF
//       scope: "potential victims of trafficking met by police forces in England and Wales"
//       period: "2013"
//       how: "reported by officers; a referral form was sent for each"
// Texts are one line each. Lists of the table that are not stated are named, not guessed.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "palermo/core/value.hpp"

namespace palermo::estimate {

inline constexpr core::ErrorKind kBadStatements{"estimate.bad_statements", core::Exit::unreadable};  // args: key, list

struct ListStatement {
  std::string name;
  std::string scope, period, how;  // empty where not stated
};

struct ListStatements {
  std::vector<ListStatement> lists;   // one a list of the table, in its order
  std::vector<std::string> unstated;  // lists of which one of the three is missing
};

// document: of the file, or null when there is none. names: the table's lists. Errors: kBadStatements (a key that is not known, a list that the table has
// not, one stated twice), document.not_one_line.
[[nodiscard]] core::Result<ListStatements> parse_statements(const core::Value& document, std::span<const std::string> names);

}  // namespace palermo::estimate
