// SPDX-License-Identifier: Apache-2.0
// palermo link run and link explain as one types them: who is refused before what, what is left on the disk, what is said and what is not.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <map>
#include <set>
#include <sstream>

#include "palermo/cli/call_test.hpp"
#include "palermo/cli/interrupt.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/catalogue.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/core/value.hpp"
#include "palermo/link/comparisons.hpp"

namespace palermo::cli {
namespace {

const std::string kShelter = PALERMO_SOURCE_DIR "/data/demo/lists/shelter.csv";
const std::string kHotline = PALERMO_SOURCE_DIR "/data/demo/lists/hotline.csv";

// Six people on two lists, so that a test can know who is who; the column of truth is wrong on purpose.
const std::string kHeader = "record_id,given_name,family_name,sex,dob,nationality,phone,may_link,cluster\n";
const std::string kA = kHeader +
                       "a1,Sokha,Chann,F,1990-03-14,KH,+855 12 345 671,yes,x1\n"
                       "a2,Thida,Oum,F,1988-11-02,KH,+855 12 345 672,no,x2\n"
                       "a3,Dara,Prak,M,1979-07-25,KH,+855 12 345 673,yes,x3\n"
                       "a4,Siriphon,Sookngam,F,2001-12-09,TH,+66 81 234 5674,yes,x4\n";
const std::string kB = kHeader +
                       "b1,Sokha,Chann,F,1990-03-14,KH,+855 12 345 671,yes,y1\n"
                       "b2,Thida,Oum,F,1988-11-02,KH,+855 12 345 672,yes,y2\n"
                       "b3,Dara,Prak,M,1979-07-25,KH,+855 12 345 673,yes,y3\n"
                       "b5,Mykola,Shevchuk,M,1966-01-30,UA,+380 44 123 4567,yes,x1\n";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

unsigned mode_of(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 0777U : 0;
}

Said link_call(std::vector<std::string> words) {
  words.insert(words.begin(), {"--data", PALERMO_SOURCE_DIR "/data", "--quiet", "link"});
  return call(words);
}

core::Value json(const std::string& text) {
  const auto value = core::parse_json(text, "answer");
  EXPECT_TRUE(value.has_value()) << text.substr(0, 300);
  return value ? *value : core::Value();
}

// record id -> person id, of inside/clusters.csv
std::map<std::string, std::string> clusters(const std::string& folder) {
  std::map<std::string, std::string> out;
  std::istringstream text(core::read_file(folder + "/inside/clusters.csv").value_or(""));
  std::string line;
  std::getline(text, line);
  EXPECT_EQ(line, "not for release");
  std::getline(text, line);
  while (std::getline(text, line)) out[line.substr(0, line.find(','))] = line.substr(line.find(',') + 1, line.rfind(',') - line.find(',') - 1);
  return out;
}

// The same partition has the same text, whatever its persons are called.
std::set<std::set<std::string>> partition(const std::string& folder) {
  std::map<std::string, std::set<std::string>> by_person;
  for (const auto& [record, person] : clusters(folder)) by_person[person].insert(record);
  std::set<std::set<std::string>> out;
  for (const auto& [person, records] : by_person) out.insert(records);
  return out;
}

class LinkVerbs : public testing::Test {
 protected:
  std::string a() const { return here_.file("a.csv", kA); }
  std::string b() const { return here_.file("b.csv", kB); }
  std::string out() const { return here_ / "linked"; }
  [[nodiscard]] Said run_small(std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"run", a(), b(), "--out", out(), "--duplicate-free", "a", "--duplicate-free", "b", "--draws", "20"};
    words.insert(words.end(), more.begin(), more.end());
    return link_call(words);
  }

