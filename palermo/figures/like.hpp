// SPDX-License-Identifier: Apache-2.0
// Like and unlike figures: when two published numbers may be added, and what keeps them apart.
//
// Two figures are added when both are amounts and are declared parts of one whole, divided in the same way, in one edition: then they count different people under
// one concept. Figures of one concept that are not such parts speak of the same people: their sum would count them twice. All other figures are unlike, and the
// refusal names the part in which they differ: how they came to be (seen or modelled), edition, unit, definition, population, period, place, method.
// Source: requirement "concept ledger; refuses to add unlike numbers"; SAFEGUARDS.md, D30; core/concept.hpp.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "palermo/figures/register.hpp"

namespace palermo::figures {

// args of both: left_id, right_id; of unlike also: part, left, right, why (a sentence, or empty), also (other parts, or empty)
inline constexpr core::ErrorKind kUnlikeFigures{"figures.unlike", core::Exit::refused, "D30"};
inline constexpr core::ErrorKind kSamePeople{"figures.same_people", core::Exit::refused, "D30"};
inline constexpr core::ErrorKind kNotAnAmount{"figures.not_an_amount", core::Exit::refused, "D30"};  // args: id, unit

struct Difference {
  std::string part;         // "kind", "edition", "unit", "definition", "population", "period", "place", "method"
  std::string left, right;  // what the two say; empty: not stated
};

// All parts in which two figures differ, the gravest first. Empty: the same concept.
[[nodiscard]] std::vector<Difference> differences(const PublishedFigure& a, const PublishedFigure& b);

// Whether the two are declared parts of one whole, divided in one way, of one kind, edition and unit.
[[nodiscard]] bool disjoint_parts(const PublishedFigure& a, const PublishedFigure& b);

struct FigureSum {
  std::vector<const PublishedFigure*> parts;
  const PublishedFigure* whole = nullptr;
  core::Quantity sum;  // of the concept of the whole; ends as published: open ends stay open
};

// The sum of two or more parts of one whole. Errors: figures.not_an_amount, figures.same_people, figures.unlike, those of core::add.
[[nodiscard]] core::Result<FigureSum> add(const FigureRegister& figures, std::span<const PublishedFigure* const> parts);

}  // namespace palermo::figures
