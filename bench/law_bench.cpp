// SPDX-License-Identifier: Apache-2.0
// How many findings a second a core? A finding is one offence of one law version under one reading for one case.
//
// Five definitions of trafficking on a million records. Every fact that they ask for is true, false or unknown with a third
// each, ages too: no favourable data. Two of the five (the Protocol and ACTIP) have the same elements and so the same code.
// Wherever items_per_second stands, an item is one finding, counted five a record (rows "Protocol" evaluate one: one a record).
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>

#include "palermo/core/bytes.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/core/random.hpp"
#include "palermo/law/batch.hpp"
#include "palermo/law/evaluate.hpp"

namespace {

using namespace palermo;
using namespace palermo::law;

constexpr std::size_t kRecords = 1'000'000;
constexpr std::size_t kBlocks = (kRecords + kBlockRecords - 1) / kBlockRecords;
constexpr std::size_t kColumns = 63;
const std::vector<FindingId> kDefinitions{{"un.tip-protocol", "trafficking"}, {"asean.actip", "trafficking"}, {"de.stgb232", ""},
                                          {"fr.cp225-4-1", ""}, {"us.7102-11", ""}};

Corpus load_corpus() {
  const std::filesystem::path folder = std::filesystem::path(core::data_folder()) / "law";
  std::vector<Corpus::Source> laws;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const bool law = entry.path().extension() == ".yaml" && entry.path().filename() != "vocabulary.yaml";
    if (law && entry.path().parent_path().filename() != "scenarios") laws.push_back({entry.path().filename(), *core::read_file(entry.path())});
  }
  return *Corpus::parse({"vocabulary.yaml", *core::read_file(folder / "vocabulary.yaml")}, laws);
}

// Columns for exactly the facts that the definitions ask for.
BatchPlan make_plan(const Corpus& corpus, bool contradictions) {
  BatchPlan plan;
  plan.contradictions = contradictions;
  for (const FindingId& id : kDefinitions) {
    plan.findings.push_back(id.offence.empty() ? *corpus.resolve(id.law) : id);
  }
  for (FactId f = 0; f < corpus.vocabulary().facts().size(); ++f) {
    (corpus.vocabulary()[f].number ? plan.numbers : plan.facts).push_back(f);
  }
  BatchPlan all = plan;
  all.contradictions = false;
  const BatchProgram wide = *compile(corpus, all);
  plan.facts.clear();
  plan.numbers.clear();
  for (std::size_t i = 0; i < all.facts.size(); ++i) if (wide.needs_fact(i)) plan.facts.push_back(all.facts[i]);
  for (std::size_t i = 0; i < all.numbers.size(); ++i) if (wide.needs_number(i)) plan.numbers.push_back(all.numbers[i]);
  return plan;
}

// Records as byte codes (0 not said, 1 no, 2 yes; age 0 not said, 1 below 18, 2 from 18 to 20, 3 from 21), a column apart.
struct World {
  Corpus corpus = load_corpus();
  BatchPlan plan = make_plan(corpus, false);
  BatchProgram program = *compile(corpus, plan);
  std::vector<std::vector<std::uint8_t>> columns;  // facts, then age, then what no definition asks for

  World() {
    core::Stream random(1, "bench.law");
    columns.resize(std::max(kColumns, plan.facts.size() + 2), std::vector<std::uint8_t>(kRecords));
    for (std::size_t c = 0; c < columns.size(); ++c) {
      for (std::uint8_t& code : columns[c]) code = static_cast<std::uint8_t>(random.below(c == plan.facts.size() ? 4 : 3));
    }
  }
  [[nodiscard]] std::size_t age() const { return plan.facts.size(); }
  [[nodiscard]] const std::vector<std::uint8_t>& category() const { return columns.back(); }
};

const World& world() {
  static const World made;
  return made;
}

CodeTable flags() {
  CodeTable table;
  table.set(1, Truth::no);
  table.set(2, Truth::yes);
  return table;
}

