// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/clauses.hpp"

#include <algorithm>

#include "palermo/core/schema.hpp"
#include "palermo/law/ids.hpp"
#include "palermo/law/law.hpp"

namespace palermo::law {

namespace {

template <class T>
const T* find_in(const std::vector<T>& list, std::string_view id) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const T& item) { return item.id == id; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

const Clause* Clauses::find(std::string_view id) const { return find_in(clauses_, id); }
const Theme* Clauses::find_theme(std::string_view id) const { return find_in(themes_, id); }

core::Result<Clauses> Clauses::parse(const core::Value& document) {
  Clauses found;
  core::Reader reader(document, "clauses");
  (void)reader.choice("format", {"palermo-clauses/1"}, "");
  if (const core::Value* themes = reader.object("themes"))
    for (const auto& [id, says] : themes->members()) {
      if (!is_plain_id(id)) return core::fail(kBadId, says.place());
      found.themes_.push_back({id, says.is_text() ? says.as_text() : ""});
    }
  if (const core::Value* clauses = reader.array("clauses"))
    for (const core::Value& item : clauses->items()) {
      core::Reader row(item, "clause");
      Clause clause{.id = row.text("id"), .theme = row.text("theme"), .says = row.text("says"), .asks = row.texts("asks")};
      PALERMO_CHECK_DONE(row.finish());
      if (found.find(clause.id)) return core::fail(kDuplicateId, item.place(), {{"id", clause.id}});
      if (!found.find_theme(clause.theme))
        return core::fail(kUnknownClause, item["theme"].place(), {{"what", "theme"}, {"name", clause.theme}});
      found.clauses_.push_back(std::move(clause));
    }
  PALERMO_CHECK_DONE(reader.finish());
  return found;
}

}  // namespace palermo::law
