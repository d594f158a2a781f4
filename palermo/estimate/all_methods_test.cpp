// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/all_methods.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "palermo/estimate/population_test.hpp"
#include "palermo/estimate/reference_test.hpp"
#include "palermo/estimate/reshape.hpp"

namespace palermo::estimate {
namespace {

std::vector<Rule> rules() {
  const std::string path = PALERMO_SOURCE_DIR "/data/estimate/verdict.yaml";
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return parse_rules(core::parse_yaml(text, path).value()).value();
}

// Small settings: the numbers of the methods themselves are tested where they live.
AllOptions quick() {
  AllOptions options;
  options.threads = 1;
  options.replicates = 40;
  options.scans = 40;
  options.diagnosis.independence_replicates = 99;
  options.diagnosis.runs = 3;
  return options;
}

AllMethods run(const HistoryCounts& table, const std::vector<Referral>& referrals = {}, const std::vector<HistoryCounts>& drawn = {}) {
  core::Silence silence;
  return run_all_methods(in_order_of_names(table), {.referrals = referrals, .drawn = drawn, .stratified = {}}, rules(), quick(), silence).value();
}

const MethodResult& method(const AllMethods& all, std::string_view name) {
  for (const MethodResult& one : all.methods)
    if (one.method == name) return one;
  ADD_FAILURE() << "no method " << name;
  return all.methods.front();
}

TEST(AllMethods, give_the_published_points_side_by_side) {
  const AllMethods all = run(published_table("uk5"));
  EXPECT_EQ(std::lround(*method(all, "main_effects").estimate), 13'444);
  EXPECT_EQ(std::lround(*method(all, "stepwise").estimate), 11'313);
  EXPECT_EQ(std::lround(*method(all, "best_bic_pairs").estimate), 22'991);
  EXPECT_EQ(std::lround(*method(all, "best_bic_all_orders").estimate), 25'311);
  EXPECT_EQ(std::lround(*method(all, "decomposable").estimate), 23'016);
  EXPECT_EQ(method(all, "stepwise").interval_kind, "bca_selection_inside");
  EXPECT_TRUE(method(all, "chao").has(Note::lower_bound));
  EXPECT_EQ(all.verdict.value, Usable::lower_bound);
  ASSERT_TRUE(all.at_least);
  EXPECT_GE(*all.at_least, 2'744);
  EXPECT_LT(*all.at_least, 11'313);
}

TEST(AllMethods, the_order_of_lists_does_not_matter) {
  const HistoryCounts table = published_table("australia4");
  const AllMethods one = run(table), other = run(reordered(table, {2, 0, 3, 1}));
  ASSERT_EQ(one.methods.size(), other.methods.size());
  for (std::size_t i = 0; i < one.methods.size(); ++i) {
    EXPECT_EQ(one.methods[i].estimate, other.methods[i].estimate) << one.methods[i].method;
    EXPECT_EQ(one.methods[i].interval, other.methods[i].interval) << one.methods[i].method;
    EXPECT_EQ(one.methods[i].model, other.methods[i].model);
  }
  EXPECT_EQ(one.diagnosis.measures, other.diagnosis.measures);
}

TEST(AllMethods, a_method_without_an_estimate_says_so_and_the_others_go_on) {
  const AllMethods all = run(published_table("neworleans5"));
  const MethodResult& none = method(all, "no_highest_order");
  EXPECT_FALSE(none.estimate);
  EXPECT_EQ(none.reason, "estimate.no_estimate");
  EXPECT_EQ(std::lround(*method(all, "stepwise").estimate), 1'034);
}

TEST(AllMethods, chains_that_have_not_met_give_no_number) {
  // On this table the latent classes have two modes, near 50,000 and near 150,000 people, and short chains stay where they began.
  const AllMethods all = run(published_table("netherlands5"));
  const MethodResult& classes = method(all, "latent_class");
  EXPECT_FALSE(classes.estimate);
  EXPECT_EQ(classes.reason, kChainsApart.code);
  EXPECT_FALSE(holds(classes));
}

TEST(AllMethods, tell_what_the_prior_alone_decides_and_what_a_profile_says) {
  const AllMethods all = run(published_table("uk5"));
  ASSERT_EQ(all.deltas.size(), 3U);
  EXPECT_LT(all.deltas.front().nearly_all_seen, 0.01);
  EXPECT_GT(all.deltas.back().saturated, 0.99);  // delta 1: the graph that joins all lists, whatever the counts
  ASSERT_TRUE(all.profile);
  EXPECT_LT(all.profile->estimate, 11'313);
  EXPECT_GT(all.profile->estimate, 11'200);
  EXPECT_TRUE(method(all, "stepwise").percentile);
}

TEST(AllMethods, independent_lists_are_marked_where_the_table_speaks_against_them) {
  EXPECT_TRUE(method(run(published_table("kosovo4")), "main_effects").has(Note::contradicted));
  EXPECT_FALSE(method(run(published_table("neworleans5")), "main_effects").has(Note::contradicted));  // p 0.1 of twelve people seen twice
}

TEST(AllMethods, best_of_32768_models_has_an_interval_with_the_choice_inside) {
  AllOptions few = quick();
  few.bayesian = false;
  core::Silence silence;
  const AllMethods all = run_all_methods(published_table("uk6"), {}, rules(), few, silence).value();
  EXPECT_EQ(method(all, "best_bic_pairs").interval_kind, "bca_selection_inside");
  EXPECT_FALSE(method(all, "best_bic_pairs").has(Note::conditional));
}

TEST(AllMethods, with_recorded_referrals_the_table_becomes_usable_that_was_a_lower_bound) {
  const SimulatedTable world = simulate_people(51, 1, 8'000, {{1, {0.25, 0.2, 0.3, 0.2}}}, {{0, 1, 0.4}});
  const AllMethods ignored = run(world.table), known = run(world.table, world.referrals);
  EXPECT_EQ(ignored.verdict.value, Usable::lower_bound);
  EXPECT_EQ(known.verdict.value, Usable::yes);
  const MethodResult& aside = method(known, "set_aside_main_effects");
  EXPECT_LE(aside.interval.lo, 8'000);
  EXPECT_GE(aside.interval.hi, 8'000);
  // Those set aside are counted again in every method.
  EXPECT_NEAR(*method(known, "main_effects").estimate, 8'000, 800);
}

TEST(AllMethods, drawn_tables_of_a_linkage_are_averaged_and_told_apart_in_the_width) {
  const HistoryCounts truth = simulate_people(52, 0, 5'000, {{1, {0.25, 0.3, 0.2, 0.25}}}).table;
  std::vector<HistoryCounts> drawn;
  for (std::uint64_t draw = 0; draw < 10; ++draw) {
    core::Stream stream(52, "test.draws", draw);
    drawn.push_back(mend_links(truth, 0, 0.01 * static_cast<double>(draw), stream));
  }
  const AllMethods all = run(truth, {}, drawn);
  EXPECT_EQ(method(all, "linkage_averaged").interval_kind, "combined");
  EXPECT_GT(all.diagnosis.widths->linkage, 0);
  EXPECT_TRUE(all.diagnosis.measures.contains("linkage_share"));
}

// Two groups of unlike chances: together their lists seem to depend, apart they do not; the strata add up to the truth.
TEST(AllMethods, strata_are_estimated_apart_and_add_up) {
  const HistoryCounts easy = simulate_people(53, 0, 3'000, {{1, {0.4, 0.35, 0.4}}}).table, hard = simulate_people(53, 1, 3'000, {{1, {0.12, 0.15, 0.12}}}).table;
  std::vector<core::CaptureCell> cells;
  for (History w = 1; w < easy.size(); ++w) {
    cells.push_back({w, easy[w], "easy", 0});
    cells.push_back({w, hard[w], "hard", 0});
  }
  core::Silence silence;
  const auto table = core::CaptureTable::make({"A", "B", "C"}, cells);
  ASSERT_TRUE(table);
  const AllMethods all = run_all_methods(HistoryCounts(*table), {.referrals = {}, .drawn = {}, .stratified = *table}, rules(), quick(), silence).value();
  ASSERT_TRUE(all.strata);
  EXPECT_EQ(all.strata->strata.size(), 2U);
  EXPECT_LT(method(all, "main_effects").interval.hi, 6'000);  // as if all were alike: too few
  EXPECT_EQ(*method(all, "by_stratum").estimate, all.strata->total.estimate);
}

TEST(AllMethods, two_lists_are_no_table_for_this) {
  core::Silence silence;
  EXPECT_FALSE(run_all_methods(HistoryCounts({"a", "b"}, {0, 30, 20, 10}), {}, rules(), quick(), silence));
}

}  // namespace
}  // namespace palermo::estimate
