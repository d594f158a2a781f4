// SPDX-License-Identifier: Apache-2.0
// What may be said from which table: refusals by name, people who differ, independent lists.
#include "palermo/estimate/verdict.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "palermo/estimate/diagnosis.hpp"
#include "palermo/estimate/population_test.hpp"
#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

const std::vector<Rule>& rules() {
  static const std::vector<Rule> all = [] {
    const std::string path = PALERMO_SOURCE_DIR "/data/estimate/verdict.yaml";
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return parse_rules(core::parse_yaml(text, path).value()).value();
  }();
  return all;
}

bool fired(const Verdict& verdict, std::string_view id) { return std::ranges::count(verdict.fired, id, [](const Fired& one) { return std::string_view(one.rule.id); }) > 0; }

Verdict refusal_of(std::vector<std::int64_t> counts, int lists) { return look(HistoryCounts(list_letters(static_cast<std::size_t>(lists)), std::move(counts)), rules()).verdict; }

// Few replicates, so that two hundred tables stay cheap; the smallest p value is then 1 in 100, enough for every threshold.
Usable verdict_of(const HistoryCounts& table, std::uint64_t seed) {
  if (look(table, rules()).verdict.refused) return Usable::no;
  core::Silence silence;
  const auto diagnosis = diagnose(table, {}, {.seed = seed, .threads = 1, .independence_replicates = 119, .runs = 3, .with_plans = false, .with_linkage = false}, silence);
  return judge(rules(), diagnosis.value().measures, diagnosis.value().not_taken).value;
}

int usable_of(std::uint64_t seed, int tables, int people, const std::vector<PeopleClass>& classes) {
  int usable = 0;
  for (int run = 0; run < tables; ++run) {
    const auto number = static_cast<std::uint64_t>(run);
    usable += verdict_of(simulate_people(seed, number, people, classes).table, number) == Usable::yes ? 1 : 0;
  }
  return usable;
}

TEST(Verdict, refuses_a_table_where_nobody_was_seen_twice) {
  const Verdict verdict = refusal_of({0, 40, 30, 0, 20, 0, 0, 0}, 3);
  EXPECT_TRUE(verdict.refused);
  EXPECT_EQ(verdict.value, Usable::no);
  EXPECT_TRUE(fired(verdict, "nobody_twice"));
}

TEST(Verdict, refuses_two_lists) { EXPECT_TRUE(fired(refusal_of({0, 40, 30, 12}, 2), "two_lists")); }

TEST(Verdict, refuses_a_list_inside_another_and_names_both) {
  const Verdict verdict = refusal_of({0, 200, 0, 50, 70, 30, 0, 20}, 3);
  ASSERT_TRUE(verdict.refused);
  ASSERT_TRUE(fired(verdict, "nested_list"));
  for (const Fired& one : verdict.fired) {
    if (one.rule.id == "nested_list") {
      EXPECT_EQ(one.lists, (std::vector<std::string>{"B", "A"}));
    }
  }
}

TEST(Verdict, refuses_a_copy_of_a_list) { EXPECT_TRUE(fired(refusal_of({0, 0, 90, 0, 0, 300, 0, 40}, 3), "identical_lists")); }

TEST(Verdict, refuses_a_table_where_nobody_is_on_three_lists) {
  EXPECT_TRUE(fired(refusal_of({0, 200, 150, 20, 120, 30, 25, 0}, 3), "no_triples"));
  EXPECT_TRUE(look(published_table("artificial3"), rules()).verdict.refused);
}

TEST(Verdict, no_published_table_of_real_people_is_refused_unseen) {
  for (const char* name : {"uk5", "uk6", "kosovo4", "korea3", "australia4", "western5", "neworleans5", "netherlands5"})
    EXPECT_FALSE(look(published_table(name), rules()).verdict.refused) << name;
}

