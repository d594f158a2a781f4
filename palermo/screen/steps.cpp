// SPDX-License-Identifier: Apache-2.0
#include "palermo/screen/steps.hpp"

#include <algorithm>
#include <set>

#include "palermo/core/plain_text.hpp"
#include "palermo/core/schema.hpp"

namespace palermo::screen {
namespace {

using core::Reader;
using core::Result;
using core::Value;

tl::unexpected<core::Error> bad(const Value& node, const char* reason) {
  return core::fail(kBadSteps, node.place(), {{"reason", reason}});
}

Result<Condition> parse_condition(const Value& value, const std::vector<std::string>& needs);

Result<Condition> parse_parts(const Value& list, Condition::Kind kind, const std::vector<std::string>& needs) {
  Condition condition{.kind = kind, .need = {}, .parts = {}};
  for (const Value& item : list.items()) {
    PALERMO_TRY(Condition part, parse_condition(item, needs));
    condition.parts.push_back(std::move(part));
  }
  if (condition.parts.size() < 2) return bad(list, "parts");
  return condition;
}

Result<Condition> parse_condition(const Value& value, const std::vector<std::string>& needs) {
  if (value == Value("always")) return Condition{};
  if (value == Value("grounds")) return Condition{.kind = Condition::Kind::grounds, .need = {}, .parts = {}};
  if (value == Value("place")) return Condition{.kind = Condition::Kind::place, .need = {}, .parts = {}};
  if (value.members().size() != 1) return bad(value, "condition");
  const auto& [key, inner] = value.members().front();
  if (key == "all" && inner.is_array()) return parse_parts(inner, Condition::Kind::all, needs);
  if (key == "any" && inner.is_array()) return parse_parts(inner, Condition::Kind::any, needs);
  if (key != "need" || !inner.is_text()) return bad(value, "condition");
  if (std::find(needs.begin(), needs.end(), inner.as_text()) == needs.end()) return bad(inner, "need");
  return Condition{.kind = Condition::Kind::need, .need = inner.as_text(), .parts = {}};
}

Result<Basis> parse_basis(const Value& value) {
  Reader reader(value, "basis");
  Basis basis;
  basis.law = reader.text("law");
  basis.article = reader.text("article");
  basis.modality = reader.text("modality");
  (void)reader.text("mark");
  basis.mark = law::read_mark(reader, law::Mark::unverified);
  basis.domestic_work_only = !reader.choice("only", {"domestic_work"}, "").empty();
  PALERMO_CHECK_DONE(reader.finish());
  for (const law::Modality known : {law::Modality::shall, law::Modality::shall_not, law::Modality::shall_endeavour,
                                    law::Modality::shall_consider, law::Modality::should, law::Modality::may})
    if (law::word(known) == basis.modality) return basis;
  return bad(value, "modality");
}

Result<Step> parse_step(const Value& value, const std::vector<std::string>& needs) {
  Reader reader(value, "step");
  Step step;
  step.id = reader.text("id");
  step.if_agreed = reader.flag("if_agreed", false);
  const Value* when = reader.any("when");
  const Value* basis = reader.array("basis");
  PALERMO_CHECK_DONE(reader.finish());
  if (when == nullptr) return bad(value, "condition");
  PALERMO_TRY(step.when, parse_condition(*when, needs));
  if (basis != nullptr)
    for (const Value& item : basis->items()) {
      PALERMO_TRY(Basis one, parse_basis(item));
      step.basis.push_back(std::move(one));
    }
  return step;
}

}  // namespace

Result<Common> parse_common(const Value& document) {
  PALERMO_CHECK_DONE(core::require_one_line(document));
  Reader reader(document, "steps");
  Common common;
  (void)reader.text("format");
  (void)reader.choice("format", {"palermo-screen-steps/1"}, "");
  common.needs = reader.texts("needs");
  const Value* questions = reader.array("questions");
  const Value* steps = reader.array("steps");
  PALERMO_CHECK_DONE(reader.finish());
  std::set<std::string, std::less<>> ids;
  if (questions != nullptr)
    for (const Value& item : questions->items()) {
      PALERMO_TRY(Question question, parse_question(item));
      if (!ids.insert(question.id).second) return bad(item, "twice");
      common.questions.push_back(std::move(question));
    }
  if (steps == nullptr) return bad(document, "no_step");
  for (const Value& item : steps->items()) {
    PALERMO_TRY(Step step, parse_step(item, common.needs));
    if (!ids.insert(step.id).second) return bad(item, "twice");
    common.steps.push_back(std::move(step));
  }
  return common;
}

}  // namespace palermo::screen
