// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/joined_facts.hpp"

#include <gtest/gtest.h>

#include "palermo/core/random.hpp"
#include "palermo/law/evaluate.hpp"
#include "palermo/study/corpus_files.hpp"

namespace palermo::study {
namespace {

const std::string kData = std::string(PALERMO_SOURCE_DIR) + "/data";
const std::vector<std::string> kDefinitions{"un.tip-protocol#trafficking", "un.som-protocol#smuggling"};

class Joined : public ::testing::Test {
 protected:
  void SetUp() override {
    auto loaded = load_corpus(kData + "/law");
    ASSERT_TRUE(loaded.has_value());
    corpus_.emplace(std::move(*loaded));
    for (const std::string& id : kDefinitions) plan_.findings.push_back(*corpus_->resolve(id));
    cases_.emplace(corpus_->vocabulary(), 1, std::vector<std::string>{});
  }

  [[nodiscard]] law::FactId fact(const char* id) const { return *corpus_->vocabulary().find(id); }

  // One record with these statements; returns its number.
  std::uint32_t add(const law::Case& stated, link::ListIndex list = 0) {
    PackedFacts& packed = cases_->readings.front();
    const std::size_t at = packed.yes.size();
    for (auto* words : {&packed.yes, &packed.no, &packed.assumed}) words->resize(at + cases_->layout.words());
    for (std::size_t slot = 0; slot < cases_->layout.facts.size(); ++slot)
      for (const law::Statement& one : stated.statements) {
        if (one.fact != cases_->layout.facts[slot]) continue;
        (one.truth == law::Truth::yes ? packed.yes : packed.no)[at + slot / 64] |= std::uint64_t{1} << (slot % 64);
      }
    for (const law::FactId number : cases_->layout.numbers) {
      core::Interval<std::int64_t> range;
      for (const law::NumberStatement& one : stated.numbers)
        if (one.fact == number) range = one.range;
      packed.lo.push_back(static_cast<std::int16_t>(range.min.value_or(law::kNoLowest)));
      packed.hi.push_back(static_cast<std::int16_t>(range.max.value_or(law::kNoHighest)));
    }
    auto& sets = packed.one_of.emplace_back();
    for (const law::OneOf& one : stated.one_of) sets.push_back(cases_->layout.set_of(one.facts));
    packed.first.push_back(law::kNoFirstDay);
    packed.last.push_back(law::kNoLastDay);
    cases_->source.push_back(list);
    cases_->key.emplace_back();
    roster_.records.push_back({list, cases_->rows() - 1});
    return static_cast<std::uint32_t>(roster_.records.size() - 1);
  }

  [[nodiscard]] law::Outcome found(std::vector<std::uint32_t> records, std::size_t definition = 0) {
    core::Silence silence;
    const std::vector<std::vector<std::uint32_t>> sets{std::move(records)};
    const auto outcomes = joined_findings(*corpus_, plan_, {}, *cases_, 0, roster_, sets, silence);
    EXPECT_TRUE(outcomes.has_value());
    return (*outcomes)[definition].front();
  }

  [[nodiscard]] law::Case states(std::initializer_list<const char*> yes, std::initializer_list<const char*> no = {}) const {
    law::Case stated;
    for (const char* id : yes) stated.statements.push_back({fact(id), law::Truth::yes, ""});
    for (const char* id : no) stated.statements.push_back({fact(id), law::Truth::no, ""});
    return stated;
  }

