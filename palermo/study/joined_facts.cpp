// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/joined_facts.hpp"

#include <algorithm>

namespace palermo::study {
namespace {

using core::Result;

bool has_bit(const std::vector<std::uint64_t>& words, std::size_t bit) { return (words[bit / 64] >> (bit % 64) & 1) != 0; }

law::BatchPlan batch_plan(const CaseFacts& cases, const CountPlan& plan, const intake::Reading& reading) {
  law::BatchPlan batch;
  batch.facts = cases.layout.facts;
  batch.numbers = cases.layout.numbers;
  batch.one_of = cases.layout.one_of;
  batch.answers = reading.answers;
  batch.exceptions_not_raised = reading.exceptions_not_raised;
  batch.by_date = plan.by_date;
  batch.findings = plan.findings;
  batch.contradictions = false;
  return batch;
}

// The planes of one block of people.
struct Block {
  explicit Block(const FactLayout& layout)
      : facts(layout.facts.size(), law::Planes(law::kBlockRecords)), one_of(layout.one_of.size(), law::PlaneWords(law::kBlockWords)),
        lo(layout.numbers.size(), std::vector<std::int16_t>(law::kBlockRecords)), hi(lo), first(law::kBlockRecords), last(law::kBlockRecords) {}

  void clear() {
    for (law::Planes& planes : facts) {
      std::fill(planes.yes.begin(), planes.yes.end(), 0);
      std::fill(planes.no.begin(), planes.no.end(), 0);
    }
    for (law::PlaneWords& words : one_of) std::fill(words.begin(), words.end(), 0);
  }

  void put(std::size_t at, const JoinedFacts& joined) {
    const law::Word mask = law::Word{1} << (at % 64);
    for (std::size_t f = 0; f < facts.size(); ++f) {
      if (has_bit(joined.yes, f)) facts[f].yes[at / 64] |= mask;
      if (has_bit(joined.no, f)) facts[f].no[at / 64] |= mask;
    }
    for (const std::uint32_t set : joined.one_of) one_of[set][at / 64] |= mask;
    for (std::size_t n = 0; n < lo.size(); ++n) {
      lo[n][at] = joined.lo[n];
      hi[n][at] = joined.hi[n];
    }
    first[at] = joined.first;
    last[at] = joined.last;
  }

  [[nodiscard]] law::BatchInput input(std::size_t records) const {
    law::BatchInput in;
    in.records = records;
    for (const law::Planes& planes : facts) in.facts.push_back({planes.yes.data(), planes.no.data()});
    for (const law::PlaneWords& words : one_of) in.one_of.push_back(words.data());
    for (std::size_t n = 0; n < lo.size(); ++n) in.numbers.push_back({lo[n].data(), hi[n].data()});
    in.days = {first.data(), last.data()};
    return in;
  }

  std::vector<law::Planes> facts;
  std::vector<law::PlaneWords> one_of;
  std::vector<std::vector<std::int16_t>> lo, hi;
  std::vector<core::Day> first, last;
};

}  // namespace

JoinedFacts join(const CaseFacts& cases, std::size_t reading, const Roster& roster, std::span<const std::uint32_t> records) {
  const PackedFacts& packed = cases.readings[reading];
  const std::size_t words = cases.layout.words(), numbers = cases.layout.numbers.size();
  JoinedFacts joined;
  joined.yes.resize(words);
  joined.no.resize(words);
  joined.lo.assign(numbers, law::kNoLowest);
  joined.hi.assign(numbers, law::kNoHighest);
  for (const std::uint32_t record : records) {
    if (!roster.records[record].row) continue;
    const std::size_t row = *roster.records[record].row;
    for (std::size_t w = 0; w < words; ++w) {
      joined.yes[w] |= packed.yes[row * words + w];
      joined.no[w] |= packed.no[row * words + w];
    }
    for (std::size_t n = 0; n < numbers; ++n) {
      joined.lo[n] = std::max(joined.lo[n], packed.lo[row * numbers + n]);
      joined.hi[n] = std::min(joined.hi[n], packed.hi[row * numbers + n]);
    }
    joined.one_of.insert(joined.one_of.end(), packed.one_of[row].begin(), packed.one_of[row].end());
    joined.first = std::max(joined.first, packed.first[row]);
    joined.last = std::min(joined.last, packed.last[row]);
  }
  std::sort(joined.one_of.begin(), joined.one_of.end());
  joined.one_of.erase(std::unique(joined.one_of.begin(), joined.one_of.end()), joined.one_of.end());
  if (joined.first > joined.last) {
    joined.first = law::kNoFirstDay;
    joined.last = law::kNoLastDay;
  }
  return joined;
}

std::vector<law::FactId> JoinedFacts::contradicted(const FactLayout& layout) const {
  std::vector<law::FactId> found;
  std::vector<bool> denied(layout.facts.size() + layout.numbers.size());
  for (std::size_t f = 0; f < layout.facts.size(); ++f) {
    if (has_bit(yes, f) && has_bit(no, f)) found.push_back(layout.facts[f]);
    denied[layout.facts[f]] = has_bit(no, f) && !has_bit(yes, f);
  }
  for (std::size_t n = 0; n < layout.numbers.size(); ++n)
    if (lo[n] > hi[n]) found.push_back(layout.numbers[n]);
  for (const std::uint32_t set : one_of)
    if (std::all_of(layout.one_of[set].begin(), layout.one_of[set].end(), [&](law::FactId fact) { return denied[fact]; }))
      found.insert(found.end(), layout.one_of[set].begin(), layout.one_of[set].end());
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

Result<Outcomes> joined_findings(const law::Corpus& corpus, const CountPlan& plan, const intake::Reading& reading, const CaseFacts& cases,
                                 std::size_t reading_index, const Roster& roster, std::span<const std::vector<std::uint32_t>> sets,
                                 core::Progress& progress) {
  PALERMO_TRY(const law::BatchProgram program, law::compile(corpus, batch_plan(cases, plan, reading)));
  law::BatchOutput output(program);
  Block block(cases.layout);
  Outcomes outcomes(plan.findings.size(), std::vector<law::Outcome>(sets.size()));
  for (std::size_t begin = 0; begin < sets.size(); begin += law::kBlockRecords) {
    if (progress.cancelled()) return core::fail(core::kCancelled);
    const std::size_t size = std::min(law::kBlockRecords, sets.size() - begin);
    block.clear();
    for (std::size_t i = 0; i < size; ++i) block.put(i, join(cases, reading_index, roster, sets[begin + i]));
    program.run(block.input(size), output);
    for (std::size_t f = 0; f < plan.findings.size(); ++f)
      for (std::size_t i = 0; i < size; ++i) outcomes[f][begin + i] = law::outcome_at(output.finding(f), i);
  }
  return outcomes;
}

}  // namespace palermo::study
