// SPDX-License-Identifier: Apache-2.0
// The oracle of the batch evaluator is the plain one: on random laws and records the two agree on every record, every
// finding and every element, and the checker accepts the plain derivation of the same outcome.
#include <gtest/gtest.h>

#include <cstdlib>

#include "palermo/law/batch_world_test.hpp"
#include "palermo/law/checker.hpp"
#include "palermo/law/evaluate.hpp"

namespace palermo::law {
namespace {

constexpr std::uint64_t kSeed = 20251121;
constexpr std::size_t kWorlds = 600;

const Node* find(const Node& node, Rule rule, const std::string& id) {
  if (node.rule == rule && node.id == id) return &node;
  for (const Node& child : node.children) {
    const bool structure = child.rule == Rule::versions || child.rule == Rule::version || child.rule == Rule::offence ||
                           child.rule == Rule::aggravation || child.rule == Rule::grounds || child.rule == Rule::element;
    if (!structure) continue;
    if (const Node* found = find(child, rule, id)) return found;
  }
  return nullptr;
}

struct Counts {
  std::int64_t findings = 0, elements = 0, contradictions = 0, by_outcome[4] = {0, 0, 0, 0};
};

class Agreement {
 public:
  Agreement(const Corpus& corpus, const BatchPlan& plan, const BatchProgram& program, const BatchInput& input, const BatchOutput& output)
      : corpus_(corpus), plan_(plan), program_(program), input_(input), output_(output) {}

  void check_record(std::size_t record, Counts& counts) {
    for (std::size_t slot = 0; slot < plan_.findings.size(); ++slot) {
      const Case stated = case_of(corpus_, plan_, program_, input_, record, slot);
      const auto facts = FactBase::derive(stated, corpus_.vocabulary(), OnContradiction::set_aside);
      ASSERT_TRUE(facts);
      ASSERT_EQ(!facts->contradictory().empty(), bit(output_.contradictory(), record)) << "record " << record;
      counts.contradictions += !facts->contradictory().empty();
      const auto finding = assess(corpus_, stated, plan_.findings[slot], *facts);
      ASSERT_TRUE(finding);
      ASSERT_EQ(word(finding->outcome), word(outcome_at(output_.finding(slot), record))) << plan_.findings[slot].text() << ", record " << record;
      if (facts->contradictory().empty()) { ASSERT_EQ(check(corpus_, stated, *finding), std::nullopt); }
      ++counts.findings;
      ++counts.by_outcome[static_cast<std::size_t>(finding->outcome)];
      check_elements(record, slot, finding->derivation, counts);
    }
  }

 private:
  void check_elements(std::size_t record, std::size_t slot, const Node& derivation, Counts& counts) {
    for (std::size_t i = 0; i < program_.elements().size(); ++i) {
      const BatchProgram::ElementSlot& element = program_.elements()[i];
      if (element.finding != slot) continue;
      const Node* version = find(derivation, Rule::version, element.version);
      if (!version) continue;  // the record's date rules it out
      const Node& whole = version->children.front();
      const Node& where = whole.rule == Rule::aggravation ? whole.children.back() : whole;
      const Node* plain = find(where, Rule::element, element.element);
      ASSERT_NE(plain, nullptr);
      ASSERT_EQ(word(plain->value), word(outcome(truth_at(output_.element(i), record)))) << element.element << ", record " << record;
      ++counts.elements;
    }
  }

  const Corpus& corpus_;
  const BatchPlan& plan_;
  const BatchProgram& program_;
  const BatchInput& input_;
  const BatchOutput& output_;
};

void check_world(std::uint64_t seed, std::uint64_t number, Counts& counts) {
  core::Stream random(seed, "law.batch_property_test", number);
  test::RandomWorld world = test::WorldWriter(random).write();
  auto corpus = Corpus::parse({"vocabulary.yaml", world.vocabulary}, world.laws);
  ASSERT_TRUE(corpus) << corpus.error().kind.code << " " << corpus.error().place.file << ":" << corpus.error().place.line;
  const BatchPlan plan = test::random_plan(*corpus, random);
  if (!plan.by_date) {  // the last version applies, whatever its days
    test::with_days_read(world);
    corpus = Corpus::parse({"vocabulary.yaml", world.vocabulary}, world.laws);
  }
  const auto program = compile(*corpus, plan);
  ASSERT_TRUE(program) << program.error().kind.code;
  const std::size_t records = 65 + random.below(64);
  const test::RandomBlock block(plan, records, random);
  BatchOutput output(*program);
  program->run(block.input, output);
  Agreement agreement(*corpus, plan, *program, block.input, output);
  for (std::size_t record = 0; record < records && !testing::Test::HasFatalFailure(); ++record) agreement.check_record(record, counts);
}

TEST(BatchProperty, agrees_with_the_plain_engine_on_random_laws_and_records) {
  const char* given = std::getenv("PALERMO_SEED");
  const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : kSeed;
  std::printf("seed %llu (set PALERMO_SEED for another)\n", static_cast<unsigned long long>(seed));
  Counts counts;
  for (std::uint64_t world = 0; world < kWorlds && !HasFatalFailure(); ++world) {
    SCOPED_TRACE(fmt::format("seed {}, world {}", seed, world));
    check_world(seed, world, counts);
  }
  std::printf("%lld findings, %lld elements, %lld with a contradiction; unknown %lld, true %lld, false %lld, not in force %lld\n",
              static_cast<long long>(counts.findings), static_cast<long long>(counts.elements), static_cast<long long>(counts.contradictions),
              static_cast<long long>(counts.by_outcome[0]), static_cast<long long>(counts.by_outcome[1]),
              static_cast<long long>(counts.by_outcome[2]), static_cast<long long>(counts.by_outcome[3]));
  for (const std::int64_t count : counts.by_outcome) EXPECT_GT(count, counts.findings / 50);  // the worlds are not trivial
}

}  // namespace
}  // namespace palermo::law
