// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "palermo/law/batch.hpp"

namespace palermo::law {
namespace {

void add_statements(PlaneView plane, FactId fact, std::size_t record, std::vector<Statement>& into) {
  const bool yes = plane.yes && bit(plane.yes, record), no = plane.no && bit(plane.no, record);
  if (yes) into.push_back({fact, Truth::yes, ""});
  if (no) into.push_back({fact, Truth::no, ""});
  if (!yes && !no) into.push_back({fact, Truth::unknown, ""});
}

core::Interval<std::int64_t> given_interval(Intervals numbers, std::size_t record) {
  core::Interval<std::int64_t> range;
  if (numbers.lo[record] != kNoLowest) range.min = numbers.lo[record];
  if (numbers.hi[record] != kNoHighest) range.max = numbers.hi[record];
  return range;
}

// What the comparisons say of the number, where they were given instead of it.
core::Interval<std::int64_t> compared_interval(const BatchProgram& program, const BatchInput& input, std::size_t number, std::size_t record) {
  core::Interval<std::int64_t> range;
  for (std::size_t i = 0; i < program.comparisons().size() && i < input.comparisons.size(); ++i) {
    const Comparison& c = program.comparisons()[i];
    if (c.number != number || !input.comparisons[i].yes) continue;
    const Truth less = truth_at(input.comparisons[i], record);
    if (less == Truth::yes) range = core::intersect(range, {{}, c.bound - 1});
    if (less == Truth::no) range = core::intersect(range, {c.bound, {}});
  }
  return range;
}

core::PartialDate date_of(DayRanges days, std::size_t record) {
  core::PartialDate date;
  if (days.first && days.first[record] != kNoFirstDay) date.days.min = days.first[record];
  if (days.last && days.last[record] != kNoLastDay) date.days.max = days.last[record];
  return date;
}

core::PartialDate date_of(const Corpus& corpus, const std::string& law, const std::string& version) {
  const std::vector<Version>& versions = corpus.find(law)->versions;
  const auto found = std::find_if(versions.begin(), versions.end(), [&](const Version& v) { return v.id == version; });
  return {found->in_force};
}

}  // namespace

Case case_of(const Corpus& corpus, const BatchPlan& plan, const BatchProgram& program, const BatchInput& input, std::size_t record,
             std::size_t slot) {
  Case c;
  c.statements = plan.constants;
  for (std::size_t i = 0; i < plan.facts.size(); ++i) add_statements(input.facts[i], plan.facts[i], record, c.statements);
  for (std::size_t i = 0; i < plan.numbers.size(); ++i) {
    const auto range = input.numbers[i].lo ? given_interval(input.numbers[i], record) : compared_interval(program, input, i, record);
    if (range.known()) c.numbers.push_back({plan.numbers[i], range, ""});
  }
  for (std::size_t i = 0; i < plan.one_of.size(); ++i) {
    if (!input.one_of[i] || !bit(input.one_of[i], record)) continue;
    OneOf set{plan.one_of[i], ""};
    std::sort(set.facts.begin(), set.facts.end());
    c.one_of.push_back(std::move(set));
  }
  c.closed = plan.closed;
  c.answers = plan.answers;
  c.exceptions_not_raised = plan.exceptions_not_raised;
  c.date = plan.by_date ? date_of(input.days, record) : date_of(corpus, plan.findings[slot].law, program.version_of(slot));
  return c;
}

}  // namespace palermo::law
