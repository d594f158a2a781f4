// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/batch.hpp"

#include <algorithm>

namespace palermo::law {
namespace {

// Operands of the table are written by the code only when they are outputs or scratch.
Word* readable(const Word* plane) { return const_cast<Word*>(plane); }

void find_days(DayRanges days, std::size_t records, core::Day first, core::Day last, Word* may_be, Word* is) {
  std::fill(may_be, may_be + plane_words(records), Word{0});
  std::fill(is, is + plane_words(records), Word{0});
  for (std::size_t i = 0; i < records; ++i) {
    const core::Day from = days.first ? days.first[i] : kNoFirstDay, to = days.last ? days.last[i] : kNoLastDay;
    may_be[i / 64] |= Word{from <= last && to >= first} << (i % 64);
    is[i / 64] |= Word{from >= first && to <= last} << (i % 64);
  }
}

void clear_past(Word* plane, std::size_t records) {
  const std::size_t whole = records / 64;
  if (records % 64 != 0) plane[whole] &= (Word{1} << (records % 64)) - 1;
  std::fill(plane + (records + 63) / 64, plane + plane_words(records), Word{0});
}

}  // namespace

bool BatchProgram::needs_fact(std::size_t slot) const { return used_[2 * slot] || used_[2 * slot + 1]; }
bool BatchProgram::needs_one_of(std::size_t slot) const { return used_[one_of_at() + slot]; }

bool BatchProgram::needs_number(std::size_t slot) const {
  const bool compared = std::any_of(comparisons_.begin(), comparisons_.end(), [&](const Comparison& c) { return c.number == slot; });
  return compared || used_[empty_at() + slot];
}

std::size_t BatchProgram::input_planes() const { return static_cast<std::size_t>(std::count(used_.begin(), used_.end(), true)); }

// Inputs are used where they lie; planes that follow from numbers and dates are made in the output's own room.
void BatchProgram::fill_table(const BatchInput& input, BatchOutput& output, Level level) const {
  std::vector<Word*>& table = output.table_;
  Word* const zero = output.words_.data();
  const auto place = [&](std::size_t at, const Word* plane) { table[at] = plane ? readable(plane) : zero; };
  for (std::size_t i = 0; i < facts_; ++i) {
    place(2 * i, input.facts[i].yes);
    place(2 * i + 1, input.facts[i].no);
  }
  for (std::size_t i = 0; i < one_of_; ++i) place(one_of_at() + i, input.one_of[i]);
  Word* made = zero + (1 + outputs_ + registers_) * kBlockWords;
  const auto room = [&](std::size_t at) {
    table[at] = made;
    made += kBlockWords;
    return table[at];
  };
  for (std::size_t i = 0; i < comparisons_.size(); ++i) {
    const std::size_t at = comparisons_at() + 2 * i;
    const bool given = i < input.comparisons.size() && input.comparisons[i].yes;
    place(at, given ? input.comparisons[i].yes : nullptr);
    place(at + 1, given ? input.comparisons[i].no : nullptr);
    if (given || !input.numbers[comparisons_[i].number].lo) continue;
    Word* const yes = room(at);
    compare(input.numbers[comparisons_[i].number], input.records, comparisons_[i].bound, yes, room(at + 1), level);
  }
  for (std::size_t i = 0; i < numbers_; ++i) {
    place(empty_at() + i, nullptr);
    if (used_[empty_at() + i] && input.numbers[i].lo) find_empty(input.numbers[i], input.records, room(empty_at() + i));
  }
  for (std::size_t i = 0; i < periods_.size(); ++i) {
    Word* const may_be = room(periods_at() + 2 * i);
    find_days(input.days, input.records, periods_[i].first, periods_[i].last, may_be, room(periods_at() + 2 * i + 1));
  }
}

void BatchProgram::run(const BatchInput& input, BatchOutput& output, Level level) const {
  output.records_ = input.records;
  fill_table(input, output, level);
  execute(schedule_code_, output.table_.data(), plane_words(input.records), level);
  for (std::size_t i = 0; i < outputs_; ++i) clear_past(output.table_[inputs() + i], input.records);
}

BatchOutput::BatchOutput(const BatchProgram& program)
    : program_(&program), table_(program.inputs() + program.outputs_ + program.registers_) {
  const std::size_t made = 2 * program.comparisons_.size() + program.numbers_ + 2 * program.periods_.size();
  words_.resize((1 + program.outputs_ + program.registers_ + made) * kBlockWords);
  for (std::size_t i = 0; i < program.outputs_ + program.registers_; ++i) {
    table_[program.inputs() + i] = words_.data() + (1 + i) * kBlockWords;
  }
}

FindingView BatchOutput::finding(std::size_t slot) const {
  const BatchProgram::FindingPlaces& at = program_->finding_places_[slot];
  return {table_[at.yes], table_[at.no], at.not_in_force ? table_[*at.not_in_force] : nullptr};
}

PlaneView BatchOutput::element(std::size_t slot) const {
  const BatchProgram::KnownPlaces& at = program_->element_places_[slot];
  return {table_[at.yes], table_[at.no]};
}

const Word* BatchOutput::contradictory() const {
  return program_->contradictory_place_ ? table_[*program_->contradictory_place_] : nullptr;
}

Truth truth_at(PlaneView known, std::size_t record) {
  return bit(known.yes, record) ? Truth::yes : bit(known.no, record) ? Truth::no : Truth::unknown;
}

Outcome outcome_at(FindingView finding, std::size_t record) {
  if (finding.not_in_force && bit(finding.not_in_force, record)) return Outcome::not_in_force;
  return outcome(truth_at({finding.yes, finding.no}, record));
}

}  // namespace palermo::law
