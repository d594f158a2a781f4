// SPDX-License-Identifier: Apache-2.0
// Random vocabularies, laws, plans and records for the tests of the batch evaluator. One stream, one world.
//
// Laws are written as YAML and parsed, so that every construct goes through the reader that real laws go through.
#pragma once

#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/law/batch.hpp"

namespace palermo::law::test {

struct RandomWorld {
  std::string vocabulary;
  std::vector<Corpus::Source> laws;
};

// The same world, in which the days of every version were read.
inline void with_days_read(RandomWorld& world) {
  const std::string unread = "date_mark: unverified", read = "date_mark: verified";
  for (Corpus::Source& law : world.laws)
    for (std::size_t at = 0; (at = law.text.find(unread, at)) != std::string::npos;) law.text.replace(at, unread.size(), read);
}

class WorldWriter {
 public:
  explicit WorldWriter(core::Stream& random) : random_(random) {}

  RandomWorld write() {
    RandomWorld world{write_vocabulary(), {}};
    const std::size_t laws = 1 + random_.below(3);
    for (std::size_t i = 0; i < laws; ++i) world.laws.push_back({fmt::format("law{}.yaml", i), write_law(i)});
    return world;
  }

 private:
  std::string write_vocabulary() {
    std::string text = "format: palermo-vocabulary/1\ngroups:\n";
    for (std::size_t g = 0; g < 2 + random_.below(3); ++g) {
      text += fmt::format("  g{}:\n", g);
      for (std::size_t f = 0; f < 1 + random_.below(5); ++f) {
        facts_.push_back(fmt::format("g{}.f{}", g, f));
        text += fmt::format("    f{}: {{}}\n", f);
      }
    }
    text += "  n:\n    age: {type: int}\n    members: {type: int}\n    truth: {}\nimplies:\n";
    facts_.push_back("n.truth");
    text += "  - {a: g0.f0, b: n.truth, cite: c}\n";
    for (std::size_t i = 0; i < random_.below(9); ++i) {
      const std::size_t a = random_.below(facts_.size()), b = random_.below(facts_.size());
      if (a == b) continue;
      text += fmt::format("  - {{a: {}, {}: {}, cite: c}}\n", facts_[std::min(a, b)], random_.chance(0.3) ? "not_b" : "b", facts_[std::max(a, b)]);
    }
    return text;
  }

  std::string any_fact() { return facts_[random_.below(facts_.size())]; }

  std::string list(int depth) {
    std::string text;
    for (std::size_t i = 0; i < 1 + random_.below(4); ++i) text += (i ? ", " : "") + expression(depth - 1);
    return "[" + text + "]";
  }

  std::string expression(int depth) {
    const std::uint64_t kind = random_.below(depth > 0 ? 13 : 6);
    if (kind < 3) return any_fact();
    if (kind == 3) return fmt::format("{{{}: [n.{}, {}]}}", random_.chance(0.5) ? "lt" : "ge", random_.chance(0.5) ? "age" : "members", random_.below(30));
    if (kind == 4) return fmt::format("{{open: t{}}}", random_.below(3));
    if (kind == 5) return definitions_.empty() ? any_fact() : "{ref: \"" + definitions_[random_.below(definitions_.size())] + "\"}";
    if (kind == 6) return "{not: " + expression(depth - 1) + "}";
    if (kind == 7) {
      const std::size_t items = 1 + random_.below(5);
      std::string of;
      for (std::size_t i = 0; i < items; ++i) of += (i ? ", " : "") + expression(depth - 1);
      return fmt::format("{{at_least: {{n: {}, of: [{}]}}}}", 1 + random_.below(items), of);
    }
    return (kind < 11 ? "{any: " : "{all: ") + list(depth) + "}";
  }

  // An article; of some the text was not read.
  std::string cite() { return random_.chance(0.15) ? "cite: c, mark: unverified" : "cite: c, mark: verified"; }

  std::string write_law(std::size_t law) {
    std::string text = fmt::format("format: palermo-law/1\nid: law{}\ntitle: Law\njurisdiction: X\nmark: verified\nversions:\n", law);
    std::uint64_t year = 1990 + random_.below(10);
    const std::size_t versions = 1 + random_.below(3);
    for (std::size_t v = 0; v < versions; ++v) {
      const std::uint64_t from = year + (random_.chance(0.3) ? random_.below(4) : 0), to = from + 1 + random_.below(9);
      const bool since_ever = v == 0 && random_.chance(0.3), no_end = v + 1 == versions && random_.chance(0.6);
      text += fmt::format("  - id: v{}\n    in_force: {{from: {}, to: {}}}\n", v, since_ever ? "null" : fmt::format("{}-01-01", from),
                          no_end ? "null" : fmt::format("{}-01-01", to));
      text += fmt::format("    date_mark: {}\n", random_.chance(0.15) ? "unverified" : "verified");
      year = to;
      text += write_version(fmt::format("law{}@v{}", law, v), v);
    }
    return text;
  }

  std::string write_version(const std::string& name, std::size_t version) {
    std::string text = "    definitions:\n";
    for (std::size_t d = 0; d < 1 + random_.below(3); ++d) {
      text += fmt::format("      - {{id: d{}, {}, expr: {}}}\n", d, cite(), expression(2));
      definitions_.push_back(fmt::format("{}#d{}", name, d));
    }
    text += "    offences:\n";
    const std::size_t offences = 1 + random_.below(2);
    const std::size_t first = version == 0 ? 0 : random_.below(2);  // an offence may be missing in a version
    for (std::size_t o = first; o < first + offences; ++o) text += write_offence(o);
    if (random_.chance(0.5)) {
      text += fmt::format("    aggravations:\n      - {{id: worse, of: o{}, {}, any_of: [{{id: g0, {}, expr: {}}}, {{id: g1, {}, expr: {}}}]}}\n",
                          first, cite(), cite(), expression(1), cite(), expression(1));
    }
    return text;
  }

