// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/vocabulary.hpp"

#include <algorithm>

#include "palermo/core/schema.hpp"

namespace palermo::law {

namespace {

using core::Value;

core::Result<FactDef> parse_fact(const std::string& id, GroupId group, const Value& value) {
  FactDef fact;
  fact.id = id;
  fact.group = group;
  core::Reader reader(value, "fact");
  fact.number = reader.choice("type", {"truth", "int"}, "truth") == "int";
  fact.unit = reader.optional_text("unit").value_or("");
  fact.ask = reader.optional_text("ask").value_or("");
  fact.withheld = reader.flag("withheld", false);
  fact.mental = reader.flag("mental", false);
  fact.conduct = reader.flag("conduct", false);
  reader.ignore("note");
  PALERMO_CHECK_DONE(reader.finish());
  return fact;
}

core::Result<FactId> three_valued(const Vocabulary& vocabulary, const std::string& name, const Value& node) {
  const auto fact = vocabulary.find(name);
  if (!fact) return core::fail(kUnknownFact, node.place(), {{"fact", name}});
  if (vocabulary[*fact].number)
    return core::fail(kWrongKindOfFact, node.place(), {{"fact", name}, {"expected", "truth"}});
  return *fact;
}

core::Result<Implication> parse_implication(const Value& value, const Vocabulary& vocabulary) {
  core::Reader reader(value, "implication");
  const std::string premise = reader.text("a");
  const auto positive = reader.optional_text("b");
  const auto negative = reader.optional_text("not_b");
  Implication implication;
  implication.cite = reader.text("cite");
  reader.ignore("note");
  PALERMO_CHECK_DONE(reader.finish());
  if (positive.has_value() == negative.has_value())
    return core::fail(positive ? core::kUnknownKey : core::kMissingKey, value.place(),
                      {{"key", positive ? "not_b" : "b"}, {"what", "implication"}});
  PALERMO_TRY(implication.premise, three_valued(vocabulary, premise, value));
  PALERMO_TRY(implication.consequence, three_valued(vocabulary, positive ? *positive : *negative, value));
  implication.negated = negative.has_value();
  return implication;
}

core::Result<MayBe> parse_may_be(const Value& value, const Vocabulary& vocabulary) {
  core::Reader reader(value, "may_be");
  const std::string fact = reader.text("a"), other = reader.text("b");
  MayBe may_be;
  may_be.cite = reader.text("cite");
  reader.ignore("note");
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_TRY(may_be.fact, three_valued(vocabulary, fact, value));
  PALERMO_TRY(may_be.other, three_valued(vocabulary, other, value));
  return may_be;
}

// A fact from which implications lead back to itself, if there is one.
std::optional<FactId> on_a_circle(const Vocabulary& vocabulary) {
  std::vector<int> premises(vocabulary.facts().size(), 0);
  for (const Implication& i : vocabulary.implications()) ++premises[i.consequence];
  std::vector<FactId> free;
  for (FactId f = 0; f < premises.size(); ++f)
    if (premises[f] == 0) free.push_back(f);
  for (std::size_t next = 0; next < free.size(); ++next)
    for (const Implication& i : vocabulary.implications())
      if (i.premise == free[next] && --premises[i.consequence] == 0) free.push_back(i.consequence);
  const auto left = std::find_if(premises.begin(), premises.end(), [](int n) { return n > 0; });
  if (left == premises.end()) return std::nullopt;
  return static_cast<FactId>(left - premises.begin());
}

}  // namespace

core::Result<Vocabulary> Vocabulary::parse(const Value& document) {
  core::Reader reader(document, "vocabulary");
  (void)reader.text("format");
  (void)reader.choice("format", {"palermo-vocabulary/1"}, "");
  const Value* groups = reader.object("groups");
  const Value* implies = reader.array("implies");
  const Value* may_be = reader.array("may_be");
  reader.ignore("note");
  PALERMO_CHECK_DONE(reader.finish());
  if (!groups) return core::fail(core::kMissingKey, document.place(), {{"key", "groups"}, {"what", "vocabulary"}});

  Vocabulary vocabulary;
  for (const auto& [group, facts] : groups->members()) {
    const auto id = static_cast<GroupId>(vocabulary.groups_.size());
    vocabulary.groups_.push_back(group);
    if (!facts.is_object())
      return core::fail(core::kWrongType, facts.place(), {{"what", "vocabulary"}, {"expected", "map"}});
    for (const auto& [name, value] : facts.members()) {
      PALERMO_TRY(FactDef fact, parse_fact(group + "." + name, id, value));
      vocabulary.index_.emplace(fact.id, static_cast<FactId>(vocabulary.facts_.size()));
      vocabulary.facts_.push_back(std::move(fact));
    }
  }
  if (implies)
    for (const Value& value : implies->items()) {
      PALERMO_TRY(Implication implication, parse_implication(value, vocabulary));
      vocabulary.implications_.push_back(std::move(implication));
    }
  if (may_be)
    for (const Value& value : may_be->items()) {
      PALERMO_TRY(MayBe one, parse_may_be(value, vocabulary));
      vocabulary.may_be_.push_back(std::move(one));
    }
  if (const auto fact = on_a_circle(vocabulary))
    return core::fail(kCircularImplication, implies->place(), {{"fact", vocabulary[*fact].id}});
  return vocabulary;
}

std::optional<FactId> Vocabulary::find(std::string_view fact) const {
  const auto found = index_.find(std::string(fact));
  if (found == index_.end()) return std::nullopt;
  return found->second;
}

std::optional<GroupId> Vocabulary::find_group(std::string_view group) const {
  const auto found = std::find(groups_.begin(), groups_.end(), group);
  if (found == groups_.end()) return std::nullopt;
  return static_cast<GroupId>(found - groups_.begin());
}

}  // namespace palermo::law
