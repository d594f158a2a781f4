// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/figures_verbs.hpp"

#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"

namespace palermo::cli {
namespace {

core::Value end_of(const std::optional<double>& end) { return end ? core::Value(*end) : core::Value(); }

core::Value value_of(const figures::FigureValue& value) {
  core::Value out;
  out.set("form", value.value ? "number" : value.low && value.high ? "range" : value.low ? "more_than" : "up_to");
  out.set("low", end_of(value.low));
  out.set("value", end_of(value.value));
  out.set("high", end_of(value.high));
  return out;
}

core::Value stated(const std::string& text) { return text.empty() || text == "not stated" ? core::Value() : core::Value(text); }

}  // namespace

core::Result<figures::FigureRegister> read_figures(const std::string& data_folder) {
  PALERMO_TRY(const std::string figures, core::read_file(data_folder + "/figures/figures.csv", core::kHandWritten));
  PALERMO_TRY(const std::string questions, core::read_file(data_folder + "/figures/questions.yaml", core::kHandWritten));
  return figures::FigureRegister::parse(figures, questions);
}

core::Value figure_value(const figures::PublishedFigure& figure, const figures::FigureRegister& all) {
  const figures::KindOfFigure& kind = all.kind(figure.kind);
  core::Value out;
  out.set("id", figure.id);
  out.set("question", stated(figure.question));
  out.set("concept", figure.concept_name);
  out.set("value", value_of(figure.value));
  out.set("unit", figure.unit);
  out.set("kind", figures::word(figure.kind));
  for (const auto& [key, text] : {std::pair("population", &figure.population), std::pair("period", &figure.period), std::pair("place", &figure.place),
                                  std::pair("definition", &figure.definition), std::pair("method", &figure.method), std::pair("edition", &figure.edition),
                                  std::pair("publisher", &figure.publisher), std::pair("title", &figure.title), std::pair("year", &figure.year), std::pair("page", &figure.page)})
    out.set(key, stated(*text));
  out.set("mark", figures::word(figure.grade));
  out.set("source", figure.source);
  out.set("part_of", stated(figure.part_of));
  out.set("split", stated(figure.split));
  out.set("note", stated(figure.note));
  out.set("use", kind.use);
  out.set("not_use", kind.not_use);
  return out;
}

void add_figures_verbs(CLI::App& app, Context& context) {
  CLI::App& family = add_family(app, context, "figures");
  add_figures_list(family, context);
  add_figures_show(family, context);
  add_figures_plot(family, context);
  add_figures_add(family, context);
  add_figures_attrition(family, context);
}

}  // namespace palermo::cli
