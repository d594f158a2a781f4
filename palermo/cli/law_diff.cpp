// SPDX-License-Identifier: Apache-2.0
// palermo law diff BEFORE AFTER: rules that change between two editions of a law, or between the law and a draft, and stories that come
// out differently.
#include <CLI/CLI.hpp>

#include <map>
#include <memory>
#include <utility>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_draft.hpp"
#include "palermo/cli/law_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/compare/diff.hpp"
#include "palermo/law/explain.hpp"
#include "palermo/study/corpus_files.hpp"

namespace palermo::cli {
namespace {

using compare::Change;
using compare::Difference;
using compare::OutcomeChange;

struct DiffCall {
  std::string before, after;
  std::vector<std::string> stories;
};

// "draft.yaml" or "draft.yaml@2027": a file. Anything else is a law of the data folder.
struct Operand {
  std::string file, law, version;
  [[nodiscard]] bool is_file() const { return !file.empty(); }
};

Operand operand_of(const std::string& written) {
  const std::size_t at = written.rfind('@');
  const std::string name = written.substr(0, at), version = at == std::string::npos ? "" : written.substr(at + 1);
  for (const std::string_view ending : {".yaml", ".yml"}) {
    if (written.ends_with(ending)) return {written, "", ""};
    if (name.ends_with(ending)) return {name, "", version};
  }
  return {"", name, version};
}

// An edition with the corpus in which it stands.
struct Side {
  std::shared_ptr<const law::Corpus> corpus;
  compare::Edition edition;
  std::string file;  // of a draft