  std::string write_offence(std::size_t offence) {
    std::string text = fmt::format("      - id: o{}\n        cite: c\n        mark: {}\n        elements:\n", offence, random_.chance(0.1) ? "secondary" : "verified");
    for (std::size_t e = 0; e < 1 + random_.below(3); ++e) {
      const std::string waiver = random_.chance(0.3) ? ", not_required_if: {" + cite() + ", expr: " + expression(1) + "}" : "";
      text += fmt::format("          - {{id: e{}, {}, expr: {}{}}}\n", e, cite(), expression(3), waiver);
    }
    const std::size_t exceptions = random_.below(3);
    if (exceptions > 0) text += "        exceptions:\n";
    for (std::size_t e = 0; e < exceptions; ++e) text += fmt::format("          - {{id: x{}, {}, expr: {}}}\n", e, cite(), expression(1));
    return text;
  }

  core::Stream& random_;
  std::vector<std::string> facts_, definitions_;
};

inline BatchPlan random_plan(const Corpus& corpus, core::Stream& random) {
  const Vocabulary& vocabulary = corpus.vocabulary();
  BatchPlan plan;
  std::vector<FactId> truths;
  for (FactId f = 0; f < vocabulary.facts().size(); ++f) {
    if (!vocabulary[f].number) truths.push_back(f);
    if (random.chance(0.6)) (vocabulary[f].number ? plan.numbers : plan.facts).push_back(f);
  }
  for (std::size_t i = 0; i < random.below(4); ++i) {
    std::set<FactId> set;
    for (std::size_t j = 0; j < 2 + random.below(3); ++j) set.insert(truths[random.below(truths.size())]);
    if (set.size() > 1) plan.one_of.emplace_back(set.rbegin(), set.rend());
  }
  for (GroupId g = 0; g < vocabulary.groups().size(); ++g) {
    if (random.chance(0.5)) plan.closed.push_back({g, ""});
  }
  for (std::size_t i = 0; i < random.below(3); ++i) {
    plan.constants.push_back({truths[random.below(truths.size())], static_cast<Truth>(random.below(3)), "a_reading"});
  }
  for (std::size_t i = 0; i < random.below(5); ++i) {
    plan.answers.push_back({corpus.laws()[random.below(corpus.laws().size())].id, fmt::format("t{}", random.below(3)),
                            static_cast<Truth>(random.below(3)), "N.", "because"});
  }
  plan.exceptions_not_raised = random.chance(0.3);
  plan.by_date = random.chance(0.5);
  plan.findings = corpus.findings();
  plan.elements = true;
  return plan;
}

// The columns of one block, owned.
struct RandomBlock {
  BatchInput input;
  std::vector<Planes> facts, one_of;
  std::vector<std::vector<std::int16_t>> lo, hi;
  std::vector<core::Day> first, last;

  RandomBlock(const BatchPlan& plan, std::size_t records, core::Stream& random) {
    const double known = 0.3 + 0.6 * random.uniform(), wrong = random.chance(0.5) ? 0.05 : 0.0;
    input.records = records;
    for (std::size_t i = 0; i < plan.facts.size(); ++i) {
      Planes& planes = facts.emplace_back(records);
      for (std::size_t r = 0; r < records; ++r) {
        if (random.chance(known)) planes.state(r, random.chance(0.5) ? Truth::yes : Truth::no);
        if (random.chance(wrong)) planes.state(r, random.chance(0.5) ? Truth::yes : Truth::no);
      }
    }
    for (std::size_t i = 0; i < plan.one_of.size(); ++i) {
      Planes& planes = one_of.emplace_back(records);
      for (std::size_t r = 0; r < records; ++r) planes.state(r, random.chance(0.4) ? Truth::yes : Truth::unknown);
    }
    for (std::size_t i = 0; i < plan.numbers.size(); ++i) fill_numbers(records, random);
    for (std::size_t r = 0; r < records; ++r) {
      const auto from = static_cast<core::Day>(7000 + random.below(9000));
      first.push_back(random.chance(0.1) ? kNoFirstDay : from);
      last.push_back(random.chance(0.1) ? kNoLastDay : from + static_cast<core::Day>(random.below(random.chance(0.5) ? 1 : 3000)));
    }
    for (const Planes& planes : facts) input.facts.push_back(planes.block(0));
    for (const Planes& planes : one_of) input.one_of.push_back(planes.yes.data());
    for (std::size_t i = 0; i < lo.size(); ++i) input.numbers.push_back({lo[i].data(), hi[i].data()});
    input.days = {first.data(), last.data()};
  }

 private:
  void fill_numbers(std::size_t records, core::Stream& random) {
    std::vector<std::int16_t>& low = lo.emplace_back();
    std::vector<std::int16_t>& high = hi.emplace_back();
    for (std::size_t r = 0; r < records; ++r) {
      const std::uint64_t kind = random.below(5);
      const auto from = static_cast<std::int16_t>(random.below(32));
      const auto to = static_cast<std::int16_t>(kind == 4 ? random.below(32) : from + random.below(6));  // 4: may be empty
      low.push_back(kind == 0 || kind == 1 ? kNoLowest : from);
      high.push_back(kind == 0 || kind == 2 ? kNoHighest : to);
    }
  }
};

}  // namespace palermo::law::test
