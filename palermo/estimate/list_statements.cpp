// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/list_statements.hpp"

#include <algorithm>
#include <set>

#include "palermo/core/plain_text.hpp"

namespace palermo::estimate {
namespace {

constexpr std::string_view kFormat = "palermo-lists/1";

auto bad(const core::Value& at, std::string_view key, std::string_view list) {
  return core::fail(kBadStatements, at.place(), {{"key", std::string(key)}, {"list", list.empty() ? "–" : std::string(list)}});
}

core::Result<ListStatement> parse_one(const core::Value& value) {
  ListStatement one;
  if (!value["name"].is_text()) return bad(value, "name", "");
  one.name = value["name"].as_text();
  for (const auto& [key, member] : value.members()) {
    if (key == "name") continue;
    std::string* field = key == "scope" ? &one.scope : key == "period" ? &one.period : key == "how" ? &one.how : nullptr;
    if (field == nullptr) return bad(member, key, one.name);
    if (key == "period" && member.is_int())
      *field = std::to_string(member.as_int());
    else if (member.is_text())
      *field = member.as_text();
    else
      return bad(member, key, one.name);
  }
  return one;
}

bool whole(const ListStatement& one) { return !one.scope.empty() && !one.period.empty() && !one.how.empty(); }

}  // namespace

core::Result<ListStatements> parse_statements(const core::Value& document, std::span<const std::string> names) {
  ListStatements out;
  for (const std::string& name : names) out.lists.push_back({name, "", "", ""});
  if (!document.is_null()) {
    PALERMO_CHECK_DONE(core::require_one_line(document));
    if (document["format"] != core::Value(kFormat)) return bad(document, "format", "");
    std::set<std::string> stated;
    for (const core::Value& value : document["lists"].items()) {
      PALERMO_TRY(ListStatement one, parse_one(value));
      const auto found = std::ranges::find(out.lists, one.name, &ListStatement::name);
      if (found == out.lists.end() || !stated.insert(one.name).second) return bad(value, "name", one.name);
      *found = std::move(one);
    }
  }
  for (const ListStatement& one : out.lists)
    if (!whole(one)) out.unstated.push_back(one.name);
  return out;
}

}  // namespace palermo::estimate
