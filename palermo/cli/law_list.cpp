// SPDX-License-Identifier: Apache-2.0
// palermo law list: the laws we hold, their versions and dates, and what kind of source they rest on.
#include <CLI/CLI.hpp>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/study/corpus_files.hpp"

namespace palermo::cli {
namespace {

std::vector<std::string> findings_of(const law::Version& version) {
  std::vector<std::string> ids;
  for (const law::Offence& offence : version.offences) ids.push_back(offence.id);
  for (const law::Aggravation& aggravation : version.aggravations) ids.push_back(aggravation.id);
  return ids;
}

std::string day_text(core::Day day) { return core::PartialDate{{day, day}}.text(); }

std::string version_text(const Context& context, const law::Version& version) {
  std::string findings;
  for (const std::string& id : findings_of(version)) findings += (findings.empty() ? "" : ", ") + id;
  if (findings.empty()) findings = context.text("law.list.no_findings");
  const auto& days = version.in_force;
  return context.text("law.list.version",
                      {{"id", version.id},
                       {"from", days.min ? day_text(*days.min) : context.text("law.list.since_ever")},
                       {"to", days.max ? day_text(*days.max) : context.text("law.list.open")},
                       {"findings", findings}});
}

std::string law_text(const Context& context, const law::Law& law) {
  const std::string review = law.review_status.empty() ? context.text("law.list.review_none") : law.review_status;
  std::string text = context.text("law.list.law", {{"id", law.id},
                                                   {"title", law.title},
                                                   {"jurisdiction", law.jurisdiction},
                                                   {"mark", context.text("law.mark." + std::string(word(law.mark)))},
                                                   {"review", review}});
  for (const law::Version& version : law.versions) text += "\n" + version_text(context, version);
  return text;
}

core::Value to_value(const law::Version& version) {
  core::Value value{core::Value::Object{}};
  value.set("id", version.id);
  value.set("first_day", version.in_force.min ? core::Value(day_text(*version.in_force.min)) : core::Value{});
  value.set("last_day", version.in_force.max ? core::Value(day_text(*version.in_force.max)) : core::Value{});
  core::Value findings{core::Value::Array{}};
  for (const std::string& id : findings_of(version)) findings.push(id);
  value.set("findings", std::move(findings));
  return value;
}

core::Value to_value(const law::Law& law) {
  core::Value value{core::Value::Object{}};
  for (const auto& [key, text] : {std::pair{"id", &law.id},
                                  {"title", &law.title},
                                  {"kind", &law.kind},
                                  {"jurisdiction", &law.jurisdiction},
                                  {"source", &law.source},
                                  {"review", &law.review_status},
                                  {"content_hash", &law.content_hash}})
    value.set(key, *text);
  value.set("mark", word(law.mark));
  core::Value versions{core::Value::Array{}};
  for (const law::Version& version : law.versions) versions.push(to_value(version));
  value.set("versions", std::move(versions));
  return value;
}

int run_list(Context& context) {
  const auto corpus = study::load_corpus(context.data_folder() + "/law");
  if (!corpus) return context.fail(corpus.error());
  std::string text;
  core::Value laws{core::Value::Array{}};
  for (const law::Law& law : corpus->laws()) {
    text += (text.empty() ? "" : "\n") + law_text(context, law);
    laws.push(to_value(law));
  }
  if (!context.json()) return context.print(text);
  core::Value answer;
  answer.set("format", "palermo-law-list/1");
  answer.set("laws", std::move(laws));
  return context.print_json(answer);
}

}  // namespace

void add_law_list(CLI::App& family, Context& context) {
  add_verb(family, context, "law.list", "palermo law list", [&context] { return run_list(context); });
}

}  // namespace palermo::cli
