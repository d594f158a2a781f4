// SPDX-License-Identifier: Apache-2.0
// Clerical review and ids over time, as one types them: what clerks see and do not see, what is refused, what comes back.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/core/value.hpp"

namespace palermo::cli {
namespace {

const std::string kShelter = PALERMO_SOURCE_DIR "/data/demo/lists/shelter.csv";
const std::string kHotline = PALERMO_SOURCE_DIR "/data/demo/lists/hotline.csv";
const std::string kTruth = PALERMO_SOURCE_DIR "/data/demo/lists/truth.csv";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Said link_call(std::vector<std::string> words) {
  words.insert(words.begin(), {"--data", PALERMO_SOURCE_DIR "/data", "--quiet", "link"});
  return call(words);
}

core::Value json(const std::string& text) {
  const auto value = core::parse_json(text, "answer");
  EXPECT_TRUE(value.has_value()) << text.substr(0, 300);
  return value ? *value : core::Value();
}

std::string content(const std::string& path) { return core::read_file(path).value_or(""); }

std::vector<std::vector<std::string>> rows_of(const std::string& path) {  // cells of these files hold no comma in quotes but values
  std::vector<std::vector<std::string>> rows;
  std::istringstream text(content(path));
  std::string line;
  while (std::getline(text, line)) {
    std::vector<std::string> cells{""};
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      else if (c == ',' && !quoted) cells.emplace_back();
      else cells.back() += c;
    }
    rows.push_back(cells);
  }
  return rows;
}

std::map<std::string, std::string> pairs_in(const std::string& path) {  // record -> second cell
  std::map<std::string, std::string> out;
  const auto rows = rows_of(path);
  for (const auto& row : rows)
    if (row.size() > 1) out[row[0]] = row[1];
  return out;
}

class LinkReview : public testing::Test {
 protected:
  std::string at(const std::string& name) const { return here_ / name; }

  void make_run(const std::string& name = "linked") const {
    const Said said = link_call({"run", kShelter, kHotline, "--duplicate-free", "shelter", "--duplicate-free", "hotline", "--draws", "0", "--out", at(name)});
    ASSERT_EQ(said.exit, 0) << said.err;
  }
  [[nodiscard]] Said make(std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"review", "make", at("linked"), "--out", at("review"), "--pairs", "120"};
    words.insert(words.end(), more.begin(), more.end());
    return link_call(words);
  }
  // A clerk who knows the truth, and errs at every `slip`th pair; says "unsure" of every `unsure`th.
  std::string labelled(int clerk, std::size_t slip = 0, std::size_t unsure = 0, const std::string& from = "") const {
    const auto truth = pairs_in(kTruth);
    const std::string path = from.empty() ? at("review/inside/clerk-" + std::to_string(clerk) + ".csv") : from;
    const auto rows = rows_of(path);
    std::string text;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      std::vector<std::string> cells = rows[r];
      if (r > 1) {
        const bool same = truth.at(cells[2]) == truth.at(cells[3]);
        const std::size_t number = std::stoul(cells[0].substr(5));
        const std::string word = unsure != 0 && number % unsure == 0 ? "unsure" : same != (slip != 0 && number % slip == 0) ? "same" : "different";
        cells[cells.size() - 2] = word;
      }
      for (std::size_t c = 0; c < cells.size(); ++c) text += (c == 0 ? "" : ",") + cells[c];
      text += "\n";
    }
    return here_.file("labelled-" + std::to_string(clerk) + ".csv", text);
  }
  [[nodiscard]] Said read(const std::string& a, const std::string& b, std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"review", "read", a, b, "--sample", at("review/inside/sample.csv"), "--out", at("labels")};
    words.insert(words.end(), more.begin(), more.end());
    return link_call(words);
  }

  core::TemporaryFolder here_;
};

