// SPDX-License-Identifier: Apache-2.0
// palermo law ask FILE CASE --law ID: what to ask next, the most decisive question first, and what can be said without asking.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_reasoning.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/law/decisive.hpp"
#include "palermo/law/explain.hpp"
#include "palermo/law/reasoning_text.hpp"

namespace palermo::cli {
namespace {

constexpr std::size_t kMostSets = 8;  // of one kind, in the text

class Page {
 public:
  Page(const Context& context, const law::Vocabulary& vocabulary) : context_(context), vocabulary_(vocabulary) {}

  void line(std::string_view key, const std::vector<core::Arg>& args = {}) { text_ += context_.text(key, args) + "\n"; }

  void questions(const law::Decisive& found) {
    line("law.ask.questions");
    std::int64_t number = 0;
    for (const law::Question& question : found.ask)
      line("law.ask.question", {{"number", ++number},
                                {"question", law::question_text(question.atom, vocabulary_, context_.catalogue())},
                                {"sets", static_cast<std::int64_t>(question.sets)}});
  }

  void sets(const law::Decisive& found) {
    line("law.ask.sets");
    some_sets(found.to_true);
    some_sets(found.to_false);
    for (std::size_t i = 0; i < std::min(kMostSets, found.whatever.size()); ++i)
      line("law.ask.whatever", {{"what", names(found.whatever[i], found.whatever[i].size())}});
    more(found.whatever.size());
  }

  // The search gave up: after how much, and what it rests on.
  void gave_up(const law::Decisive& found) {
    if (found.exact || (found.ask.empty() && found.completion.how == law::How::date)) return;
    line("law.ask.gave_up", {{"atoms", static_cast<std::int64_t>(found.completion.atoms.size())},
                             {"most", static_cast<std::int64_t>(law::kMostAtoms)},
                             {"budget", static_cast<std::int64_t>(law::kDecisiveBudget)},
                             {"size", static_cast<std::int64_t>(found.searched_to)}});
  }

  // No question settles it: that is said, and what is open.
  void nothing_settles(const law::Decisive& found) {
    if (found.completion.how == law::How::date) return line("law.ask.when");
    const std::size_t atoms = found.completion.atoms.size();
    line(atoms == 0 ? "law.ask.no_question" : found.exact ? "law.ask.none" : "law.ask.none_found");
    if (atoms == 0) return;
    line("law.ask.rests_on", {{"what", names(found.completion.atoms, kMostSets)}, {"more", static_cast<std::int64_t>(atoms - std::min(kMostSets, atoms))}});
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void some_sets(const std::vector<law::DecisiveSet>& sets) {
    for (std::size_t i = 0; i < std::min(kMostSets, sets.size()); ++i)
      line(sets[i].proven_smallest ? "law.ask.set" : "law.ask.set_by_text",
           {{"outcome", law::outcome_text(sets[i].outcome, context_.catalogue())},
            {"settings", law::settings_text(sets[i].settings, vocabulary_, context_.catalogue())}});
    more(sets.size());
  }

  void more(std::size_t count) {
    if (count > kMostSets) line("law.ask.more", {{"count", static_cast<std::int64_t>(count - kMostSets)}});
  }

  [[nodiscard]] std::string names(const std::vector<law::Atom>& atoms, std::size_t most) const {
    std::string text;
    for (std::size_t i = 0; i < std::min(most, atoms.size()); ++i)
      text += (i == 0 ? "" : ", ") + law::atom_text(atoms[i], vocabulary_, context_.catalogue());
    return text;
  }

  const Context& context_;
  const law::Vocabulary& vocabulary_;
  std::string text_;
};

std::string page_of(const Context& context, const law::Vocabulary& vocabulary, const law::Case& stated, const law::Decisive& found) {
  Page page(context, vocabulary);
  page.line("law.ask.title", {{"case", stated.id},
                              {"finding", found.completion.finding.id.text()},
                              {"outcome", law::outcome_text(found.completion.finding.outcome, context.catalogue())}});
  std::string text = page.text() + law::completion_text(found.completion, vocabulary, context.catalogue());
  if (found.completion.certificate) text += law::certificate_text(*found.completion.certificate, vocabulary, context.catalogue());
  if (found.completion.outcome != law::Outcome::unknown) return text;
  Page rest(context, vocabulary);
  if (found.ask.empty()) {
    rest.nothing_settles(found);
  } else {
    rest.questions(found);
    rest.sets(found);
    rest.line("law.ask.summary");
  }
  rest.gave_up(found);
  return text + "\n\n" + rest.text();
}

int run_ask(Context& context, const CaseCall& call) {
  const auto desk = open_case(context, call);
  if (!desk) return context.fail(desk.error());
  const auto found = law::decisive_facts(desk->corpus, desk->stated, desk->ids.front());
  if (!found) return context.fail(found.error());
  if (const auto accepted = accept(desk->corpus, desk->stated, found->completion); !accepted) return context.fail(accepted.error());
  const law::Vocabulary& vocabulary = desk->corpus.vocabulary();
  if (!context.json()) return print_inside(context, page_of(context, vocabulary, desk->stated, *found));
  core::Value answer = inside_answer("palermo-law-ask/1");
  answer.set("case", desk->stated.id);
  answer.set("finding", desk->ids.front().text());
  answer.set("plainly", word(found->completion.finding.outcome));
  answer.set("completion", law::to_value(found->completion, vocabulary));
  answer.set("decisive", law::to_value(*found, vocabulary));
  return context.print_json(answer);
}

}  // namespace

void add_law_ask(CLI::App& family, Context& context) {
  auto call = std::make_shared<CaseCall>();
  call->one_finding = true;
  CLI::App& verb = add_verb(family, context, "law.ask",
                            "palermo law ask tests/scenarios/reasoning.yaml RSN-what-to-ask --law un.tip-protocol",
                            [&context, call] { return run_ask(context, *call); });
  add_case_options(verb, context, *call);
}

}  // namespace palermo::cli
