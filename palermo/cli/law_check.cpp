// SPDX-License-Identifier: Apache-2.0
// palermo law check FILE [--against LAW]: what to look at in an encoding or a draft law, and which classes of people it catches.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <iterator>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_draft.hpp"
#include "palermo/cli/law_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/compare/check.hpp"
#include "palermo/study/corpus_files.hpp"

namespace palermo::cli {
namespace {

using compare::ArchetypeRow;
using compare::Caught;
using compare::Problem;
using compare::Reach;
using compare::Severity;

constexpr int kExitErrors = 1;  // the question was answered, and the answer is no

struct CheckCall {
  std::string file, against;
  std::vector<std::string> stories;
  std::int64_t time_limit_ms = 60'000;  // of the whole command
};

// The answer, before it is written down.
struct Checked {
  compare::Edition draft;
  std::optional<compare::Edition> against;
  std::vector<Problem> problems;
  std::vector<ArchetypeRow> rows;
  bool complete = true;  // false: there was no time for every question
};

std::string joined(const std::vector<std::string>& parts, std::string_view separator = ", ") {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : std::string(separator)) + part;
  return text;
}

std::vector<core::Arg> args_of(const Context& context, const Problem& problem) {
  std::vector<core::Arg> args{{"example", problem.example.empty() ? context.text("law.check.nothing_true") : joined(problem.example)}};
  for (const auto& [name, value] : problem.args) {
    if (name == "count")
      args.push_back({name, static_cast<std::int64_t>(std::stoll(value))});
    else
      args.push_back({name, value});
  }
  return args;
}

std::string sentence(const Context& context, const Problem& problem) {
  return context.text("law.check." + problem.rule, args_of(context, problem));
}

std::string hint(const Context& context, const Problem& problem) {
  return context.text("law.check." + problem.rule + ".hint", args_of(context, problem));
}

std::string problem_text(const Context& context, const Problem& problem) {
  const bool elsewhere = problem.rule == "expectation";  // in the file of stories
  std::string where = context.text(elsewhere ? "law.check.line_of" : "law.check.line",
                                   {{"line", std::to_string(problem.place.line)}, {"file", problem.place.file}});
  for (const std::string* part : {&problem.cite, &problem.part})
    if (!part->empty()) where += ", " + *part;
  std::string text = context.text("law.check.problem", {{"severity", context.text("law.check." + std::string(word(problem.severity)))},
                                                        {"where", where},
                                                        {"what", sentence(context, problem)}});
  if (!problem.example.empty()) text += "\n" + context.text("law.check.example", {{"example", joined(problem.example)}});
  return text + "\n" + context.text("law.check.mend", {{"hint", hint(context, problem)}});
}

std::string hinge_text(const Context& context, const compare::Hinge& hinge) {
  return context.text("law.check.hinge." + std::string(word(hinge.kind)), {{"id", hinge.id}, {"cite", hinge.cite}});
}

std::string reach_text(const Context& context, const compare::Edition& edition, const Reach& reach, bool about_moved) {
  std::vector<std::string> hinges;
  for (const compare::Hinge& hinge : reach.hinges) hinges.push_back(hinge_text(context, hinge));
  std::string key = "law.check.reach." + std::string(word(reach.caught));
  if (reach.hinges.empty() && reach.caught != Caught::yes) key += ".plain";
  if (about_moved && reach.caught == Caught::yes) key += ".moved";
  return context.text("law.check.reach", {{"edition", edition.text()},
                                          {"reach", context.text(key, {{"offence", reach.offence}, {"cite", reach.cite}, {"hinges", joined(hinges, "; ")}})}});
}

std::string class_text(const Context& context, const std::string& id) {
  const std::string key = "law.check.class." + id;
  if (context.catalogue().has(key)) return context.text(key);
  std::string words = id;  // a class that a lawyer has added
  std::replace(words.begin(), words.end(), '_', ' ');
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

std::string verdict_key(const ArchetypeRow& row) {
  if (!row.against) return std::string(word(row.draft.caught));
  if (row.newly_caught()) return "newly_caught";
  if (row.newly_free()) return "newly_free";
  if (!row.comparable) return "other_subject";
  if (row.draft.caught != row.against->caught) return "differs";
  return row.draft.caught == Caught::yes ? "both" : row.draft.caught == Caught::no ? "neither" : "both_open";
}

std::string row_text(const Context& context, const Checked& checked, const ArchetypeRow& row) {
  const std::string verdict = verdict_key(row);
  std::string text = context.text("law.check.story", {{"verdict", context.text("law.check.verdict." + verdict)}, {"title", row.title}});
  if (verdict == "neither") return text;
  text += "\n" + reach_text(context, checked.draft, row.draft, row.about_moved);
  if (row.against) text += "\n" + reach_text(context, *checked.against, *row.against, row.about_moved);
  return text;
}

// Classes with a story of this verdict, in the order of the file.
std::vector<std::string> classes(const std::vector<ArchetypeRow>& rows, std::string_view verdict) {
  std::vector<std::string> ids;
  for (const ArchetypeRow& row : rows)
    if (verdict_key(row) == verdict && std::find(ids.begin(), ids.end(), row.class_id) == ids.end()) ids.push_back(row.class_id);
  return ids;
}

std::string class_list(const Context& context, const std::vector<ArchetypeRow>& rows, std::string_view verdict) {
  std::vector<std::string> words;
  for (const std::string& id : classes(rows, verdict)) words.push_back(class_text(context, id));
  return words.empty() ? context.text("law.check.nobody") : joined(words);
}

std::string stories_text(const Context& context, const Checked& checked) {
  std::string text = checked.against
                         ? context.text("law.check.stories_against", {{"edition", checked.draft.text()}, {"against", checked.against->text()}})
                         : context.text("law.check.stories", {{"edition", checked.draft.text()}});
  std::string last;
  for (const ArchetypeRow& row : checked.rows) {
    if (row.class_id != last) text += "\n" + class_text(context, row.class_id);
    last = row.class_id;
    text += "\n" + row_text(context, checked, row);
  }
  if (checked.against)
    text += "\n\n" + context.text("law.check.newly", {{"caught", class_list(context, checked.rows, "newly_caught")},
                                                      {"free", class_list(context, checked.rows, "newly_free")}});
  return text + "\n" + context.text("law.check.caveat");
}

core::Value to_value(const Context& context, const Checked& checked, const std::string& file) {
  core::Value answer;
  answer.set("format", "palermo-law-check/1");
  answer.set("file", file);
  answer.set("law", checked.draft.law->id);
  answer.set("edition", checked.draft.text());
  answer.set("against", checked.against ? core::Value(checked.against->text()) : core::Value{});
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
    answer.set(std::string(word(severity)) + "s", compare::count(checked.problems, severity));
  core::Value problems{core::Value::Array{}};
  for (const Problem& problem : checked.problems) {
    core::Value item = compare::to_value(problem);
    item.set("what", sentence(context, problem));
    item.set("hint", hint(context, problem));
    problems.push(std::move(item));
  }
  answer.set("problems", std::move(problems));
  answer.set("complete", checked.complete);
  core::Value rows{core::Value::Array{}};
  for (const ArchetypeRow& row : checked.rows) rows.push(compare::to_value(row));
  answer.set("stories", std::move(rows));
  for (const std::string_view verdict : {"newly_caught", "newly_free"}) {
    core::Value ids{core::Value::Array{}};
    for (const std::string& id : classes(checked.rows, verdict)) ids.push(id);
    answer.set(verdict, std::move(ids));
  }
  return answer;
}

std::string to_text(const Context& context, const Checked& checked, const std::string& file) {
  std::string text = context.text("law.check.head", {{"file", file}, {"law", checked.draft.law->id}, {"title", checked.draft.law->title}}) + "\n\n";
  for (const Problem& problem : checked.problems) text += problem_text(context, problem) + "\n\n";
  if (!checked.draft.version->offences.empty()) text += stories_text(context, checked) + "\n\n";
  return text + context.text("law.check.summary", {{"errors", compare::count(checked.problems, Severity::error)},
                                                   {"warnings", compare::count(checked.problems, Severity::warning)},
                                                   {"notes", compare::count(checked.problems, Severity::note)}});
}

int run_check(Context& context, const CheckCall& call) {
  const compare::Patience patience(call.time_limit_ms, &context.progress());
  const auto draft = open_draft(context, call.file);
  if (!draft) return context.fail(draft.error());
  Checked checked;
  const auto edition = compare::find_edition(draft->corpus, draft->id);
  if (!edition) return context.fail(edition.error());
  checked.draft = *edition;
  core::Result<law::Corpus> in_force{law::Corpus{}};  // the laws without the draft, for the law that it would replace
  if (!call.against.empty()) {
    if (call.against.substr(0, call.against.find('@')) == draft->id) in_force = study::load_corpus(context.data_folder() + "/law");
    if (!in_force) return context.fail(in_force.error());
    const auto against = compare::find_edition(in_force->laws().empty() ? draft->corpus : *in_force, call.against);
    if (!against) return context.fail(against.error());
    checked.against = *against;
  }
  const auto stories = open_stories(context, draft->corpus.vocabulary(), call.stories);
  if (!stories) return context.fail(stories.error());
  auto problems = compare::check_law(draft->corpus, *checked.draft.law, draft->document, patience);
  if (!problems) return context.fail(problems.error());
  checked.problems = std::move(*problems);
  auto unmet = compare::check_expectations(draft->corpus, *checked.draft.law, *stories);
  if (!unmet) return context.fail(unmet.error());
  std::move(unmet->begin(), unmet->end(), std::back_inserter(checked.problems));
  // Of the person moved only our own stories ask what the text could reach; a file of cases gets no answer about her.
  std::vector<law::Case> told = *stories;
  if (!call.stories.empty()) std::erase_if(told, [](const law::Case& c) { return c.subject == law::Role::person_moved; });
  auto rows = compare::compare_archetypes(checked.draft, checked.against, told, compare::reach_of_moved_within(patience));
  if (!rows) return context.fail(rows.error());
  checked.rows = std::move(*rows);
  const auto undecided = [](const Problem& problem) { return problem.rule == "not_decided"; };
  checked.complete = !patience.out_of_time() && std::none_of(checked.problems.begin(), checked.problems.end(), undecided);
  (void)(context.json() ? context.print_json(to_value(context, checked, call.file)) : context.print(to_text(context, checked, call.file)));
  return compare::count(checked.problems, Severity::error) > 0 ? kExitErrors : 0;
}

}  // namespace

void add_law_check(CLI::App& family, Context& context) {
  auto call = std::make_shared<CheckCall>();
  CLI::App& verb = add_verb(family, context, "law.check", "palermo law check data/law/national/ch.116.yaml --against un.som-protocol",
                            [&context, call] { return run_check(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.law.check.file"))->required();
  verb.add_option("--against", call->against, context.text("verb.law.check.against"))->type_name("LAW");
  verb.add_option("--time-limit", call->time_limit_ms, context.text("verb.law.check.time_limit"))
      ->option_text("MS")
      ->check(CLI::Range(1, 3'600'000));
  verb.add_option("--cases", call->stories, context.text("verb.law.check.cases"))->type_name("FILE");
}

}  // namespace palermo::cli
