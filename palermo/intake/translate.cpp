// SPDX-License-Identifier: Apache-2.0
#include "palermo/intake/translate.hpp"

#include <algorithm>
#include <limits>

namespace palermo::intake {
namespace {

using core::Done;
using core::Result;
using law::Word;

constexpr core::Day kFirstDay = std::numeric_limits<core::Day>::min();
constexpr core::Day kLastDay = std::numeric_limits<core::Day>::max();

std::string full_name(const Mapping& mapping, const std::string& assumption) { return mapping.id + "/" + assumption; }

// Several assumptions that a signal needs at once, as one source.
std::string full_names(const Mapping& mapping, const std::vector<std::string>& assumptions) {
  std::string names;
  for (const std::string& assumption : assumptions) names += (names.empty() ? "" : " + ") + full_name(mapping, assumption);
  return names;
}

FactRule& rule_for(std::vector<FactRule>& rules, law::FactId fact) {
  const auto at = std::find_if(rules.begin(), rules.end(), [&](const FactRule& r) { return r.fact == fact; });
  if (at != rules.end()) return *at;
  FactRule& rule = rules.emplace_back();
  rule.fact = fact;
  return rule;
}

OneOfRule& one_of_for(std::vector<OneOfRule>& rules, const std::vector<law::FactId>& facts) {
  const auto at = std::find_if(rules.begin(), rules.end(), [&](const OneOfRule& r) { return r.facts == facts; });
  if (at != rules.end()) return *at;
  return rules.emplace_back(OneOfRule{facts, {}, {}});
}

std::int16_t end_of(const std::optional<std::int64_t>& value, std::int16_t otherwise) {
  return value ? static_cast<std::int16_t>(std::clamp<std::int64_t>(*value, -32000, 32000)) : otherwise;
}

}  // namespace

Result<Translator> Translator::make(const Mapping& mapping, const Reading& reading, const Columns& columns,
                                    const law::Vocabulary& vocabulary) {
  Translator translator;
  translator.signals_ = mapping.signals;
  translator.answers_ = reading.answers;
  translator.exceptions_not_raised_ = reading.exceptions_not_raised;
  translator.add_assumptions(mapping, reading);
  translator.add_signals(mapping, reading, vocabulary);
  PALERMO_CHECK_DONE(translator.add_numbers(mapping, reading, columns));
  if (translator.dated_) {
    translator.year_slot_ = columns.slot(mapping.conduct_year);
    translator.first_year_ = columns.first_year(mapping.conduct_year);
  }
  translator.truths_.assign(translator.facts_.size(), law::Planes(law::kBlockRecords));
  translator.merged_.assign(translator.one_of_.size(), std::vector<Word>(law::kBlockWords));
  translator.lo_.assign(translator.number_facts_.size(), std::vector<std::int16_t>(law::kBlockRecords));
  translator.hi_ = translator.lo_;
  translator.earliest_.assign(law::kBlockRecords, kFirstDay);
  translator.latest_.assign(law::kBlockRecords, kLastDay);
  return translator;
}

void Translator::add_assumptions(const Mapping& mapping, const Reading& reading) {
  for (const Assumption& assumption : mapping.assumptions) {
    if (!reading.assumes(mapping, assumption.id)) continue;
    const std::string source = full_name(mapping, assumption.id);
    for (const auto& [fact, truth] : assumption.states)
      constants_.push_back({fact, truth ? law::Truth::yes : law::Truth::no, source});
    for (const auto& facts : assumption.one_of) one_of_for(one_of_, facts).assumed = source;
    for (const law::GroupId group : assumption.closes) closed_.push_back({group, source});
    if (assumption.empty_means_no) empty_means_no_ = source;
    if (assumption.dates_conduct && !mapping.conduct_year.empty()) {
      dated_ = true;
      dates_conduct_ = source;
    }
  }
}

void Translator::add_signals(const Mapping& mapping, const Reading& reading, const law::Vocabulary& vocabulary) {
  const auto closer = [&](law::FactId fact) {
    const auto at = std::find_if(closed_.begin(), closed_.end(), [&](const law::ClosedGroup& c) { return c.group == vocabulary[fact].group; });
    return at == closed_.end() ? std::string() : at->source;
  };
  for (std::size_t s = 0; s < signals_.size(); ++s) {
    const Signal& signal = signals_[s];
    const bool on = reading.assumes_all(mapping, signal.conditions);
    source_.push_back(full_names(mapping, signal.conditions));
    std::vector<law::FactId> touched = signal.shows;
    touched.insert(touched.end(), signal.may_show.begin(), signal.may_show.end());
    for (const law::FactId fact : touched) {
      FactRule& rule = rule_for(facts_, fact);
      rule.closed_by = closer(fact);
      rule.touches.push_back(s);
      if (!rule.closed_by.empty() && can_say_no(signal, !empty_means_no_.empty())) rule.closes.push_back(s);
    }
    if (!on) continue;
    for (const law::FactId fact : signal.refutes) rule_for(facts_, fact).refutes.push_back(s);
    if (signal.denies) rule_for(facts_, signal.shows.front()).denies.push_back(s);
    if (signal.shows.size() == 1) rule_for(facts_, signal.shows.front()).shows_alone.push_back(s);
    if (signal.shows.size() > 1) one_of_for(one_of_, signal.shows).signals.push_back(s);
  }
}

Done Translator::add_numbers(const Mapping& mapping, const Reading& reading, const Columns& columns) {
  for (const NumberSource& source : mapping.numbers) {
    if (!reading.assumes_all(mapping, source.conditions)) continue;
    RangeTable table;
    table.slot = columns.slot(source.column);
    table.fallback = source.fallback;
    table.condition = full_names(mapping, source.conditions);
    table.lo.assign(columns.value_count(table.slot), law::kNoLowest);
    table.hi.assign(table.lo.size(), law::kNoHighest);
    for (const auto& [value, range] : source.values) {
      const std::uint8_t code = columns.code_of(table.slot, value);
      if (code >= table.lo.size() || code < kFirstValue)
        return core::fail(kBadMapping, {.file = mapping.id, .field = source.column}, {{"problem", "this column cannot bound a number"}});
      table.lo[code] = end_of(range.min, law::kNoLowest);
      table.hi[code] = end_of(range.max, law::kNoHighest);
    }
    auto at = std::find(number_facts_.begin(), number_facts_.end(), source.fact);
    if (at == number_facts_.end()) {
      number_facts_.push_back(source.fact);
      ranges_.emplace_back();
      at = number_facts_.end() - 1;
    }
    auto& tables = ranges_[static_cast<std::size_t>(at - number_facts_.begin())];
    // Fallbacks come last: they are used only as far as they do not contradict the others.
    tables.insert(table.fallback ? tables.end() : std::find_if(tables.begin(), tables.end(), [](const auto& t) { return t.fallback; }),
                  std::move(table));
  }
  return {};
}

Word Translator::says_no(const SignalPlanes& signals, std::size_t signal, std::size_t word) const {
  const bool empty_too = signals_[signal].flag && !empty_means_no_.empty();
  return signals.no(signal)[word] | (empty_too ? signals.missing(signal)[word] : 0);
}

Word Translator::denied(const SignalPlanes& signals, const FactRule& rule, std::size_t word) const {
  Word no = 0;
  for (const std::size_t s : rule.denies) no |= says_no(signals, s, word);
  if (!rule.closes.empty()) {
    Word all = ~Word{0};
    for (const std::size_t s : rule.closes) all &= says_no(signals, s, word);
    no |= all;
  }
  for (const std::size_t s : rule.touches) no &= ~signals.yes(s)[word];
  for (const std::size_t s : rule.refutes) no |= signals.yes(s)[word];
  return no;
}

void Translator::fill(const SignalPlanes& signals, const Columns& columns) {
  const std::size_t words = law::plane_words(columns.size());
  for (std::size_t r = 0; r < facts_.size(); ++r)
    for (std::size_t w = 0; w < words; ++w) {
      Word yes = 0;
      for (const std::size_t s : facts_[r].shows_alone) yes |= signals.yes(s)[w];
      truths_[r].yes[w] = yes;
      truths_[r].no[w] = denied(signals, facts_[r], w);
    }
  for (std::size_t r = 0; r < one_of_.size(); ++r)
    for (std::size_t w = 0; w < words; ++w) {
      Word yes = one_of_[r].assumed.empty() ? 0 : ~Word{0};
      for (const std::size_t s : one_of_[r].signals) yes |= signals.yes(s)[w];
      merged_[r][w] = yes;
    }
  fill_numbers(columns);
  fill_dates(columns);
}

void Translator::fill_numbers(const Columns& columns) {
  const std::size_t n = columns.size();
  for (std::size_t i = 0; i < number_facts_.size(); ++i) {
    std::fill_n(lo_[i].begin(), n, law::kNoLowest);
    std::fill_n(hi_[i].begin(), n, law::kNoHighest);
    for (const RangeTable& table : ranges_[i]) {
      const auto codes = columns.bytes(table.slot);
      for (std::size_t r = 0; r < n; ++r) {
        const std::int16_t lo = std::max(lo_[i][r], table.lo[codes[r]]);
        const std::int16_t hi = std::min(hi_[i][r], table.hi[codes[r]]);
        if (table.fallback && lo > hi) continue;
        lo_[i][r] = lo;
        hi_[i][r] = hi;
      }
    }
  }
}

void Translator::fill_dates(const Columns& columns) {
  if (!dated_) return;
  const auto codes = columns.words(year_slot_);
  for (std::size_t r = 0; r < columns.size(); ++r) {
    const bool known = codes[r] >= kFirstValue;
    const core::Interval<core::Day> days =
        known ? core::whole_year(first_year_ + codes[r] - kFirstValue).days : core::Interval<core::Day>{};
    earliest_[r] = days.min.value_or(kFirstDay);
    latest_[r] = days.max.value_or(kLastDay);
  }
}

std::string Translator::source_of_denial(const SignalPlanes& signals, const FactRule& rule, std::size_t record) const {
  for (const std::size_t s : rule.refutes)
    if (law::bit(signals.yes(s), record)) return source_[s];
  for (const std::size_t s : rule.denies)
    if (law::bit(signals.no(s), record)) return source_[s];
  for (const std::size_t s : rule.denies)
    if (signals_[s].flag && law::bit(signals.missing(s), record)) return empty_means_no_;
  for (const std::size_t s : rule.closes)
    if (!law::bit(signals.no(s), record)) return empty_means_no_ + " + " + rule.closed_by;
  return rule.closed_by;
}

law::Case Translator::case_of(const SignalPlanes& signals, std::size_t record) const {
  law::Case one;
  one.answers = answers_;
  one.exceptions_not_raised = exceptions_not_raised_;
  one.closed = closed_;
  one.statements = constants_;
  for (std::size_t r = 0; r < facts_.size(); ++r) {
    law::Statement statement{facts_[r].fact, law::Truth::unknown, {}};
    const bool denied_here = law::bit(truths_[r].no.data(), record);
    const auto shown = std::find_if(facts_[r].shows_alone.begin(), facts_[r].shows_alone.end(),
                                    [&](std::size_t s) { return law::bit(signals.yes(s), record); });
    if (shown != facts_[r].shows_alone.end()) {
      // What is shown and refuted at once contradicts itself: both are stated, and nothing is hidden.
      if (denied_here) one.statements.push_back({facts_[r].fact, law::Truth::no, source_of_denial(signals, facts_[r], record)});
      statement.truth = law::Truth::yes;
      statement.source = source_[*shown];
    } else if (denied_here) {
      statement.truth = law::Truth::no;
      statement.source = source_of_denial(signals, facts_[r], record);
    }
    one.statements.push_back(std::move(statement));
  }
  for (const OneOfRule& rule : one_of_) {
    const auto said = std::find_if(rule.signals.begin(), rule.signals.end(), [&](std::size_t s) { return law::bit(signals.yes(s), record); });
    if (said != rule.signals.end()) one.one_of.push_back({rule.facts, source_[*said]});
    else if (!rule.assumed.empty()) one.one_of.push_back({rule.facts, rule.assumed});
  }
  for (std::size_t i = 0; i < number_facts_.size(); ++i) {
    core::Interval<std::int64_t> range;
    if (lo_[i][record] != law::kNoLowest) range.min = lo_[i][record];
    if (hi_[i][record] != law::kNoHighest) range.max = hi_[i][record];
    std::string source;
    for (const RangeTable& table : ranges_[i])
      if (!table.condition.empty()) source = table.condition;
    if (range.known()) one.numbers.push_back({number_facts_[i], range, source});
  }
  if (dated_) {
    if (earliest_[record] != kFirstDay) one.date.days.min = earliest_[record];
    if (latest_[record] != kLastDay) one.date.days.max = latest_[record];
  }
  return one;
}

}  // namespace palermo::intake