  core::TemporaryFolder here_;
};

TEST_F(LinkVerbs, a_run_writes_what_is_not_for_release_for_its_owner_alone) {
  const Said said = link_call({"run", kShelter, kHotline, "--out", out(), "--draws", "20"});
  ASSERT_EQ(said.exit, 0) << said.err;
  EXPECT_EQ(mode_of(out() + "/inside"), 0700U);
  EXPECT_EQ(mode_of(out() + "/report"), 0700U);
  for (const char* name : {"inside/pairs.csv", "inside/clusters.csv", "inside/capture_tables.jsonl", "receipt.json", "report/index.html"}) {
    const std::string path = out() + "/" + name;
    EXPECT_EQ(mode_of(path), 0600U) << name;
    const auto text = core::read_file(path);
    ASSERT_TRUE(text.has_value()) << name;
    const std::string top = text->substr(0, text->find('\n', 2));
    EXPECT_TRUE(has(top, "not for release")) << name << ": " << top;
  }
  EXPECT_TRUE(has(core::read_file(out() + "/inside/.gitignore").value_or(""), "\n*\n"));
}

TEST_F(LinkVerbs, neither_model_nor_receipt_nor_report_holds_what_a_record_says) {
  ASSERT_EQ(run_small().exit, 0);
  for (const char* name : {"model.json", "receipt.json", "report/index.html"}) {
    const std::string text = core::read_file(out() + "/" + name).value_or("");
    ASSERT_FALSE(text.empty()) << name;
    for (const char* value : {"Sokha", "sokha", "Shevchuk", "shevchuk", "1990-03-14", "345671", "345 671"}) EXPECT_FALSE(has(text, value)) << name << ": " << value;
  }
}

TEST_F(LinkVerbs, D20_a_service_and_enforcement_are_refused_before_a_file_is_opened) {
  const Said said = link_call({"run", here_ / "no_shelter.csv", here_ / "no_police.csv", "--role", "no_shelter=service", "--role", "no_police=enforcement", "--out", out()});
  EXPECT_EQ(said.exit, 3);  // and not 4: the files do not exist
  EXPECT_TRUE(has(said.err, "D20")) << said.err;
  EXPECT_EQ(here_.entries(), 0U);
}

TEST_F(LinkVerbs, D23_health_or_labour_inspection_and_immigration_are_refused_before_a_file_is_opened) {
  for (const char* role : {"health", "labour_inspection"})
    for (const char* other : {"immigration", "enforcement"})
      for (const char* verb : {"run", "explain"}) {
        std::vector<std::string> words{verb};
        if (words[0] == "explain") words.insert(words.end(), {"a1", "b1"});
        words.insert(words.end(), {here_ / "one.csv", here_ / "two.csv", "--role", std::string("one=") + role, "--role", std::string("two=") + other});
        if (words[0] == "run") words.insert(words.end(), {"--out", out()});
        const Said said = link_call(words);
        EXPECT_EQ(said.exit, 3) << verb << role << other;
        EXPECT_TRUE(has(said.err, "D23")) << said.err;
      }
  EXPECT_EQ(here_.entries(), 0U);
}

TEST_F(LinkVerbs, D20_roles_of_settings_count_like_those_of_the_command_line) {
  const std::string config = here_.file("s.yaml", "format: palermo-link-config/1\nlists:\n  - {name: one, role: service}\n  - {name: two, role: immigration}\n");
  EXPECT_EQ(link_call({"run", here_ / "one.csv", here_ / "two.csv", "--config", config, "--out", out()}).exit, 3);
  EXPECT_EQ(here_.entries(), 1U);
}

TEST_F(LinkVerbs, D20_lists_that_a_column_names_are_judged_when_their_names_are_known) {
  const std::string all = here_.file("all.csv", "org,record_id,full_name\npolice,1,Sok Dara\nshelter,2,Sok Dara\n");
  const Said said = link_call({"run", all, "--list-column", "org", "--role", "shelter=service", "--role", "police=enforcement", "--out", out()});
  EXPECT_EQ(said.exit, 3) << said.out;
  EXPECT_EQ(here_.entries(), 1U);
}

TEST_F(LinkVerbs, lists_without_a_role_are_said_in_answer_receipt_and_report) {
  const Said said = run_small({"--role", "a=service"});
  ASSERT_EQ(said.exit, 0) << said.err;
  EXPECT_TRUE(has(said.out, "taken as one controller’s own: b")) << said.out;
  EXPECT_TRUE(has(core::read_file(out() + "/report/index.html").value_or(""), "taken as one controller’s own: b"));
  const core::Value receipt = json(core::read_file(out() + "/receipt.json").value_or(""));
  EXPECT_EQ(receipt["taken_as_one_controllers_own"].items().size(), 1U);
  const Said again = run_small({"--role", "a=service", "--json"});
  EXPECT_EQ(json(again.out)["taken_as_one_controllers_own"].items().at(0), core::Value("b"));
}

TEST_F(LinkVerbs, settings_that_do_not_fit_end_with_2) {
  const auto with = [&](const std::string& settings) {
    return link_call({"run", a(), b(), "--out", out(), "--config", here_.file("s.yaml", "format: palermo-link-config/1\n" + settings)});
  };
  EXPECT_EQ(with("columns: {given_name: shoe}\n").exit, 2);
  EXPECT_EQ(with("lists: [{name: c, role: service}]\n").exit, 2) << "no file is the list c";
  EXPECT_EQ(with("lists: [{name: a}, {name: a}]\n").exit, 2);
  EXPECT_EQ(with("lists: [{name: a, role: police}]\n").exit, 2);
  EXPECT_EQ(with("consent_column: nowhere\n").exit, 2);
  for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
           {"--role", "a"}, {"--role", "=service"}, {"--role", "a=judge"}, {"--id-column", "nowhere"}, {"--method", "magic"}, {"--duplicate-free", "c"}}) {
    std::vector<std::string> words{"run", a(), b(), "--out", out()};
    words.insert(words.end(), wrong.begin(), wrong.end());
    const Said said = link_call(words);
    EXPECT_EQ(said.exit, 2) << wrong.front() << wrong.back() << said.err;
    EXPECT_FALSE(has(said.err, "⟦")) << said.err;
  }
  EXPECT_FALSE(std::filesystem::exists(out()));
}

