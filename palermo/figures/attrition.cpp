// SPDX-License-Identifier: Apache-2.0
#include "palermo/figures/attrition.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "palermo/core/schema.hpp"

namespace palermo::figures {
namespace {

using core::Done;
using core::Reader;
using core::Result;

constexpr std::array kStages{StageName::reported, StageName::investigated, StageName::charged, StageName::tried, StageName::convicted};
constexpr std::array<std::pair<const char*, std::string core::Concept::*>, 6> kParts{{{"definition", &core::Concept::definition},
                                                                                      {"unit", &core::Concept::unit},
                                                                                      {"population", &core::Concept::population},
                                                                                      {"place", &core::Concept::place},
                                                                                      {"period", &core::Concept::period},
                                                                                      {"method", &core::Concept::method}}};

std::vector<std::string> stage_words() {
  std::vector<std::string> words;
  for (const StageName stage : kStages) words.emplace_back(word(stage));
  return words;
}

// One of `allowed`; missing is an error.
std::string required_choice(Reader& reader, std::string_view key, const std::vector<std::string>& allowed) {
  static_cast<void>(reader.text(key));
  return reader.choice(key, allowed, "");
}

auto bad_stages(const char* reason, const core::Value& at) { return core::fail(kBadStages, at.place(), {{"reason", reason}}); }

// A stage may restate parts of the concept; any that differ make it unlike.
Done check_like(Reader& reader, const core::Concept& whole) {
  core::Concept own = whole;
  for (const auto& [key, member] : kParts)
    if (const auto text = reader.optional_text(key)) own.*member = *text;
  const std::string part = core::first_difference(whole, own);
  if (part.empty()) return {};
  const auto member = std::ranges::find_if(kParts, [&](const auto& one) { return part == one.first; })->second;
  return core::fail(core::kUnlikeConcepts, reader.value().place(), {{"part", part}, {"left", whole.*member}, {"right", own.*member}});
}

Result<Stage> read_stage(const core::Value& value, const core::Concept& whole) {
  Reader reader(value, "stage", core::Quote::settings);
  const std::string name = required_choice(reader, "stage", stage_words());
  Stage stage{.count = reader.optional_integer("count"), .source = reader.optional_text("source").value_or(""), .unknown = reader.optional_text("unknown").value_or("")};
  PALERMO_CHECK_DONE(check_like(reader, whole));
  PALERMO_CHECK_DONE(reader.finish());
  for (const StageName known : kStages)
    if (name == word(known)) stage.name = known;
  if (stage.count.has_value() == !stage.unknown.empty() || stage.count.value_or(0) < 0) return bad_stages("both", value);
  if (stage.count && stage.source.empty()) return core::fail(kBareStage, value.place(), {{"stage", name}});
  return stage;
}

core::Concept read_concept(const core::Value* value, Reader& outer, Done& done) {
  core::Concept out{.definition = "", .unit = "", .population = "", .period = "", .place = "", .reading = "as counted", .method = ""};
  if (value == nullptr) {
    outer.fail_at(outer.value(), core::kMissingKey, {{"what", "attrition"}, {"key", "concept"}});
    return out;
  }
  Reader reader(*value, "concept", core::Quote::settings);
  for (const auto& [key, member] : kParts) out.*member = reader.text(key);
  done = reader.finish();
  return out;
}

bool known(const Stage& stage) { return stage.count.has_value(); }

Passage passage(const Stage& from, const Stage& to, IntervalBy by, bool over_unknown) {
  return {from.name, to.name, *to.count, *from.count,
          by == IntervalBy::wilson ? wilson(*to.count, *from.count) : clopper_pearson(*to.count, *from.count), over_unknown};
}

}  // namespace

const char* word(StageName stage) {
  constexpr std::array kWords{"reported", "investigated", "charged", "tried", "convicted"};
  return kWords[static_cast<std::size_t>(stage)];
}

Result<Attrition> parse_attrition(const core::Value& document) {
  Reader reader(document, "attrition", core::Quote::settings);
  static_cast<void>(required_choice(reader, "format", {"palermo-attrition/1"}));
  Attrition out;
  out.title = reader.text("title");
  out.simulated = reader.flag("simulated", false);
  out.follows = required_choice(reader, "follows", {"cohort", "yearly"}) == "cohort" ? Follows::cohort : Follows::yearly;
  Done concept_read;
  out.concept_of = read_concept(reader.object("concept"), reader, concept_read);
  const core::Value* stages = reader.array("stages");
  PALERMO_CHECK_DONE(concept_read);
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_CHECK_DONE(core::check_complete(out.concept_of));
  for (const StageName name : kStages) out.stages.push_back({.name = name, .count = {}, .source = "", .unknown = ""});
  int last = -1, counted = 0;
  if (stages != nullptr)
    for (const core::Value& value : stages->items()) {
      PALERMO_TRY(Stage stage, read_stage(value, out.concept_of));
      const int place = static_cast<int>(stage.name);
      if (place <= last) return bad_stages("order", value);
      last = place;
      counted += known(stage) ? 1 : 0;
      out.stages[static_cast<std::size_t>(place)] = std::move(stage);
    }
  if (counted < 2) return bad_stages("few", document);
  return out;
}

Result<Funnel> funnel(const Attrition& attrition, IntervalBy by) {
  Funnel out;
  const std::vector<Stage>& stages = attrition.stages;
  for (const Stage& stage : stages) out.counts.push_back({stage.count, stage.count});
  if (attrition.follows == Follows::yearly) return out;
  const Stage* first = nullptr;
  const Stage* last = nullptr;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const Stage& stage = stages[i];
    if (!known(stage)) {
      const auto next = std::find_if(stages.begin() + static_cast<std::ptrdiff_t>(i), stages.end(), known);
      out.counts[i] = {next == stages.end() ? 0 : *next->count, last == nullptr ? std::optional<std::int64_t>{} : last->count};
      continue;
    }
    if (last != nullptr && *stage.count > *last->count)
      return core::fail(kNotACohort, {}, {{"stage", word(stage.name)}, {"earlier", word(last->name)}, {"count", std::to_string(*stage.count)}, {"earlier_count", std::to_string(*last->count)}});
    if (last != nullptr && *last->count > 0) {
      const bool over = static_cast<int>(stage.name) - static_cast<int>(last->name) > 1;
      out.steps.push_back(passage(*last, stage, by, over));
    }
    if (first != nullptr && *first->count > 0) out.of_first.push_back(passage(*first, stage, by, false));
    if (first == nullptr) first = &stage;
    last = &stage;
  }
  return out;
}

}  // namespace palermo::figures
