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

struct AskCall {
  std::string file, case_id, law;
};

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
    line(found.exact ? "law.ask.sets_exact" : "law.ask.sets_searched",
         {{"size", static_cast<std::int64_t>(found.searched_to)}, {"atoms", static_cast<std::int64_t>(found.completion.atoms.size())}});
    some_sets(found.to_true);
    some_sets(found.to_false);
    for (std::size_t i = 0; i < std::min(kMostSets, found.whatever.size()); ++i) line("law.ask.whatever", {{"what", names(found.whatever[i])}});
    more(found.whatever.size());
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

  [[nodiscard]] std::string names(const std::vector<law::Atom>& atoms) const {
    std::string text;
    for (const law::Atom& atom : atoms) {
      const std::string name = atom.kind == law::Atom::Kind::answer ? atom.law + "#" + atom.term : vocabulary_[atom.fact].id;
      if (text.find(name) == std::string::npos) text += (text.empty() ? "" : ", ") + name;
    }
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
  if (found.ask.empty()) return text;
  Page rest(context, vocabulary);
  rest.questions(found);
  rest.sets(found);
  return text + "\n\n" + rest.text() + context.text("law.ask.summary");
}

int run_ask(Context& context, const AskCall& call) {
  const auto desk = open_desk(context, call.file);
  if (!desk) return context.fail(desk.error());
  const auto stated = find_case(*desk, call.file, call.case_id);
  if (!stated) return context.fail(stated.error());
  const auto id = desk->corpus.resolve(call.law);
  if (!id) return context.fail(id.error());
  const auto found = law::decisive_facts(desk->corpus, **stated, *id);
  if (!found) return context.fail(found.error());
  if (const auto accepted = accept(desk->corpus, **stated, found->completion); !accepted) return context.fail(accepted.error());
  const law::Vocabulary& vocabulary = desk->corpus.vocabulary();
  if (!context.json()) return context.print(page_of(context, vocabulary, **stated, *found));
  core::Value answer;
  answer.set("format", "palermo-law-ask/1");
  answer.set("case", (*stated)->id);
  answer.set("finding", id->text());
  answer.set("plainly", word(found->completion.finding.outcome));
  answer.set("completion", law::to_value(found->completion, vocabulary));
  answer.set("decisive", law::to_value(*found, vocabulary));
  return context.print_json(answer);
}

}  // namespace

void add_law_ask(CLI::App& family, Context& context) {
  auto call = std::make_shared<AskCall>();
  CLI::App& verb = add_verb(family, context, "law.ask",
                            "palermo law ask tests/scenarios/reasoning.yaml RSN-what-to-ask --law un.tip-protocol",
                            [&context, call] { return run_ask(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.law.file"))->required();
  verb.add_option("CASE", call->case_id, context.text("verb.law.case"))->required();
  verb.add_option("--law", call->law, context.text("verb.law.explain.law"))->type_name("ID")->required();
}

}  // namespace palermo::cli