TEST_F(LinkVerbs, a_list_that_cannot_be_read_ends_with_4_and_leaves_nothing) {
  EXPECT_EQ(link_call({"run", a(), here_ / "missing.csv", "--out", out()}).exit, 4);
  EXPECT_EQ(link_call({"run", a(), here_.file("b.csv", "record_id,given_name\n"), "--out", out()}).exit, 4) << "a list without rows is hardly meant";
  EXPECT_EQ(link_call({"run", here_.file("e.csv", "record_id,given_name\n"), "--out", here_ / "other"}).exit, 4);
  const Said said = link_call({"run", a(), here_.file("c.csv", std::string("record_id,given_name\n1,\"never closed\n")), "--out", here_ / "other"});
  EXPECT_EQ(said.exit, 4) << said.err;
  for (const std::string& folder : {out(), std::string(here_ / "other")}) EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST_F(LinkVerbs, nothing_is_half_written_when_it_is_cancelled) {
  const std::vector<std::string> words{"--data", PALERMO_SOURCE_DIR "/data", "--quiet", "link", "run", kShelter, kHotline, "--out", out()};
  EXPECT_EXIT(
      {
        listen_for_interrupts();
        (void)std::raise(SIGINT);
        std::exit(call(words).exit);
      },
      testing::ExitedWithCode(130), "");
  EXPECT_EQ(here_.entries(), 0U);
}

TEST_F(LinkVerbs, ids_that_two_lists_share_are_written_with_the_name_of_their_list) {
  std::string second = kB;
  for (const char* id : {"1", "2", "3", "5"}) second.replace(second.find("\nb" + std::string(id)), 3, "\na" + std::string(id));
  const Said said = link_call({"run", a(), here_.file("b.csv", second), "--out", out(), "--draws", "0"});
  ASSERT_EQ(said.exit, 0) << said.err;
  EXPECT_TRUE(clusters(out()).contains("a/a1"));
  EXPECT_TRUE(clusters(out()).contains("b/a1"));
  EXPECT_EQ(clusters(out()).size(), 8U);
}

// Nobody said that the lists are free of duplicates, and they are short: a few drawn models ran to a solution with twice as many links, and
// the draws went down to half the people.
TEST_F(LinkVerbs, draws_of_short_lists_do_not_collapse_to_half_the_people) {
  const std::string lists = here_ / "lists";
  ASSERT_EQ(call({"--data", PALERMO_SOURCE_DIR "/data", "--quiet", "simulate", "lists", "--out", lists, "--seed", "8", "--people", "400"}).exit, 0);
  const Said said = link_call({"run", lists + "/health.csv", lists + "/hotline.csv", lists + "/labour_inspection.csv", lists + "/shelter.csv", "--out", out(), "--draws", "200"});
  ASSERT_EQ(said.exit, 0) << said.err;
  std::istringstream tables(core::read_file(out() + "/inside/capture_tables.jsonl").value_or(""));
  std::string line;
  std::getline(tables, line);
  double draws = 0, fewest = 1e9, sum = 0;
  while (std::getline(tables, line)) {
    const double people = json(line)["people"].as_number();
    fewest = std::min(fewest, people);
    sum += people;
    ++draws;
  }
  ASSERT_EQ(draws, 201) << "the point estimate is the first";
  EXPECT_GT(fewest, 0.6 * sum / draws);
}

TEST_F(LinkVerbs, a_record_without_consent_is_a_person_of_its_own_and_in_no_pair) {
  const std::string config = here_.file("s.yaml", "format: palermo-link-config/1\nconsent_column: may_link\n");
  ASSERT_EQ(run_small({"--config", config}).exit, 0);
  auto found = clusters(out());
  for (const auto& [record, person] : found) EXPECT_TRUE(record == "a2" || person != found["a2"]) << record;
  EXPECT_FALSE(has(core::read_file(out() + "/inside/pairs.csv").value_or(""), "a2"));
  const Said why = link_call({"explain", "a2", "b2", a(), b(), "--config", config, "--values"});
  EXPECT_EQ(why.exit, 2);
  EXPECT_FALSE(has(why.out + why.err, "Thida"));
}

TEST_F(LinkVerbs, json_is_one_document_and_nothing_else) {
  const Said said = run_small({"--json"});
  EXPECT_EQ(said.exit, 0);
  EXPECT_EQ(json(said.out)["format"], core::Value("palermo-link-run/1"));
  const Said refused = link_call({"run", "x.csv", "y.csv", "--role", "x=health", "--role", "y=immigration", "--out", out(), "--json"});
  EXPECT_EQ(refused.exit, 3);
  EXPECT_EQ(json(refused.out)["error"]["rule"], core::Value("D23"));
}

TEST_F(LinkVerbs, a_known_truth_is_never_compared) {
  ASSERT_EQ(run_small().exit, 0);
  const auto before = core::read_file(out() + "/inside/pairs.csv").value_or("");
  const auto model = core::read_file(out() + "/model.json").value_or("");
  const auto strip = [](std::string text) {
    std::string plain;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) plain += line.substr(0, line.rfind(',')) + "\n";
    return plain;
  };
  (void)here_.file("a.csv", strip(kA));
  const Said said = link_call({"run", here_ / "a.csv", here_.file("b.csv", strip(kB)), "--out", out(), "--duplicate-free", "a", "--duplicate-free", "b", "--draws", "20"});
  ASSERT_EQ(said.exit, 0) << said.err;
  EXPECT_EQ(core::read_file(out() + "/inside/pairs.csv").value_or("-"), before);
  EXPECT_EQ(core::read_file(out() + "/model.json").value_or("-"), model);
}

