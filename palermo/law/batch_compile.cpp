// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "palermo/law/batch.hpp"
#include "palermo/law/batch_rules.hpp"
#include "palermo/law/batch_schedule.hpp"

namespace palermo::law {
namespace {

core::Done bad_plan(std::string_view what, std::size_t position) {
  return core::fail(kBadPlan, {}, {{"what", std::string(what)}, {"position", std::to_string(position)}});
}

core::Done check_columns(const std::vector<FactId>& columns, bool number, const Vocabulary& vocabulary) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i] >= vocabulary.facts().size()) return bad_plan("unknown_fact", i);
    if (vocabulary[columns[i]].number != number) return bad_plan(number ? "not_a_number" : "a_number", i);
    if (std::count(columns.begin(), columns.end(), columns[i]) != 1) return bad_plan("fact_twice", i);
  }
  return {};
}

core::Done check(const BatchPlan& plan, const Vocabulary& vocabulary) {
  PALERMO_CHECK_DONE(check_columns(plan.facts, false, vocabulary));
  PALERMO_CHECK_DONE(check_columns(plan.numbers, true, vocabulary));
  const auto three_valued = [&](FactId f) { return f < vocabulary.facts().size() && !vocabulary[f].number; };
  for (std::size_t i = 0; i < plan.one_of.size(); ++i) {
    const std::set<FactId> facts(plan.one_of[i].begin(), plan.one_of[i].end());
    if (facts.size() < 2 || facts.size() != plan.one_of[i].size()) return bad_plan("one_of", i);
    if (!std::all_of(facts.begin(), facts.end(), three_valued)) return bad_plan("one_of", i);
  }
  for (std::size_t i = 0; i < plan.constants.size(); ++i) {
    if (!three_valued(plan.constants[i].fact)) return bad_plan("constant", i);
  }
  for (std::size_t i = 0; i < plan.closed.size(); ++i) {
    if (plan.closed[i].group >= vocabulary.groups().size()) return bad_plan("closed_group", i);
  }
  return {};
}

std::vector<bool> closable(const BatchPlan& plan, const Vocabulary& vocabulary) {
  std::vector<bool> may(vocabulary.facts().size());
  for (FactId f = 0; f < may.size(); ++f) {
    may[f] = !vocabulary[f].number && std::any_of(plan.closed.begin(), plan.closed.end(),
                                                  [&](const ClosedGroup& c) { return c.group == vocabulary[f].group; });
  }
  for (const FactId f : plan.facts) may[f] = false;  // asked, and not known
  for (const Statement& s : plan.constants) {
    if (s.truth == Truth::unknown) may[s.fact] = false;
  }
  return may;
}

bool has_finding(const Version& version, const std::string& id) { return find_offence(version, id) || find_aggravation(version, id); }

}  // namespace

// Builds the graph with provisional input slots, then schedules it. Lives for one compile().
class BatchCompiler {
 public:
  BatchCompiler(const Corpus& corpus, const BatchPlan& plan)
      : corpus_(corpus), plan_(plan), facts_(corpus.vocabulary(), statements(), graph_),
        rules_(corpus, plan.answers, plan.exceptions_not_raised, facts_, graph_,
               [this](FactId number, std::int64_t bound) { return compare(number, bound); }) {}

  core::Result<BatchProgram> run() {
    program_.facts_ = plan_.facts.size();
    program_.one_of_ = plan_.one_of.size();
    program_.numbers_ = plan_.numbers.size();
    for (std::size_t i = 0; i < plan_.findings.size(); ++i) PALERMO_CHECK_DONE(add_finding(i));
    if (plan_.contradictions) outputs_.push_back(contradictory());
    return assemble();
  }

 private:
  // Inputs whose number is not known until all rules are built are numbered from these bases, then moved together.
  static constexpr std::uint32_t kComparisons = 1u << 28, kEmpty = 2u << 28, kPeriods = 3u << 28;