CodeTable below(std::int64_t bound) {
  CodeTable table;
  table.set(1, bound >= 18 ? Truth::yes : Truth::unknown);
  table.set(2, bound >= 21 ? Truth::yes : bound <= 18 ? Truth::no : Truth::unknown);
  table.set(3, bound <= 21 ? Truth::no : Truth::unknown);
  return table;
}

// One block's planes, one after the other: as a resident table is best laid out.
class BlockPlanes {
 public:
  BlockPlanes(const World& from, std::size_t first_block, std::size_t blocks) : from_(from), words_(blocks * stride()) {
    for (std::size_t b = 0; b < blocks; ++b) decode_block(first_block + b, b);
  }
  void decode_block(std::size_t block, std::size_t into) {
    static const CodeTable table = flags();
    static const std::vector<CodeTable> ages = [this] {
      std::vector<CodeTable> tables;
      for (const Comparison& c : from_.program.comparisons()) tables.push_back(below(c.bound));
      return tables;
    }();
    Word* at = words_.data() + into * stride();
    const auto decode_column = [&](std::size_t column, const CodeTable& codes) {
      decode(part(from_.columns[column], block), codes, at, at + kBlockWords);
      at += 2 * kBlockWords;
    };
    for (std::size_t f = 0; f < from_.plan.facts.size(); ++f) decode_column(f, table);
    for (const CodeTable& codes : ages) decode_column(from_.age(), codes);
  }
  // What the program is given of block `at`.
  void describe(std::size_t block, std::size_t at, BatchInput& input) const {
    input.records = part(from_.category(), block).size();
    input.numbers.assign(from_.plan.numbers.size(), {});
    const Word* plane = words_.data() + at * stride();
    const auto next = [&](std::vector<PlaneView>& into, std::size_t n) {
      into.resize(n);
      for (PlaneView& view : into) {
        view = {plane, plane + kBlockWords};
        plane += 2 * kBlockWords;
      }
    };
    next(input.facts, from_.plan.facts.size());
    next(input.comparisons, from_.program.comparisons().size());
  }
  static std::span<const std::uint8_t> part(const std::vector<std::uint8_t>& column, std::size_t block) {
    const std::size_t start = block * kBlockRecords;
    return std::span(column).subspan(start, std::min(kBlockRecords, column.size() - start));
  }
  [[nodiscard]] std::size_t bytes() const { return words_.size() * sizeof(Word); }

 private:
  [[nodiscard]] std::size_t stride() const { return 2 * kBlockWords * (from_.plan.facts.size() + from_.program.comparisons().size()); }

  const World& from_;
  PlaneWords words_;
};

void count(benchmark::State& state, std::size_t records, std::size_t findings = kDefinitions.size()) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(records * findings));
}

void plain_with_derivation(benchmark::State& state) {
  const World& w = world();
  const BlockPlanes planes(w, 0, 1);
  BatchInput input;
  planes.describe(0, 0, input);
  std::vector<Case> cases;
  for (std::size_t record = 0; record < 500; ++record) {
    cases.push_back(case_of(w.corpus, w.plan, w.program, input, record));
    cases.back().date = core::PartialDate{{20000, 20000}};
  }
  for (auto _ : state) {
    for (const Case& c : cases) {
      const auto facts = FactBase::derive(c, w.corpus.vocabulary(), OnContradiction::set_aside);
      for (const FindingId& id : w.plan.findings) benchmark::DoNotOptimize(assess(w.corpus, c, id, *facts));
    }
  }
  count(state, cases.size());
}
BENCHMARK(plain_with_derivation)->Unit(benchmark::kMillisecond);

