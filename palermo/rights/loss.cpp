// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/loss.hpp"

#include <algorithm>

namespace palermo::rights {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t kHundred = 100;  // counts are in hundredths

core::Result<LossWage> wage_of(const LossWork& work, const std::optional<std::int64_t>& rate, int digits) {
  LossWage wage;
  if (rate && work.hundredths) {
    const Wide product = Wide{*rate} * *work.hundredths;
    if (product / kHundred >= kMostMinor) return core::fail(kBadAmount, work.place, {{"digits", std::to_string(digits)}});
    wage.due = scaled(*rate, *work.hundredths, kHundred);
    wage.rounded = product % kHundred != 0;
  }
  wage.at_least = !wage.due || !work.paid.minor;
  if (!wage.at_least) {
    wage.owed = std::max<std::int64_t>(*wage.due - *work.paid.minor, 0);
    wage.paid_more = std::max<std::int64_t>(*work.paid.minor - *wage.due, 0);
  }
  return wage;
}

core::Done add_to(core::Quantity& sum, const std::string& currency, std::int64_t least, bool at_least) {
  core::Quantity more = quantity({currency, least});
  if (at_least) more.count.max.reset();
  PALERMO_TRY(sum, core::add(sum, more));
  return {};
}

core::Done add_to(core::Quantity& sum, const core::Quantity& more) {
  PALERMO_TRY(sum, core::add(sum, more));
  return {};
}

bool overlap(const LossWork& a, const LossWork& b) { return a.from <= b.to && b.from <= a.to; }

core::Result<LossTotal> total_in(const std::string& currency, int digits, const LossSheet& sheet, const std::vector<LossLine>& lines) {
  LossTotal total;
  total.currency = currency;
  total.digits = digits;
  for (core::Quantity* sum : {&total.agreed, &total.minimum, &total.all_agreed, &total.all_minimum}) *sum = nothing_in(currency);
  for (core::Quantity& sum : total.sections) sum = nothing_in(currency);
  for (const LossLine& line : lines) {
    if (line.work->agreed.currency != currency) continue;
    PALERMO_CHECK_DONE(add_to(total.agreed, currency, line.agreed.owed, line.agreed.at_least));
    const LossWage minimum = line.minimum.value_or(LossWage{.due = {}, .rounded = false, .owed = 0, .at_least = true, .paid_more = 0});
    PALERMO_CHECK_DONE(add_to(total.minimum, currency, minimum.owed, minimum.at_least));
    total.minimum_told |= line.minimum.has_value();
  }
  for (const LossCost& cost : sheet.costs) {
    if (cost.amount.currency != currency) continue;
    core::Quantity& sum = total.sections[static_cast<std::size_t>(cost.section)];
    if (cost.also_in == "nothing") PALERMO_CHECK_DONE(add_to(sum, quantity(cost.amount)));
    if (cost.also_in == "not_known") PALERMO_CHECK_DONE(add_to(sum, currency, 0, true));
  }
  total.all_agreed = total.agreed;
  total.all_minimum = total.minimum;
  for (const core::Quantity& sum : total.sections) {
    PALERMO_CHECK_DONE(add_to(total.all_agreed, sum));
    PALERMO_CHECK_DONE(add_to(total.all_minimum, sum));
  }
  return total;
}

}  // namespace

core::Result<LossAnswer> answer(const LossSheet& sheet) {
  LossAnswer answer;
  for (const LossWork& work : sheet.work) {
    LossLine line;
    line.work = &work;
    const int digits = sheet.digits.at(work.agreed.currency);
    PALERMO_TRY(line.agreed, wage_of(work, work.agreed.minor, digits));
    if (work.minimum) {
      PALERMO_TRY(line.minimum, wage_of(work, work.minimum->minor, digits));
    }
    line.overlaps = std::any_of(sheet.work.begin(), sheet.work.end(), [&](const LossWork& other) { return &other != &work && overlap(work, other); });
    answer.lines.push_back(std::move(line));
  }
  for (const auto& [currency, digits] : sheet.digits) {
    PALERMO_TRY(LossTotal total, total_in(currency, digits, sheet, answer.lines));
    answer.totals.push_back(std::move(total));
  }
  return answer;
}

}  // namespace palermo::rights
