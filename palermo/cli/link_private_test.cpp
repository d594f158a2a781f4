// SPDX-License-Identifier: Apache-2.0
// Private linkage as holders meet it: files on sticks, from keys to the table, and what is refused on the way.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/core/value.hpp"

namespace palermo::cli {
namespace {

namespace fs = std::filesystem;

const std::string kData = std::string(PALERMO_SOURCE_DIR) + "/data";

// A shelter and a hotline with 60 invented people each, 25 of them on both; a unit that counts.
class PrivateLinkage : public testing::Test {
 protected:
  core::TemporaryFolder here_;

  std::string at(std::string_view name) const { return here_ / name; }

  Said say(std::vector<std::string> words) const {
    words.insert(words.begin(), {"link", "private"});
    words.insert(words.end(), {"--data", kData});
    return call(words);
  }

  std::string key_of(const std::string& party) const {
    const Said said = say({"key", "--desk", at(party), "--json"});
    EXPECT_EQ(said.exit, 0) << said.err;
    return (*core::parse_json(said.out, "key"))["key"].as_text();
  }

  std::string list(const std::string& name, int first, int last) {
    std::string text = "record_id,given_name,family_name,sex,dob,phone\n";
    for (int i = first; i < last; ++i) {
      const std::string n = std::to_string(i);
      text += name + "-" + n + ",Given" + std::string(1, static_cast<char>('a' + i % 26)) + std::string(1, static_cast<char>('a' + i / 26)) + "x,Family" +
              std::string(1, static_cast<char>('a' + i % 26)) + std::string(1, static_cast<char>('a' + i / 26)) + "y,F,1990-02-" + (i % 27 < 9 ? "0" : "") + std::to_string(i % 27 + 1) + ",\n";
    }
    return here_.file(name + ".csv", text);
  }

  void SetUp() override {
    (void)list("shelter", 0, 60);
    (void)list("hotline", 35, 95);
    agreement_ = here_.file("agreement.yaml",
                            "format: palermo-link-agreement/1\nproject: velmora\npurpose: counting people once\nholders:\n  - {name: shelter, role: service, key: \"" + key_of("shelter") +
                                "\"}\n  - {name: hotline, role: service, key: \"" + key_of("hotline") + "\"}\nfinisher: {name: unit, role: research, key: \"" + key_of("unit") +
                                "\"}\nkeys: [name_birth, name_year_sex]\nuntil: 2099-12-31\nsmallest_list: 50\n");
  }

  void all_sign() {
    for (const char* party : {"shelter", "hotline", "unit"}) EXPECT_EQ(say({"sign", agreement_, "--desk", at(party)}).exit, 0);
  }

  // From the finisher round both holders: `made`, then the names of its third letter.
  void carry(const std::string& letter, const std::string& made) const {
    const std::string stem = made.substr(0, 1);
    ASSERT_EQ(say({"finish", agreement_, at(letter), "--desk", at("unit"), "--out", at(made)}).exit, 0);
    ASSERT_EQ(say({"answer", agreement_, at(made), "--desk", at("shelter"), "--out", at(stem + "2")}).exit, 0);
    ASSERT_EQ(say({"answer", agreement_, at(stem + "2"), "--desk", at("hotline"), "--out", at(stem + "3")}).exit, 0);
  }

  Said offer(const std::string& out, const std::string& file = "shelter.csv") const { return say({"offer", agreement_, at(file), "--desk", at("shelter"), "--out", at(out)}); }

