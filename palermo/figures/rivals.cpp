// SPDX-License-Identifier: Apache-2.0
#include "palermo/figures/rivals.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace palermo::figures {
namespace {

using core::Catalogue;
using core::Result;
using Chosen = std::vector<const PublishedFigure*>;

std::string places_of(const Chosen& figures) {
  std::set<std::string> names;
  for (const PublishedFigure* figure : figures) names.insert(figure->place);
  std::string out;
  for (const std::string& name : names)
    if (!name.empty()) out += (out.empty() ? "" : ", ") + name;
  return out;
}

// The one place of a page: the world where anything is said of it, else the only place there is.
Result<std::string> one_place(const Chosen& figures, std::string_view wanted) {
  std::set<std::string> places;
  for (const PublishedFigure* figure : figures) places.insert(figure->place);
  if (places.contains("world")) return std::string("world");
  if (places.size() == 1) return *places.begin();
  return core::fail(kSeveralPlaces, {}, {{"concept", std::string(wanted)}, {"places", places_of(figures)}});
}

std::size_t order_of(const FigureRegister& figures, const Question* question) {
  return question == nullptr ? figures.questions().size() : static_cast<std::size_t>(question - figures.questions().data());
}

RivalPanel panel_of(const FigureRegister& figures, const PublishedFigure& figure) {
  return {figure.question.empty() ? nullptr : figures.question(figure.question), figure.kind, figure.unit, figure.concept_name, {&figure}};
}

bool belongs(const RivalPanel& panel, const RivalPanel& other) {
  const bool one_question = panel.question == other.question && (panel.question != nullptr || panel.concept_name == other.concept_name);
  return one_question && panel.kind == other.kind && panel.unit == other.unit;
}

chart::Range range_of(const FigureValue& value) {
  const bool open_hi = !value.hi().has_value(), open_lo = !value.value && !value.low;
  return {.lo = value.lo(), .hi = value.hi().value_or(value.lo()), .open_lo = open_lo, .open_hi = open_hi};
}

chart::RangeRow row_of(const PublishedFigure& figure, const Catalogue& catalogue) {
  const std::string who = figure.year.empty() ? figure.publisher : figure.publisher + ", " + figure.year;
  return {.label = {who, true},
          .note = {catalogue.text("figures.row_note", {{"period", or_not_stated(figure.period, catalogue)}, {"id", figure.id}})},
          .known = range_of(figure.value),
          .shown = value_text(figure.value, catalogue)};
}

}  // namespace

Result<Rivals> rivals(const FigureRegister& figures, std::string_view wanted, std::string_view place) {
  PALERMO_TRY(const Chosen everywhere, figures.about(wanted, ""));
  Rivals out;
  if (place.empty()) {
    PALERMO_TRY(out.place, one_place(everywhere, wanted));
  } else {
    out.place = std::string(place);
  }
  PALERMO_TRY(const Chosen chosen, figures.about(wanted, out.place));
  if (chosen.empty())
    return core::fail(kNotOfThatPlace, {}, {{"concept", std::string(wanted)}, {"place", out.place}, {"places", places_of(everywhere)}});
  out.place = chosen.front()->place;
  for (const PublishedFigure* figure : chosen) {
    RivalPanel panel = panel_of(figures, *figure);
    const auto found = std::ranges::find_if(out.panels, [&](const RivalPanel& there) { return belongs(there, panel); });
    if (found == out.panels.end())
      out.panels.push_back(std::move(panel));
    else
      found->figures.push_back(figure);
  }
  for (RivalPanel& panel : out.panels) std::ranges::stable_sort(panel.figures, {}, [](const PublishedFigure* figure) { return figure->year; });
  std::ranges::stable_sort(out.panels, {}, [&](const RivalPanel& panel) { return std::tuple(order_of(figures, panel.question), panel.kind); });
  return out;
}

std::string value_text(const FigureValue& value, const Catalogue& catalogue) {
  if (value.value) return catalogue.text("figures.value", {{"value", *value.value}});
  if (value.low && value.high) return catalogue.text("figures.range", {{"lo", *value.low}, {"hi", *value.high}});
  if (value.low) return catalogue.text("figures.more_than", {{"lo", *value.low}});
  return catalogue.text("figures.up_to", {{"hi", *value.high}});
}

std::string axis_text(double value, const Catalogue& catalogue) {
  if (value >= 1e9) return catalogue.text("figures.billions", {{"value", value / 1e9}});
  if (value >= 1e6) return catalogue.text("figures.millions", {{"value", value / 1e6}});
  return catalogue.text("figures.value", {{"value", value}});
}

std::string or_not_stated(const std::string& text, const Catalogue& catalogue) {
  return text.empty() || text == "not stated" ? catalogue.text("figures.not_stated") : text;
}

std::string panel_title(const RivalPanel& panel, const Catalogue& catalogue) {
  return catalogue.text("figures.panel", {{"asks", panel.question != nullptr ? panel.question->asks : panel.concept_name},
                                          {"kind", catalogue.text(std::string("figures.kind.") + word(panel.kind))}, {"unit", panel.unit}});
}

chart::Figure draw(const Rivals& rivals, const Catalogue& catalogue) {
  chart::RangeChart chart{.frame = {"rivals", catalogue.text("figures.plot.title", {{"place", rivals.place}}), catalogue.text("figures.plot.description")},
                          .panels = {},
                          .words = {},
                          .panel_name = catalogue.text("figures.column.question"),
                          .row_name = catalogue.text("figures.column.publisher"),
                          .note_name = catalogue.text("figures.column.period_and_id"),
                          .value_name = catalogue.text("figures.column.value"),
                          .number = [&catalogue](double value) { return axis_text(value, catalogue); }};
  for (const RivalPanel& panel : rivals.panels) {
    chart::RangePanel drawn{.label = {panel_title(panel, catalogue)}, .rows = {}};
    for (const PublishedFigure* figure : panel.figures) drawn.rows.push_back(row_of(*figure, catalogue));
    chart.panels.push_back(std::move(drawn));
  }
  return draw(chart);
}

}  // namespace palermo::figures