  BatchStatements statements() {
    BatchStatements s;
    s.stated.resize(corpus_.vocabulary().facts().size());
    for (std::uint32_t i = 0; i < plan_.facts.size(); ++i) s.stated[plan_.facts[i]] = {graph_.input(2 * i), graph_.input(2 * i + 1)};
    for (const Statement& c : plan_.constants) {
      if (c.truth == Truth::yes) s.stated[c.fact].yes = kOne;
      if (c.truth == Truth::no) s.stated[c.fact].no = kOne;
    }
    s.may_be_closed = closable(plan_, corpus_.vocabulary());
    s.one_of = plan_.one_of;
    for (std::uint32_t i = 0; i < plan_.one_of.size(); ++i) {
      s.one_of_said.push_back(graph_.input(static_cast<std::uint32_t>(2 * plan_.facts.size()) + i));
    }
    return s;
  }

  template <class T>
  static std::uint32_t position(std::vector<T>& list, const T& item) {
    const auto at = static_cast<std::size_t>(std::find(list.begin(), list.end(), item) - list.begin());
    if (at == list.size()) list.push_back(item);
    return static_cast<std::uint32_t>(at);
  }

  Known compare(FactId number, std::int64_t bound) {
    const auto column = std::find(plan_.numbers.begin(), plan_.numbers.end(), number);
    if (column == plan_.numbers.end()) return {};
    const std::uint32_t at = position(program_.comparisons_, {static_cast<std::size_t>(column - plan_.numbers.begin()), bound});
    return {graph_.input(kComparisons + 2 * at), graph_.input(kComparisons + 2 * at + 1)};
  }

  // The records whose day may fall in the period; those whose day falls in it.
  std::pair<GraphNode, GraphNode> period(const BatchProgram::Period& days) {
    const std::uint32_t at = position(program_.periods_, days);
    return {graph_.input(kPeriods + 2 * at), graph_.input(kPeriods + 2 * at + 1)};
  }

  static BatchProgram::Period days(const Version& version) {
    return {version.in_force.min.value_or(kNoFirstDay), version.in_force.max.value_or(kNoLastDay)};
  }

  core::Done add_finding(std::size_t slot) {
    const FindingId& id = plan_.findings[slot];
    const Law* law = corpus_.find(id.law);
    const auto has = [&](const Version& v) { return has_finding(v, id.offence); };
    if (!law || std::none_of(law->versions.begin(), law->versions.end(), has)) {
      return core::fail(kUnknownLaw, {}, {{"id", id.text()}});
    }
    if (plan_.by_date) {
      add_by_date(slot, *law);
      program_.versions_of_.emplace_back();
      return {};
    }
    const Version& last = *std::find_if(law->versions.rbegin(), law->versions.rend(), has);
    const Known known = finding(slot, *law, last);
    outputs_.insert(outputs_.end(), {known.yes, known.no});
    program_.versions_of_.push_back(last.id);
    return {};
  }

  // Every version that the day may fall in, and "not in force" where it may fall outside: the outcome on which they agree.
  void add_by_date(std::size_t slot, const Law& law) {
    std::vector<GraphNode> yes, no, not_yes, not_no, in_force, other;
    for (const Version& version : law.versions) {
      const GraphNode may_be = period(days(version)).first;
      if (!has_finding(version, plan_.findings[slot].offence)) {
        other.push_back(may_be);
        continue;
      }
      const Known known = finding(slot, law, version);
      yes.push_back(graph_.all({may_be, known.yes}));
      no.push_back(graph_.all({may_be, known.no}));
      not_yes.push_back(graph_.without(may_be, known.yes));
      not_no.push_back(graph_.without(may_be, known.no));
      in_force.push_back(may_be);
    }
    other.push_back(graph_.without(kOne, covered(law)));
    const GraphNode outside = graph_.any(other);
    not_yes.push_back(outside);
    not_no.push_back(outside);
    const bool read = days_mark(law) == Mark::verified;  // the days of the law; unread ones never end a question
    const auto if_read = [&](bool rests_on_days, GraphNode node) { return read || !rests_on_days ? node : kZero; };
    outputs_.push_back(graph_.without(graph_.any(yes), graph_.any(not_yes)));
    outputs_.push_back(if_read(law.versions.size() > 1, graph_.without(graph_.any(no), graph_.any(not_no))));
    outputs_.push_back(if_read(true, graph_.without(outside, graph_.any(in_force))));
  }