  std::string agreement_;
};

TEST_F(PrivateLinkage, from_keys_to_the_table) {
  all_sign();
  ASSERT_EQ(offer("l1").exit, 0);
  ASSERT_EQ(say({"answer", agreement_, at("l1"), at("hotline.csv"), "--desk", at("hotline"), "--out", at("l2")}).exit, 0);
  ASSERT_EQ(say({"answer", agreement_, at("l2"), "--desk", at("shelter"), "--out", at("l3")}).exit, 0);
  carry("l3", "m1");
  carry("m3", "n1");
  const Said done = say({"finish", agreement_, at("n3"), "--desk", at("unit"), "--out", at("counted"), "--json"});
  ASSERT_EQ(done.exit, 0) << done.err;
  const auto answer = *core::parse_json(done.out, "answer");
  EXPECT_EQ(answer["keys"].items()[0]["people_added"], core::Value(25));
  EXPECT_EQ(answer["keys"].items()[1]["people_added"], core::Value(0));
  const std::string tables = *core::read_file(at("counted/inside/capture_tables.jsonl"));
  EXPECT_NE(tables.find(R"({"history":"11","count":25})"), std::string::npos) << tables;
  EXPECT_NE(tables.find(R"({"history":"10","count":35})"), std::string::npos) << tables;
  // No letter names anybody, and no file of the desk does.
  for (const auto& entry : fs::recursive_directory_iterator(here_.path()))
    if (entry.is_regular_file() && entry.path().extension() != ".csv") {
      EXPECT_EQ(core::read_file(entry.path().string(), std::int64_t{1} << 30, true)->find("Given"), std::string::npos) << entry.path();
    }
  struct stat status {};
  ASSERT_EQ(::stat(at("shelter").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0700U);
}

TEST_F(PrivateLinkage, D20_nothing_is_offered_before_all_have_signed) {
  EXPECT_EQ(say({"sign", agreement_, "--desk", at("shelter")}).exit, 0);
  const Said said = offer("l1");
  EXPECT_EQ(said.exit, 3);
  EXPECT_NE(said.err.find("D20"), std::string::npos) << said.err;
  EXPECT_FALSE(fs::exists(at("l1")));
}

TEST_F(PrivateLinkage, D20_a_second_run_a_short_list_a_nested_list_and_a_letter_answered_twice_are_refused) {
  all_sign();
  ASSERT_EQ(offer("l1").exit, 0);
  EXPECT_NE(offer("l1b").err.find("allows 1 run"), std::string::npos);
  (void)list("short", 0, 49);
  ASSERT_EQ(say({"answer", agreement_, at("l1"), at("short.csv"), "--desk", at("hotline"), "--out", at("l2")}).exit, 3);
  ASSERT_EQ(say({"answer", agreement_, at("l1"), at("hotline.csv"), "--desk", at("hotline"), "--out", at("l2")}).exit, 0);
  EXPECT_NE(say({"answer", agreement_, at("l1"), at("hotline.csv"), "--desk", at("hotline"), "--out", at("l2b")}).err.find("answered before"), std::string::npos);
  // A new agreement between the same parties: the shelter's list has grown by a few, or shrunk; one where people came and went is taken.
  std::string text = *core::read_file(agreement_);
  text.replace(text.find("velmora"), 7, "second1");
  text.erase(text.find("\"signatures\""));
  text.erase(text.rfind(','));
  agreement_ = here_.file("second.yaml", text + "}\n");
  all_sign();
  (void)list("grown", 0, 63);
  (void)list("shrunk", 3, 60);
  (void)list("moved", 10, 70);
  EXPECT_NE(offer("m1", "grown.csv").err.find("lies within"), std::string::npos);
  EXPECT_NE(offer("m1", "shrunk.csv").err.find("lies within"), std::string::npos);
  EXPECT_NE(offer("m1", "shelter.csv").err.find("lies within"), std::string::npos);
  EXPECT_FALSE(fs::exists(at("m1")));
  EXPECT_EQ(offer("m1", "moved.csv").exit, 0);
}

TEST_F(PrivateLinkage, D20_a_pass_is_finished_once) {
  all_sign();
  ASSERT_EQ(offer("l1").exit, 0);
  ASSERT_EQ(say({"answer", agreement_, at("l1"), at("hotline.csv"), "--desk", at("hotline"), "--out", at("l2")}).exit, 0);
  ASSERT_EQ(say({"answer", agreement_, at("l2"), "--desk", at("shelter"), "--out", at("l3")}).exit, 0);
  ASSERT_EQ(say({"finish", agreement_, at("l3"), "--desk", at("unit"), "--out", at("l3")}).exit, 2);  // a file that is there
  ASSERT_EQ(say({"finish", agreement_, at("l3"), "--desk", at("unit"), "--out", at("m1")}).exit, 0);
  const Said again = say({"finish", agreement_, at("l3"), "--desk", at("unit"), "--out", at("m1b")});
  EXPECT_EQ(again.exit, 3);
  EXPECT_FALSE(fs::exists(at("m1b")));
}

TEST_F(PrivateLinkage, a_journal_that_was_cut_short_loses_nothing_that_was_reported_done) {
  all_sign();
  ASSERT_EQ(offer("l1").exit, 0);
  {
    std::ofstream journal(at("shelter/journal.jsonl"), std::ios::app);
    journal << R"({"agreement":"00)";  // the power went here
  }
  EXPECT_NE(offer("l1b").err.find("allows 1 run"), std::string::npos);
  const std::string lines = *core::read_file(at("shelter/journal.jsonl"));
  EXPECT_TRUE(lines.ends_with("}\n")) << lines;
}

TEST_F(PrivateLinkage, tier_C_gives_draws_and_keeps_no_exact_cell) {
  std::string text = *core::read_file(agreement_);
  agreement_ = here_.file("noisy.yaml", text + "tier: C\nsigma: 3\n");
  all_sign();
  ASSERT_EQ(offer("l1").exit, 0);
  ASSERT_EQ(say({"answer", agreement_, at("l1"), at("hotline.csv"), "--desk", at("hotline"), "--out", at("l2")}).exit, 0);
  ASSERT_EQ(say({"answer", agreement_, at("l2"), "--desk", at("shelter"), "--out", at("l3")}).exit, 0);
  carry("l3", "m1");
  carry("m3", "n1");
  const Said done = say({"finish", agreement_, at("n3"), "--desk", at("unit"), "--out", at("counted"), "--draws", "50", "--json"});
  ASSERT_EQ(done.exit, 0) << done.err;
  EXPECT_EQ(done.out.find("people_added"), std::string::npos) << done.out;
  const std::string tables = *core::read_file(at("counted/inside/capture_tables.jsonl"));
  EXPECT_EQ(std::count(tables.begin(), tables.end(), '\n'), 51);
  EXPECT_EQ(tables.find(R"("draw":0)"), std::string::npos);
  for (const auto& entry : fs::directory_iterator(at("unit"))) EXPECT_EQ(entry.path().filename().string().find("account"), std::string::npos);
}

// The same parties under tier B, with desks of their own.
class KeyedFilters : public PrivateLinkage {
 protected:
  void SetUp() override {
    PrivateLinkage::SetUp();
    std::string text = *core::read_file(agreement_);
    text.replace(text.find("keys: [name_birth, name_year_sex]"), 33, "fields: [name, birth, sex]\ntier: B");
    agreement_ = here_.file("filters.yaml", text);
  }
  Said key(const std::string& out) const { return say({"filters", "key", agreement_, "--to", "hotline", "--desk", at("shelter"), "--out", at(out)}); }
  Said write(const std::string& holder, const std::string& out, std::vector<std::string> more = {}, const std::string& list = "") const {
    std::vector<std::string> words{"filters", "write", agreement_, at((list.empty() ? holder : list) + ".csv"), "--desk", at(holder), "--duplicate-free", "--out", at(out)};
    words.insert(words.end(), more.begin(), more.end());
    return say(words);
  }
  Said link(const std::vector<std::string>& letters, const std::string& out) const {
    std::vector<std::string> words{"filters", "link", agreement_};
    for (const std::string& letter : letters) words.push_back(at(letter));
    words.insert(words.end(), {"--desk", at("unit"), "--out", at(out), "--draws", "20", "--json"});
    return say(words);
  }
};

TEST_F(KeyedFilters, from_the_key_to_the_table_and_no_name_and_no_pair_on_the_way) {
  EXPECT_EQ(key("k0").exit, 3) << "before all have signed";
  all_sign();
  ASSERT_EQ(key("k").exit, 0);
  ASSERT_EQ(write("shelter", "f1").exit, 0);
  EXPECT_EQ(write("hotline", "f2").exit, 2) << "without the key";
  ASSERT_EQ(write("hotline", "f2", {"--key", at("k")}).exit, 0);
  const Said done = link({"f2", "f1"}, "counted");
  ASSERT_EQ(done.exit, 0) << done.err;
  const auto answer = *core::parse_json(done.out, "answer");
  EXPECT_EQ(answer["records"], core::Value(120));
  EXPECT_NEAR(answer["people"].as_number(), 95, 2);
  EXPECT_EQ(core::read_file(at("counted/inside/result.json"))->find("Given"), std::string::npos);
  std::set<std::string> files;
  for (const auto& entry : fs::directory_iterator(at("counted/inside"))) files.insert(entry.path().filename().string());
  EXPECT_EQ(files, (std::set<std::string>{"capture_tables.jsonl", "result.json"})) << "only tables leave the unit";
  for (const char* letter : {"k", "f1", "f2"}) EXPECT_EQ(core::read_file(at(letter))->find("Given"), std::string::npos);
}

TEST_F(KeyedFilters, D20_a_second_run_a_short_a_nested_a_replayed_or_a_foreign_file_is_refused) {
  all_sign();
  ASSERT_EQ(key("k").exit, 0);
  ASSERT_EQ(write("shelter", "f1").exit, 0);
  EXPECT_EQ(write("shelter", "f1b").exit, 3) << "one run is agreed";
  (void)list("short", 0, 49);
  EXPECT_EQ(write("hotline", "f2", {"--key", at("k")}, "short").exit, 3);
  EXPECT_EQ(write("hotline", "f2", {"--key", at("f1")}).exit, 4) << "filters are no key";
  ASSERT_EQ(write("hotline", "f2", {"--key", at("k")}).exit, 0);
  EXPECT_EQ(link({"f1"}, "counted").exit, 2) << "one holder is missing";
  EXPECT_EQ(link({"f1", "f1"}, "counted").exit, 3);
  EXPECT_EQ(say({"filters", "link", agreement_, at("f1"), at("f2"), "--desk", at("shelter"), "--out", at("counted")}).exit, 3) << "the finisher alone counts";
  std::string changed = *core::read_file(at("f1"));
  changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] == 'A' ? 'B' : 'A');
  (void)here_.file("f1c", changed);
  EXPECT_EQ(link({"f1c", "f2"}, "counted").exit, 3);
  EXPECT_FALSE(fs::exists(at("counted")));
  ASSERT_EQ(link({"f1", "f2"}, "counted").exit, 0);
  EXPECT_EQ(link({"f1", "f2"}, "again").exit, 3) << "counted once";
  // Neither do letters of the ring go under this agreement, nor these under another.
  EXPECT_EQ(say({"offer", agreement_, at("shelter.csv"), "--desk", at("shelter"), "--out", at("l1")}).exit, 3);
  std::string text = *core::read_file(agreement_);
  text.replace(text.find("velmora"), 7, "second1");
  text.erase(text.find("\"signatures\""));
  text.erase(text.rfind(','));
  agreement_ = here_.file("second.yaml", text + "}\n");
  all_sign();
  EXPECT_EQ(link({"f1", "f2"}, "foreign").exit, 3);
  EXPECT_EQ(write("shelter", "g1").exit, 3) << "the same list once more, between the same parties";
}

