// SPDX-License-Identifier: Apache-2.0
// A State as verbs are given it: its code in two or three letters, large or small.
#pragma once

#include <algorithm>
#include <string>

#include "palermo/core/country.hpp"
#include "palermo/law/law.hpp"
#include "palermo/observatory/omissions.hpp"

namespace palermo::cli {

// Its ISO 3166-1 alpha-2 code; or the jurisdiction of a law that is held, which may be invented (Velmora).
// Errors: observatory.not_a_state.
[[nodiscard]] inline core::Result<std::string> state_code(const core::Countries& countries, const law::Corpus& corpus,
                                                          const std::string& given) {
  std::string code = given;
  std::transform(code.begin(), code.end(), code.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (const core::Country* country = countries.find(code)) return country->alpha2;
  const auto& laws = corpus.laws();
  if (std::any_of(laws.begin(), laws.end(), [&](const law::Law& l) { return l.jurisdiction == code; })) return code;
  return core::fail(observatory::kNotAState, {}, {{"state", given}});
}

}  // namespace palermo::cli