  // The records whose every possible day lies in some version of the law: versions that meet count as one period.
  GraphNode covered(const Law& law) {
    std::vector<BatchProgram::Period> periods;
    for (const Version& version : law.versions) {
      const BatchProgram::Period next = days(version);
      if (!periods.empty() && periods.back().last + std::int64_t{1} == next.first) periods.back().last = next.last;
      else periods.push_back(next);
    }
    std::vector<GraphNode> within;
    for (const BatchProgram::Period& p : periods) within.push_back(period(p).second);
    return graph_.any(std::move(within));
  }

  Known finding(std::size_t slot, const Law& law, const Version& version) {
    const auto number = static_cast<std::uint32_t>(&law - corpus_.laws().data());
    const std::string& id = plan_.findings[slot].offence;
    if (const Offence* offence = find_offence(version, id)) {
      add_elements(slot, number, version, offence->elements);
      return rules_.offence(*offence, number);
    }
    const Aggravation& aggravation = *find_aggravation(version, id);
    add_elements(slot, number, version, aggravation.grounds);
    return rules_.aggravation(aggravation, *find_offence(version, aggravation.of), number);
  }

  void add_elements(std::size_t slot, std::uint32_t law, const Version& version, const std::vector<Element>& elements) {
    if (!plan_.elements) return;
    for (const Element& element : elements) {
      program_.elements_.push_back({slot, version.id, element.id});
      elements_.push_back(rules_.element(element, law));
    }
  }

  GraphNode contradictory() {
    std::vector<GraphNode> any;
    for (FactId f = 0; f < corpus_.vocabulary().facts().size(); ++f) any.push_back(facts_.contradictory(f));
    for (std::uint32_t i = 0; i < plan_.numbers.size(); ++i) any.push_back(graph_.input(kEmpty + i));
    return graph_.any(std::move(any));
  }

  std::uint32_t final_slot(std::uint32_t slot) const {
    if (slot < kComparisons) return slot;
    const std::size_t base = slot >= kPeriods ? program_.periods_at() : slot >= kEmpty ? program_.empty_at() : program_.comparisons_at();
    return static_cast<std::uint32_t>(base) + slot % kComparisons;
  }

  core::Result<BatchProgram> assemble() {
    for (const Known& known : elements_) outputs_.insert(outputs_.end(), {known.yes, known.no});
    graph_.renumber_inputs([this](std::uint32_t slot) { return final_slot(slot); });
    Schedule plan = schedule(graph_, outputs_, program_.inputs());
    if (plan.output_of.size() != outputs_.size()) return core::fail(kBadPlan, {}, {{"what", "too_large"}, {"position", "0"}});
    program_.outputs_ = plan.outputs;
    program_.registers_ = plan.registers;
    program_.schedule_code_ = std::move(plan.code);
    program_.used_ = std::move(plan.input_used);
    auto next = plan.output_of.begin();
    for (std::size_t i = 0; i < plan_.findings.size(); ++i) {
      program_.finding_places_.push_back({next[0], next[1], {}});
      next += 2;
      if (plan_.by_date) program_.finding_places_.back().not_in_force = *next++;
    }
    if (plan_.contradictions) program_.contradictory_place_ = *next++;
    for (; next != plan.output_of.end(); next += 2) program_.element_places_.push_back({next[0], next[1]});
    return std::move(program_);
  }

  const Corpus& corpus_;
  const BatchPlan& plan_;
  Graph graph_;
  BatchProgram program_;
  BatchFacts facts_;
  BatchRules rules_;
  std::vector<GraphNode> outputs_;
  std::vector<Known> elements_;
};

core::Result<BatchProgram> compile(const Corpus& corpus, const BatchPlan& plan) {
  PALERMO_CHECK_DONE(check(plan, corpus.vocabulary()));
  return BatchCompiler(corpus, plan).run();
}

}  // namespace palermo::law
