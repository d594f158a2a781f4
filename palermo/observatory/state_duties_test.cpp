// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/state_duties.hpp"

#include <gtest/gtest.h>

#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "palermo/law/law_test.hpp"
#include "palermo/observatory/words.hpp"

namespace palermo::observatory {
namespace {

using law::testing::project_corpus;

const core::Day kDay = *core::day_of(2012, 12, 31);

core::Result<DutyTable> parsed(const std::string& yaml) {
  const auto document = core::parse_yaml(yaml, "duties.yaml");
  EXPECT_TRUE(document);
  return parse_duty_table(*document, project_corpus());
}

const std::string& project_file() {
  static const std::string text =
      law::testing::read(law::testing::law_folder().parent_path() / "duties/protocols.yaml");
  return text;
}

const DutyTable& project_table() {
  static const DutyTable table = [] {
    auto found = parsed(project_file());
    if (!found) ADD_FAILURE() << law::testing::describe(found.error());
    return found ? *found : DutyTable{};
  }();
  return table;
}

// The project's table with one text changed; the text has to be there.
core::Result<DutyTable> with(const std::string& from, const std::string& to) {
  std::string text = project_file();
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return parsed(text.replace(at, from.size(), to));
}

const DutyRow& row(std::string_view id) {
  const DutyRow* found = project_table().find(id);
  if (found == nullptr) ADD_FAILURE() << "no row " << id;
  return found != nullptr ? *found : project_table().rows.front();
}

// What an article of the row asks, says, adds or sets as a limit, and the row with it, as one text.
std::string whole_text(const DutyRow& row) {
  std::string text = row.says + " " + row.role;
  for (const law::Article* article : row.articles) {
    text += " " + article->says + " " + article->qualifier;
    for (const std::string& ask : article->asks) text += " " + spaced(ask);
  }
  return text;
}

bool asks(const DutyRow& row, const std::string& what) {
  for (const law::Article* article : row.articles)
    if (std::find(article->asks.begin(), article->asks.end(), what) != article->asks.end()) return true;
  return false;
}

Standing of(Bound bound) { return {.bound = bound, .source = "", .note = "", .only_for = ""}; }

DutyEnd end(const std::string& code, Bound tip, Bound som) {
  return {.code = code, .name = code, .standing = [=](const std::string& law) {
            return of(law == "un.tip-protocol" ? tip : som);
          }};
}

TEST(duty_table, every_article_with_a_modality_is_in_one_row_or_left_out_with_why) {
  std::size_t articles = 0;
  for (const law::Law* law : project_table().laws)
    for (const law::Article& article : law->versions.back().articles) {
      std::size_t in_rows = 0, left_out = 0;
      for (const DutyRow& r : project_table().rows)
        in_rows += static_cast<std::size_t>(std::count(r.articles.begin(), r.articles.end(), &article));
      for (const DutyLeftOut& left : project_table().left_out)
        if (left.article == &article) {
          ++left_out;
          EXPECT_FALSE(left.why.empty()) << article.cite;
          EXPECT_EQ(article.modality, law::Modality::may) << article.cite << ": only a power owes nothing";
        }
      EXPECT_EQ(in_rows + left_out, article.modality ? 1U : 0U) << law->id << " " << article.cite;
      articles += article.modality ? 1 : 0;
    }
  EXPECT_GT(articles, 90U);
  ASSERT_EQ(project_table().laws.size(), 2U);
}

TEST(duty_table, an_article_that_is_in_no_row_is_refused) {
  const auto table = with("articles: [\"art. 6(2)(a)\", \"art. 6(2)(b)\"]", "articles: [\"art. 6(2)(a)\"]");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().kind.code, kDutyUncovered.code);
  EXPECT_EQ(table.error().args.at("article"), "art. 6(2)(b)");
}

TEST(duty_table, an_article_in_two_rows_is_refused_and_so_is_a_row_twice) {
  const auto article = with("articles: [\"art. 6(4)\"]", "articles: [\"art. 6(4)\", \"art. 6(1)\"]");
  ASSERT_FALSE(article);
  EXPECT_EQ(article.error().kind.code, kDutyTwice.code);
  const auto id = with("{id: T6.4,", "{id: T6.1,");
  ASSERT_FALSE(id);
  EXPECT_EQ(id.error().kind.code, kDutyTwice.code);
}

TEST(duty_table, a_duty_to_consider_never_shares_a_row_with_a_duty_to_do) {
  const auto table =
      with("{id: T7.1, articles: [\"art. 7(1)\"]", "{id: T7.1, articles: [\"art. 7(1)\", \"art. 7(2)\"]");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().kind.code, kDutyMixed.code);
}

