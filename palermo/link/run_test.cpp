// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/run.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <map>

#include "palermo/link/model_test.hpp"

namespace palermo::link::testing {
namespace {

AdmittedLists one_list(std::optional<Role> role = std::nullopt) { return *admit_in_the_clear({{.name = "list", .role = role, .duplicate_free = false}}); }

LinkResult link(const Records& records, const LinkOptions& options = {}) {
  core::Silence silence;
  const auto candidates = Candidates::find(records, options.candidates, silence);
  return *link_records(one_list(), records, *candidates, options, silence);
}

std::map<std::pair<std::string, std::string>, double> by_id(const Records& records, const LinkResult& result) {
  std::map<std::pair<std::string, std::string>, double> out;
  for (const ScoredPair& pair : result.pairs) {
    std::string a(records.id(pair.a)), b(records.id(pair.b));
    if (b < a) std::swap(a, b);
    out[{a, b}] = pair.weight;
  }
  return out;
}

TEST(Run, finds_who_stands_twice_and_knows_how_sure_it_is) {
  const auto rows = invented_rows(1200, 400, 21);
  const LinkResult result = link(read_rows(rows));
  double right = 0, found = 0;
  for (const ScoredPair& pair : result.pairs) {
    EXPECT_LT(pair.a, pair.b);
    if (pair.probability < 0.5) continue;
    found += 1;
    right += rows[pair.a].back() == rows[pair.b].back() ? 1 : 0;
  }
  EXPECT_GE(right / found, 0.98);
  EXPECT_GE(right, 390);
  EXPECT_NEAR(result.diagnostics.expected_matches, 400, 12);
}

TEST(Run, neither_the_order_of_rows_nor_the_number_of_threads_shows) {
  auto rows = invented_rows(900, 300, 22);
  for (const Reach reach : {Reach::every_pair, Reach::all_pairs, Reach::blocks}) {
    LinkOptions options;
    if (reach != Reach::every_pair) options.candidates.every_pair_limit = 0;
    if (reach == Reach::blocks) {  // as a long list, with rules that have to split their blocks
      options.candidates.all_pairs_limit = 0;
      options.candidates.few_records = 0;
      options.candidates.pairs_a_rule = 5'000;
      options.candidates.pairs_a_record = 0;
    }
    options.threads = options.candidates.threads = 1;
    const Records records = read_rows(rows);
    const auto one = by_id(records, link(records, options));
    options.threads = options.candidates.threads = 4;
    std::ranges::reverse(rows);
    std::swap(rows[3], rows[700]);
    const Records other = read_rows(rows);
    const auto four = by_id(other, link(other, options));
    ASSERT_EQ(one.size(), four.size());
    for (const auto& [pair, weight] : one) {
      const auto found = four.find(pair);
      ASSERT_NE(found, four.end());
      EXPECT_NEAR(found->second, weight, 1e-9);
    }
  }
}

TEST(Run, a_model_that_was_saved_scores_as_it_did) {
  const Records records = read_rows(invented_rows(600, 200, 23));
  LinkOptions options;
  options.learn_variants = false;
  const LinkResult first = link(records, options);
  const auto document = core::parse_json(core::to_json(to_document(first.model)), "model.json");
  ASSERT_TRUE(document);
  const auto model = parse_model(*document);
  ASSERT_TRUE(model) << model.error().args.begin()->second;
  options.model = *model;
  const LinkResult again = link(records, options);
  ASSERT_NEAR(static_cast<double>(again.pairs.size()), static_cast<double>(first.pairs.size()), 2);
  const auto one = by_id(records, first), two = by_id(records, again);
  for (const auto& [pair, weight] : one) {
    const auto found = two.find(pair);
    if (found == two.end()) continue;
    EXPECT_NEAR(found->second, weight, 1e-3);
  }
}

TEST(Run, a_model_of_other_lists_or_a_damaged_one_is_refused) {
  const Records records = read_rows(invented_rows(60, 20, 24));
  LinkOptions options;
  const LinkResult first = link(records, options);
  options.model = first.model;
  options.model->groups[0].first = "other";
  core::Silence silence;
  const auto candidates = Candidates::find(records, options.candidates, silence);
  const auto refused = link_records(one_list(), records, *candidates, options, silence);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind.code, kModelLists.code);
  auto document = to_document(first.model);
  document.set("prior", 2.0);
  EXPECT_FALSE(parse_model(document));
  EXPECT_FALSE(parse_model(core::Value("model")));
}

TEST(Run, an_explanation_adds_up_to_the_weight) {
  const Records records = read_rows(invented_rows(600, 200, 25));
  const LinkResult result = link(records);
  const ScoredPair& pair = *std::ranges::max_element(result.pairs, {}, &ScoredPair::weight);
  const Explanation told = *explain_pair(one_list(), records, result.model, pair.a, pair.b, &result.variants);
  double bits = told.prior_bits + told.other_bits + told.together_bits;
  for (const auto& part : told.parts) bits += part.bits + part.frequency_bits;
  EXPECT_NEAR(bits, told.weight, 1e-6);
  EXPECT_NEAR(told.calibrated, pair.weight, 1e-4);
}

TEST(Run, empty_lists_and_a_single_record_are_no_failure) {
  EXPECT_TRUE(link(read_rows({})).pairs.empty());
  EXPECT_TRUE(link(read_rows({Row{"1", "a", "b", "", "", "", "", "1"}})).pairs.empty());
  EXPECT_TRUE(link(read_rows({Row{"1", "", "", "", "", "", "", "1"}, Row{"2", "", "", "", "", "", "", "2"}})).pairs.empty());
}

TEST(Run, spellings_of_one_name_are_learned_from_the_lists) {
  std::vector<Against> seen;
  for (std::uint32_t k = 0; k < 20; ++k) seen.push_back({1, 2});
  for (std::uint32_t k = 0; k < 200; ++k) seen.push_back({3 + k, 300 + k});
  const Variants variants = learn_variants(seen);
  EXPECT_TRUE(variants.has(2, 1));
  EXPECT_EQ(variants.size(), 1U);
}

TEST(Run, D20_D23_records_are_compared_only_as_the_lists_that_were_admitted) {
  static_assert(!std::is_invocable_v<decltype(link_records), const Records&, const Candidates&, const LinkOptions&, core::Progress&>);
  const Records records = read_rows(invented_rows(60, 20, 26));
  core::Silence silence;
  const auto candidates = Candidates::find(records, {}, silence);
  const LinkResult allowed = link(records);
  for (const AdmittedLists& other : {one_list(Role::service), *admit_in_the_clear({{.name = "another", .role = {}, .duplicate_free = false}})}) {
    const auto refused = link_records(other, records, *candidates, {}, silence);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind.code, kNotAdmitted.code);
    EXPECT_EQ(refused.error().kind.exit, core::Exit::refused);
    EXPECT_FALSE(explain_pair(other, records, allowed.model, 0, 1));
  }
}

TEST(Run, who_did_not_agree_is_in_no_training_no_frequency_and_no_pair) {
  auto rows = invented_rows(400, 100, 27);
  const auto result_of = [](const Records& records) { return core::to_json(to_document(link(records).model)); };
  RecordReader reader{NameTables()};
  reader.begin_file({.name = "list", .role = {}, .duplicate_free = false}, kHeader);
  std::vector<std::string_view> views;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    views.assign(rows[i].begin(), rows[i].end());
    i % 3 == 0 ? reader.set_row_aside(views) : reader.add_row(views);
  }
  const Records partly = reader.finish();
  ASSERT_EQ(partly.aside.size(), (rows.size() + 2) / 3);
  EXPECT_EQ(partly.aside[1].row, 4U);
  EXPECT_EQ(partly.aside[1].id, rows[3][0]);
  std::vector<Row> agreed;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (i % 3 != 0) agreed.push_back(rows[i]);
  EXPECT_EQ(result_of(partly), result_of(read_rows(agreed)));
}

}  // namespace
}  // namespace palermo::link::testing
