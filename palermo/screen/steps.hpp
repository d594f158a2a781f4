// SPDX-License-Identifier: Apache-2.0
// Common: what every pack shares: the needs there are, what is asked first of everybody, and the next steps with their conditions.
//
// Invariant: a condition knows all and any and has no "not". More answers of yes can therefore only add needs and steps, and a no
// never takes one away (SAFEGUARDS.md, D15, D19). Texts of needs and steps are the catalogue's screen.need.ID and screen.step.ID.
#pragma once

#include <string>
#include <vector>

#include "palermo/core/value.hpp"
#include "palermo/law/article.hpp"
#include "palermo/law/mark.hpp"
#include "palermo/screen/pack.hpp"

namespace palermo::screen {

inline constexpr core::ErrorKind kBadSteps{"screen.bad_steps", core::Exit::unreadable};

// grounds: a sign about the person is present that does not fit many; place: a sign about a place is present.
struct Condition {
  enum class Kind { always, all, any, need, grounds, place };
  Kind kind = Kind::always;
  std::string need;
  std::vector<Condition> parts;
};

// An article that says so, with how strongly and how it was read. Whether it binds the State here is another question.
struct Basis {
  std::string law, article, modality;
  law::Mark mark = law::Mark::unverified;
  bool domestic_work_only = false;  // the article is for domestic workers alone
};

struct Step {
  std::string id;
  Condition when;
  bool if_agreed = false;  // only if the person agrees
  std::vector<Basis> basis;
};

struct Common {
  std::vector<std::string> needs;
  std::vector<Question> questions;  // of needs, asked before those of any pack
  std::vector<Step> steps;          // in the order in which they are shown
};

// Errors: schema.*, screen.bad_steps, screen.bad_pack (a question), document.not_one_line.
[[nodiscard]] core::Result<Common> parse_common(const core::Value& document);

}  // namespace palermo::screen