TEST(duty_table, nobody_to_whom_an_article_is_owed_is_dropped) {
  const auto table = with("{id: S16.2, articles: [\"art. 16(2)\"], to: [smuggled_migrant]",
                          "{id: S16.2, articles: [\"art. 16(2)\"], to: []");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().kind.code, kDutyMixed.code);
}

TEST(duty_table, a_power_is_no_duty) {
  const auto table =
      with("articles: [\"art. 8(3)\"], to: [other_state]", "articles: [\"art. 8(2)(a)-(c)\"], to: [other_state]");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().kind.code, kDutyArticle.code);
  for (const DutyRow& r : project_table().rows) EXPECT_NE(r.modality(), law::Modality::may) << r.id;
}

// The rows of both tables that the notes on the law read one by one, with the strength read there.
TEST(duty_table, strength_row_by_row_as_it_was_read) {
  using law::Modality;
  const std::vector<std::pair<std::string, Modality>> read = {{"T5.1", Modality::shall},
                                                              {"T6.1", Modality::shall},
                                                              {"T6.2", Modality::shall},
                                                              {"T6.3", Modality::shall_consider},
                                                              {"T6.4", Modality::shall},
                                                              {"T6.5", Modality::shall_endeavour},
                                                              {"T6.6", Modality::shall},
                                                              {"T7.1", Modality::shall_consider},
                                                              {"T7.2", Modality::shall},
                                                              {"T8.1", Modality::shall},
                                                              {"T8.2", Modality::shall},
                                                              {"T8.3", Modality::shall},
                                                              {"T8.4", Modality::shall},
                                                              {"T9.1", Modality::shall},
                                                              {"T9.2", Modality::shall_endeavour},
                                                              {"T10.2-1", Modality::shall},
                                                              {"T10.2-2", Modality::should},
                                                              {"T11.1", Modality::shall},
                                                              {"T11.5", Modality::shall_consider},
                                                              {"T11.6", Modality::shall_consider},
                                                              {"T12", Modality::shall},
                                                              {"T13", Modality::shall},
                                                              {"S5", Modality::shall_not},
                                                              {"S6.1", Modality::shall},
                                                              {"S7", Modality::shall},
                                                              {"S8.5", Modality::shall_not},
                                                              {"S9.1a", Modality::shall},
                                                              {"S11.5", Modality::shall_consider},
                                                              {"S14.3-1", Modality::shall_consider},
                                                              {"S14.3-2", Modality::shall_endeavour},
                                                              {"S16.1", Modality::shall},
                                                              {"S16.5", Modality::shall},
                                                              {"S17", Modality::shall_consider},
                                                              {"S18.1", Modality::shall},
                                                              {"S18.2", Modality::shall_consider},
                                                              {"S18.5", Modality::shall}};
  for (const auto& [id, modality] : read) EXPECT_EQ(row(id).modality(), modality) << id;
}

TEST(duty_table, trafficking_looks_at_residence_at_entry_and_smuggling_at_return) {
  EXPECT_TRUE(asks(row("T8.1"), "residence_at_entry"));
  EXPECT_FALSE(asks(row("T8.1"), "residence_at_return"));
  EXPECT_NE(row("T8.1").role.find("at the time of entry"), std::string::npos);
  EXPECT_EQ(row("T8.1").modality(), law::Modality::shall);

  EXPECT_TRUE(asks(row("S18.1"), "residence_at_return"));
  EXPECT_FALSE(asks(row("S18.1"), "residence_at_entry"));
  EXPECT_NE(row("S18.1").role.find("at the time of return"), std::string::npos);
  EXPECT_EQ(row("S18.1").modality(), law::Modality::shall);

  EXPECT_TRUE(asks(row("S18.2"), "residence_at_entry"));
  EXPECT_FALSE(asks(row("S18.2"), "nationality"));
  EXPECT_NE(row("S18.2").role.find("at the time of entry"), std::string::npos);
  EXPECT_EQ(row("S18.2").modality(), law::Modality::shall_consider);
}

TEST(duty_table, preferably_voluntary_stands_with_the_return_of_a_victim_and_nowhere_else) {
  EXPECT_TRUE(asks(row("T8.2"), "preferably_voluntary"));
  for (const DutyRow& r : project_table().rows) {
    if (r.id == "T8.2") continue;
    EXPECT_FALSE(asks(r, "preferably_voluntary")) << r.id;
    EXPECT_EQ((r.says + r.role).find("volunt"), std::string::npos) << r.id;
  }
  EXPECT_FALSE(asks(row("S18.5"), "proceedings"));
  EXPECT_NE(whole_text(row("S18.5")).find("nothing on voluntary return"), std::string::npos);
}

