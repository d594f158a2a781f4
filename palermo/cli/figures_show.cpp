// SPDX-License-Identifier: Apache-2.0
// palermo figures show ID: one figure with all that is known of it, what it may be used for, and its rivals.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/figures_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/table.hpp"
#include "palermo/figures/rivals.hpp"

namespace palermo::cli {
namespace {

using figures::PublishedFigure;

// Other figures of the same question, place, kind and unit.
std::vector<const PublishedFigure*> others(const figures::FigureRegister& all, const PublishedFigure& figure) {
  std::vector<const PublishedFigure*> out;
  for (const PublishedFigure& other : all.figures())
    if (!figure.question.empty() && other.id != figure.id && other.question == figure.question && other.place == figure.place && other.kind == figure.kind &&
        other.unit == figure.unit)
      out.push_back(&other);
  return out;
}

std::string text_of(const figures::FigureRegister& all, const PublishedFigure& figure, const core::Catalogue& catalogue) {
  const figures::KindOfFigure& kind = all.kind(figure.kind);
  std::string text;
  const auto line = [&](std::string_view key, const std::string& value) {
    text += catalogue.text(key) + ": " + figures::or_not_stated(value, catalogue) + "\n";
  };
  const auto column = [&](const char* name, const std::string& value) { line(std::string("figures.column.") + name, value); };
  text += figure.id + "\n\n";
  column("concept", figure.concept_name);
  line("figures.show.value", figures::value_text(figure.value, catalogue) + " " + figure.unit);
  line("figures.show.interval", catalogue.text(figure.value.low && figure.value.high ? "figures.show.interval.range" : "figures.show.interval.none"));
  line("figures.show.kind", catalogue.text(std::string("figures.kind.") + figures::word(figure.kind)) + ". " + kind.is);
  column("population", figure.population);
  column("period", figure.period);
  column("place", figure.place);
  column("definition", figure.definition);
  column("method", figure.method);
  column("publisher", figure.publisher);
  line("figures.show.title", figure.title + (figure.year.empty() ? "" : ", " + figure.year) + (figure.page.empty() ? "" : ", " + figure.page));
  column("mark", catalogue.text(std::string("figures.grade.") + figures::word(figure.grade)));
  line("figures.show.source", figure.source);
  if (const figures::Edition* edition = all.edition(figure.edition)) line("figures.show.edition", edition->title + ": " + edition->differs);
  if (!figure.part_of.empty()) line("figures.show.part", catalogue.text("figures.show.part_by", {{"whole", figure.part_of}, {"split", figure.split}}));
  if (!figure.note.empty()) line("figures.show.note", figure.note);
  line("figures.show.use", kind.use);
  line("figures.show.not", kind.not_use);
  text += "\n" + catalogue.text("figures.show.others") + ": ";
  const auto rivals = others(all, figure);
  if (rivals.empty()) return text + catalogue.text("figures.show.others.none");
  for (const PublishedFigure* other : rivals)
    text += "\n  " + other->id + ": " + figures::value_text(other->value, catalogue) + " (" + other->publisher + (other->year.empty() ? "" : ", " + other->year) + ")";
  return text;
}

int run_show(Context& context, const std::string& id) {
  const auto all = read_figures(context.data_folder());
  if (!all) return context.fail(all.error());
  const auto figure = all->find(id);
  if (!figure) return context.fail(figure.error());
  if (!context.json()) return context.print(text_of(*all, **figure, context.catalogue()));
  core::Value document, list{core::Value::Array{}};
  document.set("format", "palermo-figures-show/1");
  document.set("figure", figure_value(**figure, *all));
  document.set("kind_is", all->kind((*figure)->kind).is);
  for (const PublishedFigure* other : others(*all, **figure)) list.push(other->id);
  document.set("others", std::move(list));
  return context.print_json(document);
}

}  // namespace

void add_figures_show(CLI::App& family, Context& context) {
  auto id = std::make_shared<std::string>();
  CLI::App& verb = add_verb(family, context, "figures.show", "palermo figures show ilo22_fl", [&context, id] { return run_show(context, *id); });
  verb.add_option("ID", *id, context.text("verb.figures.id"))->required();
}

}  // namespace palermo::cli
