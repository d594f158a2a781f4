// SPDX-License-Identifier: Apache-2.0
// What a law file may hold, and one clear error with line and column for what it may not.
#include "palermo/core/plain_text.hpp"
#include "palermo/law/law_test.hpp"

namespace palermo::law::testing {
namespace {

constexpr std::string_view kHead =
    "format: palermo-law/1\nid: test.law\ntitle: A law\njurisdiction: INT\nmark: verified\nversions:\n";

// A law with one version whose offence has the element expression `expr`.
std::string law_with(std::string_view expr, std::string_view more = "") {
  return std::string(kHead) +
         "  - id: one\n    in_force: {from: 2000-01-01, to: null}\n    offences:\n      - id: offence\n        cite: "
         "art. 1\n" +
         "        elements:\n          - {id: element, cite: art. 1(a), expr: " + std::string(expr) + "}\n" +
         std::string(more);
}

std::string error_of(const std::vector<std::string>& laws) {
  const auto corpus = parse_small(laws);
  return corpus ? "no error" : describe(corpus.error());
}

TEST(LawFile, says_where_an_unknown_fact_stands) {
  EXPECT_EQ(error_of({law_with("means.magic")}), "law.unknown_fact at law0.yaml:13:50  fact=means.magic");
}

TEST(LawFile, refuses_a_duplicate_key) {
  const std::string error = error_of({law_with("act.recruit", "        elements: []\n")});
  EXPECT_TRUE(error.starts_with("document.duplicate_key at law0.yaml:14:9")) << error;
}

TEST(LawFile, refuses_a_key_nobody_knows) {
  const std::string error = error_of({law_with("act.recruit", "        penalities: none\n")});
  EXPECT_TRUE(error.starts_with("schema.unknown_key at law0.yaml:14:")) << error;
}

TEST(LawFile, refuses_definitions_that_run_in_a_circle) {
  const std::string law = law_with(
      "{ref: a}",
      "    definitions:\n      - {id: a, cite: x, expr: {ref: b}}\n      - {id: b, cite: x, expr: {not: {ref: a}}}\n");
  EXPECT_TRUE(error_of({law}).starts_with("law.circular_reference at law0.yaml:16:")) << error_of({law});
}

TEST(LawFile, refuses_versions_in_force_on_the_same_day) {
  const std::string law =
      std::string(kHead) +
      "  - {id: a, in_force: {from: 2000-01-01, to: 2010-01-02}}\n  - {id: b, in_force: {from: 2010-01-01}}\n";
  EXPECT_TRUE(error_of({law}).starts_with("law.versions_overlap at law0.yaml:7:3  version=b")) << error_of({law});
  const std::string next_day =
      std::string(kHead) +
      "  - {id: a, in_force: {from: 2000-01-01, to: 2010-01-01}}\n  - {id: b, in_force: {from: 2010-01-01}}\n";
  EXPECT_EQ(error_of({next_day}), "no error");
}

TEST(LawFile, refuses_a_version_that_ends_before_it_begins) {
  const std::string law = std::string(kHead) + "  - {id: a, in_force: {from: 2010-01-01, to: 2010-01-01}}\n";
  EXPECT_TRUE(error_of({law}).starts_with("law.empty_version at law0.yaml:7:")) << error_of({law});
}

TEST(LawFile, refuses_an_element_that_asks_for_an_irrelevant_fact_through_a_definition) {
  const std::string law = law_with("{ref: a}",
                                   "        irrelevant: [{fact: means.threat, cite: art. 2}]\n    definitions:\n      "
                                   "- {id: a, cite: x, expr: {not: means.threat}}\n");
  EXPECT_TRUE(error_of({law}).starts_with("law.irrelevant_fact_used at law0.yaml:13:")) << error_of({law});
}

TEST(LawFile, refuses_references_that_lead_nowhere_or_to_several_places) {
  EXPECT_TRUE(error_of({law_with("{ref: nothing}")}).starts_with("law.unknown_reference at law0.yaml:13:"));
  EXPECT_TRUE(error_of({law_with("{ref: \"other#a\"}")}).starts_with("law.unknown_reference at law0.yaml:13:"));
  const std::string two =
      "format: palermo-law/1\nid: other\ntitle: Other\ncountry: \"NO\"\nversions:\n"
      "  - {id: x, in_force: {from: 2000-01-01, to: 2001-01-01}, definitions: [{id: a, cite: c, expr: act.recruit}]}\n"
      "  - {id: y, in_force: {from: 2001-01-01}, definitions: [{id: a, cite: c, expr: act.harbour}]}\n";
  EXPECT_TRUE(error_of({law_with("{ref: \"other#a\"}"), two}).starts_with("law.ambiguous_reference at law0.yaml:13:"));
  EXPECT_EQ(error_of({law_with("{ref: \"other@y#a\"}"), two}), "no error");
}

TEST(LawFile, refuses_expressions_that_are_none) {
  for (const std::string_view expr :
       {"{any: []}", "{any: act.recruit}", "{some: [act.recruit]}", "{lt: [person.age]}", "{lt: [person.age, old]}",
        "{at_least: {n: 3, of: [act.recruit]}}", "{at_least: {n: 0, of: [act.recruit]}}",
        "{any: [act.recruit], all: [act.recruit]}", "{open: \"\"}", "7", "null", "[act.recruit]"})
    EXPECT_TRUE(error_of({law_with(expr)}).starts_with("law.bad_expression at law0.yaml:13:"))
        << expr << " " << error_of({law_with(expr)});
  EXPECT_TRUE(error_of({law_with("person.age")}).starts_with("law.wrong_kind_of_fact at law0.yaml:13:"));
  EXPECT_TRUE(error_of({law_with("{lt: [act.recruit, 3]}")}).starts_with("law.wrong_kind_of_fact at law0.yaml:13:"));
}

TEST(LawFile, refuses_the_same_id_twice) {
  EXPECT_TRUE(
      error_of({law_with("act.recruit"), law_with("act.recruit")}).starts_with("law.duplicate_id at law1.yaml:1:1"));
  EXPECT_TRUE(error_of({law_with("act.recruit", "          - {id: element, cite: x, expr: act.harbour}\n")})
                  .starts_with("law.duplicate_id at law0.yaml:14:"));
}

TEST(LawFile, refuses_an_aggravation_of_nothing) {
  const std::string law = law_with(
      "act.recruit",
      "    aggravations: [{id: worse, of: nothing, cite: x, any_of: [{id: g, cite: x, expr: act.harbour}]}]\n");
  EXPECT_TRUE(error_of({law}).starts_with("law.unknown_reference at law0.yaml:14:")) << error_of({law});
}

TEST(LawFile, trusts_nothing_by_silence) {
  std::string law = law_with("act.recruit");
  EXPECT_EQ(small_corpus({law}).laws()[0].versions[0].offences[0].mark, Mark::verified);
  law.erase(law.find("mark: verified\n"), 15);
  EXPECT_EQ(small_corpus({law}).laws()[0].versions[0].offences[0].mark, Mark::unverified);
}

TEST(LawFile, gives_every_offence_the_exception_of_the_protected_person) {
  const std::string law =
      law_with("act.recruit", "    protected_person: {fact: actor.object_only, cite: art. 5, says: was the object}\n");
  const Corpus corpus = small_corpus({law});
  const auto& exceptions = corpus.laws()[0].versions[0].offences[0].exceptions;
  ASSERT_EQ(exceptions.size(), 1U);
  EXPECT_EQ(exceptions[0].cite, "art. 5");
}

TEST(LawFile, a_law_alone_names_its_only_offence) {
  const Corpus corpus = small_corpus({law_with("act.recruit")});
  EXPECT_EQ(corpus.resolve("test.law")->text(), "test.law#offence");
  EXPECT_EQ(corpus.resolve("test.law#offence")->text(), "test.law#offence");
  EXPECT_EQ(corpus.resolve("test.law#other").error().kind.code, "law.unknown_law");
  EXPECT_EQ(corpus.resolve("nothing").error().kind.code, "law.unknown_law");
}

TEST(Vocabulary, refuses_implications_in_a_circle_and_unknown_facts) {
  const auto error = [](std::string_view implies) {
    std::string text(kSmallVocabulary);
    text.replace(text.find("  - {a: purpose.bondage"), std::string::npos, implies);
    const auto corpus = Corpus::parse({"vocabulary.yaml", text}, {});
    return corpus ? "no error" : describe(corpus.error());
  };
  EXPECT_TRUE(error("  - {a: means.force, b: means.threat, cite: x}\n  - {a: means.threat, b: means.force, cite: x}\n")
                  .starts_with("law.circular_implication at vocabulary.yaml:"));
  EXPECT_TRUE(
      error("  - {a: means.force, b: means.magic, cite: x}\n").starts_with("law.unknown_fact at vocabulary.yaml:10:"));
  EXPECT_TRUE(error("  - {a: means.force, b: person.age, cite: x}\n")
                  .starts_with("law.wrong_kind_of_fact at vocabulary.yaml:10:"));
}

TEST(CaseFile, an_unknown_fact_is_answered_with_the_nearest_of_ours_and_never_with_what_was_written) {
  const auto vocabulary = Vocabulary::parse(*core::parse_yaml(
      "format: palermo-vocabulary/1\ngroups:\n  person: {age: {type: int, unit: years}}\n  work: {worked: {}, papers_held: {}, wages_due: {}}\n  means: {force: {}}\n", "v"));
  ASSERT_TRUE(vocabulary);
  const auto error = [&](const std::string& fact) {
    const auto document = core::parse_yaml("format: palermo-cases/1\ncases:\n  - {id: C1, title: t, facts: {is_true: [\"" + fact + "\"]}}\n", "cases.yaml");
    return parse_cases(*document, *vocabulary).error();
  };
  EXPECT_EQ(error("work.passport_kept").args.at("near"), "work.papers_held");
  EXPECT_EQ(error("mean.force").args.at("near"), "means.force");
  for (const std::string far : {"Mariam", "Mariam.Hassan", "work.Mariam-Hassan-of-the-house-next-door", "Mariam Hassan"}) {
    EXPECT_EQ(error(far).kind.code, kUnknownFact.code) << far;
    EXPECT_EQ(describe(error(far)).find("Mariam"), std::string::npos);
  }
}

TEST(CaseFile, says_where_a_mistake_stands) {
  const Corpus corpus = small_corpus();
  const auto error = [&](std::string_view facts) {
    const auto document = core::parse_yaml(
        "format: palermo-cases/1\ncases:\n  - id: C1\n    title: t\n    " + std::string(facts) + "\n", "cases.yaml");
    const auto cases = document ? parse_cases(*document, corpus.vocabulary()) : core::fail(document.error());
    return cases ? "no error" : describe(cases.error());
  };
  EXPECT_TRUE(error("facts: {is_true: [magic]}").starts_with("law.unknown_fact at cases.yaml:5:23"));
  EXPECT_TRUE(error("facts: {closed: [magic]}").starts_with("law.unknown_group at cases.yaml:5:22"));
  EXPECT_TRUE(error("facts: {is_true: [person.age]}").starts_with("law.wrong_kind_of_fact at cases.yaml:5:23"));
  EXPECT_TRUE(error("facts: {values: {act.recruit: 1}}").starts_with("law.wrong_kind_of_fact at cases.yaml:5:"));
  EXPECT_TRUE(
      error("facts: {one_of: [[means.force, means.force]]}").starts_with("law.one_of_too_small at cases.yaml:5:"));
  EXPECT_TRUE(error("expect: {x: maybe}").starts_with("schema.wrong_value at cases.yaml:5:"));
  EXPECT_TRUE(error("date: yesterday").starts_with("date.unreadable at cases.yaml:5:"));
  EXPECT_TRUE(error("subject: victim").starts_with("schema.wrong_value at cases.yaml:5:"));
  EXPECT_TRUE(error("answers: [{law: a, term: b, answer: true, by: \"\", reason: x}]")
                  .starts_with("schema.missing_key at cases.yaml:5:"));
  EXPECT_TRUE(error("answers: [{law: a, term: b, by: somebody, reason: x}]")
                  .starts_with("schema.missing_key at cases.yaml:5:"));
}

TEST(CaseFiles, free_text_in_the_place_of_a_fact_is_not_repeated_in_the_error) {
  const Corpus corpus = small_corpus({});
  const auto document = core::parse_yaml("format: palermo-cases/1\ncases:\n  - {id: C1, title: t, facts: {is_true: [Somebody was hit]}}\n", "cases.yaml");
  ASSERT_TRUE(document);
  const auto cases = parse_cases(*document, corpus.vocabulary());
  ASSERT_FALSE(cases);
  EXPECT_EQ(describe(cases.error()).find("hit"), std::string::npos) << describe(cases.error());
}

std::string law_with_id(const std::string& id) {
  return "format: palermo-law/1\nid: \"" + id + "\"\ntitle: T\njurisdiction: X\nversions:\n  - {id: v, offences: [{id: o, cite: a, elements: [{id: e, cite: a, expr: act.recruit}]}]}\n";
}

TEST(LawFiles, an_id_that_could_be_a_path_or_a_forged_line_is_refused) {
  for (const std::string& id : std::vector<std::string>{"../../x", "a/b", "..", "x?y", "a\\nERROR forged", ".hidden", std::string(81, 'x')}) {
    const auto corpus = Corpus::parse({"vocabulary.yaml", std::string(kSmallVocabulary)}, {{"law.yaml", law_with_id(id)}});
    ASSERT_FALSE(corpus) << id;
    const bool forged = id.find("ERROR") != std::string::npos;  // no text of a law file may hold a line break
    EXPECT_EQ(corpus.error().kind.code, forged ? core::kNotOneLine.code : kBadId.code) << id;
  }
  EXPECT_TRUE(Corpus::parse({"vocabulary.yaml", std::string(kSmallVocabulary)}, {{"law.yaml", law_with_id("fr.L823-1")}}));
}

TEST(LawFiles, a_chain_of_references_without_end_is_refused_and_not_followed) {
  std::string definitions;
  for (int i = 0; i < 5000; ++i)
    definitions += "      - {id: d" + std::to_string(i) + ", cite: a, expr: " +
                   (i < 4999 ? "{ref: d" + std::to_string(i + 1) + "}" : std::string("act.recruit")) + "}\n";
  const auto corpus = Corpus::parse({"vocabulary.yaml", std::string(kSmallVocabulary)},
                                    {{"law.yaml", "format: palermo-law/1\nid: t\ntitle: T\njurisdiction: X\nversions:\n  - id: v\n    definitions:\n" + definitions}});
  ASSERT_FALSE(corpus);
  EXPECT_EQ(corpus.error().kind.code, kTooLarge.code);
}

TEST(LawFiles, an_offence_that_is_too_large_written_out_is_refused) {
  std::string any = "act.recruit";
  for (int i = 0; i < 300; ++i) any += ", act.transport";
  std::string refs = "{ref: d}";
  for (int i = 0; i < 100; ++i) refs += ", {ref: d}";
  const auto corpus = Corpus::parse(
      {"vocabulary.yaml", std::string(kSmallVocabulary)},
      {{"law.yaml", "format: palermo-law/1\nid: t\ntitle: T\njurisdiction: X\nversions:\n  - id: v\n    definitions: [{id: d, cite: a, expr: {any: [" + any +
                        "]}}]\n    offences: [{id: o, cite: a, elements: [{id: e, cite: a, expr: {any: [" + refs + "]}}]}]\n"}});
  ASSERT_FALSE(corpus);
  EXPECT_EQ(corpus.error().kind.code, kTooLarge.code);
}

}  // namespace
}  // namespace palermo::law::testing