TEST(duty_table, travel_documents_are_owed_to_the_receiving_state_that_asks) {
  for (const std::string_view id : {"T8.4", "S18.4"}) {
    EXPECT_EQ(row(id).to, std::vector<std::string>{"receiving_state"}) << id;
    const auto& limits = row(id).articles.front()->limits;
    EXPECT_NE(std::find(limits.begin(), limits.end(), "on_request"), limits.end()) << id;
  }
}

TEST(duty_table, one_month_is_the_only_number_among_the_deadlines) {
  for (const DutyRow& r : project_table().rows)
    for (const law::Article* article : r.articles) {
      const bool number = article->deadline.kind != law::Deadline::Kind::none &&
                          article->deadline.kind != law::Deadline::Kind::standard;
      EXPECT_EQ(number, article->cite == "art. 8(6), second sentence" && r.id == "S8.6") << r.id;
    }
}

TEST(state_duties, two_states_owe_each_other_only_where_both_were_bound) {
  const auto between = [](Bound a, Bound b) {
    return lay_out(project_table(), kDay, {end("KH", a, a), end("TH", b, b)}).between(*project_table().laws.front());
  };
  const std::vector<Bound> all = {Bound::yes, Bound::no, Bound::unknown, Bound::not_open};
  for (const Bound a : all)
    for (const Bound b : all) {
      const bool none = a == Bound::no || a == Bound::not_open || b == Bound::no || b == Bound::not_open;
      const Bound expected = none ? Bound::no : a == Bound::yes && b == Bound::yes ? Bound::yes : Bound::unknown;
      EXPECT_EQ(between(a, b), expected) << word(a) << word(b);
      EXPECT_EQ(between(a, b), between(b, a));
    }
}

TEST(state_duties, what_is_owed_to_people_does_not_depend_on_the_other_state) {
  const core::Value v =
      to_value(lay_out(project_table(), kDay, {end("KH", Bound::yes, Bound::yes), end("TH", Bound::no, Bound::no)}));
  for (const core::Value& r : v["rows"].items()) {
    EXPECT_EQ(r["states"].items()[0]["bound"], core::Value("yes"));
    const DutyRow& known = row(r["id"].as_text());
    EXPECT_EQ(r["between"], known.owed_to_a_state() ? core::Value("no") : core::Value{}) << known.id;
  }
  EXPECT_FALSE(row("S16.2").owed_to_a_state());
  EXPECT_TRUE(row("T8.1").owed_to_a_state());
  EXPECT_TRUE(row("S7").owed_to_a_state());
}

TEST(state_duties, without_a_day_nobody_is_said_to_be_bound_or_not) {
  const StateDuties d =
      lay_out(project_table(), std::nullopt, {end("KH", Bound::yes, Bound::yes), end("TH", Bound::yes, Bound::yes)});
  const core::Value v = to_value(d);
  for (const core::Value& r : v["rows"].items()) {
    EXPECT_TRUE(r["between"].is_null());
    for (const core::Value& s : r["states"].items()) EXPECT_TRUE(s["bound"].is_null());
  }
  EXPECT_EQ(to_text(state_duties_page(d, core::Catalogue())).find("was bound by it"), std::string::npos);
}

std::map<std::string, DutyEvidence> some_evidence(const std::vector<std::size_t>& rows, const std::string& reply) {
  std::map<std::string, DutyEvidence> evidence;
  const std::size_t all = project_table().rows.size();
  for (const std::size_t at : rows)
    evidence[project_table().rows[at % all].id] = {
        .standing = "answered", .replies = {{reply, "a report", "an office", "2012", "official", true}}};
  return evidence;
}

// Every text and number of a document, without the texts that somebody wrote.
void walk(const core::Value& value, std::vector<std::int64_t>& numbers, std::set<std::string>& keys) {
  if (value.is_int()) numbers.push_back(value.as_int());
  for (const core::Value& item : value.items()) walk(item, numbers, keys);
  for (const auto& [key, member] : value.members()) {
    keys.insert(key);
    walk(member, numbers, keys);
  }
}