TEST_F(PrivateLinkage, D20_a_letter_changed_replayed_or_of_another_agreement_is_refused_and_leaves_nothing) {
  all_sign();
  ASSERT_EQ(offer("l1").exit, 0);
  std::string changed = *core::read_file(at("l1"));
  changed[changed.find('\n') + 5] = static_cast<char>(changed[changed.find('\n') + 5] == 'A' ? 'B' : 'A');
  (void)here_.file("l1c", changed);
  const auto answer = [&](const std::string& letter, const std::string& out) { return say({"answer", agreement_, at(letter), at("hotline.csv"), "--desk", at("hotline"), "--out", at(out)}); };
  EXPECT_EQ(answer("l1c", "l2").exit, 3) << "mis-signed";
  EXPECT_FALSE(fs::exists(at("l2")));
  ASSERT_EQ(answer("l1", "l2").exit, 0);
  EXPECT_EQ(answer("l1", "l2b").exit, 3) << "replayed";
  EXPECT_EQ(say({"answer", agreement_, at("l2"), at("hotline.csv"), "--desk", at("hotline"), "--out", at("l2b")}).exit, 3) << "meant for another";
  std::string text = *core::read_file(agreement_);
  text.replace(text.find("velmora"), 7, "second1");
  text.erase(text.find("\"signatures\""));
  text.erase(text.rfind(','));
  agreement_ = here_.file("second.yaml", text + "}\n");
  all_sign();
  EXPECT_EQ(answer("l1", "l2b").exit, 3) << "of another agreement";
  EXPECT_FALSE(fs::exists(at("l2b")));
}

}  // namespace
}  // namespace palermo::cli
