// SPDX-License-Identifier: Apache-2.0
// The sheet, the refusal and the claim pack as they leave the program: whose name is on them (nobody's), and what they may not say.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "palermo/cli/main_app.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/catalogue.hpp"
#include "palermo/core/document.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/screen/lint.hpp"

namespace palermo::cli {
namespace {

struct Said {
  int exit;
  std::string out, err;
};

Said call(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int exit = run(arguments, {out, err});
  return {exit, out.str(), err.str()};
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::string kScenarios = "tests/scenarios/rights.yaml";

std::vector<std::string> scenario_ids() {
  std::vector<std::string> ids;
  const std::string text = read(kScenarios);
  const std::regex id(R"(  - id: (RG-[\w-]+))");
  for (std::sregex_iterator at(text.begin(), text.end(), id), end; at != end; ++at) ids.push_back((*at)[1]);
  return ids;
}

std::vector<std::string> sheet_of(const std::string& id, const std::string& state = "DE") {
  return {"rights", "sheet", kScenarios, id, "--state", state, "--date", "2024-03-17"};
}

TEST(Sheet, tells_no_case_no_article_no_id_and_no_day) {
  const std::regex id(R"(\b(AN|VT|CH|SM|AS|RF|WT|MW|ST|CR|K)\d\d\b)");
  ASSERT_GE(scenario_ids().size(), 25U);
  for (const std::string& one : scenario_ids()) {
    const Said said = call(sheet_of(one));
    ASSERT_EQ(said.exit, 0) << one << said.err;
    EXPECT_FALSE(contains(said.out, "RG-")) << one;
    EXPECT_FALSE(contains(said.out, "2024-03-17")) << one;
    EXPECT_TRUE(contains(said.out, "2024-03")) << one;
    EXPECT_FALSE(contains(said.out, "art.")) << one;
    EXPECT_FALSE(std::regex_search(said.out, id)) << one;
  }
}

TEST(Sheet, D1_names_in_the_case_file_never_reach_a_paper) {
  const core::TemporaryFolder folder;
  const std::string file = folder.file("case.yaml", "format: palermo-cases/1\nuses: palermo-vocabulary/1\ncases:\n  - id: Zorvanka\n    title: Zorvanka of Quillmere\n    story: Zorvanka was told to work.\n    why: Zorvanka\n    date: 2024-02\n    facts: {is_true: [work.worked, work.wages_due, harm.violence]}\n");
  for (const std::string verb : {"sheet", "claim"})
    for (const bool json : {false, true}) {
      const std::string html = folder / (verb + (json ? "1" : "0") + ".html");
      std::vector<std::string> arguments{"rights", verb, file, "--state", "DE", "--date", "2024-03-01", "--html", html};
      if (json) arguments.insert(arguments.begin(), "--json");
      const Said said = call(arguments);
      ASSERT_EQ(said.exit, 0) << said.err;
      const Said shown = call({"rights", verb, file, "--state", "DE", "--date", "2024-03-01"});
      for (const std::string& text : {said.out, said.err, shown.out, shown.err, read(html)}) EXPECT_FALSE(contains(text, "Zorvanka") || contains(text, "Quillmere")) << verb;
      struct stat status {};
      ASSERT_EQ(stat(html.c_str(), &status), 0);
      EXPECT_EQ(status.st_mode & 0077U, 0U) << "for the owner alone";
    }
}

TEST(Sheet, D18_no_text_of_it_passes_a_verdict) {
  const core::Catalogue english("en");
  for (const std::string& key : core::Catalogue::keys())
    if (key.starts_with("sheet.")) {
      EXPECT_FALSE(screen::has_verdict_word(english.text(key))) << key;
    }
}

TEST(Sheet, says_that_she_can_say_no_and_that_nothing_depends_on_the_police) {
  for (const std::string& one : scenario_ids()) EXPECT_TRUE(contains(call(sheet_of(one)).out, "You can say no. Nothing here depends on talking to the police.")) << one;
}

TEST(Sheet, without_contacts_there_is_a_line_to_write_on) {
  EXPECT_TRUE(contains(call(sheet_of("RG-21-nobody-asked-anything")).out, "Write down here whom you can call"));
  std::vector<std::string> with = sheet_of("RG-21-nobody-asked-anything");
  with.insert(with.end(), {"--contacts", "data/demo/contacts.yaml"});
  const Said said = call(with);
  EXPECT_TRUE(contains(said.out, "555 0101")) << said.err;
  EXPECT_FALSE(contains(said.out, "Write down here"));
}

TEST(Sheet, D33_invented_numbers_say_that_they_are_invented) {
  std::vector<std::string> with = sheet_of("RG-21-nobody-asked-anything");
  with.insert(with.end(), {"--contacts", "data/demo/contacts.yaml"});
  EXPECT_TRUE(contains(call(with).out, "These numbers are made up."));
}

TEST(Sheet, numbers_of_another_state_are_refused) {
  std::vector<std::string> with = sheet_of("RG-21-nobody-asked-anything", "FR");
  with.insert(with.end(), {"--contacts", "data/demo/contacts.yaml"});
  const Said said = call(with);
  EXPECT_EQ(said.exit, 2);
  EXPECT_FALSE(contains(said.out, "555 0101"));
}

TEST(Sheet, a_language_without_texts_is_refused_and_not_answered_in_english) {
  std::vector<std::string> with = sheet_of("RG-21-nobody-asked-anything");
  with.insert(with.end(), {"--language", "ro"});
  EXPECT_EQ(call(with).exit, 2);
  with.back() = "ar-XB";
  const Said said = call(with);
  EXPECT_EQ(said.exit, 0);
  EXPECT_FALSE(contains(said.out, "You can say no."));
}

TEST(Sheet, D14_says_that_there_is_no_recording) { EXPECT_TRUE(contains(call(sheet_of("RG-21-nobody-asked-anything")).out, "There is no recording of this sheet yet.")); }

TEST(Sheet, a_page_that_exists_is_not_written_over) {
  const core::TemporaryFolder folder;
  const std::string file = folder.file("mine.html", "mine");
  std::vector<std::string> with = sheet_of("RG-21-nobody-asked-anything");
  with.insert(with.end(), {"--html", file});
  EXPECT_EQ(call(with).exit, 2);
  EXPECT_EQ(read(file), "mine");
}

Said refusal(const std::string& state, const std::string& request = "whereabouts") { return call({"--json", "rights", "refuse", "--request", request, "--state", state, "--date", "2024-03-01"}); }

TEST(Refusal, D22_each_state_of_the_laws_has_a_letter_with_its_legal_sources) {
  for (const std::string state : {"AU", "BD", "CA", "CH", "DE", "ES", "FR", "GB", "ID", "IN", "KH", "MY", "NE", "NL", "PH", "SG", "TH", "US", "VN", "ZA"}) {
    const Said said = refusal(state);
    ASSERT_EQ(said.exit, 0) << state << said.err;
    const auto answer = core::parse_json(said.out, "answer");
    ASSERT_TRUE(answer);
    EXPECT_GE((*answer)["grounds"].items().size(), 1U) << state;
    EXPECT_TRUE(contains((*answer)["letter"].as_text(), "We do not give this information.")) << state;
    EXPECT_TRUE(contains((*answer)["letter"].as_text(), "National law on data protection")) << state;
  }
}

// The laws that the letter relies on, as binding on the State.
std::set<std::string> relied_on(const std::string& state) {
  std::set<std::string> laws;
  const auto answer = core::parse_json(refusal(state).out, "answer");
  for (const core::Value& ground : (*answer)["grounds"].items())
    if (ground["force"].as_text() == "binding") laws.insert(ground["law"].as_text());
  return laws;
}

TEST(Refusal, D22_a_state_relies_on_the_treaties_of_its_own_region_alone) {
  EXPECT_TRUE(relied_on("DE").contains("coe.cets197"));
  EXPECT_FALSE(relied_on("TH").contains("coe.cets197"));
  EXPECT_TRUE(relied_on("TH").contains("asean.actip"));
  EXPECT_FALSE(relied_on("DE").contains("asean.actip"));
}

TEST(Refusal, D25_the_letter_is_the_same_whoever_is_asked_about_and_takes_no_file) {
  EXPECT_EQ(call({"rights", "refuse", "--request", "whereabouts", "--state", "DE", "--date", "2024-03-01", kScenarios}).exit, 2);
  EXPECT_TRUE(contains(refusal("DE").out, "This answer is the same whether or not we know anybody"));
}

TEST(Refusal, D21_a_kind_of_request_that_does_not_exist_is_refused) { EXPECT_EQ(refusal("DE", "fingerprints").exit, 2); }

TEST(Claim, D2_no_question_about_entry_stay_or_cooperation_stands_in_a_pack) {
  for (const std::string& one : scenario_ids()) {
    const Said said = call({"--json", "rights", "claim", kScenarios, one, "--state", "DE", "--date", "2024-03-17"});
    ASSERT_EQ(said.exit, 0) << one << said.err;
    for (const std::string fact : {"movement.", "person.national", "person.seeks_asylum", "proceedings.person_cooperates", "return."}) EXPECT_FALSE(contains(said.out, "\"" + fact)) << one << " " << fact;
  }
}

TEST(Claim, a_claim_that_does_not_exist_is_refused) {
  EXPECT_EQ(call({"rights", "claim", kScenarios, "RG-17-left-without-wages", "--state", "DE", "--date", "2024-03-01", "--claim", "pension"}).exit, 2);
}

}  // namespace
}  // namespace palermo::cli