// blocks: 1 stays in the caches; all: a million records, read from memory each time.
void batch_from_resident_planes(benchmark::State& state) {
  const World& w = world();
  const auto blocks = static_cast<std::size_t>(state.range(0));
  const BlockPlanes planes(w, 0, blocks);
  BatchOutput output(w.program);
  std::vector<BatchInput> inputs(blocks);
  for (std::size_t b = 0; b < blocks; ++b) planes.describe(b, b, inputs[b]);
  std::size_t records = 0;
  for (const BatchInput& input : inputs) records += input.records;
  for (auto _ : state) {
    for (const BatchInput& input : inputs) {
      w.program.run(input, output);
      benchmark::DoNotOptimize(output.finding(0).yes[0]);
    }
  }
  count(state, records);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(planes.bytes()));
  state.counters["operations"] = static_cast<double>(w.program.operations());
  state.counters["scratch"] = static_cast<double>(w.program.scratch_planes());
  state.counters["planes_a_finding"] = static_cast<double>(w.program.input_planes()) / static_cast<double>(kDefinitions.size());
}
BENCHMARK(batch_from_resident_planes)->ArgName("blocks")->Arg(1)->Arg(kBlocks)->Unit(benchmark::kMillisecond);

// The limit of the machine: the same planes read once, one addition a word.
void reading_the_same_planes(benchmark::State& state) {
  const World& w = world();
  const BlockPlanes planes(w, 0, kBlocks);
  std::vector<BatchInput> inputs(kBlocks);
  for (std::size_t b = 0; b < kBlocks; ++b) planes.describe(b, b, inputs[b]);
  for (auto _ : state) {
    std::int64_t sum = 0;
    for (const BatchInput& input : inputs) {
      for (const PlaneView& fact : input.facts) {
        sum += count_bits(fact.yes, input.records);
        sum += count_bits(fact.no, input.records);
      }
    }
    benchmark::DoNotOptimize(sum);
  }
  count(state, kRecords);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(planes.bytes()));
}
BENCHMARK(reading_the_same_planes)->Unit(benchmark::kMillisecond);

// The whole way from decoded columns to exact counts; by category: also each finding by the last column.
void batch_from_columns_to_counts(benchmark::State& state) {
  const World& w = world();
  BlockPlanes planes(w, 0, 1);
  BatchOutput output(w.program);
  BatchInput input;
  for (auto _ : state) {
    std::vector<Tally> totals(kDefinitions.size());
    std::vector<std::vector<Tally>> by(kDefinitions.size(), std::vector<Tally>(3));
    for (std::size_t b = 0; b < kBlocks; ++b) {
      planes.decode_block(b, 0);
      planes.describe(b, 0, input);
      w.program.run(input, output);
      for (std::size_t i = 0; i < kDefinitions.size(); ++i) {
        if (state.range(0) == 0) totals[i] += tally(output.finding(i), input.records);
        else tally_by(BlockPlanes::part(w.category(), b), output.finding(i), by[i]);
      }
    }
    benchmark::DoNotOptimize(totals.data());
    benchmark::DoNotOptimize(by.data());
  }
  count(state, kRecords);
}
BENCHMARK(batch_from_columns_to_counts)->ArgName("by_category")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

// A rule engine as one would first write it: the law's expressions walked record by record, with early exits.
class Walker {
 public:
  Walker(const World& w) : w_(w), column_(w.corpus.vocabulary().facts().size(), w.columns.size() - 1) {
    for (std::size_t i = 0; i < w.plan.facts.size(); ++i) column_[w.plan.facts[i]] = i;
  }
  [[nodiscard]] Truth offence(const Offence& offence, std::size_t record) const {
    Truth all = Truth::yes;
    for (const Element& e : offence.elements) {
      Truth met = expression(e.expression, record);
      if (met != Truth::yes && e.not_required_if) met = either(met, expression(e.not_required_if->expression, record));
      if (met == Truth::no) return Truth::no;
      all = both(all, met);
    }
    return all;
  }

