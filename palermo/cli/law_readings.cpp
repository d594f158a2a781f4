// SPDX-License-Identifier: Apache-2.0
// palermo law readings FILE: each finding under every declared reading at once: does it hold under every, some or no reading?
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_reasoning.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/law/explain.hpp"
#include "palermo/law/readings.hpp"

namespace palermo::cli {
namespace {

struct ReadingsCall {
  std::string file;
  std::vector<std::string> laws;
};

std::string row_of(const Context& context, const law::UnderReadings& found) {
  const std::string holds = context.text(found.holds ? "law.holds." + std::string(word(*found.holds)) : "law.holds.not_taken");
  std::string text = context.text("law.readings.row", {{"finding", found.id.text()},
                                                       {"holds", holds},
                                                       {"as_stated", law::outcome_text(found.as_stated.outcome, context.catalogue())}});
  for (const law::UnderReading& under : found.readings)
    text += "\n" + context.text("law.readings.under",
                                {{"reading", under.reading},
                                 {"outcome", under.found ? law::outcome_text(under.found->outcome, context.catalogue())
                                                         : context.text("law.readings.contradicts")},
                                 {"says", under.says}});
  return text;
}

int run_readings(Context& context, const ReadingsCall& call) {
  const auto desk = open_desk(context, call.file);
  if (!desk) return context.fail(desk.error());
  const auto ids = findings_wanted(desk->corpus, call.laws);
  if (!ids) return context.fail(ids.error());
  std::string text;
  std::int64_t cases = 0;
  core::Value list{core::Value::Array{}};
  for (const law::Case& stated : desk->cases) {
    if (stated.readings.empty()) continue;
    const auto found = law::under_readings(desk->corpus, stated, *ids, accept_each(desk->corpus));
    if (!found) return context.fail(found.error());
    ++cases;
    text += context.text("law.assess.case", {{"case", stated.id}, {"title", stated.title}});
    for (const law::UnderReadings& one : *found) {
      text += "\n" + row_of(context, one);
      core::Value entry = law::to_value(one);
      entry.set("case", stated.id);
      list.push(std::move(entry));
    }
    text += "\n\n";
  }
  if (!context.json()) return print_inside(context, text + context.text("law.readings.summary", {{"cases", cases}}));
  core::Value answer = inside_answer("palermo-law-readings/1");
  answer.set("findings", std::move(list));
  return context.print_json(answer);
}

}  // namespace

void add_law_readings(CLI::App& family, Context& context) {
  auto call = std::make_shared<ReadingsCall>();
  CLI::App& verb = add_verb(family, context, "law.readings",
                            "palermo law readings tests/scenarios/reasoning.yaml --law un.tip-protocol",
                            [&context, call] { return run_readings(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.law.file"))->required();
  verb.add_option("--law", call->laws, context.text("verb.law.law"))->type_name("ID");
  say_not_for_release(verb, context);
}

}  // namespace palermo::cli
