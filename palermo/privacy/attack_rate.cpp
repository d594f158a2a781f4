// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/attack_rate.hpp"

#include <algorithm>
#include <cmath>

namespace palermo::privacy {

bool is_sound(const AttackTables& tables) {
  for (const CodedColumns* table : {&tables.original, &tables.control, &tables.synthetic})
    if (!is_sound(*table) || table->rows() == 0 || !same_columns(*table, tables.original)) return false;
  return true;
}

Rate wilson(std::int64_t successes, std::int64_t tries, double z) {
  Rate rate{.successes = successes, .tries = tries};
  if (tries == 0) return rate;
  const auto s = static_cast<double>(successes), n = static_cast<double>(tries);
  rate.rate = (s + z * z / 2) / (n + z * z);
  rate.half_width = z / (n + z * z) * std::sqrt(s * (n - s) / n + z * z / 4);
  return rate;
}

AttackResult risk_of(const Rate& main, const Rate& control, const Rate& naive) {
  AttackResult result{.main = main, .control = control, .naive = naive};
  result.better_than_guessing = main.tries > 0 && main.rate > naive.rate;
  if (main.tries == 0 || control.rate >= 1) return result;
  const double left = 1 - control.rate;
  const double risk = (main.rate - control.rate) / left;
  const double width = std::hypot(main.half_width / left, (1 - main.rate) * control.half_width / (left * left));
  result.risk = std::clamp(risk, 0.0, 1.0);
  result.low = std::clamp(risk - width, 0.0, 1.0);
  result.high = std::clamp(risk + width, 0.0, 1.0);
  return result;
}

}  // namespace palermo::privacy
