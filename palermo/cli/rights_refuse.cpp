// SPDX-License-Identifier: Apache-2.0
// palermo rights refuse --state XX --date DAY --request KIND: the letter with which a service says no (SAFEGUARDS.md, D22).
//
// It reads no case: nobody's data can stand in it, and it is the same whether or not the service knows anybody.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/paper.hpp"
#include "palermo/cli/rights_desk.hpp"
#include "palermo/cli/rights_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/rights/refusal.hpp"

namespace palermo::cli {
namespace {

using core::Value;
using observatory::data;
using observatory::Item;
using observatory::Line;
using observatory::Page;
using rights::RefusalGround;

struct RefuseCall {
  RightsCall rights;
  std::vector<std::string> requests;
  std::string html;
  bool replace = false;
};

struct Letter {
  const core::Catalogue& texts;
  const std::string& state;
  std::string day;

  [[nodiscard]] Line say(const std::string& key, const std::vector<std::pair<std::string, observatory::Span>>& args = {}) const { return observatory::message(texts, key, args); }
  [[nodiscard]] observatory::Span mark(law::Mark mark) const { return {.text = texts.text("law.mark." + std::string(law::word(mark)))}; }

  void ground(std::vector<Item>& items, const RefusalGround& one) const {
    items.push_back({say("letter.law.ground", {{"title", data(one.law->title)}, {"cite", data(one.basis->cite)}, {"says", data(one.article->says)}}), 0});
    const bool binds = one.force.force == rights::Force::binding;
    const char* force = !binds ? "letter.law.unknown" : one.force.since.known() ? "letter.law.binding_since" : "letter.law.binding";
    Line how = say(force, {{"state", data(state)}, {"since", {.text = spoken_date(one.force.since.text(), texts)}}}) + Line{{.text = " "}} + say("letter.law.whom." + one.basis->whom);
    if (!one.article->qualifier.empty()) how = how + Line{{.text = " "}} + say("letter.law.qualifier", {{"qualifier", data(one.article->qualifier)}});
    items.push_back({std::move(how), 1});
  }

  // How we know what is cited, what is not cited and why, and what has to be added: never part of the letter.
  [[nodiscard]] Page lawyer_page(const std::vector<RefusalGround>& grounds) const {
    Page page("refusal-lawyer.html", say("letter.lawyer.title"));
    page.notice(say("letter.check"));
    page.paragraph(say("letter.lawyer.national", {{"state", data(state)}}));
    std::vector<Item> cited, to_check;
    for (const RefusalGround& one : grounds) {
      if (one.force.force != rights::Force::binding) {
        ground(to_check, one);
        continue;
      }
      cited.push_back({say("letter.lawyer.mark", {{"title", data(one.law->title)}, {"cite", data(one.basis->cite)}}), 0});
      cited.push_back({say("letter.law.mark", {{"mark", mark(one.article->mark)}, {"bound", mark(one.force.mark)}}), 1});
    }
    if (cited.empty()) page.paragraph(say("letter.lawyer.none", {{"state", data(state)}}));
    if (!cited.empty()) page.heading(2, say("letter.lawyer.marks"));
    page.list(std::move(cited));
    if (!to_check.empty()) page.paragraph(say("letter.law.to_check", {{"state", data(state)}}));
    page.list(std::move(to_check));
    page.paragraph(say("letter.rule"));
    return page;
  }

