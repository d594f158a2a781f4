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

struct HistoryCall {
  std::string file, case_id;
  std::vector<std::string> laws;
};

std::string end_text(const Context& context, const std::optional<std::int64_t>& end) {
  return end ? context.catalogue().number(*end) : std::string();
}

std::string moved_text(const Context& context, const law::Moved& moved, const law::Vocabulary& vocabulary) {
  const law::FactDef& fact = vocabulary[moved.fact];
  const auto value = [&](law::Truth truth, const core::Interval<std::int64_t>& range) {
    if (!fact.number) return law::outcome_text(law::outcome(truth), context.catalogue());
    if (!range.known()) return law::outcome_text(law::Outcome::unknown, context.catalogue());
    if (range.exact()) return end_text(context, range.min);
    return end_text(context, range.min) + ".." + end_text(context, range.max);
  };
  return context.text(moved.was_unknown ? "law.history.was_unknown" : "law.history.rested_on",
                      {{"fact", fact.id},
                       {"before", value(moved.before, moved.range_before)},
                       {"after", value(moved.after, moved.range_after)}});
}

std::string entry_text(const Context& context, const law::Entry& entry, const law::Vocabulary& vocabulary) {
  const std::string outcome = law::outcome_text(entry.completion.outcome, context.catalogue());
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

std::string page_of(const Context& context, const HistoryCall& call, const std::vector<law::History>& all, const law::Vocabulary& vocabulary) {
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

int run_history(Context& context, const HistoryCall& call) {
  const auto desk = open_desk(context, call.file);
  if (!desk) return context.fail(desk.error());
  const auto stated = find_case(*desk, call.file, call.case_id);
  if (!stated) return context.fail(stated.error());
  const auto ids = findings_wanted(desk->corpus, call.laws);
  if (!ids) return context.fail(ids.error());
  const auto all = law::history(desk->corpus, **stated, *ids);
  if (!all) return context.fail(all.error());
  for (const law::History& history : *all)
    for (std::size_t i = 0; i < history.entries.size(); ++i)
      if (const auto accepted = accept(desk->corpus, law::after_changes(**stated, i), history.entries[i].completion); !accepted)
        return context.fail(accepted.error());
  const law::Vocabulary& vocabulary = desk->corpus.vocabulary();
  if (!context.json()) return context.print(page_of(context, call, *all, vocabulary));
  core::Value list{core::Value::Array{}};
  for (const law::History& history : *all) list.push(law::to_value(history, vocabulary));
  core::Value answer;
  answer.set("format", "palermo-law-history/1");
  answer.set("case", call.case_id);
  answer.set("histories", std::move(list));
  return context.print_json(answer);
}

}  // namespace

void add_law_history(CLI::App& family, Context& context) {
  auto call = std::make_shared<HistoryCall>();
  CLI::App& verb = add_verb(family, context, "law.history",
                            "palermo law history tests/scenarios/reasoning.yaml RSN-debt-doubled --law un.tip-protocol",
                            [&context, call] { return run_history(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.law.file"))->required();
  verb.add_option("CASE", call->case_id, context.text("verb.law.case"))->required();
  verb.add_option("--law", call->laws, context.text("verb.law.law"))->type_name("ID");
}

}  // namespace palermo::cli
