// SPDX-License-Identifier: Apache-2.0
// What is asked where a finding rests on more than can be searched: the search says that it gave up, and still gives what it has.
#include "palermo/law/decisive.hpp"

#include "palermo/law/reasoning_test.hpp"

namespace palermo::law::testing {
namespace {

// "{open: t0}, {open: t1}, ..."
std::string terms(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += (i == 0 ? "{open: t" : ", {open: t") + std::to_string(i) + "}";
  return text;
}

Decisive asked(const Corpus& corpus) {
  auto found = decisive_facts(corpus, case_of(corpus, "date: 2024"), *corpus.resolve("small"));
  EXPECT_TRUE(found) << describe(found.error());
  return found ? *found : Decisive{};
}

TEST(DecisiveFacts, of_seventy_unknown_things_each_that_settles_it_alone_is_still_asked_for) {
  const Corpus corpus = corpus_of("{all: [" + terms(70) + "]}");
  const Decisive found = asked(corpus);
  EXPECT_EQ(found.completion.how, How::too_many);
  EXPECT_FALSE(found.exact);
  EXPECT_EQ(found.searched_to, 1U);
  EXPECT_EQ(found.to_false.size(), 70U);
  EXPECT_EQ(found.ask.size(), 70U);
  ASSERT_EQ(found.to_true.size(), 1U);
  EXPECT_EQ(found.to_true[0].settings.size(), 70U);
  EXPECT_FALSE(found.to_true[0].proven_smallest);
}

TEST(DecisiveFacts, where_nothing_settles_it_alone_a_way_is_read_off_the_text) {
  const Corpus corpus = corpus_of("{at_least: {n: 2, of: [" + terms(70) + "]}}");
  const Decisive found = asked(corpus);
  ASSERT_EQ(found.to_true.size(), 1U);
  EXPECT_EQ(found.to_true[0].settings.size(), 2U);
  EXPECT_EQ(found.to_false[0].settings.size(), 69U);
  EXPECT_FALSE(found.ask.empty());
}

TEST(DecisiveFacts, that_could_not_all_be_searched_say_how_many_things_are_open_and_where_the_limit_is) {
  const Corpus corpus = corpus_of("{all: [" + terms(70) + "]}");
  const core::Value value = to_value(asked(corpus), corpus.vocabulary());
  EXPECT_EQ(value["unknowns"], core::Value(70));
  EXPECT_EQ(value["exact"], core::Value(false));
  EXPECT_EQ(value["gave_up_after"], core::Value(static_cast<std::int64_t>(kDecisiveBudget)));
  const Corpus few = corpus_of("{all: [" + terms(3) + "]}");
  EXPECT_EQ(to_value(asked(few), few.vocabulary()).find("gave_up_after"), nullptr);
}

TEST(Completion, of_more_than_twelve_things_names_the_limit) {
  const Corpus corpus = corpus_of("{all: [" + terms(13) + "]}");
  const auto found = completed(corpus, case_of(corpus, "date: 2024"), "small");
  EXPECT_EQ(to_value(*found, corpus.vocabulary())["limit"], core::Value(12));
  EXPECT_EQ(to_value(*found, corpus.vocabulary())["rests_on"].items().size(), 13U);
  const Corpus few = corpus_of("{all: [" + terms(12) + "]}");
  EXPECT_EQ(to_value(*completed(few, case_of(few, "date: 2024"), "small"), few.vocabulary()).find("limit"), nullptr);
}

}  // namespace
}  // namespace palermo::law::testing
