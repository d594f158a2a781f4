// SPDX-License-Identifier: Apache-2.0
// The tables of the diagnosis, as terminal and report show them.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "palermo/cli/estimate_routes.hpp"
#include "palermo/cli/estimate_words.hpp"
#include "palermo/core/plain_text.hpp"

namespace palermo::cli {
namespace {

using core::Catalogue;
using core::Table;
using Names = std::vector<std::string>;

std::string name_of(const Names& names, int list) { return core::one_line(names[static_cast<std::size_t>(list)]); }

std::string maybe(const std::optional<double>& people, const Catalogue& catalogue, std::int64_t seen) {
  return people ? people_text(*people, catalogue, seen) : "–";
}

std::string odds(const std::optional<double>& ratio, const Catalogue& catalogue) {
  if (!ratio) return "–";
  return std::isfinite(*ratio) ? factor_text(*ratio) : catalogue.text("estimate.no_end");
}

}  // namespace

Table lists_table(const estimate::OverlapReport& overlap, const Catalogue& catalogue) {
  Table table{catalogue.text("estimate.lists"),
              {{catalogue.text("estimate.list")}, {catalogue.text("estimate.people"), true}, {catalogue.text("estimate.only_here"), true}},
              {}};
  for (const estimate::ListOverlap& one : overlap.lists)
    table.rows.push_back({core::one_line(one.name), catalogue.number(one.people), catalogue.number(one.only_here)});
  return table;
}

Table overlap_table(const estimate::OverlapReport& overlap, const Catalogue& catalogue) {
  Table table{catalogue.text("estimate.overlaps"), {{catalogue.text("estimate.list")}}, {}};
  for (const estimate::ListOverlap& one : overlap.lists) table.columns.push_back({core::one_line(one.name), true});
  for (std::size_t row = 0; row < overlap.lists.size(); ++row) {
    std::vector<std::string> cells{core::one_line(overlap.lists[row].name)};
    for (std::size_t column = 0; column < overlap.lists.size(); ++column) {
      std::int64_t people = overlap.lists[row].people;
      for (const estimate::PairOverlap& pair : overlap.pairs)
        if ((pair.a == static_cast<int>(row) && pair.b == static_cast<int>(column)) || (pair.b == static_cast<int>(row) && pair.a == static_cast<int>(column))) people = pair.both;
      cells.push_back(catalogue.number(people));
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Table pairs_table(const std::vector<estimate::PairEstimate>& pairs, const Names& names, const Catalogue& catalogue) {
  Table table{catalogue.text("estimate.pairs"),
              {{catalogue.text("estimate.pair")}, {catalogue.text("estimate.on_both"), true}, {catalogue.text("estimate.chapman"), true},
               {catalogue.text("estimate.if_odds"), true}},
              {}};
  const auto if_odds = [&](const estimate::PairEstimate& pair, double odds) { return people_text(estimate::with_odds_ratio(pair, odds), catalogue, pair.on_either()); };
  for (const estimate::PairEstimate& pair : pairs)
    table.rows.push_back({name_of(names, pair.a) + " + " + name_of(names, pair.b), catalogue.number(pair.on_both),
                          pair.on_both > 0 ? range_text(pair.chapman, pair.interval, catalogue, pair.on_either()) : "–",
                          pair.on_both > 0 ? catalogue.text("estimate.from_to", {{"lo", if_odds(pair, 0.5)}, {"hi", if_odds(pair, 2)}}) : "–"});
  return table;
}

Table dropped_table(const estimate::ListSensitivity& lists, const Names& names, const Catalogue& catalogue, std::int64_t seen) {
  Table table{catalogue.text("estimate.dropped"),
              {{catalogue.text("estimate.without")}, {catalogue.text("estimate.seen"), true}, {catalogue.text("estimate.method.stepwise"), true},
               {catalogue.text("estimate.method.best_bic_pairs"), true}},
              {}};
  table.rows.push_back({catalogue.text("estimate.as_it_is"), catalogue.number(seen), maybe(lists.as_it_is.stepwise, catalogue, seen), maybe(lists.as_it_is.best_bic, catalogue, seen)});
  for (const estimate::DroppedList& one : lists.dropped)
    table.rows.push_back({name_of(names, one.list), catalogue.number(one.observed), maybe(one.people.stepwise, catalogue, one.observed), maybe(one.people.best_bic, catalogue, one.observed)});
  return table;
}

Table merged_table(const estimate::ListSensitivity& lists, const Names& names, const Catalogue& catalogue, std::int64_t seen) {
  Table table{catalogue.text("estimate.merged"),
              {{catalogue.text("estimate.pair")}, {catalogue.text("estimate.method.stepwise"), true}, {catalogue.text("estimate.method.best_bic_pairs"), true}},
              {}};
  for (const estimate::MergedPair& one : lists.merged)
    table.rows.push_back({name_of(names, one.a) + " + " + name_of(names, one.b), maybe(one.people.stepwise, catalogue, seen), maybe(one.people.best_bic, catalogue, seen)});
  return table;
}

Table truth_table(const estimate::ListSensitivity& lists, const Names& names, const Catalogue& catalogue) {
  Table table{catalogue.text("estimate.as_truth"),
              {{catalogue.text("estimate.list")}, {catalogue.text("estimate.known"), true}, {catalogue.text("estimate.seen_again"), true},
               {catalogue.text("estimate.estimated"), true}, {catalogue.text("estimate.times_known"), true}},
              {}};
  for (const estimate::ListAsTruth& one : lists.as_truth)
    table.rows.push_back({name_of(names, one.list), catalogue.number(one.known), catalogue.number(one.seen), maybe(one.people.stepwise, catalogue, one.seen),
                          one.seen < estimate::kLeastSeen ? catalogue.text("estimate.too_few_again") : one.log_ratio ? factor_text(std::exp(*one.log_ratio)) : "–"});
  return table;
}

Table trajectory_table(const std::vector<estimate::TrajectoryPoint>& points, const Catalogue& catalogue) {
  Table table{catalogue.text("estimate.trajectory"), {{catalogue.text("estimate.share_of_people")}, {catalogue.text("estimate.people_scaled"), true}}, {}};
  for (const estimate::TrajectoryPoint& point : points) table.rows.push_back({percent_text(point.share, catalogue), spread_text(point.people, catalogue)});
  return table;
}

Table linkage_table(const std::vector<estimate::LinkageErrorPoint>& points, const Catalogue& catalogue) {
  Table table{catalogue.text("estimate.linkage"),
              {{catalogue.text("estimate.links_missed")}, {catalogue.text("estimate.links_wrong")}, {catalogue.text("estimate.people_scaled"), true}},
              {}};
  for (const estimate::LinkageErrorPoint& point : points)
    table.rows.push_back({percent_text(point.missed, catalogue), percent_text(point.wrong, catalogue), spread_text(point.people, catalogue)});
  return table;
}

Table plans_table(const std::vector<estimate::PlanWidth>& plans, const Names& names, const Catalogue& catalogue) {
  Table table{catalogue.text("estimate.plans"), {{catalogue.text("estimate.plan")}, {catalogue.text("estimate.width"), true}}, {}};
  for (const estimate::PlanWidth& one : plans) {
    static constexpr std::array<const char*, 4> kKeys{"as_it_is", "more_people", "longer_list", "another_list"};
    const std::string list = one.list >= 0 ? name_of(names, one.list) : "";
    table.rows.push_back({catalogue.text(std::string("estimate.plan.") + kKeys[static_cast<std::size_t>(one.plan)], {{"list", list}}),
                          one.width ? catalogue.text("estimate.times", {{"factor", factor_text(*one.width)}}) : "–"});
  }
  return table;
}

Table xi_table(const std::vector<estimate::XiEstimate>& xi, const Catalogue& catalogue, std::int64_t seen) {
  Table table{catalogue.text("estimate.xi"), {{catalogue.text("estimate.xi.value")}, {catalogue.text("estimate.people_interval"), true}}, {}};
  for (const estimate::XiEstimate& one : xi) table.rows.push_back({factor_text(one.xi), range_text(one.estimate, one.interval, catalogue, seen)});
  return table;
}

Table widths_table(const estimate::WidthParts& widths, const Catalogue& catalogue) {
  Table table{catalogue.text("estimate.widths"), {{catalogue.text("estimate.comes_from")}, {catalogue.text("estimate.share_of_width"), true}}, {}};
  if (!widths.with_models && widths.tables < 2) return table;  // chance alone was looked at: its share of itself says nothing
  const auto row = [&](const char* key, double part) { table.rows.push_back({catalogue.text(key), percent_text(widths.total() > 0 ? part / widths.total() : 0, catalogue)}); };
  row("estimate.from_sampling", widths.sampling);
  if (widths.with_models)
    row("estimate.from_model", widths.model);
  else
    table.rows.push_back({catalogue.text("estimate.from_model"), catalogue.text("estimate.not_looked_at")});
  if (widths.tables > 1) row("estimate.from_linkage", widths.linkage);
  return table;
}

Table referral_pairs_table(const estimate::ReferralReport& report, const Names& names, const Catalogue& catalogue) {
  Table table{catalogue.text("estimate.referral_pairs"),
              {{catalogue.text("estimate.from")}, {catalogue.text("estimate.to")}, {catalogue.text("estimate.referred"), true},
               {catalogue.text("estimate.on_both"), true}, {catalogue.text("estimate.odds_before"), true}, {catalogue.text("estimate.odds_explained"), true},
               {catalogue.text("estimate.odds_left"), true}},
              {}};
  for (const estimate::ReferralDependence& one : report.pairs)
    table.rows.push_back({name_of(names, one.referral.from), name_of(names, one.referral.to), catalogue.number(one.referral.count), catalogue.number(one.overlap),
                          odds(one.odds_before, catalogue), odds(one.explained, catalogue), odds(one.odds_left, catalogue)});
  return table;
}

Table referral_ways_table(const estimate::ReferralReport& report, const Catalogue& catalogue) {
  Table table{catalogue.text("estimate.referral_ways"), {{catalogue.text("estimate.way")}, {catalogue.text("estimate.model_only")}, {catalogue.text("estimate.people_interval"), true}}, {}};
  static constexpr std::array<const char*, 4> kKeys{"as_recorded", "set_aside", "pair_forced", "offset"};
  for (const estimate::ReferralEstimate& one : report.estimates)
    table.rows.push_back({catalogue.text(std::string("estimate.way.") + kKeys[static_cast<std::size_t>(one.way)]),
                          catalogue.text(one.selected ? "estimate.method.stepwise" : "estimate.method.main_effects"),
                          one.estimate ? range_text(*one.estimate, one.interval, catalogue) : "–"});
  return table;
}

Table strata_table(const estimate::StrataFit& strata, const Catalogue& catalogue) {
  Table table{catalogue.text("estimate.strata"), {{catalogue.text("estimate.stratum")}, {catalogue.text("estimate.seen_here"), true}, {catalogue.text("estimate.people_interval"), true}}, {}};
  const auto row = [&](const std::string& name, const estimate::StratumEstimate& one) {
    table.rows.push_back({name, catalogue.number(one.observed), range_text(one.estimate, {one.lower, one.upper}, catalogue, one.observed)});
  };
  for (const estimate::StratumEstimate& one : strata.strata) row(core::one_line(one.name), one);
  row(catalogue.text("estimate.strata_total"), strata.total);
  return table;
}

Table statements_table(const estimate::ListStatements& statements, const Catalogue& catalogue) {
  Table table{catalogue.text("estimate.statements"),
              {{catalogue.text("estimate.list")}, {catalogue.text("estimate.scope")}, {catalogue.text("estimate.period")}, {catalogue.text("estimate.how")}},
              {}};
  const auto shown = [&](const std::string& text) { return text.empty() ? catalogue.text("estimate.not_stated") : text; };
  for (const estimate::ListStatement& one : statements.lists)
    table.rows.push_back({core::one_line(one.name), shown(one.scope), shown(one.period), shown(one.how)});
  return table;
}

}  // namespace palermo::cli
