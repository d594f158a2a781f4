// SPDX-License-Identifier: Apache-2.0
// The law engine and the world's own truth, which share no code, find the same about every invented event.
#include <filesystem>

#include <gtest/gtest.h>

#include "palermo/core/bytes.hpp"
#include "palermo/law/evaluate.hpp"
#include "palermo/simulate/person.hpp"

namespace palermo::simulate {
namespace {

constexpr std::int64_t kPersons = 3000;

std::string read(const std::string& name) {
  const auto text = core::read_file(std::string(PALERMO_SOURCE_DIR) + "/data/law/" + name);
  return text ? *text : std::string();
}

// Every fact of the event is stated, true or false.
law::Case case_of(const Event& event, const law::Vocabulary& vocabulary) {
  law::Case stated;
  stated.id = "event";
  stated.date = {{event.from, event.from}};
  for (std::size_t i = 0; i < kFacts; ++i) {
    const auto fact = static_cast<Fact>(i);
    const auto id = vocabulary.find(id_of(fact));
    EXPECT_TRUE(id) << "not in the vocabulary: " << id_of(fact);
    if (id) stated.statements.push_back({*id, event.facts.has(fact) ? law::Truth::yes : law::Truth::no, ""});
  }
  for (const char* name : {"means", "purpose", "person", "actor", "act"})
    if (const auto group = vocabulary.find_group(name)) stated.closed.push_back({*group, ""});
  stated.numbers.push_back({*vocabulary.find("person.age"), {event.age_years, event.age_years}, ""});
  return stated;
}

class Engine {
 public:
  Engine() : corpus_(law::Corpus::parse({"vocabulary.yaml", read("vocabulary.yaml")}, {{"clauses.yaml", read("clauses.yaml")},
                                                                                         {"un.untoc.yaml", read("un.untoc.yaml")},
                                                                                         {"un.tip-protocol.yaml", read("un.tip-protocol.yaml")},
                                                                                         {"un.som-protocol.yaml", read("un.som-protocol.yaml")}})) {}
  [[nodiscard]] bool ready() const { return corpus_.has_value(); }
  [[nodiscard]] law::Outcome outcome(const Event& event, const char* id) const {
    const law::Case stated = case_of(event, corpus_->vocabulary());
    const auto finding_id = corpus_->resolve(id);
    EXPECT_TRUE(finding_id);
    const auto findings = law::assess_all(*corpus_, stated, {*finding_id});
    EXPECT_TRUE(findings) << (findings ? "" : std::string(findings.error().kind.code));
    return findings ? findings->front().outcome : law::Outcome::not_in_force;
  }

 private:
  core::Result<law::Corpus> corpus_;
};

law::Outcome expected(Answer answer) {
  return answer == Answer::yes ? law::Outcome::yes : answer == Answer::no ? law::Outcome::no : law::Outcome::unknown;
}

TEST(LawAndWorld, find_the_same_about_trafficking_and_smuggling) {
  const Engine engine;
  ASSERT_TRUE(engine.ready());
  for (std::int64_t i = 0; i < kPersons; ++i) {
    const Person person = draw_person(21, i, kWorldMix);
    ASSERT_EQ(engine.outcome(person.conduct, "un.tip-protocol#trafficking"), expected(trafficking(person))) << i;
    if (!person.entry) continue;
    const Answer smuggled = smuggling(person) ? Answer::yes : Answer::no;
    ASSERT_EQ(engine.outcome(*person.entry, "un.som-protocol#smuggling"), expected(smuggled)) << i;
  }
}

}  // namespace
}  // namespace palermo::simulate
