// SPDX-License-Identifier: Apache-2.0
// PublishedFigure: a number that somebody else published, with what it counts, how it came to be and where it was read.
//
// Format: one row of data/figures/figures.csv (docs/formats/figures.md). A figure has one of five forms: a number; a range (both ends, no number); more than
// (low end only); up to (high end only). A number is kept as it is written and as a double; units are those of the publisher.
// Invariant: what the publisher does not state is empty, and shown as not stated; nothing is filled in.
// Source: safeguard D30 (every number has definition, population, period, method, interval or reason for none, fitness label).
#pragma once

#include <optional>
#include <string>

#include "palermo/core/concept.hpp"

namespace palermo::figures {

// How a figure came to be. Figures of two kinds are never added, never subtracted, never one series.
enum class FigureKind { modelled, detected, counted, estimated };

[[nodiscard]] const char* word(FigureKind kind);  // "modelled"

// What the mark says: read in an official publication (official, "V") or in a copy or report of it (secondary, "V2").
enum class FigureGrade { official, secondary };

[[nodiscard]] const char* word(FigureGrade grade);  // "V"

// The value as published. At least one of the three is there; `value` excludes the ends.
struct FigureValue {
  std::optional<double> low, value, high;

  [[nodiscard]] double lo() const { return value ? *value : low.value_or(0); }                  // 0 for "up to"
  [[nodiscard]] std::optional<double> hi() const { return value ? value : high; }               // nothing for "more than"
  [[nodiscard]] bool one_sided() const { return !value && (!low || !high); }
  bool operator==(const FigureValue&) const = default;
};

struct PublishedFigure {
  std::string id;        // "ilo22_fl"
  std::string question;  // "forced-labour": figures of one question compete; empty when nothing in the register competes with it
  FigureKind kind = FigureKind::estimated;
  std::string edition;      // "ilo-2022": definition and method are shared within it; may be empty
  std::string concept_name; // "people in forced labour"
  FigureValue value;
  std::string unit;         // "persons", "percent", "per 1,000 people", "US dollars per year"
  std::string population, period, place, definition, method;  // empty: not stated
  std::string publisher, title, year, page;
  FigureGrade grade = FigureGrade::secondary;
  std::string source;             // where it was read; never empty
  std::string part_of, split;     // this figure is a part of the figure `part_of`, divided by `split`; both or neither
  std::string note;               // what a reader must know; may be empty

  [[nodiscard]] bool amount() const;  // whole things that can be added: no share, no rate, no "one in"
};

// The concept of a figure; parts that are not stated stay empty.
[[nodiscard]] core::Concept concept_of(const PublishedFigure& figure);

}  // namespace palermo::figures
