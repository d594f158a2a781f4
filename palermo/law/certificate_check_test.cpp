// SPDX-License-Identifier: Apache-2.0
// The checker of certificates must notice every alteration: each leaf, split, chain and branch of real certificates is changed, one at
// a time.
#include <functional>
#include <iostream>

#include "palermo/law/reasoning_test.hpp"

namespace palermo::law::testing {
namespace {

struct Tally {
  int tried = 0, caught = 0;
};

void each_split(Certificate& at, const std::function<void(Certificate&)>& visit) {
  visit(at);
  for (Certificate& branch : at.branches) each_split(branch, visit);
}

void each_node(Node& node, const std::function<void(Node&)>& visit) {
  visit(node);
  for (Node& child : node.children) each_node(child, visit);
}

class Mutations {
 public:
  Mutations(const Corpus& corpus, const Case& stated, const Completion& completion, Tally& tally)
      : corpus_(corpus), case_(stated), found_(completion), changed_(*completion.certificate), tally_(tally) {}

  void all() {
    outcome();
    each_split(changed_, [&](Certificate& at) {
      if (at.atom) split(at);
      if (at.finding) leaf(*at.finding);
      if (at.impossible) impossible(at);
      shape(at);
    });
  }

 private:
  void attempt(Outcome claimed) {
    ++tally_.tried;
    const bool refused = check_certificate(corpus_, case_, found_.finding, claimed, changed_).has_value();
    tally_.caught += refused;
    EXPECT_TRUE(refused) << core::to_json(to_value(changed_, corpus_.vocabulary()));
  }
  void attempt() { attempt(found_.outcome); }

  void outcome() {
    for (const Outcome other : {Outcome::unknown, Outcome::yes, Outcome::no, Outcome::not_in_force})
      if (other != found_.outcome) attempt(other);
  }

  // Another thing is split than the branches suppose; the branches change places; one is left out.
  void split(Certificate& at) {
    const Certificate kept = at;
    at.atom->fact = at.atom->fact == 1 ? 2 : 1;
    if (kept.atom->kind != Atom::Kind::answer) attempt();
    at = kept;
    at.atom->bound += 1;
    if (kept.atom->kind == Atom::Kind::below) attempt();
    at = kept;
    at.atom->term += "x";
    if (kept.atom->kind == Atom::Kind::answer) attempt();
    at = kept;
    at.atom->kind = kept.atom->kind == Atom::Kind::fact ? Atom::Kind::below : Atom::Kind::fact;
    attempt();
    at = kept;
    std::swap(at.branches[0], at.branches[1]);
    attempt();
    at = kept;
    at.branches.pop_back();
    attempt();
    at = kept;
    at.branches[1] = at.branches[0];
    attempt();
    at = kept;
    at.atom.reset();
    attempt();
    at = kept;
  }

  // A split in the place of a leaf, and a leaf twice.
  void shape(Certificate& at) {
    const Certificate kept = at;
    at.branches.push_back({});
    attempt();
    at = {};
    attempt();
    at = kept;
    if (!kept.atom) {
      at.finding = found_.finding;
      if (!kept.impossible) at.impossible.emplace();
      attempt();
    }
    at = kept;
  }

  void leaf(Finding& finding) {
    const Finding kept = finding;
    for (const Outcome other : {Outcome::unknown, Outcome::yes, Outcome::no})
      if (other != kept.outcome) {
        finding.outcome = other;
        attempt();
      }
    finding = found_.finding;  // the unknown one, which knows nothing of what is supposed
    attempt();
    finding = kept;
    finding.id.offence += "x";
    attempt();
    finding = kept;
    each_node(finding.derivation, [&](Node& node) {
      const Outcome value = node.value;
      for (const Outcome other : {Outcome::unknown, Outcome::yes, Outcome::no}) {
        if (other == value) continue;
        node.value = other;
        attempt();
      }
      node.value = value;
    });
  }

  void impossible(Certificate& at) {
    const Certificate kept = at;
    for (int kind = 0; kind <= static_cast<int>(Contradiction::Kind::answers); ++kind) {
      if (static_cast<Contradiction::Kind>(kind) == kept.impossible->kind) continue;
      at.impossible->kind = static_cast<Contradiction::Kind>(kind);
      attempt();
    }
    at = kept;
    at.impossible->fact += 1;
    attempt();
    at = kept;
    for (std::size_t c = 0; c < kept.impossible->chains.size(); ++c) {
      auto& chains = at.impossible->chains;
      for (std::size_t l = 0; l < kept.impossible->chains[c].size(); ++l) {
        chains[c][l].value = !chains[c][l].value;
        attempt();
        at = kept;
        chains[c].erase(chains[c].begin() + static_cast<std::ptrdiff_t>(l));
        attempt();
        at = kept;
      }
      chains.erase(chains.begin() + static_cast<std::ptrdiff_t>(c));
      attempt();
      at = kept;
    }
    at.impossible.reset();  // and claimed to be a leaf as the unknown finding is
    at.finding = found_.finding;
    at.finding->outcome = found_.outcome;
    attempt();
    at = kept;
  }

