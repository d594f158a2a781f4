// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/place.hpp"

#include <algorithm>

#include "palermo/link/fold.hpp"
#include "palermo/link/name_tables_data.hpp"

namespace palermo::link {
namespace {

// Written before the name without a blank in Khmer, Lao and Thai.
std::string_view without_glued(const detail::TextSet& designators, std::string_view word) {
  for (const std::string& designator : designators)
    if (!is_ascii(designator) && word.size() > designator.size() && word.starts_with(designator)) return word.substr(designator.size());
  return word;
}

}  // namespace

std::string bare_place(const NameTables& tables, std::string_view cell) {
  const auto& designators = tables.data().place_words;
  const std::string folded = fold(cell);
  std::string bare;
  for (std::size_t from = 0; from < folded.size();) {
    const std::size_t to = std::min(folded.find_first_of(" ,.;()", from), folded.size());
    const std::string_view word = without_glued(designators, std::string_view(folded).substr(from, to - from));
    if (!word.empty() && !designators.contains(word)) (bare.empty() ? bare : bare += ' ') += word;
    from = to + 1;
  }
  return bare.empty() ? folded : bare;
}

std::optional<std::string> known_place(const NameTables& tables, std::string_view text) {
  std::string squeezed(text);
  std::erase_if(squeezed, [](char c) { return c == ' ' || c == '-' || c == '\''; });
  const auto found = tables.data().places.find(squeezed);
  return found == tables.data().places.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace palermo::link