  [[nodiscard]] Page page(const std::vector<std::string>& requests, const std::vector<RefusalGround>& grounds) const {
    Page page("refusal.html", say("letter.title"));
    page.pairs({{say("letter.from"), {}}, {say("letter.to"), {}}, {say("letter.date"), {}}, {say("letter.reference"), {}}});
    std::vector<Item> asked, cited;
    for (const std::string& one : requests) asked.push_back({say("letter.request." + one), 0});
    page.paragraph(say("letter.heard"));
    page.list(std::move(asked));
    page.paragraph(say("letter.refuse"));
    page.heading(2, say("letter.why"));
    page.paragraph(say("letter.why.purpose"));
    page.heading(2, say("letter.law", {{"state", data(state)}, {"day", {.text = day}}}));
    for (const RefusalGround& one : grounds)
      if (one.force.force == rights::Force::binding) ground(cited, one);
    if (cited.empty()) page.paragraph(say("letter.law.none"));
    if (!cited.empty()) page.list(std::move(cited));
    page.paragraph(say("letter.law.nothing_said"));
    page.pairs({{say("letter.law.national"), {}}});
    page.heading(2, say("letter.order"));
    page.paragraph(say("letter.order.court"));
    page.paragraph(say("letter.danger"));
    page.heading(2, say("letter.can"));
    page.paragraph(say("letter.can.numbers"));
    page.pairs({{say("letter.signed"), {}}});
    return page;
  }
};

Value value_of(const RightsDesk& desk, const RefuseCall& call, const std::vector<RefusalGround>& grounds, const Page& page, const Page& for_lawyer) {
  Value answer{Value::Object{}}, requests{Value::Array{}}, list{Value::Array{}};
  answer.set("format", "palermo-rights-refuse/1");
  answer.set("rule", "D22");
  answer.set("state", desk.state);
  answer.set("date", core::PartialDate{{desk.day, desk.day}}.text());
  for (const std::string& one : call.requests) requests.push(one);
  for (const RefusalGround& one : grounds) {
    Value ground;
    ground.set("law", one.law->id);
    ground.set("cite", one.basis->cite);
    ground.set("whom", one.basis->whom);
    ground.set("force", word(one.force.force));
    if (one.force.since.known()) ground.set("bound_from", one.force.since.text());
    ground.set("mark", law::word(one.article->mark));
    if (one.force.force == rights::Force::binding) ground.set("bound_mark", law::word(one.force.mark));
    list.push(std::move(ground));
  }
  answer.set("requests", std::move(requests));
  answer.set("grounds", std::move(list));
  answer.set("letter", to_text(page));
  answer.set("for_the_lawyer", to_text(for_lawyer));
  return answer;
}

core::Done make_letter(Context& context, const RefuseCall& call) {
  PALERMO_CHECK_DONE(may_write_paper(call.html, call.replace, {}));
  PALERMO_TRY(const RightsDesk desk, open_rights(context, call.rights));
  PALERMO_TRY(const Value document, read_data(context, "rights/refusal.yaml"));
  PALERMO_TRY(const std::vector<rights::RefusalBasis> basis, rights::parse_refusal(document, desk.corpus));
  const std::vector<RefusalGround> grounds = rights::refusal_grounds(basis, desk.corpus, desk.day, [&](const law::Law& law) { return desk.force(law, desk.state, desk.participant); });
  const Letter letter{context.catalogue(), desk.state_name, spoken_date(core::PartialDate{{desk.day, desk.day}}.text(), context.catalogue())};
  const Page page = letter.page(call.requests, grounds), for_lawyer = letter.lawyer_page(grounds);
  PALERMO_CHECK_DONE(write_paper(call.html, paper_html(page, context.catalogue(), Paper::letter), call.replace));
  if (context.json()) {
    context.print_json(value_of(desk, call, grounds, page, for_lawyer));
    return {};
  }
  context.note(context.text("letter.note"));
  context.print((call.html.empty() ? to_text(page) + "\n\n---\n\n" : "") + to_text(for_lawyer));
  if (!call.html.empty()) context.note(context.text("letter.note.written", {{"file", call.html}}));
  return {};
}

}  // namespace

void add_rights_refuse(CLI::App& family, Context& context) {
  auto call = std::make_shared<RefuseCall>();
  CLI::App& verb = add_verb(family, context, "rights.refuse", "palermo rights refuse --request whereabouts --state DE --date 2024-03-01", [&context, call] {
    const auto done = make_letter(context, *call);
    return done ? 0 : context.fail(done.error());
  });
  verb.add_option("--request", call->requests, context.text("verb.rights.refuse.request"))->required()->check(CLI::IsMember(std::vector<std::string>{std::begin(rights::kRequests), std::end(rights::kRequests)}));
  verb.add_option("--state", call->rights.state, context.text("verb.rights.refuse.state"))->required();
  verb.add_option("--date", call->rights.date, context.text("verb.rights.date"))->required();
  verb.add_option("--html", call->html, context.text("verb.rights.refuse.html"))->type_name("FILE");
  verb.add_flag("--replace", call->replace, context.text("verb.rights.replace"));
}

}  // namespace palermo::cli
