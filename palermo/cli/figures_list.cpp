// SPDX-License-Identifier: Apache-2.0
// palermo figures list: the register in its own order. There is no order by value.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/figures_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/table.hpp"
#include "palermo/figures/rivals.hpp"

namespace palermo::cli {
namespace {

using Chosen = std::vector<const figures::PublishedFigure*>;

struct ListCall {
  std::string concept_name, place;
};

core::Table questions_table(const figures::FigureRegister& all, const core::Catalogue& catalogue) {
  core::Table table{catalogue.text("figures.list.questions"),
                    {{catalogue.text("figures.column.id")}, {catalogue.text("figures.column.theme")}, {catalogue.text("figures.column.question")}}, {}};
  for (const figures::Question& question : all.questions()) table.rows.push_back({question.id, question.theme, question.asks});
  return table;
}

core::Table figures_table(const Chosen& chosen, const core::Catalogue& catalogue) {
  const auto column = [&](const char* name, bool numeric = false) { return core::Table::Column{catalogue.text(std::string("figures.column.") + name), numeric}; };
  core::Table table{catalogue.text("figures.list.caption"),
                    {column("id"), column("concept"), column("value", true), column("unit"), column("kind"), column("place"), column("period"), column("publisher"), column("mark")}, {}};
  for (const figures::PublishedFigure* one : chosen)
    table.rows.push_back({one->id, one->concept_name, figures::value_text(one->value, catalogue), one->unit, catalogue.text(std::string("figures.kind.") + figures::word(one->kind)),
                          figures::or_not_stated(one->place, catalogue), figures::or_not_stated(one->period, catalogue), figures::or_not_stated(one->publisher, catalogue),
                          figures::word(one->grade)});
  return table;
}

int run_list(Context& context, const ListCall& call) {
  const auto all = read_figures(context.data_folder());
  if (!all) return context.fail(all.error());
  const auto chosen = all->about(call.concept_name, call.place);
  if (!chosen) return context.fail(chosen.error());
  if (!context.json()) {
    const std::string note = context.text("figures.list.note", {{"figures", static_cast<std::int64_t>(chosen->size())}});
    const std::string questions = call.concept_name.empty() ? core::to_plain_text(questions_table(*all, context.catalogue())) + "\n" : "";
    return context.print(questions + core::to_plain_text(figures_table(*chosen, context.catalogue())) + "\n" + note);
  }
  core::Value document, list{core::Value::Array{}}, questions{core::Value::Array{}};
  document.set("format", "palermo-figures-list/1");
  for (const figures::Question& question : all->questions()) {
    core::Value one;
    one.set("id", question.id);
    one.set("theme", question.theme);
    one.set("asks", question.asks);
    questions.push(std::move(one));
  }
  for (const figures::PublishedFigure* one : *chosen) list.push(figure_value(*one, *all));
  document.set("questions", std::move(questions));
  document.set("figures", std::move(list));
  return context.print_json(document);
}

}  // namespace

void add_figures_list(CLI::App& family, Context& context) {
  auto call = std::make_shared<ListCall>();
  CLI::App& verb = add_verb(family, context, "figures.list", "palermo figures list --concept forced-labour", [&context, call] { return run_list(context, *call); });
  verb.add_option("--concept", call->concept_name, context.text("verb.figures.concept"))->type_name("CONCEPT");
  verb.add_option("--place", call->place, context.text("verb.figures.place"))->type_name("PLACE");
}

}  // namespace palermo::cli
