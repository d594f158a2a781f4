// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/matrix.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "palermo/compare/tell.hpp"

namespace palermo::compare {

namespace {

bool trafficking(const law::Vocabulary& vocabulary, law::FactId conduct) {
  return vocabulary.groups()[vocabulary[conduct].group] == "act";
}

// The laws that have offences with the theme's conduct, each with those offences.
ThemeMatrix theme(const law::Corpus& corpus, const std::string& name) {
  const law::Vocabulary& vocabulary = corpus.vocabulary();
  const auto belongs = [&](const Rule& rule) {
    return std::any_of(rule.mentions.facts.begin(), rule.mentions.facts.end(), [&](law::FactId fact) {
      return vocabulary[fact].conduct && trafficking(vocabulary, fact) == (name == "trafficking");
    });
  };
  ThemeMatrix made{.theme = name, .sides = {}, .verdicts = {}};
  for (const law::Law& law : corpus.laws()) {
    const auto side = find_side(corpus, law.id);
    if (!side) continue;  // a law of articles only
    if (Side of_theme = only(*side, belongs); !of_theme.rules.empty()) made.sides.push_back(std::move(of_theme));
  }
  made.verdicts.resize(made.sides.size() * made.sides.size(), Verdict{.relation = Relation::equal, .could_be = {}});
  return made;
}

Verdict mirrored(Verdict verdict) {
  verdict.relation = mirrored(verdict.relation);
  for (Relation& relation : verdict.could_be) relation = mirrored(relation);
  std::sort(verdict.could_be.begin(), verdict.could_be.end());
  return verdict;
}

struct Pair {
  ThemeMatrix* of;
  std::size_t row, column;
};

core::Done decide(Solver& solver, const Pair& pair) {
  PALERMO_TRY(Verdict verdict, relate(solver, pair.of->sides[pair.row], pair.of->sides[pair.column]));
  const std::size_t laws = pair.of->sides.size();
  pair.of->verdicts[pair.column * laws + pair.row] = mirrored(verdict);
  pair.of->verdicts[pair.row * laws + pair.column] = std::move(verdict);
  return {};
}

// All pairs, each thread with a solver of its own, taking the next pair that nobody has taken.
core::Done decide_all(const law::Corpus& corpus, const std::vector<Pair>& pairs, const MatrixOptions& options,
                      core::Progress& progress) {
  std::atomic<std::size_t> next{0}, done{0};
  std::mutex guard;
  core::Done outcome;
  const Patience patience(options.time_limit_ms, &progress);
  const auto work = [&] {
    Solver solver(corpus, {.patience = patience, .hold_mental = true});
    for (std::size_t at = next++; at < pairs.size(); at = next++) {
      core::Done decided = patience.cancelled() ? core::Done(core::fail(core::kCancelled)) : decide(solver, pairs[at]);
      const std::lock_guard lock(guard);
      if (!decided) {
        if (outcome) outcome = std::move(decided);
        next = pairs.size();
        return;
      }
      progress.report(static_cast<std::int64_t>(++done));
    }
  };
  progress.begin("compare.progress", "", static_cast<std::int64_t>(pairs.size()), "compare.pairs");
  std::vector<std::thread> threads;
  for (int i = 1; i < options.threads; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  progress.end();
  return outcome;
}

}  // namespace

core::Result<std::vector<ThemeMatrix>> matrix(const law::Corpus& corpus, const MatrixOptions& options,
                                              core::Progress& progress) {
  std::vector<ThemeMatrix> themes;
  for (const char* name : {"trafficking", "smuggling"}) themes.push_back(theme(corpus, name));
  std::vector<Pair> pairs;
  for (ThemeMatrix& of : themes)
    for (std::size_t row = 0; row < of.sides.size(); ++row)
      for (std::size_t column = row + 1; column < of.sides.size(); ++column) pairs.push_back({&of, row, column});
  PALERMO_CHECK_DONE(decide_all(corpus, pairs, options, progress));
  return themes;
}

namespace {

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

bool only(const std::vector<Relation>& all, std::initializer_list<Relation> these) {
  return std::all_of(all.begin(), all.end(), [&](Relation r) { return std::find(these.begin(), these.end(), r) != these.end(); });
}

// The relation; where it is not decided, the half of it that is sure.
std::string cell(const Verdict& verdict) {
  const std::vector<Relation>& could_be = verdict.could_be;
  if (verdict.relation != Relation::not_decided || could_be.empty()) return std::string(word(verdict.relation));
  if (only(could_be, {Relation::equal, Relation::broader})) return "broader_or_equal";
  if (only(could_be, {Relation::equal, Relation::narrower})) return "narrower_or_equal";
  if (only(could_be, {Relation::broader, Relation::overlapping, Relation::disjoint})) return "covers_more";
  if (only(could_be, {Relation::narrower, Relation::overlapping, Relation::disjoint})) return "covers_less";
  return std::string(word(verdict.relation));
}

bool complete(const std::vector<ThemeMatrix>& themes) {
  return std::all_of(themes.begin(), themes.end(), [](const ThemeMatrix& of) {
    return std::none_of(of.verdicts.begin(), of.verdicts.end(), [](const Verdict& v) { return v.out_of_time(); });
  });
}

std::string line(const std::string& text) { return text.substr(0, text.find_last_not_of(' ') + 1) + "\n"; }

}  // namespace

std::string to_text(const std::vector<ThemeMatrix>& themes, const core::Catalogue& catalogue) {
  std::string text;
  for (const ThemeMatrix& of : themes) {
    std::size_t width = 0;
    for (const Side& side : of.sides) width = std::max(width, side.edition.text().size());
    text += catalogue.text("law.compare.theme", {{"theme", of.theme}, {"laws", static_cast<std::int64_t>(of.sides.size())}}) + "\n";
    std::string heads = padded("", width + 4);
    for (std::size_t column = 0; column < of.sides.size(); ++column) heads += padded(std::to_string(column + 1), 3);
    text += line(heads);
    for (std::size_t row = 0; row < of.sides.size(); ++row) {
      std::string cells = padded(std::to_string(row + 1), 3) + padded(of.sides[row].edition.text(), width + 1);
      for (std::size_t column = 0; column < of.sides.size(); ++column)
        cells += padded(catalogue.text("compare.symbol", {{"relation", cell(of.at(row, column))}}), 3);
      text += line(cells);
    }
    text += "\n";
  }
  if (!complete(themes)) text += catalogue.text("law.compare.all_incomplete") + "\n\n";
  return text + catalogue.text("law.compare.legend");
}

core::Value to_value(const std::vector<ThemeMatrix>& themes) {
  core::Value answer, list{core::Value::Array{}};
  for (const ThemeMatrix& of : themes) {
    core::Value value, laws{core::Value::Array{}}, relations{core::Value::Array{}};
    for (const Side& side : of.sides) laws.push(to_value(side));
    for (std::size_t row = 0; row < of.sides.size(); ++row)
      for (std::size_t column = row + 1; column < of.sides.size(); ++column) {
        core::Value relation;
        relation.set("a", of.sides[row].edition.law->id);
        relation.set("b", of.sides[column].edition.law->id);
        set_relation(relation, of.at(row, column));
        relations.push(std::move(relation));
      }
    value.set("theme", of.theme);
    value.set("laws", std::move(laws));
    value.set("relations", std::move(relations));
    list.push(std::move(value));
  }
  answer.set("format", "palermo-law-compare-all/1");
  answer.set("complete", complete(themes));
  answer.set("themes", std::move(list));
  return answer;
}

}  // namespace palermo::compare
