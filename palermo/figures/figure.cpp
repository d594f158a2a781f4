// SPDX-License-Identifier: Apache-2.0
#include "palermo/figures/figure.hpp"

namespace palermo::figures {

const char* word(FigureKind kind) {
  switch (kind) {
    case FigureKind::modelled: return "modelled";
    case FigureKind::detected: return "detected";
    case FigureKind::counted: return "counted";
    case FigureKind::estimated: return "estimated";
  }
  return "";
}

const char* word(FigureGrade grade) { return grade == FigureGrade::official ? "V" : "V2"; }

bool PublishedFigure::amount() const { return unit != "percent" && unit != "people" && !unit.starts_with("per "); }

core::Concept concept_of(const PublishedFigure& figure) {
  return {.definition = figure.definition.empty() ? "" : figure.concept_name + ": " + figure.definition,
          .unit = figure.unit,
          .population = figure.population,
          .period = figure.period,
          .place = figure.place,
          .reading = "as published",
          .method = figure.method};
}

}  // namespace palermo::figures
