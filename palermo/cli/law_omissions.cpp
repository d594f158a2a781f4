// SPDX-License-Identifier: Apache-2.0
// palermo law omissions STATE...: what the law of States has and lacks on seven topics, as far as it was read.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_day.hpp"
#include "palermo/cli/law_state.hpp"
#include "palermo/cli/law_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/observatory/omissions.hpp"
#include "palermo/study/corpus_files.hpp"
#include "palermo/study/inputs.hpp"

namespace palermo::cli {
namespace {

struct OmissionsCall {
  std::vector<std::string> states;
  std::string date;
};

int run_omissions(Context& context, const OmissionsCall& call) {
  std::optional<core::Day> day;
  if (!call.date.empty()) {
    const auto read = one_day(call.date);
    if (!read) return context.fail(read.error());
    day = *read;
  }
  const auto corpus = study::load_corpus(context.data_folder() + "/law");
  if (!corpus) return context.fail(corpus.error());
  const auto countries = study::load_countries(context.data_folder());
  if (!countries) return context.fail(countries.error());
  std::vector<std::string> states;
  for (const std::string& given : call.states) {
    const auto state = state_code(*countries, *corpus, given);
    if (!state) return context.fail(state.error());
    states.push_back(*state);
  }
  const auto rows = observatory::omissions(*corpus, states, day);
  if (!rows) return context.fail(rows.error());
  if (context.json()) return context.print_json(observatory::to_value(*rows));
  return context.print(to_text(observatory::omissions_page(*rows, context.catalogue())));
}

}  // namespace

void add_law_omissions(CLI::App& family, Context& context) {
  auto call = std::make_shared<OmissionsCall>();
  CLI::App& verb = add_verb(family, context, "law.omissions", "palermo law omissions DE ES NL",
                            [&context, call] { return run_omissions(context, *call); });
  verb.add_option("STATE", call->states, context.text("verb.law.omissions.state"))->required();
  verb.add_option("--date", call->date, context.text("verb.law.omissions.date"))->type_name("DAY");
}

}  // namespace palermo::cli
