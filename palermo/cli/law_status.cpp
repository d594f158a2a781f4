// SPDX-License-Identifier: Apache-2.0
// palermo law status INSTRUMENT --as-of DAY: who was a party, who was bound, and what cannot be told.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/law_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/table.hpp"
#include "palermo/study/corpus_files.hpp"
#include "palermo/study/inputs.hpp"
#include "palermo/treaty/answer.hpp"

namespace palermo::cli {
namespace {

using treaty::Answer;
using treaty::Instrument;
using treaty::Standing;

constexpr core::ErrorKind kNoDay{"treaty.no_day", core::Exit::usage};
constexpr core::ErrorKind kNotADay{"treaty.not_a_day", core::Exit::usage};
constexpr std::size_t kFirstLines = 10;

struct StatusCall {
  std::string instrument, as_of, state, from, to;
  bool list = false;
};

struct Treaties {
  treaty::Table table;
  core::Countries countries;
};

core::Result<Treaties> load_treaties(const Context& context) {
  for (const char* file : {"treaties/instruments.yaml", "treaties/status.csv"})
    PALERMO_CHECK_DONE(study::check_data_folder(context.data_folder(), file));
  const std::string folder = context.data_folder() + "/treaties/";
  PALERMO_TRY(const std::string instruments, core::read_file(folder + "instruments.yaml", core::kHandWritten));
  PALERMO_TRY(const std::string status, core::read_file(folder + "status.csv", core::kHandWritten));
  Treaties treaties;
  PALERMO_TRY(treaties.table, treaty::Table::parse(instruments, status));
  PALERMO_TRY(treaties.countries, study::load_countries(context.data_folder()));
  return treaties;
}

core::Result<core::Day> one_day(const std::string& text, const char* option) {
  const auto date = core::parse_date(text);
  if (!date || !date->days.exact()) return core::fail(kNotADay, {}, {{"option", option}});
  return *date->days.min;
}

// "KH", "KHM" or "EU" as the code of the table; errors: treaty.unknown_state.
core::Result<std::string> participant_of(const Treaties& treaties, const Instrument& instrument,
                                         const std::string& code) {
  const core::Country* country = treaties.countries.find(code);
  std::string participant = country ? country->alpha3 : code;
  if (!country)
    std::transform(code.begin(), code.end(), participant.begin(),
                   [](char c) { return 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  PALERMO_TRY(const Standing known, treaty::standing(treaties.table, instrument, participant, 0));
  return known.state;
}

std::string mark_text(const Context& context, treaty::Mark mark) {
  return context.text("treaty.mark." + std::string(word(mark)));
}

std::string date_text(const Context& context, const core::PartialDate& date) {
  return date.known() ? date.text() : context.text("treaty.no_date");
}

std::string names_of(const Treaties& treaties, const std::vector<std::string>& states) {
  std::string names;
  for (const std::string& state : states)
    names += (names.empty() ? "" : ", ") + treaty::name_of(treaties.table, treaties.countries, state);
  return names;
}

// Whom an act binds; of whom its list says something in particular.
std::string act_text(const Context& context, const Treaties& treaties, const Instrument& instrument) {
  const treaty::Circle& binds = *instrument.binds;
  return context.text("treaty.head_act", {{"title", instrument.title},
                                          {"id", instrument.id},
                                          {"in_force", instrument.in_force.text()},
                                          {"in_force_mark", mark_text(context, instrument.in_force_mark)},
                                          {"says", binds.says},
                                          {"mark", mark_text(context, binds.mark)},
                                          {"source", treaties.table.sources().at(binds.source).name}});
}

std::string open_to_text(const Context& context, const Treaties& treaties, const Instrument& instrument) {
  if (!instrument.open_to) return "";
  const treaty::Circle& open = *instrument.open_to;
  return "\n" + context.text("treaty.open_to", {{"says", open.says},
                                                {"mark", mark_text(context, open.mark)},
                                                {"source", treaties.table.sources().at(open.source).name},
                                                {"states", names_of(treaties, open.states)}});
}

std::string head_text(const Context& context, const Treaties& treaties, const Instrument& instrument) {
  if (instrument.binds) return act_text(context, treaties, instrument);
  const std::string key = instrument.rule.cite.empty() ? "treaty.head_no_rule" : "treaty.head";
  return context.text(key, {{"title", instrument.title},
                            {"id", instrument.id},
                            {"depositary", instrument.depositary},
                            {"in_force", instrument.in_force.text()},
                            {"in_force_mark", mark_text(context, instrument.in_force_mark)},
                            {"wait", std::string(word(instrument.rule.wait))},
                            {"count", std::int64_t{instrument.rule.count}},
                            {"cite", instrument.rule.cite},
                            {"rule_mark", mark_text(context, instrument.rule.mark)}}) +
         open_to_text(context, treaties, instrument);
}

// What the table cannot tell; stands below every answer.
std::string limits_text(const Context& context, const Instrument& instrument) {
  if (instrument.binds) return context.text("treaty.act_limits");
  std::string text;
  if (instrument.complete.empty()) text = context.text("treaty.never_complete");
  for (const treaty::Complete& complete : instrument.complete)
    text += (text.empty() ? "" : "\n") +
            context.text("treaty.complete_until", {{"until", treaty::day_text(complete.until)},
                                                   {"of", complete.un_members_only ? "un_members" : "everybody"}});
  return text + "\n" + context.text("treaty.denunciations");
}

// "Malaysia (Sabah only)".
std::string name_text(const Context& context, const Treaties& treaties, const Standing& one) {
  const std::string name = treaty::name_of(treaties.table, treaties.countries, one.state);
  if (!one.row || one.row->only_for.empty()) return name;
  return context.text("treaty.only_for", {{"name", name}, {"territory", one.row->only_for}});
}

// Of an act there is nothing to tell but who is bound.
std::string list_text(const Context& context, const Treaties& treaties, const std::vector<Standing>& list, bool whole,
                      bool act) {
  core::Table table;
  for (const char* name : {"state", "deposit", "kind", "bound_from", "bound", "mark"})
    if (!act || name == std::string_view("state") || name == std::string_view("bound"))
      table.columns.push_back({context.text("treaty.column." + std::string(name))});
  std::size_t shown = 0;
  for (const Standing& one : list) {
    if (!whole && shown == kFirstLines) break;
    ++shown;
    const std::string bound = context.text("treaty.answer." + std::string(word(one.bound)));
    if (act) {
      table.rows.push_back({name_text(context, treaties, one), bound});
      continue;
    }
    table.rows.push_back({name_text(context, treaties, one), date_text(context, one.deposit),
                          one.row ? context.text("treaty.kind." + std::string(word(one.row->kind))) : "",
                          date_text(context, one.bound_from), bound, one.row ? mark_text(context, one.row->mark) : ""});
  }
  if (table.rows.empty()) return "";
  std::string text = "\n\n" + core::to_plain_text(table);
  while (text.ends_with('\n')) text.pop_back();
  if (shown < list.size())
    text += "\n" + context.text("treaty.more", {{"more", static_cast<std::int64_t>(list.size() - shown)}});
  return text;
}

std::string standing_text(const Context& context, const Treaties& treaties, const Standing& one, core::Day day,
                          bool act) {
  const std::string key = act ? "treaty.standing_act" : one.not_open() ? "treaty.standing_not_open" : "treaty.standing";
  std::string text = context.text(key, {{"name", name_text(context, treaties, one)},
                                        {"day", treaty::day_text(day)},
                                        {"party", std::string(word(one.party))},
                                        {"bound", std::string(word(one.bound))}});
  if (one.row)
    text +=
        "\n" + context.text("treaty.row", {{"kind", context.text("treaty.kind." + std::string(word(one.row->kind)))},
                                           {"deposit", one.deposit.text()},
                                           {"bound_from", one.bound_from.text()},
                                           {"mark", mark_text(context, one.row->mark)},
                                           {"source", treaties.table.sources().at(one.row->source).name}});
  if (one.row && !one.row->only_for.empty())
    text += "\n" + context.text("treaty.row_only_for", {{"territory", one.row->only_for}});
  if (!one.why.empty()) text += "\n" + one.why;
  if (one.signature) text += "\n" + context.text("treaty.signed", {{"date", one.signature->date.text()}});
  for (const treaty::Row* row : one.to_check)
    text +=
        "\n" + context.text("treaty.to_check", {{"kind", context.text("treaty.kind." + std::string(word(row->kind)))},
                                                {"date", row->date.text()},
                                                {"source", treaties.table.sources().at(row->source).name}});
  const auto because = [&](const char* message, treaty::Why why) {
    text += "\n" + context.text(message, {{"why", context.text("treaty.why." + std::string(word(why)))}});
  };
  if (!act) because("treaty.party_because", one.party_because);
  because("treaty.bound_because", one.bound_because);
  return text;
}

std::string status_text(const Context& context, const Treaties& treaties, const treaty::Status& status, bool whole,
                        bool act) {
  std::string text = context.text(act ? "treaty.counts_act" : "treaty.counts",
                                  {{"day", treaty::day_text(status.day)},
                                   {"parties", std::int64_t{status.parties.all()}},
                                   {"states", std::int64_t{status.parties.states}},
                                   {"organisations", std::int64_t{status.parties.organisations}},
                                   {"bound", std::int64_t{status.bound.all()}},
                                   {"unknown", std::int64_t{status.parties_unknown.all()}},
                                   {"bound_unknown", std::int64_t{status.bound_unknown.all()}}});
  std::vector<Standing> list;
  for (const Standing& one : status.list)
    if (one.party != Answer::no) list.push_back(one);
  for (const Standing& one : status.list)
    if (!one.why.empty())
      text += "\n" + context.text(
                         "treaty.in_particular",
                         {{"name", treaty::name_of(treaties.table, treaties.countries, one.state)}, {"why", one.why}});
  return text + list_text(context, treaties, list, whole, act);
}

std::string changes_text(const Context& context, const Treaties& treaties, const treaty::Changes& changes, bool whole,
                         bool act) {
  std::string text = context.text("treaty.changes", {{"from", treaty::day_text(changes.from)},
                                                     {"to", treaty::day_text(changes.to)},
                                                     {"deposited", static_cast<std::int64_t>(changes.deposited.size())},
                                                     {"bound", static_cast<std::int64_t>(changes.bound.size())},
                                                     {"lost", static_cast<std::int64_t>(changes.lost.size())}});
  if (changes.entered_into_force) text += "\n" + context.text("treaty.entered_into_force");
  std::vector<Standing> list = changes.deposited;
  for (const Standing& one : changes.bound)
    if (std::none_of(list.begin(), list.end(), [&](const Standing& s) { return s.state == one.state; }))
      list.push_back(one);
  std::sort(list.begin(), list.end(), [](const Standing& a, const Standing& b) { return a.state < b.state; });
  return text + list_text(context, treaties, list, whole, act);
}

void keep_only(treaty::Changes& changes, const std::string& participant) {
  const auto other = [&](const Standing& one) { return one.state != participant; };
  std::erase_if(changes.deposited, other);
  std::erase_if(changes.bound, other);
  std::erase_if(changes.lost, [&](const std::string& state) { return state != participant; });
}

struct Said {
  std::string text;
  core::Value json;
};

core::Result<Said> answer(const Context& context, const Treaties& treaties, const StatusCall& call) {
  PALERMO_TRY(const Instrument* const instrument, treaties.table.find(call.instrument));
  std::string participant;
  if (!call.state.empty()) {
    PALERMO_TRY(participant, participant_of(treaties, *instrument, call.state));
  }
  Said said;
  said.json.set("format", "palermo-law-status/1");
  said.json.set("instrument", treaty::to_value(*instrument, treaties.table));
  const auto until =
      participant.empty() ? instrument->complete_until() : treaties.table.complete_for(*instrument, participant);
  said.json.set("complete_until", until ? core::Value(treaty::day_text(*until)) : core::Value{});
  std::string body;
  if (call.as_of.empty()) {
    PALERMO_TRY(const core::Day from, one_day(call.from, "--from"));
    PALERMO_TRY(const core::Day to, one_day(call.to, "--to"));
    PALERMO_TRY(treaty::Changes changes, treaty::changes(treaties.table, *instrument, from, to));
    if (!participant.empty()) keep_only(changes, participant);
    said.json.set("changes", treaty::to_value(changes, treaties.table, treaties.countries));
    body = changes_text(context, treaties, changes, call.list, instrument->binds.has_value());
  } else {
    PALERMO_TRY(const core::Day day, one_day(call.as_of, "--as-of"));
    said.json.set("as_of", treaty::day_text(day));
    if (participant.empty()) {
      const treaty::Status status = treaty::status(treaties.table, *instrument, day);
      treaty::add_status(said.json, status, treaties.table, treaties.countries);
      body = status_text(context, treaties, status, call.list, instrument->binds.has_value());
    } else {
      PALERMO_TRY(const Standing one, treaty::standing(treaties.table, *instrument, participant, day));
      said.json.set("standing", treaty::to_value(one, treaties.table, treaties.countries));
      body = standing_text(context, treaties, one, day, instrument->binds.has_value());
    }
  }
  said.text = head_text(context, treaties, *instrument) + "\n" + body + "\n\n" + limits_text(context, *instrument);
  return said;
}

int run_status(Context& context, const StatusCall& call) {
  const bool both = !call.from.empty() && !call.to.empty();
  const bool none = call.from.empty() && call.to.empty();
  if (call.as_of.empty() ? !both : !none) return context.fail(core::Error{kNoDay, {}, {}});
  const auto treaties = load_treaties(context);
  if (!treaties) return context.fail(treaties.error());
  const auto said = answer(context, *treaties, call);
  if (!said) return context.fail(said.error());
  return context.json() ? context.print_json(said->json) : context.print(said->text);
}

}  // namespace

void add_law_status(CLI::App& family, Context& context) {
  auto call = std::make_shared<StatusCall>();
  CLI::App& verb = add_verb(family, context, "law.status", "palermo law status un.tip-protocol --as-of 2012-12-31",
                            [&context, call] { return run_status(context, *call); });
  verb.add_option("INSTRUMENT", call->instrument, context.text("verb.law.status.instrument"))->required();
  verb.add_option("--as-of", call->as_of, context.text("verb.law.status.as_of"))->type_name("DAY");
  verb.add_option("--state", call->state, context.text("verb.law.status.state"))->type_name("CODE");
  verb.add_option("--from", call->from, context.text("verb.law.status.from"))->type_name("DAY");
  verb.add_option("--to", call->to, context.text("verb.law.status.to"))->type_name("DAY");
  verb.add_flag("--list", call->list, context.text("verb.law.status.list"));
}

}  // namespace palermo::cli
