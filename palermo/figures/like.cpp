// SPDX-License-Identifier: Apache-2.0
#include "palermo/figures/like.hpp"

#include <cmath>

namespace palermo::figures {
namespace {

using core::Result;

// Whole numbers below 2^53 are exact as doubles.
bool whole_number(double value) { return value == std::floor(value) && value < 9007199254740992.0; }

Result<core::Quantity> quantity(const PublishedFigure& figure, core::Concept of) {
  const FigureValue& value = figure.value;
  core::Interval<std::int64_t> count;
  for (const std::optional<double>& end : {value.low, value.value, value.high})
    if (!figure.amount() || (end && !whole_number(*end))) return core::fail(kNotAnAmount, {}, {{"id", figure.id}, {"unit", figure.unit}});
  if (value.value || value.low) count.min = std::llround(value.lo());
  if (const auto hi = value.hi()) count.max = std::llround(*hi);
  return core::Quantity{std::move(of), count};
}

// The sentence of the data about two editions whose methods differ; empty when the editions are not the difference.
std::string why(const FigureRegister& figures, const Difference& difference) {
  if (difference.part != "edition") return {};
  const Edition* left = figures.edition(difference.left);
  const Edition* right = figures.edition(difference.right);
  if (left == nullptr || right == nullptr) return {};
  return left->title + ": " + left->differs + ". " + right->title + ": " + right->differs + ".";
}

core::Error refusal(const FigureRegister& figures, const PublishedFigure& a, const PublishedFigure& b) {
  const std::vector<Difference> all = differences(a, b);
  if (all.empty()) return {kSamePeople, {}, {{"left_id", a.id}, {"right_id", b.id}}};
  std::string also;
  for (std::size_t i = 1; i < all.size(); ++i) also += (also.empty() ? "" : ", ") + all[i].part;
  return {kUnlikeFigures, {}, {{"left_id", a.id}, {"right_id", b.id}, {"part", all[0].part}, {"left", all[0].left}, {"right", all[0].right},
                               {"why", why(figures, all[0])}, {"also", also}}};
}

}  // namespace

std::vector<Difference> differences(const PublishedFigure& a, const PublishedFigure& b) {
  std::vector<Difference> out;
  const auto compare = [&](const char* part, const std::string& left, const std::string& right) {
    if (left != right) out.push_back({part, left, right});
  };
  compare("kind", word(a.kind), word(b.kind));
  compare("edition", a.edition, b.edition);
  const core::Concept left = concept_of(a), right = concept_of(b);
  compare("unit", left.unit, right.unit);
  compare("concept", a.concept_name, b.concept_name);
  compare("definition", a.definition, b.definition);
  compare("population", left.population, right.population);
  compare("period", left.period, right.period);
  compare("place", left.place, right.place);
  compare("method", left.method, right.method);
  return out;
}

bool disjoint_parts(const PublishedFigure& a, const PublishedFigure& b) {
  return a.id != b.id && !a.part_of.empty() && a.part_of == b.part_of && a.split == b.split && a.kind == b.kind && a.edition == b.edition && a.unit == b.unit;
}

Result<FigureSum> add(const FigureRegister& figures, std::span<const PublishedFigure* const> parts) {
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (std::size_t k = 0; k < i; ++k) {
      if (parts[i]->id == parts[k]->id) return core::fail(kSamePeople, {}, {{"left_id", parts[k]->id}, {"right_id", parts[i]->id}});
      if (!disjoint_parts(*parts[k], *parts[i])) return core::fail(refusal(figures, *parts[k], *parts[i]));
    }
  FigureSum out{{parts.begin(), parts.end()}, nullptr, {}};
  PALERMO_TRY(out.whole, figures.find(parts.front()->part_of));
  PALERMO_TRY(out.sum, quantity(*parts.front(), concept_of(*out.whole)));
  for (const PublishedFigure* part : parts.subspan(1)) {
    PALERMO_TRY(const core::Quantity next, quantity(*part, concept_of(*out.whole)));
    PALERMO_TRY(out.sum, core::add(out.sum, next));
  }
  return out;
}

}  // namespace palermo::figures