  std::optional<law::Corpus> corpus_;
  CountPlan plan_;
  std::optional<CaseFacts> cases_;
  Roster roster_;
};

TEST_F(Joined, two_records_together_meet_a_definition_that_neither_meets_alone) {
  const auto a = add(states({"act.recruit", "means.force"}));
  const auto b = add(states({"purpose.forced_labour", "actor.intentional"}));
  EXPECT_EQ(found({a}), law::Outcome::unknown);
  EXPECT_EQ(found({b}), law::Outcome::unknown);
  EXPECT_EQ(found({a, b}), law::Outcome::yes);
}

TEST_F(Joined, a_fact_on_which_records_contradict_each_other_is_unknown_and_counted) {
  const auto a = add(states({"act.recruit", "means.force", "purpose.forced_labour", "actor.intentional"}));
  const auto b = add(states({}, {"means.force"}));
  EXPECT_EQ(found({a}), law::Outcome::yes);
  EXPECT_EQ(found({a, b}), law::Outcome::unknown);
  const auto contradicted = join(*cases_, 0, roster_, std::vector<std::uint32_t>{a, b}).contradicted(cases_->layout);
  EXPECT_EQ(contradicted, std::vector<law::FactId>{fact("means.force")});
}

TEST_F(Joined, ages_that_exclude_each_other_leave_the_age_unknown) {
  law::Case child = states({"act.recruit", "purpose.forced_labour", "actor.intentional"}), grown;
  child.numbers.push_back({fact("person.age"), {15, 15}, ""});
  grown.numbers.push_back({fact("person.age"), {30, 30}, ""});
  const auto a = add(child), b = add(grown);
  EXPECT_EQ(found({a}), law::Outcome::yes);  // a child needs no means
  EXPECT_EQ(found({a, b}), law::Outcome::unknown);
  EXPECT_EQ(join(*cases_, 0, roster_, std::vector<std::uint32_t>{a, b}).contradicted(cases_->layout), std::vector<law::FactId>{fact("person.age")});
}

TEST_F(Joined, what_is_denied_as_a_whole_by_another_record_is_contradicted) {
  law::Case merged;
  std::vector<law::FactId> set{fact("means.threat"), fact("means.force")};
  std::sort(set.begin(), set.end());
  merged.one_of.push_back({set, ""});
  const auto a = add(merged), b = add(states({}, {"means.threat", "means.force"}));
  EXPECT_EQ(join(*cases_, 0, roster_, std::vector<std::uint32_t>{a, b}).contradicted(cases_->layout), set);
}

TEST_F(Joined, a_name_without_a_case_states_nothing) {
  roster_.records.push_back({0, std::nullopt});
  EXPECT_EQ(found({0}), law::Outcome::unknown);
}

// Random records of sparse facts, joined at random: the batch on joined facts agrees with the plain evaluator on the joined case.
TEST_F(Joined, outcomes_are_those_of_the_plain_evaluator) {
  core::Stream stream(11, "test.joined");
  const law::Vocabulary& vocabulary = corpus_->vocabulary();
  std::vector<law::FactId> asked;
  for (law::FactId f = 0; f < vocabulary.facts().size(); ++f) {
    const std::string& group = vocabulary.groups()[vocabulary[f].group];
    if (!vocabulary[f].number && (group == "act" || group == "means" || group == "purpose" || group == "actor" || group == "person" || group == "movement" ||
                                  group == "benefit" || group == "facilitation"))
      asked.push_back(f);
  }
  std::vector<law::Case> stated;
  for (int i = 0; i < 200; ++i) {
    law::Case one;
    for (const law::FactId f : asked)
      if (stream.chance(0.35)) one.statements.push_back({f, stream.chance(0.3) ? law::Truth::yes : law::Truth::no, ""});
    if (stream.chance(0.5)) one.numbers.push_back({fact("person.age"), {static_cast<std::int64_t>(10 + stream.below(15)), 25}, ""});
    if (stream.chance(0.3)) {
      std::vector<law::FactId> set{fact("means.threat"), fact("means.force")};
      std::sort(set.begin(), set.end());
      one.one_of.push_back({set, ""});
    }
    (void)add(one);
    stated.push_back(std::move(one));
  }
  std::array<int, 4> seen{};
  for (int round = 0; round < 300; ++round) {
    std::vector<std::uint32_t> group;
    law::Case joined;
    for (std::size_t k = 0; k < 1 + stream.below(3); ++k) {
      const auto record = static_cast<std::uint32_t>(stream.below(stated.size()));
      group.push_back(record);
      joined.statements.insert(joined.statements.end(), stated[record].statements.begin(), stated[record].statements.end());
      joined.numbers.insert(joined.numbers.end(), stated[record].numbers.begin(), stated[record].numbers.end());
      joined.one_of.insert(joined.one_of.end(), stated[record].one_of.begin(), stated[record].one_of.end());
    }
    for (std::size_t d = 0; d < plan_.findings.size(); ++d) {
      joined.date = {corpus_->find(plan_.findings[d].law)->versions.back().in_force};
      const auto base = law::FactBase::derive(joined, vocabulary, law::OnContradiction::set_aside);
      ASSERT_TRUE(base.has_value());
      const auto finding = law::assess(*corpus_, joined, plan_.findings[d], *base);
      ASSERT_TRUE(finding.has_value());
      ASSERT_EQ(found(group, d), finding->outcome) << round << " " << plan_.findings[d].text();
      ++seen[static_cast<std::size_t>(finding->outcome)];
    }
  }
  EXPECT_GT(seen[0], 20);  // unknown, true and false all occur
  EXPECT_GT(seen[1], 0);
  EXPECT_GT(seen[2], 20);
}

}  // namespace
}  // namespace palermo::study
