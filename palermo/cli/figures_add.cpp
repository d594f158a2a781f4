// SPDX-License-Identifier: Apache-2.0
// palermo figures add ID ID...: the sum of parts of one whole, or the reason why there is none (exit 3).
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/figures_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/figures/like.hpp"
#include "palermo/figures/rivals.hpp"

namespace palermo::cli {
namespace {

figures::FigureValue value_of(const core::Interval<std::int64_t>& count) {
  figures::FigureValue value;
  const auto end = [](const std::optional<std::int64_t>& n) { return n ? std::optional<double>(static_cast<double>(*n)) : std::nullopt; };
  if (count.exact()) return {{}, end(count.min), {}};
  return {end(count.min), {}, end(count.max)};
}

core::Result<figures::FigureSum> summed(const figures::FigureRegister& all, const std::vector<std::string>& ids) {
  std::vector<const figures::PublishedFigure*> parts;
  for (const std::string& id : ids) {
    PALERMO_TRY(const figures::PublishedFigure* part, all.find(id));
    parts.push_back(part);
  }
  return figures::add(all, parts);
}

std::string text_of(const figures::FigureSum& sum, const core::Catalogue& catalogue) {
  std::string terms;
  for (const figures::PublishedFigure* part : sum.parts) terms += (terms.empty() ? "" : " + ") + figures::value_text(part->value, catalogue);
  return catalogue.text("figures.add.sum", {{"terms", terms}, {"sum", figures::value_text(value_of(sum.sum.count), catalogue)}}) + "\n" +
         catalogue.text("figures.add.parts", {{"whole", sum.whole->id}, {"split", sum.parts.front()->split}, {"concept", sum.whole->concept_name}, {"unit", sum.sum.of.unit},
                                              {"period", sum.sum.of.period}, {"place", sum.sum.of.place}}) + "\n" +
         catalogue.text("figures.add.whole", {{"value", figures::value_text(sum.whole->value, catalogue)}}) + "\n" + catalogue.text("figures.add.incomplete");
}

core::Value document_of(const figures::FigureSum& sum) {
  const auto end = [](const std::optional<std::int64_t>& n) { return n ? core::Value(*n) : core::Value(); };
  core::Value document, parts{core::Value::Array{}};
  document.set("format", "palermo-figures-add/1");
  for (const figures::PublishedFigure* part : sum.parts) parts.push(part->id);
  document.set("parts", std::move(parts));
  document.set("whole", sum.whole->id);
  document.set("split", sum.parts.front()->split);
  document.set("low", end(sum.sum.count.min));
  document.set("high", end(sum.sum.count.max));
  document.set("concept", core::to_value(sum.sum.of));
  return document;
}

int run_add(Context& context, const std::vector<std::string>& ids) {
  const auto all = read_figures(context.data_folder());
  if (!all) return context.fail(all.error());
  const auto sum = summed(*all, ids);
  if (!sum) return context.fail(sum.error());
  return context.json() ? context.print_json(document_of(*sum)) : context.print(text_of(*sum, context.catalogue()));
}

}  // namespace

void add_figures_add(CLI::App& family, Context& context) {
  auto ids = std::make_shared<std::vector<std::string>>();
  CLI::App& verb = add_verb(family, context, "figures.add", "palermo figures add ilo12_women ilo12_men", [&context, ids] { return run_add(context, *ids); });
  verb.add_option("ID", *ids, context.text("verb.figures.ids"))->required()->expected(2, 64);
}

}  // namespace palermo::cli
