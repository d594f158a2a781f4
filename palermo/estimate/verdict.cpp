// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/verdict.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace palermo::estimate {
namespace {

constexpr std::string_view kFormat = "palermo-verdict/1";
constexpr std::array<std::string_view, 3> kEffects{"lower_bound", "not_usable", "refuse"};
constexpr std::array<std::string_view, 2> kFires{"below", "above"};
constexpr std::array<std::string_view, 3> kWords{"usable", "usable as a lower bound", "not usable"};

auto bad(const core::Value& at, std::string rule, std::string_view key) {
  return core::fail(kBadRules, at.place(), {{"rule", std::move(rule)}, {"key", std::string(key)}});
}

// The position of a word in `words`, or nothing.
template <std::size_t N>
std::optional<std::size_t> position(const core::Value& value, const std::array<std::string_view, N>& words) {
  if (!value.is_text()) return std::nullopt;
  const auto found = std::ranges::find(words, value.as_text());
  if (found == words.end()) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin());
}

core::Result<Rule> parse_rule(const core::Value& value) {
  static const std::set<std::string_view> kKeys{"id", "effect", "measure", "fires", "threshold", "missing", "reason", "helps", "set_by"};
  Rule rule;
  if (!value["id"].is_text()) return bad(value, "", "id");
  rule.id = value["id"].as_text();
  for (const auto& [key, member] : value.members())
    if (!kKeys.contains(key)) return bad(member, rule.id, key);
  const auto effect = position(value["effect"], kEffects);
  if (!effect) return bad(value, rule.id, "effect");
  rule.effect = static_cast<Effect>(*effect);
  if (!value["measure"].is_text() || std::ranges::find(kMeasures, value["measure"].as_text()) == std::end(kMeasures)) return bad(value, rule.id, "measure");
  rule.measure = value["measure"].as_text();
  const auto fires = position(value["fires"], kFires);
  if (!fires) return bad(value, rule.id, "fires");
  rule.fires = static_cast<Fires>(*fires);
  if (!value["threshold"].is_number()) return bad(value, rule.id, "threshold");
  rule.threshold = value["threshold"].as_number();
  if (const core::Value* missing = value.find("missing")) {
    if (!missing->is_text() || missing->as_text() != "fires") return bad(*missing, rule.id, "missing");
    rule.fires_when_missing = true;
  }
  for (const auto& [key, member] : {std::pair{"reason", &Rule::reason}, {"helps", &Rule::helps}, {"set_by", &Rule::set_by}}) {
    if (!value[key].is_text() || value[key].as_text().empty()) return bad(value, rule.id, key);
    rule.*member = value[key].as_text();
  }
  return rule;
}

}  // namespace

std::string_view word(Usable value) { return kWords[static_cast<std::size_t>(value)]; }

core::Result<std::vector<Rule>> parse_rules(const core::Value& document) {
  if (document["format"] != core::Value(kFormat)) return bad(document, "", "format");
  std::vector<Rule> rules;
  std::set<std::string> ids;
  for (const core::Value& one : document["rules"].items()) {
    PALERMO_TRY(Rule rule, parse_rule(one));
    if (!ids.insert(rule.id).second) return bad(one, rule.id, "id");
    rules.push_back(std::move(rule));
  }
  if (rules.empty()) return bad(document, "", "rules");
  return rules;
}

Measures measures_of(const OverlapReport& overlap) {
  const auto number = [](std::size_t n) { return static_cast<double>(n); };
  return {{"lists", number(overlap.lists.size())},
          {"identical_lists", number(overlap.identical.size())},
          {"nested_lists", number(overlap.nested.size())},
          {"lists_apart", number(overlap.apart.size())},
          {"people_on_several", static_cast<double>(overlap.on_several)},
          {"people_on_three", static_cast<double>(overlap.on_three)}};
}

Verdict judge(const std::vector<Rule>& rules, const Measures& measures, const std::vector<std::string>& not_taken) {
  Verdict verdict;
  for (const Rule& rule : rules) {
    const auto found = measures.find(rule.measure);
    if (found == measures.end()) {
      if (rule.fires_when_missing && std::ranges::count(not_taken, rule.measure) > 0)
        verdict.fired.push_back({.rule = rule, .measured = 0, .missing = true, .lists = {}});
      continue;
    }
    const bool fires = rule.fires == Fires::below ? found->second < rule.threshold : found->second > rule.threshold;
    if (fires) verdict.fired.push_back({.rule = rule, .measured = found->second, .missing = false, .lists = {}});
  }
  std::ranges::stable_sort(verdict.fired, std::ranges::greater{}, [](const Fired& one) { return one.rule.effect; });
  if (verdict.fired.empty()) return verdict;
  const Effect gravest = verdict.fired.front().rule.effect;
  verdict.refused = gravest == Effect::refuse;
  verdict.value = gravest == Effect::lower_bound ? Usable::lower_bound : Usable::no;
  return verdict;
}

void name_lists(Verdict& verdict, const OverlapReport& overlap) {
  const auto name = [&](int list) { return overlap.lists[static_cast<std::size_t>(list)].name; };
  for (Fired& fired : verdict.fired) {
    if (fired.rule.measure == "identical_lists")
      for (const PairOverlap& pair : overlap.identical) fired.lists.insert(fired.lists.end(), {name(pair.a), name(pair.b)});
    if (fired.rule.measure == "nested_lists")
      for (const NestedLists& pair : overlap.nested) fired.lists.insert(fired.lists.end(), {name(pair.inner), name(pair.outer)});
    if (fired.rule.measure == "lists_apart")
      for (const int list : overlap.apart) fired.lists.push_back(name(list));
  }
}

}  // namespace palermo::estimate
