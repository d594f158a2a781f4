// SPDX-License-Identifier: Apache-2.0
// The sheet, the refusal and the claim pack as they leave the program: whose name is on them (nobody's), and what they may not say.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/catalogue.hpp"
#include "palermo/core/document.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/core/readability.hpp"
#include "palermo/screen/lint.hpp"

namespace palermo::cli {
namespace {

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
  const std::regex id(R"(\b(AN|VT|CH|SM|AS|RF|WT|MW|ST|CR|RM|TB|K)\d\d\b)");
  ASSERT_GE(scenario_ids().size(), 25U);
  for (const std::string& one : scenario_ids()) {
    const Said& said = said_by(sheet_of(one));
    ASSERT_EQ(said.exit, 0) << one << said.err;
    EXPECT_FALSE(contains(said.out, "RG-")) << one;
    EXPECT_FALSE(contains(said.out, "2024-03-17")) << one;
    EXPECT_TRUE(contains(said.out, "March 2024")) << one;
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

TEST(Sheet, says_that_she_can_say_no_and_need_not_talk_to_the_police_to_ask) {
  for (const std::string& one : scenario_ids()) EXPECT_TRUE(contains(said_by(sheet_of(one)).out, "You can say no. You need not talk to the police to ask for this.")) << one;
}

std::string with_contacts(const std::string& id) {
  std::vector<std::string> with = sheet_of(id);
  with.insert(with.end(), {"--contacts", "data/demo/contacts.yaml", "--clock", "reasonable_grounds=2024-03-05"});
  const Said& said = said_by(with);
  EXPECT_EQ(said.exit, 0) << said.err;
  return said.out;
}

// What a listener would stumble on in a line; "" if nothing.
std::string stumbles(const std::string& line) {
  const std::regex day(R"(\d{4}-\d\d)"), sign(R"([#>*\[\](){}|/_=<@%&+])"), short_word(R"(\b(art|arts|e\.g|i\.e|etc|cf|vol|para|resp|approx|incl|Nr)\.)"), capitals(R"(\b[A-Z]{2,}\d*\b)");
  std::smatch found;
  for (const std::regex* what : {&day, &sign, &short_word, &capitals})
    if (std::regex_search(line, found, *what)) return found.str();
  for (const std::string_view sign_of_more_bytes : {"⟦", "§", "→", "•", "…"})
    if (contains(line, sign_of_more_bytes)) return std::string(sign_of_more_bytes);
  return contains(line, " - ") || contains(line, "..") || contains(line, ":.") || contains(line, ".:") ? line : "";
}

TEST(Sheet, D14_read_aloud_it_has_no_iso_date_no_abbreviation_and_no_signs) {
  EXPECT_EQ(stumbles("It holds until 2024-04-04."), "2024-04");
  EXPECT_EQ(stumbles("See art. 8(1)."), "(");
  EXPECT_EQ(stumbles("# What"), "#");
  EXPECT_EQ(stumbles("The ICRMW says so."), "ICRMW");
  int lines = 0;
  for (const std::string& one : scenario_ids()) {
    std::istringstream text(with_contacts(one));
    for (std::string line; std::getline(text, line); ++lines) EXPECT_EQ(stumbles(line), "") << one << ": " << line;
  }
  EXPECT_GE(lines, 1000);
}

TEST(Sheet, D14_every_line_that_is_read_aloud_is_read_at_twelve_and_ends) {
  for (const std::string& one : scenario_ids()) {
    std::istringstream text(with_contacts(one));
    for (std::string line; std::getline(text, line);) {
      if (line.empty() || contains(line, "They speak:")) continue;  // names of languages
      EXPECT_LE(core::readability(line).grade(), core::kHighestGrade) << one << ": " << line;
      EXPECT_TRUE(line.ends_with('.') || line.ends_with(':')) << one << ": " << line;
    }
  }
}

TEST(Sheet, no_line_is_said_twice) {
  for (const std::string& one : scenario_ids()) {
    std::istringstream text(with_contacts(one));
    std::set<std::string> said;
    for (std::string line; std::getline(text, line);)
      if (line.size() > 40) {
        EXPECT_TRUE(said.insert(line).second) << one << ": " << line;
      }
  }
}

TEST(Sheet, a_day_that_is_known_is_told_as_it_is_spoken) { EXPECT_TRUE(contains(with_contacts("RG-08-thirty-days-kept"), "This holds until 4 April 2024 or longer.")); }

core::Value answer_of(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "--json");
  const Said said = call(arguments);
  EXPECT_EQ(said.exit, 0) << said.err;
  auto answer = core::parse_json(said.out, "answer");
  EXPECT_TRUE(answer);
  return answer ? std::move(*answer) : core::Value{};
}

TEST(Sheet, has_each_way_that_remedies_has_and_says_which_are_open) {
  int open = 0, missing = 0;
  for (const std::string one : {"RG-08-thirty-days-kept", "RG-28-ransom-in-the-desert", "RG-30-forced-and-unpaid"})
    for (const std::string state : {"DE", "TH"}) {
      if (state == "TH" && one != "RG-30-forced-and-unpaid") continue;
      std::vector<std::string> expected, shown;
      std::vector<std::string> asked = sheet_of(one, state);
      const core::Value sheet = answer_of(asked);
      asked[1] = "remedies";
      const core::Value remedies = answer_of(asked);
      for (const std::string standing : {"open", "facts_missing"})
        for (const core::Value& route : remedies["remedies"].items())
          if (route["standing"].as_text() == standing) expected.push_back(route["id"].as_text() + (standing == "open" ? " open" : " not yet"));
      for (const core::Value& way : sheet["ways"].items()) {
        shown.push_back(way["id"].as_text() + (way["open"].as_bool() ? " open" : " not yet"));
        EXPECT_EQ(way["open"].as_bool(), way["lacking"].as_text() == "nothing") << one;
        (way["open"].as_bool() ? open : missing) += 1;
      }
      EXPECT_EQ(shown, expected) << one << " " << state;
    }
  EXPECT_GE(open, 4);
  EXPECT_GE(missing, 20);
}

TEST(Sheet, an_open_way_says_where_to_turn_and_that_there_may_be_a_last_day) {
  const std::string smuggled = with_contacts("RG-28-ransom-in-the-desert"), plain = with_contacts("RG-30-forced-and-unpaid");
  for (const std::string& text : {smuggled, plain}) {
    EXPECT_TRUE(contains(text, "Ways that are open to you:"));
    EXPECT_TRUE(contains(text, "You may have to ask before a certain day, and it may be soon. Ask at once."));
    EXPECT_TRUE(contains(text, "Go to a lawyer or a law clinic."));
  }
  EXPECT_TRUE(contains(with_contacts("RG-21-nobody-asked-anything"), "If you are still owed pay: ask for it, here or from home. A union can help."));
}

TEST(Sheet, is_printed_in_letters_of_at_least_ten_and_a_half_points_on_a4) {
  const std::regex points(R"(font-size: ([\d.]+)pt)");
  int looked_at = 0;
  for (const std::string& one : scenario_ids()) {
    const core::TemporaryFolder folder;
    std::vector<std::string> with = sheet_of(one);
    with.insert(with.end(), {"--html", folder / "sheet.html"});
    ASSERT_EQ(call(with).exit, 0);
    const std::string html = read(folder / "sheet.html");
    for (std::sregex_iterator at(html.begin(), html.end(), points), end; at != end; ++at, ++looked_at) EXPECT_GE(std::stod((*at)[1]), 10.5) << one;
    EXPECT_TRUE(contains(html, "<html lang=\"en\" dir=\"ltr\">"));
    EXPECT_EQ(html.find("<h1>"), html.rfind("<h1>"));
    EXPECT_FALSE(contains(html, "color: red") || contains(html, "<img") || contains(html, "<svg"));
  }
  EXPECT_GE(looked_at, 25);
}

TEST(Sheet, without_contacts_there_is_a_line_to_write_on) {
  EXPECT_TRUE(contains(said_by(sheet_of("RG-21-nobody-asked-anything")).out, "Write down here whom you can call"));
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

TEST(Sheet, D14_says_that_there_is_no_recording) { EXPECT_TRUE(contains(said_by(sheet_of("RG-21-nobody-asked-anything")).out, "There is no recording of this sheet yet.")); }

TEST(Sheet, a_page_that_exists_is_not_written_over) {
  const core::TemporaryFolder folder;
  const std::string file = folder.file("mine.html", "mine");
  std::vector<std::string> with = sheet_of("RG-21-nobody-asked-anything");
  with.insert(with.end(), {"--html", file});
  EXPECT_EQ(call(with).exit, 2);
  EXPECT_EQ(read(file), "mine");
}

TEST(Sheet, the_short_one_leaves_out_what_nobody_asked_about_and_says_so) {
  std::vector<std::string> with = sheet_of("RG-30-forced-and-unpaid");
  const Said whole = call(with);
  const core::Value all = answer_of(with);
  with.push_back("--short");
  const Said less = call(with);
  ASSERT_EQ(less.exit, 0) << less.err;
  EXPECT_TRUE(contains(whole.out, "This may be yours too") && contains(whole.out, "Ways that may open"));
  EXPECT_FALSE(contains(less.out, "This may be yours too") || contains(less.out, "Ways that may open"));
  EXPECT_TRUE(contains(less.out, "Ask for the long one."));
  EXPECT_FALSE(contains(whole.out, "Ask for the long one."));
  std::size_t owed = 0;
  for (const core::Value& part : all["parts"].items()) owed += part["part"].as_text() != "open";
  EXPECT_EQ(answer_of(with)["parts"].items().size(), owed) << "what is owed stays, whole";
}

TEST(Sheet, ships_and_floods_are_one_sentence_when_they_are_not_in_the_story) {
  const std::string text = said_by(sheet_of("RG-30-forced-and-unpaid")).out;
  EXPECT_TRUE(contains(text, "There is more for you if one of these fits. Ask about it."));
  EXPECT_FALSE(contains(text, "To be saved at sea"));
}

TEST(RightsConflicts, a_breach_says_by_whom_and_names_the_other_articles) {
  const Said said = call({"rights", "conflicts", kScenarios, "RG-01-shelter-for-statements", "--state", "DE", "--date", "2024-03-01"});
  ASSERT_EQ(said.exit, 0) << said.err;
  EXPECT_TRUE(contains(said.out, "breach of VT04"));
  EXPECT_TRUE(contains(said.out, "By whom: Germany."));
  EXPECT_TRUE(contains(said.out, "Also: eu.2011-36 art. 11(3)")) << said.out;
}

TEST(RightsConflicts, an_empty_answer_says_whose_practices_were_looked_for) {
  const Said said = call({"rights", "conflicts", kScenarios, "RG-02-shelter-without-strings", "--state", "DE", "--date", "2024-03-01"});
  EXPECT_TRUE(contains(said.out, "no practice of an authority or a shelter")) << said.out;
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

TEST(Refusal, D22_the_letter_holds_no_word_about_how_it_was_made_and_the_part_for_the_lawyer_does) {
  for (const std::string state : {"DE", "TH", "NE"}) {
    const core::TemporaryFolder folder;
    const std::string html = folder / "letter.html";
    const auto answer = core::parse_json(refusal(state).out, "answer");
    ASSERT_TRUE(answer);
    const Said written = call({"rights", "refuse", "--request", "whereabouts", "--state", state, "--date", "2024-03-01", "--html", html});
    ASSERT_EQ(written.exit, 0) << written.err;
    const std::string lawyer = (*answer)["for_the_lawyer"].as_text();
    for (const char* inside : {"Palermo", "SAFEGUARDS", "How we know", "this program", "D22", "To be checked"})
      for (const std::string& letter : {(*answer)["letter"].as_text(), read(html)}) EXPECT_FALSE(contains(letter, inside)) << state << " " << inside;
    EXPECT_TRUE(contains(read(html), "We do not give this information."));
    for (const char* inside : {"For the lawyer, not to be sent", "Draft made by Palermo", "How we know", "General Data Protection Regulation"}) {
      EXPECT_TRUE(contains(lawyer, inside)) << state << " " << inside;
      EXPECT_TRUE(contains(written.out, inside)) << state << " " << inside;
    }
    EXPECT_FALSE(contains(written.out, "We do not give this information.")) << "the letter is in the file";
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

TEST(Claim, its_last_line_is_for_the_person_and_for_whoever_helps_with_the_claim) {
  std::string text = call({"rights", "claim", kScenarios, "RG-17-left-without-wages", "--state", "DE", "--date", "2024-03-01", "--claim", "wages"}).out;
  while (text.ends_with('\n')) text.pop_back();
  EXPECT_TRUE(text.substr(text.rfind('\n') + 1).starts_with("For the person, and for the union or the lawyer who helps with the claim; not for release")) << text;
}

TEST(Claim, a_claim_that_does_not_exist_is_refused) {
  EXPECT_EQ(call({"rights", "claim", kScenarios, "RG-17-left-without-wages", "--state", "DE", "--date", "2024-03-01", "--claim", "pension"}).exit, 2);
}

TEST(Claim, D2_no_question_of_a_pack_asks_who_brought_the_person) {
  const std::vector<std::string> rest{"--state", "DE", "--date", "2024-03-01"};
  for (const std::string one : {"RG-07-removed-in-reflection", "RG-23-danger-on-the-way"}) {
    std::vector<std::string> arguments{"rights", "claim", kScenarios, one};
    arguments.insert(arguments.end(), rest.begin(), rest.end());
    const Said said = call(arguments);
    ASSERT_EQ(said.exit, 0) << said.err;
    for (const char* part : {"the actor", "entry into", "brought along", "journey"}) EXPECT_FALSE(contains(said.out, part)) << one << " " << part;
  }
}

TEST(Paper, replace_does_not_eat_the_case_file_under_any_of_its_names) {
  const core::TemporaryFolder folder;
  const std::string text = "format: palermo-cases/1\nuses: palermo-vocabulary/1\ncases: [{id: a, title: t, date: 2024-02, facts: {}}]\n";
  const std::string file = folder.file("case.yaml", text);
  std::filesystem::create_hard_link(file, folder / "same.yaml");
  for (const std::string verb : {"sheet", "claim"})
    for (const std::string& out : {file, folder / "same.yaml"}) {
      const Said said = call({"--json", "rights", verb, file, "--state", "DE", "--date", "2024-03-01", "--html", out, "--replace"});
      EXPECT_EQ(said.exit, 2) << said.out;
      EXPECT_TRUE(contains(said.out, "output.is_input"));
    }
  EXPECT_EQ(read(file), text);
}

TEST(RightsList, D19_facts_that_contradict_each_other_take_nothing_of_the_floor_away_and_are_named) {
  const core::TemporaryFolder folder;
  const std::string file = folder.file("case.yaml", "format: palermo-cases/1\nuses: palermo-vocabulary/1\ncases: [{id: a, title: t, date: 2024-02, facts: {values: {person.age: 15}, "
                                                    "is_true: [proceedings.charged_with_smuggling, need.urgent_medical_care], is_false: [proceedings.person_charged]}}]\n");
  const Said said = call({"rights", "list", file, "--state", "DE", "--date", "2024-03-01"});
  ASSERT_EQ(said.exit, 0) << said.err;
  for (const char* part : {"AN01", "SM11", "CH06"}) EXPECT_TRUE(contains(said.out, part)) << part;
  for (const char* part : {"proceedings.charged_with_smuggling", "proceedings.person_charged"}) EXPECT_TRUE(contains(said.err, part)) << said.err;
}

TEST(RightsList, D19_it_is_never_said_that_somebody_is_no_trafficked_person) {
  const core::TemporaryFolder folder;
  const std::string file = folder.file("case.yaml", "format: palermo-cases/1\nuses: palermo-vocabulary/1\ncases: [{id: a, title: t, date: 2024-02, facts: {values: {person.age: 28}, "
                                                    "is_false: [authority.reasonable_grounds_victim, authority.identified_as_victim, act.recruit, act.transport, act.transfer, act.harbour, act.receive, act.buy, "
                                                    "act.sell, act.obtain_or_provide, act.hire_or_offer, act.exchange_control]}}]\n");
  const std::vector<std::string> arguments{"rights", "list", file, "--state", "MY", "--date", "2024-03-01"};
  const Said said = call(arguments);
  ASSERT_EQ(said.exit, 0) << said.err;
  EXPECT_FALSE(contains(said.out, "no: a trafficked person"));
  EXPECT_TRUE(contains(said.out, "no authority has found it, by what is recorded: a trafficked person"));
  const core::Value answer = answer_of(arguments);
  for (const core::Value& category : answer["categories"].items())
    if (category["id"].as_text() == "trafficked") {
      EXPECT_EQ(category["is"].as_text(), "not_found");
    }
}

TEST(RightsList, a_period_does_not_run_from_a_day_that_has_not_come) {
  const Said said = call({"--json", "rights", "list", kScenarios, "RG-08-thirty-days-kept", "--state", "DE", "--date", "2024-03-01", "--clock", "reasonable_grounds=2024-03-02"});
  EXPECT_EQ(said.exit, 2);
  EXPECT_TRUE(contains(said.out, "rights.clock_ahead")) << said.out;
}

TEST(RightsList, what_was_typed_about_a_person_is_not_repeated_in_an_error) {
  const core::TemporaryFolder folder;
  const std::string head = "format: palermo-cases/1\nuses: palermo-vocabulary/1\ncases:\n";
  for (const std::string body : {"  - {id: a, title: t, date: 2024-02, Quillmere: x, facts: {}}\n", "  - {id: a, title: t, date: 2024-02, facts: {values: {person.Quillmere: 28}}}\n",
                                 "  - {id: a, title: t, date: 2024-02, facts: {is_true: [Quillmere]}}\n", "  - {id: a, title: t, date: 2024-02, facts: {closed: [Quillmere]}}\n",
                                 "  - {id: Quillmere, title: t, date: 2024-02, facts: {}}\n  - {id: Quillmere, title: t, date: 2024-02, facts: {}}\n"}) {
    const std::string file = folder.file("case.yaml", head + body);
    for (const bool json : {false, true}) {
      std::vector<std::string> arguments{"rights", "list", file, "--state", "DE", "--date", "2024-03-01"};
      if (json) arguments.insert(arguments.begin(), "--json");
      const Said said = call(arguments);
      EXPECT_EQ(said.exit, 4) << body;
      EXPECT_FALSE(contains(said.out + said.err, "Quillmere")) << body << said.out << said.err;
    }
  }
}

TEST(Recruit, parties_of_an_agreement_are_states_and_no_names) {
  const core::TemporaryFolder folder;
  const std::string text = read("data/demo/agreement.yaml");
  const std::size_t at = text.find("parties: [XV, XQ]");
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(call({"recruit", "agreement", "data/demo/agreement.yaml"}).exit, 0);
  for (const std::string parties : {"[Quillmere, XQ]", "[XV, X1]", "[XV, xq]"}) {
    const Said said = call({"--json", "recruit", "agreement", folder.file("a.yaml", text.substr(0, at) + "parties: " + parties + text.substr(at + 17))});
    EXPECT_EQ(said.exit, 4) << parties;
    EXPECT_TRUE(contains(said.out, "recruit.agreement_parties")) << said.out;
    EXPECT_FALSE(contains(said.out, "Quillmere")) << said.out;
  }
}

}  // namespace
}  // namespace palermo::cli