RC_GTEST_PROP(state_duties, D31_no_score_no_rank_and_no_percentage_of_a_state,
              (const std::vector<std::size_t>& a, const std::vector<std::size_t>& b)) {
  const std::string reply = *rc::gen::element<std::string>("yes", "partly", "no");
  DutyEnd first = end("KH", Bound::yes, Bound::yes), second = end("TH", Bound::yes, Bound::no);
  first.evidence = some_evidence(a, reply);
  second.evidence = some_evidence(b, "yes");
  const StateDuties d = lay_out(project_table(), kDay, {first, second});
  const core::Value v = to_value(d);
  std::vector<std::int64_t> numbers;
  std::set<std::string> keys;
  walk(v["states"], numbers, keys);
  RC_ASSERT(keys == (std::set<std::string>{"state", "name", "answered", "of", "bound", "known_until", "last_known", "law", "note", "only_for"}));
  RC_ASSERT(numbers.size() == std::size_t{4});  // n of m, of two States
  for (const core::Value& r : v["rows"].items()) {
    std::vector<std::int64_t> in_row;
    walk(r["states"], in_row, keys);
    RC_ASSERT(in_row.empty());
  }
  for (const char* word : {"score", "rank", "index", "percent", "share", "grade_of_state", "total"})
    RC_ASSERT(!keys.contains(word));
  const std::string text = to_text(state_duties_page(d, core::Catalogue()));
  RC_ASSERT(text.find('%') == std::string::npos);
  // What was answered does not move a State or a row.
  RC_ASSERT(v["states"].items()[0]["state"] == core::Value("KH"));
  for (std::size_t i = 0; i < v["rows"].items().size(); ++i)
    RC_ASSERT(v["rows"].items()[i]["id"] == core::Value(project_table().rows[i].id));
}

RC_GTEST_PROP(state_duties, both_ends_of_a_corridor_are_seen_alike, (const std::vector<std::size_t>& a)) {
  DutyEnd first = end("KH", Bound::yes, Bound::unknown), second = end("TH", Bound::no, Bound::yes);
  first.evidence = some_evidence(a, "partly");
  const core::Value one = to_value(lay_out(project_table(), kDay, {first, second}));
  const core::Value other = to_value(lay_out(project_table(), kDay, {second, first}));
  for (std::size_t i = 0; i < one["rows"].items().size(); ++i) {
    const core::Value &r = one["rows"].items()[i], &mirrored = other["rows"].items()[i];
    RC_ASSERT(r["states"].items().size() == std::size_t{2});
    RC_ASSERT(r["states"].items()[0] == mirrored["states"].items()[1]);
    RC_ASSERT(r["states"].items()[1] == mirrored["states"].items()[0]);
    RC_ASSERT(r["between"] == mirrored["between"]);
  }
  RC_ASSERT(one["states"].items()[0] == other["states"].items()[1]);
}

TEST(state_duties, an_end_without_a_file_has_its_line_where_the_other_has_one) {
  DutyEnd first = end("KH", Bound::yes, Bound::yes);
  first.evidence = some_evidence({9}, "partly");
  const auto lines = [](const StateDuties& d, const std::string& begin) {
    const std::string text = to_text(state_duties_page(d, core::Catalogue()));
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find("\n  - " + begin, at)) != std::string::npos; ++at) ++count;
    return count;
  };
  const StateDuties d = lay_out(project_table(), std::nullopt, {first, end("TH", Bound::yes, Bound::yes)});
  EXPECT_EQ(lines(d, "KH: "), project_table().rows.size());
  EXPECT_EQ(lines(d, "TH: "), project_table().rows.size());
}

TEST(state_duties, a_row_without_an_answer_is_open_and_no_breach) {
  DutyEnd asked = end("KH", Bound::yes, Bound::yes);
  asked.evidence = std::map<std::string, DutyEvidence>{};
  const StateDuties d = lay_out(project_table(), kDay, {asked});
  EXPECT_EQ(d.ends.front().on(row("T6.3")).standing, "open");
  const std::string text = to_text(state_duties_page(d, core::Catalogue()));
  EXPECT_NE(text.find("KH: 0 of " + std::to_string(project_table().rows.size()) + " rows"), std::string::npos);
  EXPECT_NE(text.find("no sign of a breach"), std::string::npos);
}

TEST(state_duties, only_answers_with_evidence_are_counted) {
  DutyEnd asked = end("KH", Bound::yes, Bound::yes);
  asked.evidence = std::map<std::string, DutyEvidence>{
      {"T6.3", {.standing = "unsupported", .replies = {{"yes", "", "", "", "", false}}}},
      {"T6.4", {.standing = "not_known", .replies = {{"not_known", "", "", "", "", false}}}},
      {"T6.5", {.standing = "differ", .replies = {}}},
      {"T6.6", {.standing = "answered", .replies = {}}}};
  EXPECT_EQ(lay_out(project_table(), kDay, {asked}).ends.front().answered(), 2);
}

TEST(state_duties, the_page_has_no_text_outside_the_catalogue) {
  DutyEnd asked = end("KH", Bound::not_open, Bound::unknown);
  asked.evidence = some_evidence({0, 9, 40}, "no");
  for (const auto& day : {std::optional<core::Day>{}, std::optional<core::Day>{kDay}}) {
    const std::string text = to_text(state_duties_page(
        lay_out(project_table(), day, {asked, end("TH", Bound::yes, Bound::yes)}), core::Catalogue()));
    EXPECT_EQ(text.find("⟦"), std::string::npos) << text.substr(text.find("⟦"), 80);
  }
}

}  // namespace
}  // namespace palermo::observatory
