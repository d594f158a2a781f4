// SPDX-License-Identifier: Apache-2.0
// palermo law history FILE CASE: the findings over time. The first is kept as it was; each change says whether to look again, and why.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_reasoning.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/law/explain.hpp"
#include "palermo/law/history.hpp"

namespace palermo::cli {
namespace {

std::string range_text(const Context& context, const core::Interval<std::int64_t>& range) {
  if (range.exact()) return context.text("law.range.exact", {{"min", *range.min}});
  if (!range.max) return context.text("law.range.from", {{"min", *range.min}});
  if (!range.min) return context.text("law.range.to", {{"max", *range.max}});
  return context.text("law.range.between", {{"min", *range.min}, {"max", *range.max}});
}

std::string moved_text(const Context& context, const law::Moved& moved, const law::Vocabulary& vocabulary) {
  const law::FactDef& fact = vocabulary[moved.fact];
  const auto value = [&](law::Truth truth, const core::Interval<std::int64_t>& range) {
    if (!fact.number) return law::outcome_text(law::outcome(truth), context.catalogue());
    if (!range.known()) return law::outcome_text(law::Outcome::unknown, context.catalogue());
    return range_text(context, range);
  };
  return context.text(moved.was_unknown ? "law.history.was_unknown" : "law.history.rested_on",
                      {{"fact", fact.id},
                       {"before", value(moved.before, moved.range_before)},
                       {"after", value(moved.after, moved.range_after)}});
}

std::string entry_text(const Context& context, const law::Entry& entry, const law::Vocabulary& vocabulary) {
  const std::string outcome = law::outcome_text(entry.outcome, context.catalogue());
  if (!entry.change) return context.text("law.history.first", {{"outcome", outcome}});
  const core::Day on = entry.change->on;
  std::string text = context.text("law.history.entry", {{"on", core::PartialDate{{on, on}}.text()},
                                                        {"kind", context.text("law.change." + std::string(word(entry.change->kind)))},
                                                        {"says", entry.change->says},
                                                        {"outcome", outcome}});
  if (!entry.look_again()) return text + "\n" + context.text("law.history.nothing");
  text += "\n" + context.text(entry.outcome_changed ? "law.history.look_again_changed" : "law.history.look_again");
  for (const law::Moved& moved : entry.moved) text += "\n" + moved_text(context, moved, vocabulary);
  return text;
}

bool asks_to_look(const law::History& history) {
  return std::any_of(history.entries.begin(), history.entries.end(), [](const law::Entry& e) { return e.look_again(); });
}

std::string page_of(const Context& context, const CaseCall& call, const std::vector<law::History>& all, const law::Vocabulary& vocabulary) {
  std::string text;
  std::int64_t untouched = 0;
  for (const law::History& history : all) {
    if (call.laws.empty() && !asks_to_look(history)) {
      ++untouched;
      continue;
    }
    text += context.text("law.history.title", {{"case", call.case_id}, {"finding", history.id.text()}}) + "\n";
    for (const law::Entry& entry : history.entries) text += entry_text(context, entry, vocabulary) + "\n";
    text += "\n";
  }
  if (untouched > 0) text += context.text("law.history.untouched", {{"count", untouched}}) + "\n";
  return text + context.text("law.history.summary");
}

int run_history(Context& context, const CaseCall& call) {
  const auto desk = open_case(context, call);
  if (!desk) return context.fail(desk.error());
  const auto all = law::history(desk->corpus, desk->stated, desk->ids, accept_each(desk->corpus));
  if (!all) return context.fail(all.error());
  const law::Vocabulary& vocabulary = desk->corpus.vocabulary();
  if (!context.json()) return print_inside(context, page_of(context, call, *all, vocabulary));
  core::Value list{core::Value::Array{}};
  for (const law::History& history : *all) list.push(law::to_value(history, vocabulary));
  core::Value answer = inside_answer("palermo-law-history/1");
  answer.set("case", call.case_id);
  answer.set("histories", std::move(list));
  return context.print_json(answer);
}

}  // namespace

void add_law_history(CLI::App& family, Context& context) {
  auto call = std::make_shared<CaseCall>();
  CLI::App& verb = add_verb(family, context, "law.history",
                            "palermo law history tests/scenarios/reasoning.yaml RSN-debt-doubled --law un.tip-protocol",
                            [&context, call] { return run_history(context, *call); });
  add_case_options(verb, context, *call);
}

}  // namespace palermo::cli
