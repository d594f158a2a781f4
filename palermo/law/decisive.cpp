// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/decisive.hpp"

#include <algorithm>
#include <functional>

#include "palermo/law/evaluate.hpp"

namespace palermo::law {

namespace {

// What a way of settling leads to: an outcome, or nothing because it cannot stand.
using LeadsTo = std::optional<Outcome>;
// Atoms by index, ascending.
using Set = std::vector<std::size_t>;
// The result of supposing the atoms of `set`; bit i of `values` is the answer to the i-th of them.
using Lookup = std::function<LeadsTo(const Set& set, std::size_t values)>;

class Table {
 public:
  Table(const Corpus& corpus, const Completion& completion, const Case& stated)
      : corpus_(corpus), id_(completion.finding.id), atoms_(completion.atoms) {
    open_ = with_open_facts(stated, completion.finding, corpus.vocabulary());
  }

  [[nodiscard]] LeadsTo assessed(const std::vector<Setting>& settings) const {
    Case at = open_;
    for (const Setting& setting : settings) suppose(at, setting);
    const auto facts = FactBase::derive(at, corpus_.vocabulary());
    if (!facts) return std::nullopt;
    const auto finding = assess(corpus_, at, id_, *facts);
    return finding ? finding->outcome : Outcome::unknown;
  }

  // Every way of settling all atoms: what it leads to.
  void fill() {
    whole_.assign(std::size_t{1} << atoms_.size(), std::nullopt);
    fill(open_, 0, 0, Outcome::unknown);
  }

  // By all ways of settling the rest: nothing when none can stand, unknown when they differ.
  [[nodiscard]] LeadsTo completed(const Set& set, std::size_t values) const {
    std::size_t members = 0, answers = 0;
    for (std::size_t i = 0; i < set.size(); ++i) {
      members |= std::size_t{1} << set[i];
      answers |= (values >> i & 1) << set[i];
    }
    const std::size_t rest = (whole_.size() - 1) & ~members;
    LeadsTo found;
    for (std::size_t more = rest;; more = (more - 1) & rest) {
      const LeadsTo& one = whole_[answers | more];
      if (one && found && *one != *found) return Outcome::unknown;
      if (one) found = one;
      if (more == 0 || found == Outcome::unknown) return found;
    }
  }

 private:
  void fill(const Case& at, std::size_t next, std::size_t values, Outcome known) {
    const auto facts = FactBase::derive(at, corpus_.vocabulary());
    if (!facts) return;
    if (known == Outcome::unknown)
      if (const auto finding = assess(corpus_, at, id_, *facts)) known = finding->outcome;
    if (next == atoms_.size()) {
      whole_[values] = known;
      return;
    }
    for (const bool value : {true, false}) {
      Case more = at;
      suppose(more, {atoms_[next], value});
      fill(more, next + 1, values | std::size_t{value} << next, known);
    }
  }

  const Corpus& corpus_;
  const FindingId& id_;
  const std::vector<Atom>& atoms_;
  Case open_;
  std::vector<LeadsTo> whole_;
};

bool settles(const LeadsTo& result) { return result == Outcome::yes || result == Outcome::no; }

std::vector<Setting> settings_of(const std::vector<Atom>& atoms, const Set& set, std::size_t values) {
  std::vector<Setting> settings;
  for (std::size_t i = 0; i < set.size(); ++i) settings.push_back({atoms[set[i]], (values >> i & 1) != 0});
  return settings;
}

class Search {
 public:
  Search(Decisive& found, Lookup lookup) : found_(found), atoms_(found.completion.atoms), lookup_(std::move(lookup)) {}

  // All sets of one size. A list that has members of a smaller size takes no more.
  void size(std::size_t size) {
    want_true_ = found_.to_true.empty();
    want_false_ = found_.to_false.empty();
    want_any_ = found_.whatever.empty();
    Set set;
    if (want_true_ || want_false_ || want_any_) choose(0, size, set);
    found_.searched_to = size;
  }

 private:
  void choose(std::size_t from, std::size_t left, Set& set) {
    if (left == 0) return try_set(set);
    for (std::size_t i = from; i + left <= atoms_.size(); ++i) {
      set.push_back(i);
      choose(i + 1, left - 1, set);
      set.pop_back();
    }
  }

