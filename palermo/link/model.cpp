// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/model.hpp"

#include <algorithm>
#include <cmath>

namespace palermo::link {
namespace {

using core::Value;

constexpr std::string_view kFormat = "palermo-link-model/1";

struct Together {
  std::string_view key;
  std::size_t name, birth;
};
constexpr std::array<Together, 4> kTogether{
    {{"both_exact", 1, 1}, {"name_exact", 1, 0}, {"birth_exact", 0, 1}, {"neither_exact", 0, 0}}};

double tidy(double x) { return std::isfinite(x) ? std::strtod(std::to_string(x).c_str(), nullptr) : 0.0; }

// Six digits that count, so that small shares stay.
double digits(double x) {
  if (x == 0 || !std::isfinite(x)) return 0;
  const double scale = std::pow(10.0, 6 - std::ceil(std::log10(std::fabs(x))));
  return std::round(x * scale) / scale;
}

core::Result<double> number(const Value& node, std::string_view key) {
  const Value* found = node.find(key);
  if (found == nullptr || !found->is_number() || !std::isfinite(found->as_number()))
    return core::fail(kBadModel, node.place(), {{"key", std::string(key)}});
  return found->as_number();
}

core::Result<std::string> text(const Value& node, std::string_view key) {
  const Value* found = node.find(key);
  if (found == nullptr || !found->is_text()) return core::fail(kBadModel, node.place(), {{"key", std::string(key)}});
  return found->as_text();
}

core::Result<double> share(const Value& node, std::string_view key) {
  PALERMO_TRY(const double x, number(node, key));
  if (x < 0 || x > 1) return core::fail(kBadModel, node.place(), {{"key", std::string(key)}});
  return x;
}

// One number a stratum: nationality not known, different, the same.
Value list_of(const Strata& strata, std::size_t level, double (*form)(double)) {
  Value out(Value::Array{});
  for (const Levels& levels : strata) out.push(form(levels[level]));
  return out;
}

core::Done numbers(const Value& node, std::string_view key, Strata& out, std::size_t level) {
  const auto& items = node[key].items();
  if (items.size() != kStrata) return core::fail(kBadModel, node.place(), {{"key", std::string(key)}});
  for (std::size_t s = 0; s < kStrata; ++s) {
    if (!items[s].is_number() || !std::isfinite(items[s].as_number()))
      return core::fail(kBadModel, node.place(), {{"key", std::string(key)}});
    out[s][level] = items[s].as_number();
  }
  return {};
}

}  // namespace

double probability_of(double weight) { return 1 / (1 + std::exp2(-std::clamp(weight, -60.0, 60.0))); }

double Model::weight(Pattern pattern, double name_bits, double other_bits, PairGroup group) const {
  const GroupModel& mine = groups[group];
  const Level name = level_of(pattern, 0);
  double bits = std::log2(mine.prior / (1 - mine.prior)) + other_bits + (name == 0 ? 0 : name_bits - name_correction[stratum_of(pattern)][name]);
  for (std::size_t c = 0; c < kComparisons; ++c) bits += mine.weight[c][stratum_of(pattern)][level_of(pattern, c)];
  if (const Level birth = level_of(pattern, 1); name != 0 && birth != 0) bits += together[name_class(name)][birth_class(birth)];
  return bits;
}

double Model::calibrated(double weight) const {
  if (calibration.empty()) return weight;
  const auto after = std::ranges::upper_bound(calibration, weight, {}, &CalibrationStep::weight);
  if (after == calibration.begin()) return weight + after->calibrated - after->weight;
  const CalibrationStep& low = *(after - 1);
  if (after == calibration.end()) return weight + low.calibrated - low.weight;
  const double t = (weight - low.weight) / (after->weight - low.weight);
  return low.calibrated + t * (after->calibrated - low.calibrated);
}

Value to_document(const Model& model) {
  Value out;
  out.set("format", Value(kFormat));
  out.set("prior", digits(model.prior));
  Value comparisons(Value::Array{});
  for (std::size_t c = 0; c < kComparisons; ++c) {
    const ComparisonKind& kind = kind_of(c);
    const LevelShares& shares = model.comparisons[c];
    if (!shares.seen) continue;
    Value one;
    one.set("comparison", Value(kind.name));
    Value levels(Value::Array{});
    for (std::size_t l = 1; l < kind.levels.size(); ++l) {
      Value level;
      level.set("level", Value(kind.levels[l]));
      level.set("m", digits(shares.m[l]));
      level.set("u", list_of(shares.u, l, digits));
      level.set("bits", list_of(shares.weight, l, tidy));
      if (c == 0) level.set("frequency_correction_bits", list_of(model.name_correction, l, tidy));
      levels.push(std::move(level));
    }
    one.set("levels", std::move(levels));
    comparisons.push(std::move(one));
  }
  out.set("comparisons", std::move(comparisons));
  Value together;
  for (const auto& [key, n, b] : kTogether) together.set(key, tidy(model.together[n][b]));
  out.set("name_and_birth_bits", std::move(together));
  Value groups(Value::Array{});
  for (const GroupModel& group : model.groups) {
    Value one;
    one.set("first", Value(group.first));
    one.set("second", Value(group.second));
    one.set("pairs", group.pairs);
    one.set("expected_matches", tidy(group.matches));
    one.set("prior", digits(group.prior));
    Value levels;
    for (std::size_t c = 0; c < kComparisons; ++c) {
      if (!model.comparisons[c].seen) continue;
      const ComparisonKind& kind = kind_of(c);
      Value of;
      for (std::size_t l = 1; l < kind.levels.size(); ++l) {
        Value pair;
        pair.set("m", digits(group.m[c][l]));
        pair.set("bits", list_of(group.weight[c], l, tidy));
        of.set(kind.levels[l], std::move(pair));
      }
      levels.set(kind.name, std::move(of));
    }
    one.set("levels", std::move(levels));
    groups.push(std::move(one));
  }
  out.set("pairs_of_lists", std::move(groups));
  Value calibration(Value::Array{});
  for (const CalibrationStep& step : model.calibration) {
    Value one;
    one.set("bits", tidy(step.weight));
    one.set("calibrated_bits", tidy(step.calibrated));
    calibration.push(std::move(one));
  }
  out.set("calibration", std::move(calibration));
  return out;
}

core::Result<Model> parse_model(const Value& document) {
  const auto bad = [](const Value& node, std::string_view key) {
    return core::fail(kBadModel, node.place(), {{"key", std::string(key)}});
  };
  if (document["format"] != Value(kFormat)) return bad(document, "format");
  Model model;
  PALERMO_TRY(model.prior, share(document, "prior"));
  for (const Value& one : document["comparisons"].items()) {
    PALERMO_TRY(const std::string name, text(one, "comparison"));
    std::size_t c = 0;
    while (c < kComparisons && kind_of(c).name != name) ++c;
    if (c == kComparisons) return bad(one, "comparison");
    LevelShares& shares = model.comparisons[c];
    shares.seen = true;
    const ComparisonKind& kind = kind_of(c);
    if (one["levels"].items().size() + 1 != kind.levels.size()) return bad(one, "levels");
    for (std::size_t l = 1; l < kind.levels.size(); ++l) {
      const Value& level = one["levels"].items()[l - 1];
      if (level["level"] != Value(kind.levels[l])) return bad(level, "level");
      PALERMO_TRY(shares.m[l], share(level, "m"));
      PALERMO_CHECK_DONE(numbers(level, "u", shares.u, l));
      PALERMO_CHECK_DONE(numbers(level, "bits", shares.weight, l));
      if (c == 0) PALERMO_CHECK_DONE(numbers(level, "frequency_correction_bits", model.name_correction, l));
    }
  }
  for (const auto& [key, n, b] : kTogether) {
    PALERMO_TRY(model.together[n][b], number(document["name_and_birth_bits"], key));
  }
  for (const Value& one : document["pairs_of_lists"].items()) {
    GroupModel group;
    PALERMO_TRY(group.first, text(one, "first"));
    PALERMO_TRY(group.second, text(one, "second"));
    PALERMO_TRY(group.pairs, number(one, "pairs"));
    PALERMO_TRY(group.matches, number(one, "expected_matches"));
    PALERMO_TRY(group.prior, share(one, "prior"));
    if (group.prior <= 0 || group.prior >= 1) return bad(one, "prior");
    for (std::size_t c = 0; c < kComparisons; ++c) {
      if (!model.comparisons[c].seen) continue;
      const ComparisonKind& kind = kind_of(c);
      const Value& levels = one["levels"][kind.name];
      for (std::size_t l = 1; l < kind.levels.size(); ++l) {
        const Value& pair = levels[kind.levels[l]];
        if (!pair.is_object()) return bad(one, "levels");
        PALERMO_TRY(group.m[c][l], share(pair, "m"));
        PALERMO_CHECK_DONE(numbers(pair, "bits", group.weight[c], l));
      }
    }
    model.groups.push_back(std::move(group));
  }
  if (model.groups.empty()) return bad(document, "pairs_of_lists");
  for (const Value& one : document["calibration"].items()) {
    CalibrationStep step;
    PALERMO_TRY(step.weight, number(one, "bits"));
    PALERMO_TRY(step.calibrated, number(one, "calibrated_bits"));
    if (!model.calibration.empty() && step.weight <= model.calibration.back().weight) return bad(one, "bits");
    model.calibration.push_back(step);
  }
  return model;
}

}  // namespace palermo::link
