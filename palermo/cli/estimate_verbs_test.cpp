// SPDX-License-Identifier: Apache-2.0
// palermo estimate as one types it: the order of the answer, refusals as results, what the report holds and what it does not.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cmath>

#include "palermo/cli/estimate_call_test.hpp"
#include "palermo/cli/estimate_words.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/value.hpp"

namespace palermo::cli {
namespace {

const std::string kRoot = PALERMO_SOURCE_DIR;
const std::string kDemo = kRoot + "/data/demo/estimate/";

std::string written(const core::TemporaryFolder& folder, const std::string& name, const std::string& text) {
  const std::string path = (folder.path() / name).string();
  EXPECT_TRUE(core::write_file(path, text));
  return path;
}

std::vector<std::string> fired(const core::Value& answer) {
  std::vector<std::string> ids;
  for (const core::Value& rule : answer["verdict"]["rules"].items()) ids.push_back(rule["id"].as_text());
  return ids;
}

TEST(EstimateWords, people_are_told_with_two_figures) {
  const core::Catalogue catalogue;
  EXPECT_EQ(people_text(11'313, catalogue), "11,000");
  EXPECT_EQ(people_text(96.4, catalogue), "96");
  EXPECT_EQ(people_text(INFINITY, catalogue), "no end");
  EXPECT_EQ(range_text(11'313, {9'298, 14'320}, catalogue), "11,000 (9,300 to 14,000)");
  EXPECT_EQ(two_figures(0.01234), 0.012);
}

TEST(EstimateWords, rounding_tells_no_fewer_people_than_were_seen) {
  const core::Catalogue catalogue;
  EXPECT_EQ(people_text(123.2, catalogue, 123), "123");  // 120 to two figures: fewer than there are
  EXPECT_EQ(people_text(141.9, catalogue, 123), "140");
  EXPECT_EQ(range_text(126, {123.4, 151}, catalogue, 123), "130 (123 to 150)");
}

TEST(EstimateWords, nothing_is_more_exact_than_it_was_drawn) {
  const core::Catalogue catalogue;
  EXPECT_EQ(probability_text(0.001, catalogue), "0.001 or less");  // none of 999 tables was as extreme
  EXPECT_EQ(probability_text(0.1551, catalogue), "0.16");
  EXPECT_EQ(spread_text({.low = 11'313, .middle = 11'313, .high = 11'313, .runs = 60, .failed = 0}, catalogue), "11,000");  // nothing was drawn
  estimate::Fired low{.rule = {}, .measured = -0.857, .missing = false, .lists = {}};
  low.rule.measure = "truth_bias";
  low.rule.threshold = -0.4;
  EXPECT_TRUE(has(measured_text(low, catalogue), "0.42, below 0.67"));  // a reader thinks in factors, not in logarithms
}

// Of Korea's 123 women none is lost to rounding, and a lower bound says what it supposes.
TEST(EstimateMse, prints_no_end_below_the_people_seen) {
  const Said said = estimate_call({"mse", kRoot + "/data/reference/korea3/table.csv", "--replicates", "30"});
  ASSERT_EQ(said.exit, 0) << said.err;
  const std::string methods = said.out.substr(said.out.find("All methods"), said.out.find("From fewer people") - said.out.find("All methods"));
  EXPECT_FALSE(has(methods, "120 to") || has(methods, "(120")) << methods;
  EXPECT_TRUE(has(said.out, "123 to"));
  EXPECT_FALSE(has(said.out, "cannot tell the best"));  // ten BIC units are odds of 150 to 1, not a tie
}

TEST(EstimateMse, says_first_whether_the_table_can_carry_an_estimate) {
  const Said said = estimate_call({"mse", kRoot + "/data/reference/kosovo4/table.csv", "--replicates", "30"});
  ASSERT_EQ(said.exit, 0) << said.err;
  const std::size_t verdict = said.out.find("Can this table carry an estimate?"), methods = said.out.find("All methods"),
                    models = said.out.find("Models, best BIC first"), sensitivity = said.out.find("Without each list");
  EXPECT_EQ(verdict, 0U);
  EXPECT_LT(verdict, methods);
  EXPECT_LT(methods, models);
  EXPECT_LT(models, sensitivity);
  EXPECT_NE(sensitivity, std::string::npos);
  EXPECT_FALSE(has(said.out, "⟦")) << said.out.substr(said.out.find("⟦"), 200);
  EXPECT_FALSE(has(said.out, "14,342"));  // two figures in words
}

TEST(EstimateMse, answers_with_every_digit_in_json) {
  const core::Value answer = json(estimate_call({"--json", "mse", kRoot + "/data/reference/kosovo4/table.csv", "--replicates", "30"}));
  EXPECT_EQ(answer["n"], core::Value(4400));
  EXPECT_EQ(answer["verdict"]["value"], core::Value("usable as a lower bound"));
  bool seen = false;
  for (const core::Value& method : answer["methods"].items()) {
    if (method["method"] != core::Value("stepwise")) continue;
    seen = true;
    EXPECT_EQ(std::lround(method["estimate"].as_number()), 14'342);
    EXPECT_EQ(method["interval"].items().size(), 2U);
    EXPECT_EQ(method["level"], core::Value(0.95));
  }
  EXPECT_TRUE(seen);
}

TEST(EstimateMse, refuses_by_name_and_the_refusal_is_an_answer) {
  const core::TemporaryFolder folder;
  const std::string nobody = written(folder, "nobody.csv", "a,b,c,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n");
  const Said text = estimate_call({"mse", nobody});
  EXPECT_EQ(text.exit, 3);
  EXPECT_TRUE(has(text.out, "nobody_twice"));
  EXPECT_TRUE(has(text.err, "D30"));
  const Said said = estimate_call({"--json", "mse", nobody});
  EXPECT_EQ(said.exit, 3);
  const core::Value answer = json(said);
  EXPECT_EQ(answer["verdict"]["value"], core::Value("not usable"));
  EXPECT_TRUE(answer["methods"].items().empty());
  EXPECT_EQ(fired(answer).front(), "nobody_twice");
}

TEST(EstimateMse, two_lists_nested_lists_and_empty_triples_are_refused) {
  const core::TemporaryFolder folder;
  const auto first_rule = [&](const std::string& text) {
    const Said said = estimate_call({"--json", "mse", written(folder, "t.csv", text)});
    EXPECT_EQ(said.exit, 3);
    return fired(json(said)).front();
  };
  EXPECT_EQ(first_rule("a,b,count\n1,0,40\n0,1,30\n1,1,12\n"), "two_lists");
  EXPECT_EQ(first_rule("a,b,c,count\n1,0,0,200\n0,0,1,70\n1,1,0,50\n1,0,1,30\n1,1,1,20\n"), "nested_list");
  EXPECT_EQ(first_rule("a,b,c,count\n1,0,0,200\n0,1,0,150\n1,1,0,20\n0,0,1,120\n1,0,1,30\n0,1,1,25\n"), "no_triples");
}

TEST(EstimateMse, the_order_of_lists_and_rows_does_not_matter) {
  const core::TemporaryFolder folder;
  const std::string one = written(folder, "one.csv", "a,b,c,count\n1,0,0,200\n0,1,0,150\n1,1,0,20\n0,0,1,120\n1,0,1,30\n0,1,1,25\n1,1,1,8\n");
  const std::string two = written(folder, "two.csv", "c,a,b,count\n1,1,1,8\n0,0,1,150\n1,0,1,25\n1,1,0,30\n0,1,1,20\n1,0,0,120\n0,1,0,200\n");
  const auto without_clock = [&](const std::string& path) {
    core::Value answer = json(estimate_call({"--json", "mse", path, "--replicates", "30"}));
    answer.set("input", core::Value());
    std::string text;
    for (const core::Value& method : answer["methods"].items()) text += core::to_json(method["estimate"], -1) + core::to_json(method["interval"], -1) + method["model"].as_text();
    return text + core::to_json(answer["verdict"], -1) + core::to_json(answer["diagnosis"], -1);
  };
  EXPECT_EQ(without_clock(one), without_clock(two));
}

TEST(EstimateMse, referrals_change_what_may_be_said) {
  const auto verdict = [](const std::vector<std::string>& more) {
    std::vector<std::string> words{"--json", "mse", kDemo + "capture.csv", "--replicates", "30"};
    words.insert(words.end(), more.begin(), more.end());
    return json(estimate_call(words))["verdict"]["value"];
  };
  EXPECT_EQ(verdict({}), core::Value("usable as a lower bound"));
  EXPECT_EQ(verdict({"--referrals", kDemo + "referrals.csv"}), core::Value("usable"));
}

TEST(EstimateMse, writes_a_report_for_its_owner_alone_without_script_or_outside_request) {
  const core::TemporaryFolder folder;
  const std::string out = (folder.path() / "report").string();
  const Said said = estimate_call({"mse", kDemo + "capture.csv", "--referrals", kDemo + "referrals.csv", "--lists", kDemo + "lists.yaml", "--replicates", "30", "--report", out});
  ASSERT_EQ(said.exit, 0) << said.err;
  const std::string html = core::read_file(out + "/index.html").value_or("");
  EXPECT_TRUE(html.starts_with("<!DOCTYPE html><!-- not for release -->"));
  EXPECT_TRUE(has(html, "<svg"));
  EXPECT_TRUE(has(html, "raids, reports, people who come to a station"));
  for (const char* part : {"<script", "href=\"http", "src=", "url(http", "@import", "⟦", ">nan<"}) EXPECT_FALSE(has(html, part)) << part;
  struct stat info {};
  ASSERT_EQ(::stat((out + "/index.html").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
  EXPECT_TRUE(core::parse_json(core::read_file(out + "/estimate.json").value_or(""), "estimate.json"));
}

TEST(EstimateMse, lists_that_say_nothing_of_themselves_are_named) {
  const Said said = estimate_call({"mse", kDemo + "capture.csv", "--replicates", "30"});
  EXPECT_TRUE(has(said.out, "helpline, labour_inspection, police, shelter"));
  const Said stated = estimate_call({"mse", kDemo + "capture.csv", "--lists", kDemo + "lists.yaml", "--replicates", "30"});
  EXPECT_FALSE(has(stated.out, "Nobody has said"));
}

TEST(EstimateModels, tells_of_every_model_whether_it_has_an_estimate) {
  const core::Value answer = json(estimate_call({"--json", "models", kRoot + "/data/reference/korea3/table.csv", "--order", "2"}));
  EXPECT_EQ(answer["models"].items().size(), 8U);
  EXPECT_EQ(answer["n"], core::Value(123));
  const core::Value& best = answer["models"].items().front();
  EXPECT_EQ(best["status"], core::Value(0));
  EXPECT_EQ(std::lround(best["estimate"].as_number()), 157);
  for (const core::Value& model : answer["models"].items()) EXPECT_EQ(model["estimate"].is_null(), model["status"].as_int() != 0);
}

TEST(EstimateModels, where_no_model_has_an_estimate_it_says_so_and_why) {
  const core::TemporaryFolder folder;
  const std::string nobody = written(folder, "nobody.csv", "a,b,c,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n");
  const Said text = estimate_call({"models", nobody});
  EXPECT_EQ(text.exit, 0) << text.err;
  EXPECT_TRUE(has(text.out, "No model has an estimate"));
  const core::Value answer = json(estimate_call({"--json", "models", nobody}));
  EXPECT_EQ(answer["with_estimate"], core::Value(0));
  EXPECT_EQ(answer["models"].items().size(), 8U);
  for (const core::Value& model : answer["models"].items()) EXPECT_NE(model["status"], core::Value(0));
}

TEST(EstimateModels, prints_a_table) {
  const Said said = estimate_call({"models", kRoot + "/data/reference/kosovo4/table.csv", "--order", "3"});
  ASSERT_EQ(said.exit, 0) << said.err;
  EXPECT_TRUE(has(said.out, "113 models"));
  EXPECT_FALSE(has(said.out, "⟦"));
}

}  // namespace
}  // namespace palermo::cli