  void try_set(const Set& set) {
    bool always = true, possible = false;
    for (std::size_t values = std::size_t{1} << set.size(); values-- > 0;) {
      const LeadsTo result = lookup_(set, values);
      if (result) possible = true;
      if (result && !settles(result)) always = false;
      if (want_true_ && result == Outcome::yes) found_.to_true.push_back({settings_of(atoms_, set, values), Outcome::yes, true});
      if (want_false_ && result == Outcome::no) found_.to_false.push_back({settings_of(atoms_, set, values), Outcome::no, true});
    }
    if (!want_any_ || !always || !possible) return;
    found_.whatever.emplace_back();
    for (const std::size_t i : set) found_.whatever.back().push_back(atoms_[i]);
  }

  Decisive& found_;
  const std::vector<Atom>& atoms_;
  Lookup lookup_;
  bool want_true_ = false, want_false_ = false, want_any_ = false;
};

// Assessments that all sets of one size cost.
std::size_t cost_of(std::size_t atoms, std::size_t size) {
  std::size_t sets = 1;
  for (std::size_t i = 0; i < size; ++i) sets = sets * (atoms - i) / (i + 1);
  return sets << size;
}

void search_exactly(Decisive& found, Table& table) {
  table.fill();
  Search search(found, [&](const Set& set, std::size_t values) { return table.completed(set, values); });
  for (std::size_t size = 1; size <= found.completion.atoms.size(); ++size) search.size(size);
}

void search_within_budget(Decisive& found, const Table& table) {
  found.exact = false;
  const std::size_t atoms = found.completion.atoms.size();
  Search search(found, [&](const Set& set, std::size_t values) { return table.assessed(settings_of(found.completion.atoms, set, values)); });
  std::size_t spent = 0;
  for (std::size_t size = 1; size <= atoms; ++size) {
    spent += cost_of(atoms, size);
    if (spent > kDecisiveBudget) return;
    search.size(size);
  }
}

// The fewest settings, following the text, by which `node` would get `value`; nothing when the text knows no way.
std::optional<std::map<Atom, bool>> way_to(const Node& node, Outcome value, const Vocabulary& vocabulary);

std::optional<std::map<Atom, bool>> together(std::vector<std::map<Atom, bool>> ways, std::size_t needed) {
  if (ways.size() < needed) return std::nullopt;
  std::stable_sort(ways.begin(), ways.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
  std::map<Atom, bool> all;
  for (std::size_t i = 0; i < needed; ++i) all.insert(ways[i].begin(), ways[i].end());
  return all;
}

std::size_t needed_of(const Node& node, Outcome value) {
  const std::size_t all = node.children.size();
  const auto number = static_cast<std::size_t>(node.number);
  if (node.rule == Rule::at_least) return value == Outcome::yes ? number : all - number + 1;
  const bool is_any = node.rule == Rule::any || node.rule == Rule::one_of || node.rule == Rule::element ||
                      node.rule == Rule::exceptions || node.rule == Rule::grounds;
  const bool is_all = node.rule == Rule::all || node.rule == Rule::offence || node.rule == Rule::aggravation;
  return (is_any && value == Outcome::yes) || (is_all && value == Outcome::no) ? 1 : all;
}

std::optional<std::map<Atom, bool>> way_to(const Node& node, Outcome value, const Vocabulary& vocabulary) {
  if (node.value == value) return std::map<Atom, bool>{};
  if (node.value != Outcome::unknown) return std::nullopt;
  if (node.children.empty()) {
    if (node.rule == Rule::versions || node.rule == Rule::outside) return std::nullopt;
    const Atom atom = atom_of(node, vocabulary);
    return std::map<Atom, bool>{{atom, (value == Outcome::yes) != (node.rule == Rule::not_less)}};
  }
  std::vector<std::map<Atom, bool>> ways;
  for (const Node& child : node.children) {
    const bool against = node.rule == Rule::negation || (node.rule == Rule::offence && child.rule == Rule::exceptions);
    const Outcome wanted = against ? outcome(negate(static_cast<Truth>(value))) : value;
    if (auto way = way_to(child, wanted, vocabulary)) ways.push_back(std::move(*way));
  }
  return together(std::move(ways), needed_of(node, value));
}

// A set found by following the text, made as small as leaving out one after the other can make it.
std::optional<DecisiveSet> follow_text(const Decisive& found, const Table& table, Outcome value, const Vocabulary& vocabulary) {
  const std::vector<Atom>& atoms = found.completion.atoms;
  const auto way = way_to(found.completion.finding.derivation, value, vocabulary);
  if (!way || way->size() > kMostFollowed) return std::nullopt;
  std::vector<Setting> settings;
  for (const auto& [atom, is] : *way)
    if (std::binary_search(atoms.begin(), atoms.end(), atom)) settings.push_back({atom, is});
  if (table.assessed(settings) != value) return std::nullopt;
  for (std::size_t i = 0; i < settings.size();) {
    std::vector<Setting> less = settings;
    less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
    if (table.assessed(less) == value)
      settings = std::move(less);
    else
      ++i;
  }
  return DecisiveSet{std::move(settings), value, false};
}

void put_in_order(Decisive& found) {
  std::map<Atom, std::size_t> sets;
  for (const auto* list : {&found.to_true, &found.to_false})
    for (const DecisiveSet& set : *list)
      for (const Setting& setting : set.settings) ++sets[setting.atom];
  for (const std::vector<Atom>& set : found.whatever)
    for (const Atom& atom : set) ++sets[atom];
  for (const auto& [atom, count] : sets) found.ask.push_back({atom, count});
  std::stable_sort(found.ask.begin(), found.ask.end(), [](const Question& a, const Question& b) { return a.sets > b.sets; });
}

core::Value list_of(const std::vector<DecisiveSet>& sets, const Vocabulary& vocabulary) {
  core::Value list{core::Value::Array{}};
  for (const DecisiveSet& set : sets) {
    core::Value settings{core::Value::Array{}};
    for (const Setting& setting : set.settings) settings.push(to_value(setting, vocabulary));
    core::Value value;
    value.set("settings", std::move(settings));
    value.set("proven_smallest", set.proven_smallest);
    list.push(std::move(value));
  }
  return list;
}

}  // namespace

core::Result<Decisive> decisive_facts(const Corpus& corpus, const Case& stated, const FindingId& id) {
  Decisive found;
  PALERMO_TRY(found.completion, complete(corpus, stated, id));
  if (found.completion.outcome != Outcome::unknown || found.completion.atoms.empty()) return found;
  Table table(corpus, found.completion, stated);
  if (found.completion.atoms.size() <= kMostAtoms) {
    search_exactly(found, table);
  } else {
    search_within_budget(found, table);
    for (auto* list : {&found.to_true, &found.to_false})
      if (const Outcome value = list == &found.to_true ? Outcome::yes : Outcome::no; list->empty())
        if (auto set = follow_text(found, table, value, corpus.vocabulary())) list->push_back(std::move(*set));
  }
  put_in_order(found);
  return found;
}

core::Value to_value(const Decisive& decisive, const Vocabulary& vocabulary) {
  core::Value value;
  value.set("unknowns", static_cast<std::int64_t>(decisive.completion.atoms.size()));
  value.set("exact", decisive.exact);
  if (!decisive.exact) value.set("gave_up_after", static_cast<std::int64_t>(kDecisiveBudget));
  value.set("searched_to", static_cast<std::int64_t>(decisive.searched_to));
  value.set("to_true", list_of(decisive.to_true, vocabulary));
  value.set("to_false", list_of(decisive.to_false, vocabulary));
  core::Value whatever{core::Value::Array{}};
  for (const std::vector<Atom>& set : decisive.whatever) {
    core::Value atoms{core::Value::Array{}};
    for (const Atom& atom : set) atoms.push(to_value(atom, vocabulary));
    whatever.push(std::move(atoms));
  }
  value.set("whatever_the_answers", std::move(whatever));
  core::Value ask{core::Value::Array{}};
  for (const Question& question : decisive.ask) {
    core::Value one;
    one.set("about", to_value(question.atom, vocabulary));
    one.set("sets", static_cast<std::int64_t>(question.sets));
    if (question.atom.kind != Atom::Kind::answer) one.set("ask", vocabulary[question.atom.fact].ask);
    ask.push(std::move(one));
  }
  value.set("ask", std::move(ask));
  return value;
}

}  // namespace palermo::law
