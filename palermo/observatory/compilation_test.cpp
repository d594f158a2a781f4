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