  [[nodiscard]] std::string label(const Context& context) const {
    return file.empty() ? edition.text() : context.text("law.diff.file", {{"file", file}, {"edition", edition.text()}});
  }
};

core::Result<Side> open_side(const Context& context, const Operand& operand, std::shared_ptr<const law::Corpus> laws) {
  Side side{std::move(laws), {}, operand.file};
  std::string name = operand.law;
  if (operand.is_file()) {
    PALERMO_TRY(LawDraft draft, open_draft(context, operand.file));
    name = draft.id;
    side.corpus = std::make_shared<const law::Corpus>(std::move(draft.corpus));
  }
  if (!operand.version.empty()) name += "@" + operand.version;
  PALERMO_TRY(side.edition, compare::find_edition(*side.corpus, name));
  return side;
}

std::string what_text(const Context& context, const Difference& d) {
  std::string text = context.text("law.diff.what." + d.what, {{"id", d.id}});
  return d.cite.empty() || d.what == "article" ? text : context.text("law.diff.with_cite", {{"what", text}, {"cite", d.cite}});
}

std::string field_text(const Context& context, const compare::FieldChange& field) {
  const std::string none = context.text("law.diff.none");
  return context.text("law.diff.field", {{"field", context.text("law.diff.field." + field.field)},
                                         {"before", field.before.empty() ? none : field.before},
                                         {"after", field.after.empty() ? none : field.after}});
}

std::string difference_text(const Context& context, const Difference& d) {
  std::string text = context.text("law.diff.change." + std::string(word(d.change)), {{"what", what_text(context, d)}, {"says", d.says}});
  for (const compare::FieldChange& field : d.fields) text += "\n" + field_text(context, field);
  std::string through;
  for (const std::string& name : d.through) through += (through.empty() ? "" : ", ") + name;
  if (!through.empty()) text += "\n" + context.text("law.diff.through", {{"definitions", through}});
  return text;
}

// Only the mark of the part changed: a law that is read anew changes many at once.
bool only_mark(const Difference& d) {
  return d.change == Change::words && d.fields.size() == 1 && d.fields.front().field == "mark";
}

// One line for each change of a mark, with the parts.
std::string marks_text(const Context& context, const std::vector<Difference>& rules) {
  std::map<std::pair<std::string, std::string>, std::string> parts;
  for (const Difference& d : rules) {
    if (!only_mark(d)) continue;
    std::string& list = parts[{d.fields.front().before, d.fields.front().after}];
    list += (list.empty() ? "" : "; ") + context.text("law.diff.what." + d.what, {{"id", d.id}});
  }
  std::string text;
  for (const auto& [marks, list] : parts)
    text += "\n" + context.text("law.diff.marks", {{"before", context.text("law.mark." + marks.first)},
                                                   {"after", context.text("law.mark." + marks.second)},
                                                   {"parts", list}});
  return text;
}

std::string value_text(const Context& context, law::Outcome outcome) {
  return outcome == law::Outcome::not_in_force ? context.text("law.diff.no_such_part") : law::outcome_text(outcome, context.catalogue());
}

std::string change_text(const Context& context, const OutcomeChange& change) {
  std::string text = context.text("law.diff.story", {{"case", change.case_id},
                                                     {"title", change.title},
                                                     {"finding", change.finding},
                                                     {"before", value_text(context, change.before)},
                                                     {"after", value_text(context, change.after)}});
  for (const compare::PartChange& part : change.because)
    text += "\n" + context.text("law.diff.because", {{"what", context.text("law.diff.what." + part.what, {{"id", part.id}})},
                                                     {"cite", part.cite},
                                                     {"before", value_text(context, part.before)},
                                                     {"after", value_text(context, part.after)}});
  return text;
}

std::string to_text(const Context& context, const Side& before, const Side& after, const std::vector<Difference>& rules,
                    const compare::StoryDiff& stories) {
  std::string text = context.text("law.diff.head", {{"before", before.label(context)}, {"after", after.label(context)}, {"title", after.edition.law->title}});
  for (const bool words : {false, true}) {
    std::string block;
    for (const Difference& d : rules)
      if ((d.change == Change::words) == words && !only_mark(d)) block += "\n" + difference_text(context, d);
    if (words) block += marks_text(context, rules);
    if (block.empty()) block = "\n" + context.text("law.diff.nothing");
    text += "\n\n" + context.text(words ? "law.diff.words" : "law.diff.rules") + block;
  }
  text += "\n\n" + context.text("law.diff.stories");
  for (const OutcomeChange& change : stories.changes) text += "\n" + change_text(context, change);
  if (stories.changes.empty()) text += "\n" + context.text("law.diff.nothing");
  return text + "\n\n" + context.text("law.diff.summary", {{"asked", stories.asked}, {"refused", stories.refused},
                                                           {"changes", static_cast<std::int64_t>(stories.changes.size())}});
}

core::Value to_value(const Side& before, const Side& after, const std::vector<Difference>& rules, const compare::StoryDiff& stories) {
  core::Value answer;
  answer.set("format", "palermo-law-diff/1");
  answer.set("before", before.edition.text());
  answer.set("after", after.edition.text());
  core::Value differences{core::Value::Array{}};
  for (const Difference& d : rules) differences.push(compare::to_value(d));
  answer.set("differences", std::move(differences));
  answer.set("stories_asked", stories.asked);
  answer.set("stories_refused", stories.refused);
  core::Value changes{core::Value::Array{}};
  for (const OutcomeChange& change : stories.changes) changes.push(compare::to_value(change));
  answer.set("stories", std::move(changes));
  return answer;
}

int run_diff(Context& context, const DiffCall& call) {
  Operand first = operand_of(call.before), second = operand_of(call.after);
  if (first.is_file() && !second.is_file()) std::swap(first, second);  // a draft is the later of the two
  std::shared_ptr<const law::Corpus> laws;
  if (!first.is_file() || !second.is_file()) {
    auto loaded = study::load_corpus(context.data_folder() + "/law");
    if (!loaded) return context.fail(loaded.error());
    laws = std::make_shared<const law::Corpus>(std::move(*loaded));
  }
  const auto before = open_side(context, first, laws);
  if (!before) return context.fail(before.error());
  const auto after = open_side(context, second, laws);
  if (!after) return context.fail(after.error());
  const auto cases = open_stories(context, after->corpus->vocabulary(), call.stories);
  if (!cases) return context.fail(cases.error());
  const std::vector<Difference> rules = compare::differences(before->edition, after->edition);
  const auto stories = compare::outcome_changes(before->edition, after->edition, *cases);
  if (!stories) return context.fail(stories.error());
  return context.json() ? context.print_json(to_value(*before, *after, rules, *stories))
                        : context.print(to_text(context, *before, *after, rules, *stories));
}

}  // namespace

void add_law_diff(CLI::App& family, Context& context) {
  auto call = std::make_shared<DiffCall>();
  CLI::App& verb = add_verb(family, context, "law.diff", "palermo law diff eu.2011-36@2011 eu.2011-36@2024",
                            [&context, call] { return run_diff(context, *call); });
  verb.add_option("BEFORE", call->before, context.text("verb.law.diff.before"))->required();
  verb.add_option("AFTER", call->after, context.text("verb.law.diff.after"))->required();
  verb.add_option("--cases", call->stories, context.text("verb.law.check.cases"))->type_name("FILE");
}

}  // namespace palermo::cli
