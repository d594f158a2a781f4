// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/diff.hpp"

#include <algorithm>

#include "palermo/compare/diff_expression.hpp"
#include "palermo/compare/diff_parts.hpp"

namespace palermo::compare {

std::string_view word(Change change) {
  switch (change) {
    case Change::added:
      return "added";
    case Change::removed:
      return "removed";
    case Change::rule:
      return "rule";
    case Change::words:
      break;
  }
  return "words";
}

namespace {

const EditionPart* find(const std::vector<EditionPart>& parts, std::string_view what, std::string_view id) {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const EditionPart& p) { return p.what == what && p.id == id; });
  return found == parts.end() ? nullptr : &*found;
}

// The part as a whole is new or gone, and what it belongs to is not.
bool stands_alone(const EditionPart& part, const std::vector<EditionPart>& others) {
  return part.parent.empty() || find(others, part.parent_what, part.parent);
}

Difference whole(Change change, const EditionPart& part) {
  return {.change = change, .what = part.what, .id = part.id, .cite = part.cite, .says = part.says, .fields = {}, .through = {}};
}

// Definitions that the rule uses and that read differently in the two editions.
std::vector<std::string> changed_references(const EditionPart& after, const Edition& old_edition, const Edition& new_edition) {
  const auto key = [](const Edition& edition, const std::string& name) {
    for (const law::Definition& d : edition.version->definitions)
      if (d.id == name) return rule_key(d.expression, *edition.corpus, false);
    return std::string();
  };
  std::vector<std::string> names;
  for (const std::string& name : references_of(*after.expression, *new_edition.corpus))
    if (key(old_edition, name) != key(new_edition, name)) names.push_back(name);
  return names;
}

bool same_rule(const EditionPart& a, const Edition& in_a, const EditionPart& b, const Edition& in_b, bool expanded) {
  if (!a.expression || !b.expression) return true;
  return rule_key(*a.expression, *in_a.corpus, expanded) == rule_key(*b.expression, *in_b.corpus, expanded);
}

Difference compared(const EditionPart& before, const Edition& old_edition, const EditionPart& after, const Edition& new_edition) {
  Difference d = whole(Change::words, after);
  for (std::size_t i = 0; i < after.fields.size(); ++i) {
    const Field& field = after.fields[i];
    if (before.fields[i].text == field.text) continue;
    d.fields.push_back({field.name, before.fields[i].text, field.text});
    if (field.counts) d.change = Change::rule;
  }
  if (!same_rule(before, old_edition, after, new_edition, false)) {
    d.change = Change::rule;
    d.fields.push_back({"expr", expression_text(*before.expression, old_edition.corpus->vocabulary()),
                        expression_text(*after.expression, new_edition.corpus->vocabulary())});
  } else if (!same_rule(before, old_edition, after, new_edition, true)) {
    d.change = Change::rule;
    d.through = changed_references(after, old_edition, new_edition);
  }
  return d;
}

}  // namespace

std::vector<Difference> differences(const Edition& before, const Edition& after) {
  const std::vector<EditionPart> old_parts = parts_of(before), new_parts = parts_of(after);
  std::vector<Difference> found;
  for (const EditionPart& part : new_parts) {
    const EditionPart* old = find(old_parts, part.what, part.id);
    if (!old) {
      if (stands_alone(part, old_parts)) found.push_back(whole(Change::added, part));
      continue;
    }
    Difference d = compared(*old, before, part, after);
    if (d.change == Change::rule || !d.fields.empty()) found.push_back(std::move(d));
  }
  for (const EditionPart& part : old_parts)
    if (!find(new_parts, part.what, part.id) && stands_alone(part, new_parts)) found.push_back(whole(Change::removed, part));
  return found;
}

core::Value to_value(const Difference& difference) {
  core::Value value{core::Value::Object{}};
  value.set("change", word(difference.change));
  value.set("what", difference.what);
  value.set("id", difference.id);
  value.set("cite", difference.cite);
  value.set("says", difference.says);
  core::Value fields{core::Value::Array{}};
  for (const FieldChange& field : difference.fields) {
    core::Value item{core::Value::Object{}};
    item.set("field", field.field);
    item.set("before", field.before);
    item.set("after", field.after);
    fields.push(std::move(item));
  }
  value.set("fields", std::move(fields));
  core::Value through{core::Value::Array{}};
  for (const std::string& name : difference.through) through.push(name);
  value.set("through", std::move(through));
  return value;
}

}  // namespace palermo::compare