 private:
  [[nodiscard]] Truth expression(const Expression& e, std::size_t record) const {
    switch (e.kind) {
      case Expression::Kind::fact: return static_cast<Truth>((3 - w_.columns[column_[e.fact]][record]) % 3);
      case Expression::Kind::any: return any(e, record);
      case Expression::Kind::all: return negate(any(e, record, true));
      case Expression::Kind::negation: return negate(expression(e.items[0], record));
      case Expression::Kind::less: return age(e.number, record);
      case Expression::Kind::reference: return expression(w_.corpus.definition(e).expression, record);
      default: return Truth::unknown;
    }
  }
  [[nodiscard]] Truth any(const Expression& e, std::size_t record, bool negated = false) const {
    Truth found = Truth::no;
    for (const Expression& item : e.items) {
      const Truth value = expression(item, record);
      found = either(found, negated ? negate(value) : value);
      if (found == Truth::yes) return found;
    }
    return found;
  }
  [[nodiscard]] Truth age(std::int64_t bound, std::size_t record) const {
    const std::uint8_t code = w_.columns[w_.age()][record];
    return code == 0 ? Truth::unknown : code == 1 || (code == 2 && bound == 21) ? Truth::yes : Truth::no;
  }

  const World& w_;
  std::vector<std::size_t> column_;
};

void naive_record_by_record(benchmark::State& state) {
  const World& w = world();
  const Walker walker(w);
  std::vector<const Offence*> offences;
  for (const FindingId& id : w.plan.findings) offences.push_back(find_offence(w.corpus.find(id.law)->versions.back(), id.offence));
  constexpr std::size_t kSome = 50'000;
  for (auto _ : state) {
    std::int64_t yes = 0;
    for (std::size_t record = 0; record < kSome; ++record) {
      for (const Offence* offence : offences) yes += walker.offence(*offence, record) == Truth::yes;
    }
    benchmark::DoNotOptimize(yes);
  }
  count(state, kSome);
}
BENCHMARK(naive_record_by_record)->Unit(benchmark::kMillisecond);

// Rules as code, a pass a fact over whole columns of bytes, two-valued (unknown taken as false), the Protocol's definition only.
void columns_of_bytes_two_valued_protocol(benchmark::State& state) {
  const World& w = world();
  const std::vector<std::vector<std::string>> any_of{
      {"act.recruit", "act.transport", "act.transfer", "act.harbour", "act.receive"},
      {"means.threat", "means.force", "means.other_coercion", "means.abduction", "means.fraud", "means.deception",
       "means.abuse_of_power", "means.abuse_of_vulnerability", "means.benefit_to_controller"},
      {"purpose.prostitution_of_others", "purpose.sexual_other", "purpose.forced_labour", "purpose.slavery", "purpose.slavery_like",
       "purpose.servitude", "purpose.organ_removal"},
      {"actor.intentional"}};
  const auto column = [&](const std::string& fact) {
    const auto at = std::find(w.plan.facts.begin(), w.plan.facts.end(), *w.corpus.vocabulary().find(fact));
    return w.columns[static_cast<std::size_t>(at - w.plan.facts.begin())].data();
  };
  std::vector<std::uint8_t> result(kRecords), element(kRecords);
  for (auto _ : state) {
    std::fill(result.begin(), result.end(), std::uint8_t{1});
    for (std::size_t e = 0; e < any_of.size(); ++e) {
      const std::uint8_t* age = w.columns[w.age()].data();
      for (std::size_t i = 0; i < kRecords; ++i) element[i] = e == 1 && age[i] == 1;
      for (const std::string& fact : any_of[e]) {
        const std::uint8_t* codes = column(fact);
        for (std::size_t i = 0; i < kRecords; ++i) element[i] = static_cast<std::uint8_t>(element[i] | (codes[i] == 2));
      }
      for (std::size_t i = 0; i < kRecords; ++i) result[i] = static_cast<std::uint8_t>(result[i] & element[i]);
    }
    benchmark::DoNotOptimize(result.data());
  }
  count(state, kRecords, 1);
}
BENCHMARK(columns_of_bytes_two_valued_protocol)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