TEST_F(LinkReview, clerks_see_neither_score_nor_model_nor_each_other_and_their_files_are_for_their_owner_alone) {
  make_run();
  const Said said = make();
  ASSERT_EQ(said.exit, 0) << said.err;
  std::vector<std::vector<std::string>> order;
  for (const char* clerk : {"1", "2"}) {
    const std::string path = at("review/inside/clerk-" + std::string(clerk) + ".csv");
    struct stat info {};
    ASSERT_EQ(::stat(path.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
    const auto rows = rows_of(path);
    ASSERT_EQ(rows.size(), 122U);
    EXPECT_EQ(rows[0], std::vector<std::string>{"not for release"});
    EXPECT_EQ(rows[1], (std::vector<std::string>{"pair", "clerk", "record_a", "record_b", "label", "note"}));
    auto& codes = order.emplace_back();
    for (std::size_t r = 2; r < rows.size(); ++r) {
      ASSERT_EQ(rows[r].size(), 6U);
      EXPECT_EQ(rows[r][1], clerk);
      EXPECT_EQ(rows[r][4] + rows[r][5], "");
      codes.push_back(rows[r][0]);
    }
  }
  EXPECT_NE(order[0], order[1]);
  std::ranges::sort(order[0]);
  std::ranges::sort(order[1]);
  EXPECT_EQ(order[0], order[1]);
  struct stat info {};
  ASSERT_EQ(::stat(at("review/inside").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0700U);
}

TEST_F(LinkReview, what_records_say_is_shown_only_when_it_is_asked_for_with_the_lists_that_were_linked) {
  make_run();
  EXPECT_EQ(make({"--values"}).exit, 2) << "without the lists";
  EXPECT_EQ(make({"--values", kShelter}).exit, 2) << "not all of them";
  EXPECT_FALSE(std::filesystem::exists(at("review")));
  ASSERT_EQ(make().exit, 0);
  EXPECT_FALSE(has(content(at("review/inside/clerk-1.csv")), "Makara"));
  const Said said = make({"--values", kShelter, kHotline});
  ASSERT_EQ(said.exit, 0) << said.err;
  const auto rows = rows_of(at("review/inside/clerk-1.csv"));
  EXPECT_TRUE(std::ranges::find(rows[1], "a given_name") != rows[1].end());
  EXPECT_FALSE(has(said.out, "Makara"));
  EXPECT_EQ(make({"--values", kShelter, kHotline, "--role", "shelter=service", "--role", "hotline=enforcement"}).exit, 3) << "roles are judged here too";
}

TEST_F(LinkReview, two_clerks_who_mostly_agree_are_told_how_far_and_what_a_third_has_to_look_at) {
  make_run();
  ASSERT_EQ(make().exit, 0);
  const std::string first = labelled(1, 30), second = labelled(2, 0, 25);
  const Said said = read(first, second, {"--json"});
  ASSERT_EQ(said.exit, 0) << said.err;
  const core::Value answer = json(said.out);
  EXPECT_EQ(answer["pairs"], core::Value(120));
  const auto open = answer["third_look"].items().size();
  EXPECT_EQ(open, 8U);  // 120 / 30 slips and 120 / 25 unsure, none both
  EXPECT_NEAR(answer["agreement"].as_number(), 112 / 120.0, 1e-4);
  EXPECT_GT(answer["kappa"].as_number(), 0.6);
  EXPECT_LT(answer["kappa_interval"]["low"].as_number(), answer["kappa"].as_number());
  EXPECT_EQ(answer["open"], core::Value(8));
  // The third look has the open pairs and nobody's labels; with it nothing stays open.
  const auto third = rows_of(at("labels/inside/third.csv"));
  ASSERT_EQ(third.size(), 2 + open);
  for (std::size_t r = 2; r < third.size(); ++r) EXPECT_EQ(third[r][4], "");
  const core::Value settled = json(read(first, second, {"--json", "--third", labelled(10, 0, 0, at("labels/inside/third.csv"))}).out);
  EXPECT_EQ(settled["open"], core::Value(0));
  EXPECT_EQ(settled["settled_by_third"], core::Value(8));
}

TEST_F(LinkReview, a_file_of_one_clerk_twice_of_another_review_or_not_finished_is_refused) {
  make_run();
  ASSERT_EQ(make().exit, 0);
  const std::string first = labelled(1), second = labelled(2);
  EXPECT_EQ(read(first, first).exit, 2);
  EXPECT_EQ(read(at("review/inside/clerk-1.csv"), second).exit, 2) << "no label yet";
  std::string text = content(second);
  EXPECT_EQ(read(first, here_.file("cut.csv", text.substr(0, text.rfind('\n', text.size() - 2) + 1))).exit, 2) << "a pair left out";
  std::string odd = text;
  const std::size_t word = odd.find("different");
  odd.replace(word, 9, "perhaps");
  EXPECT_EQ(read(first, here_.file("odd.csv", odd)).exit, 4);
  EXPECT_FALSE(std::filesystem::exists(at("labels")));
  const Said said = read(first, here_.file("odd.csv", odd));
  EXPECT_FALSE(has(said.err, "sim-") || has(said.err, "perhaps")) << said.err;
}

TEST_F(LinkReview, labels_come_back_and_the_model_keeps_the_line) {
  make_run();
  ASSERT_EQ(make().exit, 0);
  ASSERT_EQ(read(labelled(1, 40), labelled(2)).exit, 0);
  const Said said = link_call({"run", kShelter, kHotline, "--duplicate-free", "shelter", "--duplicate-free", "hotline", "--draws", "0", "--out", at("again"), "--labels",
                               at("labels/inside/labels.csv"), "--json"});
  ASSERT_EQ(said.exit, 0) << said.err;
  const core::Value labels = json(said.out)["labels"];
  EXPECT_EQ(labels["given"], core::Value(120));
  EXPECT_EQ(labels["found"], core::Value(120));
  EXPECT_LE(labels["matches_by_labels_interval"]["low"].as_number(), labels["matches_by_labels"].as_number());
  EXPECT_GT(labels["slope"].as_number(), 0);
  // A labelled pair has the probability of its label.
  std::map<std::pair<std::string, std::string>, double> probability;
  const auto pairs = rows_of(at("again/inside/pairs.csv"));
  for (std::size_t r = 2; r < pairs.size(); ++r) probability[std::minmax(pairs[r][0], pairs[r][1])] = std::stod(pairs[r][3]);
  const auto rows = rows_of(at("labels/inside/labels.csv"));
  for (std::size_t r = 2; r < rows.size(); ++r) {
    if (rows[r][2] == "open") continue;
    const double certainty = std::stod(rows[r][5]);
    EXPECT_NEAR(probability.at(std::minmax(rows[r][0], rows[r][1])), rows[r][2] == "same" ? certainty : 1 - certainty, 1e-4);
  }
  // The saved model scores a run without labels by the same line.
  EXPECT_GE(json(content(at("again/model.json")))["calibration"].items().size(), 2U);
  EXPECT_TRUE(json(content(at("again/receipt.json")))["labels"].is_object());
  EXPECT_EQ(link_call({"run", kShelter, kHotline, "--duplicate-free", "shelter", "--duplicate-free", "hotline", "--draws", "0", "--out", at("again"), "--model", at("again/model.json")}).exit, 0);
}

TEST_F(LinkReview, labels_of_other_lists_are_too_few_for_these) {
  make_run();
  const std::string labels = here_.file("labels.csv", "record_a,record_b,label,stratum,inclusion,certainty\nx,y,same,0,1,0.9\n");
  EXPECT_EQ(link_call({"run", kShelter, kHotline, "--out", at("again"), "--labels", labels}).exit, 2);
  EXPECT_FALSE(std::filesystem::exists(at("again")));
}

// Lists in which everybody says enough to be linked for sure, so that a test can make people come, go, be one and be two.
class EarlierIds : public testing::Test {
 protected:
  static std::string row(const std::string& id, int person) {
    static const std::vector<std::string> given{"Sokha", "Thida", "Dara", "Siriphon", "Mykola", "Amina", "Rashid", "Ewa", "Kofi", "Leila"};
    static const std::vector<std::string> family{"Chann", "Oum", "Prak", "Sookngam", "Shevchuk", "Diallo", "Karim", "Nowak", "Mensah", "Haddad"};
    const auto p = static_cast<std::size_t>(person);
    const std::string n = std::to_string(person);
    return id + "," + given[p % 10] + "," + family[(p / 10 + 3 * p) % 10] + "," + (person % 2 == 0 ? "F" : "M") + ",19" + std::to_string(60 + person % 35) + "-0" + std::to_string(1 + person % 9) + "-" +
           std::to_string(10 + person % 18) + ",+855 12 " + std::to_string(100 + person * 7) + " " + std::to_string(200 + person * 13) + "\n";
  }
  static std::string header() { return "record_id,given_name,family_name,sex,dob,phone\n"; }
  [[nodiscard]] Said run(const std::string& out, const std::string& earlier = "", const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{"run", here_ / "a.csv", here_ / "b.csv", "--draws", "0", "--json", "--out", here_ / out};
    if (!earlier.empty()) words.insert(words.end(), {"--earlier", here_ / earlier + "/inside/clusters.csv"});
    words.insert(words.end(), more.begin(), more.end());
    return link_call(words);
  }
  std::map<std::string, std::string> ids(const std::string& out) const { return pairs_in(here_ / out + "/inside/clusters.csv"); }
  void lists(const std::string& a, const std::string& b) const {
    (void)here_.file("a.csv", header() + a);
    (void)here_.file("b.csv", header() + b);
  }
  // Persons first .. last - 1 on a list.
  static std::string people(const std::string& list, int first, int last) {
    std::string text;
    for (int p = first; p < last; ++p) text += row(list + std::to_string(p), p);
    return text;
  }

  core::TemporaryFolder here_;
};

TEST_F(EarlierIds, who_is_there_again_keeps_her_id_also_when_records_come_and_go) {
  lists(people("a", 0, 40), people("b", 20, 60));
  ASSERT_EQ(run("one").exit, 0);
  lists(people("a", 5, 45), people("b", 20, 70));  // five records of persons 0-4 gone, 5 new on a (of persons known from b), 10 new on b
  const Said said = run("two", "one");
  ASSERT_EQ(said.exit, 0) << said.err;
  auto before = ids("one"), after = ids("two");
  for (const auto& [record, id] : after)
    if (const auto found = before.find(record); found != before.end()) {
      EXPECT_EQ(id, found->second) << record;
    }
  EXPECT_EQ(after["a42"], before["b42"]);
  const core::Value counts = json(said.out)["person_ids"];
  EXPECT_EQ(counts["kept"], core::Value(55));
  EXPECT_EQ(counts["gone"], core::Value(5));
  EXPECT_EQ(counts["new"], core::Value(10));
  EXPECT_EQ(counts["merged"], core::Value(0));
  EXPECT_EQ(counts["split"], core::Value(0));
  EXPECT_EQ(counts["records_gone"], core::Value(5));
  EXPECT_EQ(json(content(here_ / "two/receipt.json"))["person_ids"]["kept"], core::Value(55));
  // A third run: nobody gets an id that somebody had.
  lists(people("a", 5, 45), people("b", 20, 90));
  ASSERT_EQ(run("three", "two").exit, 0);
  std::set<std::string> used;
  for (const auto& [record, id] : before) used.insert(id);
  const auto third = ids("three");
  for (int p = 70; p < 90; ++p) EXPECT_FALSE(used.contains(third.at("b" + std::to_string(p)))) << p;
  EXPECT_TRUE(has(content(here_ / "three/inside/id_history.csv"), "\n2,gone,"));
}

TEST_F(EarlierIds, two_who_turn_out_to_be_one_and_one_who_turns_out_to_be_two_are_told) {
  lists(people("a", 0, 40), people("b", 20, 60));
  ASSERT_EQ(run("one").exit, 0);
  auto before = ids("one");
  ASSERT_EQ(before["a25"], before["b25"]);
  ASSERT_NE(before["a3"], before["b50"]);
  // b50 now says what a3 says; b25 now says what nobody says.
  std::string b = people("b", 20, 60);
  const auto replace = [&](int old_person, int new_person) {
    const std::string id = "b" + std::to_string(old_person), old_row = row(id, old_person);
    b.replace(b.find(old_row), old_row.size(), row(id, new_person));
  };
  replace(50, 3);
  replace(25, 83);
  lists(people("a", 0, 40), b);
  const Said said = run("two", "one");
  ASSERT_EQ(said.exit, 0) << said.err;
  auto after = ids("two");
  EXPECT_EQ(after["a3"], after["b50"]);
  EXPECT_NE(after["a25"], after["b25"]);
  EXPECT_TRUE(after["a25"] == before["a25"] || after["b25"] == before["a25"]) << "one of the two keeps the id";
  const core::Value counts = json(said.out)["person_ids"];
  EXPECT_EQ(counts["merged"], core::Value(1));
  EXPECT_EQ(counts["split"], core::Value(1));
  EXPECT_EQ(counts["new"], core::Value(1));
  const std::string history = content(here_ / "two/inside/id_history.csv");
  EXPECT_TRUE(has(history, "2,merged,")) << history;
  EXPECT_TRUE(has(history, "2,split,")) << history;
}

TEST_F(EarlierIds, records_are_found_again_when_their_ids_get_the_name_of_their_list_in_front) {
  lists(people("a", 0, 20), people("b", 10, 30));
  ASSERT_EQ(run("one").exit, 0);
  auto before = ids("one");
  lists(people("a", 0, 20) + row("b12", 71), people("b", 10, 30));  // now both lists have a b12
  ASSERT_EQ(run("two", "one").exit, 0);
  auto after = ids("two");
  EXPECT_EQ(after["a/a5"], before["a5"]);
  EXPECT_EQ(after["b/b12"], before["b12"]);
  EXPECT_NE(after["a/b12"], before["b12"]);
}

TEST_F(EarlierIds, the_clusters_of_other_lists_are_refused_and_so_is_a_damaged_history) {
  lists(people("a", 0, 20), people("b", 10, 30));
  ASSERT_EQ(run("one").exit, 0);
  lists(people("x", 0, 20), people("y", 10, 30));
  EXPECT_EQ(run("two", "one").exit, 2);
  lists(people("a", 0, 20), people("b", 10, 30));
  ASSERT_EQ(run("two", "one").exit, 0);
  std::ofstream(here_ / "two/inside/id_history.csv", std::ios::app) << "2,vanished,p1,,1\n";
  EXPECT_EQ(run("three", "two").exit, 4);
}

TEST_F(EarlierIds, who_did_not_agree_is_counted_keeps_an_id_and_trains_nothing) {
  const auto with_consent = [](std::string text, const std::string& word) {
    std::string out;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) out += line + "," + word + "\n";
    return out;
  };
  const auto write = [&](const std::string& name, const std::string& yes, const std::string& no) {
    (void)here_.file(name, "record_id,given_name,family_name,sex,dob,phone,may\n" + with_consent(yes, "yes") + with_consent(no, "no"));
  };
  write("a.csv", people("a", 0, 30), people("a", 30, 40));
  write("b.csv", people("b", 10, 30), people("b", 30, 60));
  const std::string config = here_.file("s.yaml", "format: palermo-link-config/1\nconsent_column: may\n");
  const Said said = run("asked", "", {"--config", config});
  ASSERT_EQ(said.exit, 0) << said.err;
  EXPECT_EQ(json(said.out)["records"], core::Value(90));
  EXPECT_EQ(json(said.out)["records_without_consent"], core::Value(40));
  auto found = ids("asked");
  EXPECT_EQ(found["a15"], found["b15"]);
  EXPECT_NE(found["a35"], found["b35"]);
  // The model is what it is without their rows.
  write("a.csv", people("a", 0, 30), "");
  write("b.csv", people("b", 10, 30), "");
  ASSERT_EQ(run("without", "", {"--config", config}).exit, 0);
  EXPECT_EQ(content(here_ / "asked/model.json"), content(here_ / "without/model.json"));
  EXPECT_EQ(content(here_ / "asked/inside/pairs.csv"), content(here_ / "without/inside/pairs.csv"));
}

}  // namespace
}  // namespace palermo::cli
