// SPDX-License-Identifier: Apache-2.0
// Random cases over the project's vocabulary, for properties.
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "palermo/rights/rights_test.hpp"

namespace palermo::rights::testing {

// What contradicts something else is left out.
inline void without_contradictions(law::Case& stated) {
  while (const auto facts = law::FactBase::derive(stated, corpus().vocabulary(), law::OnContradiction::set_aside)) {
    if (facts->contradictory().empty()) return;
    const std::set<law::FactId> wrong(facts->contradictory().begin(), facts->contradictory().end());
    std::erase_if(stated.statements, [&](const law::Statement& s) { return wrong.contains(s.fact); });
  }
}

// Any facts at all; of numbers the age alone.
inline law::Case any_case() {
  law::Case made;
  made.id = "R";
  made.date = *core::parse_date("2024-05-01");
  const law::Vocabulary& words = corpus().vocabulary();
  const auto age = *words.find("person.age");
  for (law::FactId fact = 0; fact < words.facts().size(); ++fact)
    if (!words[fact].number && *rc::gen::inRange(0, 4) == 0) made.statements.push_back({fact, *rc::gen::arbitrary<bool>() ? law::Truth::yes : law::Truth::no, ""});
  if (*rc::gen::arbitrary<bool>()) {
    const std::int64_t low = *rc::gen::inRange(0, 40);
    made.numbers.push_back({age, {low, low + *rc::gen::inRange(0, 10)}, ""});
  }
  without_contradictions(made);
  return made;
}

}  // namespace palermo::rights::testing
