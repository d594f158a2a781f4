// SPDX-License-Identifier: Apache-2.0
// Joins the laws of a corpus: what each reference means, that none runs in a circle, and that no element mentions a
// fact which its offence declares irrelevant.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "palermo/law/law_parser.hpp"

namespace palermo::law {

namespace {

// Where a rule stands: its law and version.
struct Home {
  std::uint32_t law = 0, version = 0;
};

// Written out in full, a definition of more nodes than this is no law that anybody reads.
constexpr std::size_t kMostNodes = 20000;
// Nor is one that leads through so many others.
constexpr std::size_t kDeepest = 200;

class Linker {
 public:
  explicit Linker(std::vector<Law>& laws) : laws_(laws) {}

  core::Done resolve_all() {
    for (std::uint32_t l = 0; l < laws_.size(); ++l)
      for (std::uint32_t v = 0; v < laws_[l].versions.size(); ++v) PALERMO_CHECK_DONE(resolve_version({l, v}));
    return {};
  }

  core::Done check_circles() {
    for (Law& law : laws_)
      for (Version& version : law.versions)
        for (Definition& definition : version.definitions) PALERMO_CHECK_DONE(walk(definition));
    return {};
  }

  // Every offence and aggravation written out in full. Only after check_circles().
  core::Done check_sizes() const {
    for (const Law& law : laws_)
      for (const Version& version : law.versions) {
        for (const Offence& o : version.offences) PALERMO_CHECK_DONE(check_size(o.id, o.elements, o.exceptions));
        for (const Aggravation& a : version.aggravations) PALERMO_CHECK_DONE(check_size(a.id, a.grounds, {}));
      }
    return {};
  }

  // Every fact that an expression mentions, directly or through references. Only after check_circles().
  void mentioned(const Expression& e, std::set<FactId>& facts) const {
    using Kind = Expression::Kind;
    if (e.kind == Kind::fact || e.kind == Kind::less || e.kind == Kind::not_less) facts.insert(e.fact);
    if (e.kind == Kind::reference) mentioned(target(e).expression, facts);
    for (const Expression& item : e.items) mentioned(item, facts);
  }

 private:
  core::Done resolve_version(Home home) {
    Version& version = laws_[home.law].versions[home.version];
    for (Definition& d : version.definitions) PALERMO_CHECK_DONE(resolve(d.expression, home));
    for (Offence& offence : version.offences) {
      PALERMO_CHECK_DONE(resolve_elements(offence.elements, home));
      for (Exception& e : offence.exceptions) PALERMO_CHECK_DONE(resolve(e.expression, home));
    }
    for (Aggravation& a : version.aggravations) PALERMO_CHECK_DONE(resolve_elements(a.grounds, home));
    for (Scope& s : version.scopes) PALERMO_CHECK_DONE(resolve(s.expression, home));
    return {};
  }

  core::Done resolve_elements(std::vector<Element>& elements, Home home) {
    for (Element& e : elements) {
      PALERMO_CHECK_DONE(resolve(e.expression, home));
      if (e.not_required_if) PALERMO_CHECK_DONE(resolve(e.not_required_if->expression, home));
    }
    return {};
  }

  core::Done resolve(Expression& e, Home home) {
    for (Expression& item : e.items) PALERMO_CHECK_DONE(resolve(item, home));
    return e.kind == Expression::Kind::reference ? find_target(e, home) : core::Done{};
  }

  // "id", "law#id" or "law@version#id".
  core::Done find_target(Expression& e, Home home) {
    const std::string_view name = e.name;
    const std::size_t hash = name.find('#');
    if (hash == std::string_view::npos) return choose(e, home.law, std::vector{home.version}, name);
    const std::string_view left = name.substr(0, hash);
    const std::size_t at = left.find('@');
    const auto law = std::find_if(laws_.begin(), laws_.end(), [&](const Law& l) { return l.id == left.substr(0, at); });
    if (law == laws_.end()) return core::fail(kUnknownReference, e.place, {{"reference", e.name}});
    std::vector<std::uint32_t> versions;
    for (std::uint32_t v = 0; v < law->versions.size(); ++v)
      if (at == std::string_view::npos || law->versions[v].id == left.substr(at + 1)) versions.push_back(v);
    return choose(e, static_cast<std::uint32_t>(law - laws_.begin()), versions, name.substr(hash + 1));
  }

