// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/compilation.hpp"

#include <algorithm>
#include <set>

#include "palermo/law/law_test.hpp"
#include "palermo/observatory/words.hpp"

namespace palermo::observatory {
namespace {

using law::testing::project_corpus;

const core::Day kDay = *core::day_of(2024, 5, 31);

Compilation compiled(const std::string& theme, const std::string& state, StandingOf standing = standing_not_known,
                     core::Day day = kDay) {
  auto found = compile(project_corpus(), {.theme = theme, .state = state, .day = day, .standing = std::move(standing)});
  EXPECT_TRUE(found);
  return found ? *found : Compilation{};
}

Standing bound_by_all(const std::string&) { return {.bound = Bound::yes, .source = "a table", .note = ""}; }

// On which shelves something of `law` whose cite begins with `cite` stands; guidance apart.
std::set<std::string> shelves(const Compilation& c, std::string_view law, std::string_view cite) {
  std::set<std::string> found;
  for (const Norm& norm : c.norms)
    if (!norm.guidance && c.sources[norm.source].law->id == law &&
        norm.article->cite.compare(0, cite.size(), cite) == 0)
      found.emplace(word(norm.shelf));
  return found;
}

using Shelves = std::set<std::string>;

TEST(compilation, without_a_treaty_table_nobody_is_said_to_be_bound) {
  const Compilation c = compiled("residence", "DE");
  EXPECT_EQ(shelves(c, "coe.cets197", "art. 13(1)"), Shelves{"may_bind"});
  for (const Norm& norm : c.norms)
    if (norm.shelf == Shelf::binding) {
      EXPECT_TRUE(c.sources[norm.source].national);
    }
}

TEST(compilation, a_party_is_bound_and_who_is_not_sees_the_treaty_left_out) {
  EXPECT_EQ(shelves(compiled("residence", "DE", bound_by_all), "coe.cets197", "art. 13(1)"), Shelves{"binding"});
  const Compilation none = compiled(
      "residence", "DE", [](const std::string&) { return Standing{.bound = Bound::no, .source = "", .note = ""}; });
  EXPECT_TRUE(shelves(none, "coe.cets197", "art. 13").empty());
  EXPECT_TRUE(std::any_of(none.left_out.begin(), none.left_out.end(),
                          [](const LeftOut& l) { return l.law->id == "coe.cets197"; }));
}

TEST(compilation, a_state_that_cannot_be_a_party_is_told_that_it_is_not_open_to_it) {
  const Compilation c = compiled("residence", "KH", [](const std::string&) {
    return Standing{.bound = Bound::not_open, .source = " (members)", .note = "", .only_for = ""};
  });
  EXPECT_TRUE(shelves(c, "coe.cets197", "art. 13").empty());
  const std::string text = to_text(compilation_page(c, core::Catalogue()));
  EXPECT_NE(text.find("not open to KH (members)"), std::string::npos);
  EXPECT_EQ(to_value(c)["left_out"].items()[0]["reason"], core::Value("not_open"));
}

TEST(compilation, a_deposit_for_a_part_of_a_state_is_never_told_without_it) {
  const Compilation c = compiled("work", "MY", [](const std::string& id) {
    return Standing{.bound = id == "ilo.c97" ? Bound::yes : Bound::no, .source = "", .note = "", .only_for = "Sabah"};
  });
  const std::string text = to_text(compilation_page(c, core::Catalogue()));
  std::size_t norms = 0;
  for (std::size_t at = 0; (at = text.find("ilo.c97, art.", at)) != std::string::npos; ++at, ++norms)
    EXPECT_NE(text.substr(at, text.find('\n', at) - at).find("[Sabah only]"), std::string::npos);
  EXPECT_GT(norms, 0U);
  EXPECT_NE(text.find("The deposit of MY extends to Sabah only."), std::string::npos);
}

TEST(compilation, a_text_known_of_one_year_is_not_told_as_the_text_of_every_day) {
  const Compilation c = compiled("assistance", "TH");
  const std::string text = to_text(compilation_page(c, core::Catalogue()));
  const std::size_t at = text.find("th.act2008, s. 33");
  ASSERT_NE(at, std::string::npos);
  EXPECT_NE(text.substr(at, text.find('\n', at) - at).find("[text as of 2008]"), std::string::npos);
}

TEST(compilation, a_paragraph_that_speaks_to_two_themes_stands_in_both) {
  EXPECT_EQ(shelves(compiled("assistance", "DE", bound_by_all), "un.tip-protocol", "art. 6(4)"), Shelves{"binding"});
  EXPECT_EQ(shelves(compiled("children", "DE", bound_by_all), "un.tip-protocol", "art. 6(4)"), Shelves{"binding"});
}

TEST(compilation, should_in_a_statute_is_a_rule_and_in_a_treaty_advice) {
  EXPECT_EQ(shelves(compiled("residence", "DE"), "de.aufenthg", "s. 25(4a) sentences 1"), Shelves{"binding"});
  EXPECT_EQ(shelves(compiled("identification", "DE", bound_by_all), "un.tip-protocol", "art. 10(2), second"),
            Shelves{"soft"});
}

TEST(compilation, the_law_of_other_states_does_not_appear) {
  for (const Source& source : compiled("residence", "DE").sources)
    EXPECT_TRUE(!source.national || source.law->jurisdiction == "DE") << source.law->id;
}

TEST(compilation, what_nobody_read_stands_only_where_it_is_to_be_checked) {
  for (const law::Theme& theme : project_corpus().clauses().themes()) {
    const Compilation c = compiled(theme.id, "MY", bound_by_all);
    for (const Norm& norm : c.norms)
      EXPECT_EQ(norm.shelf == Shelf::to_check, to_check(norm.guidance ? norm.guidance->mark : norm.article->mark));
  }
}

TEST(compilation, an_order_against_the_person_is_no_duty) {
  EXPECT_EQ(shelves(compiled("liberty", "ID", bound_by_all), "id.6-2011", "art. 87(1)"), Shelves{"no_duty"});
}

TEST(compilation, a_treaty_that_was_not_yet_in_force_is_left_out) {
  const Compilation c = compiled("residence", "DE", bound_by_all, *core::day_of(1990, 1, 1));
  EXPECT_TRUE(shelves(c, "un.tip-protocol", "art. 7").empty());
  EXPECT_TRUE(std::any_of(c.left_out.begin(), c.left_out.end(),
                          [](const LeftOut& l) { return l.law->id == "un.tip-protocol"; }));
}

TEST(compilation, every_norm_has_a_numbered_source_and_every_source_a_norm) {
  const Compilation c = compiled("non_punishment", "ES", bound_by_all);
  std::set<std::size_t> used;
  for (const Norm& norm : c.norms) {
    ASSERT_LT(norm.source, c.sources.size());
    used.insert(norm.source);
  }
  EXPECT_EQ(used.size(), c.sources.size());
}

TEST(compilation, the_clauses_of_a_theme_are_covered_or_said_not_to_be) {
  for (const law::Theme& theme : project_corpus().clauses().themes()) {
    const Compilation c = compiled(theme.id, "DE");
    const auto all = static_cast<std::size_t>(
        std::count_if(project_corpus().clauses().clauses().begin(), project_corpus().clauses().clauses().end(),
                      [&](const law::Clause& clause) { return clause.theme == theme.id; }));
    EXPECT_EQ(c.covered.size() + c.not_covered.size(), all) << theme.id;
  }
}

TEST(compilation, an_unknown_theme_is_answered_with_the_themes_there_are) {
  const auto found = compile(project_corpus(), {.theme = "asylum-shopping", .state = "DE"});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind.code, kUnknownTheme.code);
  EXPECT_NE(found.error().args.at("themes").find("residence"), std::string::npos);
}

TEST(compilation, the_page_has_no_text_outside_the_catalogue) {
  const core::Catalogue english;
  for (const law::Theme& theme : project_corpus().clauses().themes()) {
    const std::string text = to_text(compilation_page(compiled(theme.id, "DE", bound_by_all), english));
    EXPECT_EQ(text.find("⟦"), std::string::npos) << text.substr(text.find("⟦"), 80);
  }
}

}  // namespace
}  // namespace palermo::observatory
