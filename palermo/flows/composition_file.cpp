// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "palermo/core/plain_text.hpp"
#include "palermo/flows/selection.hpp"

namespace palermo::flows {
namespace {

using core::Done;
using core::Place;
using core::Result;

constexpr std::array kKinds{ListKind::shelter, ListKind::hotline, ListKind::police, ListKind::labour_inspection, ListKind::other};

auto bad(const char* reason, Place place) { return core::fail(kBadFlows, std::move(place), {{"reason", reason}}); }

std::string allowed_dimensions() {
  std::string out;
  for (const char* dimension : kDimensions) out += (out.empty() ? "" : ", ") + std::string(dimension);
  return out;
}

struct List {
  ListKind kind = ListKind::other;
  std::map<std::string, std::int64_t> people;  // by category; "": not recorded
};

using Lists = std::map<std::string, List>;

Done read_row(Fields fields, Place place, std::map<std::string, Lists>& dimensions) {
  place.field = "dimension";
  if (std::ranges::none_of(kDimensions, [&](const char* one) { return fields[2] == one; })) return core::fail(kNoSuchDimension, place, {{"allowed", allowed_dimensions()}});
  place.field = "list";
  const std::string name = core::one_line(fields[0]);
  if (name.empty()) return bad("nobody", place);
  place.field = "kind";
  const auto kind = std::ranges::find_if(kKinds, [&](ListKind one) { return fields[1] == word(one); });
  if (kind == kKinds.end()) return bad("kind", place);
  place.field = "people";
  PALERMO_TRY(const std::int64_t people, read_count(fields[4], place));
  const auto [list, is_new] = dimensions[std::string(fields[2])].try_emplace(name, List{*kind, {}});
  if (list->second.kind != *kind) return bad("kind", place);
  if (!list->second.people.emplace(core::one_line(fields[3]), people).second) return bad("twice", place);
  return {};
}

Composition composition_of(const std::string& dimension, const Lists& lists) {
  Composition out{dimension, {}, false};
  std::set<std::string> categories;
  for (const auto& [unused, list] : lists)
    for (const auto& [category, people] : list.people)
      if (!category.empty()) categories.insert(category);
  const auto range = [](std::int64_t people) { return CountRange{people, people}; };
  for (const auto& [name, list] : lists) {
    ListComposition one{name, list.kind, {}, {}};
    for (const std::string& category : categories) {
      const auto found = list.people.find(category);
      one.recorded.push_back({category, range(found == list.people.end() ? 0 : found->second)});
    }
    if (const auto missing = list.people.find(""); missing != list.people.end()) one.not_recorded = range(missing->second);
    out.lists.push_back(std::move(one));
  }
  return out;
}

}  // namespace

Result<std::vector<Composition>> parse_compositions(std::string_view text, const std::string& file) {
  std::map<std::string, Lists> dimensions;
  PALERMO_TRY(const bool simulated, read_rows(text, file, {"list", "kind", "dimension", "category", "people"}, [&](std::int64_t row, Fields fields) {
                return read_row(fields, Place{.file = file, .row = row}, dimensions);
              }));
  std::vector<Composition> out;
  for (const auto& [dimension, lists] : dimensions) {
    out.push_back(composition_of(dimension, lists));
    out.back().simulated = simulated;
  }
  return out;
}

}  // namespace palermo::flows
