// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/check.hpp"

#include <gmock/gmock.h>

#include "palermo/core/catalogue.hpp"
#include "palermo/law/law_test.hpp"

namespace palermo::compare {
namespace {

using law::testing::describe;
using law::testing::law_folder;
using law::testing::project_corpus;
using law::testing::read;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// A law of one version in good form; `body` is what stands in the version.
std::string law_of(const std::string& body) {
  return "format: palermo-law/1\nid: t.1\ntitle: T\njurisdiction: X\nsource: S\nmark: verified\n"
         "review: {status: reviewed, reviewed_by: A. Lawyer, reviewed_on: 2026-11-01}\nversions:\n"
         "  - id: v\n    in_force: {from: 2020-01-01}\n    date_mark: verified\n"
         "    not_encoded: [{cite: general part, why: the mental element stands there}]\n" + body;
}

// One offence `o`; `rest` follows its elements.
std::string offence_of(const std::vector<std::string>& elements, const std::string& rest = "", const std::string& before = "") {
  std::string text = before + "    offences:\n      - id: o\n        cite: art. 1\n        says: S.\n        elements:\n";
  for (std::size_t i = 0; i < elements.size(); ++i)
    text += "          - {id: e" + std::to_string(i + 1) + ", cite: art. 1(" + std::to_string(i + 1) + "), says: S., " + elements[i] + "}\n";
  return law_of(text + rest);
}

const std::string kProtected =
    "    protected_person: {fact: actor.is_object_of_conduct_only, cite: art. 2, says: was moved}\n";
std::string exceptions(const std::vector<std::string>& expressions) {
  std::string text = "        exceptions:\n";
  for (std::size_t i = 0; i < expressions.size(); ++i)
    text += "          - {id: x" + std::to_string(i + 1) + ", cite: art. 3, says: S., expr: " + expressions[i] + "}\n";
  return text;
}

std::vector<Problem> problems_of(const std::string& text) {
  auto corpus = law::Corpus::parse({"vocabulary.yaml", read(law_folder() / "vocabulary.yaml")}, {{"draft.yaml", text}});
  const auto document = core::parse_yaml(text, "draft.yaml");
  if (!corpus || !document) {
    ADD_FAILURE() << (corpus ? describe(document.error()) : describe(corpus.error())) << "\n" << text;
    return {};
  }
  auto found = check_law(*corpus, corpus->laws().front(), *document);
  if (!found) ADD_FAILURE() << describe(found.error());
  return found ? *found : std::vector<Problem>{};
}

const Problem* find(const std::vector<Problem>& problems, std::string_view rule) {
  const auto at = std::find_if(problems.begin(), problems.end(), [&](const Problem& p) { return p.rule == rule; });
  return at == problems.end() ? nullptr : &*at;
}

std::vector<std::string> rules_of(const std::string& text) {
  std::vector<std::string> rules;
  for (const Problem& p : problems_of(text)) rules.push_back(p.rule);
  return rules;
}

// The first law has the problem, with this severity and at this part; the second does not have it.
void expect_told_apart(std::string_view rule, Severity severity, std::string_view part, const std::string& bad, const std::string& good) {
  const std::vector<Problem> problems = problems_of(bad);
  const Problem* found = find(problems, rule);
  ASSERT_TRUE(found) << rule << " was not noticed in\n" << bad;
  EXPECT_EQ(found->severity, severity);
  EXPECT_EQ(found->part, part);
  EXPECT_GT(found->place.line, 0) << "no line";
  EXPECT_THAT(rules_of(good), Not(Contains(std::string(rule)))) << good;
}

const std::string kEntry = "expr: {all: [facilitation.procured_entry, movement.border_crossed, {not: movement.entry_requirements_met}]}";

TEST(Check, an_offence_that_reaches_the_person_moved_herself_is_an_error) {
  expect_told_apart("self_smuggling", Severity::error, "o", offence_of({kEntry}), offence_of({kEntry}, "", kProtected));
  EXPECT_THAT(rules_of(offence_of({kEntry}, exceptions({"actor.is_object_of_conduct_only"}))), Not(Contains("self_smuggling")));
}

TEST(Check, an_offence_of_acts_for_others_cannot_reach_the_person_moved) {
  // Who was only the object of the conduct recruited nobody: an implication of the vocabulary.
  EXPECT_THAT(rules_of(offence_of({"expr: act.recruit", "expr: purpose.forced_labour"})), Not(Contains("self_smuggling")));
}

TEST(Check, nobody_is_the_trafficker_of_herself) {
  const std::string purpose = "expr: purpose.begging";
  expect_told_apart("self_trafficking", Severity::warning, "o", offence_of({"expr: means.deception", purpose}),
                    offence_of({"expr: {all: [act.transport, means.deception]}", purpose}));
}

TEST(Check, self_smuggling_is_shown_by_a_short_case) {
  const std::vector<Problem> problems = problems_of(offence_of({kEntry}));
  const Problem* found = find(problems, "self_smuggling");
  ASSERT_TRUE(found);
  EXPECT_THAT(found->example, ::testing::ElementsAre("actor.is_object_of_conduct_only", "movement.border_crossed", "facilitation.procured_entry"));
}

TEST(Check, an_element_that_excludes_itself_is_told) {
  expect_told_apart("impossible_element", Severity::error, "o/e2",
                    offence_of({"expr: act.recruit", "expr: {all: [means.force, {not: means.force}]}"}),
                    offence_of({"expr: act.recruit", "expr: {any: [means.force, {not: means.threat}]}"}));
}

TEST(Check, an_element_that_those_before_it_exclude_is_told) {
  // humanitarian_only excludes a benefit, by definition of the fact.
  expect_told_apart("unreachable_element", Severity::error, "o/e2",
                    offence_of({"expr: benefit.received_or_promised", "expr: actor.humanitarian_only"}),
                    offence_of({"expr: benefit.received_or_promised", "expr: actor.humanitarian_purpose"}));
}

TEST(Check, an_element_that_the_others_imply_adds_nothing) {
  expect_told_apart("redundant_element", Severity::warning, "o/e2",
                    offence_of({"expr: purpose.debt_bondage", "expr: {any: [purpose.slavery_like, purpose.begging]}"}),
                    offence_of({"expr: purpose.slavery_like", "expr: {any: [purpose.debt_bondage, purpose.begging]}"}));
}

TEST(Check, an_element_that_is_always_met_is_told) {
  expect_told_apart("empty_element", Severity::warning, "o/e2", offence_of({"expr: act.recruit", "expr: {any: [act.sell, {not: act.sell}]}"}),
                    offence_of({"expr: act.recruit", "expr: act.sell"}));
}

TEST(Check, an_element_waived_for_everybody_is_never_asked_for) {
  const auto with = [](const std::string& waiver) {
    return offence_of({"expr: act.recruit", "expr: means.force, not_required_if: {cite: art. 4, says: S., expr: " + waiver + "}"});
  };
  expect_told_apart("waiver_always", Severity::error, "o/e2", with("{any: [{lt: [person.age, 18]}, {ge: [person.age, 18]}]}"),
                    with("{lt: [person.age, 18]}"));
}

TEST(Check, a_waiver_that_nobody_can_use_is_told) {
  const auto with = [](const std::string& waiver) {
    return offence_of({"expr: {not: benefit.sought}", "expr: means.force, not_required_if: {cite: art. 4, says: S., expr: " + waiver + "}"});
  };
  expect_told_apart("waiver_never", Severity::warning, "o/e2", with("benefit.received_or_promised"), with("{lt: [person.age, 18]}"));
}

TEST(Check, an_exception_that_leaves_nothing_is_an_error) {
  expect_told_apart("exception_swallows", Severity::error, "o/x1", offence_of({"expr: benefit.received_or_promised"}, exceptions({"benefit.sought"})),
                    offence_of({"expr: benefit.sought"}, exceptions({"benefit.received_or_promised"})));
}

TEST(Check, two_exceptions_that_leave_nothing_together_are_an_error) {
  expect_told_apart("exceptions_swallow", Severity::error, "o", offence_of({kEntry}, exceptions({"benefit.sought", "{not: benefit.sought}"})),
                    offence_of({kEntry}, exceptions({"benefit.sought", "actor.close_family_of_person"})));
}

TEST(Check, an_exception_that_an_element_excludes_never_applies) {
  expect_told_apart("dead_exception", Severity::warning, "o/x1", offence_of({"expr: benefit.sought"}, exceptions({"actor.humanitarian_only"})),
                    offence_of({"expr: benefit.sought"}, exceptions({"actor.humanitarian_purpose"})));
}

TEST(Check, exceptions_that_exclude_each_other_are_fine) {
  const auto rules = rules_of(offence_of({kEntry}, exceptions({"actor.humanitarian_only", "{all: [actor.close_family_of_person, benefit.sought]}"})));
  EXPECT_THAT(rules, AllOf(Not(Contains("dead_exception")), Not(Contains("exceptions_swallow")), Not(Contains("covered_exception"))));
}

TEST(Check, an_exception_inside_another_one_adds_nothing) {
  expect_told_apart("covered_exception", Severity::note, "o/x1", offence_of({kEntry}, exceptions({"actor.humanitarian_only", "actor.humanitarian_purpose"})),
                    offence_of({kEntry}, exceptions({"actor.close_family_of_person", "actor.humanitarian_purpose"})));
}

TEST(Check, a_fact_that_speaks_for_and_against_is_told) {
  expect_told_apart("two_signs", Severity::note, "o",
                    offence_of({"expr: {any: [{lt: [person.age, 18]}, {all: [{ge: [person.age, 18]}, means.force]}]}"}),
                    offence_of({"expr: {any: [{lt: [person.age, 18]}, means.force]}"}));
}

TEST(Check, a_ground_that_contradicts_its_offence_is_told) {
  const auto with = [](const std::string& ground) {
    return offence_of({"expr: {not: benefit.sought}"}, "    aggravations:\n      - {id: worse, of: o, cite: art. 5, says: S., any_of: [{id: g, cite: art. 5, says: S., expr: " + ground + "}]}\n");
  };
  expect_told_apart("unreachable_ground", Severity::warning, "worse/g", with("benefit.received_or_promised"), with("danger.death_or_serious_injury"));
  expect_told_apart("always_aggravated", Severity::warning, "worse", with("{not: benefit.received_or_promised}"), with("actor.acts_repeatedly"));
}

TEST(Check, definitions_that_are_never_or_always_true_are_told) {
  const auto with = [](const std::string& expr) {
    return offence_of({"expr: act.recruit"}, "", "    definitions: [{id: d, cite: art. 1, says: S., expr: " + expr + "}]\n");
  };
  expect_told_apart("impossible_definition", Severity::error, "d", with("{all: [actor.humanitarian_only, benefit.sought]}"), with("benefit.sought"));
  expect_told_apart("empty_definition", Severity::warning, "d", with("{any: [benefit.sought, {not: benefit.received_or_promised}]}"), with("benefit.sought"));
}

TEST(Check, smuggling_without_a_benefit_goes_further_than_the_protocol) {
  expect_told_apart("benefit_missing", Severity::warning, "o", offence_of({kEntry}, "", kProtected),
                    offence_of({kEntry, "expr: benefit.received_or_promised"}, "", kProtected));
}

TEST(Check, what_the_file_says_it_is_silent_on_is_answered) {
  const std::string silent = kProtected + "    silent_on: [{clause: benefit_element, cite: art. 1}, {clause: family_exemption, cite: art. 1}]\n";
  const std::vector<Problem> problems = problems_of(offence_of({kEntry}, "", silent));
  ASSERT_TRUE(find(problems, "benefit_missing"));
  EXPECT_EQ(find(problems, "benefit_missing")->severity, Severity::note);
  EXPECT_FALSE(find(problems, "family_reached"));
  EXPECT_TRUE(find(problems, "humanitarian_reached"));
}

TEST(Check, who_is_excepted_is_not_reached) {
  expect_told_apart("humanitarian_reached", Severity::note, "o", offence_of({kEntry}), offence_of({kEntry}, exceptions({"actor.humanitarian_only"})));
  expect_told_apart("family_reached", Severity::note, "o", offence_of({kEntry}), offence_of({kEntry}, exceptions({"actor.close_family_of_person"})));
  expect_told_apart("mutual_aid_reached", Severity::note, "o", offence_of({kEntry}), offence_of({kEntry}, exceptions({"actor.asylum_mutual_aid"})));
}

TEST(Check, a_missing_mental_element_is_told_and_milder_when_the_file_says_where_it_stands) {
  std::string silent = offence_of({kEntry});
  silent.replace(silent.find("the mental element stands there"), 31, "attempt is left out");
  expect_told_apart("mental_missing", Severity::warning, "o", silent, offence_of({kEntry}));
  EXPECT_THAT(rules_of(offence_of({kEntry})), Contains("mental_elsewhere"));
  EXPECT_THAT(rules_of(offence_of({kEntry, "expr: actor.knows_illegality"})), Not(Contains("mental_elsewhere")));
}

TEST(Check, consent_is_no_element_of_trafficking) {
  expect_told_apart("consent_used", Severity::warning, "o", offence_of({"expr: act.recruit", "expr: purpose.begging", "expr: {not: consent.to_exploitation}"}),
                    offence_of({"expr: act.recruit", "expr: purpose.begging"}));
}

TEST(Check, what_an_authority_decides_is_no_element) {
  expect_told_apart("authority_used", Severity::error, "o", offence_of({"expr: act.recruit", "expr: authority.identified_as_victim"}),
                    offence_of({"expr: act.recruit"}));
}

TEST(Check, a_child_needs_no_means) {
  const auto with = [](const std::string& waiver) { return offence_of({"expr: act.recruit", "expr: means.force" + waiver, "expr: purpose.begging"}); };
  const auto below = [](const std::string& age) { return ", not_required_if: {cite: art. 4, says: S., expr: {lt: [person.age, " + age + "]}}"; };
  expect_told_apart("child_needs_means", Severity::warning, "o/e2", with(""), with(below("18")));
  expect_told_apart("child_needs_means", Severity::warning, "o/e2", with(below("16")), with(below("21")));
  expect_told_apart("child_line_low", Severity::warning, "o", with(below("16")), with(below("18")));
  expect_told_apart("child_line_high", Severity::note, "o", with(below("21")), with(below("18")));
}

TEST(Check, the_example_for_a_child_line_of_16_is_17_years_old) {
  const std::vector<Problem> problems = problems_of(
      offence_of({"expr: act.recruit", "expr: means.force, not_required_if: {cite: art. 4, says: S., expr: {lt: [person.age, 16]}}", "expr: purpose.begging"}));
  const Problem* found = find(problems, "child_needs_means");
  ASSERT_TRUE(found);
  EXPECT_THAT(found->example, ::testing::ElementsAre("act.recruit", "purpose.begging", "person.age 17"));
}

TEST(Check, an_open_term_is_listed_once) {
  const std::vector<std::string> rules = rules_of(offence_of({"expr: {any: [act.recruit, {open: other_act}]}", "expr: {not: {open: other_act}}"}));
  EXPECT_EQ(std::count(rules.begin(), rules.end(), "open_term"), 1);
  EXPECT_THAT(rules_of(offence_of({"expr: act.recruit"})), Not(Contains("open_term")));
}

TEST(Check, form_is_asked_of_the_file_and_not_of_what_the_parser_filled_in) {
  const std::string good = offence_of({"expr: act.recruit", "expr: actor.intentional"});
  EXPECT_THAT(rules_of(good), IsEmpty());
  const auto without = [&](const std::string& words, const std::string& instead = "") {
    std::string text = good;
    text.replace(text.find(words), words.size(), instead);
    return rules_of(text);
  };
  EXPECT_THAT(without("source: S\n"), Contains("no_source"));
  EXPECT_THAT(without("mark: verified\n"), AllOf(Contains("no_mark"), Contains("not_read")));
  EXPECT_THAT(without("review: {status: reviewed, reviewed_by: A. Lawyer, reviewed_on: 2026-11-01}\n"), Contains("no_review"));
  EXPECT_THAT(without("reviewed_by: A. Lawyer, "), Contains("review_unsigned"));
  EXPECT_THAT(without("status: reviewed", "status: draft"), Contains("draft"));
  EXPECT_THAT(without("    in_force: {from: 2020-01-01}\n"), Contains("no_date"));
  EXPECT_THAT(without("    date_mark: verified\n"), Contains("date_not_read"));
  EXPECT_THAT(without("    not_encoded: [{cite: general part, why: the mental element stands there}]\n"), Contains("nothing_left_out"));
  EXPECT_THAT(without(", says: S., expr: act.recruit", ", expr: act.recruit"), Contains("no_sentence"));
}

TEST(Check, a_problem_stands_at_its_line) {
  const std::vector<Problem> problems = problems_of(offence_of({"expr: act.recruit", "expr: authority.identified_as_victim"}));
  const Problem* found = find(problems, "authority_used");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->place.file, "draft.yaml");
  EXPECT_EQ(found->place.line, 14);
}

// Every law that we ship, and the texts of every problem that there is.
TEST(Check, no_law_of_ours_has_an_error) {
  const core::Catalogue catalogue;
  std::size_t checked = 0;
  for (const auto& file : law::testing::yaml_files(law_folder())) {
    const auto document = core::parse_yaml(read(file), file.filename().string());
    ASSERT_TRUE(document);
    const law::Law* law = (*document)["id"].is_text() ? project_corpus().find((*document)["id"].as_text()) : nullptr;
    if (!law) continue;
    const auto problems = check_law(project_corpus(), *law, *document);
    ASSERT_TRUE(problems) << describe(problems.error());
    ++checked;
    for (const Problem& p : *problems) {
      EXPECT_NE(p.severity, Severity::error) << law->id << " " << p.rule << " " << p.part << " line " << p.place.line;
      EXPECT_NE(p.rule, "not_decided") << law->id;
      EXPECT_TRUE(catalogue.has("law.check." + p.rule) && catalogue.has("law.check." + p.rule + ".hint")) << p.rule;
    }
  }
  EXPECT_EQ(checked, project_corpus().laws().size());
}

TEST(Check, a_story_that_expects_otherwise_is_an_error) {
  const std::string text = offence_of({"expr: act.recruit"});
  const auto corpus = law::Corpus::parse({"vocabulary.yaml", read(law_folder() / "vocabulary.yaml")}, {{"draft.yaml", text}});
  ASSERT_TRUE(corpus);
  const auto document = core::parse_yaml("format: palermo-cases/1\ncases:\n"
                                         "  - {id: a, title: A, date: 2024, facts: {is_true: [act.recruit]}, expect: {t.1#o: false, other.law: true}}\n"
                                         "  - {id: b, title: B, date: 2024, facts: {is_true: [act.recruit]}, expect: {t.1: true}}\n"
                                         "  - {id: c, title: C, subject: person_moved, expect: {t.1: refused}}\n", "stories.yaml");
  ASSERT_TRUE(document);
  const auto stories = law::parse_cases(*document, corpus->vocabulary());
  ASSERT_TRUE(stories) << describe(stories.error());
  const auto problems = check_expectations(*corpus, corpus->laws().front(), *stories);
  ASSERT_TRUE(problems) << describe(problems.error());
  ASSERT_EQ(problems->size(), 1u);
  EXPECT_EQ(problems->front().args.at("case"), "a");
  EXPECT_EQ(problems->front().args.at("found"), "true");
}

}  // namespace
}  // namespace palermo::compare
