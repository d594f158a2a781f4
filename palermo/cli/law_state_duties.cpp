// SPDX-License-Identifier: Apache-2.0
// palermo law duties STATE [--corridor OTHER] [--date DAY] [--answers FILE]: what a State owes under the two Protocols,
// row by row; for two States the same rows side by side.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "palermo/cli/checklist_files.hpp"
#include "palermo/cli/context.hpp"
#include "palermo/cli/law_day.hpp"
#include "palermo/cli/law_state.hpp"
#include "palermo/cli/law_treaties.hpp"
#include "palermo/cli/law_verbs.hpp"
#include "palermo/cli/page_file.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/observatory/state_duties.hpp"
#include "palermo/study/inputs.hpp"

namespace palermo::cli {
namespace {

constexpr core::ErrorKind kOneState{"observatory.duties_one_state", core::Exit::usage};
constexpr core::ErrorKind kOtherState{"observatory.duties_other_state", core::Exit::usage};
constexpr core::ErrorKind kOtherList{"observatory.duties_other_list", core::Exit::usage};
constexpr core::ErrorKind kUnknownRow{"observatory.duties_unknown_row", core::Exit::unreadable};

struct DutiesCall {
  std::string state, corridor, date, html;
  std::vector<std::string> answers;
  bool replace = false;
};

struct Desk {
  law::Corpus corpus;
  core::Countries countries;
  treaty::Table treaties;
  observatory::DutyTable table;
  rights::Checklist list;  // the table as a list to be answered
  std::vector<rights::ChecklistForm> forms;
};

core::Result<observatory::DutyTable> load_table(const Context& context, const law::Corpus& corpus) {
  PALERMO_CHECK_DONE(study::check_data_folder(context.data_folder(), "duties/protocols.yaml"));
  PALERMO_TRY(const core::Value document, read_document(context.data_folder() + "/duties/protocols.yaml"));
  return observatory::parse_duty_table(document, corpus);
}

rights::Checklist as_list(const observatory::DutyTable& table) {
  rights::Checklist list;
  list.id = table.id;
  list.complete = true;
  for (const observatory::DutyRow& row : table.rows)
    list.items.push_back({row.id, row.law->id, row.says, row.law->id, row.mark()});
  return list;
}

// The code of the State that answers are about; it may be invented.
std::string about_code(const core::Countries& countries, std::string about) {
  if (const core::Country* country = countries.find(about)) return country->alpha2;
  std::transform(about.begin(), about.end(), about.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return about;
}

// An error of the checklist in the words of this table.
core::Error in_own_words(core::Error error, const std::string& list) {
  if (error.kind.code == rights::kChecklistUnknownItem.code) return {kUnknownRow, error.place, {}};
  if (error.kind.code == rights::kChecklistOtherList.code) return {kOtherList, error.place, {{"list", list}}};
  return error;
}

core::Done read_answers(Desk& desk, const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    PALERMO_TRY(const core::Value document, read_document(file));
    auto form = rights::parse_checklist_answers(document, desk.list);
    if (!form) return core::fail(in_own_words(form.error(), desk.list.id));
    form->about = about_code(desk.countries, form->about);
    desk.forms.push_back(std::move(*form));
  }
  return {};
}

core::Result<Desk> open(const Context& context, const DutiesCall& call) {
  Desk desk;
  PALERMO_TRY(desk.corpus, study::load_corpus(context.data_folder() + "/law"));
  PALERMO_TRY(desk.countries, study::load_countries(context.data_folder()));
  PALERMO_TRY(desk.treaties, load_treaty_table(context));
  PALERMO_TRY(desk.table, load_table(context, desk.corpus));
  desk.list = as_list(desk.table);
  PALERMO_CHECK_DONE(read_answers(desk, call.answers));
  return desk;
}

// A State that there is; or an invented one that answers are about.
core::Result<std::string> asked_state(const Desk& desk, const std::string& given) {
  const std::string code = about_code(desk.countries, given);
  if (std::any_of(desk.forms.begin(), desk.forms.end(), [&](const auto& form) { return form.about == code; }))
    return code;
  return state_code(desk.countries, desk.corpus, given);
}

observatory::DutyEvidence evidence_of(const rights::ChecklistRow& row) {
  observatory::DutyEvidence evidence{.standing = std::string(word(row.standing)), .replies = {}};
  for (const rights::ChecklistAnswer& answer : row.answers)
    evidence.replies.push_back({answer.reply, answer.evidence, answer.source,
                                answer.date.known() ? answer.date.text() : "", answer.grade, answer.supported()});
  return evidence;
}

// Answers of several files about one State stand side by side.
observatory::DutyEnd end_of(const Context& context, const Desk& desk, const std::string& code,
                            std::optional<core::Day> day) {
  const core::Country* country = desk.countries.find(code);
  observatory::DutyEnd end{.code = code, .name = country ? country->name : code};
  if (day)
    end.standing = [&context, &desk, day, participant = participant_code(desk.countries, code)](const std::string& id) {
      return standing_in(context, desk.treaties, participant, id, *day);
    };
  rights::ChecklistForm all;
  bool any = false;
  for (const rights::ChecklistForm& form : desk.forms) {
    if (form.about != code) continue;
    any = true;
    all.answers.insert(all.answers.end(), form.answers.begin(), form.answers.end());
  }
  if (!any) return end;
  end.evidence.emplace();
  for (const rights::ChecklistRow& row : fill(desk.list, all)) (*end.evidence)[row.item->id] = evidence_of(row);
  return end;
}

core::Result<observatory::StateDuties> answer(const Context& context, const Desk& desk, const DutiesCall& call) {
  std::optional<core::Day> day;
  if (!call.date.empty()) {
    PALERMO_TRY(day, one_day(call.date));
  }
  std::vector<std::string> codes;
  PALERMO_TRY(codes.emplace_back(), asked_state(desk, call.state));
  if (!call.corridor.empty()) {
    PALERMO_TRY(codes.emplace_back(), asked_state(desk, call.corridor));
  }
  if (codes.size() > 1 && codes[0] == codes[1]) return core::fail(kOneState, {}, {{"state", codes[0]}});
  for (const rights::ChecklistForm& form : desk.forms)
    if (std::find(codes.begin(), codes.end(), form.about) == codes.end())
      return core::fail(kOtherState, {}, {{"states", codes.front() + (codes.size() > 1 ? ", " + codes.back() : "")}});
  std::vector<observatory::DutyEnd> ends;
  for (const std::string& code : codes) ends.push_back(end_of(context, desk, code, day));
  return observatory::lay_out(desk.table, day, ends);
}

int run_state_duties(Context& context, const DutiesCall& call) {
  const auto desk = open(context, call);
  if (!desk) return context.fail(desk.error());
  const auto duties = answer(context, *desk, call);
  if (!duties) return context.fail(duties.error());
  const observatory::Page page = observatory::state_duties_page(*duties, context.catalogue());
  if (const core::Done written = write_page(context, page, call.html, call.replace, call.answers); !written)
    return context.fail(written.error());
  if (context.json()) return context.print_json(observatory::to_value(*duties));
  if (!call.html.empty()) return context.print(context.text("observatory.page_written", {{"file", call.html}}));
  return context.print(to_text(page));
}

}  // namespace

void add_law_duties(CLI::App& family, Context& context) {
  auto call = std::make_shared<DutiesCall>();
  CLI::App& verb = add_verb(family, context, "law.duties", "palermo law duties KH --corridor TH --date 2012-12-31",
                            [&context, call] { return run_state_duties(context, *call); });
  verb.add_option("STATE", call->state, context.text("verb.law.duties.state"))->required();
  verb.add_option("--corridor", call->corridor, context.text("verb.law.duties.corridor"))->type_name("XX");
  verb.add_option("--date", call->date, context.text("verb.law.duties.date"))->type_name("DAY");
  verb.add_option("--answers", call->answers, context.text("verb.law.duties.answers"))
      ->type_name("FILE")
      ->allow_extra_args(false);
  verb.add_option("--html", call->html, context.text("verb.law.page.html"))->type_name("FILE");
  verb.add_flag("--replace", call->replace, context.text("verb.law.page.replace"));
}

}  // namespace palermo::cli