TEST_F(LinkVerbs, neither_threads_nor_the_order_of_rows_change_who_is_one_person) {
  const auto reversed = [&](const std::string& path, const std::string& name) {
    std::istringstream text(core::read_file(path).value_or(""));
    std::vector<std::string> rows;
    for (std::string line; std::getline(text, line);) rows.push_back(line);
    std::reverse(rows.begin() + 1, rows.end());
    std::string all;
    for (const std::string& row : rows) all += row + "\n";
    return here_.file(name, all);
  };
  const auto run_on = [&](const std::string& first, const std::string& second, const std::string& threads, const std::string& name) {
    const Said said = link_call({"run", first, second, "--threads", threads, "--draws", "0", "--out", here_ / name});
    EXPECT_EQ(said.exit, 0) << said.err;
    return partition(here_ / name);
  };
  const auto one = run_on(kShelter, kHotline, "1", "one");
  EXPECT_EQ(run_on(kShelter, kHotline, "2", "two"), one);
  EXPECT_EQ(core::read_file(here_ / "two/inside/pairs.csv").value_or("-"), core::read_file(here_ / "one/inside/pairs.csv").value_or(""));
  EXPECT_EQ(run_on(reversed(kShelter, "shelter.csv"), reversed(kHotline, "hotline.csv"), "2", "back"), one);
}