  // The only one of `versions` that defines `id`.
  core::Done choose(Expression& e, std::uint32_t law, const std::vector<std::uint32_t>& versions, std::string_view id) {
    int found = 0;
    for (const std::uint32_t v : versions) {
      const auto& definitions = laws_[law].versions[v].definitions;
      const auto d =
          std::find_if(definitions.begin(), definitions.end(), [&](const Definition& x) { return x.id == id; });
      if (d == definitions.end()) continue;
      ++found;
      e.law = law;
      e.version = v;
      e.definition = static_cast<std::uint32_t>(d - definitions.begin());
    }
    if (found == 1) return {};
    return core::fail(found == 0 ? kUnknownReference : kAmbiguousReference, e.place, {{"reference", e.name}});
  }

  const Definition& target(const Expression& e) const {
    return laws_[e.law].versions[e.version].definitions[e.definition];
  }

  core::Done walk(const Definition& definition) {
    if (expanded_.count(&definition)) return {};
    if (open_.size() >= kDeepest)
      return core::fail(kTooLarge, definition.expression.place, {{"definition", definition.id}, {"limit", std::to_string(kDeepest)}});
    open_.insert(&definition);
    PALERMO_CHECK_DONE(walk(definition.expression));
    open_.erase(&definition);
    const std::size_t nodes = expanded(definition.expression);
    if (nodes > kMostNodes)
      return core::fail(kTooLarge, definition.expression.place, {{"definition", definition.id}, {"limit", std::to_string(kMostNodes)}});
    expanded_[&definition] = nodes;
    return {};
  }

  core::Done check_size(const std::string& id, const std::vector<Element>& elements, const std::vector<Exception>& exceptions) const {
    std::size_t nodes = 0;
    for (const Element& e : elements)
      nodes += expanded(e.expression) + (e.not_required_if ? expanded(e.not_required_if->expression) : 0);
    for (const Exception& e : exceptions) nodes += expanded(e.expression);
    if (nodes <= kMostNodes) return {};
    return core::fail(kTooLarge, elements.front().expression.place, {{"definition", id}, {"limit", std::to_string(kMostNodes)}});
  }

  // Nodes of an expression with every reference written out. Only after its references have been walked.
  std::size_t expanded(const Expression& e) const {
    std::size_t nodes = e.kind == Expression::Kind::reference ? 1 + expanded_.at(&target(e)) : 1;
    for (const Expression& item : e.items) nodes += expanded(item);
    return nodes;
  }

  core::Done walk(const Expression& e) {
    for (const Expression& item : e.items) PALERMO_CHECK_DONE(walk(item));
    if (e.kind != Expression::Kind::reference) return {};
    if (open_.count(&target(e))) return core::fail(kCircularReference, e.place, {{"reference", e.name}});
    return walk(target(e));
  }

  std::vector<Law>& laws_;
  std::set<const Definition*> open_;
  std::map<const Definition*, std::size_t> expanded_;  // of the definitions that are done
};

core::Done check_irrelevant(const Offence& offence, const Linker& linker, const Vocabulary& vocabulary) {
  for (const Element& element : offence.elements) {
    std::set<FactId> facts;
    linker.mentioned(element.expression, facts);
    if (element.not_required_if) linker.mentioned(element.not_required_if->expression, facts);
    for (const IrrelevantFact& irrelevant : offence.irrelevant)
      if (facts.count(irrelevant.fact))
        return core::fail(kIrrelevantFactUsed, element.expression.place,
                          {{"offence", offence.id}, {"element", element.id}, {"fact", vocabulary[irrelevant.fact].id}});
  }
  return {};
}

}  // namespace

core::Done link_laws(std::vector<Law>& laws, const Vocabulary& vocabulary) {
  Linker linker(laws);
  PALERMO_CHECK_DONE(linker.resolve_all());
  PALERMO_CHECK_DONE(linker.check_circles());
  PALERMO_CHECK_DONE(linker.check_sizes());
  for (const Law& law : laws)
    for (const Version& version : law.versions)
      for (const Offence& offence : version.offences) PALERMO_CHECK_DONE(check_irrelevant(offence, linker, vocabulary));
  return {};
}

}  // namespace palermo::law
