// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/rights_desk.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_day.hpp"
#include "palermo/cli/law_state.hpp"
#include "palermo/cli/law_treaties.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/law/contradiction.hpp"
#include "palermo/observatory/words.hpp"
#include "palermo/study/corpus_files.hpp"
#include "palermo/study/inputs.hpp"
#include "palermo/treaty/standing.hpp"

namespace palermo::cli {

namespace {

core::Result<treaty::Table> load_table(const Context& context) {
  for (const char* file : {"treaties/instruments.yaml", "treaties/status.csv"})
    PALERMO_CHECK_DONE(study::check_data_folder(context.data_folder(), file));
  PALERMO_TRY(const std::string instruments, core::read_file(context.data_folder() + "/treaties/instruments.yaml", core::kHandWritten));
  PALERMO_TRY(const std::string status, core::read_file(context.data_folder() + "/treaties/status.csv", core::kHandWritten));
  return treaty::Table::parse(instruments, status);
}

core::Result<std::map<std::string, core::PartialDate>> read_clocks(const std::vector<std::string>& given, const rights::Catalogue& catalogue, core::Day today) {
  std::string known;
  for (const auto& [name, says] : catalogue.clocks()) known += (known.empty() ? "" : ", ") + name;
  std::map<std::string, core::PartialDate> clocks;
  for (const std::string& one : given) {
    const std::size_t at = one.find('=');
    const auto day = at == std::string::npos ? core::parse_date("?") : core::parse_date(one.substr(at + 1));
    if (!day || !day->known() || !catalogue.clocks().contains(one.substr(0, at))) return core::fail(kBadClock, {}, {{"clocks", known}});
    if (day->days.min && *day->days.min > today) return core::fail(kClockAhead, {}, {{"clock", one.substr(0, at)}});
    clocks[one.substr(0, at)] = *day;
  }
  return clocks;
}

// What contradicts itself is taken as not known: nobody loses what is owed to everybody because a record is wrong. Returns the facts.
std::vector<law::FactId> set_clashes_aside(law::Case& stated, const law::Vocabulary& vocabulary) {
  std::vector<law::FactId> facts;
  while (const auto found = law::find_contradiction(stated, vocabulary)) {
    if (found->kind == law::Contradiction::Kind::answers) {
      stated.answers.clear();
      continue;
    }
    for (const law::FactId fact : law::facts_of(*found)) {
      std::erase_if(stated.statements, [&](const law::Statement& s) { return s.fact == fact; });
      std::erase_if(stated.numbers, [&](const law::NumberStatement& n) { return n.fact == fact; });
      if (!vocabulary[fact].number) stated.statements.push_back({fact, law::Truth::unknown, ""});
      if (std::find(facts.begin(), facts.end(), fact) == facts.end()) facts.push_back(fact);
    }
  }
  return facts;
}

void tell_clashes(const Context& context, const std::vector<law::FactId>& facts, const law::Vocabulary& vocabulary) {
  std::string names;
  for (const law::FactId fact : facts) names += (names.empty() ? "" : ", ") + vocabulary[fact].id;
  if (!names.empty()) context.note(context.text("rights.note.clash", {{"facts", names}}));
}

law::Mark mark_of(treaty::Mark mark) {
  return mark == treaty::Mark::verified ? law::Mark::verified : mark == treaty::Mark::secondary ? law::Mark::secondary : law::Mark::unverified;
}

}  // namespace

void tell_beyond_table(const Context& context, const RightsDesk& desk) {
  const core::Day last = last_day(desk.treaties);
  if (desk.day > last) context.note(context.text("rights.note.beyond_table", {{"until", core::PartialDate{{last, last}}.text()}}));
}

void add_rights_options(CLI::App& verb, const Context& context, RightsCall& call) {
  verb.add_option("FILE", call.file, context.text("verb.rights.file"))->required();
  verb.add_option("CASE", call.case_id, context.text("verb.rights.case"));
  verb.add_option("--state", call.state, context.text("verb.rights.state"))->required();
  verb.add_option("--origin", call.origin, context.text("verb.rights.origin"));
  verb.add_option("--date", call.date, context.text("verb.rights.date"))->required();
  verb.add_option("--clock", call.clocks, context.text("verb.rights.clock"));
}

core::Result<core::Value> read_data(const Context& context, const std::string& file) {
  PALERMO_CHECK_DONE(study::check_data_folder(context.data_folder(), file));
  const std::string path = context.data_folder() + "/" + file;
  PALERMO_TRY(const std::string text, core::read_file(path, core::kHandWritten));
  return core::parse_yaml(text, path);
}

core::Result<rights::Catalogue> load_rights(const Context& context, const law::Corpus& corpus) {
  PALERMO_TRY(const core::Value document, read_data(context, "rights/entitlements.yaml"));
  return rights::Catalogue::parse(document, corpus);
}

core::Result<std::vector<rights::Practice>> load_practices(const Context& context, const rights::Catalogue& catalogue,
                                                           const law::Corpus& corpus) {
  PALERMO_TRY(const core::Value document, read_data(context, "rights/practices.yaml"));
  return rights::parse_practices(document, catalogue, corpus);
}

core::Result<rights::Remedies> load_remedies(const Context& context, const law::Corpus& corpus) {
  PALERMO_TRY(const core::Value document, read_data(context, "rights/remedies.yaml"));
  PALERMO_TRY(const core::Value entitlements, read_data(context, "rights/entitlements.yaml"));
  return rights::Remedies::parse(document, entitlements, corpus);
}

core::Result<RightsDesk> open_rights(const Context& context, const RightsCall& call) {
  RightsDesk desk;
  PALERMO_TRY(desk.day, one_day(call.date));
  if (call.file.empty()) {
    PALERMO_TRY(desk.corpus, study::load_corpus(context.data_folder() + "/law"));
  } else {
    PALERMO_TRY(LawDesk laws, open_desk(context, call.file));
    desk.corpus = std::move(laws.corpus);
    PALERMO_TRY(desk.stated, pick_case(std::move(laws.cases), call.case_id, call.file));
    tell_clashes(context, set_clashes_aside(desk.stated, desk.corpus.vocabulary()), desk.corpus.vocabulary());
  }
  PALERMO_TRY(desk.catalogue, load_rights(context, desk.corpus));
  PALERMO_TRY(desk.practices, load_practices(context, desk.catalogue, desk.corpus));
  PALERMO_TRY(desk.treaties, load_table(context));
  PALERMO_TRY(const core::Countries countries, study::load_countries(context.data_folder()));
  PALERMO_TRY(desk.state, state_code(countries, desk.corpus, call.state));
  const core::Country* country = countries.find(desk.state);
  desk.participant = country ? country->alpha3 : desk.state;
  desk.state_name = country ? country->name : desk.state;
  if (!call.origin.empty()) {
    PALERMO_TRY(desk.origin, state_code(countries, desk.corpus, call.origin));
    const core::Country* origin = countries.find(desk.origin);
    desk.origin_participant = origin ? origin->alpha3 : desk.origin;
  }
  PALERMO_TRY(desk.clocks, read_clocks(call.clocks, desk.catalogue, desk.day));
  return desk;
}

rights::Question RightsDesk::question(rights::Assume assume) const {
  rights::ForceOf of_origin;
  if (!origin.empty()) of_origin = [this](const law::Law& law) { return force(law, origin, origin_participant); };
  return {.stated = stated,
          .day = day,
          .assume = assume,
          .force = [this](const law::Law& law) { return force(law, state, participant); },
          .force_of_origin = std::move(of_origin),
          .clocks = clocks};
}

rights::InForce RightsDesk::force(const law::Law& law, const std::string& of, const std::string& as_participant) const {
  using rights::Force;
  const auto instrument = treaties.find(law.id);
  if (!instrument) {
    if (!observatory::is_national(law)) return {};  // an instrument of whose parties nothing is known
    if (law.jurisdiction != of) return {.force = Force::elsewhere, .since = {}, .mark = {}};
    const law::Version* version = rights::version_on(law, day);
    if (!version) return {.force = Force::not_binding, .since = {}, .mark = {}};
    core::PartialDate since;
    if (version->in_force.min) since.days = {version->in_force.min, version->in_force.min};
    return {.force = Force::binding, .since = since, .mark = version->date_mark};
  }
  const auto standing = treaty::standing(treaties, **instrument, as_participant, day);
  if (!standing) return {};
  if (standing->not_open()) return {.force = Force::elsewhere, .since = {}, .mark = {}};
  if (standing->bound == treaty::Answer::unknown) return {};
  if (standing->bound == treaty::Answer::no) return {.force = Force::not_binding, .since = {}, .mark = {}};
  return {.force = Force::binding, .since = standing->bound_from, .mark = standing->row ? mark_of(standing->row->mark) : law::Mark::verified};
}

}  // namespace palermo::cli