TEST_F(LinkVerbs, D32_expected_recall_is_told_by_group_and_small_groups_together) {
  const Said said = link_call({"run", kShelter, kHotline, "--out", out(), "--draws", "0", "--json"});
  ASSERT_EQ(said.exit, 0) << said.err;
  std::int64_t by_sex = 0, by_nationality = 0;
  const core::Value answer = json(said.out);
  for (const core::Value& row : answer["parity"]["groups"].items()) {
    (row["field"] == core::Value("sex") ? by_sex : by_nationality) += row["records"].as_int();
    if (row["kind"] == core::Value("named")) {
      EXPECT_GE(row["records"].as_int(), 20);
      EXPECT_FALSE(row["value"].as_text().empty());
    } else {
      EXPECT_TRUE(row["value"].is_null());
    }
  }
  EXPECT_EQ(by_sex, answer["records"].as_int());
  EXPECT_EQ(by_nationality, answer["records"].as_int());
  EXPECT_TRUE(has(core::read_file(out() + "/report/index.html").value_or(""), "Is anybody found less often?"));
}

TEST_F(LinkVerbs, D32_a_model_carries_for_whom_it_works_less_well_and_no_count_of_anybody) {
  ASSERT_EQ(link_call({"run", kShelter, kHotline, "--out", out(), "--draws", "0"}).exit, 0);
  const core::Value model = json(core::read_file(out() + "/model.json").value_or(""));
  EXPECT_EQ(model["parity"]["basis"], core::Value("expected from the model, not measured"));
  EXPECT_GE(model["parity"]["groups"].items().size(), 2U);
  for (const core::Value& row : model["parity"]["groups"].items()) EXPECT_EQ(row.members().size(), 3U);
  EXPECT_EQ(link_call({"run", kShelter, kHotline, "--out", out(), "--draws", "0", "--model", out() + "/model.json"}).exit, 0) << "it is read as before";
}

TEST_F(LinkVerbs, D32_evaluation_tells_the_worst_group_the_curve_and_the_page) {
  const std::string demo = PALERMO_SOURCE_DIR "/data/demo/link/";
  const Said said = link_call({"evaluate", "--clusters", demo + "clusters.csv", "--truth", demo + "truth.csv", "--pairs", demo + "pairs.csv", "--group", "sex", "--html", here_ / "page.html", "--json"});
  ASSERT_EQ(said.exit, 0) << said.err;
  const core::Value answer = json(said.out);
  ASSERT_FALSE(answer["precision_recall"].items().empty());
  double recall = 0;
  const core::Value curve = answer["precision_recall"];
  for (const core::Value& point : curve.items()) {
    EXPECT_GE(point["recall"].as_number(), recall);
    recall = point["recall"].as_number();
  }
  const core::Value calibration = answer["calibration"];
  for (const core::Value& bin : calibration["bins"].items()) {
    if (bin["pairs"] == core::Value(0)) continue;
    EXPECT_LE(bin["share_low"].as_number(), bin["share_true"].as_number());
    EXPECT_GE(bin["share_high"].as_number(), bin["share_true"].as_number());
  }
  if (!answer["worst_group"].is_null()) {
    EXPECT_EQ(answer["worst_group"]["field"], core::Value("sex"));
  }
  EXPECT_EQ(mode_of(here_ / "page.html"), 0600U);
  const std::string page = core::read_file(here_ / "page.html").value_or("");
  EXPECT_TRUE(has(page, "Precision against recall"));
  EXPECT_TRUE(has(page, "not for release"));
  EXPECT_FALSE(has(page, "⟦"));
  EXPECT_FALSE(has(page, "sim-")) << "no id";
  EXPECT_EQ(link_call({"evaluate", "--clusters", demo + "clusters.csv", "--truth", demo + "truth.csv", "--html", here_ / "page.html"}).exit, 2) << "a page that is there";
}

