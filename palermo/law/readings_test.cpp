// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/readings.hpp"

#include "palermo/law/reasoning_test.hpp"

namespace palermo::law::testing {
namespace {

std::string holds(const Corpus& corpus, const std::string& body) {
  const auto found = under_readings(corpus, case_of(corpus, body), {*corpus.resolve("small")}, accepted_by_the_checkers(corpus));
  if (!found) return describe(found.error());
  return found->front().holds ? std::string(word(*found->front().holds)) : "no reading";
}

const std::string kTwo =
    "date: 2024\nfacts: {is_true: [act.recruit]}\nreadings:\n"
    "  - {id: wide, says: a wide one, answers: [{law: small, term: term, is: true, reason: x}]}\n"
    "  - {id: narrow, says: a narrow one, answers: [{law: small, term: term, is: false, reason: x}]}";

TEST(Readings, tell_whether_a_finding_holds_under_every_some_or_no_reading) {
  EXPECT_EQ(holds(corpus_of("{any: [act.recruit, {open: term}]}"), kTwo), "every");
  EXPECT_EQ(holds(corpus_of("{all: [act.recruit, {open: term}]}"), kTwo), "some");
  EXPECT_EQ(holds(corpus_of("{all: [{not: act.recruit}, {open: term}]}"), kTwo), "none");
}

TEST(Readings, unknown_is_kept_apart_from_no) {
  const Corpus corpus = corpus_of("{all: [means.threat, {open: term}]}");
  EXPECT_EQ(holds(corpus, kTwo), "possibly");
  const auto found = under_readings(corpus, case_of(corpus, kTwo), {*corpus.resolve("small")}, accepted_by_the_checkers(corpus));
  EXPECT_EQ(word(found->front().readings[0].found->outcome), "unknown");
  EXPECT_EQ(word(found->front().readings[1].found->outcome), "false");
}

TEST(Readings, that_contradict_the_case_cannot_be_taken_and_do_not_count) {
  const Corpus corpus = corpus_of("means.threat");
  const std::string file =
      "date: 2024\nfacts: {is_true: [means.threat]}\nreadings:\n  - {id: no, says: no threat, is_false: [means.threat]}";
  EXPECT_EQ(holds(corpus, file), "no reading");
  EXPECT_EQ(holds(corpus, file + "\n  - {id: force, says: force as well, is_true: [means.force]}"), "every");
}

TEST(Readings, may_state_facts_and_their_id_is_the_source_of_them) {
  const Corpus corpus = corpus_of("means.threat");
  const Case stated = case_of(corpus, "date: 2024\nreadings:\n  - {id: r1, says: a threat, is_true: [means.threat]}");
  std::vector<std::string> rests_on;
  const auto found = under_readings(corpus, stated, {*corpus.resolve("small")}, [&](const Case&, const Completion& completion) -> core::Done {
    rests_on = completion.finding.readings;
    return {};
  });
  EXPECT_EQ(rests_on, (std::vector<std::string>{"r1"}));
  EXPECT_EQ(word(found->front().as_stated.outcome), "unknown");
}

TEST(Readings, of_the_file_hold_for_each_case_and_an_id_stands_once) {
  const Corpus corpus = corpus_of("means.threat");
  const auto parse = [&](const std::string& more) {
    return parse_cases(*core::parse_yaml("format: palermo-cases/1\nreadings: [{id: r1, says: x, is_true: [means.threat]}]\ncases:\n"
                                         "  - {id: A, title: a" + more + "}\n  - {id: B, title: b}\n", "f"), corpus.vocabulary());
  };
  ASSERT_TRUE(parse(""));
  EXPECT_EQ((*parse(""))[1].readings.size(), 1U);
  EXPECT_EQ((*parse(", readings: [{id: r2, says: y}]"))[0].readings.size(), 2U);
  EXPECT_EQ(parse(", readings: [{id: r1, says: y}]").error().kind.code, kDuplicateId.code);
}

TEST(Readings, that_answer_what_no_law_asks_are_refused) {
  const Corpus corpus = corpus_of("{all: [act.recruit, {open: term}]}");
  const auto answering = [](const std::string& law, const std::string& term) {
    return "date: 2024\nreadings:\n  - {id: r, says: x, answers: [{law: " + law + ", term: " + term + ", is: true, reason: x}]}";
  };
  EXPECT_TRUE(holds(corpus, answering("small", "other")).starts_with("law.unknown_term"));
  EXPECT_TRUE(holds(corpus, answering("none", "term")).starts_with("law.unknown_law"));
  EXPECT_EQ(holds(corpus, answering("small", "term")), "possibly");
}

TEST(Readings, are_each_taken_without_carrying_the_others_along) {
  const Corpus corpus = corpus_of("{all: [act.recruit, {open: term}]}");
  std::size_t seen = 0;
  ASSERT_TRUE(under_readings(corpus, case_of(corpus, kTwo), {*corpus.resolve("small")}, [&](const Case& read, const Completion&) -> core::Done {
    EXPECT_TRUE(read.readings.empty());
    ++seen;
    return {};
  }));
  EXPECT_EQ(seen, 3U);  // as recorded, wide, narrow
}

// What is left out of the copies that are judged changes no finding.
TEST(Readings, leave_the_finding_on_what_was_recorded_first_as_it_is) {
  const Corpus& corpus = project_corpus();
  std::size_t compared = 0;
  for (const std::string file : {"reasoning.yaml", "monotone.yaml", "two-findings.yaml"}) {
    const auto cases = parse_cases(*core::parse_yaml(read(std::filesystem::path(PALERMO_SOURCE_DIR) / "tests/scenarios" / file), file), corpus.vocabulary());
    ASSERT_TRUE(cases);
    for (const Case& stated : *cases)
      for (const std::string_view id : {"un.tip-protocol#trafficking", "un.som-protocol#smuggling"}) {
        const auto bare = checked(corpus, recorded_first(stated), id), whole = checked(corpus, stated, id);
        ASSERT_EQ(bare.has_value(), whole.has_value());
        if (!bare) continue;
        EXPECT_EQ(core::to_json(to_value(*bare, corpus.vocabulary())), core::to_json(to_value(*whole, corpus.vocabulary())));
        ++compared;
      }
  }
  EXPECT_GT(compared, 10U);
}

}  // namespace
}  // namespace palermo::law::testing
