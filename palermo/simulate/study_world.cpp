// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/study_world.hpp"

#include <fmt/format.h>

#include "palermo/core/provenance.hpp"

namespace palermo::simulate {
namespace {

using core::Done;
using core::Result;

// An answer of the study's reading to a term that a law leaves open.
struct OpenTerm {
  std::string_view law, term;
  bool answer;
};
constexpr std::array<OpenTerm, 7> kOpenTerms{{{"un.tip-protocol", "tip_other_exploitation", false},
                                              {"my.670-12", "my670_includes", false},
                                              {"my.670-12", "my670_unable", false},
                                              {"us.7102-11", "us_abduction_as_force", true},
                                              {"us.7102-11", "us_commercial_sex_act", true},
                                              {"us.7102-11", "us_involuntary_servitude", true},
                                              {"us.7102-11", "us_provides_or_obtains", true}}};

// The person's life, dated and aged as the list knows her.
Person person_of(std::uint64_t seed, const ListedPerson& listed) {
  Person person = draw_person(seed, listed.number, kWorldMix);
  const core::Day shift = listed.seen - person.seen;
  for (core::Day* day : {&person.seen, &person.conduct.from, &person.conduct.until}) *day += shift;
  person.birth = day_of(listed.birth);
  person.sex = listed.woman ? Sex::female : Sex::male;
  person.conduct.age_years = age_on(person, person.conduct.from);
  return person;
}

law::Case true_case(const Person& person, const law::Vocabulary& vocabulary) {
  law::Case stated;
  for (std::size_t i = 0; i < kFacts; ++i) {
    const auto fact = static_cast<Fact>(i);
    if (const auto id = vocabulary.find(id_of(fact)))
      stated.statements.push_back({*id, person.conduct.facts.has(fact) ? law::Truth::yes : law::Truth::no, ""});
  }
  for (const char* name : {"means", "purpose", "act"})
    if (const auto group = vocabulary.find_group(name)) stated.closed.push_back({*group, ""});
  if (const auto age = vocabulary.find("person.age")) stated.numbers.push_back({*age, {person.conduct.age_years, person.conduct.age_years}, ""});
  for (const OpenTerm& open : kOpenTerms)
    stated.answers.push_back({std::string(open.law), std::string(open.term), open.answer ? law::Truth::yes : law::Truth::no, "the simulator", "as its study answers"});
  return stated;
}

std::string cases_csv(const InventedStudy& made, const InventedList& list) {
  const CaseForm& form = form_of(list.plan.name);
  std::string text = form_header(form);
  for (std::size_t i = 0; i < list.rows.size(); ++i) {
    const Person& person = made.persons[static_cast<std::size_t>(list.person[i] - 1)];
    append_form_row(text, made.options.seed, form, person, list.rows[i][ListColumn::record_id], core::year_of(person.seen), made.options.mistakes);
  }
  return text;
}

// Short names of the definitions, for the columns of the release.
std::string short_name(const std::string& definition) { return "meets_" + definition.substr(0, definition.find('.')); }

std::string release_settings(std::uint64_t seed) {
  std::string text = "release:\n  plan: release/plan.yaml\n  columns: {year: year, sex: sex";
  for (const std::string& definition : study_definitions()) text += fmt::format(", {}: asked/{}", short_name(definition), definition);
  return text + fmt::format("}}\n  test_seed: {}    # invented people: the release says TEST – NOT PRIVATE; of real people, name a ledger and keys\n", seed);
}

std::string release_plan() {
  std::string tables;
  for (const std::string& definition : study_definitions()) tables += fmt::format("    - [sex, {}]\n", short_name(definition));
  return "# SPDX-License-Identifier: Apache-2.0\n# What is published of the linked people. docs/formats/release-plan.md\n"
         "format: palermo-release-plan/1\nid: velmora-chain\ntitle: People in Velmora on at least one of five lists, invented\n"
         "publisher: Observatory of Velmora (invented)\ncontact: nobody@example.org\nregister: Register of Velmora (invented)\n"
         "codebook: codebook.yaml\nperiod: {first: 2019, last: 2023, column: year}\nmode: dp\nepsilon: 4\ndelta: 1.0e-6\nworkload:\n  pairs: all\n  tables:\n" + tables +
         "  tables_share: 0.25\nminimum_shown: 10\ntimes: {year: year}\ndelay_months: 3\n"
         "method_note: \"Records of five invented lists, linked and joined (docs/methods/chain.md). Nobody in them exists.\"\nsimulated: true\n";
}

std::string release_codebook() {
  std::string text = "# SPDX-License-Identifier: Apache-2.0\nformat: palermo-codebook/1\nid: velmora-chain\ntitle: Linked people of Velmora\ncolumns:\n"
                     "  - {name: year, title: Year in which the person came to be known, range: {from: 2019, to: 2023}}\n"
                     "  - {name: sex, title: Sex, values: [female, male, other], other: false}\n";
  for (const std::string& definition : study_definitions())
    text += fmt::format("  - {{name: {}, title: \"Meets {}\", values: [\"true\", \"unknown\", \"false\"], other: false}}\n", short_name(definition), definition);
  return text;
}

std::string role_in_study(const std::string& role) { return role == "labour_inspection" ? "labour" : role; }

std::string title_of(const std::string& list) {
  if (list == "health") return "Health care";
  std::string title = list;
  title.front() = static_cast<char>(title.front() - 'a' + 'A');
  for (char& c : title)
    if (c == '_') c = ' ';
  return title;
}

std::string study_yaml(const InventedStudy& made) {
  std::string text = fmt::format(
      "# SPDX-License-Identifier: Apache-2.0\n# Five organisations of an invented country, from their files to a release in one command.\n"
      "# Made by palermo simulate study --seed {} --people {}; nobody in it exists. docs/methods/chain.md says what happens in each stage.\n"
      "format: palermo-study/1\nid: velmora-chain-{}\ntitle: People in Velmora who meet each definition, as five organisations know them\n"
      "question: How many people meet each definition of trafficking, those whom nobody found among them?\nperiod: \"2019..2023\"\n"
      "place: Velmora (invented)\nsimulated: true\nsources:\n",
      made.options.seed, made.options.people, made.options.seed);
  for (const InventedList& list : made.lists.lists)
    text += fmt::format("  - {{id: {0}, title: {3}, role: {1}, file: cases/{0}.csv, mapping: mappings/{0}.yaml, identity: names/{0}.csv, "
                        "key: record_id, duplicate_free: {2}}}\n",
                        list.plan.name, role_in_study(list.plan.role), list.duplicate_free, title_of(list.plan.name));
  text += "definitions: [";
  for (const std::string& definition : study_definitions()) text += (&definition == &study_definitions().front() ? "" : ", ") + definition;
  text += "]\nreadings:\n  - id: asked\n    says: What a form asked about and did not find did not happen; open terms are answered as below.\n"
          "    assume: [asked]\n    answers:\n";
  for (const OpenTerm& open : kOpenTerms)
    text += fmt::format("      - {{law: {}, term: {}, answer: {}, by: the example, reason: {}}}\n", open.law, open.term, open.answer,
                        open.answer ? "read as the words allow" : "only what the article names");
  text += fmt::format("tables: [year, sex]\nlink: {{draws: 50, seed: {0}}}\nestimate: {{tables: 20, replicates: 100, seed: {0}}}\n", made.options.seed);
  return text + release_settings(made.options.seed);
}

std::string facts_csv(const InventedStudy& made) {
  std::string text = "person_id,person.age,trafficking_by_the_protocol";
  for (std::size_t i = 0; i < kFacts; ++i) text += fmt::format(",{}", id_of(static_cast<Fact>(i)));
  text += '\n';
  for (const Person& person : made.persons) {
    text += fmt::format("{},{},{}", person_id(person.number), person.conduct.age_years, text_of(trafficking(person)));
    for (std::size_t i = 0; i < kFacts; ++i) text += person.conduct.facts.has(static_cast<Fact>(i)) ? ",1" : ",0";
    text += '\n';
  }
  return text;
}

std::string definitions_csv(const std::vector<StatedTruth>& truth) {
  std::string text = "definition,true,open,false\n";
  for (const StatedTruth& one : truth) text += fmt::format("{},{},{},{}\n", one.definition, one.yes, one.open, one.no);
  return text;
}

}  // namespace

const std::vector<std::string>& study_definitions() {
  static const std::vector<std::string> all{"un.tip-protocol#trafficking", "my.670-12#trafficking", "us.7102-11#trafficking"};
  return all;
}

ListsOptions lists_of(const StudyWorldOptions& options) {
  ListsOptions lists = default_lists();
  lists.seed = options.seed;
  lists.people = options.people;
  lists.heterogeneity = options.heterogeneity;
  lists.lists = {{.name = "hotline", .role = "service", .share = 0.30, .full_name = true, .phone = 0.6},
                 {.name = "shelter", .role = "service", .share = 0.26, .phone = 0.5},
                 {.name = "health", .role = "health", .share = 0.30, .phone = 0.5},
                 {.name = "labour_inspection", .role = "labour_inspection", .share = 0.28, .full_name = true, .passport = 0.4},
                 {.name = "legal_aid", .role = "service", .share = 0.24, .passport = 0.4, .phone = 0.4}};
  lists.referrals.clear();
  if (options.referral != 0) lists.referrals.push_back({"hotline", "shelter", options.referral});
  for (const ErrorRate& one : kErrorRates) lists.errors.*one.rate *= options.errors;
  return lists;
}

Result<InventedStudy> invent_study(const NameBook& book, const StudyWorldOptions& options, core::Progress& progress) {
  PALERMO_TRY(InventedLists lists, invent_lists(book, lists_of(options), progress));
  InventedStudy made{options, std::move(lists), {}};
  for (const ListedPerson& listed : made.lists.people) made.persons.push_back(person_of(options.seed, listed));
  return made;
}

Result<std::vector<StatedTruth>> stated_truth(const InventedStudy& made, const law::Corpus& corpus) {
  std::vector<law::FindingId> ids;
  std::vector<StatedTruth> truth;
  for (const std::string& definition : study_definitions()) {
    PALERMO_TRY(law::FindingId id, corpus.resolve(definition));
    ids.push_back(std::move(id));
    truth.push_back({definition});
  }
  for (const Person& person : made.persons) {
    law::Case stated = true_case(person, corpus.vocabulary());
    for (std::size_t d = 0; d < ids.size(); ++d) {
      stated.date = {corpus.find(ids[d].law)->versions.back().in_force};
      PALERMO_TRY(const auto findings, law::assess_all(corpus, stated, {ids[d]}));
      const law::Outcome outcome = findings.front().outcome;
      ++(outcome == law::Outcome::yes ? truth[d].yes : outcome == law::Outcome::no ? truth[d].no : truth[d].open);
    }
  }
  return truth;
}

Done write_study(const InventedStudy& made, const std::vector<StatedTruth>& truth, core::OutputFolder& out, core::Progress& progress) {
  for (const InventedList& list : made.lists.lists) {
    if (progress.cancelled()) return core::fail(core::kCancelled);
    const std::string& name = list.plan.name;
    PALERMO_CHECK_DONE(out.write("names/" + name + ".csv", to_csv(list)));
    PALERMO_CHECK_DONE(out.write("cases/" + name + ".csv", cases_csv(made, list)));
    PALERMO_CHECK_DONE(out.write("mappings/" + name + ".yaml", form_mapping(form_of(name))));
  }
  PALERMO_CHECK_DONE(out.write("truth/truth.csv", truth_csv(made.lists)));
  PALERMO_CHECK_DONE(out.write("truth/people.csv", truth_people_csv(made.lists)));
  PALERMO_CHECK_DONE(out.write("truth/facts.csv", facts_csv(made)));
  PALERMO_CHECK_DONE(out.write("truth/capture.csv", made.lists.captures.to_csv()));
  PALERMO_CHECK_DONE(out.write("truth/definitions.csv", definitions_csv(truth)));
  PALERMO_CHECK_DONE(out.write("release/plan.yaml", release_plan()));
  PALERMO_CHECK_DONE(out.write("release/codebook.yaml", release_codebook()));
  return out.write("study.yaml", study_yaml(made));
}

}  // namespace palermo::simulate
