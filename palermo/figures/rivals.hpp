// SPDX-License-Identifier: Apache-2.0
// Rivals: competing values of one question, for one place, as panels that never share an axis.
//
// A panel holds figures of one question (or one concept), one kind and one unit; so detected and modelled values are never one series (SAFEGUARDS.md, D30).
// All figures are of ONE place: there is no way to set two countries on one axis (D31). Within a panel figures stand by year of publication, never by value, and no
// line joins them: editions differ in method.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/chart/ranges.hpp"
#include "palermo/core/catalogue.hpp"
#include "palermo/figures/register.hpp"

namespace palermo::figures {

inline constexpr core::ErrorKind kSeveralPlaces{"figures.several_places", core::Exit::refused, "D31"};  // args: concept, places
inline constexpr core::ErrorKind kNotOfThatPlace{"figures.not_of_that_place", core::Exit::usage};       // args: concept, place, places

struct RivalPanel {
  const Question* question = nullptr;  // nothing: a concept that nothing competes with
  FigureKind kind = FigureKind::estimated;
  std::string unit, concept_name;
  std::vector<const PublishedFigure*> figures;  // by year of publication
};

struct Rivals {
  std::string place;
  std::vector<RivalPanel> panels;  // in the order of the questions; modelled, detected, counted, estimated
};

// The competing values of `wanted` (a question, a theme, or a concept) for `place`; an empty place is the world, or the only place there is.
// Errors: figures.no_question, figures.several_places, figures.not_of_that_place.
[[nodiscard]] core::Result<Rivals> rivals(const FigureRegister& figures, std::string_view wanted, std::string_view place);

// "20,900,000"; "7 to 8"; "more than 3"; "up to 10".
[[nodiscard]] std::string value_text(const FigureValue& value, const core::Catalogue& catalogue);
// "50 million": for an axis.
[[nodiscard]] std::string axis_text(double value, const core::Catalogue& catalogue);

// What a figure's publisher does not say is "not stated".
[[nodiscard]] std::string or_not_stated(const std::string& text, const core::Catalogue& catalogue);

[[nodiscard]] std::string panel_title(const RivalPanel& panel, const core::Catalogue& catalogue);
[[nodiscard]] chart::Figure draw(const Rivals& rivals, const core::Catalogue& catalogue);

}  // namespace palermo::figures