  const Corpus& corpus_;
  const Case& case_;
  const Completion& found_;
  Certificate changed_;
  Tally& tally_;
};

void mutate_all(const Corpus& corpus, const Case& stated, std::string_view id, Tally& tally) {
  const auto found = completed(corpus, stated, id);
  ASSERT_TRUE(found) << describe(found.error());
  if (found->certificate) Mutations(corpus, stated, *found, tally).all();
}

TEST(CertificateCheck, refuses_every_altered_certificate_of_written_laws) {
  const std::pair<const char*, const char*> written[] = {
      {"{any: [{all: [act.recruit, means.threat]}, {all: [act.recruit, {not: means.threat}]}]}", "facts: {is_true: [act.recruit]}"},
      {"{any: [{all: [act.recruit, purpose.labour]}, {all: [act.transport, benefit.sought]}]}",
       "facts: {is_true: [purpose.labour, benefit.sought], one_of: [[act.recruit, act.transport]]}"},
      {"{any: [{lt: [person.age, 18]}, {ge: [person.age, 16]}, {lt: [person.age, 21]}]}", "facts: {values: {person.age.min: 5}}"},
      {"{not: {all: [purpose.bondage, {not: purpose.slavery_like}]}}", "facts: {}"},
      {"{not: {all: [benefit.received, actor.humanitarian_only]}}", "facts: {}"},
      {"{all: [{open: term}, means.force, {not: {open: term}}]}", "facts: {closed: [act]}"}};
  Tally tally;
  for (const auto& [expression, facts] : written) {
    const Corpus corpus = corpus_of(expression);
    const Case stated = case_of(corpus, std::string("date: 2024\n") + facts);
    ASSERT_TRUE(completed(corpus, stated, "small")->certificate) << expression;
    mutate_all(corpus, stated, "small", tally);
  }
  std::cout << tally.caught << " of " << tally.tried << " alterations refused\n";
  EXPECT_GT(tally.tried, 400);
  EXPECT_EQ(tally.caught, tally.tried);
}

TEST(CertificateCheck, refuses_every_altered_certificate_of_random_laws) {
  Tally tally;
  int certificates = 0;
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    RandomLaw random(seed);
    const Corpus corpus = seed % 2 ? narrow_corpus(random) : small_corpus({random.law()});
    Case stated = random.a_case(corpus.vocabulary(), 0.4);
    stated.exceptions_not_raised = random.chance(0.3);
    if (!FactBase::derive(stated, corpus.vocabulary())) continue;
    for (const FindingId& id : corpus.findings()) {
      const int before = tally.tried;
      mutate_all(corpus, stated, id.text(), tally);
      certificates += tally.tried > before;
    }
  }
  std::cout << tally.caught << " of " << tally.tried << " alterations of " << certificates << " certificates refused\n";
  EXPECT_GT(certificates, 25);
  EXPECT_EQ(tally.caught, tally.tried);
}

TEST(CertificateCheck, refuses_the_certificate_of_another_case) {
  const Corpus corpus = corpus_of("{any: [{all: [act.recruit, means.threat]}, {all: [act.recruit, {not: means.threat}]}]}");
  const Case stated = case_of(corpus, "date: 2024\nfacts: {is_true: [act.recruit]}");
  const auto found = completed(corpus, stated, "small");
  Case other = stated;
  other.statements.clear();
  EXPECT_TRUE(check_certificate(corpus, other, found->finding, found->outcome, *found->certificate));
}

TEST(CertificateCheck, refuses_a_tree_that_forgets_that_a_merged_positive_may_mean_both) {
  // Without leaving the group open, either answer would close the other fact, and the tree would look whole.
  const Corpus corpus = corpus_of("{not: {all: [means.threat, means.force]}}");
  const Case stated = case_of(corpus, "date: 2024\nfacts: {one_of: [[means.threat, means.force]], closed: [means]}");
  const auto found = completed(corpus, stated, "small");
  ASSERT_TRUE(found && !found->certificate);
  const Setting threat{{Atom::Kind::fact, *corpus.vocabulary().find("means.threat"), 0, "", ""}, true};
  Certificate tree;
  tree.atom = threat.atom;
  for (const bool value : {true, false}) {
    Case at = stated;
    suppose(at, {threat.atom, value});
    Certificate leaf;
    leaf.finding = *checked(corpus, at, "small");
    EXPECT_EQ(leaf.finding->outcome, Outcome::yes);
    tree.branches.push_back(std::move(leaf));
  }
  EXPECT_TRUE(check_certificate(corpus, stated, found->finding, Outcome::yes, tree));
}

TEST(CertificateCheck, can_be_read_in_one_go_and_shares_nothing_with_the_splitter) {
  const std::string text = read(std::filesystem::path(PALERMO_SOURCE_DIR) / "palermo" / "law" / "certificate_check.cpp");
  EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 120);
  for (const std::string_view other : {"evaluate.hpp", "facts.hpp", "evaluator.hpp", "completion.hpp", "suppose(", "find_contradiction", "unknown_atoms"})
    EXPECT_EQ(text.find(other), std::string::npos) << other;
}

}  // namespace
}  // namespace palermo::law::testing
