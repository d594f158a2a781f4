// SPDX-License-Identifier: Apache-2.0
// What is judged when two files of ids do not hold the same records, and what is never told.
#include "palermo/link/evaluation.hpp"

#include <gtest/gtest.h>

namespace palermo::link {
namespace {

core::Silence silence;

std::vector<ClusterRow> clusters(std::string_view text, std::string_view group = "") {
  return *read_clusters(text, "clusters.csv", group, silence);
}

std::string fault(std::string_view text, std::string_view group = "") {
  const auto read = read_clusters(text, "clusters.csv", group, silence);
  if (read) return "none";
  return std::string(read.error().kind.code) + " " + std::to_string(read.error().place.row);
}

TEST(PeopleFiles, two_columns_are_enough_and_named_columns_may_stand_anywhere) {
  const auto two = clusters("id,cluster\nr1,a\nr2,b\n");
  ASSERT_EQ(two.size(), 2U);
  EXPECT_EQ(two[1].record, "r2");
  EXPECT_EQ(two[1].person, "b");
  const auto named = clusters("sex,person_id,record_id\nf,p1,r1\n", "sex");
  EXPECT_EQ(named[0].record, "r1");
  EXPECT_EQ(named[0].person, "p1");
  EXPECT_EQ(named[0].group, "f");
}

TEST(PeopleFiles, a_file_from_inside_is_read_without_its_first_line) {
  EXPECT_EQ(clusters("not for release\nrecord_id,person_id\nr1,p1\n").size(), 1U);
  EXPECT_EQ(clusters("not for release\r\nrecord_id,person_id\r\nr1,p1\r\n").size(), 1U);
}

TEST(PeopleFiles, what_would_change_the_measure_is_refused_with_its_row) {
  EXPECT_EQ(fault("a,b,c\n1,2,3\n"), "link.cluster_columns 1");
  EXPECT_EQ(fault("record_id,person_id\nr1,p1\nr2,p2\nr1,p3\n"), "link.record_twice 4");
  EXPECT_EQ(fault("record_id,person_id\nr1,\n"), "link.empty_id 2");
  EXPECT_EQ(fault("record_id,person_id\nr1,p1\nr2\n"), "link.damaged_rows 3");
  EXPECT_EQ(fault("record_id,person_id\nr1,p1\n", "sex"), "link.no_column 1");
  EXPECT_EQ(fault("not for release"), "csv.no_header 0");
}

TEST(PeopleFiles, pairs_need_probabilities_between_0_and_1) {
  const auto code = [](std::string_view text) {
    const auto read = read_pairs(text, "pairs.csv", silence);
    return read ? std::string("none") : std::string(read.error().kind.code);
  };
  EXPECT_EQ(code("record_a,record_b,weight_bits,probability\na,b,3,0.9\n"), "none");
  for (const char* p : {"", "1.1", "-0.1", "nan", "0,9", "0.5x"})
    EXPECT_EQ(code("record_a;record_b;probability\n"), "link.pair_columns") << p;
  for (const char* p : {"", "1.1", "-0.1", "nan", "0.5x"})
    EXPECT_EQ(code("record_a,record_b,probability\na,b," + std::string(p) + "\n"), "link.bad_probability") << p;
}

TEST(PeopleFiles, no_error_repeats_an_id) {
  const auto read = read_clusters("record_id,person_id\nMaria,p1\nMaria,p2\n", "clusters.csv", "", silence);
  ASSERT_FALSE(read);
  EXPECT_EQ(core::Catalogue("en").explain(read.error()).find("Maria"), std::string::npos);
}

TEST(Evaluation, records_of_one_file_alone_are_counted_and_not_judged) {
  const auto found = clusters("r,p\nr1,x\nr2,x\nr3,y\nr9,y\n"), truth = clusters("r,p\nr8,1\nr3,2\nr2,1\nr1,1\n");
  const std::vector<PairRow> pairs{{"r1", "r2", 0.9}, {"r1", "r3", 0.2}, {"r1", "r9", 0.9}};
  const Evaluation answer = evaluate(found, truth, &pairs);
  EXPECT_EQ(answer.score.records, 3);
  EXPECT_EQ(answer.score.persons_found, 2);
  EXPECT_EQ(answer.only_clusters.records, 1);
  EXPECT_EQ(answer.only_clusters.first_rows, std::vector<std::int64_t>{5});
  EXPECT_EQ(answer.only_truth.first_rows, std::vector<std::int64_t>{2});
  EXPECT_EQ(*answer.score.pairwise.f1, 1);
  EXPECT_EQ(answer.pairs_not_judged, 1);
  EXPECT_EQ(answer.calibration->matches, 1);
  EXPECT_TRUE(answer.groups.empty());
}

TEST(Evaluation, small_groups_are_told_together_so_that_no_single_cell_is_shown) {
  std::string text = "record_id,person_id,sex\n";
  for (int r = 0; r < 12; ++r) text += "f" + std::to_string(r) + ",p,f\n";
  text += "a,q,Maria\nb,q,Ana\nc,q,\n";
  const auto truth = clusters(text, "sex");
  Evaluation answer = evaluate(truth, truth, nullptr);
  judge_groups(answer, truth, truth, "sex");
  ASSERT_EQ(answer.groups.size(), 3U);
  EXPECT_EQ(answer.groups[0].name, "f");
  EXPECT_EQ(answer.groups[1].kind, NamedGroup::Kind::not_recorded);
  EXPECT_EQ(answer.groups[2].kind, NamedGroup::Kind::small);
  EXPECT_EQ(answer.groups[2].recall.records, 2);
  core::Value document;
  add_to(document, answer);
  const std::string shown = core::to_json(document) + evaluation_text(answer, core::Catalogue("en"));
  EXPECT_EQ(shown.find("Maria"), std::string::npos);
  EXPECT_EQ(shown.find("\xE2\x9F\xA6"), std::string::npos) << "every text is in the catalogue: " << shown;
}

TEST(Evaluation, D32_the_worst_group_is_named_where_there_are_links_enough_to_say_so) {
  // Forty people of each of two groups with two records; of "men" all are found, of "women" every other; nine of a third, none found.
  std::string truth_text = "record_id,person_id,sex,nationality\n", found_text = "record_id,person_id\n";
  const auto add = [&](const std::string& sex, int people, int every) {
    for (int p = 0; p < people; ++p)
      for (int r = 0; r < 2; ++r) {
        const std::string record = sex + std::to_string(p) + "-" + std::to_string(r), person = sex + std::to_string(p);
        truth_text += record + "," + person + "," + sex + ",KH\n";
        found_text += record + "," + (every > 0 && p % every == 0 ? person : record) + "\n";
      }
  };
  add("men", 40, 1);
  add("women", 40, 2);
  add("other", 9, 0);
  Evaluation answer = evaluate(clusters(found_text), clusters(truth_text), nullptr);
  judge_groups(answer, clusters(found_text), clusters(truth_text, "nationality"), "nationality");
  EXPECT_FALSE(answer.worst_group) << "one group cannot be the worst of several";
  judge_groups(answer, clusters(found_text), clusters(truth_text, "sex"), "sex");
  ASSERT_TRUE(answer.worst_group);
  EXPECT_EQ(answer.groups[*answer.worst_group].name, "women");
  EXPECT_EQ(answer.groups[*answer.worst_group].field, "sex");
  EXPECT_DOUBLE_EQ(*answer.recall_gap, 0.5);
}

TEST(Evaluation, precision_and_recall_fall_and_rise_with_the_threshold_and_pairs_never_kept_count_as_missed) {
  const std::vector<double> probability{0.9, 0.8, 0.8, 0.3, 0.95};
  const std::vector<std::uint8_t> is_match{1, 0, 1, 1, 1};
  const auto curve = precision_recall(probability, is_match, 8);
  ASSERT_EQ(curve.size(), 4U);
  EXPECT_EQ(curve[0].probability, 0.95);
  EXPECT_EQ(curve[2].pairs, 4);
  EXPECT_DOUBLE_EQ(*curve[2].precision, 0.75);
  EXPECT_DOUBLE_EQ(*curve[3].recall, 0.5);
  std::vector<double> many(50'000);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<double>(i) / 50'000;
  const std::vector<std::uint8_t> all(many.size(), 1);
  const auto thinned = precision_recall(many, all, 50'000);
  EXPECT_LE(thinned.size(), kCurvePoints);
  EXPECT_EQ(thinned.front().pairs, 1);
  EXPECT_EQ(thinned.back().pairs, 50'000);
  EXPECT_TRUE(precision_recall({}, {}, 3).empty());
}

}  // namespace
}  // namespace palermo::link
