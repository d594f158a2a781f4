// SPDX-License-Identifier: Apache-2.0
// The sheet as it was read to people, printed and carried: each test is named after what went wrong for the person.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/folder_test.hpp"

namespace palermo::cli {
namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The sheet of somebody of whom `facts` are recorded, and the page that is printed.
struct Sheet {
  Said said;
  std::string html;
};

Sheet sheet(const std::string& facts, const std::string& state, std::vector<std::string> more = {}) {
  const core::TemporaryFolder folder;
  const std::string file = folder.file("case.yaml", "format: palermo-cases/1\nuses: palermo-vocabulary/1\ncases:\n  - {id: A, title: t, date: 2024-02, facts: " + facts + "}\n");
  std::vector<std::string> arguments{"rights", "sheet", file, "--state", state, "--date", "2024-03-17"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  Sheet made{call(arguments), ""};
  EXPECT_EQ(made.said.exit, 0) << made.said.err;
  arguments.insert(arguments.end(), {"--html", folder / "sheet.html"});
  EXPECT_EQ(call(arguments).exit, 0);
  made.html = read(folder / "sheet.html");
  return made;
}

const std::string kFisher =
    "{values: {person.age: 28}, is_true: [act.recruit, act.harbour, act.detain_or_confine, means.deception, means.force, means.other_coercion, purpose.forced_labour, purpose.debt_bondage, "
    "work.worked, work.wages_due, work.papers_held, work.fee_charged, work.forced, harm.violence, need.urgent_medical_care], is_false: [person.national_of_dest]}";
const std::string kMaid = "{values: {person.age: 17}, is_true: [act.recruit, work.worked, work.domestic, work.wages_due, work.papers_held], is_false: [person.national_of_dest], unknown: [harm.violence]}";

TEST(SheetRead, a_foreigner_is_not_promised_to_be_let_home_before_his_own_country_is_named) {
  const std::string text = sheet(kFisher, "TH").said.out;
  EXPECT_TRUE(contains(text, "Maybe: Your own country should let you come home.")) << text;
  const std::string named = sheet(kFisher, "TH", {"--origin", "DE"}).said.out;
  EXPECT_TRUE(contains(named, "\n  Your own country should let you come home.")) << named;
}

TEST(SheetRead, nobody_in_malaysia_hears_that_maybe_she_is_not_owned) {
  const std::string text = sheet(kMaid, "MY").said.out;
  EXPECT_TRUE(contains(text, "\n  Nobody may own you.")) << text;
  EXPECT_FALSE(contains(text, "Maybe: Nobody") || contains(text, "Maybe: Not to be owned"));
}

TEST(SheetRead, no_maybe_stands_before_what_nobody_may_do_to_anybody) {
  for (const std::string state : {"MY", "TH", "DE", "SG", "KH", "US"}) {
    const std::string text = sheet(kMaid, state).said.out;
    EXPECT_FALSE(contains(text, "Maybe: Nobody") || contains(text, "You can ask: Nobody")) << state << text;
  }
}

TEST(SheetRead, who_was_beaten_does_not_carry_a_paper_that_speaks_of_a_journey_that_was_paid_for) {
  const std::string citizen = "{values: {person.age: 25}, is_true: [harm.violence, work.worked, person.national_of_dest]}";
  const std::string brought = "{values: {person.age: 25}, is_true: [harm.violence, facilitation.procured_entry, danger.life_or_safety_endangered], is_false: [person.national_of_dest]}";
  for (const std::string& facts : {citizen, kFisher, brought}) {
    const Sheet made = sheet(facts, "TH");
    for (const std::string& text : {made.said.out, made.html}) EXPECT_FALSE(contains(text, "journey") || contains(text, "punish how you came")) << facts;
    EXPECT_EQ(contains(made.said.err, "paid for a journey"), facts == brought) << "told to whoever helps, and only where somebody brought the person";
  }
}

TEST(SheetRead, the_banner_promises_nothing_that_a_line_below_takes_back) {
  for (const std::string state : {"TH", "MY", "DE"}) {
    const std::string text = sheet(kFisher, state).said.out;
    EXPECT_TRUE(contains(text, "You need not talk to the police to ask for this. If someone tells you that you must, ask a lawyer."));
    EXPECT_FALSE(contains(text, "No help on this sheet depends"));
  }
}

TEST(SheetRead, it_says_that_exceptions_and_most_national_law_were_not_looked_at) {
  const std::string text = sheet(kMaid, "MY").said.out;
  EXPECT_TRUE(contains(text, "Some countries left out parts of what they promised. We did not check that."));
  EXPECT_TRUE(contains(text, "We looked at what this country promised to others. We know little of its own law, which may give you more."));
  EXPECT_FALSE(contains(text, "It looks at the law as it was"));
}

TEST(SheetRead, that_no_lawyer_has_checked_it_is_said_before_anything_that_is_owed) {
  const std::string text = sheet(kMaid, "MY").said.out;
  ASSERT_TRUE(contains(text, "no lawyer has checked it yet"));
  EXPECT_LT(text.find("no lawyer has checked it yet"), text.find("You have a right to this now"));
}

TEST(SheetRead, a_child_of_known_age_is_not_told_if_you_are_under_eighteen_on_line_after_line) {
  for (const std::string age : {"5", "12", "17"}) {
    const std::string text = sheet("{values: {person.age: " + age + "}}", "TH", {"--contacts", "tests/house/contacts_th.yaml"}).said.out;
    EXPECT_FALSE(contains(text, "If you are under 18")) << age << text;
    EXPECT_FALSE(contains(text, "If your age is not sure")) << age;
    EXPECT_TRUE(contains(text, "think hard about what is best for you")) << age;
  }
  EXPECT_TRUE(contains(sheet("{values: {person.age.min: 16, person.age.max: 19}}", "TH").said.out, "If you are under 18"));
}

TEST(SheetRead, a_grown_man_is_not_told_what_women_and_children_need) {
  const std::string text = sheet(kFisher, "TH", {"--contacts", "tests/house/contacts_th.yaml"}).said.out;
  EXPECT_FALSE(contains(text, "under 18") || contains(text, "what women and children need") || contains(text, "what children need")) << text;
}

TEST(SheetRead, who_worked_for_a_debt_hears_of_the_debt) {
  EXPECT_TRUE(contains(sheet(kFisher, "TH").said.out, "even for a debt. Ask a lawyer about the debt."));
  EXPECT_FALSE(contains(sheet(kMaid, "MY").said.out, "debt"));
}

TEST(SheetRead, the_short_sheet_keeps_the_way_to_claim_pay_of_a_maid_who_is_owed_pay) {
  const std::string text = sheet(kMaid, "MY", {"--short"}).said.out;
  EXPECT_TRUE(contains(text, "Ask for the pay you are still owed, here or from home.")) << text;
  EXPECT_TRUE(contains(text, "Ask if the law of this country has these ways. We do not know."));
}

TEST(SheetRead, who_needs_a_doctor_now_hears_that_first) {
  const std::string text = sheet(kFisher, "TH").said.out;
  EXPECT_TRUE(text.starts_with("What you have a right to.\n\nYou may need a doctor now. Ask us today.")) << text;
  EXPECT_FALSE(contains(sheet(kMaid, "MY").said.out, "You may need a doctor now"));
}

TEST(SheetRead, what_is_sure_is_not_hidden_among_what_is_not) {
  for (const std::string state : {"TH", "MY", "DE"}) {
    std::istringstream text(sheet(kFisher, state).said.out);
    bool unsure = false, in_list = false;
    int looked_at = 0;
    for (std::string line; std::getline(text, line) && line != "Ways that are open to you:";) {
      const bool item = line.starts_with("  ");
      if (!item || !in_list) unsure = false;
      in_list = item;
      if (!item) continue;
      ++looked_at;
      const bool sure = !line.starts_with("  Maybe: ") && !line.starts_with("  You can ask: ");
      EXPECT_FALSE(sure && unsure) << state << line;
      unsure |= !sure;
    }
    EXPECT_GE(looked_at, 10);
  }
}

TEST(SheetRead, maybe_and_you_can_ask_are_two_things_and_each_is_explained_where_it_stands) {
  const std::string text = sheet(kFisher, "DE").said.out;
  EXPECT_TRUE(contains(text, "You can ask: A doctor, food, clothes")) << text;
  EXPECT_TRUE(contains(text, "“You can ask” means: ask for it. They may say no."));
  EXPECT_TRUE(contains(text, "“Maybe” means: we have not checked if this country must do it. Ask all the same."));
}

TEST(SheetPrinted, whoever_holds_the_first_side_learns_that_there_is_a_second) {
  int sides = 0;
  for (const std::string& facts : {kFisher, kMaid})
    for (const std::string paper : {"a4", "a5"}) {
      const core::TemporaryFolder folder;
      const std::string file = folder.file("case.yaml", "format: palermo-cases/1\nuses: palermo-vocabulary/1\ncases:\n  - {id: A, title: t, date: 2024-02, facts: " + facts + "}\n");
      ASSERT_EQ(call({"rights", "sheet", file, "--state", "TH", "--date", "2024-03-17", "--html", folder / "s.html", "--paper", paper}).exit, 0);
      sides += contains(read(folder / "s.html"), "<p class=\"turn\">There is more on the other side.</p>");
    }
  EXPECT_EQ(sides, 4);
}

TEST(SheetPrinted, a_number_to_call_is_larger_and_never_breaks_over_two_lines) {
  const Sheet made = sheet(kFisher, "TH", {"--contacts", "tests/house/contacts_th.yaml"});
  EXPECT_TRUE(std::regex_search(made.html, std::regex(R"(Phone: <strong><bdi>555 0001\.</bdi></strong>)"))) << made.html.substr(made.html.find("555 0001") - 200, 300);
  EXPECT_TRUE(contains(made.html, ".sheet li > strong { font-size: 1.2em; white-space: nowrap; }"));
  EXPECT_TRUE(contains(made.said.out, "Phone: 555 0001. "));
}

TEST(SheetPrinted, what_is_open_is_one_item_a_line_and_other_scripts_have_their_letters_named) {
  const std::string html = sheet(kFisher, "TH").html;
  EXPECT_FALSE(contains(html, "display: inline"));
  for (const std::string font : {"Noto Sans Thai", "Noto Sans Myanmar", "Noto Sans Khmer", "Leelawadee UI", "Myanmar Text", "Thonburi"}) EXPECT_TRUE(contains(html, font)) << font;
  EXPECT_FALSE(contains(html, "FONTS_OF_OTHER_SCRIPTS"));
}

TEST(SheetPrinted, the_helper_is_told_that_browsers_print_the_folder_on_the_paper) {
  const core::TemporaryFolder folder;
  const Said said = call({"rights", "sheet", "docs/guides/front-line-blank.yaml", "--state", "MY", "--date", "2024-03-17", "--html", folder / "s.html"});
  EXPECT_TRUE(contains(said.err, "switch headers and footers off")) << said.err;
}

TEST(SheetGuide, the_blank_form_is_a_valid_file_and_stays_one_whatever_line_is_taken_up) {
  const core::TemporaryFolder folder;
  const std::string blank = read("docs/guides/front-line-blank.yaml");
  ASSERT_EQ(call({"rights", "sheet", "docs/guides/front-line-blank.yaml", "--state", "MY", "--date", "2024-03-17"}).exit, 0);
  const std::regex marked(R"(\n        # (- [a-z]+\.))");
  EXPECT_GE(std::distance(std::sregex_iterator(blank.begin(), blank.end(), marked), std::sregex_iterator()), 28);
  const std::string all = std::regex_replace(std::regex_replace(blank, marked, "\n        $1"), std::regex(R"(# (person\.age\.m))"), "$1");
  EXPECT_EQ(call({"rights", "sheet", folder.file("all.yaml", all), "--state", "MY", "--date", "2024-03-17"}).exit, 0);
}

TEST(SheetGuide, a_fact_that_was_written_down_twice_is_told_with_its_line) {
  const core::TemporaryFolder folder;
  const std::string file = folder.file("case.yaml", "format: palermo-cases/1\nuses: palermo-vocabulary/1\ncases:\n  - id: A\n    title: t\n    date: 2024-02\n    facts:\n      is_true: [work.forced]\n      unknown: [work.forced]\n");
  const Said said = call({"rights", "sheet", file, "--state", "TH", "--date", "2024-03-17"});
  EXPECT_EQ(said.exit, 4);
  EXPECT_TRUE(contains(said.err, "“work.forced” stands under is_true and again, here, under unknown") && contains(said.err, "line 9")) << said.err;
}

}  // namespace
}  // namespace palermo::cli