TEST_F(LinkVerbs, explain_adds_up_from_the_prior_to_the_weight_and_shows_levels_and_no_values) {
  const Said said = link_call({"explain", "a1", "b1", a(), b(), "--duplicate-free", "a", "--duplicate-free", "b", "--json", "--html", here_ / "why.html"});
  ASSERT_EQ(said.exit, 0) << said.err;
  const core::Value why = json(said.out);
  double sum = why["prior_bits"].as_number() + why["name_and_birth_bits"].as_number() + why["other_frequency_bits"].as_number();
  for (const core::Value& part : why["parts"].items()) sum += part["bits"].as_number() + part["frequency_bits"].as_number();
  EXPECT_NEAR(sum, why["weight"].as_number(), 0.01);
  EXPECT_EQ(mode_of(here_ / "why.html"), 0600U);
  const std::string page = core::read_file(here_ / "why.html").value_or("");
  EXPECT_TRUE(has(page, "<svg"));
  EXPECT_FALSE(has(page, "⟦"));
  const Said text = link_call({"explain", "a1", "b1", a(), b()});
  for (const std::string& shown : {said.out, page, text.out})
    for (const char* value : {"Sokha", "sokha", "1990", "345 671", "345671"}) EXPECT_FALSE(has(shown, value)) << value;
  EXPECT_EQ(link_call({"explain", "a1", "b1", a(), b(), "--html", here_ / "why.html"}).exit, 2) << "a page that is there is not written over";
}

TEST(LinkLevels, each_has_a_name_that_a_reader_can_read) {
  const auto keys = core::Catalogue::keys();
  for (std::size_t comparison = 0; comparison < link::kComparisons; ++comparison) {
    const link::ComparisonKind& kind = link::kind_of(comparison);
    for (std::size_t level = 1; level < kind.levels.size(); ++level)  // missing is worth nothing and not shown
      EXPECT_EQ(std::ranges::count(keys, "link.level." + std::string(kind.name) + "." + std::string(kind.levels[level])), 1) << kind.name << " " << kind.levels[level];
  }
}

TEST_F(LinkVerbs, explain_shows_what_the_records_say_only_when_asked) {
  const Said said = link_call({"explain", "a3", "b5", a(), b(), "--values"});
  ASSERT_EQ(said.exit, 0) << said.err;
  for (const char* value : {"Dara", "Shevchuk", "1966-01-30"}) EXPECT_TRUE(has(said.out, value)) << said.out;
  for (const char* other : {"Sokha", "Thida", "x3"}) EXPECT_FALSE(has(said.out, other)) << said.out;
}

TEST_F(LinkVerbs, an_id_that_is_not_there_is_not_repeated) {
  const Said said = link_call({"explain", "a1", "Somebodys Name", a(), b()});
  EXPECT_EQ(said.exit, 2);
  EXPECT_FALSE(has(said.out + said.err, "Somebodys")) << said.err;
  EXPECT_TRUE(has(said.err, "second")) << said.err;
  EXPECT_EQ(link_call({"explain", "a1", "a1", a(), b()}).exit, 2);
  EXPECT_EQ(link_call({"explain", "a1", "a3", a(), b(), "--duplicate-free", "a"}).exit, 2) << "they are never linked";
}

TEST_F(LinkVerbs, explain_with_the_model_of_a_run_gives_the_weight_that_the_run_wrote) {
  ASSERT_EQ(run_small().exit, 0);
  const Said said = link_call({"explain", "a1", "b1", a(), b(), "--duplicate-free", "a", "--duplicate-free", "b", "--model", out() + "/model.json", "--json"});
  ASSERT_EQ(said.exit, 0) << said.err;
  const std::string pairs = core::read_file(out() + "/inside/pairs.csv").value_or("");
  const std::size_t at = pairs.find("\na1,b1,");
  ASSERT_NE(at, std::string::npos) << "the two are not even worth keeping";
  EXPECT_NEAR(std::stod(pairs.substr(at + 7)), json(said.out)["calibrated"].as_number(), 0.01);
}

}  // namespace
}  // namespace palermo::cli