// The heterogeneity trap: 200 tables of people in two or three latent classes, in sizes from 500 seen people on. Not one may be called usable: with 0 of
// 200 the share is below 1.5 % with 95 % confidence (1 - 0.05^(1/200)).
TEST(Verdict, people_in_latent_classes_never_end_in_usable) {
  EXPECT_EQ(usable_of(41, 80, 10'000, {{0.6, {0.02, 0.03, 0.02, 0.03}}, {0.3, {0.1, 0.12, 0.1, 0.12}}, {0.1, {0.4, 0.4, 0.4, 0.4}}}), 0);
  EXPECT_EQ(usable_of(42, 80, 10'000, {{0.7, {0.05, 0.06, 0.05, 0.06}}, {0.3, {0.3, 0.25, 0.3, 0.25}}}), 0);
  EXPECT_EQ(usable_of(43, 40, 3'000, {{0.6, {0.05, 0.05, 0.05, 0.05}}, {0.4, {0.3, 0.3, 0.3, 0.3}}}), 0);
}

TEST(Verdict, groups_that_go_to_different_lists_never_end_in_usable) {
  EXPECT_EQ(usable_of(44, 40, 3'000, {{0.5, {0.3, 0.3, 0.05, 0.05}}, {0.5, {0.05, 0.05, 0.3, 0.3}}}), 0);
}

// Independent lists, people alike, enough of them: about 72 of 100 tables are usable (one in five is doubted on purpose, by shared_dependence). At
// least 54 of 100: four standard deviations, 4 sqrt(0.72 0.28 / 100) = 0.18, below.
TEST(Verdict, independent_lists_with_enough_people_are_mostly_usable) {
  EXPECT_GE(usable_of(45, 100, 4'000, {{1, {0.25, 0.3, 0.2, 0.25}}}), 54);
}

TEST(Verdict, gravest_rule_decides_and_stands_first) {
  const Verdict verdict = judge(rules(), {{"p_any", 0.001}, {"people_on_several", 5}, {"method_factor", 3}});
  EXPECT_EQ(verdict.value, Usable::no);
  EXPECT_FALSE(verdict.refused);
  ASSERT_EQ(verdict.fired.size(), 4U);  // few_for_tests fires too
  EXPECT_EQ(verdict.fired.front().rule.id, "few_twice");
  EXPECT_EQ(judge(rules(), {{"p_any", 0.001}}).value, Usable::lower_bound);
  EXPECT_EQ(judge(rules(), {{"p_any", 0.5}}).value, Usable::yes);
}

TEST(Verdict, what_could_not_be_measured_is_not_taken_for_good) {
  EXPECT_TRUE(fired(judge(rules(), {}, {"heterogeneity_factor"}), "heterogeneity_open"));
  EXPECT_TRUE(judge(rules(), {}, {"drop_factor"}).fired.empty());
}

TEST(Verdict, rules_say_why_and_what_would_help) {
  EXPECT_GE(rules().size(), 15U);
  for (const Rule& rule : rules()) {
    EXPECT_GT(rule.reason.size(), 40U) << rule.id;
    EXPECT_GT(rule.helps.size(), 20U) << rule.id;
    EXPECT_GT(rule.set_by.size(), 10U) << rule.id;
  }
}

TEST(Verdict, a_rule_that_measures_nothing_known_is_refused) {
  const auto broken = [](std::string_view line) {
    const std::string text = "format: palermo-verdict/1\nrules:\n  - {id: x, effect: refuse, measure: lists, fires: below, threshold: 3, reason: r, helps: h, set_by: s" + std::string(line) + "}\n";
    return parse_rules(core::parse_yaml(text, "v").value());
  };
  EXPECT_TRUE(broken(""));
  EXPECT_EQ(broken(", colour: red").error().args.at("key"), "colour");
  EXPECT_EQ(parse_rules(core::parse_yaml("format: palermo-verdict/1\nrules:\n  - {id: x, effect: refuse, measure: luck, fires: below, threshold: 3, reason: r, helps: h, set_by: s}\n", "v").value()).error().args.at("key"), "measure");
}

}  // namespace
}  // namespace palermo::estimate
