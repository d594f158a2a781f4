// SPDX-License-Identifier: Apache-2.0
#include "palermo/intake/reading.hpp"

#include <algorithm>

namespace palermo::intake {
namespace {

using core::Done;
using core::Reader;
using core::Result;
using core::Value;

// Whether `named`, as a reading writes it, means `assumption` of `mapping`.
bool means(std::string_view named, const Mapping& mapping, std::string_view assumption) {
  const std::size_t slash = named.find('/');
  if (slash == std::string_view::npos) return named == assumption;
  return named.substr(0, slash) == mapping.id && named.substr(slash + 1) == assumption;
}

Result<law::Answer> parse_answer(const Value& node) {
  Reader reader(node, "answer");
  law::Answer answer;
  answer.law = reader.text("law");
  answer.term = reader.text("term");
  answer.by = reader.text("by");
  answer.reason = reader.text("reason");
  const Value* truth = reader.any("answer");
  if (!truth) truth = reader.any("value");  // as studies were written at first
  PALERMO_CHECK_DONE(reader.finish());
  if (!truth) return core::fail(core::kMissingKey, node.place(), {{"what", "answer"}, {"key", "answer"}});
  if (!truth->is_bool()) return core::fail(core::kWrongType, truth->place(), {{"what", "answer"}, {"expected", "flag"}});
  answer.truth = truth->as_bool() ? law::Truth::yes : law::Truth::no;
  return answer;
}

}  // namespace

bool Reading::assumes(const Mapping& mapping, std::string_view assumption) const {
  return std::any_of(assumptions.begin(), assumptions.end(), [&](const auto& named) { return means(named, mapping, assumption); });
}

bool Reading::assumes_all(const Mapping& mapping, const std::vector<std::string>& assumptions_needed) const {
  return std::all_of(assumptions_needed.begin(), assumptions_needed.end(), [&](const auto& needed) { return assumes(mapping, needed); });
}

Reading Reading::without(const std::string& assumption) const {
  Reading less = *this;
  less.id += " without " + assumption;
  std::erase(less.assumptions, assumption);
  return less;
}

Result<Reading> parse_reading(const Value& node) {
  Reader reader(node, "reading");
  Reading reading;
  reading.place = node.place();
  reading.id = reader.text("id");
  reading.says = reader.text("says");
  reading.assumptions = reader.texts("assume");
  reading.exceptions_not_raised = reader.flag("exceptions_not_raised", false);
  const Value* answers = reader.array("answers");
  PALERMO_CHECK_DONE(reader.finish());
  if (answers)
    for (const Value& item : answers->items()) {
      PALERMO_TRY(auto answer, parse_answer(item));
      reading.answers.push_back(std::move(answer));
      reading.answer_places.push_back(item.place());
    }
  return reading;
}

Done check_assumptions(const Reading& reading, const std::vector<Mapping>& mappings, const core::Place& place) {
  std::vector<std::string> ids;
  for (const Mapping& mapping : mappings)
    for (const Assumption& assumption : mapping.assumptions)
      if (std::find(ids.begin(), ids.end(), assumption.id) == ids.end()) ids.push_back(assumption.id);
  for (const std::string& named : reading.assumptions) {
    const bool known = std::any_of(mappings.begin(), mappings.end(), [&](const Mapping& mapping) {
      return std::any_of(mapping.assumptions.begin(), mapping.assumptions.end(),
                         [&](const Assumption& a) { return means(named, mapping, a.id); });
    });
    if (!known) return core::fail(kUnknownAssumption, place, {{"assumption", named}, {"mapping", "any"}, {"known", joined(ids)}});
  }
  return {};
}

}  // namespace palermo::intake
