// SPDX-License-Identifier: Apache-2.0
// What is owed, told: as text for whoever advises the person, and as a value of palermo-rights-list/1.
#pragma once

#include "palermo/core/catalogue.hpp"
#include "palermo/rights/owed.hpp"

namespace palermo::rights {

// Everything that one answer tells.
struct OwedList {
  std::string case_id, state, state_name;  // the State where the person is: ISO 3166-1 alpha-2, and its name
  core::Day day = 0;
  std::vector<Owed> now, without, with;  // as recorded; as if nothing, and as if trafficking had been found
  std::vector<CategoryKnown> categories;
};

// Both must be those that the list was made with.
struct Told {
  const Catalogue& catalogue;
  const law::Corpus& corpus;
};

[[nodiscard]] std::string owed_text(const OwedList& list, const Told& of, const core::Catalogue& messages);
[[nodiscard]] core::Value to_value(const OwedList& list, const Told& of);

// One ground in a line: article, duty-bearer, modality, qualifier, force, mark, deadline.
[[nodiscard]] std::string ground_text(const OwedGround& ground, const Told& of, const core::Catalogue& messages);
// What is presumed for any of these grounds, each once, with the question that it stands for; `before` begins each line.
[[nodiscard]] std::string presumed_text(const std::vector<const OwedGround*>& grounds, std::string_view before, const Told& of, const core::Catalogue& messages);
[[nodiscard]] core::Value to_value(const OwedGround& ground, const Told& of);
// The questions that would settle these facts, one a line.
[[nodiscard]] std::string questions_text(const std::vector<law::FactId>& facts, const Told& of, const core::Catalogue& messages);

}  // namespace palermo::rights
